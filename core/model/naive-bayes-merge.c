/* One model of two. What was counted on a part of a corpus adds up: texts,
 * document frequencies, and with the right idf the sums of weights. Terms that
 * one part left out (min-df, max-df, max-features) are lost to the sum. */
#include "core/model/naive-bayes-merge.h"

#include <string.h>

#include "core/base/error.h"
#include "core/model/naive-bayes-sum-private.h"

static gboolean
differ (const char *option, const char *a, const char *b, GError **error)
{
  return ink_error_set (error, INK_ERROR_MISMATCH,
                        "expected two models of the same options, found %s %s "
                        "and %s", option, a, b);
}

static gboolean
same_limit (const char *option, const InkDocumentLimit *a,
            const InkDocumentLimit *b, GError **error)
{
  g_autofree char *first = ink_document_limit_to_string (a);
  g_autofree char *second = ink_document_limit_to_string (b);

  return strcmp (first, second) == 0
         || differ (option, first, second, error);
}

static gboolean
same_ngrams (const InkNaiveBayesOptions *a, const InkNaiveBayesOptions *b,
             GError **error)
{
  g_autofree char *first
      = g_strdup_printf ("%u-%u", a->ngram_min, a->ngram_max);
  g_autofree char *second
      = g_strdup_printf ("%u-%u", b->ngram_min, b->ngram_max);

  return strcmp (first, second) == 0
         || differ ("ngrams", first, second, error);
}

static gboolean
same_features_limit (const InkNaiveBayesOptions *a,
                     const InkNaiveBayesOptions *b, GError **error)
{
  g_autofree char *first = g_strdup_printf ("%u", a->max_features);
  g_autofree char *second = g_strdup_printf ("%u", b->max_features);

  return a->max_features == b->max_features
         || differ ("max-features", first, second, error);
}

static gboolean
same_buckets (const InkNaiveBayesOptions *a, const InkNaiveBayesOptions *b,
              GError **error)
{
  g_autofree char *first = g_strdup_printf ("%u", a->hash_features);
  g_autofree char *second = g_strdup_printf ("%u", b->hash_features);

  return a->hash_features == b->hash_features
         || differ ("hash-features", first, second, error);
}

static gboolean
same_stop_words (const InkNaiveBayes *a, const InkNaiveBayes *b,
                 GError **error)
{
  static const char *const none[] = { NULL };
  const char *const *first = a->options.stop_words;
  const char *const *second = b->options.stop_words;
  g_autofree char *n_first = NULL;
  g_autofree char *n_second = NULL;

  first = first == NULL ? none : first;
  second = second == NULL ? none : second;
  if (g_strv_equal (first, second))
    return TRUE;
  n_first = g_strdup_printf ("%u words", g_strv_length ((GStrv) first));
  n_second = g_strdup_printf ("%u others", g_strv_length ((GStrv) second));
  return differ ("stop-words", n_first, n_second, error);
}

static gboolean
same_flag (const char *option, gboolean a, gboolean b, GError **error)
{
  return !a == !b || differ (option, a ? "on" : "off", b ? "on" : "off", error);
}

static gboolean
same_name (const char *option, const char *a, const char *b, GError **error)
{
  return strcmp (a, b) == 0 || differ (option, a, b, error);
}

static gboolean
same_options (const InkNaiveBayes *first, const InkNaiveBayes *second,
              GError **error)
{
  const InkNaiveBayesOptions *a = &first->options;
  const InkNaiveBayesOptions *b = &second->options;

  return same_name ("analyzer", ink_analyzer_name (a->analyzer),
                    ink_analyzer_name (b->analyzer), error)
         && same_ngrams (a, b, error)
         && same_stop_words (first, second, error)
         && same_name ("norm", ink_norm_name (a->norm),
                       ink_norm_name (b->norm), error)
         && same_name ("idf", ink_idf_name (a->idf), ink_idf_name (b->idf),
                       error)
         && same_name ("event-model", ink_event_model_name (a->events),
                       ink_event_model_name (b->events), error)
         && same_flag ("sublinear-tf", a->sublinear_tf, b->sublinear_tf, error)
         && same_flag ("complement-norm", a->complement_norm,
                       b->complement_norm, error)
         && same_limit ("min-df", &a->min_df, &b->min_df, error)
         && same_limit ("max-df", &a->max_df, &b->max_df, error)
         && same_features_limit (a, b, error)
         && same_buckets (a, b, error);
}

gboolean
ink_naive_bayes_check_prior_of (const InkNaiveBayes *bayes,
                                const InkClassUnion *classes, GError **error)
{
  if (bayes->options.prior != INK_PRIOR_GIVEN || classes->n == bayes->n_classes)
    return TRUE;
  return ink_error_set (error, INK_ERROR_MISMATCH,
                        "prior: expected no other classes than the %u it was "
                        "given for, found %u together",
                        bayes->n_classes, classes->n);
}

static gboolean
same_dictionary (const InkNaiveBayes *a, const InkNaiveBayes *b)
{
  gsize n_a, n_b;
  const char *bytes_a = ink_vocabulary_bytes (a->vocabulary, &n_a);
  const char *bytes_b = ink_vocabulary_bytes (b->vocabulary, &n_b);
  gsize n = a->n_terms;

  return a->n_terms == b->n_terms && a->n_documents == b->n_documents
         && n_a == n_b && memcmp (bytes_a, bytes_b, n_a) == 0
         && (ink_vocabulary_n_buckets (a->vocabulary) > 0
             || memcmp (ink_vocabulary_offsets (a->vocabulary),
                        ink_vocabulary_offsets (b->vocabulary),
                        n * sizeof (guint32)) == 0)
         && memcmp (a->document_frequency, b->document_frequency,
                    n * sizeof (guint32)) == 0;
}

