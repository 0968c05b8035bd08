/* How sure a model was when it was right and when it was wrong. */
#include <math.h>

#include "ui/plot/evaluation-charts-private.h"

#define CONFIDENCE_BINS INK_CONFIDENCE_BINS
/* The largest bin of a histogram holds so many times the smallest that has
 * any: then linear counts would hide the small ones. */
#define LOG_RATIO 50

/* Sorts the examples by the probability of the class that they were read as.
 * @sizes: [2][CONFIDENCE_BINS]: wrong, right */
static void
count_confidences (const InkEvaluation *evaluation,
                   double sizes[2][CONFIDENCE_BINS])
{
  const guint n_classes = ink_evaluation_n_classes (evaluation);
  const double *p = ink_evaluation_probabilities (evaluation);
  const guint32 *labels = ink_evaluation_labels (evaluation);
  const guint32 *predicted = ink_evaluation_predicted (evaluation);

  for (gsize i = 0; i < ink_evaluation_count (evaluation); i++)
    {
      const double confidence = p[i * n_classes + predicted[i]];
      const double bin = floor (CLAMP (confidence, 0, 1) * CONFIDENCE_BINS);

      sizes[predicted[i] == labels[i]]
           [(guint) MIN (bin, CONFIDENCE_BINS - 1)]++;
    }
}

static InkScaleKind
count_scale (double sizes[2][CONFIDENCE_BINS])
{
  double least = INFINITY;
  double most = 0;

  for (guint i = 0; i < 2 * CONFIDENCE_BINS; i++)
    {
      const double size = sizes[i / CONFIDENCE_BINS][i % CONFIDENCE_BINS];

      most = MAX (most, size);
      least = size > 0 ? MIN (least, size) : least;
    }
  return most > LOG_RATIO * least ? INK_SCALE_LOG : INK_SCALE_LINEAR;
}

InkPlot *
ink_confidence_chart_new (const InkEvaluation *evaluation, double level)
{
  InkPlot *plot = ink_plot_new ("Confidence of right and wrong answers");
  double sizes[2][CONFIDENCE_BINS] = { 0 };
  double edges[CONFIDENCE_BINS + 1];
  const InkAxisSpec x = { "confidence", NULL, INK_SCALE_LINEAR, 0, 1 };
  InkAxisSpec y = { "examples", NULL, INK_SCALE_LINEAR, NAN, NAN };

  count_confidences (evaluation, sizes);
  y.scale = count_scale (sizes);
  ink_plot_set_axis (plot, INK_AXIS_X, &x);
  ink_plot_set_axis (plot, INK_AXIS_Y, &y);
  for (guint i = 0; i <= CONFIDENCE_BINS; i++)
    edges[i] = (double) i / CONFIDENCE_BINS;
  for (guint right = 2; right-- > 0;)
    {
      const InkHistogram histogram = { .edges = edges,
                                       .sizes = sizes[right],
                                       .n_bins = CONFIDENCE_BINS,
                                       .kind = INK_HISTOGRAM_OVER };
      const InkLayerStyle style = { right ? "right" : "wrong", right ? 0 : 1,
                                    FALSE, 0 };
      InkLayer *layer = ink_layer_histogram_new (&histogram, &style);

      ink_layer_set_tag (layer, (int) right);
      ink_plot_add_layer (plot, layer);
    }
  return plot;
}
