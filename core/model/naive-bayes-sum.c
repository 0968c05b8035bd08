/* Adding up what was counted on parts of a corpus. N[c][t] is a sum of weights
 * tf idf[t] / |d|: without the norm |d| of each text, idf_new[t] / idf[t] times
 * it is what it would have been with the idf of all texts. */
#include "core/model/naive-bayes-sum-private.h"

#include "core/base/error.h"

gboolean
ink_naive_bayes_is_local (const InkNaiveBayesOptions *options)
{
  return options->events == INK_EVENTS_BERNOULLI
         || options->idf == INK_IDF_NONE;
}

gboolean
ink_naive_bayes_is_linear (const InkNaiveBayesOptions *options)
{
  return options->norm == INK_NORM_NONE
         && !ink_naive_bayes_is_local (options);
}

static gboolean
check_size (guint64 n_classes, guint64 n_terms, guint64 n_documents,
            GError **error)
{
  if (n_classes > INK_MODEL_MAX_CLASSES)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "expected at most %d classes together, found %"
                          G_GUINT64_FORMAT, INK_MODEL_MAX_CLASSES, n_classes);
  if (n_classes * n_terms > INK_NAIVE_BAYES_MAX_COUNTS)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "expected at most %u counts (classes x terms) "
                          "together, found %" G_GUINT64_FORMAT " x %"
                          G_GUINT64_FORMAT,
                          INK_NAIVE_BAYES_MAX_COUNTS, n_classes, n_terms);
  if (n_documents > G_MAXUINT32)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "expected at most %u texts together, found %"
                          G_GUINT64_FORMAT, G_MAXUINT32, n_documents);
  return TRUE;
}

gboolean
ink_naive_bayes_sum_init (InkNaiveBayesSum *sum,
                          const InkNaiveBayesOptions *options, guint n_classes,
                          InkTermUnion *terms, const InkNaiveBayes *first,
                          const guint32 *second, guint32 n_second,
                          guint64 n_documents, GError **error)
{
  InkNaiveBayes *bayes;

  if (!check_size (n_classes, terms->n_terms, n_documents, error))
    return FALSE;
  bayes = g_new0 (InkNaiveBayes, 1);
  ink_naive_bayes_set_options (bayes, options);
  bayes->n_classes = n_classes;
  bayes->n_documents = n_documents;
  bayes->n_terms = terms->n_terms;
  bayes->vocabulary = g_steal_pointer (&terms->vocabulary);
  bayes->class_count = g_new0 (double, n_classes);
  bayes->document_frequency = g_new0 (guint32, bayes->n_terms);
  for (guint32 t = 0; t < first->n_terms; t++)
    bayes->document_frequency[terms->first[t]] = first->document_frequency[t];
  for (guint32 t = 0; t < n_second; t++)
    bayes->document_frequency[terms->second[t]] += second[t];
  ink_naive_bayes_prepare (bayes);
  sum->bayes = bayes;
  sum->sums = g_new0 (double, (gsize) n_classes * bayes->n_terms);
  return TRUE;
}

typedef struct
{
  InkNaiveBayesSum *sum;
  const InkNaiveBayes *part;
  const guint32 *terms, *classes;
  const double *factors; /* [n_terms of the part]; NULL for 1 */
} Adding;

static void
add_class_cb (guint task, guint worker, gpointer user_data)
{
  const Adding *adding = user_data;
  const InkNaiveBayes *part = adding->part;
  gconstpointer counts = g_bytes_get_data (part->feature_count, NULL);
  gsize first = (gsize) task * part->n_terms;
  double *row = adding->sum->sums
                + (gsize) adding->classes[task] * adding->sum->bayes->n_terms;

  for (guint32 t = 0; t < part->n_terms; t++)
    {
      double count = part->options.compact
                         ? (double) ((const float *) counts)[first + t]
                         : ((const double *) counts)[first + t];

      row[adding->terms[t]]
          += adding->factors == NULL ? count : count * adding->factors[t];
    }
  adding->sum->bayes->class_count[adding->classes[task]]
      += part->class_count[task];
}

void
ink_naive_bayes_sum_add (InkNaiveBayesSum *sum, const InkNaiveBayes *part,
                         const guint32 *terms, const guint32 *classes,
                         gboolean reweigh, InkPool *pool)
{
  g_autofree double *factors
      = reweigh ? g_new (double, MAX (part->n_terms, 1)) : NULL;
  Adding adding = { sum, part, terms, classes, factors };

  for (guint32 t = 0; reweigh && t < part->n_terms; t++)
    factors[t] = sum->bayes->idf[terms[t]] / part->idf[t];
  ink_pool_run (pool, part->n_classes, add_class_cb, &adding);
}

static GBytes *
pack (double *sums, gsize n, gboolean compact)
{
  float *narrow;

  if (!compact)
    return g_bytes_new_take (sums, n * sizeof *sums);
  narrow = g_new (float, n);
  for (gsize i = 0; i < n; i++)
    narrow[i] = (float) sums[i];
  g_free (sums);
  return g_bytes_new_take (narrow, n * sizeof *narrow);
}

InkNaiveBayes *
ink_naive_bayes_sum_finish (InkNaiveBayesSum *sum, InkPool *pool)
{
  InkNaiveBayes *bayes = g_steal_pointer (&sum->bayes);

  bayes->feature_count
      = pack (g_steal_pointer (&sum->sums),
              (gsize) bayes->n_classes * bayes->n_terms,
              bayes->options.compact);
  ink_naive_bayes_finish (bayes, pool);
  return bayes;
}
