/* The charts of the golden pictures, each of made-up data. */
#include "golden-charts.h"

#include <math.h>

#include "core/base/rng.h"
#include "golden-folds.h"
#include "ui/plot/comparison-charts.h"
#include "ui/plot/evaluation-charts.h"
#include "ui/plot/run-charts.h"

#define EPOCHS 6
#define STEPS 50 /* an epoch */

/* Runs, by their events */

static void
add_step (InkRunCharts *charts, InkRng *rng, guint64 step, double loss)
{
  const double t = (double) step / (EPOCHS * STEPS);
  InkEvent event;

  ink_event_init (&event, INK_EVENT_STEP);
  event.epoch = (guint) ((step - 1) / STEPS) + 1;
  event.step = step;
  event.loss = loss * exp (0.2 * ink_rng_normal (rng));
  event.learning_rate = t < 0.2 ? 0.25 * t : 0.0625 * (1 - t);
  ink_run_charts_add_event (charts, &event);
}

static void
add_epoch (InkRunCharts *charts, guint epoch)
{
  InkEvent event;

  ink_event_init (&event, INK_EVENT_EPOCH);
  event.epoch = epoch;
  event.train_accuracy = 1 - 0.09 / epoch;
  event.validation_accuracy = 1 - 0.06 / epoch - (epoch == 6 ? 0.004 : 0);
  event.validation_loss = 0.25 / epoch + (epoch == 6 ? 0.02 : 0);
  event.images_per_second = 60000 + 9000 * (epoch % 3);
  ink_run_charts_add_event (charts, &event);
}

/* A run of @steps steps that then ends for @reason, after a loss of NaN where
 * it diverged. (transfer full) */
static InkRunCharts *
run_charts (guint steps, InkEndReason reason)
{
  InkRunCharts *charts = ink_run_charts_new ();
  InkRng rng = ink_rng (1, INK_STREAM_TEST, 0, 0);
  InkEvent event;

  ink_event_init (&event, INK_EVENT_START);
  event.epoch = EPOCHS;
  event.steps_total = EPOCHS * STEPS;
  ink_run_charts_add_event (charts, &event);
  for (guint step = 1; step <= steps; step++)
    {
      const gboolean bad = reason == INK_END_DIVERGED && step == steps;

      add_step (charts, &rng, step, bad ? NAN : 2.3 / (1 + 0.15 * step));
      if (step % STEPS == 0)
        add_epoch (charts, step / STEPS);
    }
  ink_event_init (&event, INK_EVENT_END);
  event.step = steps;
  event.reason = reason;
  ink_run_charts_add_event (charts, &event);
  return charts;
}

static InkPlot *
make_loss (void)
{
  g_autoptr (InkRunCharts) charts
      = run_charts (EPOCHS * STEPS, INK_END_COMPLETED);

  return ink_plot_ref (ink_run_charts_loss (charts));
}

static InkPlot *
make_accuracy (void)
{
  g_autoptr (InkRunCharts) charts
      = run_charts (EPOCHS * STEPS, INK_END_COMPLETED);

  return ink_plot_ref (ink_run_charts_accuracy (charts));
}

static InkPlot *
make_learning_rate (void)
{
  g_autoptr (InkRunCharts) charts
      = run_charts (EPOCHS * STEPS, INK_END_COMPLETED);

  return ink_plot_ref (ink_run_charts_learning_rate (charts));
}

static InkPlot *
make_throughput (void)
{
  g_autoptr (InkRunCharts) charts
      = run_charts (EPOCHS * STEPS, INK_END_COMPLETED);

  return ink_plot_ref (ink_run_charts_throughput (charts));
}

static InkPlot *
make_diverged (void)
{
  g_autoptr (InkRunCharts) charts = run_charts (130, INK_END_DIVERGED);

  return ink_plot_ref (ink_run_charts_loss (charts));
}

static InkPlot *
make_no_data (void)
{
  g_autoptr (InkRunCharts) charts = ink_run_charts_new ();

  return ink_plot_ref (ink_run_charts_loss (charts));
}

/* Evaluations */

