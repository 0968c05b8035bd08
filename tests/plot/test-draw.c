/* Drawing: every extreme reaches the pixels, odd data and odd sizes draw
 * without harm, and what cannot be shown is marked. */
#include <cairo.h>
#include <float.h>
#include <glib.h>
#include <math.h>
#include <string.h>

#include "core/base/rng.h"
#include "ui/plot/plot.h"

/* A theme that draws nothing but data. */
static InkTheme
bare_theme (void)
{
  InkTheme theme = *ink_theme_find ("light");

  theme.grid = theme.axis = theme.text = theme.dim = theme.ground;
  return theme;
}

static cairo_surface_t *
draw (InkPlot *plot, int width, int height, const InkTheme *theme)
{
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);

  ink_plot_draw (plot, cr, width, height, theme);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static gboolean
is_inked (cairo_surface_t *surface, int x, int y)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  guint32 pixel;

  memcpy (&pixel,
          data + (gsize) y * cairo_image_surface_get_stride (surface) + x * 4,
          4);
  return (pixel & 0xffffff) != 0xffffff;
}

static guint
count_inked (cairo_surface_t *surface, const cairo_rectangle_t *box)
{
  guint n = 0;

  for (int y = (int) box->y; y < (int) (box->y + box->height); y++)
    for (int x = (int) box->x; x < (int) (box->x + box->width); x++)
      n += is_inked (surface, x, y);
  return n;
}

/* The inked pixels of column @x within the plot's area. */
static gboolean
column_span (cairo_surface_t *surface, const cairo_rectangle_t *area, int x,
             double *top, double *bottom)
{
  gboolean some = FALSE;

  for (int y = (int) area->y - 3; y < (int) (area->y + area->height) + 3; y++)
    if (is_inked (surface, x, y))
      {
        *top = some ? *top : y;
        *bottom = y + 1;
        some = TRUE;
      }
  return some;
}

/* The extremes of the points of the columns @from to @to. */
static InkSeriesRange
range_of_columns (InkPlot *plot, InkSeries *series, double from, double to)
{
  const double height = 120;
  InkSeriesRange range;
  double x0 = 0, x1 = 0, unused;
  cairo_rectangle_t area;

  ink_plot_area (plot, &area);
  from = MAX (from, area.x);
  to = MIN (to, area.x + area.width);
  g_assert_true (ink_plot_to_data (plot, from, height, &x0, &unused));
  g_assert_true (ink_plot_to_data (plot, to, height, &x1, &unused));
  ink_series_range (series, ink_series_search (series, x0),
                    ink_series_search (series, x1), &range);
  return range;
}

static void
check_extremes (InkPlot *plot, InkSeries *series)
{
  InkTheme theme = bare_theme ();
  cairo_surface_t *surface = draw (plot, 600, 300, &theme);
  cairo_rectangle_t area;

  g_assert_true (ink_plot_area (plot, &area));
  for (double x = area.x + 1; x < area.x + area.width - 1; x++)
    {
      InkSeriesRange own = range_of_columns (plot, series, x, x + 1);
      InkSeriesRange near = range_of_columns (plot, series, x - 1, x + 2);
      double top = 0, bottom = 0, high, low, high_near, low_near, unused;

      if (own.min > own.max)
        continue;
      ink_plot_to_pixels (plot, 0, own.max, &unused, &high);
      ink_plot_to_pixels (plot, 0, own.min, &unused, &low);
      ink_plot_to_pixels (plot, 0, near.max, &unused, &high_near);
      ink_plot_to_pixels (plot, 0, near.min, &unused, &low_near);
      g_assert_true (column_span (surface, &area, (int) x, &top, &bottom));
      g_assert_cmpfloat (top, <=, high + 0.5);
      g_assert_cmpfloat (bottom, >=, low - 0.5);
      /* Nor is more drawn than the neighbours' reach and the line's width. */
      g_assert_cmpfloat (top, >=, high_near - 3);
      g_assert_cmpfloat (bottom, <=, low_near + 3);
    }
  cairo_surface_destroy (surface);
}

