/* Numbers on the page Draw, with a model of the test's own: it reads a 1 where
 * the ink is higher than wide, surely where it is much higher, and else a 0. */
#include "tests/ui/on-screen.h"

#include <string.h>

#include "core/data/rasterize.h"
#include "ui/draw/digit-panel.h"
#include "ui/draw/number-boxes.h"
#include "ui/draw/number-row.h"
#include "ui/draw/page-draw.h"
#include "ui/draw/verdict-card.h"
#include "ui/probability-bars.h"

static void
count_ink (const guint8 *pixels, guint *columns, guint *rows)
{
  *columns = *rows = 0;
  for (guint k = 0; k < INK_DIGIT_SIZE; k++)
    {
      guint column = 0, row = 0;

      for (guint j = 0; j < INK_DIGIT_SIZE; j++)
        {
          column |= pixels[j * INK_DIGIT_SIZE + k] > 127;
          row |= pixels[k * INK_DIGIT_SIZE + j] > 127;
        }
      *columns += column;
      *rows += row;
    }
}

static void
slim_predict (gconstpointer payload, gconstpointer inputs, gsize n,
              guint n_threads, double *probabilities)
{
  const guint8 *pixels = inputs;

  for (gsize i = 0; i < n; i++)
    {
      guint columns, rows;
      double one;

      count_ink (pixels + i * INK_DIGIT_PIXELS, &columns, &rows);
      one = rows > 4 * columns ? 0.95 : rows > columns ? 0.7 : 0.02;
      probabilities[2 * i + 1] = one;
      probabilities[2 * i] = 1 - one;
    }
}

static void
slim_free (gpointer payload)
{
}

static const InkModelClass slim_class = { .name = "slim",
                                          .title = "Slim",
                                          .input = INK_INPUT_IMAGE,
                                          .free = slim_free,
                                          .predict = slim_predict };

typedef struct
{
  InkWorkbench *workbench;
  GtkWidget *window;
  InkPageDraw *page;
  InkDrawingArea *sheet;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const char *const names[] = { "0", "1", NULL };
  g_autoptr (InkModel) model = ink_model_new (&slim_class, NULL, names);

  fixture->workbench = ink_workbench_new ();
  ink_workbench_set_digit_model (
      fixture->workbench,
      ink_workbench_add_model (fixture->workbench, model, "Slim"));
  fixture->page = INK_PAGE_DRAW (ink_page_draw_new (fixture->workbench));
  fixture->sheet = ink_page_draw_get_sheet (fixture->page);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1024, 700);
  gtk_window_set_child (GTK_WINDOW (fixture->window),
                        GTK_WIDGET (fixture->page));
  gtk_widget_show (fixture->window);
  on_screen_wait (gtk_widget_get_width (GTK_WIDGET (fixture->sheet)) > 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_ref (fixture->page);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->page);
  g_assert_finalize_object (fixture->workbench);
}

/* The first widget of @type below @widget, shown or not. */
static GtkWidget *
find (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

static InkNumberRow *
row_of (Fixture *fixture)
{
  return INK_NUMBER_ROW (
      find (GTK_WIDGET (fixture->page), INK_TYPE_NUMBER_ROW));
}

static InkNumberBoxes *
boxes_of (Fixture *fixture)
{
  return INK_NUMBER_BOXES (
      find (GTK_WIDGET (fixture->page), INK_TYPE_NUMBER_BOXES));
}

/* As it will stand there after the next frame. */
static void
catch_up (Fixture *fixture)
{
  ink_digit_panel_catch_up (INK_DIGIT_PANEL (
      find (GTK_WIDGET (fixture->page), INK_TYPE_DIGIT_PANEL)));
}

static const char *
verdict (Fixture *fixture)
{
  catch_up (fixture);
  return ink_verdict_card_get_summary (INK_VERDICT_CARD (
      find (GTK_WIDGET (fixture->page), INK_TYPE_VERDICT_CARD)));
}

static void
draw_line (Fixture *fixture, double x0, double y0, double x1, double y1)
{
  ink_drawing_area_pen_down (fixture->sheet, &(InkPoint) { x0, y0, 0.5f });
  ink_drawing_area_pen_move (fixture->sheet, &(InkPoint) { x1, y1, 0.5f }, 1);
  ink_drawing_area_pen_up (fixture->sheet);
}

static void
assert_first_bar (Fixture *fixture, const char *text)
{
  GtkWidget *bars
      = find (GTK_WIDGET (fixture->page), INK_TYPE_PROBABILITY_BARS);
  g_autofree char *wrong = NULL;

  catch_up (fixture);
  wrong = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (gtk_widget_get_first_child (bars)),
      GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text);
  g_assert_cmpstr (wrong, ==, NULL);
}

static void
test_single (Fixture *fixture, gconstpointer data)
{
  draw_line (fixture, 100, 100, 100, 300);
  g_assert_cmpstr (verdict (fixture), ==, "1, confident, 95.00 %");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (row_of (fixture))));
  g_assert_cmpuint (ink_number_boxes_get_count (boxes_of (fixture)), ==, 0);
}

