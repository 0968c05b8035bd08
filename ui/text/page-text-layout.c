/* How the page Text is laid out: the text at the left, six parts of eleven, and
 * what the model says at the right. No behaviour. */
#include "ui/text/page-text-layout.h"

#include <adwaita.h>

#include "ui/model-entry.h"
#include "ui/plot/theme.h"

#define GAP 12
#define EDGE 18
#define LEFT_PARTS 6
#define RIGHT_PARTS 5

static GtkLabel *
dim_label (const char *text)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (text));

  gtk_widget_add_css_class (GTK_WIDGET (label), "dim-label");
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (label, 0);
  return label;
}

static void
set_name (gpointer widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
new_card (int spacing)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, spacing);

  gtk_widget_add_css_class (card, "card");
  return card;
}

static GtkWidget *
make_toolbar (InkPageTextLayout *layout)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *gap = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkExpression *title
      = gtk_property_expression_new (INK_TYPE_MODEL_ENTRY, NULL, "title");

  layout->models = GTK_DROP_DOWN (gtk_drop_down_new (NULL, title));
  set_name (layout->models, "Model");
  gtk_widget_set_tooltip_text (GTK_WIDGET (layout->models), "Model");
  gtk_widget_set_hexpand (gap, TRUE);
  layout->train = INK_TRAIN_BUTTON (ink_train_button_new ());
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (layout->models));
  gtk_box_append (GTK_BOX (bar), gap);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (layout->train));
  return bar;
}

static GtkWidget *
make_footer (InkPageTextLayout *layout)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkLabel *title = dim_label ("Tinted for");

  layout->classes = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  set_name (layout->classes, "Tinted for");
  layout->legend = GTK_LABEL (gtk_label_new (""));
  layout->count = dim_label ("");
  gtk_label_set_xalign (layout->legend, 0);
  gtk_label_set_ellipsize (layout->legend, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (layout->legend), TRUE);
  gtk_label_set_ellipsize (layout->count, PANGO_ELLIPSIZE_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (layout->count), "ink-tabular");
  gtk_label_set_ellipsize (title, PANGO_ELLIPSIZE_NONE);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (title));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (layout->classes));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (layout->legend));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (layout->count));
  gtk_widget_add_css_class (bar, "ink-panel");
  return bar;
}

static void
append_key (GString *markup, const InkTheme *theme, guint color,
            const char *text)
{
  const InkColor *c = &theme->palette[color];

  g_string_append_printf (
      markup, "<span background='#%02x%02x%02x' bgalpha='40%%'> %s </span>",
      (guint) (c->r * 255 + 0.5), (guint) (c->g * 255 + 0.5),
      (guint) (c->b * 255 + 0.5), text);
}

void
ink_page_text_layout_set_mode (InkPageTextLayout *layout, InkTintMode mode)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  const InkTheme *theme = ink_theme_find (dark ? "dark" : "light");
  g_autoptr (GString) markup = g_string_new (NULL);
  gboolean each = mode == INK_TINTS_EACH_CLASS;

  if (each)
    {
      g_string_append (markup, "as its bar ");
      append_key (markup, theme, INK_CLASS_COLOR_OTHERS, "others");
    }
  else
    {
      append_key (markup, theme, INK_TINT_FOR, "for");
      g_string_append_c (markup, ' ');
      append_key (markup, theme, INK_TINT_AGAINST, "against");
    }
  gtk_label_set_markup (layout->legend, markup->str);
  gtk_widget_set_tooltip_text (
      GTK_WIDGET (layout->legend),
      each ? "A word has the colour of the class that it speaks for most: that "
             "of its bar, grey where the class has no bar of its own"
           : "Blue words speak for the class, orange ones against it; the "
             "strongest of the text has full colour");
}

static GtkWidget *
make_left (InkPageTextLayout *layout)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, GAP);
  GtkWidget *card = new_card (0);

  layout->editor = INK_TEXT_EDITOR (ink_text_editor_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (layout->editor), TRUE);
  gtk_widget_set_overflow (card, GTK_OVERFLOW_HIDDEN);
  gtk_box_append (GTK_BOX (card), GTK_WIDGET (layout->editor));
  gtk_box_append (GTK_BOX (card), make_footer (layout));
  gtk_box_append (GTK_BOX (column), make_toolbar (layout));
  gtk_box_append (GTK_BOX (column), card);
  return column;
}

static GtkWidget *
make_verdict (InkPageTextLayout *layout)
{
  GtkWidget *card = new_card (4);

  layout->verdict_card = card;
  layout->verdict = GTK_LABEL (gtk_label_new (""));
  gtk_widget_add_css_class (GTK_WIDGET (layout->verdict), "ink-figure");
  gtk_label_set_ellipsize (layout->verdict, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (layout->verdict, 0);
  layout->remark = dim_label ("");
  gtk_label_set_ellipsize (layout->remark, PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (layout->remark, TRUE);
  gtk_label_set_wrap_mode (layout->remark, PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (card, "ink-panel");
  gtk_box_append (GTK_BOX (card), GTK_WIDGET (layout->verdict));
  gtk_box_append (GTK_BOX (card), GTK_WIDGET (layout->remark));
  layout->flip = INK_TEXT_FLIP (ink_text_flip_new ());
  gtk_box_append (GTK_BOX (card), GTK_WIDGET (layout->flip));
  return card;
}

static GtkWidget *
make_right (InkPageTextLayout *layout)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, GAP);

  layout->bars = INK_PROBABILITY_BARS (ink_probability_bars_new ());
  ink_probability_bars_set_choosable (layout->bars, "Look at");
  layout->words = INK_TEXT_WORDS (ink_text_words_new ());
  layout->calibration = INK_TEXT_CALIBRATION (ink_text_calibration_new ());
  layout->bars_card = new_card (4);
  gtk_widget_add_css_class (layout->bars_card, "ink-panel");
  gtk_box_append (GTK_BOX (layout->bars_card), GTK_WIDGET (layout->bars));
  gtk_box_append (GTK_BOX (layout->bars_card),
                  GTK_WIDGET (layout->calibration));
  gtk_box_append (GTK_BOX (column), make_verdict (layout));
  gtk_box_append (GTK_BOX (column), layout->bars_card);
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (layout->words));
  /* Room for the cards' shadows and for the scroll bar. */
  layout->right = column;
  gtk_widget_set_margin_top (column, EDGE);
  gtk_widget_set_margin_bottom (column, EDGE);
  gtk_widget_set_margin_start (column, EDGE / 2);
  gtk_widget_set_margin_end (column, EDGE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled),
                                  GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), column);
  return scrolled;
}

void
ink_page_text_layout_make (InkPageTextLayout *layout)
{
  GtkWidget *left = make_left (layout);
  GtkWidget *right = make_right (layout);

  layout->root = gtk_grid_new ();
  gtk_grid_set_column_homogeneous (GTK_GRID (layout->root), TRUE);
  gtk_widget_set_margin_top (left, EDGE);
  gtk_widget_set_margin_bottom (left, EDGE);
  gtk_widget_set_margin_start (left, EDGE);
  gtk_widget_set_margin_end (left, EDGE / 2);
  gtk_widget_set_hexpand (left, TRUE);
  gtk_widget_set_vexpand (left, TRUE);
  gtk_grid_attach (GTK_GRID (layout->root), left, 0, 0, LEFT_PARTS, 1);
  gtk_grid_attach (GTK_GRID (layout->root), right, LEFT_PARTS, 0, RIGHT_PARTS,
                   1);
}