static void
test_extremes (void)
{
  InkRng rng = ink_rng (7, INK_STREAM_TEST, 0, 0);
  g_autoptr (InkSeries) series = ink_series_new ();
  g_autoptr (InkPlot) plot = ink_plot_new ("");

  for (guint i = 0; i < 300000; i++)
    ink_series_append (series, i,
                       ink_rng_normal (&rng) + (i == 123456 ? 40 : 0)
                           - (i == 200001 ? 30 : 0));
  ink_plot_add_layer (plot, ink_layer_line_new (series, NULL));
  check_extremes (plot, series);
  ink_plot_set_view (plot, INK_AXIS_X, 120000, 140000);
  check_extremes (plot, series);
}

/* A line that is smooth but for one point, which takes the other path. */
static void
test_lone_extreme (void)
{
  g_autoptr (InkSeries) series = ink_series_new ();
  g_autoptr (InkPlot) plot = ink_plot_new ("");
  InkTheme theme = bare_theme ();
  cairo_surface_t *surface;
  double px, py;

  for (guint i = 0; i < 100000; i++)
    ink_series_append (series, i, i == 33333 ? 5 : sin (i * 1e-4));
  ink_plot_add_layer (plot, ink_layer_line_new (series, NULL));
  surface = draw (plot, 600, 300, &theme);
  ink_plot_to_pixels (plot, 33333, 4.9, &px, &py);
  g_assert_true (is_inked (surface, (int) px, (int) py)
                 || is_inked (surface, (int) px + 1, (int) py));
  cairo_surface_destroy (surface);
}

/* Dense here, empty there: the line goes on over the empty columns, in from
 * outside the view and out of it. */
static void
check_bridges (double noise)
{
  InkRng rng = ink_rng (8, INK_STREAM_TEST, 0, 0);
  g_autoptr (InkSeries) series = ink_series_new ();
  g_autoptr (InkPlot) plot = ink_plot_new ("");
  InkTheme theme = bare_theme ();
  cairo_surface_t *surface;
  cairo_rectangle_t area;
  double top, bottom;

  ink_series_append (series, -1e4, 0.5);
  for (guint i = 0; i < 20000; i++)
    ink_series_append (series, (i < 10000 ? i : i + 10000) * 0.001,
                       noise * ink_rng_uniform (&rng));
  ink_series_append (series, 1e4, 0.5);
  ink_plot_add_layer (plot, ink_layer_line_new (series, NULL));
  ink_plot_set_view (plot, INK_AXIS_X, -10, 40);
  ink_plot_set_view (plot, INK_AXIS_Y, -1, 2);
  surface = draw (plot, 600, 300, &theme);
  ink_plot_area (plot, &area);
  for (int x = (int) area.x + 1; x < (int) (area.x + area.width) - 1; x++)
    g_assert_true (column_span (surface, &area, x, &top, &bottom));
  cairo_surface_destroy (surface);
}

static void
test_bridges (void)
{
  check_bridges (1);
  check_bridges (0.001);
}

/* Single finite points among many that are not. */
static void
test_islands (void)
{
  g_autoptr (InkSeries) series = ink_series_new ();
  g_autoptr (InkPlot) plot = ink_plot_new ("");
  InkTheme theme = bare_theme ();
  cairo_surface_t *surface;

  for (guint i = 0; i < 100000; i++)
    ink_series_append (series, i, i % 10000 == 5000 ? 0.5 : NAN);
  ink_plot_add_layer (plot, ink_layer_line_new (series, NULL));
  surface = draw (plot, 600, 300, &theme);
  for (guint i = 5000; i < 100000; i += 10000)
    {
      double px, py;
      cairo_rectangle_t box;

      ink_plot_to_pixels (plot, i, 0.5, &px, &py);
      box = (cairo_rectangle_t) { px - 2, py - 2, 4, 4 };
      g_assert_cmpuint (count_inked (surface, &box), >, 0);
    }
  cairo_surface_destroy (surface);
}

