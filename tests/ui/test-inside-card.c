/* What is seen of a network's inside: the maps' colours, where the words say
 * that the ink is, the cards that fold, and the columns they stand in. */
#include <math.h>
#include <string.h>

#include "core/model/lenet5-trace.h"

#include "drawn-widget.h"
#include "on-screen.h"
#include "tests/data/temp-folder.h"
#include "ui/draw/inside-card.h"
#include "ui/draw/pixel-maps.h"
#include "ui/draw/speaking-ink.h"
#include "ui/plot/theme.h"
#include "ui/settings.h"
#include "ui/two-columns.h"

#define SIZE INK_LENET5_SIZE

/* ---- maps --------------------------------------------------------------- */

static guint32
to_rgb (const InkColor *color)
{
  return (guint32) (color->r * 255 + 0.5) << 16
         | (guint32) (color->g * 255 + 0.5) << 8
         | (guint32) (color->b * 255 + 0.5);
}

static void
set_dark (gboolean dark)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
}

/* Two maps of 2x2, three times as large, on one scale, in either theme. */
static void
test_amounts (void)
{
  static const float values[] = { 0, 1, 2, 4, 0, 0, 0, 2 };
  GtkWidget *maps
      = g_object_ref_sink (ink_pixel_maps_new (INK_PIXEL_COLORS_AMOUNT, 2, 2,
                                               2, 7));

  ink_pixel_maps_set (INK_PIXEL_MAPS (maps), values, NULL);
  for (int dark = 0; dark < 2; dark++)
    {
      const InkTheme *theme = ink_theme_find (dark ? "dark" : "light");
      cairo_surface_t *drawn;

      set_dark (dark);
      drawn = drawn_at_size (maps, 18, 6);
      for (int i = 0; i < 9; i++) /* all of the enlarged pixel */
        {
          g_assert_cmphex (drawn_pixel (drawn, i % 3, i / 3), ==,
                           to_rgb (&theme->grid));
          g_assert_cmphex (drawn_pixel (drawn, 3 + i % 3, 3 + i / 3), ==,
                           to_rgb (&theme->text));
        }
      /* Half of the largest, which the other map has: levels are whole. */
      g_assert_cmphex (drawn_pixel (drawn, 12 + 3, 3), ==,
                       drawn_pixel (drawn, 0, 3));
      g_assert_cmphex (drawn_pixel (drawn, 12 + 3, 3), !=,
                       to_rgb (&theme->text));
      g_assert_cmphex (drawn_pixel (drawn, 12, 0), ==, to_rgb (&theme->grid));
      cairo_surface_destroy (drawn);
    }
  g_assert_finalize_object (maps);
}

static void
test_shares (void)
{
  static const float values[] = { 0, -3, 0, 3 };
  static const guint8 ink[] = { 0, 255, 255, 255 };
  const InkTheme *theme = ink_theme_find ("light");
  GtkWidget *maps = g_object_ref_sink (
      ink_pixel_maps_new (INK_PIXEL_COLORS_SHARE, 1, 2, 1, 8));
  cairo_surface_t *drawn;

  set_dark (FALSE);
  ink_pixel_maps_set (INK_PIXEL_MAPS (maps), values, ink);
  drawn = drawn_at_size (maps, 8, 8);
  g_assert_cmphex (drawn_pixel (drawn, 0, 0), ==, to_rgb (&theme->grid));
  g_assert_cmphex (drawn_pixel (drawn, 7, 0), ==, to_rgb (&theme->palette[1]));
  g_assert_cmphex (drawn_pixel (drawn, 7, 7), ==, to_rgb (&theme->palette[0]));
  g_assert_cmphex (drawn_pixel (drawn, 0, 7), !=, /* grey */
                   to_rgb (&theme->grid));
  cairo_surface_destroy (drawn);
  ink_pixel_maps_clear (INK_PIXEL_MAPS (maps));
  drawn = drawn_at_size (maps, 8, 8);
  for (int i = 0; i < 64; i++)
    g_assert_cmphex (drawn_pixel (drawn, i % 8, i / 8), ==,
                     to_rgb (&theme->grid));
  cairo_surface_destroy (drawn);
  g_assert_finalize_object (maps);
}

static int
height_for (GtkWidget *widget, int width)
{
  int minimum, natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, &minimum,
                      &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, natural);
  return natural;
}

/* In one row where each gets two pixels a pixel, else in two; never larger than
 * was said. */
static void
test_rows (void)
{
  GtkWidget *maps = g_object_ref_sink (
      ink_pixel_maps_new (INK_PIXEL_COLORS_AMOUNT, 6, 24, 6, 72));

  g_assert_cmpint (height_for (maps, 6 * 48 + 5 * 6), ==, 48);
  g_assert_cmpint (height_for (maps, 6 * 48 + 5 * 6 - 1), ==, 72 + 6 + 72);
  g_assert_cmpint (height_for (maps, 2000), ==, 72);
  g_assert_cmpint (height_for (maps, 3 * 48 + 2 * 6), ==, 48 + 6 + 48);
  g_assert_finalize_object (maps);
}

