/* The form of naive Bayes. Its fields are the tables of naive-bayes-fields;
 * choosing a recipe fills them in, and changing one makes options of one's own
 * of it. What most trainings leave alone is folded up, with a line on what is
 * on; a group with a field that is wrong says so, and opens when asked for its
 * options. */
#include "ui/naive-bayes/naive-bayes-form-private.h"

#include <adwaita.h>

#include "core/model/naive-bayes-recipe.h"
#include "core/model/naive-bayes-text.h"
#include "ui/naive-bayes/stop-words-row.h"

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkNaiveBayesForm, ink_naive_bayes_form, GTK_TYPE_WIDGET)

/* --- Recipes --- */

/* The number of the recipe that these are; how many there are for none. */
static guint
find_recipe (const InkNaiveBayesOptions *options)
{
  g_autofree char *text = ink_naive_bayes_options_text (options);
  guint n;
  const InkNaiveBayesRecipe *recipes = ink_naive_bayes_recipes (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *other
          = ink_naive_bayes_options_text (&recipes[i].options);

      if (g_str_equal (text, other))
        return i;
    }
  return n;
}

/* --- Saying what they are --- */

static void
describe_choices (InkNaiveBayesForm *self)
{
  for (guint i = 0; i < INK_N_BAYES_CHOICES; i++)
    {
      const guint value
          = ink_bayes_get_choice (&self->options, (InkBayesChoice) i);

      adw_action_row_set_subtitle (
          ADW_ACTION_ROW (self->choices[i]),
          ink_bayes_choice_about ((InkBayesChoice) i, value));
    }
}

static void
describe_groups (InkNaiveBayesForm *self)
{
  typedef char *(*Summary) (const InkNaiveBayesOptions *options);
  static const Summary summaries[INK_N_BAYES_GROUPS] = {
    [INK_BAYES_GROUP_TOKENS] = ink_bayes_tokens_summary,
    [INK_BAYES_GROUP_VOCABULARY] = ink_bayes_vocabulary_summary,
    [INK_BAYES_GROUP_WEIGHTS] = ink_bayes_weights_summary,
    [INK_BAYES_GROUP_SMOOTHING] = ink_bayes_smoothing_summary,
  };

  for (guint i = 0; i < INK_N_BAYES_GROUPS; i++)
    {
      g_autofree char *text
          = self->wrong[i] ? g_strdup ("a field in here is wrong")
                           : summaries[i](&self->options);

      adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self->groups[i]), text);
    }
}

static void
describe_recipe (InkNaiveBayesForm *self)
{
  guint n;
  const InkNaiveBayesRecipe *recipes = ink_naive_bayes_recipes (&n);
  const guint chosen = find_recipe (&self->options);

  self->filling = TRUE;
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->recipe), chosen);
  self->filling = FALSE;
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self->group),
      chosen < n ? recipes[chosen].about : "as chosen below");
}

static void
show_what_matters (InkNaiveBayesForm *self)
{
  for (guint i = 0; i < INK_N_BAYES_ENTRIES; i++)
    gtk_widget_set_visible (
        self->entries[i],
        ink_bayes_uses_entry (&self->options, (InkBayesEntry) i));
  for (guint i = 0; i < INK_N_BAYES_SWITCHES; i++)
    gtk_widget_set_visible (
        self->switch_rows[i],
        ink_bayes_uses_switch (&self->options, (InkBayesSwitch) i));
  gtk_widget_set_visible (self->stop_words,
                          ink_bayes_uses_stop_words (&self->options));
}

static void
update (InkNaiveBayesForm *self)
{
  GError *error = ink_naive_bayes_form_read (self);

  describe_choices (self);
  describe_groups (self);
  describe_recipe (self);
  show_what_matters (self);
  g_clear_error (&error);
}

