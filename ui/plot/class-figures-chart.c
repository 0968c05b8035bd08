/* Precision, recall and F1 of each class. What is not defined has no bar, and
 * says why. */
#include <math.h>

#include "core/metrics/evaluation-warnings.h"
#include "ui/plot/evaluation-charts-private.h"

static double
class_figure (const InkClassFigures *figures, guint which)
{
  return which == 0   ? figures->precision
         : which == 1 ? figures->recall
                      : figures->f1;
}

/* Why a figure may be divided by nothing. */
static const char *const reasons[] = { "never predicted", "not in the data",
                                       "not in the data, never predicted" };

InkPlot *
ink_class_figures_chart_new (const InkEvaluation *evaluation, double level)
{
  static const char *const names[] = { "precision", "recall", "F1" };
  InkPlot *plot = ink_plot_new ("Figures of each class");
  const InkAxisSpec x = { "score", NULL, INK_SCALE_LINEAR, 0, 1 };
  const InkAxisSpec y = { "class", NULL, INK_SCALE_LINEAR, NAN, NAN };
  const guint n = ink_evaluation_n_classes (evaluation);
  g_autofree double *values = g_new (double, n);
  g_autofree const char **words = g_new (const char *, n);

  ink_plot_set_axis (plot, INK_AXIS_X, &x);
  ink_plot_set_axis (plot, INK_AXIS_Y, &y);
  for (guint which = 0; which < G_N_ELEMENTS (names); which++)
    {
      const InkLayerStyle style = { names[which], which, FALSE, 0 };
      InkLayer *layer;

      for (guint c = 0; c < n; c++)
        {
          const InkClassFigures figures =
              ink_evaluation_class_defined (evaluation, c);

          values[c] = class_figure (&figures, which);
          words[c] = reasons[which];
        }
      layer = ink_layer_bars_new (
          values, ink_evaluation_class_names (evaluation), &style);
      ink_layer_bars_set_words (layer, words);
      ink_layer_bars_set_slot (layer, which, G_N_ELEMENTS (names));
      ink_layer_set_tag (layer, (int) which);
      ink_plot_add_layer (plot, layer);
    }
  return plot;
}
