/* Learning curves of both learners. */
#include "core/train/learning-curve.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "tests/train/learner-support.h"

static const double fractions[] = { 0.2, 0.5, 1 };
#define N_POINTS 3

static InkCrossValidationOptions
options_of (guint n_folds, guint n_repeats, guint n_threads)
{
  InkCrossValidationOptions options = INK_CROSS_VALIDATION_OPTIONS_DEFAULT;

  options.n_folds = n_folds;
  options.n_repeats = n_repeats;
  options.n_threads = n_threads;
  return options;
}

static void
curve (const InkLearner *learner, const InkCrossValidationOptions *options,
       InkFigure figure, InkLearningCurvePoint *points)
{
  g_autoptr (GError) error = NULL;

  ink_learning_curve (learner, options, fractions, N_POINTS, figure, NULL,
                      NULL, NULL, points, &error);
  g_assert_no_error (error);
}

/* Learning from all is cross-validation. */
static void
check_last (const InkLearner *learner, InkFigure figure)
{
  InkCrossValidationOptions options = options_of (3, 2, 2);
  g_autoptr (InkCrossValidation) result
      = ink_cross_validate (learner, &options, NULL, NULL, NULL, NULL);
  InkFoldSummary whole = ink_cross_validation_figure (result, figure);
  InkLearningCurvePoint points[N_POINTS];

  curve (learner, &options, figure, points);
  g_assert_cmpmem (&points[2].test, sizeof whole, &whole, sizeof whole);
  g_assert_cmpuint (
      points[2].n_train, ==,
      ink_learner_count (learner)
          - ink_evaluation_count (ink_cross_validation_fold (result, 0)));
  g_assert_cmpuint (points[0].n_train, ==,
                    (guint) floor (0.2 * points[2].n_train + 0.5));
  g_assert_cmpfloat (points[1].fraction, ==, 0.5);
}

static void
check_threads (const InkLearner *learner)
{
  static const guint threads[] = { 2, 3, 8 };
  InkCrossValidationOptions options = options_of (3, 1, 1);
  InkLearningCurvePoint one[N_POINTS], other[N_POINTS];

  curve (learner, &options, INK_FIGURE_LOG_LOSS, one);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      options.n_threads = threads[i];
      curve (learner, &options, INK_FIGURE_LOG_LOSS, other);
      for (guint p = 0; p < N_POINTS; p++)
        {
          g_assert_cmpuint (one[p].n_train, ==, other[p].n_train);
          g_assert_cmpmem (&one[p].train, sizeof one[p].train,
                           &other[p].train, sizeof other[p].train);
          g_assert_cmpmem (&one[p].test, sizeof one[p].test, &other[p].test,
                           sizeof other[p].test);
        }
    }
}

static void
test_naive_bayes (void)
{
  g_autoptr (InkLearner) learner = text_learner (300);
  InkCrossValidationOptions options = options_of (5, 1, 0);
  InkLearningCurvePoint points[N_POINTS];

  check_last (learner, INK_FIGURE_ACCURACY);
  check_last (learner, INK_FIGURE_MACRO_ROC_AUC);
  check_threads (learner);
  curve (learner, &options, INK_FIGURE_BRIER_SCORE, points);
  /* what is learnt by heart fits better than what is held out */
  for (guint i = 0; i < N_POINTS; i++)
    g_assert_cmpfloat (points[i].train.mean, <, points[i].test.mean);
  g_assert_cmpfloat (points[2].test.mean, <, points[0].test.mean);
}

static void
test_lenet5 (void)
{
  InkRecipe recipe = small_recipe ();
  g_autoptr (InkLearner) learner = NULL;

  recipe.epochs = 2;
  recipe.batch_size = 8;
  learner = bar_learner (60, &recipe);
  check_last (learner, INK_FIGURE_LOG_LOSS);
  check_threads (learner);
}

typedef struct
{
  guint seen[9]; /* by fit */
  guint n_fits;
  double last;
} Watch;

static void
watch_cb (const InkCrossValidationProgress *progress, gpointer user_data)
{
  Watch *watch = user_data;

  g_assert_cmpuint (progress->n_folds, ==, 9);
  g_assert_cmpfloat (progress->fraction, >=, watch->last - 1e-12);
  watch->last = progress->fraction;
  if (progress->evaluation == NULL)
    return;
  watch->seen[progress->fold]++;
  /* the largest parts first: the last point's */
  if (watch->n_fits++ == 0)
    g_assert_cmpuint (progress->fold, ==, 6);
}

