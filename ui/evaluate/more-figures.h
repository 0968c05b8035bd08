#pragma once

#include <gtk/gtk.h>

#include "ui/evaluate/evaluate-intervals.h"

G_BEGIN_DECLS

/* The figures of an evaluation that are no headlines, in one row: balanced
 * accuracy, Matthews correlation, Cohen's kappa and Brier score, each with its
 * interval. Main thread. */
#define INK_TYPE_MORE_FIGURES (ink_more_figures_get_type ())
G_DECLARE_FINAL_TYPE (InkMoreFigures, ink_more_figures, INK, MORE_FIGURES,
                      GtkBox)

GtkWidget *ink_more_figures_new (void);
/* @intervals: as far as they are known yet */
void ink_more_figures_show (InkMoreFigures *self,
                            const InkEvaluation *evaluation,
                            InkEvaluateIntervals *intervals);

G_END_DECLS
