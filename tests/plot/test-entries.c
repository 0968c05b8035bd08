/* The legend's entries as switches, the view that follows, and the data in
 * view as text. */
#include <cairo.h>
#include <glib.h>
#include <math.h>
#include <string.h>

#include "ui/plot/layer-private.h"
#include "ui/plot/plot-export.h"
#include "ui/plot/plot-private.h"

#define WIDTH 800
#define HEIGHT 400

typedef struct
{
  InkPlot *plot;
  InkSeries *low, *high;
} Fixture;

static void
draw (InkPlot *plot)
{
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  ink_plot_draw (plot, cr, WIDTH, HEIGHT, ink_theme_find ("light"));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* "low" from 1 to 2, "high" from 100 to 110, both from x = 0 to 10. */
static void
set_up (Fixture *f, gconstpointer data)
{
  const InkLayerStyle low = { "low", 0, FALSE, 0 };
  const InkLayerStyle high = { "high", 1, FALSE, 0 };
  const InkLayerStyle chance = { "chance", 2, FALSE, 0 };

  f->plot = ink_plot_new ("Two");
  f->low = ink_series_new ();
  f->high = ink_series_new ();
  for (guint i = 0; i <= 10; i++)
    {
      ink_series_append (f->low, i, 1 + i / 10.0);
      ink_series_append (f->high, i, i == 5 ? NAN : 100 + i);
    }
  ink_plot_add_layer (f->plot, ink_layer_line_new (f->low, &low));
  ink_plot_add_layer (f->plot, ink_layer_line_new (f->high, &high));
  ink_plot_add_layer (f->plot,
                      ink_layer_reference_new (0, 0, 1, 1, &chance));
  draw (f->plot);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ink_plot_unref (f->plot);
  ink_series_unref (f->low);
  ink_series_unref (f->high);
}

static double
top (Fixture *f)
{
  cairo_rectangle_t area;
  double x, y;

  draw (f->plot);
  g_assert_true (ink_plot_area (f->plot, &area));
  g_assert_true (ink_plot_to_data (f->plot, area.x, area.y, &x, &y));
  return y;
}

static void
test_hit (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (ink_plot_n_entries (f->plot), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      cairo_rectangle_t box;

      g_assert_true (ink_plot_entry_box (f->plot, i, &box));
      g_assert_cmpfloat (box.width, >, 15);
      g_assert_cmpfloat (box.x + box.width, <=, WIDTH);
      g_assert_cmpint (ink_plot_entry_at (f->plot, box.x + 1, box.y + 1), ==,
                       (int) i);
      g_assert_cmpint (ink_plot_entry_at (f->plot, box.x + box.width / 2,
                                          box.y + box.height - 1),
                       ==, (int) i);
      g_assert_cmpint (ink_plot_entry_at (f->plot, box.x - 3, box.y + 1), !=,
                       (int) i);
    }
  g_assert_cmpint (ink_plot_entry_at (f->plot, WIDTH / 2, HEIGHT / 2), ==, -1);
  g_assert_cmpstr (ink_plot_entry_name (f->plot, 1), ==, "high");
}

static void
test_hide (Fixture *f, gconstpointer data)
{
  g_autoptr (InkReading) both = NULL;
  g_autoptr (InkReading) one = NULL;
  cairo_rectangle_t before, after;
  double px, py;

  g_assert_cmpfloat (top (f), >, 100);
  ink_plot_to_pixels (f->plot, 3, 50, &px, &py);
  both = ink_plot_read_at (f->plot, px, py);
  g_assert_cmpuint (both->names->len, ==, 2);
  g_assert_true (ink_plot_entry_box (f->plot, 1, &before));
  ink_plot_show_entry (f->plot, 1, FALSE);
  g_assert_false (ink_plot_entry_is_shown (f->plot, 1));
  g_assert_false (ink_plot_shows_all (f->plot));
  g_assert_cmpfloat (top (f), <=, 3);
  one = ink_plot_read_at (f->plot, px, py);
  g_assert_cmpuint (one->names->len, ==, 1);
  g_assert_cmpstr (one->names->pdata[0], ==, "low");
  g_assert_true (ink_plot_entry_box (f->plot, 1, &after));
  g_assert_cmpfloat (before.x, ==, after.x); /* it stays in the legend */
  ink_plot_show_entry (f->plot, 0, FALSE);
  ink_plot_show_entry (f->plot, 2, FALSE);
  g_assert_true (isfinite (top (f)));
  g_assert_null (ink_plot_read_at (f->plot, px, py));
  ink_plot_show_all (f->plot);
  g_assert_true (ink_plot_shows_all (f->plot));
  g_assert_cmpfloat (top (f), >, 100);
}

static guint
shown (Fixture *f)
{
  guint bits = 0;

  for (guint i = 0; i < 3; i++)
    bits |= (guint) ink_plot_entry_is_shown (f->plot, i) << i;
  return bits;
}

static void
test_solo (Fixture *f, gconstpointer data)
{
  ink_plot_solo_entry (f->plot, 1);
  g_assert_cmpuint (shown (f), ==, 2);
  ink_plot_solo_entry (f->plot, 2);
  g_assert_cmpuint (shown (f), ==, 4);
  ink_plot_solo_entry (f->plot, 2); /* alone already */
  g_assert_cmpuint (shown (f), ==, 7);
  ink_plot_show_entry (f->plot, 0, FALSE);
  ink_plot_solo_entry (f->plot, 0);
  g_assert_cmpuint (shown (f), ==, 1);
}

static void
test_hide_as (Fixture *f, gconstpointer data)
{
  Fixture other;

  set_up (&other, NULL);
  ink_plot_show_entry (f->plot, 0, FALSE);
  ink_plot_hide_as (other.plot, f->plot);
  g_assert_cmpuint (shown (&other), ==, 6);
  tear_down (&other, NULL);
}

/* The look of a plot goes to the next one of the same data: by place, as the
 * name of an entry may be another; by name where one has come. */
static void
test_take_place (Fixture *f, gconstpointer data)
{
  const InkLayerStyle more = { "more", 3, FALSE, 0 };
  InkDataView view;
  Fixture next;

  set_up (&next, NULL);
  ink_plot_show_entry (next.plot, 0, FALSE);
  ink_plot_show_entry (f->plot, 2, FALSE);
  ink_plot_set_view (f->plot, INK_AXIS_X, 2, 5);
  ink_plot_take_place (next.plot, f->plot);
  g_assert_cmpuint (shown (&next), ==, 3);
  ink_plot_get_data_view (next.plot, &view);
  g_assert_cmpfloat (view.low[INK_AXIS_X], ==, 2);
  g_assert_cmpfloat (view.high[INK_AXIS_X], ==, 5);
  g_assert_true (isinf (view.low[INK_AXIS_Y]));

  ink_plot_show_all (next.plot);
  ink_plot_add_layer (next.plot, ink_layer_line_new (next.low, &more));
  ink_plot_take_place (next.plot, f->plot);
  g_assert_cmpuint (shown (&next), ==, 3);
  g_assert_true (ink_plot_entry_is_shown (next.plot, 3));
  tear_down (&next, NULL);
}

static void
check_csv (Fixture *f, const char *expected)
{
  g_autofree char *csv = ink_plot_to_csv (f->plot);

  g_assert_cmpstr (csv, ==, expected);
}

static void
test_csv (Fixture *f, gconstpointer data)
{
  g_autofree char *all = ink_plot_to_csv (f->plot);
  g_autofree char *text = NULL;
  guint lines = 0;

  for (const char *p = all; *p != '\0'; p++)
    lines += *p == '\n';
  g_assert_cmpuint (lines, ==, 1 + 11 + 11 + 2);
  ink_plot_set_view (f->plot, INK_AXIS_X, -1, 0.5);
  check_csv (f, "series,x,y\nlow,0,1\nhigh,0,100\nchance,0,0\n");
  ink_plot_show_entry (f->plot, 2, FALSE);
  ink_plot_set_view (f->plot, INK_AXIS_X, 3.5, 7);
  ink_plot_set_view (f->plot, INK_AXIS_Y, 1.55, 106);
  check_csv (f, "series,x,y\nlow,6,1.6\nlow,7,1.7\n"
                "high,4,104\nhigh,5,nan\nhigh,6,106\n");
  ink_plot_show_entry (f->plot, 1, FALSE);
  check_csv (f, "series,x,y\nlow,6,1.6\nlow,7,1.7\n");
  text = ink_plot_to_text (f->plot);
  g_assert_cmpstr (text, ==, "series\tx\ty\nlow\t6\t1.6\nlow\t7\t1.7\n");
  ink_plot_show_entry (f->plot, 0, FALSE);
  check_csv (f, "");
}

/* Cells that show, even in part; names with what CSV and tabs need. */
static void
test_csv_cells (void)
{
  static const guint64 counts[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
  static const char *const names[] = { "a,b", "say \"c\"", "d\te", NULL };
  static const double bars[] = { 1, 2, 3 };
  g_autoptr (InkPlot) cells = ink_plot_new ("Cells");
  g_autoptr (InkPlot) rows = ink_plot_new ("Bars");
  g_autofree char *csv = NULL;
  g_autofree char *text = NULL;
  g_autofree char *bar = NULL;

  ink_plot_add_layer (cells,
                      ink_layer_heat_map_new (counts, 3, 3, names, names));
  ink_plot_set_view (cells, INK_AXIS_X, 1.5, 2.5);
  ink_plot_set_view (cells, INK_AXIS_Y, 0.2, 0.8);
  csv = ink_plot_to_csv (cells);
  g_assert_cmpstr (csv, ==, "row,column,value\n\"a,b\",\"say \"\"c\"\"\",2\n"
                            "\"a,b\",d\te,3\n");
  ink_plot_reset_view (cells);
  ink_plot_set_view (cells, INK_AXIS_X, 0, 2);
  ink_plot_set_view (cells, INK_AXIS_Y, 0, 1);
  text = ink_plot_to_text (cells);
  g_assert_cmpstr (text, ==, "row\tcolumn\tvalue\na,b\ta,b\t1\n"
                             "a,b\tsay \"c\"\t2\n");
  ink_plot_add_layer (rows, ink_layer_bars_new (bars, names, NULL));
  ink_plot_set_view (rows, INK_AXIS_Y, 1, 2);
  bar = ink_plot_to_csv (rows);
  g_assert_cmpstr (bar, ==, "series,label,value\n,\"say \"\"c\"\"\",2\n");
}

static void
nothing_finalize (InkLayer *layer)
{
}

static void
nothing_draw (InkLayer *layer, const InkLayerContext *context)
{
}

static void
ranges_csv (InkLayer *layer, GString *csv)
{
  g_string_append (csv, "\"a,\n\"\"b\",0,1,5\n"
                        "\"a,\n\"\"b\",1,2,7\n"
                        "\"a,\n\"\"b\",2,3,nan\n");
}

/* A table of another kind is chosen from by its columns' names. */
static void
test_csv_columns (void)
{
  static const InkLayerClass klass = { .finalize = nothing_finalize,
                                       .draw = nothing_draw,
                                       .csv_header = "series,from,to,y",
                                       .write_csv = ranges_csv };
  InkLayer *layer = g_new0 (InkLayer, 1);
  g_autoptr (InkPlot) plot = ink_plot_new ("Ranges");
  g_autofree char *some = NULL;
  g_autofree char *fewer = NULL;

  ink_layer_init (layer, &klass, NULL);
  ink_plot_add_layer (plot, layer);
  ink_plot_set_view (plot, INK_AXIS_X, 1.5, 9);
  some = ink_plot_to_csv (plot);
  g_assert_cmpstr (some, ==, "series,from,to,y\n\"a,\n\"\"b\",1,2,7\n"
                             "\"a,\n\"\"b\",2,3,nan\n");
  ink_plot_set_view (plot, INK_AXIS_Y, 0, 6);
  fewer = ink_plot_to_csv (plot);
  g_assert_cmpstr (fewer, ==, "series,from,to,y\n\"a,\n\"\"b\",2,3,nan\n");
}

static void
right_and_width (Fixture *f, double *right, double *width)
{
  cairo_rectangle_t area;
  double x, y, left;

  draw (f->plot);
  ink_plot_area (f->plot, &area);
  ink_plot_to_data (f->plot, area.x, area.y, &left, &y);
  ink_plot_to_data (f->plot, area.x + area.width, area.y, &x, &y);
  *right = x;
  *width = x - left;
}

static void
test_follow (Fixture *f, gconstpointer data)
{
  double right, width;

  g_assert_true (ink_plot_newest_in_view (f->plot));
  g_assert_false (ink_plot_follow (f->plot)); /* not zoomed */
  ink_plot_set_view (f->plot, INK_AXIS_X, 8, 12);
  ink_plot_set_view (f->plot, INK_AXIS_Y, 1, 200);
  g_assert_false (ink_plot_follow (f->plot));
  ink_series_append (f->low, 11.5, 1);
  ink_series_append (f->high, 11.5, 150);
  g_assert_false (ink_plot_follow (f->plot)); /* there is room */
  ink_series_append (f->low, 40, 1.5);
  ink_series_append (f->high, 40, 150);
  g_assert_false (ink_plot_newest_in_view (f->plot));
  g_assert_true (ink_plot_follow (f->plot));
  right_and_width (f, &right, &width);
  g_assert_cmpfloat_with_epsilon (width, 4, 1e-9);
  g_assert_cmpfloat (right, >, 40);
  g_assert_cmpfloat (right, <, 40.5);
  g_assert_true (ink_plot_newest_in_view (f->plot));
  ink_series_append (f->high, 41, 1000);
  g_assert_true (ink_plot_follow (f->plot)); /* along y too */
  g_assert_cmpfloat (top (f), >, 1000);
  g_assert_cmpfloat (top (f), <, 1100);
}

/* A view of what is yet to come goes back to the axis' low end at most, and so
 * does one that is zoomed out. */
static void
test_low_end (Fixture *f, gconstpointer data)
{
  const InkAxisSpec epochs = { NULL, NULL, INK_SCALE_LINEAR, 0, 100 };
  cairo_rectangle_t area;
  double right, width;

  ink_plot_set_axis (f->plot, INK_AXIS_X, &epochs);
  ink_plot_set_view (f->plot, INK_AXIS_X, 40, 95);
  ink_plot_set_view (f->plot, INK_AXIS_Y, 1, 200);
  g_assert_true (ink_plot_follow (f->plot));
  right_and_width (f, &right, &width);
  g_assert_cmpfloat_with_epsilon (width, 55, 1e-9);
  g_assert_cmpfloat_with_epsilon (right, 55, 1e-9);
  ink_plot_area (f->plot, &area);
  for (guint i = 0; i < 9 && ink_plot_is_zoomed (f->plot); i++)
    {
      ink_plot_zoom_at (f->plot, area.x + area.width, area.y, 0.8);
      right_and_width (f, &right, &width);
      g_assert_cmpfloat (right - width, >, -1e-9);
    }
  g_assert_false (ink_plot_is_zoomed (f->plot));
}

/* A view of the past comes back, on a log axis by its decades; a series that
 * is hidden leads nobody. */
static void
test_follow_log (Fixture *f, gconstpointer data)
{
  const InkAxisSpec log_axis = { NULL, NULL, INK_SCALE_LOG, NAN, NAN };
  cairo_rectangle_t area;
  double x, low;

  ink_plot_set_axis (f->plot, INK_AXIS_Y, &log_axis);
  ink_plot_show_entry (f->plot, 1, FALSE);
  ink_series_append (f->high, 100, 1e9);
  ink_series_append (f->low, 20, 0.001);
  ink_plot_set_view (f->plot, INK_AXIS_X, 0, 2);
  ink_plot_set_view (f->plot, INK_AXIS_Y, 1, 100);
  g_assert_true (ink_plot_follow (f->plot));
  draw (f->plot);
  ink_plot_area (f->plot, &area);
  g_assert_true (ink_plot_to_data (f->plot, area.x, area.y + area.height, &x,
                                   &low));
  g_assert_cmpfloat (low, <, 0.001);
  g_assert_cmpfloat_with_epsilon (top (f) / low, 100, 1e-6);
  g_assert_cmpfloat (x, >, 18);
  g_assert_cmpfloat (x, <, 20);
}

/* Of a file that is drawn aside the screen's legend knows nothing, and hidden
 * entries are not in it. */
static void
test_export (Fixture *f, gconstpointer data)
{
  cairo_rectangle_t before, after;
  InkExportOptions options;

  ink_export_options_init (&options);
  ink_plot_show_entry (f->plot, 0, FALSE);
  draw (f->plot);
  g_assert_true (ink_plot_entry_box (f->plot, 1, &before));
  cairo_surface_destroy (ink_plot_export_surface (f->plot, &options));
  g_assert_true (ink_plot_entry_box (f->plot, 1, &after));
  g_assert_cmpmem (&before, sizeof before, &after, sizeof after);
}

static void
assert_same_picture (InkPlot *a, InkPlot *b)
{
  InkExportOptions options;
  cairo_surface_t *first, *second;
  gsize size;

  ink_export_options_init (&options);
  first = ink_plot_export_surface (a, &options);
  second = ink_plot_export_surface (b, &options);
  size = (gsize) cairo_image_surface_get_stride (first)
         * (gsize) cairo_image_surface_get_height (first);
  g_assert_cmpint (memcmp (cairo_image_surface_get_data (first),
                           cairo_image_surface_get_data (second), size),
                   ==, 0);
  cairo_surface_destroy (first);
  cairo_surface_destroy (second);
}

/* A file is that of a plot which never had the series. */
static void
test_export_without (Fixture *f, gconstpointer data)
{
  const InkLayerStyle high = { "high", 1, FALSE, 0 };
  g_autoptr (InkPlot) without = ink_plot_new ("Two");

  ink_plot_add_layer (without, ink_layer_line_new (f->high, &high));
  ink_plot_solo_entry (f->plot, 1);
  assert_same_picture (f->plot, without);
}

#define ADD(name, func)                                                        \
  g_test_add ("/plot/entries/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("hit", test_hit);
  ADD ("hide", test_hide);
  ADD ("solo", test_solo);
  ADD ("hide-as", test_hide_as);
  ADD ("take-place", test_take_place);
  ADD ("csv", test_csv);
  g_test_add_func ("/plot/entries/csv-cells", test_csv_cells);
  g_test_add_func ("/plot/entries/csv-columns", test_csv_columns);
  ADD ("follow", test_follow);
  ADD ("low-end", test_low_end);
  ADD ("follow-log", test_follow_log);
  ADD ("export", test_export);
  ADD ("export-without", test_export_without);
  return g_test_run ();
}
