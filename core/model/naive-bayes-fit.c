/* Fitting naive Bayes on texts that are counted: terms to weights, weights
 * added up by class. What is kept are those sums, from which all else
 * follows. */
#include "core/model/naive-bayes.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/model/weighed-texts-private.h"

#define TEXTS_PER_TASK 64
#define TASKS_PER_ROUND 16

/* A round of texts of a matrix. */
typedef struct
{
  const InkNaiveBayes *bayes;
  const InkTermMatrix *matrix;
  const guint32 *labels;
  gsize first; /* of the round */
  WeighedTexts weighed[TASKS_PER_ROUND];
} Round;

static void
weigh_texts_cb (guint task, guint worker, gpointer user_data)
{
  Round *round = user_data;
  const gsize *starts = round->matrix->starts;
  gsize first = round->first + (gsize) task * TEXTS_PER_TASK;
  gsize end = MIN (first + TEXTS_PER_TASK, round->matrix->n_documents);
  guint32 ends[TEXTS_PER_TASK];
  InkTermRows rows = { .ends = ends };

  if (first < end)
    {
      rows.n = end - first;
      rows.entries = round->matrix->entries + starts[first];
      rows.n_entries = starts[end] - starts[first];
    }
  for (gsize d = 0; d < rows.n; d++)
    ends[d] = (guint32) (starts[first + d + 1] - starts[first]);
  weighed_texts_set (&round->weighed[task], round->bayes, &rows,
                     round->labels + first, NULL);
}

/* The classes that hold each term, a bit each: (transfer full). */
static guint64 *
find_masks (const InkTermMatrix *matrix, const guint32 *labels)
{
  guint64 *masks = g_new0 (guint64, matrix->n_terms);

  for (gsize d = 0; d < matrix->n_documents; d++)
    for (gsize i = matrix->starts[d]; i < matrix->starts[d + 1]; i++)
      masks[matrix->entries[i].term] |= (guint64) 1 << labels[d];
  return masks;
}

/* The weights of all texts by class and term. */
static void
sum_weights (InkNaiveBayes *bayes, const InkTermMatrix *matrix,
             const guint32 *labels, InkPool *pool)
{
  g_autofree guint64 *masks
      = bayes->n_classes > 64 ? NULL : find_masks (matrix, labels);
  Round round = { bayes, matrix, labels };
  InkClassSums sums;

  ink_class_sums_init (&sums, bayes->n_classes, bayes->n_terms, masks);
  for (; round.first < matrix->n_documents;
       round.first += TEXTS_PER_TASK * TASKS_PER_ROUND)
    {
      ink_pool_run (pool, TASKS_PER_ROUND, weigh_texts_cb, &round);
      weighed_texts_sum (round.weighed, TASKS_PER_ROUND, &sums, pool);
    }
  for (guint i = 0; i < TASKS_PER_ROUND; i++)
    weighed_texts_clear (&round.weighed[i]);
  for (gsize d = 0; d < matrix->n_documents; d++)
    bayes->class_count[labels[d]] += 1.0;
  ink_class_sums_finish (&sums, bayes->options.compact, &bayes->counts);
}

/* Counts and log theta each take a double a class and term. */
gboolean
ink_naive_bayes_check_size (guint64 n_classes, guint64 n_terms, GError **error)
{
  if (n_classes * n_terms <= INK_NAIVE_BAYES_MAX_COUNTS)
    return TRUE;
  return ink_error_set (error, INK_ERROR_LIMIT,
                        "expected at most %u counts (classes x terms), found %"
                        G_GUINT64_FORMAT " x %" G_GUINT64_FORMAT
                        "; set max-features or min-df",
                        INK_NAIVE_BAYES_MAX_COUNTS, n_classes, n_terms);
}

InkNaiveBayes *
ink_naive_bayes_fit (InkTermMatrix *matrix, const guint32 *labels,
                     guint n_classes, const InkNaiveBayesOptions *options,
                     InkPool *pool, GError **error)
{
  InkNaiveBayes *bayes;

  if (!ink_naive_bayes_check_size (n_classes, matrix->n_terms, error))
    return NULL;
  bayes = g_new0 (InkNaiveBayes, 1);
  bayes->n_classes = n_classes;
  ink_naive_bayes_set_options (bayes, options);
  bayes->n_documents = matrix->n_documents;
  bayes->vocabulary = g_steal_pointer (&matrix->vocabulary);
  bayes->n_terms = matrix->n_terms;
  bayes->document_frequency = g_steal_pointer (&matrix->document_frequency);
  bayes->class_count = g_new0 (double, n_classes);
  ink_naive_bayes_prepare (bayes);
  sum_weights (bayes, matrix, labels, pool);
  ink_naive_bayes_finish (bayes, pool);
  return bayes;
}

