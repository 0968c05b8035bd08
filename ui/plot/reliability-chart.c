/* How far confidence can be believed: accuracy over confidence. Bins side by
 * side that hold enough have a band. */
#include <math.h>

#include "core/metrics/calibration-interval.h"
#include "ui/plot/evaluation-charts-private.h"

/* Examples of a bin from which on its interval may be part of a band. */
#define ENOUGH 20

/* The bins that hold something, as series over their mean confidence. */
typedef struct
{
  InkSeries *accuracy;
  InkSeries *low, *high;           /* of its interval */
  InkSeries *gap_low, *gap_high;   /* between accuracy and confidence */
  double counts[INK_CALIBRATION_BINS];
} Reliability;

/* With a neighbour that has enough, too. */
static gboolean
is_in_band (const InkCalibrationBin *bins, guint i)
{
  return bins[i].count >= ENOUGH &&
         ((i > 0 && bins[i - 1].count >= ENOUGH) ||
          (i + 1 < INK_CALIBRATION_BINS && bins[i + 1].count >= ENOUGH));
}

static void
reliability_init (Reliability *self,
                  const InkCalibrationBin *bins,
                  double level)
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
      ink_calibration_bin_interval (&bins[i], level, &low, &high);
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
  const InkLayerStyle style = { "share of examples", INK_REFERENCE_COLOR, FALSE,
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

/* Broken where bins hold too little. NULL where there is none. */
static InkLayer *
band_layer (const InkCalibrationBin *bins, double level)
{
  g_autofree char *label = ink_level_label (level, "band");
  const InkLayerStyle style = { label, 0, FALSE, 0 };
  g_autoptr (InkSeries) low = ink_series_new ();
  g_autoptr (InkSeries) high = ink_series_new ();
  InkLayer *layer;

  for (guint i = 0; i < INK_CALIBRATION_BINS; i++)
    {
      double least = NAN;
      double most = NAN;

      if (is_in_band (bins, i))
        ink_calibration_bin_interval (&bins[i], level, &least, &most);
      else if (ink_series_count (low) == 0)
        continue;
      ink_series_append (low, bins[i].confidence, least);
      ink_series_append (high, bins[i].confidence, most);
    }
  if (ink_series_count (low) == 0)
    return NULL;
  layer = ink_layer_band_new (low, high, NULL, &style);
  ink_layer_band_set_ground (layer);
  return layer;
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

InkPlot *
ink_reliability_chart_new (const InkEvaluation *evaluation, double level)
{
  const InkLayerStyle ideal = { "ideal", INK_REFERENCE_COLOR, FALSE, 0 };
  const InkLayerStyle gap = { "gap", 1, FALSE, 0 };
  g_autofree char *label = ink_level_label (level, "interval");
  const InkLayerStyle interval = { label, 0, FALSE, 0 };
  const InkCalibrationBin *measured =
      ink_evaluation_calibration_bins (evaluation);
  const InkLayerStyle accuracy = { "accuracy", 0, FALSE, 0 };
  g_autofree char *title = reliability_title (evaluation);
  g_auto (Reliability) bins = { 0 };
  InkPlot *plot = ink_unit_square_new (title, "confidence", "accuracy");
  InkLayer *band = band_layer (measured, level);
  InkLayer *points;

  reliability_init (&bins, measured, level);
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
  if (band != NULL)
    ink_plot_add_layer (plot, band);
  ink_plot_add_layer (plot, tagged (points, INK_RELIABILITY_POINT));
  ink_plot_add_layer (plot,
                      tagged (ink_layer_whiskers_new (bins.low, bins.high,
                                                      INK_WHISKERS_INTERVAL,
                                                      &interval),
                              INK_RELIABILITY_POINT));
  return plot;
}