static void
changed_cb (InkNaiveBayesForm *self)
{
  if (self->filling)
    return;
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* --- Filling the fields --- */

void
ink_naive_bayes_form_set_options (InkNaiveBayesForm *self,
                                  const InkNaiveBayesOptions *options)
{
  g_return_if_fail (INK_IS_NAIVE_BAYES_FORM (self));

  self->filling = TRUE;
  for (guint i = 0; i < INK_N_BAYES_CHOICES; i++)
    adw_combo_row_set_selected (
        ADW_COMBO_ROW (self->choices[i]),
        ink_bayes_get_choice (options, (InkBayesChoice) i));
  for (guint i = 0; i < INK_N_BAYES_NUMBERS; i++)
    gtk_spin_button_set_value (
        self->spins[i], ink_bayes_get_number (options, (InkBayesNumber) i));
  for (guint i = 0; i < INK_N_BAYES_SWITCHES; i++)
    gtk_switch_set_active (
        self->switches[i], ink_bayes_get_switch (options, (InkBayesSwitch) i));
  for (guint i = 0; i < INK_N_BAYES_ENTRIES; i++)
    {
      g_autofree char *text = ink_bayes_entry_text (options, (InkBayesEntry) i);

      gtk_editable_set_text (self->texts[i], text);
    }
  self->filling = FALSE;
  changed_cb (self);
}

static void
recipe_chosen_cb (InkNaiveBayesForm *self)
{
  const guint chosen
      = adw_combo_row_get_selected (ADW_COMBO_ROW (self->recipe));
  guint n;
  const InkNaiveBayesRecipe *recipes = ink_naive_bayes_recipes (&n);

  if (!self->filling && chosen < n)
    ink_naive_bayes_form_set_options (self, &recipes[chosen].options);
}

void
ink_naive_bayes_form_set_stop_words (InkNaiveBayesForm *self,
                                     const char *path)
{
  g_return_if_fail (INK_IS_NAIVE_BAYES_FORM (self));
  ink_stop_words_row_set_path (INK_STOP_WORDS_ROW (self->stop_words), path);
}

/* --- What it says --- */

static void
open_wrong_groups (InkNaiveBayesForm *self)
{
  for (guint i = 0; i < INK_N_BAYES_GROUPS; i++)
    if (self->wrong[i])
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->groups[i]), TRUE);
}

gboolean
ink_naive_bayes_form_get_options (InkNaiveBayesForm *self,
                                  InkNaiveBayesOptions *options,
                                  GError **error)
{
  GError *problem;

  g_return_val_if_fail (INK_IS_NAIVE_BAYES_FORM (self), FALSE);

  problem = ink_naive_bayes_form_read (self);
  if (problem != NULL)
    {
      open_wrong_groups (self);
      g_propagate_error (error, problem);
      return FALSE;
    }
  *options = self->options;
  return TRUE;
}

const char *
ink_naive_bayes_form_get_recipe (InkNaiveBayesForm *self)
{
  guint n;
  const InkNaiveBayesRecipe *recipes = ink_naive_bayes_recipes (&n);
  guint chosen;

  g_return_val_if_fail (INK_IS_NAIVE_BAYES_FORM (self), NULL);

  chosen = find_recipe (&self->options);
  return chosen < n ? recipes[chosen].name : NULL;
}

void
ink_naive_bayes_form_commit (InkNaiveBayesForm *self)
{
  g_return_if_fail (INK_IS_NAIVE_BAYES_FORM (self));
  for (guint i = 0; i < INK_N_BAYES_NUMBERS; i++)
    gtk_spin_button_update (self->spins[i]);
}

/* --- The widget --- */

static GtkStringList *
recipe_names (void)
{
  guint n;
  const InkNaiveBayesRecipe *recipes = ink_naive_bayes_recipes (&n);
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (names, recipes[i].title);
  gtk_string_list_append (names, "Options of one’s own");
  return names;
}

static void
make_rows (InkNaiveBayesForm *self)
{
  self->recipe = ink_combo_row_new ("Recipe", "Fills in every field below",
                                    recipe_names ());
  for (guint i = 0; i < INK_N_BAYES_CHOICES; i++)
    self->choices[i]
        = ink_combo_row_new (ink_bayes_choice_title ((InkBayesChoice) i),
                             ink_bayes_choice_tooltip ((InkBayesChoice) i),
                             ink_bayes_choice_names ((InkBayesChoice) i));
  for (guint i = 0; i < INK_N_BAYES_NUMBERS; i++)
    self->numbers[i] = ink_spin_row_new (
        ink_bayes_number_spec ((InkBayesNumber) i), &self->spins[i]);
  for (guint i = 0; i < INK_N_BAYES_ENTRIES; i++)
    self->entries[i]
        = ink_entry_row_new (ink_bayes_entry_title ((InkBayesEntry) i),
                             ink_bayes_entry_tooltip ((InkBayesEntry) i),
                             &self->texts[i]);
  for (guint i = 0; i < INK_N_BAYES_SWITCHES; i++)
    self->switch_rows[i]
        = ink_switch_row_new (ink_bayes_switch_title ((InkBayesSwitch) i),
                              ink_bayes_switch_tooltip ((InkBayesSwitch) i),
                              &self->switches[i]);
  self->stop_words = ink_stop_words_row_new ();
}

