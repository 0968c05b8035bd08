/* Reading texts with naive Bayes, in double precision: every event model is a
 * score for each class, linear in the weights of a text's terms. The terms'
 * parts are kept [term][class], so that a term of a text reads one row. */
#include "core/model/naive-bayes.h"

#include <string.h>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/model/naive-bayes-private.h"
#include "core/model/temperature.h"

#define TEXTS_PER_TASK 64

void
ink_naive_bayes_free (gpointer payload)
{
  InkNaiveBayes *bayes = payload;

  if (bayes == NULL)
    return;
  if (bayes->root != NULL)
    {
      ink_naive_bayes_free (bayes->root);
      g_free (bayes);
      return;
    }
  if (g_atomic_int_add (&bayes->n_sharing, -1) > 0)
    return;
  ink_vocabulary_free (bayes->vocabulary);
  ink_vocabulary_free (bayes->stops);
  g_strfreev (bayes->stop_words);
  g_free (bayes->class_prior);
  ink_class_counts_clear (&bayes->counts);
  g_free (bayes->document_frequency);
  g_free (bayes->class_count);
  g_free (bayes->idf);
  g_free (bayes->base);
  g_free (bayes->log_theta);
  g_free (bayes->absent);
  g_free (bayes->absent_slope);
  g_free (bayes->absent_term);
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

void
ink_naive_bayes_weigh (const InkNaiveBayes *bayes, const InkTermCount *counts,
                       gsize n, double *weights)
{
  if (bayes->options.events != INK_EVENTS_BERNOULLI)
    {
      ink_tfidf_weights (counts, n, bayes->idf, bayes->options.sublinear_tf,
                         bayes->options.norm, weights);
      return;
    }
  for (gsize i = 0; i < n; i++)
    weights[i] = 1.0;
}

/* What all terms would add if no class had any of them: @sum is of their
 * weights, @term_sum of their weights' products with absent_term. */
static void
start_scores (const InkNaiveBayes *bayes, double sum, double term_sum,
              double *scores)
{
  for (guint c = 0; c < bayes->n_classes; c++)
    {
      scores[c] = bayes->base[c] + sum * bayes->absent[c];
      if (bayes->absent_slope != NULL)
        scores[c] += term_sum * bayes->absent_slope[c];
    }
}

/* The part of a pair of counts beside that. */
static inline double
beside_absent (const InkNaiveBayes *bayes, guint32 term, guint c, double theta)
{
  double absent = bayes->absent[c];

  if (bayes->absent_slope != NULL)
    absent += bayes->absent_term[term] * bayes->absent_slope[c];
  return theta - absent;
}

void
ink_naive_bayes_log_scores (const InkNaiveBayes *bayes,
                            const InkTermCount *counts, const double *weights,
                            gsize n, double *scores)
{
  const guint32 *starts = bayes->counts.starts;
  const guint16 *classes = bayes->counts.classes;
  double sum = 0.0, term_sum = 0.0;

  for (gsize i = 0; i < n; i++)
    {
      sum += weights[i];
      if (bayes->absent_term != NULL)
        term_sum += weights[i] * bayes->absent_term[counts[i].term];
    }
  start_scores (bayes, sum, term_sum, scores);
  for (gsize i = 0; i < n; i++)
    {
      guint32 term = counts[i].term;

      for (guint32 p = starts[term]; p < starts[term + 1]; p++)
        scores[classes[p]]
            += weights[i]
               * beside_absent (bayes, term, classes[p], bayes->log_theta[p]);
    }
}

void
ink_naive_bayes_score_counts (const InkNaiveBayes *bayes,
                              const InkTermCount *counts, gsize n,
                              double *weights, double *scores)
{
  ink_naive_bayes_weigh (bayes, counts, n, weights);
  ink_naive_bayes_log_scores (bayes, counts, weights, n, scores);
}

void
ink_naive_bayes_read_counts (const InkNaiveBayes *bayes,
                             const InkTermCount *counts, gsize n,
                             double *weights, double *probabilities)
{
  ink_naive_bayes_score_counts (bayes, counts, n, weights, probabilities);
  ink_temperature_softmax (probabilities, bayes->n_classes,
                           bayes->temperature);
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
  g_autoptr (InkTermCounter) counter
      = ink_term_counter_new (bayes->vocabulary, &bayes->rule);
  g_autoptr (GArray) weights = g_array_new (FALSE, FALSE, sizeof (double));

  for (gsize i = from; i < to; i++)
    {
      double *scores = job->probabilities + i * bayes->n_classes;
      gsize n;
      const InkTermCount *counts
          = ink_term_counter_run (counter, job->texts[i], &n);

      g_array_set_size (weights, (guint) n);
      ink_naive_bayes_read_counts (
          bayes, counts, n, (double *) (void *) weights->data, scores);
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
