/* Bands between two series, and whiskers between their points. */
#include "core/base/rng.h"
#include "tests/plot/drawing.h"

static const InkLayerStyle style = { "five runs", 0, FALSE, 0 };

static void
test_area (void)
{
  static const double x[] = { 0, 1, 2 };
  static const double low[] = { 1, 1, 2 };
  static const double high[] = { 3, 4, 4 };
  static const double middle[] = { 2, 3, 3 };
  g_autoptr (InkSeries) lows = ink_series_new_from (x, low, 3);
  g_autoptr (InkSeries) highs = ink_series_new_from (x, high, 3);
  g_autoptr (InkSeries) means = ink_series_new_from (x, middle, 3);
  g_autoptr (InkPlot) plot = ink_plot_new ("");
  const InkTheme theme = drawing_bare_theme ();
  cairo_surface_t *surface;
  g_autofree char *read = NULL;
  g_autofree char *csv = NULL;

  ink_plot_add_layer (plot, ink_layer_band_new (lows, highs, means, &style));
  surface = drawing_new (plot, 400, 300, &theme);
  /* All of it, and nothing beside it. */
  g_assert_cmpuint (drawing_count_at (plot, surface, 1, 1.3, 2), ==, 25);
  g_assert_cmpuint (drawing_count_at (plot, surface, 1, 3.7, 2), ==, 25);
  g_assert_cmpuint (drawing_count_at (plot, surface, 0.5, 3.7, 2), ==, 0);
  g_assert_cmpuint (drawing_count_at (plot, surface, 1, 0.7, 2), ==, 0);
  cairo_surface_destroy (surface);
  read = drawing_read (plot, 1, 3);
  g_assert_cmpstr (read, ==, "1, five runs 3 (1 to 4)");
  csv = drawing_csv (plot);
  g_assert_nonnull (strstr (csv, "series,x,low,high,mean\n"));
  g_assert_nonnull (strstr (csv, "\nfive runs,2,2,4,3\n"));
}

static void
test_gaps (void)
{
  static const double x[] = { 0, 1, 2, 3, 4, 5 };
  static const double low[] = { 0, 0, NAN, 0, 0.2, -3 };
  static const double high[] = { 1, 1, 1, NAN, 0.8, INFINITY };
  g_autoptr (InkSeries) lows = ink_series_new_from (x, low, 6);
  g_autoptr (InkSeries) highs = ink_series_new_from (x, high, 6);
  g_autoptr (InkPlot) plot = ink_plot_new ("");
  const InkAxisSpec axis = { NULL, NULL, INK_SCALE_LINEAR, 0, 1 };
  const InkTheme theme = drawing_bare_theme ();
  cairo_surface_t *surface;

  ink_plot_set_axis (plot, INK_AXIS_Y, &axis);
  ink_plot_add_layer (plot, ink_layer_band_new (lows, highs, NULL, NULL));
  surface = drawing_new (plot, 600, 300, &theme);
  g_assert_cmpuint (drawing_count_at (plot, surface, 0.5, 0.5, 2), ==, 25);
  for (double gap = 1.5; gap < 4; gap++)
    g_assert_cmpuint (drawing_count_at (plot, surface, gap, 0.5, 4), ==, 0);
  /* A point between gaps is still there; crosses and arrows at the edges. */
  g_assert_cmpuint (drawing_count_at (plot, surface, 4, 0.5, 4), >, 6);
  g_assert_cmpuint (drawing_count_at (plot, surface, 2, 0, 8), >, 6);
  g_assert_cmpuint (drawing_count_at (plot, surface, 5, 0, 12), >, 6);
  g_assert_cmpuint (drawing_count_at (plot, surface, 5, 1, 12), >, 6);
  cairo_surface_destroy (surface);
}

