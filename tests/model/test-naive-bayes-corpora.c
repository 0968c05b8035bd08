/* Naive Bayes on whole public corpora: the features, the number of right
 * answers and the log loss that scikit-learn gives (golden file). Skipped where
 * the corpora are not there. */
#include <math.h>
#include <string.h>

#include "core/data/dataset.h"
#include "core/model/naive-bayes.h"
#include "tests/support/slow-build.h"
#include "tests/text/text-golden.h"

#define NEAR 1e-9

static double
log_loss (const InkTextSet *test, const double *p, guint *n_correct)
{
  guint n = ink_text_set_count (test);
  guint n_classes = ink_text_set_n_classes (test);
  double loss = 0.0;

  *n_correct = 0;
  for (guint i = 0; i < n; i++)
    {
      const double *row = p + (gsize) i * n_classes;
      double mine = row[ink_text_set_labels (test)[i]];
      double top = 0.0;

      for (guint c = 0; c < n_classes; c++)
        top = MAX (top, row[c]);
      *n_correct += mine == top;
      loss -= log (mine) / n;
    }
  return loss;
}

static void
check (const InkTextSet *train, const InkTextSet *test, const char *name)
{
  g_autoptr (JsonNode) root = text_golden ("text-real.json");
  JsonObject *golden
      = json_object_get_object_member (json_node_get_object (root), name);
  g_autoptr (GError) error = NULL;
  g_autoptr (InkModel) model = ink_naive_bayes_train (
      train, &INK_NAIVE_BAYES_OPTIONS_DEFAULT, &error);
  guint n = ink_text_set_count (test);
  g_autofree const char **queries = g_new (const char *, n);
  g_autofree double *p
      = g_new (double, (gsize) n * ink_text_set_n_classes (test));
  guint n_correct;
  double loss;

  g_assert_no_error (error);
  g_assert_cmpuint (ink_text_set_n_classes (train), ==,
                    ink_text_set_n_classes (test));
  for (guint i = 0; i < n; i++)
    queries[i] = ink_text_set_text (test, i);
  ink_model_predict_texts (model, queries, n, 0, p);
  loss = log_loss (test, p, &n_correct);
  g_assert_cmpuint (ink_naive_bayes_n_features (model), ==,
                    json_object_get_int_member (golden, "features"));
  g_assert_cmpuint (n, ==, json_object_get_int_member (golden, "count"));
  g_assert_cmpuint (n_correct, ==,
                    json_object_get_int_member (golden, "correct"));
  g_assert_cmpfloat_with_epsilon (
      loss, json_object_get_double_member (golden, "log_loss"), NEAR);
}

/* (transfer full): NULL, with the test skipped, where it is not there. */
static char *
corpus_path (const char *folder, const char *file)
{
  const char *data = g_getenv ("INKLING_TEST_DATA");
  g_autofree char *path = g_build_filename (data != NULL ? data : "", "text",
                                            folder, file, NULL);

  if (data != NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  g_test_skip ("the corpus is not there (INKLING_TEST_DATA)");
  return NULL;
}

static InkTextSet *
load (const char *path, InkEncoding encoding)
{
  const InkTextOptions options = { .no_quotes = TRUE, .encoding = encoding };
  g_autoptr (GError) error = NULL;
  InkTextSet *set
      = ink_dataset_load_texts (path, INK_SPLIT_TRAIN, &options, NULL, &error);

  g_assert_no_error (error);
  return set;
}

static void
test_sms (void)
{
  g_autofree char *path = corpus_path ("sms_spam", "SMSSpamCollection");
  g_autoptr (InkTextSet) all = NULL;
  g_autoptr (InkTextSet) train = NULL;
  g_autoptr (InkTextSet) test = NULL;
  g_autofree guint32 *order = NULL;
  const guint n_train = 4459;
  guint n;

  if (path == NULL)
    return;
  all = load (path, INK_ENCODING_UTF8);
  n = ink_text_set_count (all);
  g_assert_cmpuint (n, ==, 5574);
  order = g_new (guint32, n);
  for (guint i = 0; i < n; i++)
    order[i] = i;
  train = ink_text_set_subset (all, "train", order, n_train);
  test = ink_text_set_subset (all, "test", order + n_train, n - n_train);
  check (train, test, "sms_spam");
}

static void
test_thucnews (void)
{
  g_autofree char *path = corpus_path ("thucnews", "train.txt");
  g_autofree char *dev = path ? corpus_path ("thucnews", "dev.txt") : NULL;
  g_autoptr (InkTextSet) train = NULL;
  g_autoptr (InkTextSet) test = NULL;

  if (dev == NULL)
    return;
  train = load (path, INK_ENCODING_UTF8);
  test = load (dev, INK_ENCODING_UTF8);
  g_assert_true (g_strv_equal (ink_text_set_class_names (train),
                               ink_text_set_class_names (test)));
  check (train, test, "thucnews");
}

static void
run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
}

static void
test_news (void)
{
  g_autofree char *archive = corpus_path ("20news", "20news-bydate.tar.xz");
  g_autofree char *tar = g_find_program_in_path ("tar");
  g_autofree char *xz = g_find_program_in_path ("xz");
  g_autofree char *folder = NULL;
  g_autofree char *train_path = NULL;
  g_autofree char *test_path = NULL;
  g_autoptr (InkTextSet) train = NULL;
  g_autoptr (InkTextSet) test = NULL;

  if (archive == NULL)
    return;
  if (tar == NULL || xz == NULL)
    {
      g_test_skip ("tar and xz are needed to unpack the corpus");
      return;
    }
  folder = g_dir_make_tmp ("inkling-news-XXXXXX", NULL);
  run ((const char *[]) { tar, "-xJf", archive, "-C", folder, NULL });
  train_path = g_build_filename (folder, "20news-bydate-train", NULL);
  test_path = g_build_filename (folder, "20news-bydate-test", NULL);
  train = load (train_path, INK_ENCODING_LATIN1);
  test = load (test_path, INK_ENCODING_LATIN1);
  run ((const char *[]) { "rm", "-rf", folder, NULL });
  check (train, test, "20news");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/model/naive-bayes/corpora/sms-spam", test_sms);
  if (!IS_SLOW_BUILD)
    {
      g_test_add_func ("/core/model/naive-bayes/corpora/thucnews",
                       test_thucnews);
      g_test_add_func ("/core/model/naive-bayes/corpora/20news", test_news);
    }
  return g_test_run ();
}
