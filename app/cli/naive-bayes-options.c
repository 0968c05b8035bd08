/* The options of naive Bayes on the command line. */
#include "app/cli/naive-bayes-options.h"

#include <string.h>

#include "app/cli/naive-bayes-dictionary.h"
#include "app/cli/options.h"
#include "app/cli/output.h"
#include "app/cli/train.h"
#include "core/model/naive-bayes-recipe.h"
#include "core/model/naive-bayes-text.h"

static struct
{
  char *analyzer;
  char *ngrams;
  char *min_df;
  char *max_df;
  char *max_features;
  char *hash_features;
  char *stop_words;
  char *alpha;
  gboolean sublinear_tf, no_sublinear_tf;
  char *idf;
  char *norm;
  char *event_model;
  gboolean complement_norm;
  char *prior;
  gboolean compact;
} own;

const GOptionEntry cli_naive_bayes_entries[] = {
  { "recipe", 0, 0, G_OPTION_ARG_FILENAME, &cli_recipe,
    "Options by name (see below); what is given besides goes before [default]",
    "NAME" },
  { "analyzer", 0, 0, G_OPTION_ARG_FILENAME, &own.analyzer,
    "Tokens: word, char, char_wb, icu; auto: word, or char for Chinese; "
    "auto-fine: icu, or char_wb for Chinese, with n-grams one longer [auto]",
    "NAME" },
  { "ngrams", 0, 0, G_OPTION_ARG_FILENAME, &own.ngrams,
    "How many tokens in a row are a feature [1-1]", "N-N" },
  { "min-df", 0, 0, G_OPTION_ARG_FILENAME, &own.min_df,
    "Leave out what fewer texts contain, or a smaller share [1]", "N|X" },
  { "max-df", 0, 0, G_OPTION_ARG_FILENAME, &own.max_df,
    "Leave out what more texts contain, or a greater share [1.0]", "N|X" },
  { "max-features", 0, 0, G_OPTION_ARG_FILENAME, &own.max_features,
    "Keep the most frequent only, 0 for all [0]", "N" },
  { "hash-features", 0, 0, G_OPTION_ARG_FILENAME, &own.hash_features,
    "Features fall into so many buckets by their hash, and have no names",
    "N" },
  { "stop-words", 0, 0, G_OPTION_ARG_FILENAME, &own.stop_words,
    "Words that are no features, one a line", "FILE" },
  { "alpha", 0, 0, G_OPTION_ARG_FILENAME, &own.alpha,
    "Additive smoothing, above 0 [1]", "X" },
  { "sublinear-tf", 0, 0, G_OPTION_ARG_NONE, &own.sublinear_tf,
    "Count n occurrences as 1 + ln n", NULL },
  { "no-sublinear-tf", 0, 0, G_OPTION_ARG_NONE, &own.no_sublinear_tf,
    "Count n occurrences as n", NULL },
  { "idf", 0, 0, G_OPTION_ARG_FILENAME, &own.idf,
    "Weight of rare features: smooth, plain or none [smooth]", "NAME" },
  { "norm", 0, 0, G_OPTION_ARG_FILENAME, &own.norm,
    "Length of every text's weights: l2, l1 or none [l2]", "NAME" },
  { "event-model", 0, 0, G_OPTION_ARG_FILENAME, &own.event_model,
    "multinomial, complement or bernoulli [multinomial]", "NAME" },
  { "complement-norm", 0, 0, G_OPTION_ARG_NONE, &own.complement_norm,
    "complement: weights of each class sum to 1", NULL },
  { "prior", 0, 0, G_OPTION_ARG_FILENAME, &own.prior,
    "fitted, uniform, or one number a class, with commas [fitted]", "P" },
  { "compact", 0, 0, G_OPTION_ARG_NONE, &own.compact,
    "Keep each count in 4 bytes instead of 8", NULL },
  { "dictionary", 0, 0, G_OPTION_ARG_FILENAME, &cli_dictionary,
    "Take vocabulary, idf and options from this model (train only)",
    "MODEL" },
  { 0 },
};

/* In the order of their enumerations. */
static const char *const analyzers[]
    = { "auto", "word", "char", "icu", "char_wb", "auto-fine", NULL };
#define AUTO_FINE 5
static const char *const norms[] = { "l2", "none", "l1", NULL };
static const char *const idfs[] = { "smooth", "plain", "none", NULL };
static const char *const event_models[]
    = { "multinomial", "complement", "bernoulli", NULL };

/* "2" or "1-2". */
static gboolean
take_ngrams (InkNaiveBayesOptions *options, GError **error)
{
  g_auto (GStrv) parts = NULL;
  guint64 ends[2];
  guint n;

  if (own.ngrams == NULL)
    return TRUE;
  parts = g_strsplit (own.ngrams, "-", 3);
  n = g_strv_length (parts);
  for (guint i = 0; i < MIN (n, 2); i++)
    if (!g_ascii_string_to_unsigned (parts[i], 10, 1, 1000, &ends[i], NULL))
      n = 0;
  if (n < 1 || n > 2 || ends[0] > ends[n - 1])
    return cli_usage_error (error,
                            "--ngrams: expected two whole numbers as in 1-2, "
                            "found '%s'",
                            own.ngrams);
  options->ngram_min = (guint) ends[0];
  options->ngram_max = (guint) ends[n - 1];
  return TRUE;
}

static gboolean
take_limit (const char *name, const char *text, InkDocumentLimit *limit,
            GError **error)
{
  if (text == NULL
      || (ink_document_limit_from_string (text, limit)
          && (limit->is_share || limit->value >= 1)))
    return TRUE;
  return cli_usage_error (error,
                          "%s: expected a number of texts as 2, or a share of "
                          "all as 0.5, found '%s'", name, text);
}