/* ---- words --------------------------------------------------------------- */

/* A digit from (8, 4) to (19, 23), whose pixel (@x, @y) speaks for it. */
static char *
sentence_at (guint x, guint y, float share)
{
  float shares[SIZE * SIZE] = { 0 };
  guint8 ink[SIZE * SIZE] = { 0 };

  for (guint row = 4; row < 24; row++)
    memset (ink + row * SIZE + 8, 255, 12);
  shares[y * SIZE + x] = share;
  shares[12 * SIZE + 12] = 0.1f * share;
  shares[12 * SIZE + 13] = -5;
  return ink_speaking_ink_sentence (shares, ink, "3", "8");
}

static void
test_words (void)
{
  static const struct
  {
    guint x, y;
    const char *where;
  } table[] = {
    { 8, 4, " at the upper left " },   { 13, 4, " at the top " },
    { 19, 4, " at the upper right " }, { 8, 13, " at the left " },
    { 14, 13, " in the middle " },     { 16, 13, " at the right " },
    { 11, 23, " at the lower left " }, { 12, 18, " at the bottom " },
    { 27, 27, " at the lower right " }, /* outside */
    { 0, 0, " at the upper left " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *found = sentence_at (table[i].x, table[i].y, 1);

      g_assert_true (g_str_has_prefix (found, "3 rather than 8: the ink"));
      g_assert_nonnull (strstr (found, table[i].where));
    }
}

static void
test_no_words (void)
{
  g_autofree char *against = sentence_at (10, 10, -1);
  const float nothing[SIZE * SIZE] = { 0 };
  const guint8 blank[SIZE * SIZE] = { 0 };
  g_autofree char *none
      = ink_speaking_ink_sentence (nothing, blank, "3", "8");

  g_assert_cmpstr (against, ==,
                   "3 rather than 8, though no ink speaks for it.");
  g_assert_cmpstr (none, ==, against);
}

/* ---- the cards ----------------------------------------------------------- */

static InkModel *
model_new (guint64 seed)
{
  const char *const names[] = { "A", "B", "C", NULL };
  g_autoptr (InkNetwork) network = ink_lenet5_network_new (3);
  float *parameters = ink_floats_new (ink_network_n_parameters (network));
  InkModel *model;

  ink_network_init (network, seed, parameters);
  model = ink_lenet5_model_new (parameters, names);
  g_aligned_free (parameters);
  return model;
}

static void
draw_stroke (guint8 *pixels)
{
  memset (pixels, 0, SIZE * SIZE);
  for (guint y = 5; y < 23; y++)
    for (guint x = 12; x < 15; x++)
      pixels[y * SIZE + x] = (guint8) (200 + 2 * y);
}

/* What the core says of it. (transfer full) */
static char *
wanted_sentence (InkModel *model, const guint8 *pixels)
{
  g_autoptr (InkLenet5Tracer) tracer = ink_lenet5_tracer_new (model);
  g_autofree InkLenet5Trace *trace = g_new (InkLenet5Trace, 1);
  const char *const *names = ink_model_class_names (model);

  ink_lenet5_tracer_read (tracer, pixels, trace);
  return ink_speaking_ink_sentence (trace->difference.pixels, pixels,
                                    names[trace->best],
                                    names[trace->second]);
}

/* (transfer full) */
static InkInsideCard *
card_new (void)
{
  return INK_INSIDE_CARD (g_object_ref_sink (ink_inside_card_new ()));
}

static GtkWidget *
find_named (GtkWidget *widget, const char *name)
{
  GtkWidget *found = NULL;

  if (strcmp (gtk_widget_get_name (widget), name) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_named (child, name);
  return found;
}

static GtkExpander *
find_card (InkInsideCard *card, const char *name)
{
  return GTK_EXPANDER (find_named (GTK_WIDGET (card), name));
}

static gboolean
is_invitation (InkInsideCard *card)
{
  return g_str_has_prefix (ink_inside_card_get_sentence (card), "Draw");
}

static void
test_card (void)
{
  g_autoptr (InkModel) first = model_new (1);
  g_autoptr (InkModel) second = model_new (5);
  InkInsideCard *card = card_new ();
  g_autofree char *of_first = NULL, *of_second = NULL;
  guint8 pixels[SIZE * SIZE];

  draw_stroke (pixels);
  of_first = wanted_sentence (first, pixels);
  of_second = wanted_sentence (second, pixels);
  g_assert_cmpstr (of_first, !=, of_second);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (card)));
  ink_inside_card_set (card, first, NULL);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (card)));
  g_assert_true (is_invitation (card));
  ink_inside_card_set (card, first, pixels);
  g_assert_cmpstr (ink_inside_card_get_sentence (card), ==, of_first);
  ink_inside_card_set (card, second, pixels);
  g_assert_cmpstr (ink_inside_card_get_sentence (card), ==, of_second);
  ink_inside_card_clear (card);
  g_assert_true (is_invitation (card));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (card)));
  ink_inside_card_set (card, NULL, pixels);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (card)));
  ink_inside_card_clear (card);
  g_assert_finalize_object (card);
}

