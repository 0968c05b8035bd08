/* What can be opened: which mark is under a pixel, of every kind of layer, and
 * which the keyboard goes to. */
#include "tests/plot/drawing.h"

#define WIDTH 600
#define HEIGHT 400

/* Takes @layer. */
static void
add (InkPlot *plot, InkLayer *layer, int tag)
{
  ink_layer_set_tag (layer, tag);
  ink_plot_add_layer (plot, layer);
}

static InkPlot *
square_new (double x_high, double y_high)
{
  const InkAxisSpec x = { "x", NULL, INK_SCALE_LINEAR, 0, x_high };
  const InkAxisSpec y = { "y", NULL, INK_SCALE_LINEAR, 0, y_high };
  InkPlot *plot = ink_plot_new ("Open");

  ink_plot_set_axis (plot, INK_AXIS_X, &x);
  ink_plot_set_axis (plot, INK_AXIS_Y, &y);
  return plot;
}

static void
draw (InkPlot *plot)
{
  cairo_surface_destroy (
      drawing_new (plot, WIDTH, HEIGHT, ink_theme_find ("light")));
}

static gboolean
mark_at (InkPlot *plot, double x, double y, double dx, double dy,
         InkMark *mark)
{
  double px, py;

  ink_plot_to_pixels (plot, x, y, &px, &py);
  return ink_plot_mark_at (plot, px + dx, py + dy, mark);
}

static const double curve_x[] = { 0, 0, 4, 10 };
static const double curve_y[] = { 0, 6, 8, 10 };

static InkLayer *
curve_new (const char *name)
{
  static const double notes[] = { NAN, 0.9, 0.5, 0.1 };
  const InkLayerStyle style = { name, 0, FALSE, 0 };
  g_autoptr (InkSeries) series = ink_series_new_from (curve_x, curve_y, 4);
  InkLayer *layer = ink_layer_line_new (series, &style);

  ink_layer_set_note (layer, "threshold", notes, 4);
  return layer;
}

/* Points and the line between them; a few pixels off are no matter. */
static void
test_line (void)
{
  g_autoptr (InkPlot) plot = square_new (10, 10);
  InkMark mark;

  add (plot, curve_new ("curve"), 3);
  draw (plot);
  g_assert_true (mark_at (plot, 4, 8, 3, 3, &mark));
  g_assert_cmpuint (mark.index, ==, 2);
  g_assert_cmpint (mark.tag, ==, 3);
  g_assert_cmpfloat (mark.note, ==, 0.5);
  g_assert_cmpfloat (mark.x, ==, 4);
  g_assert_cmpfloat (mark.y, ==, 8);
  g_assert_true (mark_at (plot, 6, 8 + 2.0 / 3, 0, 0, &mark));
  g_assert_cmpuint (mark.index, ==, 2);
  g_assert_true (mark_at (plot, 8, 8 + 4.0 / 3, 0, 4, &mark));
  g_assert_cmpuint (mark.index, ==, 3);
  g_assert_true (mark_at (plot, 0, 5, 3, 0, &mark)); /* its upright */
  g_assert_cmpuint (mark.index, ==, 1);
  g_assert_true (mark_at (plot, 0, 1, 3, 0, &mark));
  g_assert_cmpuint (mark.index, ==, 0);
  g_assert_true (isnan (mark.note));
  g_assert_false (mark_at (plot, 4, 8, 0, 20, &mark));
  g_assert_false (mark_at (plot, 0, 5, -20, 0, &mark)); /* not in the area */
}

/* Zoomed between two points, the line still opens one of them. */
static void
test_zoomed (void)
{
  g_autoptr (InkPlot) plot = square_new (10, 10);
  g_autoptr (InkReading) reading = NULL;
  double px, py;
  InkMark mark;

  add (plot, curve_new ("curve"), 0);
  ink_plot_set_view (plot, INK_AXIS_X, 5, 6);
  draw (plot);
  g_assert_true (mark_at (plot, 5.5, 8.5, 0, 0, &mark));
  g_assert_cmpuint (mark.index, ==, 2);
  ink_plot_to_pixels (plot, 5.5, 8.5, &px, &py);
  reading = ink_plot_read_at (plot, px, py);
  g_assert_nonnull (reading);
  g_assert_true (reading->has_mark);
}