static InkEvaluation *
evaluation_new (const char *const *names, guint n_classes, double skill)
{
  const gsize n = 60 * n_classes;
  g_autofree double *p = g_new0 (double, n * n_classes);
  g_autofree guint32 *labels = g_new0 (guint32, n);
  InkRng rng = ink_rng (2, INK_STREAM_TEST, n_classes, 0);
  g_autoptr (GError) error = NULL;
  InkEvaluation *evaluation;

  for (gsize i = 0; i < n; i++)
    {
      double *row = p + i * n_classes;
      double sum = 0;

      labels[i] = (guint32) (i % n_classes);
      for (guint c = 0; c < n_classes; c++)
        sum += row[c] = exp (ink_rng_normal (&rng)
                             + (c == labels[i] ? skill - 0.25 * c : 0));
      for (guint c = 0; c < n_classes; c++)
        row[c] /= sum;
    }
  evaluation = ink_evaluation_new (p, labels, n, names, &error);
  g_assert_no_error (error);
  return evaluation;
}

static const char *const CHINESE[]
    = { "体育", "财经", "科技", "娱乐", "教育", NULL };

static InkPlot *
chart_of_animals (InkEvaluationChart chart)
{
  static const char *const names[] = { "cat", "dog", "bird", NULL };
  g_autoptr (InkEvaluation) evaluation = evaluation_new (names, 3, 1.5);

  return ink_evaluation_chart_new (evaluation, chart);
}

static InkPlot *
chart_of_topics (InkEvaluationChart chart)
{
  g_autoptr (InkEvaluation) evaluation = evaluation_new (CHINESE, 5, 3);

  return ink_evaluation_chart_new (evaluation, chart);
}

static InkPlot *
make_roc (void)
{
  return chart_of_animals (INK_CHART_ROC);
}

static InkPlot *
make_precision_recall (void)
{
  return chart_of_animals (INK_CHART_PRECISION_RECALL);
}

static InkPlot *
make_reliability (void)
{
  return chart_of_animals (INK_CHART_RELIABILITY);
}

static InkPlot *
make_confidence (void)
{
  return chart_of_animals (INK_CHART_CONFIDENCE);
}

static InkPlot *
make_class_figures (void)
{
  return chart_of_topics (INK_CHART_CLASS_FIGURES);
}

static InkPlot *
make_confusion (void)
{
  return chart_of_topics (INK_CHART_CONFUSION);
}

static InkPlot *
make_confusion_shares (void)
{
  return chart_of_topics (INK_CHART_CONFUSION_SHARES);
}

/* Layers */

static InkSeries *
wave (guint n, double noise, double height)
{
  InkSeries *series = ink_series_new ();
  InkRng rng = ink_rng (3, INK_STREAM_TEST, n, (guint64) (height * 100));

  for (guint i = 0; i < n; i++)
    ink_series_append (series, i * 100.0 / (n - 1),
                       height * sin (i * 9.0 / n) + height
                           + noise * ink_rng_normal (&rng));
  return series;
}

static InkPlot *
plot_new (const char *title, const char *x, const char *y, const char *unit)
{
  InkPlot *plot = ink_plot_new (title);
  const InkAxisSpec x_axis = { x, NULL, INK_SCALE_LINEAR, NAN, NAN };
  const InkAxisSpec y_axis = { y, unit, INK_SCALE_LINEAR, NAN, NAN };

  ink_plot_set_axis (plot, INK_AXIS_X, &x_axis);
  ink_plot_set_axis (plot, INK_AXIS_Y, &y_axis);
  return plot;
}

static void
add_line (InkPlot *plot, InkSeries *series, const char *name, guint color)
{
  const InkLayerStyle style = { name, color, FALSE, 0 };

  ink_plot_add_layer (plot, ink_layer_line_new (series, &style));
}

