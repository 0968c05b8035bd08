/* The charts of a training run from its events. */
#include "ui/plot/run-charts.h"

#include <cairo.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "ui/plot/plot-export.h"
#include "ui/plot/plot-private.h"

static void
draw (InkPlot *plot, double width, double height)
{
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, (int) width, (int) height);
  cairo_t *cr = cairo_create (surface);

  ink_plot_draw (plot, cr, width, height, ink_theme_find ("dark"));
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
draw_all (InkRunCharts *charts)
{
  draw (ink_run_charts_loss (charts), 700, 300);
  draw (ink_run_charts_accuracy (charts), 400, 300);
  draw (ink_run_charts_learning_rate (charts), 400, 300);
  draw (ink_run_charts_throughput (charts), 400, 300);
}

static void
start (InkRunCharts *charts, guint epochs, guint64 steps)
{
  InkEvent event;

  ink_event_init (&event, INK_EVENT_START);
  event.epoch = epochs;
  event.steps_total = steps;
  ink_run_charts_add_event (charts, &event);
}

static void
run (InkRunCharts *charts, guint epochs, gboolean validation)
{
  InkEvent event;

  for (guint epoch = 1; epoch <= epochs; epoch++)
    {
      for (guint i = 1; i <= 10; i++)
        {
          ink_event_init (&event, INK_EVENT_STEP);
          event.epoch = epoch;
          event.step = (epoch - 1) * 10 + i;
          event.loss = epoch == 2 && i == 5 ? NAN : 1.0 / (double) event.step;
          event.learning_rate = 0.05;
          ink_run_charts_add_event (charts, &event);
        }
      ink_event_init (&event, INK_EVENT_EPOCH);
      event.epoch = epoch;
      event.train_accuracy = 1 - 0.1 / epoch;
      event.images_per_second = 20000 + 1000 * epoch;
      if (validation)
        {
          event.validation_accuracy = 1 - 0.05 / epoch;
          event.validation_loss = 0.3 / epoch;
        }
      ink_run_charts_add_event (charts, &event);
    }
  ink_event_init (&event, INK_EVENT_END);
  ink_run_charts_add_event (charts, &event);
}

static char *
read_at (InkPlot *plot, double x, double y)
{
  double px, py;
  g_autoptr (InkReading) reading = NULL;

  ink_plot_to_pixels (plot, x, y, &px, &py);
  reading = ink_plot_read_at (plot, px, py);
  return reading != NULL ? ink_reading_to_text (reading) : NULL;
}

static void
test_run (void)
{
  g_autoptr (InkRunCharts) charts = ink_run_charts_new ();
  g_autofree char *loss = NULL;
  g_autofree char *accuracy = NULL;
  g_autofree char *rate = NULL;
  g_autofree char *speed = NULL;

  draw_all (charts);
  start (charts, 8, 80);
  draw_all (charts);
  run (charts, 6, TRUE);
  draw_all (charts);
  loss = read_at (ink_run_charts_loss (charts), 3, 0.1);
  g_assert_true (g_str_has_prefix (loss, "epoch 3, step 0.03333, training"));
  g_assert_true (g_str_has_suffix (loss, "validation 0.1"));
  accuracy = read_at (ink_run_charts_accuracy (charts), 5, 99);
  g_assert_cmpstr (accuracy, ==,
                   "epoch 5, training 98\xc2\xa0%, validation 99\xc2\xa0%");
  rate = read_at (ink_run_charts_learning_rate (charts), 3, 0.05);
  g_assert_cmpstr (rate, ==, "epoch 3, Learning rate 0.05");
  speed = read_at (ink_run_charts_throughput (charts), 4, 24000);
  g_assert_cmpstr (speed, ==, "epoch 4, Throughput 24000");
}

static void
step_to (InkRunCharts *charts, guint64 step, guint epoch)
{
  InkEvent event;

  ink_event_init (&event, INK_EVENT_STEP);
  event.epoch = epoch;
  event.step = step;
  event.loss = 1;
  event.learning_rate = 1;
  ink_run_charts_add_event (charts, &event);
}

static double
shown_epochs (InkRunCharts *charts)
{
  ink_plot_resolve_scales (ink_run_charts_throughput (charts));
  return ink_run_charts_throughput (charts)->axes[INK_AXIS_X].scale.high;
}

