/* An evaluation as charts: their table, the confusion matrix, and what several
 * of them share. */
#include "ui/plot/evaluation-charts.h"

#include <math.h>

#include "ui/plot/evaluation-charts-private.h"
#include "ui/plot/text.h"

#define CURVE_WIDTH 1.6
#define AVERAGE_WIDTH 2.6
/* Macro averages above which curves lie in one corner. */
#define NEARLY_ALL 0.99

InkPlot *
ink_unit_square_new (const char *title,
                     const char *x_label,
                     const char *y_label)
{
  InkPlot *plot = ink_plot_new (title);
  const InkAxisSpec x = { x_label, NULL, INK_SCALE_LINEAR, 0, 1 };
  const InkAxisSpec y = { y_label, NULL, INK_SCALE_LINEAR, 0, 1 };

  ink_plot_set_axis (plot, INK_AXIS_X, &x);
  ink_plot_set_axis (plot, INK_AXIS_Y, &y);
  return plot;
}

/* Five digits, or as many as it takes not to round up to 1. */
static char *
format_area (double area)
{
  char text[32];

  for (int digits = 5; digits <= 8; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%df", digits);
      g_ascii_formatd (text, sizeof text, format, area);
      if (area >= 1 || text[0] != '1')
        break;
    }
  return g_strdup (text);
}

/* "7, AUC 0.99987" */
char *
ink_curve_label (const char *name, const char *figure, double area)
{
  g_autofree char *text = format_area (area);
  g_autofree char *isolated = ink_text_isolate (name);

  return g_strdup_printf ("%s, %s %s", isolated, figure, text);
}

InkLayerStyle
ink_curve_style (const char *label, guint color, gboolean average)
{
  return (InkLayerStyle){ label, color, FALSE,
                          average ? AVERAGE_WIDTH : CURVE_WIDTH };
}

/* No more digits than it takes: "95", "99.9". */
char *
ink_level_label (double level, const char *what)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.6g", 100 * level);
  return g_strdup_printf ("%s\xc2\xa0%% %s", text, what);
}

static InkPlot *
matrix_chart (const InkEvaluation *evaluation, gboolean shares)
{
  InkPlot *plot = ink_plot_new (shares ? "Confusion matrix, % of each row"
                                       : "Confusion matrix");
  const guint n = ink_evaluation_n_classes (evaluation);
  const char *const *names = ink_evaluation_class_names (evaluation);
  const InkAxisSpec x = { "read as", NULL, INK_SCALE_LINEAR, NAN, NAN };
  const InkAxisSpec y = { "truly", NULL, INK_SCALE_LINEAR, NAN, NAN };
  InkLayer *layer = ink_layer_heat_map_new (
      ink_evaluation_confusion (evaluation), n, n, names, names);

  ink_layer_heat_map_set_shares (layer, shares);
  ink_plot_set_axis (plot, INK_AXIS_X, &x);
  ink_plot_set_axis (plot, INK_AXIS_Y, &y);
  ink_plot_add_layer (plot, layer);
  return plot;
}

static InkPlot *
confusion_chart (const InkEvaluation *evaluation, double level)
{
  return matrix_chart (evaluation, FALSE);
}

static InkPlot *
confusion_shares_chart (const InkEvaluation *evaluation, double level)
{
  return matrix_chart (evaluation, TRUE);
}

static const struct
{
  const char *name;
  InkPlot *(*make) (const InkEvaluation *evaluation, double level);
} charts[INK_N_EVALUATION_CHARTS] = {
  [INK_CHART_CONFUSION] = { "confusion", confusion_chart },
  [INK_CHART_CONFUSION_SHARES] = { "confusion-shares",
                                   confusion_shares_chart },
  [INK_CHART_ROC] = { "roc", ink_roc_chart_new },
  [INK_CHART_PRECISION_RECALL] = { "precision-recall",
                                   ink_precision_recall_chart_new },
  [INK_CHART_RELIABILITY] = { "reliability", ink_reliability_chart_new },
  [INK_CHART_CONFIDENCE] = { "confidence", ink_confidence_chart_new },
  [INK_CHART_CLASS_FIGURES] = { "class-figures", ink_class_figures_chart_new },
};

InkPlot *
ink_evaluation_chart_new_at (const InkEvaluation *evaluation,
                             InkEvaluationChart chart,
                             double level)
{
  return charts[chart].make (evaluation, level);
}

InkPlot *
ink_evaluation_chart_new (const InkEvaluation *evaluation,
                          InkEvaluationChart chart)
{
  return ink_evaluation_chart_new_at (evaluation, chart, 0.95);
}

const char *
ink_evaluation_chart_name (InkEvaluationChart chart)
{
  return charts[chart].name;
}

void
ink_evaluation_chart_zoom (InkPlot *plot,
                           InkEvaluationChart chart,
                           const InkEvaluation *evaluation)
{
  const InkAverageFigures *macro =
      ink_evaluation_average (evaluation, INK_AVERAGE_MACRO);

  if (chart == INK_CHART_ROC && macro->roc_auc > NEARLY_ALL)
    ink_plot_set_view (plot, INK_AXIS_X, 0, 0.1);
  else if (chart == INK_CHART_PRECISION_RECALL &&
           macro->average_precision > NEARLY_ALL)
    ink_plot_set_view (plot, INK_AXIS_X, 0.9, 1);
  else
    return;
  ink_plot_set_view (plot, INK_AXIS_Y, 0.9, 1);
}