/* What cannot be shown where it is: NaN, infinities, values beyond the view. */
static InkPlot *
make_marks (void)
{
  static const double at[] = { 8, 30, 47, 64, 81, 95 };
  const double odd[] = { NAN, INFINITY, -INFINITY, 9, -7, NAN };
  g_autoptr (InkSeries) series = ink_series_new ();
  InkPlot *plot = plot_new ("Marks", "step", "value", "V");
  const InkAxisSpec y = { "value", "V", INK_SCALE_LINEAR, -1, 3 };
  guint next = 0;

  for (guint x = 0; x <= 100; x++)
    {
      const gboolean is_odd = next < G_N_ELEMENTS (at) && x == at[next];

      ink_series_append (series, x, is_odd ? odd[next] : 1 + sin (x * 0.1));
      next += is_odd;
    }
  ink_plot_set_axis (plot, INK_AXIS_Y, &y);
  add_line (plot, series, "odd", 1);
  return plot;
}

static InkPlot *
make_smoothing (void)
{
  g_autoptr (InkSeries) series = wave (20000, 0.6, 2);
  InkPlot *plot = plot_new ("Smoothing", "time", NULL, "K");
  const InkLayerStyle raw = { "raw", 2, TRUE, 0 };
  const InkLayerStyle smooth = { "smoothed", 2, FALSE, 0 };

  ink_plot_add_layer (plot, ink_layer_line_new (series, &raw));
  ink_plot_add_layer (plot, ink_layer_smooth_new (series, 0.99, &smooth));
  return plot;
}

/* Beside a reference and a mark. */
static InkPlot *
make_log_axes (void)
{
  g_autoptr (InkSeries) series = ink_series_new ();
  InkPlot *plot = plot_new ("Log axes", "n", "time", "s");
  const InkLayerStyle linear = { "linear", 8, FALSE, 0 };
  const InkLayerStyle limit = { NULL, 5, FALSE, 0 };
  const InkAxisSpec x = { "n", NULL, INK_SCALE_LOG, NAN, NAN };
  const InkAxisSpec y = { "time", "s", INK_SCALE_LOG, NAN, NAN };
  InkLayer *mark = ink_layer_mark_new (&limit);

  for (double n = 1; n <= 1e5; n *= 1.5)
    ink_series_append (series, n, 1e-4 * n * log2 (n + 1));
  ink_plot_set_axis (plot, INK_AXIS_X, &x);
  ink_plot_set_axis (plot, INK_AXIS_Y, &y);
  ink_plot_add_layer (plot,
                      ink_layer_reference_new (1, 1e-3, 1e5, 100, &linear));
  add_line (plot, series, "sort", 0);
  ink_layer_mark_set (mark, 2000, "out of cache");
  ink_plot_add_layer (plot, mark);
  return plot;
}

static InkPlot *
make_chinese (void)
{
  InkPlot *plot = plot_new ("训练损失", "轮次", "损失", "奈特");

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (InkSeries) series = wave (300, 0, 1 + i * 0.5);

      add_line (plot, series, CHINESE[i], i);
    }
  return plot;
}

/* Mean and spread over runs, and a staircase that breaks. */
static InkPlot *
make_bands (void)
{
  g_autoptr (InkSeries) low = ink_series_new ();
  g_autoptr (InkSeries) high = ink_series_new ();
  g_autoptr (InkSeries) mean = ink_series_new ();
  g_autoptr (InkSeries) stairs = ink_series_new ();
  InkPlot *plot = plot_new ("Runs", "epoch", "error", "%");
  const InkLayerStyle band = { "five runs", 3, FALSE, 0 };
  const InkLayerStyle steps = { "best so far", 1, FALSE, 0 };

  for (guint x = 1; x <= 20; x++)
    {
      const double y = 6.0 / x + 1;

      ink_series_append (low, x, 0.8 * y);
      ink_series_append (high, x, 1.3 * y);
      ink_series_append (mean, x, y);
      ink_series_append (stairs, x, x == 9 ? NAN : 9 - x / 4 * 1.5);
    }
  ink_plot_add_layer (plot, ink_layer_band_new (low, high, mean, &band));
  ink_plot_add_layer (
      plot, ink_layer_steps_new (stairs, INK_STEPS_POST, &steps));
  return plot;
}

static InkPlot *
make_bars (void)
{
  static const double values[] = { 3.2, -1.1, 2.4, 0.3, -2.2 };
  InkPlot *plot = plot_new ("Strongest words", "weight", NULL, NULL);
  const InkLayerStyle style = { NULL, 3, FALSE, 0 };

  ink_plot_add_layer (plot, ink_layer_bars_new (values, CHINESE, &style));
  return plot;
}

