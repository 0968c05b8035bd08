/* Precision-recall curves of the classes against the rest, and of all at
 * once. */
#include <math.h>

#include "ui/plot/evaluation-charts-private.h"

/* Between two points of one recall the curve is upright: of more, those
 * between say nothing. From the left, as a series wants it. Returns: how many
 * there are of @recall, @precision and @thresholds. */
static gsize
take_corners (const InkPrecisionRecall *curve,
              double *recall,
              double *precision,
              double *thresholds)
{
  gsize n = 0;

  for (gsize i = curve->n; i-- > 0;)
    {
      const double r = curve->recall[i];

      if (n >= 2 && i > 0 && recall[n - 1] == r && curve->recall[i - 1] == r)
        continue;
      recall[n] = r;
      precision[n] = curve->precision[i];
      thresholds[n] = i + 1 < curve->n ? curve->thresholds[i] : NAN;
      n++;
    }
  return n;
}

static void
add_precision_recall (InkPlot *plot,
                      const InkPrecisionRecall *curve,
                      const char *name,
                      guint color,
                      gboolean average)
{
  g_autofree double *recall = NULL;
  g_autofree double *precision = NULL;
  g_autofree double *thresholds = NULL;
  g_autofree char *label = NULL;
  g_autoptr (InkSeries) series = NULL;
  InkLayerStyle style;
  InkLayer *layer;
  gsize n;

  if (curve == NULL)
    return;
  recall = g_new (double, curve->n);
  precision = g_new (double, curve->n);
  thresholds = g_new (double, curve->n);
  n = take_corners (curve, recall, precision, thresholds);
  series = ink_series_new_from (recall, precision, n);
  label = ink_curve_label (name, "AP", curve->average_precision);
  style = ink_curve_style (label, color, average);
  layer = ink_layer_steps_new (series, INK_STEPS_PRE, &style);
  ink_layer_set_note (layer, "threshold", thresholds, n);
  ink_layer_set_dotted (layer, average);
  ink_layer_set_tag (layer, average ? -1 : (int) color);
  ink_plot_add_layer (plot, layer);
}

InkPlot *
ink_precision_recall_chart_new (const InkEvaluation *evaluation, double level)
{
  InkPlot *plot =
      ink_unit_square_new ("Precision and recall, one against the rest",
                           "recall", "precision");
  const char *const *names = ink_evaluation_class_names (evaluation);
  g_autoptr (InkPrecisionRecall) micro
      = ink_evaluation_precision_recall_micro (evaluation);

  for (guint i = 0; i < ink_evaluation_n_classes (evaluation); i++)
    {
      g_autoptr (InkPrecisionRecall) curve =
          ink_evaluation_precision_recall (evaluation, i);

      add_precision_recall (plot, curve, names[i], i, FALSE);
    }
  add_precision_recall (plot, micro, "micro", INK_MICRO_COLOR, TRUE);
  return plot;
}
