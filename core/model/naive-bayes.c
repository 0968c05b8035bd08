/* Multinomial naive Bayes over TF-IDF weights, in double precision:
 *   N[c][t]     = sum of x[d][t] over the texts d of class c
 *   theta[c][t] = (N[c][t] + alpha) / (sum_t N[c][t] + alpha V)
 *   log P(c|d)  = log prior[c] + sum_t x[d][t] log theta[c][t] - log Z
 * log theta is kept [term][class], so that a term of a text reads one row.
 * What is kept on disk are the counts, from which all else follows. */
#include "core/model/naive-bayes.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/model/naive-bayes-private.h"

#define TEXTS_PER_TASK 64

void
ink_naive_bayes_free (gpointer payload)
{
  InkNaiveBayes *bayes = payload;

  if (bayes == NULL)
    return;
  ink_vocabulary_free (bayes->vocabulary);
  g_clear_pointer (&bayes->feature_count, g_bytes_unref);
  g_free (bayes->document_frequency);
  g_free (bayes->class_count);
  g_free (bayes->idf);
  g_free (bayes->log_prior);
  g_free (bayes->log_theta);
  g_free (bayes);
}

static const InkNaiveBayes *
payload_of (const InkModel *model)
{
  g_return_val_if_fail (ink_model_class (model) == &ink_naive_bayes_class,
                        NULL);
  return ink_model_payload (model);
}

void
ink_naive_bayes_options (const InkModel *model, InkNaiveBayesOptions *options)
{
  *options = payload_of (model)->options;
}

guint
ink_naive_bayes_n_features (const InkModel *model)
{
  return payload_of (model)->n_terms;
}

gboolean
ink_naive_bayes_check_options (const InkNaiveBayesOptions *options,
                               GError **error)
{
  if ((guint) options->analyzer > INK_ANALYZER_ICU)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "analyzer: expected auto, word, char or icu, found "
                          "%d", options->analyzer);
  if (options->ngram_min < 1 || options->ngram_min > options->ngram_max
      || options->ngram_max > INK_NAIVE_BAYES_MAX_NGRAM)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "ngrams: expected MIN-MAX with 1 <= MIN <= MAX <= %d,"
                          " found %u-%u", INK_NAIVE_BAYES_MAX_NGRAM,
                          options->ngram_min, options->ngram_max);
  if (options->min_df < 1)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "min-df: expected 1 or more, found %u",
                          options->min_df);
  if (!(options->alpha > 0.0) || !isfinite (options->alpha))
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "alpha: expected a number above 0, found %g",
                          options->alpha);
  if ((guint) options->norm > INK_NORM_NONE)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "norm: expected l2 or none, found %d", options->norm);
  return TRUE;
}

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

static double
count_at (const InkNaiveBayes *bayes, gconstpointer counts, guint c, guint32 t)
{
  gsize i = (gsize) c * bayes->n_terms + t;

  return bayes->options.compact ? (double) ((const float *) counts)[i]
                                : ((const double *) counts)[i];
}

void
ink_naive_bayes_finish (InkNaiveBayes *bayes)
{
  gconstpointer counts = g_bytes_get_data (bayes->feature_count, NULL);
  double alpha = bayes->options.alpha;
  double documents = 0.0;

  bayes->rule = (InkTermRule) { bayes->options.analyzer,
                                bayes->options.ngram_min,
                                bayes->options.ngram_max };
  bayes->idf = g_new (double, bayes->n_terms);
  ink_tfidf_idf (bayes->document_frequency, bayes->n_terms, bayes->n_documents,
                 bayes->idf);
  bayes->log_prior = g_new (double, bayes->n_classes);
  bayes->log_theta = g_new (double, (gsize) bayes->n_classes * bayes->n_terms);
  for (guint c = 0; c < bayes->n_classes; c++)
    documents += bayes->class_count[c];
  for (guint c = 0; c < bayes->n_classes; c++)
    {
      double total = 0.0;

      for (guint32 t = 0; t < bayes->n_terms; t++)
        total += count_at (bayes, counts, c, t) + alpha;
      for (guint32 t = 0; t < bayes->n_terms; t++)
        bayes->log_theta[(gsize) t * bayes->n_classes + c]
            = log (count_at (bayes, counts, c, t) + alpha) - log (total);
      bayes->log_prior[c] = log (bayes->class_count[c]) - log (documents);
    }
}

