/* An evaluation as charts: its ROC and precision-recall curves, how far its
 * confidence can be believed, its confusions and the figures of its classes. */
#include "ui/plot/evaluation-charts.h"

#include <math.h>

#include "core/metrics/intervals.h"
#include "ui/plot/text.h"

#define CURVE_WIDTH 1.6
#define AVERAGE_WIDTH 2.6
/* The palette's numbers of the averages. */
#define MICRO_COLOR 5
#define MACRO_COLOR 9
#define REFERENCE_COLOR 8
#define CONFIDENCE_BINS INK_CONFIDENCE_BINS
/* The largest bin of a histogram holds so many times the smallest that has
 * any: then linear counts would hide the small ones. */
#define LOG_RATIO 50

static InkPlot *
unit_square (const char *title, const char *x_label, const char *y_label)
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
static char *
curve_label (const char *name, const char *figure, double area)
{
  g_autofree char *text = format_area (area);
  g_autofree char *isolated = ink_text_isolate (name);

  return g_strdup_printf ("%s, %s %s", isolated, figure, text);
}

static InkLayerStyle
curve_style (const char *label, guint color, gboolean average)
{
  return (InkLayerStyle){ label, color, FALSE,
                          average ? AVERAGE_WIDTH : CURVE_WIDTH };
}

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
  label = curve_label (name, "AUC", roc->auc);
  style = curve_style (label, color, average);
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

static InkPlot *
roc_chart (const InkEvaluation *evaluation)
{
  InkPlot *plot = unit_square ("ROC, one against the rest",
                               "false positive rate", "true positive rate");
  const char *const *names = ink_evaluation_class_names (evaluation);
  const InkLayerStyle chance = { "chance, AUC 0.5", REFERENCE_COLOR, FALSE, 0 };

  ink_plot_add_layer (plot, ink_layer_reference_new (0, 0, 1, 1, &chance));
  for (guint i = 0; i < ink_evaluation_n_classes (evaluation); i++)
    add_roc (plot, ink_evaluation_roc (evaluation, i), names[i], i, FALSE);
  add_roc (plot, ink_evaluation_roc_micro (evaluation), "micro",
           MICRO_COLOR, TRUE);
  add_roc (plot, ink_evaluation_roc_macro (evaluation), "macro",
           MACRO_COLOR, TRUE);
  return plot;
}

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
  label = curve_label (name, "AP", curve->average_precision);
  style = curve_style (label, color, average);
  layer = ink_layer_steps_new (series, INK_STEPS_PRE, &style);
  ink_layer_set_note (layer, "threshold", thresholds, n);
  ink_layer_set_dotted (layer, average);
  ink_layer_set_tag (layer, average ? -1 : (int) color);
  ink_plot_add_layer (plot, layer);
}

