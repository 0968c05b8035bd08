/* What is made of the folds' figures: summaries, the mean ROC curve, JSON and
 * the table of predictions. */
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/train/cross-validate-private.h"
#include "core/train/learning-curve.h"
#include "tests/train/learner-support.h"

#define NEAR 1e-12

/* By hand: mean 3, s^2 = 10 / 4, t of 4 degrees at 95 % = 2.776445105197793,
 * and test / train = 1 / 4. */
static void
test_summary (void)
{
  const double values[] = { 1, 5, 2, 4, 3 };
  double half = 2.776445105197793 * sqrt (2.5) * sqrt (1.0 / 5 + 0.25);
  InkFoldSummary s = ink_fold_summary (values, 5, 0.25, 0.95);

  g_assert_cmpfloat_with_epsilon (s.mean, 3, NEAR);
  g_assert_cmpfloat_with_epsilon (s.deviation, sqrt (2.5), NEAR);
  g_assert_cmpfloat (s.least, ==, 1);
  g_assert_cmpfloat (s.most, ==, 5);
  g_assert_cmpfloat_with_epsilon (s.low, 3 - half, NEAR);
  g_assert_cmpfloat_with_epsilon (s.high, 3 + half, NEAR);
}

/* Folds without the figure have no part in it. */
static void
test_undefined (void)
{
  const double values[] = { NAN, 1, NAN, 3 }, none[] = { NAN, NAN };
  const double pair[] = { 1, 3 };
  InkFoldSummary s = ink_fold_summary (values, 4, 1.0 / 3, 0.9);
  InkFoldSummary two = ink_fold_summary (pair, 2, 1.0 / 3, 0.9);
  InkFoldSummary one = ink_fold_summary (values, 2, 1.0 / 3, 0.9);
  InkFoldSummary no = ink_fold_summary (none, 2, 1, 0.9);

  g_assert_cmpmem (&s, sizeof s, &two, sizeof two);
  g_assert_cmpfloat (one.mean, ==, 1);
  g_assert_cmpfloat (one.most, ==, 1);
  g_assert_true (isnan (one.deviation) && isnan (one.low) && isnan (one.high));
  g_assert_true (isnan (no.mean) && isnan (no.least) && isnan (no.most));
  g_assert_true (isnan (no.deviation) && isnan (no.low));
}

static void
test_cut (void)
{
  const double values[] = { 0.9, 1, 0.95 }, losses[] = { 0.01, 0.5, 3 };
  InkFoldSummary accuracy = ink_fold_summary_of_figure (
      INK_FIGURE_ACCURACY, values, 3, 0.5, 0.99);
  InkFoldSummary kappa = ink_fold_summary_of_figure (
      INK_FIGURE_COHEN_KAPPA, values, 3, 0.5, 0.9999);
  InkFoldSummary loss
      = ink_fold_summary_of_figure (INK_FIGURE_LOG_LOSS, losses, 3, 0.5, 0.99);
  InkFoldSummary brier = ink_fold_summary_of_figure (INK_FIGURE_BRIER_SCORE,
                                                     losses, 3, 0.5, 0.99);

  g_assert_cmpfloat (accuracy.high, ==, 1);
  g_assert_cmpfloat (accuracy.low, >, 0);
  g_assert_cmpfloat (kappa.low, ==, -1);
  g_assert_cmpfloat (loss.low, ==, 0);
  g_assert_cmpfloat (loss.high, >, 3);
  g_assert_cmpfloat (brier.high, ==, 2);
}

static InkCrossValidation *
validate (const InkLearner *learner, guint n_folds, guint n_repeats,
          double level)
{
  InkCrossValidationOptions options = INK_CROSS_VALIDATION_OPTIONS_DEFAULT;
  InkCrossValidation *result;

  options.n_folds = n_folds;
  options.n_repeats = n_repeats;
  options.level = level;
  result = ink_cross_validate (learner, &options, NULL, NULL, NULL, NULL);
  g_assert_nonnull (result);
  return result;
}

static void
test_figures (void)
{
  g_autoptr (InkLearner) learner = text_learner (150);
  g_autoptr (InkCrossValidation) result = validate (learner, 3, 2, 0.9);

  for (guint f = 0; f < INK_N_FIGURES; f++)
    {
      InkFoldSummary s = ink_cross_validation_figure (result, (InkFigure) f);
      InkFoldSummary expected;
      double values[6];

      for (guint i = 0; i < 6; i++)
        values[i] = ink_evaluation_figure (
            ink_cross_validation_fold (result, i), (InkFigure) f);
      expected = ink_fold_summary (values, 6, 0.5, 0.9);
      g_assert_cmpfloat (s.mean, ==, expected.mean);
      g_assert_cmpfloat (s.deviation, ==, expected.deviation);
      g_assert_cmpfloat (s.deviation, >, 0);
      g_assert_cmpfloat (s.low, ==, expected.low);
      g_assert_cmpfloat (s.high, ==, expected.high);
    }
}

