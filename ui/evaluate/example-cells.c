/* Cells are made once for what is in sight and filled anew as one scrolls. */
#include "ui/evaluate/example-cells.h"

#include "ui/draw/digit-picture.h"
#include "ui/evaluate/example-list.h"

/* Of a text, the beginning: two lines are shown. */
#define SHOWN_CHARS 300
#define NAME_CHARS 12
#define CELL_WIDTH 84

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (label, "ink-tabular");
  gtk_widget_add_css_class (label, css_class);
  return label;
}

/* "4 → 9" */
static char *
format_classes (InkExample *example)
{
  return g_strdup_printf ("%s → %s", ink_example_get_truth (example),
                          ink_example_get_predicted (example));
}

static char *
describe (InkExample *example)
{
  g_autofree char *probability = ink_example_format_probability (example);

  return g_strdup_printf ("example %u, truly %s, read as %s (%s)",
                          ink_example_get_index (example),
                          ink_example_get_truth (example),
                          ink_example_get_predicted (example), probability);
}

static GtkWidget *
nth_child (GtkWidget *widget, guint n)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  while (n-- > 0)
    child = gtk_widget_get_next_sibling (child);
  return child;
}

/* --- Pictures --- */

static void
setup_picture_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *picture = gtk_picture_new ();
  GtkWidget *classes = make_label ("caption");
  GtkWidget *probability = make_label ("caption");

  gtk_picture_set_can_shrink (GTK_PICTURE (picture), FALSE);
  gtk_widget_set_halign (picture, GTK_ALIGN_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (classes), NAME_CHARS);
  gtk_label_set_wrap (GTK_LABEL (classes), TRUE);
  gtk_label_set_lines (GTK_LABEL (classes), 2);
  gtk_label_set_ellipsize (GTK_LABEL (classes), PANGO_ELLIPSIZE_END);
  gtk_label_set_justify (GTK_LABEL (classes), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (probability), NAME_CHARS);
  gtk_widget_add_css_class (probability, "dim-label");
  gtk_widget_set_size_request (box, CELL_WIDTH, -1);
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), classes);
  gtk_box_append (GTK_BOX (box), probability);
  gtk_list_item_set_child (item, box);
}

static void
bind_picture_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  InkExample *example = INK_EXAMPLE (gtk_list_item_get_item (item));
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkPicture *picture = GTK_PICTURE (nth_child (box, 0));
  g_autoptr (GdkTexture) texture
      = ink_digit_texture_new (ink_example_get_pixels (example));
  g_autofree char *classes = format_classes (example);
  g_autofree char *probability = ink_example_format_probability (example);
  g_autofree char *description = describe (example);

  gtk_picture_set_paintable (picture, GDK_PAINTABLE (texture));
  gtk_picture_set_alternative_text (picture, description);
  gtk_widget_set_tooltip_text (box, description);
  gtk_label_set_text (GTK_LABEL (nth_child (box, 1)), classes);
  gtk_label_set_text (GTK_LABEL (nth_child (box, 2)), probability);
}

static void
unbind_picture_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_list_item_get_child (item);

  gtk_picture_set_paintable (GTK_PICTURE (nth_child (box, 0)), NULL);
}

GtkListItemFactory *
ink_example_pictures_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_picture_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_picture_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_picture_cb), NULL);
  return factory;
}

/* --- Texts --- */

/* Its beginning, with single blanks for whatever keeps words apart.
 * (transfer full) */
static char *
first_words (const char *text)
{
  GString *words = g_string_new (NULL);
  gboolean blank = FALSE;

  for (guint n = 0; *text != '\0' && n < SHOWN_CHARS;
       text = g_utf8_next_char (text))
    {
      const gunichar c = g_utf8_get_char (text);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
        {
          blank = words->len > 0;
          continue;
        }
      if (blank)
        g_string_append_c (words, ' ');
      blank = FALSE;
      g_string_append_unichar (words, c);
      n++;
    }
  if (*text != '\0')
    g_string_append (words, "…");
  return g_string_free (words, FALSE);
}

static void
setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *text = gtk_label_new (NULL);
  GtkWidget *remark = make_label ("caption");

  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (text), 2);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_xalign (GTK_LABEL (remark), 0);
  gtk_widget_add_css_class (remark, "dim-label");
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), remark);
  gtk_list_item_set_child (item, box);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  InkExample *example = INK_EXAMPLE (gtk_list_item_get_item (item));
  GtkWidget *box = gtk_list_item_get_child (item);
  g_autofree char *text = first_words (ink_example_get_text (example));
  g_autofree char *classes = format_classes (example);
  g_autofree char *probability = ink_example_format_probability (example);
  g_autofree char *remark = g_strdup_printf ("%s · %s", classes, probability);

  gtk_label_set_text (GTK_LABEL (nth_child (box, 0)),
                      text[0] != '\0' ? text : "(empty)");
  gtk_label_set_text (GTK_LABEL (nth_child (box, 1)), remark);
}

GtkListItemFactory *
ink_example_rows_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), NULL);
  return factory;
}