/* Adds up the weights of all texts by class and term: (transfer full) F64. */
static double *
sum_weights (const InkNaiveBayes *bayes, const InkTermMatrix *matrix,
             const guint32 *labels)
{
  double *sums = g_new0 (double, (gsize) bayes->n_classes * bayes->n_terms);
  g_autofree double *idf = g_new (double, bayes->n_terms);
  g_autofree double *weights
      = g_new (double, matrix->starts[matrix->n_documents]);

  ink_tfidf_idf (bayes->document_frequency, bayes->n_terms, bayes->n_documents,
                 idf);
  for (gsize d = 0; d < matrix->n_documents; d++)
    {
      const InkTermCount *counts = matrix->entries + matrix->starts[d];
      gsize n = matrix->starts[d + 1] - matrix->starts[d];
      double *row = sums + (gsize) labels[d] * bayes->n_terms;

      ink_tfidf_weights (counts, n, idf, bayes->options.sublinear_tf,
                         bayes->options.norm, weights);
      for (gsize i = 0; i < n; i++)
        row[counts[i].term] += weights[i];
      bayes->class_count[labels[d]] += 1.0;
    }
  return sums;
}

static GBytes *
pack_counts (double *sums, gsize n, gboolean compact)
{
  float *narrow;

  if (!compact)
    return g_bytes_new_take (sums, n * sizeof (double));
  narrow = g_new (float, n);
  for (gsize i = 0; i < n; i++)
    narrow[i] = (float) sums[i];
  g_free (sums);
  return g_bytes_new_take (narrow, n * sizeof (float));
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

InkNaiveBayes *
ink_naive_bayes_fit (InkTermMatrix *matrix, const guint32 *labels,
                     guint n_classes, const InkNaiveBayesOptions *options,
                     GError **error)
{
  InkNaiveBayes *bayes;
  double *sums;

  if (!check_size (n_classes, matrix->n_terms, error))
    return NULL;
  bayes = g_new0 (InkNaiveBayes, 1);
  bayes->options = *options;
  bayes->n_classes = n_classes;
  bayes->n_documents = matrix->n_documents;
  bayes->vocabulary = g_steal_pointer (&matrix->vocabulary);
  bayes->n_terms = matrix->n_terms;
  bayes->document_frequency = g_steal_pointer (&matrix->document_frequency);
  bayes->class_count = g_new0 (double, n_classes);
  sums = sum_weights (bayes, matrix, labels);
  bayes->feature_count = pack_counts (
      sums, (gsize) n_classes * bayes->n_terms, options->compact);
  ink_naive_bayes_finish (bayes);
  return bayes;
}

static InkNaiveBayes *
fit (const InkTextSet *texts, const char *const *strings,
     const InkNaiveBayesOptions *options, GError **error)
{
  InkTermRule rule
      = { options->analyzer, options->ngram_min, options->ngram_max };
  InkTermLimits limits = { options->min_df, options->max_features };
  g_autoptr (InkTermMatrix) matrix = ink_term_matrix_new (
      strings, ink_text_set_count (texts), &rule, &limits, error);

  return matrix == NULL
             ? NULL
             : ink_naive_bayes_fit (matrix, ink_text_set_labels (texts),
                                    ink_text_set_n_classes (texts), options,
                                    error);
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
         && check_classes (texts, error);
}

InkModel *
ink_naive_bayes_train (const InkTextSet *texts,
                       const InkNaiveBayesOptions *options, GError **error)
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
  bayes = fit (texts, strings, &resolved, error);
  if (bayes == NULL)
    {
      g_prefix_error (error, "%s: ", ink_text_set_name (texts));
      return NULL;
    }
  return ink_model_new (&ink_naive_bayes_class, bayes,
                        ink_text_set_class_names (texts));
}

