/* Reading and zooming line plots: values are real points, the keyboard visits
 * every one, a zoom keeps what lies at the pointer. */
#include <cairo.h>
#include <glib.h>
#include <math.h>

#include "ui/plot/plot.h"

static InkPlot *
sample_plot (void)
{
  static const double epochs[] = { 1, 2, 3 };
  static const double accuracy[] = { 90, 95, 97 };
  InkPlot *plot = ink_plot_new ("Accuracy");
  const InkAxisSpec x = { "epoch", NULL, INK_SCALE_LINEAR, 0, 4 };
  const InkAxisSpec y = { NULL, "%", INK_SCALE_LINEAR, 80, 100 };
  const InkLayerStyle step = { "step", 0, TRUE, 0 };
  const InkLayerStyle validation = { "validation", 1, FALSE, 0 };
  g_autoptr (InkSeries) steps = ink_series_new ();
  g_autoptr (InkSeries) points = ink_series_new_from (epochs, accuracy, 3);

  for (guint i = 0; i < 30; i++)
    ink_series_append (steps, i * 0.1 + 0.05, 85 + i * 0.1);
  ink_plot_set_axis (plot, INK_AXIS_X, &x);
  ink_plot_set_axis (plot, INK_AXIS_Y, &y);
  ink_plot_add_layer (plot, ink_layer_line_new (steps, &step));
  ink_plot_add_layer (plot, ink_layer_points_new (points, "max", &validation));
  return plot;
}

static void
draw (InkPlot *plot)
{
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 800, 400);
  cairo_t *cr = cairo_create (surface);

  ink_plot_draw (plot, cr, 800, 400, ink_theme_find ("light"));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_hover (void)
{
  g_autoptr (InkPlot) plot = sample_plot ();
  g_autoptr (InkReading) reading = NULL;
  g_autofree char *text = NULL;
  double px, py;

  draw (plot);
  ink_plot_to_pixels (plot, 2, 95, &px, &py);
  reading = ink_plot_read_at (plot, px + 2, py);
  g_assert_nonnull (reading);
  text = ink_reading_to_text (reading);
  g_assert_cmpstr (text, ==,
                   "epoch 2, step 87\xc2\xa0% at 2.05, validation 95\xc2\xa0%");
  g_assert_cmpfloat_with_epsilon (reading->px, px, 0.01);
  g_assert_cmpfloat_with_epsilon (reading->py, py, 0.01);
  g_assert_cmpint (reading->row, ==, -1);
  g_assert_null (ink_plot_read_at (plot, 1, 1));
}

static void
test_keyboard (void)
{
  g_autoptr (InkPlot) plot = sample_plot ();
  g_autoptr (InkReading) at = NULL;
  g_autoptr (InkReading) last = NULL;
  guint n = 0;

  draw (plot);
  for (;;)
    {
      InkReading *next = ink_plot_read_next (plot, at, 1, 0);

      if (next == NULL)
        break;
      if (at != NULL)
        g_assert_cmpfloat (next->px, >, at->px);
      ink_reading_free (at);
      at = next;
      n++;
    }
  g_assert_cmpuint (n, ==, 33);
  g_assert_cmpstr (at->heading, ==, "epoch 3");
  last = ink_plot_read_next (plot, NULL, 2, 0);
  g_assert_cmpstr (last->heading, ==, "epoch 3");
  g_clear_pointer (&last, ink_reading_free);
  last = ink_plot_read_next (plot, at, -2, 0);
  g_assert_cmpstr (last->heading, ==, "epoch 0.05");
}

static void
test_upright (void)
{
  static const double x[] = { 0, 0, 0, 1 };
  static const double y[] = { 0, 0.5, 0.9, 1 };
  g_autoptr (InkSeries) series = ink_series_new_from (x, y, 4);
  g_autoptr (InkPlot) plot = ink_plot_new ("ROC");
  const InkLayerStyle style = { "roc", 0, FALSE, 0 };
  g_autoptr (InkReading) reading = NULL;
  double px, py;

  ink_plot_add_layer (plot, ink_layer_line_new (series, &style));
  draw (plot);
  ink_plot_to_pixels (plot, 0, 0.52, &px, &py);
  reading = ink_plot_read_at (plot, px + 1, py);
  g_assert_nonnull (reading);
  g_assert_cmpstr (reading->values->pdata[0], ==, "0.5");
}

static void
test_zoom (void)
{
  g_autoptr (InkPlot) plot = sample_plot ();
  double x, y, px, py;

  draw (plot);
  g_assert_false (ink_plot_is_zoomed (plot));
  ink_plot_to_pixels (plot, 1, 90, &px, &py);
  ink_plot_zoom_at (plot, px, py, 4);
  draw (plot);
  g_assert_true (ink_plot_to_data (plot, px, py, &x, &y));
  g_assert_cmpfloat_with_epsilon (x, 1, 1e-2);
  g_assert_cmpfloat_with_epsilon (y, 90, 1e-1);
  ink_plot_reset_view (plot);
  draw (plot);
  g_assert_false (ink_plot_zoom_to (plot, 300, 100, 301, 200));
  g_assert_true (ink_plot_zoom_to (plot, 300, 200, 200, 100));
  ink_plot_to_data (plot, 200, 150, &x, &y);
  draw (plot);
  ink_plot_to_pixels (plot, x, y, &px, &py);
  g_assert_cmpfloat (px, <, 100);
  /* A million times nearer than doubles can show: it stops, and still draws. */
  for (guint i = 0; i < 200; i++)
    {
      ink_plot_zoom_at (plot, 400, 200, 4);
      draw (plot);
    }
  for (guint i = 0; i < 400; i++)
    {
      ink_plot_zoom_at (plot, 400, 200, 0.25);
      draw (plot);
    }
  g_assert_false (ink_plot_is_zoomed (plot));
}

static void
test_facts (void)
{
  g_autoptr (InkPlot) plot = ink_plot_new ("A");

  g_assert_null (ink_plot_fact (plot, "Seed"));
  ink_plot_set_fact (plot, "Seed", "1");
  ink_plot_set_fact (plot, "Data", "mnist");
  ink_plot_set_fact (plot, "Seed", "2");
  g_assert_cmpstr (ink_plot_fact (plot, "Seed"), ==, "2");
  g_assert_cmpstr (ink_plot_fact (plot, "Data"), ==, "mnist");
  ink_plot_set_fact (plot, "Seed", NULL);
  g_assert_null (ink_plot_fact (plot, "Seed"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/read/hover", test_hover);
  g_test_add_func ("/plot/read/keyboard", test_keyboard);
  g_test_add_func ("/plot/read/upright", test_upright);
  g_test_add_func ("/plot/read/zoom", test_zoom);
  g_test_add_func ("/plot/read/facts", test_facts);
  return g_test_run ();
}
