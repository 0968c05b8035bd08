#pragma once

#include <gtk/gtk.h>

#include "ui/evaluate/intervals-job.h"
#include "ui/plot/evaluation-charts.h"

G_BEGIN_DECLS

/* Chooses the level of all intervals of an evaluation and, elsewhere, the ROC
 * curve that gets a band, with what resampling makes of them. Main thread.
 *
 * Signals:
 * "level-changed": what depends on the level alone is to be shown anew
 * "estimates-changed": ink_evaluate_intervals_get_estimate() says another thing
 * "band-changed": ink_evaluate_intervals_add_band() does another thing */
#define INK_TYPE_EVALUATE_INTERVALS (ink_evaluate_intervals_get_type ())
G_DECLARE_FINAL_TYPE (InkEvaluateIntervals, ink_evaluate_intervals, INK,
                      EVALUATE_INTERVALS, GtkWidget)

GtkWidget *ink_evaluate_intervals_new (void);
/* The list of curves, to be put on the chart. (transfer none) */
GtkWidget *ink_evaluate_intervals_get_curves (InkEvaluateIntervals *self);
/* Forgets what it had and begins to resample @evaluation, of which a reference
 * is kept. Emits nothing before it is done. NULL for none. */
void ink_evaluate_intervals_show (InkEvaluateIntervals *self,
                                  InkEvaluation *evaluation);
/* In (0, 1). */
double ink_evaluate_intervals_get_level (InkEvaluateIntervals *self);
/* (transfer none) (nullable): NULL as long as it is not known, or where it is
 * not defined */
const InkEstimate *ink_evaluate_intervals_get_estimate (
    InkEvaluateIntervals *self, InkFigure figure);
/* Onto a plot of INK_CHART_ROC, where there is a band. */
void ink_evaluate_intervals_add_band (InkEvaluateIntervals *self,
                                      InkPlot *plot);
/* Whether it is resampling. */
gboolean ink_evaluate_intervals_is_busy (InkEvaluateIntervals *self);

G_END_DECLS