/* Kept for options to point to. */
static GStrv stop_words;
static double *prior;

static gboolean
take_stop_words (InkNaiveBayesOptions *options, GError **error)
{
  GStrv words;

  if (own.stop_words == NULL)
    return TRUE;
  words = ink_stop_words_load (own.stop_words, error);
  if (words == NULL)
    return FALSE;
  g_strfreev (stop_words);
  stop_words = words;
  options->stop_words = (const char *const *) stop_words;
  return TRUE;
}

/* "0.9,0.1" */
static gboolean
take_given_prior (InkNaiveBayesOptions *options, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (own.prior, ",", -1);
  guint n = g_strv_length (parts);
  double sum = 0;
  gboolean good = TRUE;

  g_free (prior);
  prior = g_new (double, MAX (1, n));
  for (guint i = 0; i < n; i++)
    {
      char *end;

      prior[i] = g_ascii_strtod (parts[i], &end);
      good = good && end != parts[i] && *end == '\0' && prior[i] > 0;
      sum += prior[i];
    }
  if (!good || !(sum > 1 - 1e-6 && sum < 1 + 1e-6))
    return cli_usage_error (error,
                            "--prior: expected fitted, uniform or numbers "
                            "above 0 that sum to 1, as 0.9,0.1, found '%s'",
                            own.prior);
  options->prior = INK_PRIOR_GIVEN;
  options->class_prior = prior;
  options->n_class_prior = n;
  return TRUE;
}

static gboolean
take_prior (InkNaiveBayesOptions *options, GError **error)
{
  if (own.prior == NULL || strcmp (own.prior, "given") == 0
      || !ink_prior_from_name (own.prior, &options->prior))
    return own.prior == NULL || take_given_prior (options, error);
  return TRUE;
}

static gboolean
take_choices (InkNaiveBayesOptions *options, GError **error)
{
  guint analyzer = options->analyzer, norm = options->norm;
  guint idf = options->idf, events = options->events;

  if (!cli_take_choice ("--analyzer", own.analyzer, analyzers, &analyzer, error)
      || !cli_take_choice ("--norm", own.norm, norms, &norm, error)
      || !cli_take_choice ("--idf", own.idf, idfs, &idf, error)
      || !cli_take_choice ("--event-model", own.event_model, event_models,
                           &events, error))
    return FALSE;
  if (own.analyzer != NULL)
    options->auto_fine = analyzer == AUTO_FINE;
  options->analyzer
      = analyzer == AUTO_FINE ? INK_ANALYZER_AUTO : (InkAnalyzer) analyzer;
  options->norm = (InkNorm) norm;
  options->idf = (InkIdf) idf;
  options->events = (InkEventModel) events;
  if (own.complement_norm && options->events != INK_EVENTS_COMPLEMENT)
    return cli_usage_error (error, "--complement-norm: expected --event-model "
                                   "complement with it, found %s",
                            event_models[events]);
  return TRUE;
}

static gboolean
take_recipe (InkNaiveBayesOptions *options, GError **error)
{
  const InkNaiveBayesRecipe *recipe;
  guint n;

  if (cli_recipe == NULL)
    return TRUE;
  recipe = ink_naive_bayes_recipe (cli_recipe);
  if (recipe == NULL)
    {
      g_autoptr (GString) known = g_string_new (NULL);
      const InkNaiveBayesRecipe *all = ink_naive_bayes_recipes (&n);

      for (guint i = 0; i < n; i++)
        g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", all[i].name);
      return cli_usage_error (error, "--recipe: expected one of %s, found '%s'",
                              known->str, cli_recipe);
    }
  *options = recipe->options;
  return TRUE;
}

static void
take_flags (InkNaiveBayesOptions *options)
{
  if (own.sublinear_tf || own.no_sublinear_tf)
    options->sublinear_tf = own.sublinear_tf;
  if (own.complement_norm)
    options->complement_norm = TRUE;
  if (own.compact)
    options->compact = TRUE;
}

char *
cli_naive_bayes_describe_recipes (void)
{
  g_autoptr (GString) text = g_string_new ("Recipes:\n");
  guint n;
  const InkNaiveBayesRecipe *known = ink_naive_bayes_recipes (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *options
          = ink_naive_bayes_options_text (&known[i].options);

      g_string_append_printf (text, "  %-10s %s\n             %s\n",
                              known[i].name, known[i].about, options);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
cli_naive_bayes_take (InkNaiveBayesOptions *options, GError **error)
{
  if (own.sublinear_tf && own.no_sublinear_tf)
    return cli_usage_error (error, "--sublinear-tf: expected it or "
                                   "--no-sublinear-tf, found both");
  if (!take_recipe (options, error)
      || !take_choices (options, error)
      || !take_ngrams (options, error)
      || !take_limit ("--min-df", own.min_df, &options->min_df, error)
      || !take_limit ("--max-df", own.max_df, &options->max_df, error)
      || !cli_take_uint ("--max-features", own.max_features, 0, G_MAXUINT,
                         &options->max_features, error)
      || !cli_take_uint ("--hash-features", own.hash_features, 0,
                         INK_NAIVE_BAYES_MAX_BUCKETS, &options->hash_features,
                         error)
      || !cli_take_double ("--alpha", own.alpha, &options->alpha, error)
      || !take_stop_words (options, error)
      || !take_prior (options, error))
    return FALSE;
  take_flags (options);
  return TRUE;
}