/* The first epochs of a long run fill the charts; once it is stopped there is
 * nothing more to come. */
static void
test_room (void)
{
  g_autoptr (InkRunCharts) charts = ink_run_charts_new ();
  InkEvent event;

  start (charts, 200, 2000);
  g_assert_cmpfloat (shown_epochs (charts), ==, 10);
  step_to (charts, 100, 10);
  g_assert_cmpfloat (shown_epochs (charts), ==, 10);
  step_to (charts, 101, 11);
  g_assert_cmpfloat (shown_epochs (charts), ==, 20);
  step_to (charts, 1001, 101);
  g_assert_cmpfloat (shown_epochs (charts), ==, 200);
  ink_event_init (&event, INK_EVENT_END);
  event.reason = INK_END_STOPPED;
  ink_run_charts_add_event (charts, &event);
  g_assert_cmpfloat (shown_epochs (charts), >, 100);
  g_assert_cmpfloat (shown_epochs (charts), <, 105);
  start (charts, 6, 60);
  g_assert_cmpfloat (shown_epochs (charts), ==, 6);
}

/* Another run starts afresh; without validation there is no such point. */
static void
test_second_run (void)
{
  g_autoptr (InkRunCharts) charts = ink_run_charts_new ();
  g_autofree char *accuracy = NULL;

  start (charts, 8, 80);
  run (charts, 6, TRUE);
  start (charts, 3, 0);
  run (charts, 2, FALSE);
  draw_all (charts);
  accuracy = read_at (ink_run_charts_accuracy (charts), 2, 95);
  g_assert_cmpstr (accuracy, ==, "epoch 2, training 95\xc2\xa0%");
}

/* Seven steps, of which the last one's loss is @loss, and an end. */
static void
end_at_step_7 (InkRunCharts *charts, double loss, InkEndReason reason)
{
  InkEvent event;

  start (charts, 2, 20);
  for (guint i = 1; i <= 7; i++)
    {
      ink_event_init (&event, INK_EVENT_STEP);
      event.epoch = 1;
      event.step = i;
      event.loss = i == 7 ? loss : 2;
      event.learning_rate = 10;
      ink_run_charts_add_event (charts, &event);
    }
  ink_event_init (&event, INK_EVENT_END);
  event.step = 7;
  event.reason = reason;
  ink_run_charts_add_event (charts, &event);
}

static guint32
pixel (cairo_surface_t *surface, int x, int y)
{
  const unsigned char *row
      = cairo_image_surface_get_data (surface)
        + (gsize) y * (gsize) cairo_image_surface_get_stride (surface);

  return ((const guint32 *) (gconstpointer) row)[x];
}

/* The most pixels of one column in which two exported pictures differ, as a
 * share of their height. */
static double
difference (InkPlot *a, InkPlot *b)
{
  InkExportOptions options;
  cairo_surface_t *first, *second;
  int width, height;
  int most = 0;

  ink_export_options_init (&options);
  first = ink_plot_export_surface (a, &options);
  second = ink_plot_export_surface (b, &options);
  width = cairo_image_surface_get_width (first);
  height = cairo_image_surface_get_height (first);
  for (int x = 0; x < width; x++)
    {
      int n = 0;

      for (int y = 0; y < height; y++)
        n += pixel (first, x, y) != pixel (second, x, y);
      most = MAX (most, n);
    }
  cairo_surface_destroy (first);
  cairo_surface_destroy (second);
  return (double) most / height;
}