void
ink_naive_bayes_log_scores (const InkNaiveBayes *bayes,
                            const InkTermCount *counts, const double *weights,
                            gsize n, double *scores)
{
  guint n_classes = bayes->n_classes;

  memcpy (scores, bayes->log_prior, n_classes * sizeof *scores);
  for (gsize i = 0; i < n; i++)
    {
      const double *row = bayes->log_theta + (gsize) counts[i].term * n_classes;
      double weight = weights[i];

      for (guint c = 0; c < n_classes; c++)
        scores[c] += weight * row[c];
    }
}

/* exp (scores - log sum exp scores), in place. */
static void
normalize_scores (double *scores, guint n)
{
  double top = -INFINITY;
  double sum = 0.0;

  for (guint c = 0; c < n; c++)
    top = MAX (top, scores[c]);
  for (guint c = 0; c < n; c++)
    sum += exp (scores[c] - top);
  for (guint c = 0; c < n; c++)
    scores[c] = exp (scores[c] - top - log (sum));
}

void
ink_naive_bayes_read_counts (const InkNaiveBayes *bayes,
                             const InkTermCount *counts, gsize n,
                             double *weights, double *probabilities)
{
  ink_tfidf_weights (counts, n, bayes->idf, bayes->options.sublinear_tf,
                     bayes->options.norm, weights);
  ink_naive_bayes_log_scores (bayes, counts, weights, n, probabilities);
  normalize_scores (probabilities, bayes->n_classes);
}

typedef struct
{
  const InkNaiveBayes *bayes;
  const char *const *texts;
  gsize n;
  double *probabilities;
} PredictJob;

static void
predict_range (const PredictJob *job, gsize from, gsize to)
{
  const InkNaiveBayes *bayes = job->bayes;
  g_autoptr (InkTokenizer) tokenizer = ink_tokenizer_new (bayes->rule.analyzer);
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (InkTermCount));
  g_autoptr (GArray) weights = g_array_new (FALSE, FALSE, sizeof (double));

  for (gsize i = from; i < to; i++)
    {
      double *scores = job->probabilities + i * bayes->n_classes;

      ink_term_count_text (bayes->vocabulary, &bayes->rule, tokenizer,
                           job->texts[i], counts);
      g_array_set_size (weights, counts->len);
      ink_naive_bayes_read_counts (
          bayes, (const InkTermCount *) (void *) counts->data, counts->len,
          (double *) (void *) weights->data, scores);
    }
}

static void
predict_task_cb (guint task, guint worker, gpointer user_data)
{
  const PredictJob *job = user_data;
  gsize from = (gsize) task * TEXTS_PER_TASK;

  predict_range (job, from, MIN (from + TEXTS_PER_TASK, job->n));
}

static void
predict (gconstpointer payload, gconstpointer inputs, gsize n, guint n_threads,
         double *probabilities)
{
  PredictJob job = { payload, inputs, n, probabilities };
  gsize n_tasks = n / TEXTS_PER_TASK + (n % TEXTS_PER_TASK != 0);
  g_autoptr (InkPool) pool = NULL;

  if (n_tasks < 2 || n_threads == 1 || n_tasks > G_MAXUINT)
    {
      predict_range (&job, 0, n);
      return;
    }
  pool = ink_pool_new (n_threads);
  ink_pool_run (pool, (guint) n_tasks, predict_task_cb, &job);
}

const InkModelClass ink_naive_bayes_class = {
  .name = "naive-bayes",
  .title = "Naive Bayes",
  .input = INK_INPUT_TEXT,
  .load = ink_naive_bayes_load,
  .save = ink_naive_bayes_save,
  .free = ink_naive_bayes_free,
  .predict = predict,
};