static InkPlot *
precision_recall_chart (const InkEvaluation *evaluation)
{
  InkPlot *plot = unit_square ("Precision and recall, one against the rest",
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
  add_precision_recall (plot, micro, "micro", MICRO_COLOR, TRUE);
  return plot;
}

/* The bins that hold something, as series over their mean confidence. */
typedef struct
{
  InkSeries *accuracy;
  InkSeries *low, *high;           /* of its interval */
  InkSeries *gap_low, *gap_high;   /* between accuracy and confidence */
  double counts[INK_CALIBRATION_BINS];
} Reliability;

static void
reliability_init (Reliability *self, const InkCalibrationBin *bins)
{
  gsize n = 0;

  self->accuracy = ink_series_new ();
  self->low = ink_series_new ();
  self->high = ink_series_new ();
  self->gap_low = ink_series_new ();
  self->gap_high = ink_series_new ();
  for (guint i = 0; i < INK_CALIBRATION_BINS; i++)
    {
      const double x = bins[i].confidence;
      const double y = bins[i].accuracy;
      double low, high;

      if (bins[i].count == 0)
        continue;
      ink_interval_wilson ((guint64) llround (y * (double) bins[i].count),
                           bins[i].count, &low, &high);
      ink_series_append (self->accuracy, x, y);
      ink_series_append (self->low, x, low);
      ink_series_append (self->high, x, high);
      ink_series_append (self->gap_low, x, MIN (x, y));
      ink_series_append (self->gap_high, x, MAX (x, y));
      self->counts[n++] = (double) bins[i].count;
    }
}

static void
reliability_clear (Reliability *self)
{
  ink_series_unref (self->accuracy);
  ink_series_unref (self->low);
  ink_series_unref (self->high);
  ink_series_unref (self->gap_low);
  ink_series_unref (self->gap_high);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reliability, reliability_clear)

/* How many of all examples are in each bin, as a share: on the same axis. */
static InkLayer *
shares_layer (const InkEvaluation *evaluation)
{
  const InkLayerStyle style = { "share of examples", REFERENCE_COLOR, FALSE,
                                0 };
  const InkCalibrationBin *bins = ink_evaluation_calibration_bins (evaluation);
  double edges[INK_CALIBRATION_BINS + 1];
  double shares[INK_CALIBRATION_BINS];
  const InkHistogram histogram = { .edges = edges,
                                   .sizes = shares,
                                   .n_bins = INK_CALIBRATION_BINS,
                                   .kind = INK_HISTOGRAM_BEHIND };

  for (guint i = 0; i < INK_CALIBRATION_BINS; i++)
    {
      edges[i] = bins[i].low;
      edges[i + 1] = bins[i].high;
      shares[i] = (double) bins[i].count /
                  (double) ink_evaluation_count (evaluation);
    }
  return ink_layer_histogram_new (&histogram, &style);
}

static char *
reliability_title (const InkEvaluation *evaluation)
{
  char error[32];

  g_ascii_formatd (error, sizeof error, "%.2f",
                   100 * ink_evaluation_calibration_error (evaluation));
  return g_strdup_printf ("Reliability: calibration error %s\xc2\xa0%%",
                          error);
}

/* Takes and returns @layer. */
static InkLayer *
tagged (InkLayer *layer, int tag)
{
  ink_layer_set_tag (layer, tag);
  return layer;
}

static InkPlot *
reliability_chart (const InkEvaluation *evaluation)
{
  const InkLayerStyle ideal = { "ideal", REFERENCE_COLOR, FALSE, 0 };
  const InkLayerStyle gap = { "gap", 1, FALSE, 0 };
  const InkLayerStyle interval = { "95\xc2\xa0% interval", 0, FALSE, 0 };
  const InkLayerStyle accuracy = { "accuracy", 0, FALSE, 0 };
  g_autofree char *title = reliability_title (evaluation);
  g_auto (Reliability) bins = { 0 };
  InkPlot *plot = unit_square (title, "confidence", "accuracy");
  InkLayer *points;

  reliability_init (&bins, ink_evaluation_calibration_bins (evaluation));
  points = ink_layer_points_new (bins.accuracy, NULL, &accuracy);
  ink_layer_set_note (points, "examples", bins.counts,
                      ink_series_count (bins.accuracy));
  ink_plot_add_layer (plot, tagged (shares_layer (evaluation),
                                    INK_RELIABILITY_BIN));
  ink_plot_add_layer (plot, ink_layer_reference_new (0, 0, 1, 1, &ideal));
  ink_plot_add_layer (plot,
                      tagged (ink_layer_whiskers_new (
                                  bins.gap_low, bins.gap_high,
                                  INK_WHISKERS_GAP, &gap),
                              INK_RELIABILITY_POINT));
  ink_plot_add_layer (plot, tagged (points, INK_RELIABILITY_POINT));
  ink_plot_add_layer (plot,
                      tagged (ink_layer_whiskers_new (bins.low, bins.high,
                                                      INK_WHISKERS_INTERVAL,
                                                      &interval),
                              INK_RELIABILITY_POINT));
  return plot;
}

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

static InkPlot *
confidence_chart (const InkEvaluation *evaluation)
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

static double
class_figure (const InkClassFigures *figures, guint which)
{
  return which == 0   ? figures->precision
         : which == 1 ? figures->recall
                      : figures->f1;
}

static InkPlot *
class_figures_chart (const InkEvaluation *evaluation)
{
  static const char *const names[] = { "precision", "recall", "F1" };
  InkPlot *plot = ink_plot_new ("Figures of each class");
  const InkAxisSpec x = { "score", NULL, INK_SCALE_LINEAR, 0, 1 };
  const InkAxisSpec y = { "class", NULL, INK_SCALE_LINEAR, NAN, NAN };
  const guint n = ink_evaluation_n_classes (evaluation);
  g_autofree double *values = g_new (double, n);

  ink_plot_set_axis (plot, INK_AXIS_X, &x);
  ink_plot_set_axis (plot, INK_AXIS_Y, &y);
  for (guint which = 0; which < G_N_ELEMENTS (names); which++)
    {
      const InkLayerStyle style = { names[which], which, FALSE, 0 };
      InkLayer *layer;

      for (guint c = 0; c < n; c++)
        values[c] = class_figure (ink_evaluation_class (evaluation, c), which);
      layer = ink_layer_bars_new (
          values, ink_evaluation_class_names (evaluation), &style);
      ink_layer_bars_set_slot (layer, which, G_N_ELEMENTS (names));
      ink_layer_set_tag (layer, (int) which);
      ink_plot_add_layer (plot, layer);
    }
  return plot;
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
confusion_chart (const InkEvaluation *evaluation)
{
  return matrix_chart (evaluation, FALSE);
}

static InkPlot *
confusion_shares_chart (const InkEvaluation *evaluation)
{
  return matrix_chart (evaluation, TRUE);
}

static const struct
{
  const char *name;
  InkPlot *(*make) (const InkEvaluation *evaluation);
} charts[INK_N_EVALUATION_CHARTS] = {
  [INK_CHART_CONFUSION] = { "confusion", confusion_chart },
  [INK_CHART_CONFUSION_SHARES] = { "confusion-shares",
                                   confusion_shares_chart },
  [INK_CHART_ROC] = { "roc", roc_chart },
  [INK_CHART_PRECISION_RECALL] = { "precision-recall",
                                   precision_recall_chart },
  [INK_CHART_RELIABILITY] = { "reliability", reliability_chart },
  [INK_CHART_CONFIDENCE] = { "confidence", confidence_chart },
  [INK_CHART_CLASS_FIGURES] = { "class-figures", class_figures_chart },
};

InkPlot *
ink_evaluation_chart_new (const InkEvaluation *evaluation,
                          InkEvaluationChart chart)
{
  return charts[chart].make (evaluation);
}

const char *
ink_evaluation_chart_name (InkEvaluationChart chart)
{
  return charts[chart].name;
}
