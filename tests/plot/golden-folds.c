/* Charts of folds for the golden pictures. */
#include "golden-folds.h"

#include "tests/train/learner-support.h"
#include "ui/plot/cross-validation-charts.h"

#define N_TEXTS 160
#define N_POINTS 4

static InkCrossValidationOptions
options_of (void)
{
  InkCrossValidationOptions options = INK_CROSS_VALIDATION_OPTIONS_DEFAULT;

  options.n_threads = 1;
  return options;
}

static InkCrossValidation *
validate (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkLearner) learner = text_learner (N_TEXTS);
  const InkCrossValidationOptions options = options_of ();
  InkCrossValidation *validation
      = ink_cross_validate (learner, &options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return validation;
}

InkPlot *
golden_fold_roc (void)
{
  g_autoptr (InkCrossValidation) validation = validate ();

  return ink_fold_roc_chart_new (validation, 1);
}

InkPlot *
golden_fold_figures (void)
{
  g_autoptr (InkCrossValidation) validation = validate ();

  return ink_fold_figures_chart_new (validation);
}

InkPlot *
golden_learning_curve (void)
{
  static const double fractions[N_POINTS] = { 0.2, 0.4, 0.7, 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (InkLearner) learner = text_learner (N_TEXTS);
  const InkCrossValidationOptions options = options_of ();
  InkLearningCurvePoint points[N_POINTS];

  ink_learning_curve (learner, &options, fractions, N_POINTS,
                      INK_FIGURE_LOG_LOSS, NULL, NULL, NULL, points, &error);
  g_assert_no_error (error);
  return ink_learning_curve_chart_new (points, N_POINTS, INK_FIGURE_LOG_LOSS,
                                       options.level);
}