/* A level is of the point that has its y. */
static void
test_steps (void)
{
  static const double levels[] = { 5, 6, 8, 10 };
  static const double at[] = { 0, 2, 4, 10 };
  const InkLayerStyle style = { "steps", 0, FALSE, 0 };
  g_autoptr (InkSeries) series = ink_series_new_from (at, levels, 4);

  for (guint pre = 0; pre < 2; pre++)
    {
      g_autoptr (InkPlot) plot = square_new (10, 12);
      InkMark mark;

      add (plot,
           ink_layer_steps_new (series, pre ? INK_STEPS_PRE : INK_STEPS_POST,
                                &style),
           0);
      draw (plot);
      g_assert_true (mark_at (plot, 9, pre ? 10 : 8, 0, 2, &mark));
      g_assert_cmpuint (mark.index, ==, pre ? 3 : 2);
      g_assert_true (mark_at (plot, 5, pre ? 10 : 8, 0, 2, &mark));
      g_assert_cmpuint (mark.index, ==, pre ? 3 : 2);
      g_assert_false (mark_at (plot, 7, pre ? 8 : 10, 0, 0, &mark));
      g_assert_true (mark_at (plot, 2, 5.9, 0, 0, &mark));
      g_assert_cmpuint (mark.index, ==, 1);
    }
}

/* Of points the line between them is nothing; whiskers are of their point. */
static void
test_points (void)
{
  static const double x[] = { 2, 8 };
  static const double low[] = { 1, 2 };
  static const double y[] = { 3, 5 };
  static const double high[] = { 6, 9 };
  const InkLayerStyle style = { "points", 0, FALSE, 0 };
  g_autoptr (InkSeries) points = ink_series_new_from (x, y, 2);
  g_autoptr (InkSeries) lows = ink_series_new_from (x, low, 2);
  g_autoptr (InkSeries) highs = ink_series_new_from (x, high, 2);
  g_autoptr (InkPlot) plot = square_new (10, 10);
  InkMark mark;

  add (plot, ink_layer_points_new (points, NULL, &style), 1);
  add (plot,
       ink_layer_whiskers_new (lows, highs, INK_WHISKERS_INTERVAL, NULL), 2);
  draw (plot);
  g_assert_false (mark_at (plot, 5, 4, 0, 0, &mark));
  g_assert_true (mark_at (plot, 8, 5, 0, 0, &mark));
  g_assert_cmpuint (mark.index, ==, 1);
  g_assert_true (mark_at (plot, 8, 8, 4, 0, &mark));
  g_assert_cmpint (mark.tag, ==, 2);
  g_assert_cmpuint (mark.index, ==, 1);
  g_assert_false (mark_at (plot, 8, 9.5, 0, 0, &mark));
}

static const double edges[] = { 0, 1, 2, 3 };
static const double many[] = { 10, 4, 0 };
static const double few[] = { 2, 8, 0 };

static InkLayer *
histogram_new (const char *name, const double *sizes)
{
  const InkHistogram histogram = { .edges = edges,
                                   .sizes = sizes,
                                   .n_bins = 3,
                                   .kind = INK_HISTOGRAM_OVER };
  const InkLayerStyle style = { name, 0, FALSE, 0 };

  return ink_layer_histogram_new (&histogram, &style);
}

static InkPlot *
histograms_new (void)
{
  InkPlot *plot = square_new (3, 12);

  add (plot, histogram_new ("many", many), 1);
  add (plot, histogram_new ("few", few), 0);
  draw (plot);
  return plot;
}

/* The lower of two bars can be reached where the higher covers it; an empty
 * bin has nothing to open. */