/* --- ROC --- */

/* The upper end at @rate, plainly. */
static double
read_roc (const InkRoc *roc, double rate)
{
  gsize i = roc->n - 1;

  while (roc->false_positive_rate[i] > rate)
    i--;
  if (i == roc->n - 1)
    return roc->true_positive_rate[i];
  return roc->true_positive_rate[i]
         + (roc->true_positive_rate[i + 1] - roc->true_positive_rate[i])
               * (rate - roc->false_positive_rate[i])
               / (roc->false_positive_rate[i + 1]
                  - roc->false_positive_rate[i]);
}

static void
check_roc (const InkCrossValidation *result, int class_index)
{
  guint n = ink_cross_validation_n_folds (result);
  g_autofree double *values = g_new (double, n);
  g_autofree double *areas = g_new (double, n);
  InkRocMean mean;
  InkFoldSummary area;

  g_assert_true (ink_cross_validation_roc (result, class_index, &mean));
  g_assert_cmpuint (mean.n_folds, ==, n);
  for (guint p = 0; p < INK_ROC_MEAN_POINTS; p++)
    {
      const double share = (double) p / (INK_ROC_MEAN_POINTS - 1);
      InkFoldSummary s;

      g_assert_cmpfloat (mean.rate[p], ==, share * share);
      for (guint f = 0; f < n; f++)
        {
          const InkEvaluation *e = ink_cross_validation_fold (result, f);
          const InkRoc *roc
              = class_index < 0 ? ink_evaluation_roc_macro (e)
                                : ink_evaluation_roc (e, (guint) class_index);

          values[f] = read_roc (roc, mean.rate[p]);
          areas[f] = roc->auc;
        }
      s = ink_fold_summary (values, n, 0.5, 0.95);
      g_assert_cmpfloat_with_epsilon (mean.mean[p], s.mean, NEAR);
      g_assert_cmpfloat_with_epsilon (mean.low[p], MAX (s.low, 0), NEAR);
      g_assert_cmpfloat_with_epsilon (mean.high[p], MIN (s.high, 1), NEAR);
    }
  area = ink_fold_summary (areas, n, 0.5, 0.95);
  g_assert_cmpfloat_with_epsilon (mean.mean_auc, area.mean, NEAR);
  g_assert_cmpfloat_with_epsilon (mean.auc_deviation, area.deviation, NEAR);
}

static void
test_roc (void)
{
  g_autoptr (InkLearner) learner = text_learner (150);
  g_autoptr (InkCrossValidation) result = validate (learner, 3, 2, 0.95);

  for (int c = -1; c < 4; c++)
    check_roc (result, c);
}

/* A class without any example has no curve, and no figure of its own. */
static void
test_absent_class (void)
{
  g_autoptr (InkTextSet) all = made_texts (200);
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (InkTextSet) some = NULL;
  g_autoptr (InkLearner) learner = NULL;
  g_autoptr (InkCrossValidation) result = NULL;
  InkNaiveBayesOptions options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  InkRocMean mean;

  for (guint32 i = 0; i < 200; i++)
    if (ink_text_set_labels (all)[i] != 2)
      g_array_append_val (kept, i);
  some = ink_text_set_subset (all, "some", (guint32 *) (void *) kept->data,
                              kept->len);
  learner = ink_learner_new_naive_bayes (some, &options, NULL);
  result = validate (learner, 3, 1, 0.95);
  g_assert_false (ink_cross_validation_roc (result, 2, &mean));
  g_assert_true (ink_cross_validation_roc (result, 1, &mean));
  g_assert_true (ink_cross_validation_roc (result, -1, &mean));
  g_assert_true (isfinite (
      ink_cross_validation_figure (result, INK_FIGURE_LOG_LOSS).mean));
}

/* --- Output --- */

static JsonObject *
parse (JsonParser *parser, const char *json)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, json, -1, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

static double
member (JsonObject *object, const char *outer, const char *middle,
        const char *inner)
{
  return json_object_get_double_member (
      json_object_get_object_member (
          json_object_get_object_member (object, outer), middle),
      inner);
}

static void
check_result (JsonObject *row, const InkCrossValidation *result, guint fold)
{
  const InkEvaluation *e = ink_cross_validation_fold (result, fold);

  g_assert_cmpint (json_object_get_int_member (row, "repeat"), ==,
                   fold / 3 + 1);
  g_assert_cmpint (json_object_get_int_member (row, "fold"), ==, fold % 3 + 1);
  g_assert_cmpint (json_object_get_int_member (row, "test_count"), ==,
                   ink_evaluation_count (e));
  g_assert_cmpint (json_object_get_int_member (row, "train_count"), ==,
                   100 - ink_evaluation_count (e));
  g_assert_cmpfloat (json_object_get_double_member (row, "accuracy"), ==,
                     ink_evaluation_accuracy (e));
  g_assert_cmpfloat (json_object_get_double_member (row, "macro_roc_auc"), ==,
                     ink_evaluation_figure (e, INK_FIGURE_MACRO_ROC_AUC));
}