/* Of a million points, the one that leaps out. */
static void
check_extreme (gboolean whiskers)
{
  g_autoptr (InkSeries) lows = ink_series_new ();
  g_autoptr (InkSeries) highs = ink_series_new ();
  g_autoptr (InkPlot) plot = ink_plot_new ("");
  InkRng rng = ink_rng (5, INK_STREAM_TEST, 0, 0);
  const InkTheme theme = drawing_bare_theme ();
  cairo_surface_t *surface;

  for (guint i = 0; i < 1000000; i++)
    {
      ink_series_append (lows, i,
                         i == 600000 ? -20 : -ink_rng_uniform (&rng));
      ink_series_append (highs, i, i == 300000 ? 20 : ink_rng_uniform (&rng));
    }
  ink_plot_add_layer (plot,
                      whiskers ? ink_layer_whiskers_new (
                          lows, highs, INK_WHISKERS_INTERVAL, NULL)
                               : ink_layer_band_new (lows, highs, NULL, NULL));
  surface = drawing_new (plot, 600, 300, &theme);
  for (double y = 2; y < 19; y += 2)
    {
      g_assert_cmpuint (drawing_count_at (plot, surface, 300000, y, 1), >, 0);
      g_assert_cmpuint (drawing_count_at (plot, surface, 600000, -y, 1), >, 0);
      g_assert_cmpuint (drawing_count_at (plot, surface, 600000, y, 1), ==, 0);
    }
  cairo_surface_destroy (surface);
}

static void
test_extremes (void)
{
  check_extreme (FALSE);
  check_extreme (TRUE);
}

static void
test_whiskers (void)
{
  static const double x[] = { 0.2, 0.5, 0.8 };
  static const double low[] = { 0.2, NAN, 0.4 };
  static const double high[] = { 0.6, 0.9, 0.9 };
  g_autoptr (InkSeries) lows = ink_series_new_from (x, low, 3);
  g_autoptr (InkSeries) highs = ink_series_new_from (x, high, 3);
  const InkTheme theme = drawing_bare_theme ();

  for (guint kind = INK_WHISKERS_INTERVAL; kind <= INK_WHISKERS_GAP; kind++)
    {
      g_autoptr (InkPlot) plot = ink_plot_new ("");
      const InkAxisSpec axis = { "x", NULL, INK_SCALE_LINEAR, 0, 1 };
      g_autofree char *read = NULL;
      cairo_surface_t *surface;

      ink_plot_set_axis (plot, INK_AXIS_X, &axis);
      ink_plot_set_axis (plot, INK_AXIS_Y, &axis);
      ink_plot_add_layer (
          plot, ink_layer_whiskers_new (lows, highs, kind, &style));
      surface = drawing_new (plot, 400, 300, &theme);
      g_assert_cmpuint (drawing_count_at (plot, surface, 0.2, 0.4, 3), >, 6);
      g_assert_cmpuint (drawing_count_at (plot, surface, 0.5, 0.6, 6), ==, 0);
      g_assert_cmpuint (drawing_count_at (plot, surface, 0.8, 0.5, 3), >, 6);
      cairo_surface_destroy (surface);
      read = drawing_read (plot, 0.8, 0.5);
      g_assert_cmpstr (read, ==,
                       kind == INK_WHISKERS_GAP
                           ? NULL
                           : "x 0.8, five runs 0.4 to 0.9");
    }
}

static void
test_odd_data (void)
{
  for (guint kind = 0; kind < DRAWING_N_ODD; kind++)
    for (guint scale = 0; scale < 2; scale++)
      {
        g_autoptr (InkSeries) a = drawing_odd_series (kind);
        g_autoptr (InkSeries) b
            = drawing_odd_series ((kind + 3) % DRAWING_N_ODD);
        g_autoptr (InkPlot) plot = drawing_plot_new (scale);

        ink_plot_add_layer (plot, ink_layer_band_new (a, b, a, &style));
        ink_plot_add_layer (plot, ink_layer_band_new (b, a, NULL, NULL));
        ink_plot_add_layer (
            plot, ink_layer_whiskers_new (a, b, INK_WHISKERS_INTERVAL, NULL));
        ink_plot_add_layer (
            plot, ink_layer_whiskers_new (b, a, INK_WHISKERS_GAP, NULL));
        drawing_at_all_sizes (plot);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/band/area", test_area);
  g_test_add_func ("/plot/band/gaps", test_gaps);
  g_test_add_func ("/plot/band/extremes", test_extremes);
  g_test_add_func ("/plot/band/whiskers", test_whiskers);
  g_test_add_func ("/plot/band/odd-data", test_odd_data);
  return g_test_run ();
}
