/* Staircases: which way they go, that no extreme vanishes, gaps and marks. */
#include "core/base/rng.h"
#include "tests/plot/drawing.h"

static InkPlot *
plot_of (InkSeries *series, InkStepsWhere where, gboolean dotted)
{
  InkPlot *plot = ink_plot_new ("");
  InkLayer *layer = ink_layer_steps_new (series, where, NULL);

  ink_layer_set_dotted (layer, dotted);
  ink_plot_add_layer (plot, layer);
  return plot;
}

static void
check_where (InkStepsWhere where, double held)
{
  static const double x[] = { 0, 1, 2 };
  static const double y[] = { 0, 1, 0.5 };
  g_autoptr (InkSeries) series = ink_series_new_from (x, y, 3);
  g_autoptr (InkPlot) plot = plot_of (series, where, FALSE);
  const InkTheme theme = drawing_bare_theme ();
  cairo_surface_t *surface = drawing_new (plot, 400, 300, &theme);

  g_assert_cmpuint (drawing_count_at (plot, surface, 0.5, held, 2), >, 5);
  g_assert_cmpuint (drawing_count_at (plot, surface, 0.5, 1 - held, 2), ==, 0);
  /* No slope from one to the next, but an upright at one of them. */
  g_assert_cmpuint (drawing_count_at (plot, surface, 0.5, 0.5, 4), ==, 0);
  g_assert_cmpuint (
      drawing_count_at (plot, surface, where == INK_STEPS_POST ? 1 : 0, 0.5, 2),
      >, 5);
  cairo_surface_destroy (surface);
}

static void
test_where (void)
{
  check_where (INK_STEPS_POST, 0);
  check_where (INK_STEPS_PRE, 1);
}

/* The lowest and highest y that hold anywhere between two pixels. */
static InkSeriesRange
range_between (InkPlot *plot, const InkSeries *series, InkStepsWhere where,
               double from, double to)
{
  InkSeriesRange range;
  double x0 = 0, x1 = 0, unused;
  cairo_rectangle_t area;
  gsize first, end;

  ink_plot_area (plot, &area);
  from = MAX (from, area.x);
  to = MIN (to, area.x + area.width);
  g_assert_true (ink_plot_to_data (plot, from, 150, &x0, &unused));
  g_assert_true (ink_plot_to_data (plot, to, 150, &x1, &unused));
  first = ink_series_search (series, x0);
  end = ink_series_search (series, x1);
  if (where == INK_STEPS_POST && first > 0)
    first--;
  if (where == INK_STEPS_PRE)
    end++;
  ink_series_range (series, first, end, &range);
  return range;
}

static void
check_columns (InkSeries *series, InkStepsWhere where, InkPlot *plot)
{
  const InkTheme theme = drawing_bare_theme ();
  cairo_surface_t *surface = drawing_new (plot, 600, 300, &theme);
  cairo_rectangle_t area;

  g_assert_true (ink_plot_area (plot, &area));
  for (double x = area.x + 1; x < area.x + area.width - 2; x++)
    {
      InkSeriesRange own = range_between (plot, series, where, x, x + 1);
      InkSeriesRange near = range_between (plot, series, where, x - 1, x + 2);
      double top = 0, bottom = 0, high, low, unused;

      g_assert_true (
          drawing_column_span (surface, &area, (int) x, &top, &bottom));
      ink_plot_to_pixels (plot, 0, own.max, &unused, &high);
      ink_plot_to_pixels (plot, 0, own.min, &unused, &low);
      g_assert_cmpfloat (top, <=, high + 0.5);
      g_assert_cmpfloat (bottom, >=, low - 0.5);
      /* Nor is more drawn than the neighbours' reach and the line's width. */
      ink_plot_to_pixels (plot, 0, near.max, &unused, &high);
      ink_plot_to_pixels (plot, 0, near.min, &unused, &low);
      g_assert_cmpfloat (top, >=, high - 3);
      g_assert_cmpfloat (bottom, <=, low + 3);
    }
  cairo_surface_destroy (surface);
}

/* Noise with two far outliers, whole and zoomed into. */
static void
test_extremes (void)
{
  InkRng rng = ink_rng (7, INK_STREAM_TEST, 1, 0);
  g_autoptr (InkSeries) series = ink_series_new ();

  for (guint i = 0; i < 1000000; i++)
    ink_series_append (series, i,
                       ink_rng_normal (&rng) + (i == 123456 ? 40 : 0)
                           - (i == 700001 ? 30 : 0));
  for (guint where = INK_STEPS_POST; where <= INK_STEPS_PRE; where++)
    {
      g_autoptr (InkPlot) plot = plot_of (series, where, FALSE);

      check_columns (series, where, plot);
      ink_plot_set_view (plot, INK_AXIS_X, 120000, 140000);
      check_columns (series, where, plot);
    }
}

/* Dense here, empty there: what holds goes on over the empty columns, in from
 * outside the view and out of it. */
static void
test_bridges (void)
{
  g_autoptr (InkSeries) series = ink_series_new ();

  ink_series_append (series, -1e4, 0.5);
  for (guint i = 0; i < 20000; i++)
    ink_series_append (series, (i < 10000 ? i : i + 10000) * 0.001,
                       0.01 * (i % 7));
  ink_series_append (series, 1e4, 0.5);
  for (guint k = 0; k < 4; k++)
    {
      const InkStepsWhere where = k % 2;
      g_autoptr (InkPlot) plot = plot_of (series, where, FALSE);

      ink_plot_set_view (plot, INK_AXIS_X, -10, 40);
      ink_plot_set_view (plot, INK_AXIS_Y, -1, 2);
      check_columns (series, where, plot);
    }
}

