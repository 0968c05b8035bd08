/* Where the curves of a good model are. */
#include "ui/plot/evaluation-corner.h"

#define GOOD 0.99
#define SIDE 0.1

gboolean
ink_evaluation_chart_zoom (InkPlot *plot, const InkEvaluation *evaluation,
                           InkEvaluationChart chart)
{
  const InkAverageFigures *macro
      = ink_evaluation_average (evaluation, INK_AVERAGE_MACRO);

  if (chart == INK_CHART_ROC && macro->roc_auc > GOOD)
    ink_plot_set_view (plot, INK_AXIS_X, 0, SIDE);
  else if (chart == INK_CHART_PRECISION_RECALL
           && macro->average_precision > GOOD)
    ink_plot_set_view (plot, INK_AXIS_X, 1 - SIDE, 1);
  else
    return FALSE;
  ink_plot_set_view (plot, INK_AXIS_Y, 1 - SIDE, 1);
  return TRUE;
}
