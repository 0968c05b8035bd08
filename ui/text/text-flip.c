/* A sentence that is a button. One search at a time: what comes meanwhile waits
 * for it, and what was found of a text that is no more is dropped. */
#include "ui/text/text-flip.h"

#include <string.h>

#include "ui/probability-bars.h"
#include "ui/weak.h"

#define REST 120 /* ms without a change */
#define LIMIT 60 /* words */
#define WORDS_NAMED 4

typedef struct
{
  InkModel *model;
  char *text;
  InkNaiveBayesFlip *found;
  GArray *spans; /* InkTextSpan */
} Search;

struct _InkTextFlip
{
  GtkWidget parent_instance;
  GtkToggleButton *button;
  GtkLabel *label;
  gboolean pointed;  /* at */
  Search *search;    /* (nullable): wanted, or found */
  gboolean searching; /* a worker is under way */
  guint rest;         /* a source's number */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkTextFlip, ink_text_flip, GTK_TYPE_WIDGET)

static void
search_free (Search *search)
{
  ink_model_unref (search->model);
  g_free (search->text);
  g_clear_pointer (&search->found, ink_naive_bayes_flip_free);
  g_clear_pointer (&search->spans, g_array_unref);
  g_free (search);
}

static void
ink_text_flip_dispose (GObject *object)
{
  InkTextFlip *self = INK_TEXT_FLIP (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_pointer (&self->search, search_free);
  if (self->button != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->button, self);
      gtk_widget_unparent (GTK_WIDGET (self->button));
    }
  self->button = NULL;
  G_OBJECT_CLASS (ink_text_flip_parent_class)->dispose (object);
}

static void
ink_text_flip_class_init (InkTextFlipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ink_text_flip_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "text-flip");
  signals[CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                      0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/* ---- what is said -------------------------------------------------------- */

/* What is taken out; @n: how many */
static const char *
noun_of (const InkModel *model, guint n)
{
  InkNaiveBayesOptions options;

  ink_naive_bayes_options (model, &options);
  if (options.analyzer == INK_ANALYZER_CHAR)
    return n == 1 ? "character" : "characters";
  return n == 1 ? "word" : "words";
}

static void
append_words (GString *sentence, const InkModel *model, const GPtrArray *words)
{
  guint n_named = words->len > WORDS_NAMED + 1 ? WORDS_NAMED : words->len;

  for (guint i = 0; i < n_named; i++)
    {
      g_autofree char *word
          = g_markup_escape_text (g_ptr_array_index (words, i), -1);

      if (i > 0)
        g_string_append (sentence, i + 1 == words->len ? " and " : ", ");
      g_string_append_printf (sentence, "<b>%s</b>", word);
    }
  if (n_named < words->len)
    g_string_append_printf (sentence, " and %u more %s", words->len - n_named,
                            noun_of (model, words->len - n_named));
}

/* In Pango's markup; (transfer full). */
static char *
describe (const Search *search)
{
  const InkNaiveBayesFlip *flip = search->found;
  const char *const *names = ink_model_class_names (search->model);
  g_autofree char *from = g_markup_escape_text (names[flip->from], -1);
  g_autofree char *to = g_markup_escape_text (names[flip->to], -1);
  g_autofree char *p = ink_probability_format (flip->probabilities[flip->to]);
  GString *sentence = g_string_new (NULL);

  if (flip->words->len == 0)
    {
      g_string_append_printf (
          sentence,
          flip->fewest ? "Whichever %s are left out, up to %u, it stays %s"
                       : "No %s, up to %u, were found without which it is "
                         "not %s",
          noun_of (search->model, LIMIT), LIMIT, from);
      return g_string_free (sentence, FALSE);
    }
  g_string_append (sentence, "Without ");
  append_words (sentence, search->model, flip->words);
  g_string_append_printf (sentence, " it would be %s (%s)", to, p);
  g_string_replace (sentence, " %)", "\302\240%)", 1); /* kept together */
  return g_string_free (sentence, FALSE);
}

static const char *
tooltip_of (const InkNaiveBayesFlip *flip)
{
  if (flip->words->len == 0)
    return NULL;
  return flip->fewest
             ? "No fewer words change the verdict. Click to see the text "
               "without them"
             : "Fewer words may do: the search was cut short. Click to see the "
               "text without them";
}

/* All of it follows from what was found. */
static void
show (InkTextFlip *self)
{
  const InkNaiveBayesFlip *flip = ink_text_flip_get_found (self);
  g_autofree char *sentence = flip != NULL ? describe (self->search) : NULL;
  gboolean words = flip != NULL && flip->words->len > 0;

  gtk_label_set_markup (self->label, sentence != NULL ? sentence : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button),
                               flip != NULL ? tooltip_of (flip) : NULL);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
      gtk_label_get_text (self->label), -1);
  gtk_widget_set_can_target (GTK_WIDGET (self->button), words);
  gtk_widget_set_focusable (GTK_WIDGET (self->button), words);
}

