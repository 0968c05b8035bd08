/* The sheet: points in its own units, undo of pictures, what it tells. */
#include "ui/draw/drawing-area.h"

#include <math.h>

#include "tests/ui/on-screen.h"

typedef struct
{
  GtkWidget *window;
  InkDrawingArea *sheet;
  guint n_changed;
  guint n_ended;
} Fixture;

static void
count_cb (guint *counter)
{
  ++*counter;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->sheet = INK_DRAWING_AREA (ink_drawing_area_new ());
  fixture->window = gtk_window_new ();
  gtk_widget_set_size_request (GTK_WIDGET (fixture->sheet), 400, 300);
  gtk_window_set_child (GTK_WINDOW (fixture->window),
                        GTK_WIDGET (fixture->sheet));
  gtk_widget_show (fixture->window);
  on_screen_wait (gtk_widget_get_width (GTK_WIDGET (fixture->sheet)) > 0);
  g_signal_connect_swapped (fixture->sheet, "changed", G_CALLBACK (count_cb),
                            &fixture->n_changed);
  g_signal_connect_swapped (fixture->sheet, "stroke-ended",
                            G_CALLBACK (count_cb), &fixture->n_ended);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  on_screen_paint (GTK_WIDGET (fixture->sheet));
  g_object_ref (fixture->sheet);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->sheet);
}

static void
draw_line (InkDrawingArea *sheet, double x0, double y0, double x1, double y1)
{
  InkPoint points[5];

  ink_drawing_area_pen_down (sheet, &(InkPoint) { x0, y0, 0.5f });
  for (int i = 0; i < 5; i++)
    points[i] = (InkPoint) { x0 + (x1 - x0) * (i + 1) / 5,
                             y0 + (y1 - y0) * (i + 1) / 5, 0.5f };
  ink_drawing_area_pen_move (sheet, points, 5);
  ink_drawing_area_pen_up (sheet);
}

static guint
n_strokes (Fixture *fixture)
{
  return ink_drawing_n_strokes (
      ink_drawing_area_get_drawing (fixture->sheet));
}

/* What the widget paints: ink where the stroke is, none elsewhere, and the
 * same after undo and redo, which paint all of it anew. */
static guint
count_ink (InkDrawingArea *sheet)
{
  g_autoptr (GdkPaintable) paintable
      = gtk_widget_paintable_new (GTK_WIDGET (sheet));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int width = gtk_widget_get_width (GTK_WIDGET (sheet));
  int height = gtk_widget_get_height (GTK_WIDGET (sheet));
  g_autoptr (GskRenderNode) node = NULL;
  cairo_surface_t *surface;
  cairo_t *cr;
  guint n = 0;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  if (node != NULL)
    gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  for (int y = 20; y < height - 20; y++)
    {
      const guint32 *row
          = (const guint32 *) (const void *) (
                cairo_image_surface_get_data (surface)
                + y * cairo_image_surface_get_stride (surface));

      for (int x = 20; x < width - 20; x++)
        n += (row[x] & 255) < 128;
    }
  cairo_surface_destroy (surface);
  return n;
}

static void
test_units (Fixture *fixture, gconstpointer data)
{
  GtkWidget *widget = GTK_WIDGET (fixture->sheet);
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  const InkPoint *points;
  guint n;

  draw_line (fixture->sheet, width / 2, 0, width / 2, height);
  points = ink_drawing_stroke (ink_drawing_area_get_drawing (fixture->sheet),
                               0, &n);
  g_assert_cmpuint (n, ==, 6);
  g_assert_cmpfloat_with_epsilon (points[0].x, 500, 1e-6);
  g_assert_cmpfloat_with_epsilon (points[5].x, 500, 1e-6);
  if (width >= height)
    {
      g_assert_cmpfloat_with_epsilon (points[0].y, 0, 1e-6);
      g_assert_cmpfloat_with_epsilon (points[5].y, 1000, 1e-6);
    }
  g_assert_cmpuint (fixture->n_changed, ==, 2);
  g_assert_cmpuint (fixture->n_ended, ==, 1);
}