static void
test_histogram (void)
{
  g_autoptr (InkPlot) plot = histograms_new ();
  InkMark mark;

  g_assert_true (mark_at (plot, 0.5, 6, 0, 0, &mark));
  g_assert_cmpint (mark.tag, ==, 1);
  g_assert_cmpuint (mark.index, ==, 0);
  g_assert_true (mark_at (plot, 0.5, 1, 0, 0, &mark));
  g_assert_cmpint (mark.tag, ==, 0);
  g_assert_true (mark_at (plot, 1.5, 1, 0, 0, &mark));
  g_assert_cmpint (mark.tag, ==, 1);
  g_assert_cmpuint (mark.index, ==, 1);
  g_assert_true (mark_at (plot, 1.5, 6, 0, 0, &mark));
  g_assert_cmpint (mark.tag, ==, 0);
  g_assert_true (mark_at (plot, 0.5, 10, 0, -5, &mark)); /* just above */
  g_assert_false (mark_at (plot, 0.5, 11.5, 0, 0, &mark));
  g_assert_false (mark_at (plot, 2.5, 0.5, 0, 0, &mark));
}

static InkPlot *
bars_new (void)
{
  static const double first[] = { 0.5, 0.9 };
  static const double second[] = { 0.0, NAN };
  static const char *const labels[] = { "cat", "dog", NULL };
  InkPlot *plot = ink_plot_new ("Bars");

  for (guint i = 0; i < 2; i++)
    {
      const InkLayerStyle style = { i == 0 ? "first" : "second", i, FALSE, 0 };
      InkLayer *layer
          = ink_layer_bars_new (i == 0 ? first : second, labels, &style);

      ink_layer_bars_set_slot (layer, i, 2);
      add (plot, layer, (int) i);
    }
  draw (plot);
  return plot;
}

/* Also a bar without length. */
static void
test_bars (void)
{
  g_autoptr (InkPlot) plot = bars_new ();
  InkMark mark;

  g_assert_true (mark_at (plot, 0.2, 0.3, 0, 0, &mark));
  g_assert_cmpint (mark.tag, ==, 0);
  g_assert_cmpuint (mark.index, ==, 0);
  g_assert_true (mark_at (plot, 0.2, 1.7, 0, 0, &mark));
  g_assert_cmpint (mark.tag, ==, 1);
  g_assert_cmpuint (mark.index, ==, 1);
}

/* Without a tag, or hidden, there is nothing to open. */
static void
test_none (void)
{
  g_autoptr (InkPlot) plot = square_new (10, 10);
  InkMark mark;

  ink_plot_add_layer (plot, curve_new ("curve"));
  g_assert_false (ink_plot_mark_at (plot, 100, 100, &mark)); /* not drawn */
  draw (plot);
  g_assert_false (mark_at (plot, 4, 8, 0, 0, &mark));
  add (plot, curve_new ("again"), 1);
  draw (plot);
  g_assert_true (mark_at (plot, 4, 8, 0, 0, &mark));
  g_assert_cmpuint (mark.layer, ==, 1);
  ink_plot_show_entry (plot, 1, FALSE);
  g_assert_false (mark_at (plot, 4, 8, 0, 0, &mark));
}

/* Takes @reading and gives the next. */
static InkReading *
next (InkPlot *plot, InkReading *reading, int dx, int dy)
{
  InkReading *found = ink_plot_read_next (plot, reading, dx, dy);

  ink_reading_free (reading);
  return found;
}

static void
assert_mark (const InkReading *reading, int tag, guint index)
{
  g_assert_nonnull (reading);
  g_assert_true (reading->has_mark);
  g_assert_cmpint (reading->mark.tag, ==, tag);
  g_assert_cmpuint (reading->mark.index, ==, index);
  g_assert_cmpfloat_with_epsilon (reading->py, reading->mark.py, 1);
}

/* Along x from bin to bin, up and down between the groups of one. */
static void
test_keys_histogram (void)
{
  g_autoptr (InkPlot) plot = histograms_new ();
  InkReading *reading = next (plot, NULL, 1, 0);
  g_autoptr (InkReading) beyond = NULL;

  assert_mark (reading, 1, 0);
  reading = next (plot, reading, 0, 1);
  assert_mark (reading, 0, 0);
  beyond = ink_plot_read_next (plot, reading, 0, 1);
  g_assert_null (beyond);
  reading = next (plot, reading, 0, -1);
  assert_mark (reading, 1, 0);
  reading = next (plot, reading, 1, 0);
  g_assert_cmpuint (reading->mark.index, ==, 1);
  ink_reading_free (reading);
}

