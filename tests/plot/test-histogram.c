/* Histograms: bars, groups, log counts, reading bins, odd bins. */
#include "tests/plot/drawing.h"

static const double edges[] = { 0, 1, 2, 4 };
static const double right[] = { 100, 0, 1000 };
static const double wrong[] = { 1, 5, 10 };

static InkLayer *
group_new (const char *name, const double *sizes, InkHistogramKind kind,
           guint slot)
{
  const InkLayerStyle style = { name, slot, FALSE, 0 };
  const InkHistogram histogram = { .edges = edges,
                                   .sizes = sizes,
                                   .n_bins = 3,
                                   .kind = kind,
                                   .slot = slot,
                                   .n_slots = 2 };

  return ink_layer_histogram_new (&histogram, &style);
}

static InkPlot *
plot_of (InkHistogramKind kind, InkScaleKind scale)
{
  InkPlot *plot = ink_plot_new ("");
  const InkAxisSpec x = { "confidence", NULL, INK_SCALE_LINEAR, NAN, NAN };
  const InkAxisSpec y = { "examples", NULL, scale, NAN, NAN };

  ink_plot_set_axis (plot, INK_AXIS_X, &x);
  ink_plot_set_axis (plot, INK_AXIS_Y, &y);
  ink_plot_add_layer (plot, group_new ("right", right, kind, 0));
  ink_plot_add_layer (plot, group_new ("wrong", wrong, kind, 1));
  return plot;
}

static void
test_linear (void)
{
  g_autoptr (InkPlot) plot = plot_of (INK_HISTOGRAM_OVER, INK_SCALE_LINEAR);
  const InkTheme theme = drawing_bare_theme ();
  cairo_surface_t *surface = drawing_new (plot, 400, 300, &theme);

  g_assert_cmpuint (drawing_count_at (plot, surface, 3, 900, 2), ==, 25);
  g_assert_cmpuint (drawing_count_at (plot, surface, 3, 1100, 2), ==, 0);
  g_assert_cmpuint (drawing_count_at (plot, surface, 0.5, 60, 2), ==, 25);
  g_assert_cmpuint (drawing_count_at (plot, surface, 1.5, 60, 2), ==, 0);
  cairo_surface_destroy (surface);
}

/* A bin of one example is there to see, an empty one is not. */
static void
test_log (void)
{
  g_autoptr (InkPlot) plot = ink_plot_new ("");
  const InkAxisSpec y = { NULL, NULL, INK_SCALE_LOG, NAN, NAN };
  static const double sizes[] = { 1, 0, 10000 };
  const InkTheme theme = drawing_bare_theme ();
  cairo_surface_t *surface;
  cairo_rectangle_t area;
  double foot, unused;

  ink_plot_set_axis (plot, INK_AXIS_Y, &y);
  ink_plot_add_layer (plot, group_new ("all", sizes, INK_HISTOGRAM_OVER, 0));
  surface = drawing_new (plot, 400, 300, &theme);
  ink_plot_area (plot, &area);
  ink_plot_to_pixels (plot, 0, 1, &unused, &foot);
  g_assert_cmpfloat (area.y + area.height - foot, >, 5);
  g_assert_cmpuint (drawing_count_at (plot, surface, 0.5, 0.9, 2), >, 20);
  g_assert_cmpuint (drawing_count_at (plot, surface, 1.5, 0.9, 2), ==, 0);
  g_assert_cmpuint (drawing_count_at (plot, surface, 3, 5000, 2), ==, 25);
  cairo_surface_destroy (surface);
}

static void
test_beside (void)
{
  g_autoptr (InkPlot) plot = plot_of (INK_HISTOGRAM_BESIDE, INK_SCALE_LOG);
  const InkTheme theme = drawing_bare_theme ();
  cairo_surface_t *surface = drawing_new (plot, 400, 300, &theme);

  /* In the last bin the first group is left and high, the second right. */
  g_assert_cmpuint (drawing_count_at (plot, surface, 2.6, 500, 2), ==, 25);
  g_assert_cmpuint (drawing_count_at (plot, surface, 3.4, 500, 2), ==, 0);
  g_assert_cmpuint (drawing_count_at (plot, surface, 3.4, 5, 2), ==, 25);
  cairo_surface_destroy (surface);
}

static void
test_read (void)
{
  g_autoptr (InkPlot) plot = plot_of (INK_HISTOGRAM_OVER, INK_SCALE_LOG);
  g_autofree char *last = NULL;
  g_autofree char *edge = NULL;
  g_autofree char *csv = NULL;
  g_autoptr (InkReading) first = NULL;
  g_autoptr (InkReading) second = NULL;
  g_autoptr (InkReading) end = NULL;
  double px, unused;

  cairo_surface_destroy (
      drawing_new (plot, 400, 300, ink_theme_find ("light")));
  last = drawing_read (plot, 2.1, 500);
  edge = drawing_read (plot, 1, 2);
  g_assert_cmpstr (last, ==, "confidence 2 to 4, right 1000, wrong 10");
  g_assert_cmpstr (edge, ==, "confidence 1 to 2, right 0, wrong 5");
  first = ink_plot_read_next (plot, NULL, 1, 0);
  g_assert_cmpstr (first->heading, ==, "confidence 0 to 1");
  ink_plot_to_pixels (plot, 0.5, 100, &px, &unused);
  g_assert_cmpfloat (fabs (first->px - px), <, 1);
  second = ink_plot_read_next (plot, first, 1, 0);
  g_assert_cmpstr (second->heading, ==, "confidence 1 to 2");
  end = ink_plot_read_next (plot, NULL, 2, 0);
  g_assert_cmpstr (end->heading, ==, "confidence 2 to 4");
  csv = drawing_csv (plot);
  g_assert_nonnull (strstr (csv, "series,from,to,value\nright,0,1,100\n"));
}