/* Folded, a card shows nothing new; opened, what it would have shown. What is
 * folded stays so in the next window. */
static void
test_folds (void)
{
  g_autoptr (InkModel) model = model_new (1);
  InkInsideCard *card = card_new ();
  GtkExpander *speaking = find_card (card, "speaks-for-it");
  GtkExpander *layers = find_card (card, "inside-the-network");
  guint8 pixels[SIZE * SIZE];

  g_assert_true (gtk_expander_get_expanded (speaking));
  g_assert_true (gtk_expander_get_expanded (layers));
  gtk_expander_set_expanded (speaking, FALSE);
  draw_stroke (pixels);
  ink_inside_card_set (card, model, pixels);
  g_assert_true (is_invitation (card));
  gtk_expander_set_expanded (speaking, TRUE);
  g_assert_false (is_invitation (card));
  gtk_expander_set_expanded (speaking, FALSE);
  gtk_expander_set_expanded (layers, FALSE);
  ink_inside_card_clear (card);
  gtk_expander_set_expanded (speaking, TRUE);
  g_assert_true (is_invitation (card));
  g_assert_finalize_object (card);

  card = card_new ();
  g_assert_true (
      gtk_expander_get_expanded (find_card (card, "speaks-for-it")));
  g_assert_false (
      gtk_expander_get_expanded (find_card (card, "inside-the-network")));
  g_assert_finalize_object (card);
  ink_settings_set_open ("inside-the-network", TRUE);
}

/* ---- columns ------------------------------------------------------------- */

static GtkWidget *
add_block (GtkWidget *columns, int width, int height, guint column)
{
  GtkWidget *block = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_size_request (block, width, height);
  ink_two_columns_add (INK_TWO_COLUMNS (columns), block, column);
  return block;
}

static void
assert_place (GtkWidget *widget, int x, int y, int width)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (
      widget, gtk_widget_get_parent (widget), &bounds));
  g_assert_cmpfloat (bounds.origin.x, ==, x);
  g_assert_cmpfloat (bounds.origin.y, ==, y);
  g_assert_cmpfloat (bounds.size.width, ==, width);
}

static void
place (GtkWidget *columns, int width)
{
  gtk_widget_size_allocate (
      columns, &(GtkAllocation) { 0, 0, width, height_for (columns, width) },
      -1);
}

static void
test_columns (void)
{
  GtkWidget *columns = g_object_ref_sink (ink_two_columns_new (10));
  GtkWidget *a = add_block (columns, 100, 40, 0);
  GtkWidget *b = add_block (columns, 80, 70, 1);
  GtkWidget *c = add_block (columns, 50, 20, 0);

  g_assert_cmpint (height_for (columns, 209), ==, 40 + 10 + 70 + 10 + 20);
  g_assert_cmpint (height_for (columns, 210), ==, 70);
  place (columns, 209);
  g_assert_false (ink_two_columns_get_two (INK_TWO_COLUMNS (columns)));
  assert_place (b, 0, 50, 209);
  assert_place (c, 0, 130, 209);
  place (columns, 230);
  g_assert_true (ink_two_columns_get_two (INK_TWO_COLUMNS (columns)));
  assert_place (a, 0, 0, 110);
  assert_place (b, 120, 0, 110);
  assert_place (c, 0, 50, 110);
  gtk_widget_set_visible (b, FALSE); /* nor is there a gap for it */
  place (columns, 209);
  assert_place (c, 0, 50, 209);
  gtk_widget_set_visible (b, TRUE);
  gtk_widget_set_visible (a, FALSE);
  g_assert_cmpint (height_for (columns, 170), ==, 70);
  place (columns, 170);
  assert_place (c, 0, 0, 80);
  g_assert_finalize_object (columns);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = temp_folder_new ();
  int status;

  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  if (!on_screen_init ())
    return 0;
  g_test_add_func ("/ui/inside-card/amounts", test_amounts);
  g_test_add_func ("/ui/inside-card/shares", test_shares);
  g_test_add_func ("/ui/inside-card/rows", test_rows);
  g_test_add_func ("/ui/inside-card/words", test_words);
  g_test_add_func ("/ui/inside-card/no-words", test_no_words);
  g_test_add_func ("/ui/inside-card/card", test_card);
  g_test_add_func ("/ui/inside-card/folds", test_folds);
  g_test_add_func ("/ui/inside-card/columns", test_columns);
  status = g_test_run ();
  temp_folder_remove (folder);
  return status;
}