/* Down and up from row to row, along from bar to bar. */
static void
test_keys_bars (void)
{
  g_autoptr (InkPlot) plot = bars_new ();
  InkReading *reading = next (plot, NULL, 1, 0);
  g_autoptr (InkReading) beyond = NULL;

  assert_mark (reading, 0, 0);
  g_assert_cmpstr (reading->heading, ==, "cat");
  reading = next (plot, reading, 1, 0);
  assert_mark (reading, 1, 0);
  beyond = ink_plot_read_next (plot, reading, 1, 0);
  g_assert_null (beyond);
  reading = next (plot, reading, 0, 1);
  assert_mark (reading, 1, 1);
  g_assert_cmpstr (reading->heading, ==, "dog");
  reading = next (plot, reading, -1, 0);
  assert_mark (reading, 0, 1);
  ink_reading_free (reading);
}

/* Two curves through one point: both can be reached. */
static void
test_keys_curves (void)
{
  g_autoptr (InkPlot) plot = square_new (10, 10);
  InkReading *reading;

  add (plot, curve_new ("a"), 0);
  add (plot, curve_new ("b"), 1);
  draw (plot);
  reading = next (plot, NULL, 2, 0);
  assert_mark (reading, 1, 3);
  reading = next (plot, reading, 0, 1);
  assert_mark (reading, 0, 3);
  reading = next (plot, reading, 0, -1);
  assert_mark (reading, 1, 3);
  ink_reading_free (reading);
}

/* Where the cursor is at a point of what cannot be opened, the nearest that can
 * is. */
static void
test_keys_between (void)
{
  static const double x[] = { 1, 9 };
  static const double y[] = { 1, 9 };
  const InkLayerStyle style = { "average", 0, FALSE, 0 };
  g_autoptr (InkSeries) series = ink_series_new_from (x, y, 2);
  g_autoptr (InkPlot) plot = square_new (10, 10);
  InkReading *reading;

  add (plot, curve_new ("a"), 4);
  ink_plot_add_layer (plot, ink_layer_line_new (series, &style));
  draw (plot);
  reading = next (plot, NULL, 2, 0);
  g_assert_cmpuint (reading->mark.index, ==, 3);
  reading = next (plot, reading, -1, 0);
  g_assert_cmpstr (reading->heading, ==, "x 9");
  g_assert_true (reading->has_mark);
  g_assert_cmpint (reading->mark.tag, ==, 4);
  g_assert_cmpuint (reading->mark.index, ==, 3);
  reading = next (plot, reading, -2, 0);
  reading = next (plot, reading, 1, 0);
  g_assert_cmpstr (reading->heading, ==, "x 1");
  g_assert_cmpuint (reading->mark.index, <, 2);
  ink_reading_free (reading);
}

/* A point in view is filled, one beyond the edge is hollow. */
static void
test_point (void)
{
  const InkTheme *theme = ink_theme_find ("light");

  for (guint inside = 0; inside < 2; inside++)
    {
      cairo_surface_t *surface
          = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 40, 40);
      cairo_t *cr = cairo_create (surface);

      cairo_set_source_rgb (cr, 1, 1, 1);
      cairo_paint (cr);
      ink_plot_draw_point (cr, theme, 20, 20, 0, inside != 0);
      cairo_destroy (cr);
      cairo_surface_flush (surface);
      g_assert_cmpint (drawing_is_inked (surface, 20, 20), ==, inside);
      g_assert_true (drawing_is_inked (surface, 20, inside ? 14 : 15));
      g_assert_false (drawing_is_inked (surface, 20, 5));
      cairo_surface_destroy (surface);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/open/line", test_line);
  g_test_add_func ("/plot/open/zoomed", test_zoomed);
  g_test_add_func ("/plot/open/steps", test_steps);
  g_test_add_func ("/plot/open/points", test_points);
  g_test_add_func ("/plot/open/histogram", test_histogram);
  g_test_add_func ("/plot/open/bars", test_bars);
  g_test_add_func ("/plot/open/none", test_none);
  g_test_add_func ("/plot/open/keys-histogram", test_keys_histogram);
  g_test_add_func ("/plot/open/keys-bars", test_keys_bars);
  g_test_add_func ("/plot/open/keys-curves", test_keys_curves);
  g_test_add_func ("/plot/open/keys-between", test_keys_between);
  g_test_add_func ("/plot/open/point", test_point);
  return g_test_run ();
}
