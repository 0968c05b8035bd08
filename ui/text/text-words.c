/* The words of a text come a moment after bars and tints; those of the model
 * mean a walk through its vocabulary, which a worker does when they are to be
 * seen and the class is another one. */
#include "ui/text/text-words.h"

#include <math.h>

#include "ui/text/strongest-words.h"
#include "ui/text/word-format.h"
#include "ui/text/word-sides.h"
#include "ui/weak.h"

#define N_ROWS INK_WORD_LIST_ROWS
#define LEAST_SHOWN 0.005 /* nats: what would be hardly more than x 1.00 */
/* After the key press is dealt with, before the frame is painted. */
#define SOON (GDK_PRIORITY_REDRAW - 5)

struct _InkTextWords
{
  GtkWidget parent_instance;
  GtkWidget *card;
  GtkLabel *title;
  GtkToggleButton *of_text, *of_model;
  InkWordSides *sides;

  InkModel *model; /* (nullable) */
  guint class_index;
  InkTextReading *reading; /* (nullable): until its words are shown */
  guint showing;           /* a source's number */
  gboolean has_text;
  gboolean wants_model; /* as the switch was set by hand */
  gboolean listing;     /* a worker is under way */
  InkModel *listed;     /* (nullable): whose strongest the rows show */
  guint listed_class;
};

enum
{
  SWITCHED,
  POINTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkTextWords, ink_text_words, GTK_TYPE_WIDGET)

static void
ink_text_words_dispose (GObject *object)
{
  InkTextWords *self = INK_TEXT_WORDS (object);

  g_clear_handle_id (&self->showing, g_source_remove);
  g_clear_pointer (&self->reading, ink_text_reading_unref);
  g_clear_pointer (&self->card, gtk_widget_unparent);
  g_clear_pointer (&self->model, ink_model_unref);
  g_clear_pointer (&self->listed, ink_model_unref);
  G_OBJECT_CLASS (ink_text_words_parent_class)->dispose (object);
}

static void
ink_text_words_class_init (InkTextWordsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ink_text_words_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "text-words");
  signals[SWITCHED]
      = g_signal_new ("switched", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                      0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[POINTED]
      = g_signal_new ("pointed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                      0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

/* ---- the text's words ---------------------------------------------------- */

static double
strength_at (const GArray *terms, guint i)
{
  return i < terms->len
             ? fabs (g_array_index (terms, InkTermEffect, i).contribution)
             : 0;
}

/* @strongest: nats: what gets a full ground */
static void
show_terms (InkTextWords *self, const GArray *terms, guint side,
            double strongest)
{
  guint n = MIN (terms->len, N_ROWS);

  for (guint i = 0; i < n; i++)
    {
      const InkTermEffect *effect = &g_array_index (terms, InkTermEffect, i);
      g_autofree char *term = ink_term_format (effect->term);
      g_autofree char *word
          = effect->count > 1 ? g_strdup_printf ("%s ×%u", term, effect->count)
                              : g_strdup (term);
      g_autofree char *odds = ink_odds_format (effect->contribution);
      g_autofree char *spoken = g_strdup_printf (
          "%s: odds %s %.2f (%+.2f nats)", word,
          effect->contribution < 0 ? "divided by" : "times",
          exp (fabs (effect->contribution)), effect->contribution);
      const InkWordShown shown
          = { effect->term, word, odds, spoken,
              fabs (effect->contribution) / strongest };

      ink_word_sides_set (self->sides, side, i, &shown);
    }
  ink_word_sides_clear (self->sides, side, n);
}

static void
show_text (InkTextWords *self, const InkTextReading *reading)
{
  GArray *terms[2];
  double strongest = 0.15;

  for (guint side = 0; side < 2; side++)
    {
      terms[side] = ink_explanation_terms (reading->explanation,
                                           reading->class_index, side != 0,
                                           N_ROWS, LEAST_SHOWN);
      strongest = fmax (strongest, strength_at (terms[side], 0));
    }
  for (guint side = 0; side < 2; side++)
    {
      show_terms (self, terms[side], side, strongest);
      g_array_unref (terms[side]);
    }
  g_clear_pointer (&self->listed, ink_model_unref);
}

static gboolean
show_text_cb (gpointer user_data)
{
  InkTextWords *self = user_data;
  g_autoptr (InkTextReading) reading = g_steal_pointer (&self->reading);

  self->showing = 0;
  show_text (self, reading);
  return G_SOURCE_REMOVE;
}

/* @reading: (nullable): NULL calls it off */
static void
show_text_soon (InkTextWords *self, const InkTextReading *reading)
{
  g_clear_pointer (&self->reading, ink_text_reading_unref);
  if (reading == NULL)
    {
      g_clear_handle_id (&self->showing, g_source_remove);
      return;
    }
  self->reading = ink_text_reading_ref ((InkTextReading *) reading);
  if (self->showing == 0)
    self->showing = g_idle_add_full (SOON, show_text_cb, self, NULL);
}

/* ---- the model's words --------------------------------------------------- */

static void
show_strongest (InkTextWords *self, const InkStrongestWords *listing)
{
  double strongest = 0;

  for (guint side = 0; side < 2; side++)
    if (listing->words[side]->len > 0)
      strongest = fmax (strongest,
                        fabs (g_array_index (listing->words[side],
                                             InkStrongToken, 0).weight));
  for (guint side = 0; side < 2; side++)
    {
      const GArray *words = listing->words[side];

      for (guint i = 0; i < words->len; i++)
        {
          const InkStrongToken *token
              = &g_array_index (words, InkStrongToken, i);
          g_autofree char *word = ink_term_format (token->token);
          g_autofree char *figure = g_strdup_printf (
              "%s%.2f", token->weight < 0 ? "−" : "+", fabs (token->weight));
          g_autofree char *spoken
              = g_strdup_printf ("%s: weight %+.2f", word, token->weight);
          const InkWordShown shown = { token->token, word, figure, spoken,
                                       fabs (token->weight) / strongest };

          ink_word_sides_set (self->sides, side, i, &shown);
        }
      ink_word_sides_clear (self->sides, side, words->len);
    }
  g_clear_pointer (&self->listed, ink_model_unref);
  self->listed = ink_model_ref (listing->model);
  self->listed_class = listing->class_index;
}

static gboolean
shows_model (InkTextWords *self)
{
  return self->wants_model || !self->has_text;
}

static void list_model (InkTextWords *self);

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (InkTextWords) self = ink_weak_take (user_data);
  const InkStrongestWords *listing = ink_strongest_words_finish (result);

  if (self == NULL || self->card == NULL)
    return;
  self->listing = FALSE;
  if (!shows_model (self) || self->model == NULL)
    return;
  if (listing->model == self->model
      && listing->class_index == self->class_index)
    show_strongest (self, listing);
  else
    list_model (self);
}

/* Whether the rows show what they should already. */
static gboolean
is_listed (InkTextWords *self)
{
  return self->listed != NULL && self->listed == self->model
         && self->listed_class == self->class_index;
}

static void
list_model (InkTextWords *self)
{
  if (self->listing || is_listed (self))
    return;
  ink_word_sides_wait (self->sides);
  self->listing = TRUE;
  ink_strongest_words_async (self->model, self->class_index, N_ROWS, listed_cb,
                             ink_weak_new (self));
}

/* ---- the card ---------------------------------------------------------- */

static void
show_title (InkTextWords *self)
{
  const char *name = ink_model_class_names (self->model)[self->class_index];
  g_autofree char *title = g_strdup_printf ("For or against %s", name);
  g_autofree char *tooltip = g_strdup_printf (
      shows_model (self)
          ? "The strongest words of the model: what a word of full weight adds "
            "to the log odds of %s, against the mean of the other classes"
          : "What each word does to the odds of %s, against the mean of the "
            "other classes: ×2 doubles them, ÷2 halves them",
      name);

  gtk_label_set_text (self->title, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), tooltip);
}

