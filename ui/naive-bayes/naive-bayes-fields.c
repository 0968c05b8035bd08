/* Tables of the form of naive Bayes. */
#include "ui/naive-bayes/naive-bayes-fields.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"

#define MAX_VALUES 6

/* --- What they are called --- */

typedef struct
{
  const char *title;
  const char *tooltip;
  const char *names[MAX_VALUES + 1];
  const char *about[MAX_VALUES];
} Choice;

static const Choice choices[INK_N_BAYES_CHOICES] = {
  [INK_BAYES_EVENTS]
  = { "Event model",
      "What of a text is taken for drawn by its class. Multinomial is the "
      "usual one; complement is for classes of unequal size, Bernoulli for "
      "short texts",
      { "Multinomial", "Complement", "Bernoulli", NULL },
      { "every occurrence counts",
        "against all other classes",
        "occurs or does not" } },
  [INK_BAYES_ANALYZER]
  = { "Analyzer",
      "What a token is",
      { "By script", "Words", "Characters", "Words by ICU",
        "Characters in words", "By script, finer", NULL },
      { "Chinese: characters, else words",
        "two letters or digits and more",
        "spaces, too",
        "as its dictionary cuts them",
        "not across their ends",
        "Chinese: characters in words, one more in a row; else ICU" } },
  [INK_BAYES_IDF] = { "Inverse document frequency",
                      "How much more a rare feature weighs",
                      { "Smooth", "Plain", "None", NULL },
                      { "ln ((1 + n) / (1 + df)) + 1", "ln (n / df) + 1",
                        "all features alike" } },
  [INK_BAYES_NORM] = { "Norm",
                       "Makes long texts weigh no more than short ones",
                       { "L2", "None", "L1", NULL },
                       { "Euclidean length 1", "as they are", "sum 1" } },
  [INK_BAYES_PRIOR] = { "Prior",
                        "How likely a class is before its text is read",
                        { "Fitted", "Uniform", "Given", NULL },
                        { "its share of the texts", "all classes alike",
                          "a number a class, below" } },
};

static const char *const entry_words[INK_N_BAYES_ENTRIES][2] = {
  [INK_BAYES_MIN_DF] = { "Least document frequency",
                         "Leaves out what fewer texts contain: a number of "
                         "texts as 2, or a share of all as 0.001" },
  [INK_BAYES_MAX_DF] = { "Greatest document frequency",
                         "Leaves out what more texts contain: a number of "
                         "texts, or a share of all as 0.5; 1.0 for no limit" },
  [INK_BAYES_ALPHA] = { "Alpha",
                        "Added to every count, so that no word rules a class "
                        "out: above 0" },
  [INK_BAYES_CLASS_PRIOR] = { "Prior of each class",
                              "Numbers above 0 that sum to 1, with commas, in "
                              "the order of the classes’ names" },
};

static const char *const switch_words[INK_N_BAYES_SWITCHES][2] = {
  [INK_BAYES_AUTO_FINE]
  = { "Finer tokens",
      "Words as ICU cuts them; for Chinese characters within words, and "
      "n-grams one longer" },
  [INK_BAYES_COMPLEMENT_NORM]
  = { "Complement’s second norm",
      "Each class’s weights sum to 1 (Rennie et al., 2003)" },
  [INK_BAYES_SUBLINEAR_TF]
  = { "Sublinear term frequency", "n occurrences count as 1 + ln n" },
  [INK_BAYES_COMPACT] = { "Compact", "Each count in 4 bytes instead of 8" },
};

static const InkSpinSpec number_specs[INK_N_BAYES_NUMBERS] = {
  [INK_BAYES_NGRAM_MIN]
  = { .title = "N-grams from",
      .low = 1,
      .high = INK_NAIVE_BAYES_MAX_NGRAM,
      .step = 1,
      .tooltip = "How many tokens in a row are a feature, at least" },
  [INK_BAYES_NGRAM_MAX]
  = { .title = "N-grams to",
      .low = 1,
      .high = INK_NAIVE_BAYES_MAX_NGRAM,
      .step = 1,
      .tooltip = "How many tokens in a row are a feature, at most" },
  [INK_BAYES_MAX_FEATURES]
  = { .title = "Most features",
      .low = 0,
      .high = G_MAXINT,
      .step = 1000,
      .zero = "all",
      .tooltip = "Keeps the most frequent ones only" },
  [INK_BAYES_HASH_FEATURES]
  = { .title = "Hashed features",
      .low = 0,
      .high = INK_NAIVE_BAYES_MAX_BUCKETS,
      .step = 1024,
      .zero = "off",
      .tooltip = "Features fall into so many buckets and have no names: memory "
                 "does not grow with the vocabulary" },
};