/* A pen that leaves the sheet draws along its edge. */
static void
test_outside (Fixture *fixture, gconstpointer data)
{
  double x, y, side;
  const InkPoint *points;
  guint n;

  ink_drawing_area_get_square (fixture->sheet, &x, &y, &side);
  draw_line (fixture->sheet, 100, 100, -5000, 90000);
  points = ink_drawing_stroke (ink_drawing_area_get_drawing (fixture->sheet),
                               0, &n);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpfloat (points[i].x, >=, x - 1e-6);
      g_assert_cmpfloat (points[i].y, <=, y + side + 1e-6);
    }
}

static void
test_tap (Fixture *fixture, gconstpointer data)
{
  const InkPoint trembling[] = { { 101, 100, 0.5f }, { 99, 101, 0.5f } };
  guint n;

  ink_drawing_area_pen_down (fixture->sheet, &(InkPoint) { 100, 100, 0.5f });
  ink_drawing_area_pen_move (fixture->sheet, trembling, 2);
  ink_drawing_area_pen_up (fixture->sheet);
  ink_drawing_area_pen_move (fixture->sheet, &(InkPoint) { 300, 200, 0.5f }, 1);
  ink_drawing_stroke (ink_drawing_area_get_drawing (fixture->sheet), 0, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (fixture->n_changed, ==, 1);
}

static void
test_history (Fixture *fixture, gconstpointer data)
{
  InkDrawingArea *sheet = fixture->sheet;

  g_assert_true (ink_drawing_area_is_empty (sheet));
  g_assert_false (ink_drawing_area_can_undo (sheet));
  draw_line (sheet, 50, 50, 100, 100);
  draw_line (sheet, 50, 150, 100, 100);
  on_screen_paint (GTK_WIDGET (sheet));
  ink_drawing_area_undo (sheet);
  g_assert_cmpuint (n_strokes (fixture), ==, 1);
  g_assert_true (ink_drawing_area_can_redo (sheet));
  ink_drawing_area_redo (sheet);
  ink_drawing_area_clear (sheet);
  g_assert_true (ink_drawing_area_is_empty (sheet));
  ink_drawing_area_undo (sheet);
  g_assert_cmpuint (n_strokes (fixture), ==, 2);
}

static void
test_eraser (Fixture *fixture, gconstpointer data)
{
  InkDrawingArea *sheet = fixture->sheet;

  draw_line (sheet, 50, 50, 350, 50);
  draw_line (sheet, 50, 150, 350, 150);
  draw_line (sheet, 50, 250, 350, 250);
  g_assert_cmpint (ink_drawing_area_get_tool (sheet), ==, INK_TOOL_PEN);
  ink_drawing_area_set_tool (sheet, INK_TOOL_ERASER);
  draw_line (sheet, 200, 100, 200, 120); /* between two of them */
  g_assert_cmpuint (n_strokes (fixture), ==, 3);
  draw_line (sheet, 200, 100, 200, 290);
  g_assert_cmpuint (n_strokes (fixture), ==, 1);
  ink_drawing_area_undo (sheet);
  g_assert_cmpuint (n_strokes (fixture), ==, 3);
  ink_drawing_area_redo (sheet);
  g_assert_cmpuint (n_strokes (fixture), ==, 1);
  ink_drawing_area_set_tool (sheet, INK_TOOL_PEN);
  draw_line (sheet, 50, 250, 350, 250);
  g_assert_cmpuint (n_strokes (fixture), ==, 2);
}

/* Ink ends where the rubber's edge is, and no pixel of it is left within. */
static void
test_rubber (Fixture *fixture, gconstpointer data)
{
  InkDrawingArea *sheet = fixture->sheet;
  double x, y, side, pixel;
  const InkPoint *points;
  guint n, before;

  draw_line (sheet, 40, 150, 360, 150);
  on_screen_paint (GTK_WIDGET (sheet));
  before = count_ink (sheet);
  ink_drawing_area_set_tool (sheet, INK_TOOL_RUBBER);
  ink_drawing_area_pen_down (sheet, &(InkPoint) { 200, 100, 0.5f });
  g_assert_false (ink_drawing_area_can_redo (sheet));
  ink_drawing_area_pen_move (sheet, &(InkPoint) { 200, 200, 0.5f }, 1);
  g_assert_cmpuint (n_strokes (fixture), ==, 2);
  ink_drawing_area_pen_up (sheet);
  g_assert_true (ink_drawing_area_can_undo (sheet));
  ink_drawing_area_get_square (sheet, &x, &y, &side);
  pixel = side / MAX (gtk_widget_get_width (GTK_WIDGET (sheet)),
                      gtk_widget_get_height (GTK_WIDGET (sheet)));
  points = ink_drawing_stroke (ink_drawing_area_get_drawing (sheet), 0, &n);
  g_assert_cmpfloat_with_epsilon (
      points[n - 1].x,
      x + 200 * pixel
          - (INK_ERASER_SIZE_DEFAULT + INK_PEN_WIDTH_DEFAULT) / 2,
      0.01);
  on_screen_paint (GTK_WIDGET (sheet));
  /* A gap as wide as the rubber, with round ends. */
  g_assert_cmpuint (count_ink (sheet), <,
                    before
                        - (guint) (INK_ERASER_SIZE_DEFAULT
                                   * INK_PEN_WIDTH_DEFAULT / pixel / pixel));
  ink_drawing_area_undo (sheet);
  g_assert_cmpuint (n_strokes (fixture), ==, 1);
  on_screen_paint (GTK_WIDGET (sheet));
  g_assert_cmpuint (count_ink (sheet), ==, before);
}

/* A pen's other end erases, whatever the tool at hand. */
static void
test_pen_end (Fixture *fixture, gconstpointer data)
{
  InkDrawingArea *sheet = fixture->sheet;

  draw_line (sheet, 50, 150, 350, 150);
  ink_drawing_area_tool_down (sheet, &(InkPoint) { 200, 150, 0.5f },
                              INK_TOOL_RUBBER);
  ink_drawing_area_pen_up (sheet);
  g_assert_cmpuint (n_strokes (fixture), ==, 2);
  draw_line (sheet, 50, 50, 100, 50);
  g_assert_cmpuint (n_strokes (fixture), ==, 3);
}

/* A palm's touch leaves nothing; nor what it rubbed. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  InkDrawingArea *sheet = fixture->sheet;

  draw_line (sheet, 50, 150, 350, 150);
  ink_drawing_area_pen_down (sheet, &(InkPoint) { 100, 50, 0.5f });
  ink_drawing_area_pen_move (sheet, &(InkPoint) { 200, 50, 0.5f }, 1);
  ink_drawing_area_pen_cancel (sheet);
  g_assert_cmpuint (n_strokes (fixture), ==, 1);
  g_assert_false (ink_drawing_area_can_redo (sheet));
  ink_drawing_area_pen_move (sheet, &(InkPoint) { 300, 50, 0.5f }, 1);
  ink_drawing_area_pen_up (sheet);
  g_assert_cmpuint (n_strokes (fixture), ==, 1);
  ink_drawing_area_tool_down (sheet, &(InkPoint) { 200, 150, 0.5f },
                              INK_TOOL_ERASER);
  g_assert_cmpuint (n_strokes (fixture), ==, 0);
  ink_drawing_area_pen_cancel (sheet);
  g_assert_cmpuint (n_strokes (fixture), ==, 1);
}

/* The ring is painted where the pointer is, for erasers only. */
static void
test_ring (Fixture *fixture, gconstpointer data)
{
  InkDrawingArea *sheet = fixture->sheet;
  guint none, small;

  ink_drawing_area_hover (sheet, 200, 150, INK_TOOL_PEN);
  on_screen_paint (GTK_WIDGET (sheet));
  none = count_ink (sheet);
  ink_drawing_area_hover (sheet, 200, 150, INK_TOOL_ERASER);
  on_screen_paint (GTK_WIDGET (sheet));
  small = count_ink (sheet);
  g_assert_cmpuint (small, >, none + 40);
  ink_drawing_area_set_eraser_size (sheet, 2 * INK_ERASER_SIZE_DEFAULT);
  on_screen_paint (GTK_WIDGET (sheet));
  g_assert_cmpuint (count_ink (sheet), >, none + (small - none) * 3 / 2);
  ink_drawing_area_leave (sheet);
  on_screen_paint (GTK_WIDGET (sheet));
  g_assert_cmpuint (count_ink (sheet), ==, none);
}

static double
time_of (Fixture *fixture, guint stroke, guint point)
{
  guint n;
  const InkPoint *points = ink_drawing_stroke (
      ink_drawing_area_get_drawing (fixture->sheet), stroke, &n);

  g_assert_cmpuint (point, <, n);
  return points[point].time;
}

/* Since the first point; a drawing from elsewhere is gone on with later. */
static void
test_times (Fixture *fixture, gconstpointer data)
{
  InkDrawingArea *sheet = fixture->sheet;
  g_autoptr (InkDrawing) other = ink_drawing_new ();

  ink_drawing_area_pen_down (sheet, &(InkPoint) { 50, 50, 0.5f, 70000 });
  ink_drawing_area_pen_move (sheet, &(InkPoint) { 90, 50, 0.5f, 70016 }, 1);
  ink_drawing_area_pen_up (sheet);
  ink_drawing_area_pen_down (sheet, &(InkPoint) { 50, 90, 0.5f, 70500 });
  ink_drawing_area_pen_up (sheet);
  g_assert_cmpfloat (time_of (fixture, 0, 0), ==, 0);
  g_assert_cmpfloat (time_of (fixture, 0, 1), ==, 16);
  g_assert_cmpfloat (time_of (fixture, 1, 0), ==, 500);
  for (int i = 0; i < 30; i++)
    ink_drawing_append (other, &(InkPoint) { 100 + 20 * i, 200, 0.5f,
                                             1e6 * i });
  ink_drawing_area_set_drawing (sheet, other);
  ink_drawing_area_pen_down (sheet, &(InkPoint) { 50, 90, 0.5f, 71000 });
  ink_drawing_area_pen_move (sheet, &(InkPoint) { 50, 190, 0.5f, 71010 }, 1);
  ink_drawing_area_pen_up (sheet);
  g_assert_cmpfloat (time_of (fixture, 0, 29), ==, 29e6);
  g_assert_cmpfloat (time_of (fixture, 1, 0), >, 29e6);
  g_assert_cmpfloat (time_of (fixture, 1, 1) - time_of (fixture, 1, 0), ==, 10);
  ink_drawing_area_clear (sheet);
  ink_drawing_area_pen_down (sheet, &(InkPoint) { 50, 90, 0.5f, 72000 });
  ink_drawing_area_pen_up (sheet);
  g_assert_cmpfloat (time_of (fixture, 0, 0), ==, 0);
}

/* Undo brings a picture back that was cleared, drawn over or replaced. */
static void
test_pictures (Fixture *fixture, gconstpointer data)
{
  InkDrawingArea *sheet = fixture->sheet;
  guint height, width;

  ink_drawing_area_set_picture (sheet, g_malloc0 (9), 3, 3);
  ink_drawing_area_clear (sheet);
  g_assert_true (ink_drawing_area_is_empty (sheet));
  ink_drawing_area_undo (sheet);
  g_assert_nonnull (ink_drawing_area_get_picture (sheet, &height, &width));
  draw_line (sheet, 50, 50, 100, 100);
  g_assert_null (ink_drawing_area_get_picture (sheet, &height, &width));
  ink_drawing_area_undo (sheet);
  g_assert_nonnull (ink_drawing_area_get_picture (sheet, &height, &width));
  ink_drawing_area_set_picture (sheet, g_malloc0 (20), 4, 5);
  on_screen_paint (GTK_WIDGET (sheet));
  ink_drawing_area_undo (sheet);
  g_assert_nonnull (ink_drawing_area_get_picture (sheet, &height, &width));
  g_assert_cmpuint (width, ==, 3);
  ink_drawing_area_redo (sheet);
  g_assert_nonnull (ink_drawing_area_get_picture (sheet, &height, &width));
  g_assert_cmpuint (width, ==, 5);
  ink_drawing_area_undo (sheet);
  ink_drawing_area_undo (sheet);
  g_assert_true (ink_drawing_area_is_empty (sheet));
  g_assert_false (ink_drawing_area_can_undo (sheet));
}

static void
test_picture (Fixture *fixture, gconstpointer data)
{
  InkDrawingArea *sheet = fixture->sheet;
  guint height = 0, width = 0;

  draw_line (sheet, 50, 50, 100, 100);
  ink_drawing_area_set_picture (sheet, g_malloc0 (3000 * 2), 2, 3000);
  g_assert_nonnull (ink_drawing_area_get_picture (sheet, &height, &width));
  g_assert_cmpuint (height, ==, 2);
  g_assert_cmpuint (width, ==, 3000);
  g_assert_cmpuint (n_strokes (fixture), ==, 0);
  g_assert_false (ink_drawing_area_is_empty (sheet));
  on_screen_paint (GTK_WIDGET (sheet));
  ink_drawing_area_undo (sheet);
  g_assert_null (ink_drawing_area_get_picture (sheet, &height, &width));
  g_assert_cmpuint (n_strokes (fixture), ==, 1);

  ink_drawing_area_set_picture (sheet, g_malloc0 (9), 3, 3);
  draw_line (sheet, 50, 50, 100, 100); /* takes the picture's place */
  g_assert_null (ink_drawing_area_get_picture (sheet, &height, &width));
  g_assert_cmpuint (n_strokes (fixture), ==, 1);
}

/* A drawing in any units comes onto the sheet; one that fits stays put. */
static void
test_set_drawing (Fixture *fixture, gconstpointer data)
{
  const double scales[] = { 400, 0.001, 1e6, 1e308, 1e-310, 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      g_autoptr (InkDrawing) drawing = ink_drawing_new ();
      const InkPoint *points;
      guint n;

      ink_drawing_add_point (drawing, scales[i], scales[i], 0.5f);
      ink_drawing_add_point (drawing, -scales[i], 0, 0.5f);
      ink_drawing_area_set_drawing (fixture->sheet, drawing);
      points = ink_drawing_stroke (
          ink_drawing_area_get_drawing (fixture->sheet), 0, &n);
      g_assert_cmpuint (n, ==, 2);
      for (guint k = 0; k < 2; k++)
        {
          g_assert_cmpfloat (points[k].x, >=, 0);
          g_assert_cmpfloat (points[k].x, <=, INK_SHEET_UNITS);
          g_assert_cmpfloat (points[k].y, >=, 0);
          g_assert_cmpfloat (points[k].y, <=, INK_SHEET_UNITS);
        }
      on_screen_paint (GTK_WIDGET (fixture->sheet));
    }
}

static void
test_own_drawing (Fixture *fixture, gconstpointer data)
{
  InkDrawingArea *sheet = fixture->sheet;
  const InkPoint *points;
  double x;
  guint n;

  draw_line (sheet, 60, 60, 200, 200);
  points = ink_drawing_stroke (ink_drawing_area_get_drawing (sheet), 0, &n);
  x = points[3].x;
  ink_drawing_area_set_drawing (sheet, ink_drawing_area_get_drawing (sheet));
  points = ink_drawing_stroke (ink_drawing_area_get_drawing (sheet), 0, &n);
  g_assert_cmpuint (n, ==, 6);
  g_assert_cmpfloat (points[3].x, ==, x);
}

static void
test_paint (Fixture *fixture, gconstpointer data)
{
  InkDrawingArea *sheet = fixture->sheet;
  double x, y, side;
  double wanted;
  guint first, second;

  ink_drawing_area_get_square (sheet, &x, &y, &side);
  draw_line (sheet, 100, 150, 300, 150);
  on_screen_paint (GTK_WIDGET (sheet));
  first = count_ink (sheet);
  /* 200 long, a pen wide, a round end at either side */
  wanted = INK_PEN_WIDTH_DEFAULT / side
           * MAX (gtk_widget_get_width (GTK_WIDGET (sheet)),
                  gtk_widget_get_height (GTK_WIDGET (sheet)));
  wanted = 200 * wanted + G_PI * wanted * wanted / 4;
  g_assert_cmpfloat_with_epsilon (first, wanted, 0.1 * wanted);
  draw_line (sheet, 200, 60, 200, 240);
  on_screen_paint (GTK_WIDGET (sheet));
  second = count_ink (sheet);
  g_assert_cmpuint (second, >, first + 500);
  ink_drawing_area_undo (sheet);
  on_screen_paint (GTK_WIDGET (sheet));
  g_assert_cmpuint (count_ink (sheet), ==, first);
  ink_drawing_area_redo (sheet);
  on_screen_paint (GTK_WIDGET (sheet));
  g_assert_cmpint (ABS ((int) count_ink (sheet) - (int) second), <=, 8);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/ui/drawing-area/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }
  add ("units", test_units);
  add ("outside", test_outside);
  add ("tap", test_tap);
  add ("history", test_history);
  add ("picture", test_picture);
  add ("set-drawing", test_set_drawing);
  add ("own-drawing", test_own_drawing);
  add ("paint", test_paint);
  add ("eraser", test_eraser);
  add ("rubber", test_rubber);
  add ("pen-end", test_pen_end);
  add ("cancel", test_cancel);
  add ("ring", test_ring);
  add ("times", test_times);
  add ("pictures", test_pictures);
  return g_test_run ();
}