static void
test_json (void)
{
  g_autoptr (InkLearner) learner = text_learner (100);
  g_autoptr (InkCrossValidation) result = validate (learner, 3, 2, 0.9);
  g_autofree char *json = ink_cross_validation_to_json (result);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object = parse (parser, json);
  JsonArray *results = json_object_get_array_member (object, "results");
  JsonObject *macro = json_object_get_object_member (object, "macro_roc");
  InkFoldSummary loss
      = ink_cross_validation_figure (result, INK_FIGURE_LOG_LOSS);
  InkRocMean roc;

  ink_cross_validation_roc (result, -1, &roc);
  g_assert_cmpstr (json_object_get_string_member (object, "model"), ==,
                   "naive-bayes");
  g_assert_cmpstr (json_object_get_string_member (object, "data"), ==, "made");
  g_assert_cmpint (json_object_get_int_member (object, "count"), ==, 100);
  g_assert_cmpint (json_object_get_int_member (object, "repeats"), ==, 2);
  g_assert_cmpfloat (member (object, "figures", "log_loss", "mean"), ==,
                     loss.mean);
  g_assert_cmpfloat (member (object, "figures", "log_loss", "most"), ==,
                     loss.most);
  g_assert_cmpuint (json_array_get_length (results), ==, 6);
  for (guint f = 0; f < 6; f++)
    check_result (json_array_get_object_element (results, f), result, f);
  g_assert_cmpfloat (json_object_get_double_member (macro, "mean_auc"), ==,
                     roc.mean_auc);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (
                        macro, "true_positive_rate")),
                    ==, INK_ROC_MEAN_POINTS);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (
                        object, "class_roc")),
                    ==, 4);
}

static guint
find_row (const InkCrossValidation *result, guint fold, guint example)
{
  const guint32 *examples = ink_cross_validation_fold_examples (result, fold);
  guint i = 0;

  while (examples[i] != example)
    i++;
  return i;
}

/* Line @line, 0 the first below the header, of 50 examples in 2 folds. */
static void
check_line (const InkCrossValidation *result, const char *text, guint line)
{
  static const char *const names[] = { "a", "b", "c", "d" };
  g_auto (GStrv) cells = g_strsplit (text, ",", -1);
  guint repeat = line / 50, fold;
  const InkEvaluation *e;
  guint row;

  g_assert_cmpuint (g_strv_length (cells), ==, 9);
  g_assert_cmpuint (g_ascii_strtoull (cells[0], NULL, 10), ==, line % 50);
  g_assert_cmpuint (g_ascii_strtoull (cells[1], NULL, 10), ==, repeat + 1);
  fold = (guint) g_ascii_strtoull (cells[2], NULL, 10) - 1 + repeat * 2;
  e = ink_cross_validation_fold (result, fold);
  row = find_row (result, fold, line % 50);
  g_assert_cmpstr (cells[3], ==, names[ink_evaluation_labels (e)[row]]);
  g_assert_cmpstr (cells[4], ==, names[ink_evaluation_predicted (e)[row]]);
  for (guint c = 0; c < 4; c++)
    g_assert_cmpfloat_with_epsilon (
        g_ascii_strtod (cells[5 + c], NULL),
        ink_evaluation_probabilities (e)[row * 4 + c], 1e-8);
}

static void
test_predictions (void)
{
  g_autoptr (InkLearner) learner = text_learner (50);
  g_autoptr (InkCrossValidation) result = validate (learner, 2, 2, 0.95);
  g_autofree char *folder = g_dir_make_tmp ("inkling-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "p.csv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  ink_cross_validation_write_predictions (result, path, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpstr (lines[0], ==,
                   "index,repeat,fold,label,predicted,p:a,p:b,p:c,p:d");
  g_assert_cmpuint (g_strv_length (lines), ==, 102);
  for (guint i = 0; i < 100; i++)
    check_line (result, lines[i + 1], i);
  g_remove (path);
  g_rmdir (folder);
  g_assert_false (
      ink_cross_validation_write_predictions (result, path, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_IO);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/fold-summary/summary", test_summary);
  g_test_add_func ("/core/fold-summary/undefined", test_undefined);
  g_test_add_func ("/core/fold-summary/cut", test_cut);
  g_test_add_func ("/core/fold-summary/figures", test_figures);
  g_test_add_func ("/core/fold-summary/roc", test_roc);
  g_test_add_func ("/core/fold-summary/absent-class", test_absent_class);
  g_test_add_func ("/core/fold-summary/json", test_json);
  g_test_add_func ("/core/fold-summary/predictions", test_predictions);
  return g_test_run ();
}