const char *
ink_bayes_choice_title (InkBayesChoice choice)
{
  return choices[choice].title;
}

const char *
ink_bayes_choice_tooltip (InkBayesChoice choice)
{
  return choices[choice].tooltip;
}

const char *
ink_bayes_choice_about (InkBayesChoice choice, guint value)
{
  return value < MAX_VALUES ? choices[choice].about[value] : NULL;
}

GtkStringList *
ink_bayes_choice_names (InkBayesChoice choice)
{
  return gtk_string_list_new (choices[choice].names);
}

const char *
ink_bayes_entry_title (InkBayesEntry entry)
{
  return entry_words[entry][0];
}

const char *
ink_bayes_entry_tooltip (InkBayesEntry entry)
{
  return entry_words[entry][1];
}

const InkSpinSpec *
ink_bayes_number_spec (InkBayesNumber number)
{
  return &number_specs[number];
}

const char *
ink_bayes_switch_title (InkBayesSwitch which)
{
  return switch_words[which][0];
}

const char *
ink_bayes_switch_tooltip (InkBayesSwitch which)
{
  return switch_words[which][1];
}

/* --- From options and back --- */

/* Beside the analyzers there is a finer AUTO, the last one. */
#define FINE (INK_ANALYZER_CHAR_WB + 1)

static guint
analyzer_choice (const InkNaiveBayesOptions *options)
{
  return options->analyzer == INK_ANALYZER_AUTO && options->auto_fine
             ? FINE
             : (guint) options->analyzer;
}

guint
ink_bayes_get_choice (const InkNaiveBayesOptions *options,
                      InkBayesChoice choice)
{
  const guint values[INK_N_BAYES_CHOICES] = {
    [INK_BAYES_EVENTS] = options->events,
    [INK_BAYES_ANALYZER] = analyzer_choice (options),
    [INK_BAYES_IDF] = options->idf,
    [INK_BAYES_NORM] = options->norm,
    [INK_BAYES_PRIOR] = options->prior,
  };

  return values[choice];
}

void
ink_bayes_set_choice (InkNaiveBayesOptions *options, InkBayesChoice choice,
                      guint value)
{
  switch (choice)
    {
    case INK_BAYES_EVENTS:
      options->events = (InkEventModel) value;
      break;
    case INK_BAYES_ANALYZER:
      options->auto_fine = value == FINE;
      options->analyzer
          = value == FINE ? INK_ANALYZER_AUTO : (InkAnalyzer) value;
      break;
    case INK_BAYES_IDF:
      options->idf = (InkIdf) value;
      break;
    case INK_BAYES_NORM:
      options->norm = (InkNorm) value;
      break;
    case INK_BAYES_PRIOR:
    default:
      options->prior = (InkPrior) value;
    }
}

static guint *
number_of (InkNaiveBayesOptions *options, InkBayesNumber number)
{
  if (number == INK_BAYES_MAX_FEATURES)
    return &options->max_features;
  if (number == INK_BAYES_HASH_FEATURES)
    return &options->hash_features;
  return number == INK_BAYES_NGRAM_MIN ? &options->ngram_min
                                       : &options->ngram_max;
}

guint
ink_bayes_get_number (const InkNaiveBayesOptions *options,
                      InkBayesNumber number)
{
  return *number_of ((InkNaiveBayesOptions *) options, number);
}

void
ink_bayes_set_number (InkNaiveBayesOptions *options, InkBayesNumber number,
                      guint value)
{
  *number_of (options, number) = value;
}

static gboolean *
switch_of (InkNaiveBayesOptions *options, InkBayesSwitch which)
{
  if (which == INK_BAYES_AUTO_FINE)
    return &options->auto_fine;
  if (which == INK_BAYES_COMPLEMENT_NORM)
    return &options->complement_norm;
  return which == INK_BAYES_COMPACT ? &options->compact
                                    : &options->sublinear_tf;
}

gboolean
ink_bayes_get_switch (const InkNaiveBayesOptions *options,
                      InkBayesSwitch which)
{
  return *switch_of ((InkNaiveBayesOptions *) options, which);
}

void
ink_bayes_set_switch (InkNaiveBayesOptions *options, InkBayesSwitch which,
                      gboolean on)
{
  *switch_of (options, which) = on;
}

/* --- What is typed --- */

