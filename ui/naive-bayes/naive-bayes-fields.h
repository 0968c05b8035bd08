#pragma once

#include "core/model/naive-bayes.h"
#include "ui/rows.h"

G_BEGIN_DECLS

/* The choices and typed values of naive Bayes as its form shows them: what they
 * are called, and the way from options to them and back. Any thread, but for
 * the lists of names. */

/* The values are those of the enumerations. */
typedef enum
{
  INK_BAYES_EVENTS,
  INK_BAYES_ANALYZER,
  INK_BAYES_IDF,
  INK_BAYES_NORM,
  INK_BAYES_PRIOR,
  INK_N_BAYES_CHOICES,
} InkBayesChoice;

typedef enum
{
  INK_BAYES_MIN_DF,
  INK_BAYES_MAX_DF,
  INK_BAYES_ALPHA,
  INK_BAYES_CLASS_PRIOR,
  INK_N_BAYES_ENTRIES,
} InkBayesEntry;

typedef enum
{
  INK_BAYES_NGRAM_MIN,
  INK_BAYES_NGRAM_MAX,
  INK_BAYES_MAX_FEATURES,
  INK_BAYES_HASH_FEATURES,
  INK_N_BAYES_NUMBERS,
} InkBayesNumber;

typedef enum
{
  INK_BAYES_AUTO_FINE,
  INK_BAYES_COMPLEMENT_NORM,
  INK_BAYES_SUBLINEAR_TF,
  INK_BAYES_COMPACT,
  INK_N_BAYES_SWITCHES,
} InkBayesSwitch;

/* Static. */
const char *ink_bayes_choice_title (InkBayesChoice choice);
const char *ink_bayes_choice_tooltip (InkBayesChoice choice);
/* One line on what @value of @choice does. */
const char *ink_bayes_choice_about (InkBayesChoice choice, guint value);
const char *ink_bayes_entry_title (InkBayesEntry entry);
const char *ink_bayes_entry_tooltip (InkBayesEntry entry);
const InkSpinSpec *ink_bayes_number_spec (InkBayesNumber number);
const char *ink_bayes_switch_title (InkBayesSwitch which);
const char *ink_bayes_switch_tooltip (InkBayesSwitch which);
/* (transfer full): in the order of the choice's values. */
GtkStringList *ink_bayes_choice_names (InkBayesChoice choice);

guint ink_bayes_get_choice (const InkNaiveBayesOptions *options,
                            InkBayesChoice choice);
void ink_bayes_set_choice (InkNaiveBayesOptions *options,
                           InkBayesChoice choice, guint value);
guint ink_bayes_get_number (const InkNaiveBayesOptions *options,
                            InkBayesNumber number);
void ink_bayes_set_number (InkNaiveBayesOptions *options,
                           InkBayesNumber number, guint value);
gboolean ink_bayes_get_switch (const InkNaiveBayesOptions *options,
                               InkBayesSwitch which);
void ink_bayes_set_switch (InkNaiveBayesOptions *options,
                           InkBayesSwitch which, gboolean on);
/* (transfer full) */
char *ink_bayes_entry_text (const InkNaiveBayesOptions *options,
                            InkBayesEntry entry);
/* ink_bayes_parse_entry: @prior: (inout): [n] of what CLASS_PRIOR makes, which
 * @options point to afterwards; freed and made anew
 * Returns: FALSE with INK_ERROR_ARGUMENT: what was expected and found. */
gboolean ink_bayes_parse_entry (const char *text, InkBayesEntry entry,
                                InkNaiveBayesOptions *options, double **prior,
                                GError **error);

/* Whether @options mean anything by it. */
gboolean ink_bayes_uses_entry (const InkNaiveBayesOptions *options,
                               InkBayesEntry entry);
gboolean ink_bayes_uses_switch (const InkNaiveBayesOptions *options,
                                InkBayesSwitch which);
/* Whether there is a limit at all. */
gboolean ink_bayes_has_max_df (const InkNaiveBayesOptions *options);
/* Stop words are of words. */
gboolean ink_bayes_uses_stop_words (const InkNaiveBayesOptions *options);

/* "words, 1-2", "in 2 texts and more, 50,000 at most", ...: for a group of
 * rows that is folded up. (transfer full) */
char *ink_bayes_tokens_summary (const InkNaiveBayesOptions *options);
char *ink_bayes_vocabulary_summary (const InkNaiveBayesOptions *options);
char *ink_bayes_weights_summary (const InkNaiveBayesOptions *options);
char *ink_bayes_smoothing_summary (const InkNaiveBayesOptions *options);

G_END_DECLS