static InkSeries *
odd_series (guint kind)
{
  static const double odd[][4] = {
    { 1, 1, 1, 1 },           { NAN, NAN, NAN, NAN },
    { 1e300, -1e300, 0, 1 },  { INFINITY, -INFINITY, NAN, 1 },
    { 0, 0, 0, 0 },           { -1, -2, -3, -4 },
    { 5e-324, 0, 1e-310, 0 }, { DBL_MAX, -DBL_MAX, DBL_MAX, 1 },
    { 1, 1 + 1e-15, 1, 1 },   { 1e-3, 10, NAN, 1e5 },
  };
  InkSeries *series = ink_series_new ();

  if (kind == G_N_ELEMENTS (odd)) /* empty */
    return series;
  if (kind == G_N_ELEMENTS (odd) + 1)
    {
      ink_series_append (series, 1e300, 3);
      return series;
    }
  if (kind > G_N_ELEMENTS (odd) + 1)
    {
      for (guint i = 0; i < 20000; i++)
        ink_series_append (series, i, odd[kind % G_N_ELEMENTS (odd)][i % 4]);
      return series;
    }
  for (guint i = 0; i < 4; i++)
    ink_series_append (series, i == 3 ? 1e9 : i, odd[kind][i]);
  return series;
}

static void
add_layers (InkPlot *plot, InkSeries *series)
{
  const InkLayerStyle style = { "名前 \xff bad", 13, FALSE, 0 };

  ink_plot_add_layer (plot, ink_layer_line_new (series, &style));
  ink_plot_add_layer (plot, ink_layer_smooth_new (series, 0.9, &style));
  ink_plot_add_layer (plot, ink_layer_points_new (series, "min", &style));
  ink_plot_add_layer (plot, ink_layer_points_new (series, "max", NULL));
  ink_plot_add_layer (plot, ink_layer_reference_new (NAN, -1e300, 1e300,
                                                     INFINITY, &style));
}

static void
poke (InkPlot *plot, double width, double height)
{
  for (double f = -0.1; f < 1.2; f += 0.25)
    {
      g_autoptr (InkReading) at = ink_plot_read_at (plot, f * width,
                                                    f * height);
      g_autoptr (InkReading) next = ink_plot_read_next (plot, at, 1, 0);
      g_autoptr (InkReading) down = ink_plot_read_next (plot, next, 0, 1);
      g_autoptr (InkReading) end = ink_plot_read_next (plot, NULL, 2, 0);

      if (end != NULL)
        g_free (ink_reading_to_text (end));
    }
  ink_plot_zoom_at (plot, width / 2, height / 2, 3);
  ink_plot_pan (plot, 10, 10);
  ink_plot_zoom_to (plot, 0, 0, width, height / 2);
  ink_plot_zoom_at (plot, 0, 0, 0.01);
}