static void
connect_rows (InkNaiveBayesForm *self)
{
  const GCallback changed = G_CALLBACK (changed_cb);

  g_signal_connect_swapped (self->recipe, "notify::selected",
                            G_CALLBACK (recipe_chosen_cb), self);
  for (guint i = 0; i < INK_N_BAYES_CHOICES; i++)
    g_signal_connect_swapped (self->choices[i], "notify::selected", changed,
                              self);
  for (guint i = 0; i < INK_N_BAYES_NUMBERS; i++)
    g_signal_connect_swapped (self->spins[i], "value-changed", changed, self);
  for (guint i = 0; i < INK_N_BAYES_ENTRIES; i++)
    g_signal_connect_swapped (self->texts[i], "changed", changed, self);
  for (guint i = 0; i < INK_N_BAYES_SWITCHES; i++)
    g_signal_connect_swapped (self->switches[i], "notify::active", changed,
                              self);
  g_signal_connect_swapped (self->stop_words, "changed", changed, self);
}

static void
add_group (InkNaiveBayesForm *self, InkBayesGroup which, const char *title,
           GtkWidget *const *rows, guint n)
{
  GtkWidget *expander = adw_expander_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), title);
  for (guint i = 0; i < n; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), rows[i]);
  self->groups[which] = expander;
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), expander);
}

static void
add_groups (InkNaiveBayesForm *self)
{
  GtkWidget *const tokens[]
      = { self->choices[INK_BAYES_ANALYZER],
          self->switch_rows[INK_BAYES_AUTO_FINE],
          self->numbers[INK_BAYES_NGRAM_MIN],
          self->numbers[INK_BAYES_NGRAM_MAX], self->stop_words };
  GtkWidget *const vocabulary[]
      = { self->entries[INK_BAYES_MIN_DF], self->entries[INK_BAYES_MAX_DF],
          self->numbers[INK_BAYES_MAX_FEATURES],
          self->numbers[INK_BAYES_HASH_FEATURES],
          self->switch_rows[INK_BAYES_COMPACT] };
  GtkWidget *const weights[]
      = { self->switch_rows[INK_BAYES_SUBLINEAR_TF],
          self->choices[INK_BAYES_IDF], self->choices[INK_BAYES_NORM] };
  GtkWidget *const smoothing[]
      = { self->entries[INK_BAYES_ALPHA], self->choices[INK_BAYES_PRIOR],
          self->entries[INK_BAYES_CLASS_PRIOR] };

  add_group (self, INK_BAYES_GROUP_TOKENS, "Tokens", tokens,
             G_N_ELEMENTS (tokens));
  add_group (self, INK_BAYES_GROUP_VOCABULARY, "Vocabulary", vocabulary,
             G_N_ELEMENTS (vocabulary));
  add_group (self, INK_BAYES_GROUP_WEIGHTS, "Weights", weights,
             G_N_ELEMENTS (weights));
  add_group (self, INK_BAYES_GROUP_SMOOTHING, "Smoothing and Prior", smoothing,
             G_N_ELEMENTS (smoothing));
}

static void
ink_naive_bayes_form_dispose (GObject *object)
{
  InkNaiveBayesForm *self = INK_NAIVE_BAYES_FORM (object);

  self->filling = TRUE;
  g_clear_pointer (&self->group, gtk_widget_unparent);
  G_OBJECT_CLASS (ink_naive_bayes_form_parent_class)->dispose (object);
}

static void
ink_naive_bayes_form_finalize (GObject *object)
{
  g_free (INK_NAIVE_BAYES_FORM (object)->class_prior);
  G_OBJECT_CLASS (ink_naive_bayes_form_parent_class)->finalize (object);
}

static void
ink_naive_bayes_form_class_init (InkNaiveBayesFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_naive_bayes_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = ink_naive_bayes_form_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
  signals[CHANGED]
      = g_signal_new ("changed", INK_TYPE_NAIVE_BAYES_FORM, G_SIGNAL_RUN_LAST,
                      0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ink_naive_bayes_form_init (InkNaiveBayesForm *self)
{
  AdwPreferencesGroup *rows;

  self->options = INK_NAIVE_BAYES_OPTIONS_DEFAULT;
  self->group = adw_preferences_group_new ();
  rows = ADW_PREFERENCES_GROUP (self->group);
  make_rows (self);
  adw_preferences_group_set_title (rows, "Naive Bayes");
  adw_preferences_group_add (rows, self->recipe);
  adw_preferences_group_add (rows, self->choices[INK_BAYES_EVENTS]);
  adw_preferences_group_add (rows,
                             self->switch_rows[INK_BAYES_COMPLEMENT_NORM]);
  add_groups (self);
  gtk_widget_set_parent (self->group, GTK_WIDGET (self));
  ink_naive_bayes_form_set_options (self, &self->options);
  connect_rows (self);
}

GtkWidget *
ink_naive_bayes_form_new (void)
{
  return g_object_new (INK_TYPE_NAIVE_BAYES_FORM, NULL);
}