void
ink_text_words_set (InkTextWords *self, InkModel *model, guint class_index,
                    const InkTextReading *reading)
{
  gboolean has_text = reading != NULL && reading->n_known > 0;
  gboolean is_new = model != self->model || class_index != self->class_index
                    || has_text != self->has_text;

  if (model != NULL)
    ink_model_ref (model);
  g_clear_pointer (&self->model, ink_model_unref);
  self->model = model;
  self->class_index = class_index;
  self->has_text = has_text;
  if (is_new)
    {
      gtk_widget_set_visible (self->card, model != NULL);
      gtk_widget_set_sensitive (GTK_WIDGET (self->of_text), has_text);
      gtk_toggle_button_set_active (
          shows_model (self) ? self->of_model : self->of_text, TRUE);
    }
  show_text_soon (self, NULL);
  if (model == NULL)
    return;
  if (is_new)
    show_title (self);
  show_text_soon (self, shows_model (self) ? NULL : reading);
  if (shows_model (self))
    list_model (self);
}

/* The page sets the text's words again. */
static void
switched_cb (InkTextWords *self)
{
  gboolean model = gtk_toggle_button_get_active (self->of_model);

  if (!self->has_text || model == self->wants_model)
    return;
  self->wants_model = model;
  show_title (self);
  if (model)
    {
      show_text_soon (self, NULL);
      list_model (self);
    }
  else
    g_signal_emit (self, signals[SWITCHED], 0);
}

static GtkWidget *
make_switch (InkTextWords *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *of_text = gtk_toggle_button_new_with_label ("In the text");
  GtkWidget *of_model = gtk_toggle_button_new_with_label ("In the model");

  self->of_text = GTK_TOGGLE_BUTTON (of_text);
  self->of_model = GTK_TOGGLE_BUTTON (of_model);
  gtk_toggle_button_set_group (self->of_model, self->of_text);
  gtk_toggle_button_set_active (self->of_model, TRUE);
  gtk_widget_add_css_class (box, "linked");
  gtk_widget_add_css_class (of_text, "ink-small-toggle");
  gtk_widget_add_css_class (of_model, "ink-small-toggle");
  gtk_box_append (GTK_BOX (box), of_text);
  gtk_box_append (GTK_BOX (box), of_model);
  g_signal_connect_swapped (of_model, "toggled", G_CALLBACK (switched_cb),
                            self);
  return box;
}

static void
pointed_cb (InkTextWords *self, const char *term)
{
  g_signal_emit (self, signals[POINTED], 0, term);
}

static void
ink_text_words_init (InkTextWords *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *sides = ink_word_sides_new ();

  self->sides = INK_WORD_SIDES (sides);
  g_signal_connect_swapped (sides, "pointed", G_CALLBACK (pointed_cb), self);
  self->card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->title = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_xalign (self->title, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (head), make_switch (self));
  gtk_box_append (GTK_BOX (self->card), head);
  gtk_box_append (GTK_BOX (self->card), sides);
  gtk_widget_add_css_class (self->card, "card");
  gtk_widget_add_css_class (self->card, "ink-panel");
  gtk_widget_set_visible (self->card, FALSE);
  gtk_widget_set_parent (self->card, GTK_WIDGET (self));
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
ink_text_words_new (void)
{
  return g_object_new (INK_TYPE_TEXT_WORDS, NULL);
}
