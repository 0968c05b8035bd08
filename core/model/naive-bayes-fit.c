/* Fitting naive Bayes: texts to terms, terms to weights, weights added up by
 * class. What is kept are those sums, from which all else follows. */
#include "core/model/naive-bayes.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/model/naive-bayes-private.h"

#define TEXTS_PER_TASK 64

void
ink_naive_bayes_resolve (InkNaiveBayesOptions *options,
                         const char *const *texts, gsize n)
{
  if (options->analyzer != INK_ANALYZER_AUTO)
    return;
  options->analyzer = ink_analyzer_choose (texts, n);
  if (options->analyzer == INK_ANALYZER_CHAR && options->ngram_max == 1)
    options->ngram_max = 2;
}

/* The adding up: each text is weighed by one thread, and each class's sums have
 * one writer, which goes through the texts in their order. */
typedef struct
{
  InkNaiveBayes *bayes;
  const InkTermMatrix *matrix;
  const guint32 *labels;
  double *weights; /* of all entries */
  InkClassSums sums;
} Adding;

static void
weigh_texts_cb (guint task, guint worker, gpointer user_data)
{
  const Adding *adding = user_data;
  const gsize *starts = adding->matrix->starts;
  gsize first = (gsize) task * TEXTS_PER_TASK;
  gsize end = MIN (first + TEXTS_PER_TASK, adding->matrix->n_documents);

  for (gsize d = first; d < end; d++)
    ink_naive_bayes_weigh (adding->bayes, adding->matrix->entries + starts[d],
                           starts[d + 1] - starts[d],
                           adding->weights + starts[d]);
}

static void
add_class_cb (guint task, guint worker, gpointer user_data)
{
  Adding *adding = user_data;
  const InkTermMatrix *matrix = adding->matrix;

  for (gsize d = 0; d < matrix->n_documents; d++)
    if (adding->labels[d] == task)
      {
        for (gsize i = matrix->starts[d]; i < matrix->starts[d + 1]; i++)
          ink_class_sums_add (&adding->sums, matrix->entries[i].term, task,
                              adding->weights[i]);
        adding->bayes->class_count[task] += 1.0;
      }
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
  g_autofree double *weights
      = g_new (double, matrix->starts[matrix->n_documents]);
  g_autofree guint64 *masks
      = bayes->n_classes > 64 ? NULL : find_masks (matrix, labels);
  Adding adding = { bayes, matrix, labels, weights };
  gsize n_tasks
      = (matrix->n_documents + TEXTS_PER_TASK - 1) / TEXTS_PER_TASK;

  ink_class_sums_init (&adding.sums, bayes->n_classes, bayes->n_terms, masks);
  ink_pool_run (pool, (guint) n_tasks, weigh_texts_cb, &adding);
  ink_pool_run (pool, bayes->n_classes, add_class_cb, &adding);
  ink_class_sums_finish (&adding.sums, bayes->options.compact,
                         &bayes->counts);
}

/* Counts and log theta each take a double a class and term. */
static gboolean
check_size (guint64 n_classes, guint64 n_terms, GError **error)
{
  if (n_classes * n_terms <= INK_NAIVE_BAYES_MAX_COUNTS)
    return TRUE;
  return ink_error_set (error, INK_ERROR_LIMIT,
                        "expected at most %u counts (classes x terms), found %"
                        G_GUINT64_FORMAT " x %" G_GUINT64_FORMAT
                        "; set max-features or min-df",
                        INK_NAIVE_BAYES_MAX_COUNTS, n_classes, n_terms);
}

static InkTermMatrix *
read_texts (const InkTextSet *texts, const char *const *strings,
            const InkNaiveBayesOptions *options, guint n_threads,
            GError **error)
{
  g_autoptr (InkVocabulary) stops
      = ink_naive_bayes_stop_vocabulary (options->stop_words);
  InkTermRule rule = { options->analyzer, options->ngram_min,
                       options->ngram_max, stops };
  InkTermLimits limits
      = { options->min_df, options->max_df, options->max_features };

  return ink_term_matrix_new (strings, ink_text_set_count (texts), &rule,
                              &limits, n_threads, error);
}

InkNaiveBayes *
ink_naive_bayes_fit (InkTermMatrix *matrix, const guint32 *labels,
                     guint n_classes, const InkNaiveBayesOptions *options,
                     InkPool *pool, GError **error)
{
  InkNaiveBayes *bayes;

  if (!check_size (n_classes, matrix->n_terms, error))
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

static InkNaiveBayes *
fit (const InkTextSet *texts, const char *const *strings,
     const InkNaiveBayesOptions *options, guint n_threads, GError **error)
{
  g_autoptr (InkTermMatrix) matrix
      = read_texts (texts, strings, options, n_threads, error);
  g_autoptr (InkPool) pool = matrix == NULL ? NULL : ink_pool_new (n_threads);

  return matrix == NULL
             ? NULL
             : ink_naive_bayes_fit (matrix, ink_text_set_labels (texts),
                                    ink_text_set_n_classes (texts), options,
                                    pool, error);
}

static gboolean
check_priors (const InkTextSet *texts, const InkNaiveBayesOptions *options,
              GError **error)
{
  guint n = ink_text_set_n_classes (texts);

  if (options->prior != INK_PRIOR_GIVEN || options->n_class_prior == n)
    return TRUE;
  return ink_error_set (error, INK_ERROR_MISMATCH,
                        "%s: expected a prior for each of %u classes, found %u",
                        ink_text_set_name (texts), n, options->n_class_prior);
}

static gboolean
check_classes (const InkTextSet *texts, GError **error)
{
  const guint32 *labels = ink_text_set_labels (texts);
  guint n = ink_text_set_count (texts);

  for (guint i = 1; i < n; i++)
    if (labels[i] != labels[0])
      return TRUE;
  return ink_error_set (error, INK_ERROR_MISMATCH,
                        "%s: expected texts of two classes or more, found %u "
                        "texts of %s", ink_text_set_name (texts), n,
                        n == 0 ? "none"
                               : ink_text_set_class_names (texts)[labels[0]]);
}

gboolean
ink_naive_bayes_check (const InkTextSet *texts,
                       const InkNaiveBayesOptions *options, GError **error)
{
  return ink_naive_bayes_check_options (options, error)
         && check_classes (texts, error)
         && check_priors (texts, options, error);
}

InkModel *
ink_naive_bayes_train (const InkTextSet *texts,
                       const InkNaiveBayesOptions *options, GError **error)
{
  return ink_naive_bayes_train_on (texts, options, 0, error);
}

InkModel *
ink_naive_bayes_train_on (const InkTextSet *texts,
                          const InkNaiveBayesOptions *options,
                          guint n_threads, GError **error)
{
  InkNaiveBayesOptions resolved = *options;
  guint n = ink_text_set_count (texts);
  g_autofree const char **strings = NULL;
  InkNaiveBayes *bayes;

  if (!ink_naive_bayes_check (texts, options, error))
    return NULL;

  strings = g_new (const char *, n);
  for (guint i = 0; i < n; i++)
    strings[i] = ink_text_set_text (texts, i);
  ink_naive_bayes_resolve (&resolved, strings, n);
  bayes = fit (texts, strings, &resolved, n_threads, error);
  if (bayes == NULL)
    {
      g_prefix_error (error, "%s: ", ink_text_set_name (texts));
      return NULL;
    }
  return ink_model_new (&ink_naive_bayes_class, bayes,
                        ink_text_set_class_names (texts));
}
