#pragma once

#include "ui/plot/evaluation-charts.h"

G_BEGIN_DECLS

/* One a file. @level: of the intervals in it. */
InkPlot *ink_roc_chart_new (const InkEvaluation *evaluation, double level);
InkPlot *ink_precision_recall_chart_new (const InkEvaluation *evaluation,
                                         double level);
InkPlot *ink_reliability_chart_new (const InkEvaluation *evaluation,
                                    double level);
InkPlot *ink_confidence_chart_new (const InkEvaluation *evaluation,
                                   double level);
InkPlot *ink_class_figures_chart_new (const InkEvaluation *evaluation,
                                      double level);

/* The palette's numbers of the averages. */
#define INK_MICRO_COLOR 5
#define INK_MACRO_COLOR 9
#define INK_REFERENCE_COLOR 8

/* A plot of two axes from 0 to 1. */
InkPlot *ink_unit_square_new (const char *title, const char *x_label,
                              const char *y_label);
/* "7, AUC 0.99987" (transfer full) */
char *ink_curve_label (const char *name, const char *figure, double area);
/* @label: borrowed */
InkLayerStyle ink_curve_style (const char *label, guint color,
                               gboolean average);
/* "95 % interval" (transfer full) */
char *ink_level_label (double level, const char *what);

G_END_DECLS
