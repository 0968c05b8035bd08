/* Naive Bayes against scikit-learn (golden files), and its explanations. */
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/model/naive-bayes.h"
#include "tests/model/small-texts.h"
#include "tests/text/text-golden.h"

#define NEAR 1e-9

static GStrv
strings_of (JsonArray *array)
{
  guint n = json_array_get_length (array);
  GStrv strings = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    strings[i] = g_strdup (json_array_get_string_element (array, i));
  return strings;
}

static void
read_options (JsonObject *golden, InkNaiveBayesOptions *options)
{
  JsonArray *ngrams = json_object_get_array_member (golden, "ngrams");

  *options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  g_assert_true (ink_analyzer_from_name (
      json_object_get_string_member (golden, "analyzer"), &options->analyzer));
  g_assert_true (ink_norm_from_name (
      json_object_get_string_member (golden, "norm"), &options->norm));
  options->ngram_min = (guint) json_array_get_int_element (ngrams, 0);
  options->ngram_max = (guint) json_array_get_int_element (ngrams, 1);
  options->min_df.value = json_object_get_int_member (golden, "min_df");
  options->max_features
      = (guint) json_object_get_int_member (golden, "max_features");
  options->alpha = json_object_get_double_member (golden, "alpha");
  options->sublinear_tf
      = json_object_get_boolean_member (golden, "sublinear_tf");
}

static InkModel *
train_golden (JsonObject *golden)
{
  g_autoptr (GError) error = NULL;
  JsonArray *numbers = json_object_get_array_member (golden, "labels");
  guint n = json_array_get_length (numbers);
  g_auto (GStrv) texts
      = strings_of (json_object_get_array_member (golden, "texts"));
  g_auto (GStrv) classes
      = strings_of (json_object_get_array_member (golden, "classes"));
  g_autofree guint32 *labels = g_new (guint32, n);
  g_autoptr (InkTextSet) set = NULL;
  InkNaiveBayesOptions options;
  InkModel *model;

  for (guint i = 0; i < n; i++)
    labels[i] = (guint32) json_array_get_int_element (numbers, i);
  set = text_set ((const char *const *) texts, labels, n,
                  (const char *const *) classes);
  read_options (golden, &options);
  model = ink_naive_bayes_train (set, &options, &error);
  g_assert_no_error (error);
  return model;
}

static void
check_vocabulary (const InkModel *model, JsonArray *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkState) state = ink_model_to_state (model, &error);
  const InkStateTensor *tensor = ink_state_find (state, "vocabulary");
  g_autoptr (GString) bytes = g_string_new (NULL);
  gsize n_bytes;
  const char *found = g_bytes_get_data (tensor->data, &n_bytes);

  for (guint i = 0; i < json_array_get_length (expected); i++)
    g_string_append (bytes, json_array_get_string_element (expected, i));
  g_assert_cmpuint (ink_naive_bayes_n_features (model), ==,
                    json_array_get_length (expected));
  g_assert_cmpmem (found, n_bytes, bytes->str, bytes->len);
}

static void
check_golden (JsonObject *golden)
{
  g_autoptr (InkModel) model = train_golden (golden);
  g_auto (GStrv) queries
      = strings_of (json_object_get_array_member (golden, "queries"));
  JsonArray *rows = json_object_get_array_member (golden, "probabilities");
  guint n = g_strv_length (queries);
  guint n_classes = ink_model_n_classes (model);
  g_autofree double *p = g_new (double, n * n_classes);

  g_test_message ("%s", json_object_get_string_member (golden, "name"));
  check_vocabulary (model,
                    json_object_get_array_member (golden, "vocabulary"));
  ink_model_predict_texts (model, (const char *const *) queries, n, 1, p);
  g_assert_cmpuint (json_array_get_length (rows), ==, n);
  for (guint i = 0; i < n; i++)
    {
      JsonArray *row = json_array_get_array_element (rows, i);

      for (guint c = 0; c < n_classes; c++)
        g_assert_cmpfloat_with_epsilon (
            p[i * n_classes + c], json_array_get_double_element (row, c), NEAR);
    }
}

static void
test_golden (void)
{
  g_autoptr (JsonNode) root = text_golden ("text-models.json");
  JsonArray *cases = json_node_get_array (root);

  g_assert_cmpuint (json_array_get_length (cases), >, 8);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    check_golden (json_array_get_object_element (cases, i));
}

static void
assert_refused (const InkTextSet *set, const InkNaiveBayesOptions *options,
                InkError code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkModel) model = ink_naive_bayes_train (set, options, &error);

  g_assert_null (model);
  g_assert_error (error, INK_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, message));
}

