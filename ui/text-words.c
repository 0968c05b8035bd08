/* Two cards: the words of the text with what each adds, in nats, and the
 * class's strongest words. Working those out means ranking the vocabulary, so
 * it is done when the class changes and not at every key. */
#include "ui/text-words.h"

#include <math.h>
#include <string.h>

#define N_STRONG 18

struct _InkTextWords
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *words_card;
  GtkLabel *words_title;
  GtkGrid *lists[2]; /* for, against */
  GtkLabel *none[2];
  GtkWidget *strong_card;
  GtkLabel *strong_title;
  GtkLabel *strong;
  InkModel *model; /* (nullable) */
  guint class_index;
};

G_DEFINE_FINAL_TYPE (InkTextWords, ink_text_words, GTK_TYPE_WIDGET)

static void
ink_text_words_dispose (GObject *object)
{
  InkTextWords *self = INK_TEXT_WORDS (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->model, ink_model_unref);
  G_OBJECT_CLASS (ink_text_words_parent_class)->dispose (object);
}

static void
ink_text_words_class_init (InkTextWordsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ink_text_words_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "text-words");
}

static GtkLabel *
new_label (const char *text, const char *css_class)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (text));

  gtk_label_set_xalign (label, 0);
  gtk_widget_add_css_class (GTK_WIDGET (label), css_class);
  return label;
}

static GtkWidget *
new_card (void)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "ink-panel");
  gtk_widget_set_visible (card, FALSE);
  return card;
}

static GtkWidget *
make_list (InkTextWords *self, guint side)
{
  static const char *const titles[] = { "Speak for", "Speak against" };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *grid = gtk_grid_new ();

  gtk_box_append (GTK_BOX (box),
                  GTK_WIDGET (new_label (titles[side], "dim-label")));
  self->none[side] = new_label ("none", "dim-label");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->none[side]));
  gtk_grid_set_row_spacing (GTK_GRID (grid), 2);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_box_append (GTK_BOX (box), grid);
  gtk_widget_set_hexpand (box, TRUE);
  self->lists[side] = GTK_GRID (grid);
  return box;
}

static void
ink_text_words_init (InkTextWords *self)
{
  GtkWidget *title = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *sides = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->words_card = new_card ();
  self->words_title = new_label ("Words", "heading");
  gtk_box_append (GTK_BOX (title), GTK_WIDGET (self->words_title));
  gtk_box_append (GTK_BOX (title),
                  GTK_WIDGET (new_label ("nats, against the mean of the other "
                                         "classes", "dim-label")));
  gtk_box_append (GTK_BOX (self->words_card), title);
  gtk_box_set_homogeneous (GTK_BOX (sides), TRUE);
  for (guint side = 0; side < 2; side++)
    gtk_box_append (GTK_BOX (sides), make_list (self, side));
  gtk_box_append (GTK_BOX (self->words_card), sides);

  self->strong_card = new_card ();
  self->strong_title = new_label ("", "heading");
  gtk_label_set_ellipsize (self->strong_title, PANGO_ELLIPSIZE_END);
  self->strong = new_label ("", "ink-word");
  gtk_label_set_wrap (self->strong, TRUE);
  gtk_label_set_wrap_mode (self->strong, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (self->strong, TRUE);
  gtk_box_append (GTK_BOX (self->strong_card),
                  GTK_WIDGET (self->strong_title));
  gtk_box_append (GTK_BOX (self->strong_card), GTK_WIDGET (self->strong));

  gtk_box_append (GTK_BOX (self->box), self->words_card);
  gtk_box_append (GTK_BOX (self->box), self->strong_card);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
ink_text_words_new (void)
{
  return g_object_new (INK_TYPE_TEXT_WORDS, NULL);
}

/* A term as one can read it: spaces of a run of characters are made visible. */
static char *
readable (const char *token)
{
  g_auto (GStrv) parts = NULL;

  if (strchr (token, ' ') == NULL
      || (token[0] != ' ' && token[strlen (token) - 1] != ' '))
    return g_strdup (token);
  parts = g_strsplit (token, " ", -1);
  return g_strjoinv ("␣", parts);
}

static void
add_row (GtkGrid *grid, int row, const InkTermEffect *effect)
{
  GtkLabel *name;
  GtkLabel *value;
  g_autofree char *term = readable (effect->term);
  g_autofree char *text
      = effect->count > 1 ? g_strdup_printf ("%s ×%u", term, effect->count)
                          : g_strdup (term);
  g_autofree char *nats
      = g_strdup_printf ("%s%.2f", effect->contribution < 0 ? "−" : "+",
                         fabs (effect->contribution));

  name = new_label (text, "ink-word");
  gtk_label_set_ellipsize (name, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (name), TRUE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (name), text);
  value = new_label (nats, "ink-strong");
  gtk_widget_add_css_class (GTK_WIDGET (value), "ink-tabular");
  gtk_label_set_xalign (value, 1);
  gtk_grid_attach (grid, GTK_WIDGET (name), 0, row, 1, 1);
  gtk_grid_attach (grid, GTK_WIDGET (value), 1, row, 1, 1);
}

static void
fill_side (InkTextWords *self, const GArray *terms, guint side)
{
  GtkWidget *child;
  int row = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->lists[side])))
         != NULL)
    gtk_grid_remove (self->lists[side], child);
  for (guint i = 0; i < terms->len; i++)
    add_row (self->lists[side], row++,
             &g_array_index (terms, InkTermEffect, i));
  gtk_widget_set_visible (GTK_WIDGET (self->none[side]), row == 0);
}

void
ink_text_words_set_reading (InkTextWords *self, const InkTextReading *reading)
{
  gtk_widget_set_visible (self->words_card,
                          reading != NULL && reading->n_known > 0);
  if (reading == NULL)
    return;
  for (guint side = 0; side < 2; side++)
    fill_side (self, reading->terms[side], side);
}

void
ink_text_words_set_class (InkTextWords *self, InkModel *model,
                          guint class_index)
{
  g_autoptr (GArray) strongest = NULL;
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *title = NULL;
  InkNaiveBayesOptions options;

  if (model != NULL && model == self->model
      && class_index == self->class_index)
    return;
  if (model != NULL)
    ink_model_ref (model);
  g_clear_pointer (&self->model, ink_model_unref);
  self->model = model;
  self->class_index = class_index;
  gtk_widget_set_visible (self->strong_card, model != NULL);
  if (model == NULL)
    return;
  ink_naive_bayes_options (model, &options);
  gtk_label_set_text (self->words_title,
                      options.analyzer == INK_ANALYZER_CHAR ? "Characters"
                                                            : "Words");
  strongest = ink_naive_bayes_strongest (model, class_index, FALSE, N_STRONG);
  for (guint i = 0; i < strongest->len; i++)
    {
      g_autofree char *token
          = readable (g_array_index (strongest, InkStrongToken, i).token);

      g_string_append_printf (list, "%s%s", i == 0 ? "" : " · ", token);
    }
  title = g_strdup_printf ("Strongest for %s",
                           ink_model_class_names (model)[class_index]);
  gtk_label_set_text (self->strong_title, title);
  gtk_label_set_text (self->strong, list->str);
}