/* Of two parts fitted with one dictionary it is taken as it is. */
static gboolean
check_dictionaries (const InkNaiveBayes *a, const InkNaiveBayes *b,
                    GError **error)
{
  if (!a->dictionary_given && !b->dictionary_given)
    return TRUE;
  if (a->dictionary_given != b->dictionary_given)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "expected both models with a dictionary given to "
                          "them or none, found one of either");
  return same_dictionary (a, b)
         || ink_error_set (error, INK_ERROR_MISMATCH,
                           "expected the same dictionary in both models, found "
                           "%u terms of %" G_GUINT64_FORMAT " texts and %u of %"
                           G_GUINT64_FORMAT,
                           a->n_terms, a->n_documents, b->n_terms,
                           b->n_documents);
}

/* All terms of each part are there. */
static gboolean
keeps_all (const InkNaiveBayesOptions *options)
{
  return options->max_features == 0
         && options->max_df.value == 0 && !options->max_df.is_share
         && options->min_df.value <= (options->min_df.is_share ? 0 : 1);
}

static double
count_texts (const InkNaiveBayes *bayes)
{
  double n = 0;

  for (guint c = 0; c < bayes->n_classes; c++)
    n += bayes->class_count[c];
  return n;
}

gboolean
ink_naive_bayes_is_whole (const InkNaiveBayes *bayes)
{
  return count_texts (bayes) == (double) bayes->n_documents;
}

/* @given: both have the same dictionary, which stays. */
static InkNaiveBayes *
add_up (const InkNaiveBayes *a, const InkNaiveBayes *b,
        const InkClassUnion *classes, gboolean given, GError **error)
{
  InkNaiveBayesOptions options = a->options;
  gboolean reweigh = !given && ink_naive_bayes_is_linear (&options);
  g_autoptr (InkTermUnion) terms
      = ink_term_union_new (a->vocabulary, b->vocabulary, error);
  InkNaiveBayes *sum;
  g_autoptr (InkPool) pool = NULL;

  if (terms == NULL)
    return NULL;
  options.compact = a->options.compact && b->options.compact;
  sum = ink_naive_bayes_sum_new (
      &options, classes->n, g_steal_pointer (&terms->vocabulary),
      ink_naive_bayes_add_frequencies (
          terms, a->document_frequency, a->n_terms,
          given ? NULL : b->document_frequency, b->n_terms),
      given ? a->n_documents : a->n_documents + b->n_documents, error);
  if (sum == NULL)
    return NULL;
  ink_naive_bayes_sum_add (
      sum,
      &(InkNaiveBayesPart) { &a->counts, a->class_count, terms->first,
                             classes->first, reweigh ? a->idf : NULL },
      &(InkNaiveBayesPart) { &b->counts, b->class_count, terms->second,
                             classes->second, reweigh ? b->idf : NULL });
  pool = ink_pool_new (0);
  ink_naive_bayes_finish (sum, pool);
  if (!ink_naive_bayes_check_finite (
          sum, (const char *const *) classes->names, error))
    {
      ink_naive_bayes_free (sum);
      return NULL;
    }
  sum->dictionary_given = given && !ink_naive_bayes_is_whole (sum);
  return sum;
}

guint64
ink_naive_bayes_n_texts (const InkModel *model)
{
  g_return_val_if_fail (ink_model_class (model) == &ink_naive_bayes_class, 0);

  return (guint64) count_texts (ink_model_payload (model));
}

guint64
ink_naive_bayes_n_documents (const InkModel *model)
{
  const InkNaiveBayes *bayes = ink_model_payload (model);

  g_return_val_if_fail (ink_model_class (model) == &ink_naive_bayes_class, 0);

  return bayes->n_documents;
}

InkModel *
ink_naive_bayes_merge (const InkModel *a, const InkModel *b, gboolean *exact,
                       GError **error)
{
  const InkNaiveBayes *first, *second;
  g_autoptr (InkClassUnion) classes = NULL;
  gboolean given;
  InkNaiveBayes *bayes;

  if (ink_model_class (a) != &ink_naive_bayes_class
      || ink_model_class (b) != &ink_naive_bayes_class)
    {
      ink_error_set (error, INK_ERROR_MISMATCH,
                     "expected two naive-bayes models, found %s and %s",
                     ink_model_class (a)->name, ink_model_class (b)->name);
      return NULL;
    }
  first = ink_model_payload (a);
  second = ink_model_payload (b);
  classes = ink_class_union_new (ink_model_class_names (a),
                                 ink_model_class_names (b));
  if (!same_options (first, second, error)
      || !check_dictionaries (first, second, error)
      || !ink_naive_bayes_check_prior_of (first, classes, error))
    return NULL;
  given = first->dictionary_given;
  bayes = add_up (first, second, classes, given, error);
  if (bayes == NULL)
    return NULL;
  if (exact != NULL)
    *exact = given
             || (keeps_all (&first->options)
                 && (ink_naive_bayes_is_local (&first->options)
                     || ink_naive_bayes_is_linear (&first->options)));
  return ink_model_new (&ink_naive_bayes_class, bayes,
                        (const char *const *) classes->names);
}
