/* Every option of naive Bayes against scikit-learn: vocabulary and
 * probabilities of random texts with random options, from a golden file and,
 * where scikit-learn is there, made anew; and of public corpora, English and
 * Chinese, where those are there too. With INKLING_WHOLE_CORPORA set they are
 * whole. */
#include <string.h>

#include <glib/gstdio.h>

#include "core/model/naive-bayes.h"
#include "tests/support/slow-build.h"
#include "tests/text/text-golden.h"

#define NEAR 1e-9
#define N_RANDOM_CASES (IS_SLOW_BUILD ? "60" : "300")
/* Of the corpora. */
#define EVERY (IS_SLOW_BUILD ? "100" : "40")

static GStrv
strings_of (JsonObject *object, const char *name)
{
  JsonArray *array = json_object_get_array_member (object, name);
  guint n = json_array_get_length (array);
  GStrv strings = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    strings[i] = g_strdup (json_array_get_string_element (array, i));
  return strings;
}

static double *
numbers_of (JsonObject *object, const char *name, guint *n)
{
  JsonArray *array = json_object_get_array_member (object, name);
  double *numbers;

  *n = json_array_get_length (array);
  numbers = g_new (double, *n);
  for (guint i = 0; i < *n; i++)
    numbers[i] = json_array_get_double_element (array, i);
  return numbers;
}

static const char *
string_of (JsonObject *object, const char *name)
{
  return json_object_get_string_member (object, name);
}

static InkTextSet *
set_of (JsonObject *object)
{
  g_auto (GStrv) texts = strings_of (object, "texts");
  GPtrArray *copies = g_ptr_array_new_with_free_func (g_free);
  guint n;
  g_autofree double *numbers = numbers_of (object, "labels", &n);
  g_autofree guint32 *labels = g_new (guint32, n);
  g_autoptr (GError) error = NULL;
  InkTextSet *set;

  for (guint i = 0; i < n; i++)
    {
      g_ptr_array_add (copies, g_strdup (texts[i]));
      labels[i] = (guint32) numbers[i];
    }
  set = ink_text_set_new ("texts", copies,
                          g_bytes_new (labels, n * sizeof *labels),
                          strings_of (object, "classes"), &error);
  g_assert_no_error (error);
  return set;
}

/* @stop_words, @prior: what @options points to */
static void
read_options (JsonObject *object, GStrv stop_words, const double *prior,
              guint n_prior, InkNaiveBayesOptions *options)
{
  JsonArray *ngrams = json_object_get_array_member (object, "ngrams");

  *options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  g_assert_true (ink_analyzer_from_name (string_of (object, "analyzer"),
                                         &options->analyzer));
  g_assert_true (ink_norm_from_name (string_of (object, "norm"),
                                     &options->norm));
  g_assert_true (ink_idf_from_name (string_of (object, "idf"), &options->idf));
  g_assert_true (ink_event_model_from_name (string_of (object, "events"),
                                            &options->events));
  g_assert_true (ink_prior_from_name (string_of (object, "prior"),
                                      &options->prior));
  g_assert_true (ink_document_limit_from_string (string_of (object, "min_df"),
                                                 &options->min_df));
  g_assert_true (ink_document_limit_from_string (string_of (object, "max_df"),
                                                 &options->max_df));
  options->ngram_min = (guint) json_array_get_int_element (ngrams, 0);
  options->ngram_max = (guint) json_array_get_int_element (ngrams, 1);
  options->max_features
      = (guint) json_object_get_int_member (object, "max_features");
  options->hash_features = (guint) json_object_get_int_member_with_default (
      object, "hash_features", 0);
  options->alpha = json_object_get_double_member (object, "alpha");
  options->sublinear_tf
      = json_object_get_boolean_member (object, "sublinear_tf");
  options->complement_norm
      = json_object_get_boolean_member (object, "complement_norm");
  options->stop_words
      = stop_words[0] == NULL ? NULL : (const char *const *) stop_words;
  options->class_prior = prior;
  options->n_class_prior = n_prior;
}

static InkModel *
train (JsonObject *object)
{
  g_auto (GStrv) stop_words = strings_of (object, "stop_words");
  guint n_prior;
  g_autofree double *prior = numbers_of (object, "class_prior", &n_prior);
  g_autoptr (InkTextSet) set = set_of (object);
  g_autoptr (GError) error = NULL;
  InkNaiveBayesOptions options;
  InkModel *model;

  read_options (object, stop_words, prior, n_prior, &options);
  model = ink_naive_bayes_train (set, &options, &error);
  g_assert_no_error (error);
  return model;
}