/* What is behind other marks says nothing, nor a place beside the bins. */
static void
test_behind (void)
{
  g_autoptr (InkPlot) plot = plot_of (INK_HISTOGRAM_BEHIND, INK_SCALE_LINEAR);
  const InkTheme theme = drawing_bare_theme ();
  cairo_surface_t *surface = drawing_new (plot, 400, 300, &theme);

  g_assert_cmpuint (drawing_count_at (plot, surface, 3, 500, 2), ==, 25);
  g_assert_null (drawing_read (plot, 3, 500));
  g_assert_null (ink_plot_read_next (plot, NULL, 1, 0));
  cairo_surface_destroy (surface);
}

/* Of many bins to a pixel, the highest is drawn. */
static void
test_narrow (void)
{
  const guint n = 100000;
  g_autofree double *ends = g_new (double, n + 1);
  g_autofree double *sizes = g_new (double, n);
  const InkHistogram histogram
      = { .edges = ends, .sizes = sizes, .n_bins = n };
  g_autoptr (InkPlot) plot = ink_plot_new ("");
  const InkTheme theme = drawing_bare_theme ();
  cairo_surface_t *surface;

  for (guint i = 0; i <= n; i++)
    ends[i] = i;
  for (guint i = 0; i < n; i++)
    sizes[i] = i == 44444 ? 50 : i % 3;
  ink_plot_add_layer (plot, ink_layer_histogram_new (&histogram, NULL));
  surface = drawing_new (plot, 600, 300, &theme);
  for (double y = 10; y < 50; y += 10)
    g_assert_cmpuint (drawing_count_at (plot, surface, 44444.5, y, 1), >, 0);
  g_assert_cmpuint (drawing_count_at (plot, surface, 44444.5, 55, 3), ==, 0);
  g_assert_cmpuint (drawing_count_at (plot, surface, 80000, 10, 3), ==, 0);
  cairo_surface_destroy (surface);
}

static void
test_marks (void)
{
  static const double sizes[] = { NAN, 0, INFINITY };
  g_autoptr (InkPlot) plot = ink_plot_new ("");
  const InkAxisSpec y = { NULL, NULL, INK_SCALE_LINEAR, 0, 10 };
  const InkTheme theme = drawing_bare_theme ();
  cairo_surface_t *surface;

  ink_plot_set_axis (plot, INK_AXIS_Y, &y);
  ink_plot_add_layer (plot, group_new (NULL, sizes, INK_HISTOGRAM_OVER, 0));
  surface = drawing_new (plot, 400, 300, &theme);
  g_assert_cmpuint (drawing_count_at (plot, surface, 0.5, 0, 8), >, 6);
  g_assert_cmpuint (drawing_count_at (plot, surface, 0.5, 5, 8), ==, 0);
  g_assert_cmpuint (drawing_count_at (plot, surface, 3, 10, 12), >, 6);
  cairo_surface_destroy (surface);
}

static void
add_odd_groups (InkPlot *plot, const double *ends, const double *sizes,
                guint n_bins)
{
  const InkLayerStyle style = { "名前 \xff bad", 13, FALSE, 0 };

  for (guint kind = INK_HISTOGRAM_OVER; kind <= INK_HISTOGRAM_BEHIND; kind++)
    {
      const InkHistogram histogram = { .edges = ends,
                                       .sizes = sizes,
                                       .n_bins = n_bins,
                                       .kind = kind,
                                       .slot = 7,
                                       .n_slots = kind };

      ink_plot_add_layer (plot, ink_layer_histogram_new (&histogram, &style));
    }
}

static void
test_odd_data (void)
{
  static const double odd[][5] = {
    { 0, 1, 2, 3, 4 },         { 0, 0, 0, 0, 0 },
    { 4, 3, 2, 1, 0 },         { NAN, NAN, NAN, NAN, NAN },
    { -1e300, -1, 0, 1, 1e300 }, { 0, 1e-300, 1, INFINITY, 5 },
    { 1e-300, 1e-299, 1, 10, 1e300 }, { -5, -4, -3, -2, -1 },
  };

  for (guint e = 0; e < G_N_ELEMENTS (odd); e++)
    for (guint s = 0; s < G_N_ELEMENTS (odd); s++)
      for (guint scale = 0; scale < 2; scale++)
        {
          g_autoptr (InkPlot) plot = drawing_plot_new (scale);

          add_odd_groups (plot, odd[e], odd[s], s % 5);
          drawing_at_all_sizes (plot);
        }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/histogram/linear", test_linear);
  g_test_add_func ("/plot/histogram/log", test_log);
  g_test_add_func ("/plot/histogram/beside", test_beside);
  g_test_add_func ("/plot/histogram/read", test_read);
  g_test_add_func ("/plot/histogram/behind", test_behind);
  g_test_add_func ("/plot/histogram/narrow", test_narrow);
  g_test_add_func ("/plot/histogram/marks", test_marks);
  g_test_add_func ("/plot/histogram/odd-data", test_odd_data);
  return g_test_run ();
}
