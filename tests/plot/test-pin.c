/* Pins: the lowest, the highest, the one at a place; none where there is no
 * such point. */
#include "tests/plot/drawing.h"

static const double x[] = { 1, 2, 3, 4, 5 };
static const double y[] = { 5, 1, NAN, 9, 1 };

/* Inked pixels around a point; there is nothing but the pin. */
static guint
ring_at (InkPlot *plot, double px, double py)
{
  const InkTheme theme = drawing_bare_theme ();
  const InkAxisSpec axis = { NULL, NULL, INK_SCALE_LINEAR, 0, 10 };
  cairo_surface_t *surface;
  guint n;

  ink_plot_set_axis (plot, INK_AXIS_X, &axis);
  ink_plot_set_axis (plot, INK_AXIS_Y, &axis);
  surface = drawing_new (plot, 400, 300, &theme);
  n = drawing_count_at (plot, surface, px, py, 7);
  cairo_surface_destroy (surface);
  return n;
}

static void
test_extremes (void)
{
  g_autoptr (InkSeries) series = ink_series_new_from (x, y, 5);
  g_autoptr (InkPlot) low = ink_plot_new ("");
  g_autoptr (InkPlot) high = ink_plot_new ("");
  g_autofree char *csv = NULL;

  ink_plot_add_layer (low, ink_layer_pin_new (series, INK_PIN_MIN, "", NULL));
  ink_plot_add_layer (high,
                      ink_layer_pin_new (series, INK_PIN_MAX, NULL, NULL));
  g_assert_cmpuint (ring_at (low, 2, 1), >, 20);
  g_assert_cmpuint (ring_at (low, 5, 1), ==, 0); /* the second of equals */
  g_assert_cmpuint (ring_at (low, 4, 9), ==, 0);
  g_assert_cmpuint (ring_at (high, 4, 9), >, 20);
  g_assert_cmpuint (ring_at (high, 2, 1), ==, 0);
  csv = drawing_csv (high);
  g_assert_cmpstr (csv, ==, "series,x,y\n");
}

static void
test_place (void)
{
  g_autoptr (InkSeries) series = ink_series_new_from (x, y, 5);
  g_autoptr (InkPlot) plot = ink_plot_new ("");
  InkLayer *pin = ink_layer_pin_new (series, INK_PIN_AT, "best", NULL);

  ink_plot_add_layer (plot, pin);
  g_assert_cmpuint (ring_at (plot, 1, 5), ==, 0);
  ink_layer_pin_set (pin, 1, NULL);
  g_assert_cmpuint (ring_at (plot, 1, 5), >, 20);
  ink_layer_pin_set (pin, 4, "epoch 4 最佳 \xff");
  g_assert_cmpuint (ring_at (plot, 4, 9), >, 20);
  g_assert_cmpuint (ring_at (plot, 1, 5), ==, 0);
  ink_layer_pin_set (pin, 3, "a NaN has no place");
  ink_layer_pin_set (pin, 99, "beyond the last");
  g_assert_cmpuint (ring_at (plot, 5, 1), ==, 0);
}

static void
test_odd_data (void)
{
  for (guint kind = 0; kind < DRAWING_N_ODD; kind++)
    for (guint scale = 0; scale < 2; scale++)
      {
        g_autoptr (InkSeries) series = drawing_odd_series (kind);
        g_autoptr (InkPlot) plot = drawing_plot_new (scale);

        for (guint pin = INK_PIN_NONE; pin <= INK_PIN_AT; pin++)
          {
            InkLayer *layer = ink_layer_pin_new (series, pin, "p", NULL);

            ink_layer_pin_set (layer, kind, "p");
            ink_plot_add_layer (plot, layer);
          }
        ink_plot_add_layer (plot, ink_layer_points_new (series, "max", NULL));
        drawing_at_all_sizes (plot);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/pin/extremes", test_extremes);
  g_test_add_func ("/plot/pin/place", test_place);
  g_test_add_func ("/plot/pin/odd-data", test_odd_data);
  return g_test_run ();
}
