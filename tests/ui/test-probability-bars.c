/* Bars: how many rows, in which order, and what they tell. */
#include "ui/probability-bars.h"

#include "tests/ui/drawn-widget.h"
#include "tests/ui/on-screen.h"

static guint
n_rows (GtkWidget *bars)
{
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (bars); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n++;
  return n;
}

/* What an assistive technology is told: label and value text. */
static void
assert_row (GtkWidget *bars, guint index, const char *label, const char *text)
{
  GtkWidget *row = gtk_widget_get_first_child (bars);
  g_autofree char *wrong = NULL;

  while (index-- > 0)
    row = gtk_widget_get_next_sibling (row);
  g_assert_true (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (row))
                 == GTK_ACCESSIBLE_ROLE_METER);
  wrong = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label);
  g_assert_cmpstr (wrong, ==, NULL);
  wrong = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text);
  g_assert_cmpstr (wrong, ==, NULL);
}

static GtkWidget *
shown_bars (GtkWidget **window)
{
  GtkWidget *bars = ink_probability_bars_new ();

  *window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (*window), bars);
  gtk_widget_show (*window);
  return bars;
}

static void
destroy (GtkWidget *window, GtkWidget *bars)
{
  on_screen_paint (bars);
  g_object_ref (bars);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (bars);
}

static const char *const labels[] = { "a", "b", "c", "d", "e" };
static const double values[] = { 0.1, 0.00001, 0.6, 0.25, 0.04999 };

static void
test_format (void)
{
  const struct
  {
    double value;
    const char *text;
  } table[] = { { 0, "0.00 %" },         { 1, "100.00 %" },
                { 0.981, "98.10 %" },    { 0.00001, "< 0.01 %" },
                { 0.00005, "0.01 %" },   { 0.99999, "> 99.99 %" },
                { 0.9999, "99.99 %" } };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *text = ink_probability_format (table[i].value);

      g_assert_cmpstr (text, ==, table[i].text);
    }
}

static void
test_all (void)
{
  GtkWidget *window;
  GtkWidget *bars = shown_bars (&window);

  ink_probability_bars_set (INK_PROBABILITY_BARS (bars), labels, values, 5, 2,
                            10);
  g_assert_cmpuint (n_rows (bars), ==, 5);
  assert_row (bars, 0, "a", "10.00 %");
  assert_row (bars, 1, "b", "< 0.01 %");
  assert_row (bars, 2, "c", "60.00 %");
  destroy (window, bars);
}

static void
test_top (void)
{
  GtkWidget *window;
  GtkWidget *bars = shown_bars (&window);

  ink_probability_bars_set (INK_PROBABILITY_BARS (bars), labels, values, 5, 2,
                            2);
  g_assert_cmpuint (n_rows (bars), ==, 3);
  assert_row (bars, 0, "c", "60.00 %");
  assert_row (bars, 1, "d", "25.00 %");
  assert_row (bars, 2, "3 more", "15.00 %");
  on_screen_paint (bars);
  ink_probability_bars_set (INK_PROBABILITY_BARS (bars), labels, values, 4, 0,
                            0);
  g_assert_cmpuint (n_rows (bars), ==, 4);
  assert_row (bars, 0, "a", "10.00 %");
  destroy (window, bars);
}

static void
test_empty (void)
{
  GtkWidget *window;
  GtkWidget *bars = shown_bars (&window);

  on_screen_paint (bars);
  ink_probability_bars_set (INK_PROBABILITY_BARS (bars), labels, NULL, 5, -1,
                            3);
  g_assert_cmpuint (n_rows (bars), ==, 4);
  assert_row (bars, 0, "a", "none");
  assert_row (bars, 3, "2 more", "none");
  on_screen_paint (bars);
  ink_probability_bars_set (INK_PROBABILITY_BARS (bars), NULL, NULL, 0, -1, 3);
  g_assert_cmpuint (n_rows (bars), ==, 0);
  destroy (window, bars);
}

/* The widest name sets the column, but never takes all of the width. */
static void
test_long_names (void)
{
  const char *const names[] = { "comp.sys.ibm.pc.hardware and much more of it",
                                "财经" };
  const double halves[] = { 0.5, 0.5 };
  GtkWidget *window;
  GtkWidget *bars = shown_bars (&window);
  int minimum;

  ink_probability_bars_set (INK_PROBABILITY_BARS (bars), names, halves, 2, 0,
                            9);
  gtk_widget_measure (bars, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);
  g_assert_cmpint (minimum, <, 300);
  destroy (window, bars);
}

/* (transfer full): the bars of two classes as they are drawn, having shown
 * @before, if anything. */
static cairo_surface_t *
draw_bars (const char *const *before, const char *const *names)
{
  static const double now[] = { 0.75, 0.25 }, earlier[] = { 0.1, 0.9 };
  GtkWidget *window;
  GtkWidget *bars = shown_bars (&window);
  cairo_surface_t *drawn;

  gtk_window_set_default_size (GTK_WINDOW (window), 500, 100);
  if (before != NULL)
    ink_probability_bars_set (INK_PROBABILITY_BARS (bars), before, earlier, 2,
                              1, 9);
  on_screen_wait (gtk_widget_get_width (bars) > 0);
  ink_probability_bars_set (INK_PROBABILITY_BARS (bars), names, now, 2, 0,
                            9);
  on_screen_wait (gtk_widget_get_width (gtk_widget_get_first_child (bars)) > 0);
  drawn = drawn_widget (bars);
  destroy (window, bars);
  return drawn;
}

/* Nothing of what was shown before stays: neither how wide its names were, nor
 * what was bold. */
static void
test_again (void)
{
  static const char *const narrow[] = { "i", "j" };
  static const char *const wide[] = { "Wednesday", "Thursday" };
  cairo_surface_t *fresh = draw_bars (NULL, narrow);
  cairo_surface_t *again = draw_bars (wide, narrow);
  int width = cairo_image_surface_get_width (fresh);
  int height = cairo_image_surface_get_height (fresh);

  g_assert_cmpint (width, ==, cairo_image_surface_get_width (again));
  g_assert_cmpint (height, ==, cairo_image_surface_get_height (again));
  g_assert_cmpint (width, >, 400);
  for (int i = 0; i < width * height; i++)
    g_assert_cmphex (drawn_pixel (fresh, i % width, i / width), ==,
                     drawn_pixel (again, i % width, i / width));
  cairo_surface_destroy (fresh);
  cairo_surface_destroy (again);
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
  g_test_add_func ("/ui/probability-bars/format", test_format);
  g_test_add_func ("/ui/probability-bars/all", test_all);
  g_test_add_func ("/ui/probability-bars/top", test_top);
  g_test_add_func ("/ui/probability-bars/empty", test_empty);
  g_test_add_func ("/ui/probability-bars/long-names", test_long_names);
  g_test_add_func ("/ui/probability-bars/again", test_again);
  return g_test_run ();
}
