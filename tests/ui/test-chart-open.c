/* What of a chart opens, by click and by key, and what does not: a drag, the
 * first half of a double click, a layer without a tag. */
#include "tests/ui/chart-fixture.h"

typedef struct
{
  Fixture f;
  guint n;
  InkMark mark; /* the last one */
} Opened;

static void
mark_cb (InkChartView *view, const InkMark *mark, Opened *opened)
{
  opened->mark = *mark;
  opened->n++;
}

static InkPlot *
tagged_plot (void)
{
  static const double x[] = { 0, 1, 2, 3, 4 };
  static const double y[] = { 0, 3, 1, 2, 4 };
  const InkLayerStyle style = { "line", 0, FALSE, 0 };
  g_autoptr (InkSeries) series = ink_series_new_from (x, y, 5);
  InkPlot *plot = ink_plot_new ("A line");
  InkLayer *layer = ink_layer_line_new (series, &style);

  ink_layer_set_tag (layer, 7);
  ink_plot_add_layer (plot, layer);
  return plot;
}

static void
open_marks (Opened *opened)
{
  *opened = (Opened) { .n = 0 };
  open_view (&opened->f, tagged_plot ());
  g_signal_connect (opened->f.view, "mark-activated", G_CALLBACK (mark_cb),
                    opened);
}

static void
point_at (Opened *opened, double x, double y, double *px, double *py)
{
  ink_plot_to_pixels (opened->f.plot, x, y, px, py);
  g_signal_emit_by_name (
      controller_of (&opened->f, GTK_TYPE_EVENT_CONTROLLER_MOTION), "motion",
      *px, *py);
}

static void
click (Opened *opened, int n_press, double px, double py)
{
  g_signal_emit_by_name (controller_of (&opened->f, GTK_TYPE_GESTURE_CLICK),
                         "released", n_press, px, py);
}

static gboolean
is_hand (Opened *opened)
{
  GdkCursor *cursor = gtk_widget_get_cursor (GTK_WIDGET (opened->f.view));

  return cursor != NULL
         && g_strcmp0 (gdk_cursor_get_name (cursor), "pointer") == 0;
}

static void
test_click (void)
{
  Opened o;
  double px, py;

  open_marks (&o);
  point_at (&o, 2, 1, &px, &py);
  g_assert_true (is_hand (&o));
  click (&o, 1, px, py);
  g_assert_cmpuint (o.n, ==, 1);
  g_assert_cmpint (o.mark.tag, ==, 7);
  g_assert_cmpuint (o.mark.index, ==, 2);
  g_assert_cmpfloat (o.mark.y, ==, 1);
  point_at (&o, 2, 3, &px, &py); /* beside the line */
  g_assert_false (is_hand (&o));
  click (&o, 1, px, py);
  g_assert_cmpuint (o.n, ==, 1);
  close_view (&o.f);
}

static void
test_return (void)
{
  Opened o;

  open_marks (&o);
  g_assert_true (press_key (&o.f, GDK_KEY_Return));
  g_assert_cmpuint (o.n, ==, 0);
  press_key (&o.f, GDK_KEY_Right);
  press_key (&o.f, GDK_KEY_Right);
  g_assert_true (press_key (&o.f, GDK_KEY_Return));
  g_assert_cmpuint (o.n, ==, 1);
  g_assert_cmpuint (o.mark.index, ==, 1);
  g_assert_false (is_hand (&o)); /* the pointer is elsewhere */
  close_view (&o.f);
}

static void
test_drag (void)
{
  Opened o;

  open_marks (&o);
  drag (&o.f, 100, -80);
  g_assert_true (ink_plot_is_zoomed (o.f.plot));
  g_assert_cmpuint (o.n, ==, 0);
  close_view (&o.f);
}

/* In a zoomed chart a click waits whether it is the first of two, which reset
 * the zoom and open nothing. */
static void
test_zoomed (void)
{
  Opened o;
  double px, py;

  g_object_set (gtk_settings_get_default (), "gtk-double-click-time", 100,
                NULL);
  open_marks (&o);
  ink_plot_set_view (o.f.plot, INK_AXIS_X, 1, 3);
  ink_chart_view_refresh (o.f.view);
  wait_painted (&o.f);
  point_at (&o, 2, 1, &px, &py);
  click (&o, 1, px, py);
  g_assert_cmpuint (o.n, ==, 0);
  point_at (&o, 2.5, 3, &px, &py); /* it moves on meanwhile */
  on_screen_wait (o.n == 1);
  g_assert_cmpuint (o.mark.index, ==, 2);

  point_at (&o, 2, 1, &px, &py);
  click (&o, 1, px, py);
  click (&o, 2, px, py);
  g_assert_false (ink_plot_is_zoomed (o.f.plot));
  g_assert_cmpuint (o.f.view->open_source, ==, 0);
  g_assert_cmpuint (o.n, ==, 1);

  ink_plot_set_view (o.f.plot, INK_AXIS_X, 1, 3);
  ink_chart_view_refresh (o.f.view);
  wait_painted (&o.f);
  point_at (&o, 2, 1, &px, &py);
  click (&o, 1, px, py);
  g_assert_cmpuint (o.f.view->open_source, !=, 0);
  close_view (&o.f); /* which forgets it */
}

/* Where nobody listens there is nothing to open. */
static void
test_nobody (void)
{
  Opened o = { .n = 0 };
  double px, py;

  open_view (&o.f, tagged_plot ());
  point_at (&o, 2, 1, &px, &py);
  g_assert_true (o.f.view->reading->has_mark);
  g_assert_false (is_hand (&o));
  close_view (&o.f);
}

static void
test_cells (void)
{
  Opened o = { .n = 0 };
  double px, py;

  open_view (&o.f, cell_plot ());
  point_at (&o, 1.5, 0.5, &px, &py);
  g_assert_true (is_hand (&o));
  close_view (&o.f);
}

/* It costs no painting, and goes with its plot. */
static void
test_point (void)
{
  Opened o;
  g_autoptr (InkPlot) other = tagged_plot ();
  double x, y;

  open_marks (&o);
  ink_chart_view_set_point (o.f.view, 2, 1, 3);
  g_assert_true (ink_chart_view_is_painted (o.f.view));
  on_screen_settle ();
  ink_chart_view_get_point (o.f.view, &x, &y);
  g_assert_cmpfloat (x, ==, 2);
  g_assert_cmpfloat (y, ==, 1);
  ink_chart_view_set_plot (o.f.view, other);
  ink_chart_view_get_point (o.f.view, &x, &y);
  g_assert_true (isnan (x));
  close_view (&o.f);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/chart-open/click", test_click);
  g_test_add_func ("/ui/chart-open/return", test_return);
  g_test_add_func ("/ui/chart-open/drag", test_drag);
  g_test_add_func ("/ui/chart-open/zoomed", test_zoomed);
  g_test_add_func ("/ui/chart-open/nobody", test_nobody);
  g_test_add_func ("/ui/chart-open/cells", test_cells);
  g_test_add_func ("/ui/chart-open/point", test_point);
  return on_screen_init () ? g_test_run () : 0;
}
