#pragma once

#include <gtk/gtk.h>

#include "ui/evaluate/evaluate-intervals.h"

G_BEGIN_DECLS

/* The headlines of an evaluation, a card each: accuracy, macro F1, macro ROC
 * AUC, log loss and calibration error. Signal "activated" (guint, an
 * InkFigure): its card was clicked. Main thread. */
#define INK_TYPE_HEADLINE_FIGURES (ink_headline_figures_get_type ())
G_DECLARE_FINAL_TYPE (InkHeadlineFigures, ink_headline_figures, INK,
                      HEADLINE_FIGURES, GtkBox)

GtkWidget *ink_headline_figures_new (void);
/* @example: what one is called: "an image" */
void ink_headline_figures_show (InkHeadlineFigures *self,
                                const InkEvaluation *evaluation,
                                const char *example);
/* @intervals: as far as they are known yet */
void ink_headline_figures_show_intervals (InkHeadlineFigures *self,
                                          const InkEvaluation *evaluation,
                                          InkEvaluateIntervals *intervals);

G_END_DECLS
