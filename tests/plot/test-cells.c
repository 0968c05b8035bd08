/* Heat maps and bars: reading cells, names, odd sizes; zooming them. */
#include <cairo.h>
#include <glib.h>
#include <math.h>

#include "ui/plot/plot.h"

static const char *const digits[] = { "一", "two", "three", NULL };
static const guint64 counts[] = { 10, 2, 0, 1, 20, 3, 0, 0, G_MAXUINT64 };

static void
draw (InkPlot *plot, int width, int height)
{
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);

  ink_plot_draw (plot, cr, width, height, ink_theme_find ("light"));
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static InkReading *
read_cell (InkPlot *plot, double column, double row)
{
  double px, py;

  ink_plot_to_pixels (plot, column + 0.5, row + 0.5, &px, &py);
  return ink_plot_read_at (plot, px, py);
}

static void
test_heat_map (void)
{
  g_autoptr (InkPlot) plot = ink_plot_new ("Confusion");
  g_autoptr (InkReading) reading = NULL;
  g_autoptr (InkReading) next = NULL;
  g_autoptr (InkReading) down = NULL;
  double top, bottom, unused;

  ink_plot_add_layer (plot,
                      ink_layer_heat_map_new (counts, 3, 3, digits, digits));
  draw (plot, 400, 400);
  reading = read_cell (plot, 1, 0);
  g_assert_nonnull (reading);
  g_assert_cmpint (reading->row, ==, 0);
  g_assert_cmpint (reading->column, ==, 1);
  g_assert_cmpstr (reading->heading, ==, "一 read as two: 2");
  g_assert_cmpstr (reading->values->pdata[0], ==, "16.67\xc2\xa0%");
  next = ink_plot_read_next (plot, reading, 1, 0);
  g_assert_cmpint (next->column, ==, 2);
  g_assert_null (ink_plot_read_next (plot, next, 1, 0));
  down = ink_plot_read_next (plot, next, 0, 1);
  g_assert_cmpstr (down->heading, ==, "two read as three: 3");
  /* The first row is at the top. */
  ink_plot_to_pixels (plot, 0, 0, &unused, &top);
  ink_plot_to_pixels (plot, 0, 3, &unused, &bottom);
  g_assert_cmpfloat (top, <, bottom);
}

static void
test_heat_map_sizes (void)
{
  static const int sizes[][2]
      = { { 1, 1 }, { 20, 20 }, { 300, 40 }, { 40, 300 }, { 90, 90 } };
  guint64 *many = g_new0 (guint64, 300 * 300);

  for (guint i = 0; i < 300 * 300; i++)
    many[i] = i % 7;
  for (guint n = 0; n <= 300; n += 100)
    {
      g_autoptr (InkPlot) plot = ink_plot_new ("Many");

      ink_plot_add_layer (plot,
                          ink_layer_heat_map_new (many, n, n, NULL, digits));
      for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
        draw (plot, sizes[i][0], sizes[i][1]);
    }
  g_free (many);
}

static void
test_bars (void)
{
  static const double values[] = { 0.5, -2, NAN };
  const InkLayerStyle style = { "weight", 3, FALSE, 0 };
  g_autoptr (InkPlot) plot = ink_plot_new ("Words");
  g_autoptr (InkReading) reading = NULL;
  g_autoptr (InkReading) next = NULL;
  double zero, end, unused;

  ink_plot_add_layer (plot, ink_layer_bars_new (values, digits, &style));
  draw (plot, 400, 200);
  reading = read_cell (plot, -1, 1);
  g_assert_nonnull (reading);
  g_assert_cmpstr (reading->heading, ==, "two");
  g_assert_cmpstr (reading->names->pdata[0], ==, "weight");
  g_assert_cmpstr (reading->values->pdata[0], ==, "−2");
  next = ink_plot_read_next (plot, reading, 0, 1);
  g_assert_cmpstr (next->values->pdata[0], ==, "not a number");
  ink_plot_to_pixels (plot, 0, 0, &zero, &unused);
  ink_plot_to_pixels (plot, -2, 0, &end, &unused);
  g_assert_cmpfloat (end, <, zero);
}

static void
test_zoom (void)
{
  g_autoptr (InkPlot) plot = ink_plot_new ("Confusion");
  g_autoptr (InkReading) before = NULL;
  g_autoptr (InkReading) after = NULL;

  ink_plot_add_layer (plot,
                      ink_layer_heat_map_new (counts, 3, 3, digits, digits));
  draw (plot, 400, 400);
  before = read_cell (plot, 1, 1);
  ink_plot_zoom_at (plot, before->px, before->py, 2);
  g_assert_true (ink_plot_is_zoomed (plot));
  draw (plot, 400, 400);
  after = ink_plot_read_at (plot, before->px, before->py);
  g_assert_nonnull (after);
  g_assert_cmpstr (after->heading, ==, before->heading);
  /* Out again: back to the whole, not beyond. */
  ink_plot_zoom_at (plot, before->px, before->py, 0.25);
  g_assert_false (ink_plot_is_zoomed (plot));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/cells/heat-map", test_heat_map);
  g_test_add_func ("/plot/cells/heat-map-sizes", test_heat_map_sizes);
  g_test_add_func ("/plot/cells/bars", test_bars);
  g_test_add_func ("/plot/cells/zoom", test_zoom);
  return g_test_run ();
}