static void
check_vocabulary (const InkState *state, JsonObject *object)
{
  const InkStateTensor *tensor = ink_state_find (state, "vocabulary");
  g_auto (GStrv) expected = strings_of (object, "vocabulary");
  g_autofree char *joined = g_strjoinv ("", expected);
  gsize n_bytes;
  const char *found;

  if (tensor == NULL) /* hashed */
    {
      g_assert_cmpuint (g_strv_length (expected), ==, 0);
      return;
    }
  found = g_bytes_get_data (tensor->data, &n_bytes);
  g_assert_cmpmem (found, n_bytes, joined, strlen (joined));
}

/* Of two classes that are as likely, either may be. */
static void
check_row (const double *p, JsonArray *row, guint n)
{
  guint mine = 0, theirs = 0;

  for (guint c = 0; c < n; c++)
    {
      double expected = json_array_get_double_element (row, c);

      g_assert_cmpfloat_with_epsilon (p[c], expected, NEAR);
      if (p[c] > p[mine])
        mine = c;
      if (expected > json_array_get_double_element (row, theirs))
        theirs = c;
    }
  g_assert_cmpfloat (p[mine] - p[theirs], <, 1e-13);
}

static void
check_probabilities (const InkModel *model, JsonObject *object)
{
  g_auto (GStrv) queries = strings_of (object, "queries");
  JsonArray *rows = json_object_get_array_member (object, "probabilities");
  guint n = g_strv_length (queries), n_classes = ink_model_n_classes (model);
  g_autofree double *p = g_new (double, n * n_classes);

  ink_model_predict_texts (model, (const char *const *) queries, n, 1, p);
  for (guint i = 0; i < n; i++)
    check_row (p + i * n_classes, json_array_get_array_element (rows, i),
               n_classes);
}

/* As trained, and as it comes back from rest. */
static void
check_case (JsonObject *object)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkModel) model = train (object);
  g_autoptr (InkState) state = ink_model_to_state (model, &error);
  g_autoptr (InkModel) again = ink_model_from_state (state, &error);

  g_assert_no_error (error);
  check_vocabulary (state, object);
  check_probabilities (model, object);
  check_probabilities (again, object);
}

static void
check_cases (JsonNode *root, guint least)
{
  JsonArray *cases = json_node_get_array (root);

  g_assert_cmpuint (json_array_get_length (cases), >=, least);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      g_test_message ("case %u", i);
      check_case (json_array_get_object_element (cases, i));
    }
}

static void
test_golden (void)
{
  g_autoptr (JsonNode) root = text_golden ("text-variants.json");

  check_cases (root, 30);
}

static gboolean
run_python (const char *const *argv, GError **error)
{
  int status = 1;

  return g_spawn_sync (NULL, (char **) argv, NULL,
                       G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                       NULL, NULL, NULL, NULL, &status, error)
         && g_spawn_check_wait_status (status, error);
}

static gboolean
has_sklearn (void)
{
  static int found = -1; /* it takes a second to see */
  const char *probe[] = { "/usr/bin/python3", "-c",
                          "import sklearn, sys; sys.exit("
                          "not sklearn.__version__.startswith('1.2.'))",
                          NULL };

  if (found < 0)
    found = run_python (probe, NULL);
  if (!found)
    g_test_skip ("/usr/bin/python3 has no scikit-learn 1.2");
  return found;
}

/* The cases that make-text.py makes with @option and two arguments more, the
 * last of which may be NULL. */
static void
check_made (const char *option, const char *argument, const char *last,
            guint least)
{
  g_autofree char *script
      = g_test_build_filename (G_TEST_DIST, "golden", "make-text.py", NULL);
  g_autofree char *folder = g_dir_make_tmp ("inkling-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "cases.json", NULL);
  const char *make[] = { "/usr/bin/python3", script, option, path,
                         argument, last, NULL };
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  run_python (make, &error);
  g_assert_no_error (error);
  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  check_cases (json_parser_get_root (parser), least);
  g_remove (path);
  g_rmdir (folder);
}

static void
test_random (void)
{
  if (has_sklearn ())
    check_made ("--random", N_RANDOM_CASES, NULL, 30);
}

static void
test_corpora (void)
{
  const char *data = g_getenv ("INKLING_TEST_DATA");
  gboolean whole = g_getenv ("INKLING_WHOLE_CORPORA") != NULL;
  g_autofree char *texts
      = g_build_filename (data != NULL ? data : "", "text", NULL);
  g_autofree char *one
      = g_build_filename (texts, "ag_news", "train.csv", NULL);

  if (data == NULL || !g_file_test (one, G_FILE_TEST_EXISTS))
    g_test_skip ("the corpora are not there (INKLING_TEST_DATA)");
  else if (has_sklearn ())
    check_made ("--corpora", texts, whole ? NULL : EVERY, 7);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/naive-bayes-variants/golden", test_golden);
  g_test_add_func ("/core/naive-bayes-variants/random", test_random);
  g_test_add_func ("/core/naive-bayes-variants/corpora", test_corpora);
  return g_test_run ();
}