/* Three ones, the middle one so slanted that it is unsure and shown first. */
static void
draw_three (Fixture *fixture)
{
  draw_line (fixture, 60, 100, 60, 300);
  draw_line (fixture, 200, 100, 140, 300);
  draw_line (fixture, 280, 100, 280, 300);
}

static void
test_number (Fixture *fixture, gconstpointer data)
{
  graphene_rect_t place;

  draw_three (fixture);
  g_assert_cmpstr (verdict (fixture), ==, "111, unsure, 63.17 %");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (row_of (fixture))));
  g_assert_cmpuint (ink_number_row_get_selected (row_of (fixture)), ==, 1);
  assert_first_bar (fixture, "30.00 %");
  g_assert_cmpuint (ink_number_boxes_get_count (boxes_of (fixture)), ==, 3);
  /* around the ink, in the widget's pixels */
  g_assert_true (
      ink_number_boxes_get_place (boxes_of (fixture), 1, &place));
  g_assert_true (graphene_rect_contains_point (
      &place, &GRAPHENE_POINT_INIT (200, 100)));
  g_assert_true (graphene_rect_contains_point (
      &place, &GRAPHENE_POINT_INIT (140, 300)));
  g_assert_cmpfloat (place.size.width, <, 120);
  ink_drawing_area_clear (fixture->sheet);
  catch_up (fixture);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (row_of (fixture))));
  g_assert_cmpuint (ink_number_boxes_get_count (boxes_of (fixture)), ==, 0);
}

/* A choice shows that digit, and holds while nothing is added. */
static void
test_select (Fixture *fixture, gconstpointer data)
{
  draw_three (fixture);
  catch_up (fixture);
  ink_number_row_select (row_of (fixture), 2);
  g_assert_cmpuint (ink_number_row_get_selected (row_of (fixture)), ==, 2);
  assert_first_bar (fixture, "5.00 %");
  g_assert_cmpstr (verdict (fixture), ==, "111, unsure, 63.17 %");
  draw_line (fixture, 281, 290, 280, 305); /* still three */
  catch_up (fixture);
  g_assert_cmpuint (ink_number_row_get_selected (row_of (fixture)), ==, 2);
  ink_drawing_area_undo (fixture->sheet);
  ink_drawing_area_undo (fixture->sheet); /* two: the least sure one again */
  catch_up (fixture);
  g_assert_cmpuint (ink_number_boxes_get_count (boxes_of (fixture)), ==, 2);
  g_assert_cmpuint (ink_number_row_get_selected (row_of (fixture)), ==, 1);
}

static void
test_picture (Fixture *fixture, gconstpointer data)
{
  enum { HIGH = 60, WIDE = 120 };
  guint8 *pixels = g_malloc (HIGH * WIDE);
  graphene_rect_t first, second;

  memset (pixels, 255, HIGH * WIDE);
  for (guint y = 10; y < 50; y++)
    {
      memset (pixels + y * WIDE + 30, 0, 4);
      memset (pixels + y * WIDE + 80, 0, 4);
    }
  ink_drawing_area_set_picture (fixture->sheet, pixels, HIGH, WIDE);
  g_assert_true (g_str_has_prefix (verdict (fixture), "11, "));
  g_assert_cmpuint (ink_number_boxes_get_count (boxes_of (fixture)), ==, 2);
  ink_number_boxes_get_place (boxes_of (fixture), 0, &first);
  ink_number_boxes_get_place (boxes_of (fixture), 1, &second);
  /* 50 of 120 pixels apart, on nine tenths of the sheet's width */
  g_assert_cmpfloat_with_epsilon (
      second.origin.x - first.origin.x,
      0.9 * gtk_widget_get_width (GTK_WIDGET (fixture->sheet)) * 50 / WIDE, 4);
}

/* The pointer goes through the boxes to the sheet. */
static void
test_pointer (Fixture *fixture, gconstpointer data)
{
  GtkWidget *boxes = GTK_WIDGET (boxes_of (fixture));
  GtkWidget *overlay = gtk_widget_get_parent (boxes);

  draw_three (fixture);
  catch_up (fixture);
  g_assert_true (gtk_widget_pick (overlay, 100, 200, GTK_PICK_DEFAULT)
                 == GTK_WIDGET (fixture->sheet));
  g_assert_cmpint (gtk_widget_get_width (boxes), ==,
                   gtk_widget_get_width (GTK_WIDGET (fixture->sheet)));
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/ui/number/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  /* Keeps what assistive technologies are told, for looking at; no bus. */
  g_setenv ("GTK_A11Y", "test", TRUE);
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }
  adw_init ();
  add ("single", test_single);
  add ("number", test_number);
  add ("select", test_select);
  add ("picture", test_picture);
  add ("pointer", test_pointer);
  return g_test_run ();
}