gboolean
ink_bayes_has_max_df (const InkNaiveBayesOptions *options)
{
  return options->max_df.is_share ? options->max_df.value < 1
                                  : options->max_df.value > 0;
}

static char *
prior_text (const InkNaiveBayesOptions *options)
{
  GString *text = g_string_new (NULL);
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < options->n_class_prior; i++)
    {
      g_ascii_formatd (number, sizeof number, "%.10g",
                       options->class_prior[i]);
      g_string_append_printf (text, "%s%s", i == 0 ? "" : ", ", number);
    }
  return g_string_free (text, FALSE);
}

char *
ink_bayes_entry_text (const InkNaiveBayesOptions *options,
                      InkBayesEntry entry)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  switch (entry)
    {
    case INK_BAYES_MIN_DF:
      return ink_document_limit_to_string (&options->min_df);
    case INK_BAYES_MAX_DF:
      return ink_bayes_has_max_df (options)
                 ? ink_document_limit_to_string (&options->max_df)
                 : g_strdup ("1.0");
    case INK_BAYES_ALPHA:
      g_ascii_formatd (number, sizeof number, "%.10g", options->alpha);
      return g_strdup (number);
    case INK_BAYES_CLASS_PRIOR:
    default:
      return prior_text (options);
    }
}

static gboolean
parse_limit (const char *text, InkDocumentLimit *limit, GError **error)
{
  InkDocumentLimit read;

  if (!ink_document_limit_from_string (text, &read)
      || (!read.is_share && read.value < 1))
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "expected a number of texts as 2, or a share of all "
                          "as 0.5, found “%s”",
                          text);
  *limit = read;
  return TRUE;
}

static gboolean
parse_number (const char *text, double *number)
{
  g_autofree char *bare = g_strstrip (g_strdup (text));
  char *end;

  *number = g_ascii_strtod (bare, &end);
  return end != bare && *end == '\0' && *number > 0 && isfinite (*number);
}

static gboolean
parse_alpha (const char *text, double *alpha, GError **error)
{
  double read;

  if (!parse_number (text, &read))
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "expected a number above 0, found “%s”", text);
  *alpha = read;
  return TRUE;
}

static gboolean
parse_prior (const char *text, InkNaiveBayesOptions *options, double **prior,
             GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  const guint n = g_strv_length (parts);
  g_autofree double *read = g_new (double, MAX (1, n));
  gboolean good = n > 1;
  double sum = 0;

  for (guint i = 0; i < n; i++)
    {
      good = parse_number (parts[i], &read[i]) && good;
      sum += read[i];
    }
  if (!good || !(fabs (sum - 1) <= 1e-6))
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "expected a number above 0 for each class that sum "
                          "to 1, as 0.9, 0.1, found “%s”",
                          text);
  g_free (*prior);
  *prior = g_steal_pointer (&read);
  options->class_prior = *prior;
  options->n_class_prior = n;
  return TRUE;
}

gboolean
ink_bayes_parse_entry (const char *text, InkBayesEntry entry,
                       InkNaiveBayesOptions *options, double **prior,
                       GError **error)
{
  switch (entry)
    {
    case INK_BAYES_MIN_DF:
      return parse_limit (text, &options->min_df, error);
    case INK_BAYES_MAX_DF:
      if (!parse_limit (text, &options->max_df, error))
        return FALSE;
      if (!ink_bayes_has_max_df (options)) /* as it is by default */
        options->max_df = (InkDocumentLimit) { 0 };
      return TRUE;
    case INK_BAYES_ALPHA:
      return parse_alpha (text, &options->alpha, error);
    case INK_BAYES_CLASS_PRIOR:
    default:
      return parse_prior (text, options, prior, error);
    }
}

/* --- What matters --- */

gboolean
ink_bayes_uses_entry (const InkNaiveBayesOptions *options,
                      InkBayesEntry entry)
{
  return entry != INK_BAYES_CLASS_PRIOR || options->prior == INK_PRIOR_GIVEN;
}

gboolean
ink_bayes_uses_switch (const InkNaiveBayesOptions *options,
                       InkBayesSwitch which)
{
  if (which == INK_BAYES_AUTO_FINE)
    return options->analyzer == INK_ANALYZER_AUTO;
  return which != INK_BAYES_COMPLEMENT_NORM
         || options->events == INK_EVENTS_COMPLEMENT;
}

gboolean
ink_bayes_uses_stop_words (const InkNaiveBayesOptions *options)
{
  return options->analyzer != INK_ANALYZER_CHAR
         && options->analyzer != INK_ANALYZER_CHAR_WB;
}