static void
test_progress (void)
{
  g_autoptr (InkLearner) learner = text_learner (200);
  InkCrossValidationOptions options = options_of (3, 1, 1);
  InkLearningCurvePoint points[N_POINTS];
  Watch watch = { 0 };

  g_assert_true (ink_learning_curve (learner, &options, fractions, N_POINTS,
                                     INK_FIGURE_ACCURACY, NULL, watch_cb,
                                     &watch, points, NULL));
  for (guint i = 0; i < 9; i++)
    g_assert_cmpuint (watch.seen[i], ==, 1);
  g_assert_cmpfloat (watch.last, ==, 1);
}

static void
assert_refused (const InkLearner *learner, const double *parts, guint n,
                GCancellable *cancellable, GQuark domain, int code,
                const char *message)
{
  InkCrossValidationOptions options = options_of (3, 1, 2);
  InkLearningCurvePoint points[4];
  g_autoptr (GError) error = NULL;

  g_assert_false (ink_learning_curve (learner, &options, parts, n,
                                      INK_FIGURE_ACCURACY, cancellable, NULL,
                                      NULL, points, &error));
  g_assert_error (error, domain, code);
  g_assert_nonnull (strstr (error->message, message));
}

static void
test_refused (void)
{
  g_autoptr (InkLearner) learner = text_learner (100);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const double falling[] = { 0.5, 0.4 }, zero[] = { 0 }, large[] = { 1.1 },
               same[] = { 0.5, 0.5 }, nan[] = { NAN }, few[] = { 0.02, 1 },
               good[] = { 0.5, 1 };

  assert_refused (learner, good, 0, NULL, INK_ERROR, INK_ERROR_ARGUMENT,
                  "points: expected 1 to 50, found 0");
  assert_refused (learner, good, 51, NULL, INK_ERROR, INK_ERROR_ARGUMENT,
                  "found 51");
  assert_refused (learner, falling, 2, NULL, INK_ERROR, INK_ERROR_ARGUMENT,
                  "found 0.4 as number 2");
  assert_refused (learner, same, 2, NULL, INK_ERROR, INK_ERROR_ARGUMENT,
                  "points");
  assert_refused (learner, zero, 1, NULL, INK_ERROR, INK_ERROR_ARGUMENT,
                  "points");
  assert_refused (learner, large, 1, NULL, INK_ERROR, INK_ERROR_ARGUMENT,
                  "points");
  assert_refused (learner, nan, 1, NULL, INK_ERROR, INK_ERROR_ARGUMENT,
                  "points");
  assert_refused (learner, few, 2, NULL, INK_ERROR, INK_ERROR_MISMATCH,
                  "made: the part 0.02 of the training examples, 1 of them, "
                  "has none of the class");
  g_cancellable_cancel (cancellable);
  assert_refused (learner, good, 2, cancellable, G_IO_ERROR,
                  G_IO_ERROR_CANCELLED, "cancelled");
}

/* A fit's error says which. */
static void
test_fit_error (void)
{
  InkRecipe recipe = small_recipe ();
  g_autoptr (InkLearner) learner = NULL;

  recipe.schedule = INK_SCHEDULE_CONSTANT;
  recipe.learning_rate = 10;
  recipe.weight_decay = 1;
  recipe.momentum = 0;
  recipe.epochs = 100;
  recipe.batch_size = 8;
  learner = bar_learner (60, &recipe);
  assert_refused (learner, fractions, N_POINTS, NULL, INK_ERROR,
                  INK_ERROR_DIVERGED, "fold 1 of 3, part 1: loss is not");
}

static void
test_json (void)
{
  g_autoptr (InkLearner) learner = text_learner (100);
  InkCrossValidationOptions options = options_of (3, 1, 2);
  InkLearningCurvePoint points[N_POINTS];
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *json = NULL;
  JsonObject *object, *point;

  curve (learner, &options, INK_FIGURE_MACRO_F1, points);
  json = ink_learning_curve_to_json (learner, &options, INK_FIGURE_MACRO_F1,
                                     points, N_POINTS);
  g_assert_true (json_parser_load_from_data (parser, json, -1, NULL));
  object = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (object, "figure"), ==,
                   "macro_f1");
  point = json_array_get_object_element (
      json_object_get_array_member (object, "points"), 1);
  g_assert_cmpint (json_object_get_int_member (point, "train_count"), ==,
                   points[1].n_train);
  g_assert_cmpfloat (
      json_object_get_double_member (
          json_object_get_object_member (point, "test"), "mean"),
      ==, points[1].test.mean);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/learning-curve/naive-bayes", test_naive_bayes);
  g_test_add_func ("/core/learning-curve/lenet5", test_lenet5);
  g_test_add_func ("/core/learning-curve/progress", test_progress);
  g_test_add_func ("/core/learning-curve/refused", test_refused);
  g_test_add_func ("/core/learning-curve/fit-error", test_fit_error);
  g_test_add_func ("/core/learning-curve/json", test_json);
  return g_test_run ();
}
