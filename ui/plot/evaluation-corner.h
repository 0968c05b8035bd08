#pragma once

#include "ui/plot/evaluation-charts.h"

G_BEGIN_DECLS

/* ink_evaluation_chart_zoom: a good model's ROC and precision-recall curves all
 * lie in one corner: shows that alone; ink_plot_reset_view() shows all again.
 * @plot: of ink_evaluation_chart_new(). Returns: whether it did. */
gboolean ink_evaluation_chart_zoom (InkPlot *plot,
                                    const InkEvaluation *evaluation,
                                    InkEvaluationChart chart);

G_END_DECLS