static void
test_refused (void)
{
  g_autoptr (InkTextSet) set
      = text_set (small_texts, small_labels, G_N_ELEMENTS (small_texts),
                  small_classes);
  g_autoptr (InkTextSet) one
      = text_set (small_texts, small_labels, 2, small_classes);
  g_autoptr (InkTextSet) none
      = text_set (small_texts, small_labels, 0, small_classes);
  const char *const blank[] = { "", "a ! b" };
  g_autoptr (InkTextSet) empty
      = text_set (blank, (guint32[]) { 0, 1 }, 2, small_classes);
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;

  assert_refused (one, &options, INK_ERROR_MISMATCH, "two classes");
  assert_refused (none, &options, INK_ERROR_MISMATCH, "two classes");
  assert_refused (empty, &options, INK_ERROR_MISMATCH, "none in any text");
  options.alpha = 0.0;
  assert_refused (set, &options, INK_ERROR_ARGUMENT, "alpha");
  options.alpha = NAN;
  assert_refused (set, &options, INK_ERROR_ARGUMENT, "alpha");
  options.alpha = 1e308; /* times the terms it is infinite */
  assert_refused (set, &options, INK_ERROR_ARGUMENT, "alpha");
  options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  options.ngram_min = 0;
  assert_refused (set, &options, INK_ERROR_ARGUMENT, "ngrams");
  options.ngram_min = 2;
  assert_refused (set, &options, INK_ERROR_ARGUMENT, "ngrams");
  options.ngram_max = INK_NAIVE_BAYES_MAX_NGRAM + 1;
  assert_refused (set, &options, INK_ERROR_ARGUMENT, "ngrams");
  options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  options.min_df.value = 0;
  assert_refused (set, &options, INK_ERROR_ARGUMENT, "min-df");
  options.min_df.value = 7;
  assert_refused (set, &options, INK_ERROR_MISMATCH, "min-df");
}

/* As many classes as a set can have, each text of other words than the rest. */
static void
test_too_large (void)
{
  GStrv names = g_new0 (char *, INK_TEXTS_MAX_CLASSES + 1);
  guint32 *numbers = g_new (guint32, INK_TEXTS_MAX_CLASSES);
  GPtrArray *many = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (InkTextSet) set = NULL;
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;

  for (guint i = 0; i < INK_TEXTS_MAX_CLASSES; i++)
    {
      GString *text = g_string_new (NULL);

      for (guint j = 0; j < 9; j++)
        g_string_append_printf (text, "word%u ", i * 9 + j);
      g_ptr_array_add (many, g_string_free (text, FALSE));
      names[i] = g_strdup_printf ("class %u", i);
      numbers[i] = i;
    }
  set = ink_text_set_new (
      "many", many,
      g_bytes_new_take (numbers, INK_TEXTS_MAX_CLASSES * sizeof *numbers),
      names, NULL);
  assert_refused (set, &options, INK_ERROR_LIMIT, "max-features");
}

static void
test_auto (void)
{
  const char *const chinese[] = { "\xe8\x82\xa1\xe5\xb8\x82", "\xe7\x90\x83" };
  g_autoptr (InkTextSet) set
      = text_set (chinese, (guint32[]) { 0, 1 }, 2, small_classes);
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  g_autoptr (InkModel) english = train_small (&options);
  g_autoptr (InkModel) model = ink_naive_bayes_train (set, &options, NULL);

  g_assert_cmpuint (ink_naive_bayes_n_features (model), ==, 4);
  ink_naive_bayes_options (model, &options);
  g_assert_cmpint (options.analyzer, ==, INK_ANALYZER_CHAR);
  g_assert_cmpuint (options.ngram_max, ==, 2);
  ink_naive_bayes_options (english, &options);
  g_assert_cmpint (options.analyzer, ==, INK_ANALYZER_WORD);
  g_assert_cmpuint (options.ngram_max, ==, 1);
}

/* A class without a text has no chance, and harms nothing. */
static void
test_absent_class (void)
{
  g_autoptr (InkTextSet) set
      = text_set (small_texts, small_labels, 4, small_classes);
  g_autoptr (InkModel) model = ink_naive_bayes_train (
      set, &INK_NAIVE_BAYES_OPTIONS_DEFAULT, NULL);
  const char *query = "puck in orbit";
  double p[3];

  ink_model_predict_texts (model, &query, 1, 1, p);
  g_assert_cmpfloat (p[2], ==, 0.0);
  g_assert_cmpfloat_with_epsilon (p[0] + p[1], 1.0, NEAR);
}

/* Many texts on many threads give the bits that one by one gives. */
static void
test_threads (void)
{
  g_autoptr (InkModel) model = train_small (&INK_NAIVE_BAYES_OPTIONS_DEFAULT);
  const gsize n = 1000;
  g_autofree const char **many = g_new (const char *, n);
  g_autofree double *together = g_new (double, 3 * n);
  double alone[3];

  for (gsize i = 0; i < n; i++)
    many[i] = small_texts[(i * i + 3) % G_N_ELEMENTS (small_texts)];
  ink_model_predict_texts (model, many, n, 3, together);
  for (gsize i = 0; i < n; i++)
    {
      ink_model_predict_texts (model, &many[i], 1, 0, alone);
      g_assert_cmpmem (alone, sizeof alone, together + 3 * i, sizeof alone);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/model/naive-bayes/golden", test_golden);
  g_test_add_func ("/core/model/naive-bayes/refused", test_refused);
  g_test_add_func ("/core/model/naive-bayes/too-large", test_too_large);
  g_test_add_func ("/core/model/naive-bayes/auto", test_auto);
  g_test_add_func ("/core/model/naive-bayes/absent-class", test_absent_class);
  g_test_add_func ("/core/model/naive-bayes/threads", test_threads);
  return g_test_run ();
}
