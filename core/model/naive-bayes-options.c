/* The options of naive Bayes: their names, and what each may be. */
#include "core/model/naive-bayes.h"

#include <math.h>

#include "core/base/error.h"
#include "core/model/naive-bayes-private.h"

static const char *const event_models[]
    = { "multinomial", "complement", "bernoulli" };
static const char *const priors[] = { "fitted", "uniform", "given" };

const char *
ink_event_model_name (InkEventModel model)
{
  g_return_val_if_fail ((guint) model < G_N_ELEMENTS (event_models), NULL);
  return event_models[model];
}

gboolean
ink_event_model_from_name (const char *name, InkEventModel *model)
{
  for (guint i = 0; i < G_N_ELEMENTS (event_models); i++)
    if (g_strcmp0 (name, event_models[i]) == 0)
      {
        *model = (InkEventModel) i;
        return TRUE;
      }
  return FALSE;
}

const char *
ink_prior_name (InkPrior prior)
{
  g_return_val_if_fail ((guint) prior < G_N_ELEMENTS (priors), NULL);
  return priors[prior];
}

gboolean
ink_prior_from_name (const char *name, InkPrior *prior)
{
  for (guint i = 0; i < G_N_ELEMENTS (priors); i++)
    if (g_strcmp0 (name, priors[i]) == 0)
      {
        *prior = (InkPrior) i;
        return TRUE;
      }
  return FALSE;
}

/* @open: 0 stands for no limit */
static gboolean
check_limit (const char *name, const InkDocumentLimit *limit, gboolean open,
             GError **error)
{
  double v = limit->value;

  if (limit->is_share ? v >= 0 && v <= 1
                      : v == floor (v) && v >= (open ? 0 : 1)
                            && v <= G_MAXUINT32)
    return TRUE;
  return ink_error_set (error, INK_ERROR_ARGUMENT,
                        "%s: expected a number of texts from 1, or a share "
                        "from 0.0 to 1.0, found %g", name, v);
}

static gboolean
check_prior (const InkNaiveBayesOptions *options, GError **error)
{
  double sum = 0;

  if ((guint) options->prior > INK_PRIOR_GIVEN
      || (guint) options->events > INK_EVENTS_BERNOULLI
      || (guint) options->idf > INK_IDF_NONE)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "prior, events, idf: expected known ones, found %d, "
                          "%d, %d",
                          options->prior, options->events, options->idf);
  if (options->prior != INK_PRIOR_GIVEN)
    return TRUE;
  for (guint i = 0; i < options->n_class_prior; i++)
    {
      if (!(options->class_prior[i] > 0))
        return ink_error_set (error, INK_ERROR_ARGUMENT,
                              "prior: expected numbers above 0, found %g",
                              options->class_prior[i]);
      sum += options->class_prior[i];
    }
  if (fabs (sum - 1) <= 1e-6)
    return TRUE;
  return ink_error_set (error, INK_ERROR_ARGUMENT,
                        "prior: expected numbers that sum to 1, found %g", sum);
}

static gboolean
check_hashing (const InkNaiveBayesOptions *options, GError **error)
{
  if (options->hash_features == 0)
    return TRUE;
  if (options->hash_features > INK_NAIVE_BAYES_MAX_BUCKETS)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "hash-features: expected at most %u, found %u",
                          INK_NAIVE_BAYES_MAX_BUCKETS, options->hash_features);
  if (options->max_features > 0
      || options->min_df.value > (options->min_df.is_share ? 0 : 1)
      || (options->max_df.is_share ? options->max_df.value < 1
                                   : options->max_df.value > 0))
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "hash-features: expected no min-df, max-df and "
                          "max-features with it, found one");
  if (options->idf == INK_IDF_PLAIN)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "hash-features: expected idf smooth or none with it, "
                          "found plain, which has no weight for an empty "
                          "bucket");
  return TRUE;
}

gboolean
ink_naive_bayes_check_options (const InkNaiveBayesOptions *options,
                               GError **error)
{
  if ((guint) options->analyzer > INK_ANALYZER_CHAR_WB)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "analyzer: expected auto, word, char, char_wb or "
                          "icu, found %d", options->analyzer);
  if (options->ngram_min < 1 || options->ngram_min > options->ngram_max
      || options->ngram_max > INK_NAIVE_BAYES_MAX_NGRAM)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "ngrams: expected MIN-MAX with 1 <= MIN <= MAX <= %d,"
                          " found %u-%u", INK_NAIVE_BAYES_MAX_NGRAM,
                          options->ngram_min, options->ngram_max);
  if (!(options->alpha > 0.0 && options->alpha <= INK_NAIVE_BAYES_MAX_ALPHA))
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "alpha: expected a number above 0, at most %g, found "
                          "%g", INK_NAIVE_BAYES_MAX_ALPHA, options->alpha);
  if ((guint) options->norm > INK_NORM_L1)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "norm: expected l1, l2 or none, found %d",
                          options->norm);
  return check_limit ("min-df", &options->min_df, FALSE, error)
         && check_limit ("max-df", &options->max_df, TRUE, error)
         && check_hashing (options, error)
         && check_prior (options, error);
}

void
ink_naive_bayes_options_copy (const InkNaiveBayesOptions *options,
                              InkNaiveBayesOptions *copy)
{
  *copy = *options;
  copy->class_prior = g_memdup2 (options->class_prior,
                                 options->n_class_prior * sizeof (double));
  copy->stop_words = (const char *const *) g_strdupv (
      (GStrv) options->stop_words);
}

void
ink_naive_bayes_options_clear (InkNaiveBayesOptions *copy)
{
  g_free ((double *) copy->class_prior);
  g_strfreev ((GStrv) copy->stop_words);
  copy->class_prior = NULL;
  copy->stop_words = NULL;
}

void
ink_naive_bayes_set_options (InkNaiveBayes *bayes,
                             const InkNaiveBayesOptions *options)
{
  bayes->options = *options;
  bayes->stop_words = g_strdupv ((GStrv) options->stop_words);
  bayes->options.stop_words = (const char *const *) bayes->stop_words;
  if (options->prior == INK_PRIOR_GIVEN)
    bayes->class_prior = g_memdup2 (
        options->class_prior, options->n_class_prior * sizeof (double));
  bayes->options.class_prior = bayes->class_prior;
}