/* Dotted, an extreme is still there; where points are few it is a staircase. */
static void
test_dotted (void)
{
  g_autoptr (InkSeries) series = ink_series_new ();
  g_autoptr (InkPlot) plot = NULL;
  const InkTheme theme = drawing_bare_theme ();
  cairo_surface_t *surface;

  for (guint i = 0; i < 100000; i++)
    ink_series_append (series, i, i == 33333 ? 5 : 0);
  ink_series_append (series, 300000, 5);
  plot = plot_of (series, INK_STEPS_POST, TRUE);
  surface = drawing_new (plot, 600, 300, &theme);
  g_assert_cmpuint (drawing_count_at (plot, surface, 33333, 2.5, 12), >, 10);
  g_assert_cmpuint (drawing_count_at (plot, surface, 200000, 0, 5), >, 5);
  g_assert_cmpuint (drawing_count_at (plot, surface, 200000, 2.5, 5), ==, 0);
  cairo_surface_destroy (surface);
}

/* What is not finite leaves a gap as long as it holds, and a mark. */
static void
test_gaps (void)
{
  static const double x[] = { 0, 100, 200, 300, 400 };
  static const double y[] = { 0.5, NAN, INFINITY, -7, 0.5 };
  g_autoptr (InkSeries) series = ink_series_new_from (x, y, 5);
  const InkAxisSpec axis = { NULL, NULL, INK_SCALE_LINEAR, 0, 1 };
  const InkTheme theme = drawing_bare_theme ();

  for (guint where = INK_STEPS_POST; where <= INK_STEPS_PRE; where++)
    {
      g_autoptr (InkPlot) plot = plot_of (series, where, FALSE);
      cairo_surface_t *surface;
      const double step = where == INK_STEPS_POST ? 0 : -100;

      ink_plot_set_axis (plot, INK_AXIS_Y, &axis);
      surface = drawing_new (plot, 600, 300, &theme);
      g_assert_cmpuint (
          drawing_count_at (plot, surface, 150 + step, 0.5, 6), ==, 0);
      g_assert_cmpuint (drawing_count_at (plot, surface, 100, 0, 8), >, 6);
      g_assert_cmpuint (drawing_count_at (plot, surface, 200, 1, 12), >, 6);
      g_assert_cmpuint (drawing_count_at (plot, surface, 300, 0, 12), >, 6);
      cairo_surface_destroy (surface);
    }
}

static void
test_odd_data (void)
{
  const InkLayerStyle style = { "名前 \xff bad", 13, FALSE, 0 };

  for (guint kind = 0; kind < DRAWING_N_ODD; kind++)
    for (guint scale = 0; scale < 2; scale++)
      {
        g_autoptr (InkSeries) series = drawing_odd_series (kind);
        g_autoptr (InkPlot) plot = drawing_plot_new (scale);
        InkLayer *dots
            = ink_layer_steps_new (series, INK_STEPS_PRE, &style);

        ink_layer_set_dotted (dots, TRUE);
        ink_plot_add_layer (
            plot, ink_layer_steps_new (series, INK_STEPS_POST, &style));
        ink_plot_add_layer (plot, dots);
        drawing_at_all_sizes (plot);
      }
}

/* A point tells what goes with it, and the table has what was given. */
static void
test_read (void)
{
  static const double x[] = { 0, 0.5, 1 };
  static const double y[] = { 1, 0.75, 0.5 };
  static const double thresholds[] = { NAN, 0.9, 0.1 };
  const InkLayerStyle style = { "spam", 0, FALSE, 0 };
  g_autoptr (InkSeries) series = ink_series_new_from (x, y, 3);
  g_autoptr (InkPlot) plot = ink_plot_new ("");
  InkLayer *layer = ink_layer_steps_new (series, INK_STEPS_PRE, &style);
  const InkAxisSpec axis = { "recall", NULL, INK_SCALE_LINEAR, 0, 1 };
  g_autofree char *middle = NULL;
  g_autofree char *start = NULL;
  g_autofree char *csv = NULL;

  ink_layer_set_note (layer, "threshold", thresholds, 3);
  ink_plot_add_layer (plot, layer);
  ink_plot_set_axis (plot, INK_AXIS_X, &axis);
  cairo_surface_destroy (
      drawing_new (plot, 400, 300, ink_theme_find ("light")));
  middle = drawing_read (plot, 0.5, 0.75);
  start = drawing_read (plot, 0, 0.75);
  g_assert_cmpstr (middle, ==, "recall 0.5, spam 0.75, threshold 0.9");
  g_assert_cmpstr (start, ==, "recall 0, spam 1");
  csv = drawing_csv (plot);
  g_assert_cmpstr (csv, ==,
                   "series,x,y\nspam,0,1\nspam,0.5,0.75\nspam,1,0.5\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/steps/where", test_where);
  g_test_add_func ("/plot/steps/extremes", test_extremes);
  g_test_add_func ("/plot/steps/bridges", test_bridges);
  g_test_add_func ("/plot/steps/dotted", test_dotted);
  g_test_add_func ("/plot/steps/gaps", test_gaps);
  g_test_add_func ("/plot/steps/odd-data", test_odd_data);
  g_test_add_func ("/plot/steps/read", test_read);
  return g_test_run ();
}
