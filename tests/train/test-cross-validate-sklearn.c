/* Cross-validation of naive Bayes against scikit-learn: as many examples of
 * each class in each fold as StratifiedKFold has, and the figures of each fold
 * as of TfidfVectorizer and MultinomialNB fitted without it. What was fitted on
 * the held-out part too would show at once: each text has a word of its own. */
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "core/train/cross-validate.h"
#include "core/train/folds.h"
#include "tests/train/learner-support.h"

#define NEAR 1e-9

static const struct
{
  guint n_texts, n_folds;
  InkNaiveBayesOptions options;
  const char *sklearn; /* the same options, as JSON */
} cases[] = {
  { 203, 5, { .ngram_min = 1, .ngram_max = 1, .min_df = { 1, FALSE }, .alpha = 1 },
    "{}" },
  { 150, 3, { .ngram_min = 1, .ngram_max = 2, .min_df = { 3, FALSE }, .alpha = 1 },
    "{\"ngram_range\": [1, 2], \"min_df\": 3}" },
  { 101, 10,
    { .ngram_min = 1, .ngram_max = 1, .min_df = { 1, FALSE }, .alpha = 1,
      .max_features = 12, .sublinear_tf = TRUE },
    "{\"max_features\": 12, \"sublinear_tf\": true}" },
};

static gboolean
has_sklearn (void)
{
  const char *argv[] = { "/usr/bin/python3", "-c",
                         "import sklearn, sys; sys.exit("
                         "not sklearn.__version__.startswith('1.2.'))",
                         NULL };
  int status = 1;

  return g_spawn_sync (NULL, (char **) argv, NULL,
                       G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                       NULL, NULL, NULL, NULL, &status, NULL)
         && g_spawn_check_wait_status (status, NULL);
}

static void
append_numbers (GString *json, const char *key, const guint8 *folds,
                const guint32 *labels, guint n)
{
  g_string_append_printf (json, "\"%s\": [", key);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (json, "%s%u", i > 0 ? "," : "",
                            folds != NULL ? folds[i] : labels[i]);
  g_string_append (json, "], ");
}

static void
append_case (GString *json, guint index)
{
  guint n = cases[index].n_texts;
  g_autoptr (InkTextSet) texts = made_texts (n);
  const guint32 *labels = ink_text_set_labels (texts);
  g_autofree guint8 *folds = g_new (guint8, n);

  ink_folds_assign (labels, n, 4, cases[index].n_folds, 1, 0, folds);
  g_string_append_printf (json, "%s{\"n_folds\": %u, \"options\": %s, ",
                          index > 0 ? ", " : "", cases[index].n_folds,
                          cases[index].sklearn);
  append_numbers (json, "labels", NULL, labels, n);
  append_numbers (json, "folds", folds, NULL, n);
  g_string_append (json, "\"texts\": [");
  for (guint i = 0; i < n; i++)
    g_string_append_printf (json, "%s\"%s\"", i > 0 ? "," : "",
                            ink_text_set_text (texts, i));
  g_string_append (json, "]}");
}

/* (transfer full) */
static JsonNode *
ask_sklearn (void)
{
  g_autofree char *folder = g_dir_make_tmp ("inkling-XXXXXX", NULL);
  g_autofree char *asked = g_build_filename (folder, "cases.json", NULL);
  g_autofree char *answered = g_build_filename (folder, "answers.json", NULL);
  g_autofree char *script = g_test_build_filename (
      G_TEST_DIST, "golden", "make-cross-validation.py", NULL);
  const char *argv[] = { "/usr/bin/python3", script, asked, answered, NULL };
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GString) json = g_string_new ("[");
  g_autoptr (GError) error = NULL;
  int status = 1;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    append_case (json, i);
  g_string_append_c (json, ']');
  g_file_set_contents (asked, json->str, -1, &error);
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL,
                NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  json_parser_load_from_file (parser, answered, &error);
  g_assert_no_error (error);
  g_remove (asked);
  g_remove (answered);
  g_rmdir (folder);
  return json_parser_steal_root (parser);
}

static void
check_counts (const InkEvaluation *evaluation, JsonArray *expected)
{
  guint counts[4] = { 0 };

  for (gsize i = 0; i < ink_evaluation_count (evaluation); i++)
    counts[ink_evaluation_labels (evaluation)[i]]++;
  for (guint c = 0; c < 4; c++)
    g_assert_cmpuint (counts[c], ==,
                      json_array_get_int_element (expected, c));
}

static void
check_case (guint index, JsonObject *answer)
{
  g_autoptr (InkTextSet) texts = made_texts (cases[index].n_texts);
  g_autoptr (InkLearner) learner
      = ink_learner_new_naive_bayes (texts, &cases[index].options, NULL);
  InkCrossValidationOptions options = INK_CROSS_VALIDATION_OPTIONS_DEFAULT;
  g_autoptr (InkCrossValidation) result = NULL;

  options.n_folds = cases[index].n_folds;
  result = ink_cross_validate (learner, &options, NULL, NULL, NULL, NULL);
  for (guint f = 0; f < options.n_folds; f++)
    {
      const InkEvaluation *e = ink_cross_validation_fold (result, f);

      check_counts (e, json_array_get_array_element (
                           json_object_get_array_member (answer, "counts"), f));
      g_assert_cmpfloat_with_epsilon (
          ink_evaluation_accuracy (e),
          json_array_get_double_element (
              json_object_get_array_member (answer, "accuracy"), f),
          NEAR);
      g_assert_cmpfloat_with_epsilon (
          ink_evaluation_log_loss (e),
          json_array_get_double_element (
              json_object_get_array_member (answer, "log_loss"), f),
          NEAR);
    }
}

static void
test_parity (void)
{
  g_autoptr (JsonNode) root = NULL;

  if (!has_sklearn ())
    {
      g_test_skip ("/usr/bin/python3 has no scikit-learn 1.2");
      return;
    }
  root = ask_sklearn ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_case (i, json_array_get_object_element (json_node_get_array (root),
                                                  i));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/cross-validate/sklearn", test_parity);
  return g_test_run ();
}