static void
draw_at_all_sizes (InkPlot *plot)
{
  static const int sizes[][2] = { { 1, 1 },    { 16, 16 },  { 16, 300 },
                                  { 300, 16 }, { 120, 90 }, { 480, 300 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint again = 0; again < 2; again++)
      {
        g_autoptr (InkReading) reading = NULL;
        const InkTheme *theme = ink_theme_find (again ? "dark" : "print");
        cairo_surface_t *surface
            = draw (plot, sizes[i][0], sizes[i][1], theme);
        cairo_t *cr = cairo_create (surface);

        reading = ink_plot_read_at (plot, sizes[i][0] * 0.6,
                                    sizes[i][1] * 0.6);
        ink_plot_draw_reading (plot, cr, reading, theme);
        g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
        cairo_destroy (cr);
        cairo_surface_destroy (surface);
        poke (plot, sizes[i][0], sizes[i][1]);
      }
  ink_plot_reset_view (plot);
}

static void
test_odd_data (void)
{
  for (guint kind = 0; kind < 22; kind++)
    for (guint scale = 0; scale < 2; scale++)
      {
        g_autoptr (InkSeries) series = odd_series (kind);
        g_autoptr (InkPlot) plot = ink_plot_new ("Odd \xfe title");
        const InkAxisSpec axis = { "x 标签", "nats", scale, NAN, NAN };

        ink_plot_set_axis (plot, INK_AXIS_X, &axis);
        ink_plot_set_axis (plot, INK_AXIS_Y, &axis);
        add_layers (plot, series);
        draw_at_all_sizes (plot);
      }
}

static void
test_no_size (void)
{
  static const double sizes[][2]
      = { { 0, 0 }, { -5, 10 }, { NAN, 10 }, { 10, 0 }, { 0.5, 0.5 } };
  g_autoptr (InkPlot) plot = ink_plot_new (NULL);
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 8, 8);
  cairo_t *cr = cairo_create (surface);
  cairo_rectangle_t area;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    ink_plot_draw (plot, cr, sizes[i][0], sizes[i][1],
                   ink_theme_find ("light"));
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  g_assert_false (ink_plot_area (plot, &area));
  g_assert_null (ink_plot_read_at (plot, 4, 4));
  g_assert_null (ink_plot_read_next (plot, NULL, 1, 0));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* NaN on the axis, infinity at the top, what is below the view at the foot. */
static void
test_marks (void)
{
  static const double x[] = { 0, 100, 200, 300, 400 };
  static const double y[] = { 0.5, NAN, INFINITY, -7, 0.5 };
  static const gboolean at_top[] = { FALSE, FALSE, TRUE, FALSE };
  g_autoptr (InkSeries) series = ink_series_new_from (x, y, 5);
  g_autoptr (InkPlot) plot = ink_plot_new ("");
  const InkAxisSpec axis = { NULL, NULL, INK_SCALE_LINEAR, 0, 1 };
  InkTheme theme = bare_theme ();
  cairo_surface_t *surface;
  cairo_rectangle_t area;

  ink_plot_set_axis (plot, INK_AXIS_Y, &axis);
  ink_plot_add_layer (plot, ink_layer_line_new (series, NULL));
  surface = draw (plot, 600, 300, &theme);
  ink_plot_area (plot, &area);
  for (guint i = 1; i < 4; i++)
    {
      double px, py;
      cairo_rectangle_t top, foot;

      ink_plot_to_pixels (plot, x[i], 0, &px, &py);
      top = (cairo_rectangle_t) { px - 10, area.y - 2, 20, 12 };
      foot = (cairo_rectangle_t) { px - 10, py - 10, 20, 14 };
      g_assert_cmpuint (
          count_inked (surface, at_top[i] ? &top : &foot), >, 6);
      if (i == 1) /* the line has a gap there */
        g_assert_cmpuint (count_inked (surface, &top), ==, 0);
    }
  cairo_surface_destroy (surface);
}

static void
test_smooth (void)
{
  static const double x[] = { 0, 1, 2, 3, 4 };
  static const double y[] = { 4, NAN, 8, INFINITY, 8 };
  g_autoptr (InkSeries) series = ink_series_new_from (x, y, 5);
  g_autoptr (InkPlot) plot = ink_plot_new ("");
  const InkLayerStyle style = { "smooth", 0, FALSE, 0 };
  g_autoptr (InkReading) reading = NULL;
  const InkTheme *theme = ink_theme_find ("light");
  double px, py;

  ink_plot_add_layer (plot, ink_layer_smooth_new (series, 0.5, &style));
  cairo_surface_destroy (draw (plot, 400, 300, theme));
  /* v: 0, 1/11, 1/6; m: 4, (4 + 80) / 11 = 7.636, 7.636 / 6 + 8 * 5 / 6 */
  ink_plot_to_pixels (plot, 4, 7, &px, &py);
  reading = ink_plot_read_at (plot, px, py);
  g_assert_nonnull (reading);
  g_assert_cmpstr (reading->values->pdata[0], ==, "7.939");
  ink_series_clear (series);
  ink_series_append (series, 0, 3);
  cairo_surface_destroy (draw (plot, 400, 300, theme));
  g_clear_pointer (&reading, ink_reading_free);
  reading = ink_plot_read_next (plot, NULL, 1, 0);
  g_assert_nonnull (reading);
  g_assert_cmpstr (reading->values->pdata[0], ==, "3");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/draw/extremes", test_extremes);
  g_test_add_func ("/plot/draw/lone-extreme", test_lone_extreme);
  g_test_add_func ("/plot/draw/bridges", test_bridges);
  g_test_add_func ("/plot/draw/islands", test_islands);
  g_test_add_func ("/plot/draw/odd-data", test_odd_data);
  g_test_add_func ("/plot/draw/no-size", test_no_size);
  g_test_add_func ("/plot/draw/marks", test_marks);
  g_test_add_func ("/plot/draw/smooth", test_smooth);
  return g_test_run ();
}
