#pragma once

#include "core/metrics/comparison.h"
#include "ui/plot/plot.h"

G_BEGIN_DECLS

/* The charts of a comparison: forest plots, B less A, with intervals. */
typedef enum
{
  INK_CHART_DIFFERENCES, /* of all figures; losses and errors are turned round,
                            so that B is better at the right */
  INK_CHART_CLASS_AREAS, /* of each class' area under the ROC curve */
  INK_N_COMPARISON_CHARTS,
} InkComparisonChart;

/* ink_comparison_chart_new:
 * @class_names: of A, NULL-terminated
 * Returns: (transfer full). One thread. */
InkPlot *ink_comparison_chart_new (const InkComparison *comparison,
                                   const char *const *class_names,
                                   InkComparisonChart chart);
/* The name of its file without an ending: "differences". Static. */
const char *ink_comparison_chart_name (InkComparisonChart chart);

G_END_DECLS
