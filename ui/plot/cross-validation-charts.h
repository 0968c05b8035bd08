#pragma once

#include "core/train/learning-curve.h"
#include "ui/plot/plot.h"

G_BEGIN_DECLS

/* The charts of a cross-validation and of a learning curve, on screen and in
 * files. All (transfer full). One thread. */

typedef enum
{
  INK_CHART_FOLD_ROC,
  INK_CHART_FOLD_FIGURES,
  INK_CHART_LEARNING_CURVE,
} InkCrossValidationChart;

/* The name of its file without an ending: "fold-roc". Static. */
const char *ink_cross_validation_chart_name (InkCrossValidationChart chart);

/* The mean of the folds' ROC curves with its band, and behind them the folds'
 * own, faint.
 * @class_index: against the rest; -1 for the macro average. */
InkPlot *ink_fold_roc_chart_new (const InkCrossValidation *validation,
                                 int class_index);
/* The scores (what is best at 1) of each fold as dots, a row a figure, with
 * their means and intervals. */
InkPlot *ink_fold_figures_chart_new (const InkCrossValidation *validation);
/* @figure on what was learnt from and on what was held out, against the number
 * of examples, with the intervals of the means.
 * @points: [n]; @level: of the intervals */
InkPlot *ink_learning_curve_chart_new (const InkLearningCurvePoint *points,
                                       guint n, InkFigure figure,
                                       double level);

/* What a fold is called: "fold 2", "repeat 1, fold 2" where there are several.
 * @fold: repeat x n_folds + fold. (transfer full) */
char *ink_fold_name (const InkCrossValidationOptions *options, guint fold);
/* "0.9987 ± 0.0004": as many digits as the deviation gives a meaning to; just
 * the mean where there is none. (transfer full) */
char *ink_mean_and_deviation (double mean, double deviation);

G_END_DECLS