/* ---- searching ----------------------------------------------------------- */

static void
search_worker (GTask *task, gpointer source, gpointer data,
               GCancellable *cancellable)
{
  Search *search = data;

  search->found = ink_naive_bayes_flip (search->model, search->text, LIMIT);
  search->spans = ink_text_spans_new (search->text, search->found->spans);
  g_task_return_boolean (task, TRUE);
}

static void start_search (InkTextFlip *self);

static void
found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (InkTextFlip) self = ink_weak_take (user_data);
  Search *search = g_task_get_task_data (G_TASK (result));

  if (self == NULL || self->button == NULL)
    return;
  self->searching = FALSE;
  if (self->search == NULL || self->rest != 0)
    return;
  if (search->model != self->search->model
      || strcmp (search->text, self->search->text) != 0)
    {
      start_search (self);
      return;
    }
  self->search->found = g_steal_pointer (&search->found);
  self->search->spans = g_steal_pointer (&search->spans);
  show (self);
}

static void
start_search (InkTextFlip *self)
{
  g_autoptr (GTask) task = NULL;
  Search *search;

  if (self->searching)
    return;
  search = g_new0 (Search, 1);
  search->model = ink_model_ref (self->search->model);
  search->text = g_strdup (self->search->text);
  self->searching = TRUE;
  task = g_task_new (NULL, NULL, found_cb, ink_weak_new (self));
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  g_task_run_in_thread (task, search_worker);
}

static gboolean
rest_cb (gpointer user_data)
{
  InkTextFlip *self = user_data;

  self->rest = 0;
  start_search (self);
  return G_SOURCE_REMOVE;
}

void
ink_text_flip_set (InkTextFlip *self, InkModel *model, const char *text)
{
  g_return_if_fail (INK_IS_TEXT_FLIP (self));

  if (self->search != NULL && self->search->model == model
      && g_strcmp0 (self->search->text, text) == 0)
    return;
  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_pointer (&self->search, search_free);
  if (model != NULL && text != NULL)
    {
      self->search = g_new0 (Search, 1);
      self->search->model = ink_model_ref (model);
      self->search->text = g_strdup (text);
      self->rest = g_timeout_add (REST, rest_cb, self);
    }
  if (ink_text_flip_get_sentence (self)[0] != '\0')
    show (self);
  gtk_toggle_button_set_active (self->button, FALSE);
}

/* ---- the widget ---------------------------------------------------------- */

const InkNaiveBayesFlip *
ink_text_flip_get_found (InkTextFlip *self)
{
  return self->search != NULL ? self->search->found : NULL;
}

const GArray *
ink_text_flip_get_spans (InkTextFlip *self)
{
  return self->search != NULL ? self->search->spans : NULL;
}

const char *
ink_text_flip_get_sentence (InkTextFlip *self)
{
  return gtk_label_get_text (self->label);
}

InkTintMark
ink_text_flip_get_mark (InkTextFlip *self)
{
  if (ink_text_flip_get_found (self) == NULL)
    return INK_TINT_MARK_NONE;
  if (gtk_toggle_button_get_active (self->button))
    return INK_TINT_MARK_STRUCK;
  return self->pointed ? INK_TINT_MARK_OUTLINED : INK_TINT_MARK_NONE;
}

void
ink_text_flip_set_shown (InkTextFlip *self, gboolean shown)
{
  gtk_toggle_button_set_active (self->button, shown);
}

static void
toggled_cb (InkTextFlip *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
point (InkTextFlip *self, gboolean pointed)
{
  if (self->pointed == pointed)
    return;
  self->pointed = pointed;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
enter_cb (InkTextFlip *self)
{
  point (self, TRUE);
}

static void
leave_cb (InkTextFlip *self)
{
  point (self, FALSE);
}

static void
add_controllers (InkTextFlip *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (motion, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

static void
ink_text_flip_init (InkTextFlip *self)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *label = gtk_label_new ("");

  self->button = GTK_TOGGLE_BUTTON (button);
  self->label = GTK_LABEL (label);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_wrap_mode (self->label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (self->label, 2);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->label, 0);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "ink-sentence");
  gtk_widget_set_can_target (button, FALSE);
  gtk_widget_set_focusable (button, FALSE);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (toggled_cb), self);
  add_controllers (self);
}

GtkWidget *
ink_text_flip_new (void)
{
  return g_object_new (INK_TYPE_TEXT_FLIP, NULL);
}
