/* ROC curves of the classes against the rest, their averages, and how sure one
 * of them is. */
#include <math.h>

#include "ui/plot/evaluation-charts-private.h"
#include "ui/plot/text.h"

static void
add_roc (InkPlot *plot,
         const InkRoc *roc,
         const char *name,
         guint color,
         gboolean average)
{
  g_autofree char *label = NULL;
  g_autofree double *thresholds = NULL;
  g_autoptr (InkSeries) series = NULL;
  InkLayerStyle style;
  InkLayer *layer;

  if (roc == NULL)
    return;
  label = ink_curve_label (name, "AUC", roc->auc);
  style = ink_curve_style (label, color, average);
  series = ink_series_new_from (roc->false_positive_rate,
                                roc->true_positive_rate, roc->n);
  layer = ink_layer_line_new (series, &style);
  /* Above the first, which is above every score, nothing is called positive. */
  thresholds = g_memdup2 (roc->thresholds, roc->n * sizeof *thresholds);
  thresholds[0] = NAN;
  ink_layer_set_note (layer, "threshold", thresholds, roc->n);
  ink_layer_set_dotted (layer, average);
  ink_layer_set_tag (layer, average ? -1 : (int) color);
  ink_plot_add_layer (plot, layer);
}

InkPlot *
ink_roc_chart_new (const InkEvaluation *evaluation, double level)
{
  InkPlot *plot = ink_unit_square_new ("ROC, one against the rest",
                                       "false positive rate",
                                       "true positive rate");
  const char *const *names = ink_evaluation_class_names (evaluation);
  const InkLayerStyle chance = { "chance, AUC 0.5", INK_REFERENCE_COLOR, FALSE,
                                 0 };

  ink_plot_add_layer (plot, ink_layer_reference_new (0, 0, 1, 1, &chance));
  for (guint i = 0; i < ink_evaluation_n_classes (evaluation); i++)
    add_roc (plot, ink_evaluation_roc (evaluation, i), names[i], i, FALSE);
  add_roc (plot, ink_evaluation_roc_micro (evaluation), "micro",
           INK_MICRO_COLOR, TRUE);
  add_roc (plot, ink_evaluation_roc_macro (evaluation), "macro",
           INK_MACRO_COLOR, TRUE);
  return plot;
}

void
ink_evaluation_chart_add_band (InkPlot *plot,
                               const InkEvaluation *evaluation,
                               const InkRocBand *band,
                               int curve)
{
  const char *const *names = ink_evaluation_class_names (evaluation);
  const gboolean average = curve < 0;
  g_autofree char *isolated =
      ink_text_isolate (curve == INK_ROC_BAND_MICRO   ? "micro"
                        : curve == INK_ROC_BAND_MACRO ? "macro"
                                                      : names[curve]);
  g_autofree char *of = g_strdup_printf ("band, %s", isolated);
  g_autofree char *label = ink_level_label (band->level, of);
  const guint color = curve == INK_ROC_BAND_MICRO   ? INK_MICRO_COLOR
                      : curve == INK_ROC_BAND_MACRO ? INK_MACRO_COLOR
                                                    : (guint) curve;
  const InkLayerStyle style = ink_curve_style (label, color, average);
  g_autoptr (InkSeries) low
      = ink_series_new_from (band->false_positive_rate, band->low, band->n);
  g_autoptr (InkSeries) high
      = ink_series_new_from (band->false_positive_rate, band->high, band->n);

  ink_plot_add_layer (plot, ink_layer_band_new (low, high, NULL, &style));
}