static char *
csv_of (InkPlot *plot)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("inkling-charts-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "chart.csv", NULL);
  char *text = NULL;

  g_assert_no_error (error);
  ink_plot_export_csv (plot, path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_unlink (path);
  g_rmdir (folder);
  return text;
}

/* The place at which a run diverged is a line across the chart of the loss, in
 * what is exported too, until the next run. */
static void
test_divergence (void)
{
  static const struct
  {
    double loss;
    const char *row;
  } cases[] = {
    { NAN, "diverged: loss NaN at step 7,0.7,nan\n" },
    { INFINITY, "diverged: loss infinite at step 7,0.7,nan\n" },
    { 2, "diverged at step 7,0.7,nan\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (InkRunCharts) charts = ink_run_charts_new ();
      g_autoptr (InkRunCharts) plain = ink_run_charts_new ();
      InkPlot *loss = ink_run_charts_loss (charts);
      g_autofree char *csv = NULL;

      end_at_step_7 (plain, cases[i].loss, INK_END_STOPPED);
      end_at_step_7 (charts, cases[i].loss, INK_END_DIVERGED);
      draw_all (charts);
      g_assert_cmpfloat (difference (loss, ink_run_charts_loss (plain)), >,
                         0.3);
      csv = csv_of (loss);
      g_assert_nonnull (strstr (csv, cases[i].row));

      end_at_step_7 (charts, cases[i].loss, INK_END_STOPPED);
      g_assert_cmpfloat (difference (loss, ink_run_charts_loss (plain)), ==,
                         0);
    }
}

/* The chart still shows the losses before one that is beyond all measure. */
static void
test_outlier (void)
{
  static const double losses[] = { 2, 1, 0.5, 1e30 };
  g_autoptr (InkRunCharts) charts = ink_run_charts_new ();
  InkPlot *loss = ink_run_charts_loss (charts);
  g_autofree char *csv = NULL;
  cairo_rectangle_t area;
  double x, high, low;
  InkEvent event;

  start (charts, 1, G_N_ELEMENTS (losses));
  ink_event_init (&event, INK_EVENT_STEP);
  for (guint i = 0; i < G_N_ELEMENTS (losses); i++)
    {
      event.step = i + 1;
      event.loss = losses[i];
      ink_run_charts_add_event (charts, &event);
    }
  draw_all (charts);
  g_assert_true (ink_plot_area (loss, &area));
  ink_plot_to_pixels (loss, 0.25, 2, &x, &high);
  ink_plot_to_pixels (loss, 0.75, 0.5, &x, &low);
  g_assert_cmpfloat (low - high, >, 0.2 * area.height);
  csv = csv_of (loss);
  g_assert_nonnull (strstr (csv, "1e+30"));
}

/* Epoch 2 of three is the most accurate, the loss is lowest in epoch @lowest:
 * only where they differ does the first have a pin of its own. */
static void
three_epochs (InkRunCharts *charts, guint lowest)
{
  InkEvent event;

  start (charts, 3, 30);
  for (guint i = 1; i <= 3; i++)
    {
      ink_event_init (&event, INK_EVENT_EPOCH);
      event.epoch = i;
      event.train_accuracy = 0.9;
      event.validation_accuracy = i == 2 ? 0.98 : 0.97;
      event.validation_loss = i == lowest ? 0.1 : 0.3;
      ink_run_charts_add_event (charts, &event);
    }
}

static void
test_best_epoch (void)
{
  g_autoptr (InkRunCharts) charts = ink_run_charts_new ();
  g_autoptr (InkRunCharts) same = ink_run_charts_new ();
  g_autoptr (InkRunCharts) third = ink_run_charts_new ();
  InkPlot *loss = ink_run_charts_loss (charts);

  three_epochs (charts, 3);
  three_epochs (third, 3);
  three_epochs (same, 2);
  g_assert_cmpfloat (difference (loss, ink_run_charts_loss (third)), ==, 0);
  g_assert_cmpfloat (difference (loss, ink_run_charts_loss (same)), >, 0);
  /* A second run's pin is its own. */
  three_epochs (charts, 2);
  g_assert_cmpfloat (difference (loss, ink_run_charts_loss (same)), ==, 0);
}

/* What a run that has no speed to tell leaves is an empty chart. */
static void
test_no_speed (void)
{
  g_autoptr (InkRunCharts) charts = ink_run_charts_new ();
  g_autofree char *csv = NULL;

  three_epochs (charts, 2);
  draw_all (charts);
  csv = csv_of (ink_run_charts_throughput (charts));
  g_assert_cmpstr (csv, ==, "series,x,y\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/run-charts/run", test_run);
  g_test_add_func ("/plot/run-charts/room", test_room);
  g_test_add_func ("/plot/run-charts/second-run", test_second_run);
  g_test_add_func ("/plot/run-charts/divergence", test_divergence);
  g_test_add_func ("/plot/run-charts/outlier", test_outlier);
  g_test_add_func ("/plot/run-charts/best-epoch", test_best_epoch);
  g_test_add_func ("/plot/run-charts/no-speed", test_no_speed);
  return g_test_run ();
}
