/* What the fields of the form say, and what is wrong with them. */
#include "ui/naive-bayes/naive-bayes-form-private.h"

#include <adwaita.h>

#include "core/base/error.h"
#include "ui/naive-bayes/stop-words-row.h"

static void
mark (InkNaiveBayesForm *self, GtkWidget *row, InkBayesGroup group,
      GError *problem, GError **first)
{
  ink_row_set_problem (row, problem != NULL ? problem->message : NULL);
  if (problem == NULL)
    return;
  self->wrong[group] = TRUE;
  if (*first == NULL)
    *first = g_error_new (INK_ERROR, INK_ERROR_ARGUMENT, "%s: %s",
                          adw_preferences_row_get_title (
                              ADW_PREFERENCES_ROW (row)),
                          problem->message);
  g_error_free (problem);
}

static InkBayesGroup
group_of_entry (InkBayesEntry entry)
{
  return entry == INK_BAYES_MIN_DF || entry == INK_BAYES_MAX_DF
             ? INK_BAYES_GROUP_VOCABULARY
             : INK_BAYES_GROUP_SMOOTHING;
}

static void
read_entries (InkNaiveBayesForm *self, GError **first)
{
  for (guint i = 0; i < INK_N_BAYES_ENTRIES; i++)
    {
      const InkBayesEntry entry = (InkBayesEntry) i;
      GError *problem = NULL;

      if (ink_bayes_uses_entry (&self->options, entry))
        ink_bayes_parse_entry (gtk_editable_get_text (self->texts[i]), entry,
                               &self->options, &self->class_prior, &problem);
      mark (self, self->entries[i], group_of_entry (entry), problem, first);
    }
}

/* What no field has against itself. */
static void
check_together (InkNaiveBayesForm *self, GError **first)
{
  const InkNaiveBayesOptions *options = &self->options;
  const InkDocumentLimit *low = &options->min_df;
  const InkDocumentLimit *high = &options->max_df;
  GError *problem = NULL;

  if (options->ngram_min > options->ngram_max)
    problem = g_error_new (INK_ERROR, INK_ERROR_ARGUMENT,
                           "expected %u, as above, or more",
                           options->ngram_min);
  mark (self, self->numbers[INK_BAYES_NGRAM_MAX], INK_BAYES_GROUP_TOKENS,
        problem, first);
  problem = NULL;
  if (options->hash_features > 0
      && (options->max_features > 0 || ink_bayes_has_max_df (options)
          || low->is_share || low->value > 1))
    problem = g_error_new (INK_ERROR, INK_ERROR_ARGUMENT,
                           "expected no limit above with it");
  mark (self, self->numbers[INK_BAYES_HASH_FEATURES],
        INK_BAYES_GROUP_VOCABULARY, problem, first);
  if (gtk_widget_has_css_class (self->entries[INK_BAYES_MAX_DF], "error")
      || low->is_share != high->is_share || high->value == 0
      || high->value >= low->value)
    return;
  problem = g_error_new (INK_ERROR, INK_ERROR_ARGUMENT,
                         "expected the least document frequency, as above, or "
                         "more");
  mark (self, self->entries[INK_BAYES_MAX_DF], INK_BAYES_GROUP_VOCABULARY,
        problem, first);
}

static void
read_stop_words (InkNaiveBayesForm *self, GError **first)
{
  const char *const *words = NULL;
  g_autoptr (GError) problem = NULL;

  self->options.stop_words = NULL;
  if (!ink_bayes_uses_stop_words (&self->options))
    return;
  if (ink_stop_words_row_get (INK_STOP_WORDS_ROW (self->stop_words), &words,
                              &problem))
    self->options.stop_words = words;
  else
    self->wrong[INK_BAYES_GROUP_TOKENS] = TRUE;
  if (problem != NULL && *first == NULL)
    *first = g_error_new (INK_ERROR, INK_ERROR_ARGUMENT, "Stop words: %s",
                          problem->message);
}

GError *
ink_naive_bayes_form_read (InkNaiveBayesForm *self)
{
  InkNaiveBayesOptions *options = &self->options;
  GError *first = NULL;

  for (guint i = 0; i < INK_N_BAYES_GROUPS; i++)
    self->wrong[i] = FALSE;
  for (guint i = 0; i < INK_N_BAYES_CHOICES; i++)
    ink_bayes_set_choice (options, (InkBayesChoice) i,
                          adw_combo_row_get_selected (
                              ADW_COMBO_ROW (self->choices[i])));
  for (guint i = 0; i < INK_N_BAYES_NUMBERS; i++)
    ink_bayes_set_number (options, (InkBayesNumber) i,
                          (guint) gtk_spin_button_get_value (self->spins[i]));
  for (guint i = 0; i < INK_N_BAYES_SWITCHES; i++)
    ink_bayes_set_switch (
        options, (InkBayesSwitch) i,
        ink_bayes_uses_switch (options, (InkBayesSwitch) i)
            && gtk_switch_get_active (self->switches[i]));
  options->class_prior = NULL;
  options->n_class_prior = 0;
  read_entries (self, &first);
  check_together (self, &first);
  read_stop_words (self, &first);
  return first;
}