static InkPlot *
make_heat_map (void)
{
  enum { N = 20 };
  g_autofree guint64 *counts = g_new0 (guint64, N * N);
  InkPlot *plot = plot_new ("Heat map", "read as", "truly", NULL);

  for (guint i = 0; i < N; i++)
    for (guint k = 0; k < N; k++)
      counts[i * N + k] = i == k ? 100 : (i * 7 + k * 3) % 11 == 0 ? i + 1 : 0;
  ink_plot_add_layer (plot, ink_layer_heat_map_new (counts, N, N, NULL, NULL));
  return plot;
}

/* A forest plot: three verdicts, and a class that has no curve. */
static InkPlot *
make_forest (void)
{
  InkAucComparison classes[4] = {
    { .difference = 0.02, .low = 0.005, .high = 0.035 },
    { .difference = -0.01, .low = -0.016, .high = -0.004 },
    { .difference = 0.004, .low = -0.01, .high = 0.018 },
    { .difference = NAN, .low = NAN, .high = NAN },
  };
  static const char *const names[] = { "first", "second", "third", "none",
                                       NULL };
  const InkComparison comparison
      = { .options = { .level = 0.95 }, .n_classes = 4, .classes = classes };

  return ink_comparison_chart_new (&comparison, names, INK_CHART_CLASS_AREAS);
}

/* More than there are colours, dashes or room in the legend for. */
static InkPlot *
make_many (void)
{
  InkPlot *plot = plot_new ("200 series", "x", "y", NULL);

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *name = g_strdup_printf ("series %u", i);
      g_autoptr (InkSeries) series = wave (300, 0, 1 + i * 0.05);

      add_line (plot, series, name, i);
    }
  return plot;
}

/* Thirteen, so that three are dashed, zoomed in. */
static InkPlot *
make_zoomed (void)
{
  InkPlot *plot = plot_new ("Zoomed", "x", "y", "m");

  for (guint i = 0; i < 13; i++)
    {
      g_autofree char *name = g_strdup_printf ("run %u", i);
      g_autoptr (InkSeries) series = wave (3000, 0.02, 1 + i * 0.1);

      add_line (plot, series, name, i);
    }
  ink_plot_set_view (plot, INK_AXIS_X, 10, 32);
  ink_plot_set_view (plot, INK_AXIS_Y, 1.5, 4.2);
  return plot;
}

const GoldenChart golden_charts[] = {
  { "loss", make_loss, TRUE, FALSE },
  { "accuracy", make_accuracy, FALSE, FALSE },
  { "learning-rate", make_learning_rate, FALSE, TRUE },
  { "throughput", make_throughput, FALSE, TRUE },
  { "diverged", make_diverged, FALSE, FALSE },
  { "no-data", make_no_data, FALSE, TRUE },
  { "roc", make_roc, TRUE, FALSE },
  { "precision-recall", make_precision_recall, FALSE, FALSE },
  { "reliability", make_reliability, TRUE, FALSE },
  { "confidence", make_confidence, FALSE, FALSE },
  { "class-figures", make_class_figures, FALSE, FALSE },
  { "confusion", make_confusion, TRUE, FALSE },
  { "confusion-shares", make_confusion_shares, FALSE, FALSE },
  { "marks", make_marks, FALSE, FALSE },
  { "smoothing", make_smoothing, FALSE, FALSE },
  { "log-axes", make_log_axes, FALSE, FALSE },
  { "chinese", make_chinese, FALSE, FALSE },
  { "bands", make_bands, FALSE, FALSE },
  { "bars", make_bars, FALSE, FALSE },
  { "heat-map", make_heat_map, FALSE, FALSE },
  { "forest", make_forest, TRUE, FALSE },
  { "many", make_many, FALSE, FALSE },
  { "zoomed", make_zoomed, FALSE, FALSE },
  { "fold-roc", golden_fold_roc, FALSE, FALSE },
  { "fold-figures", golden_fold_figures, FALSE, FALSE },
  { "learning-curve", golden_learning_curve, FALSE, FALSE },
  { NULL, NULL, FALSE, FALSE },
};
