/* Reading texts with naive Bayes, in double precision: every event model is a
 * score for each class, linear in the weights of a text's terms. The terms'
 * parts are kept [term][class], so that a term of a text reads one row. */
#include "core/model/naive-bayes.h"

#include <string.h>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/model/text-scorer-private.h"
#include "core/model/temperature.h"

#define TEXTS_PER_TASK 64
#define BLOCK_BYTES (256u << 10)

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

/* One term's part beside that, where no class's log theta depends on the term
 * where it lacks it. */
static inline void
add_term (const InkNaiveBayes *bayes, guint32 term, double weight,
          double *restrict scores)
{
  guint32 start = bayes->counts.starts[term];
  guint32 n = bayes->counts.starts[term + 1] - start;
  const guint16 *classes = bayes->counts.classes + start;
  const double *theta = bayes->log_theta + start;
  const double *absent = bayes->absent;

  if (n == bayes->n_classes)
    for (guint32 c = 0; c < n; c++)
      scores[c] += weight * (theta[c] - absent[c]);
  else
    for (guint32 p = 0; p < n; p++)
      scores[classes[p]] += weight * (theta[p] - absent[classes[p]]);
}

#define AHEAD 8

static inline void
prefetch_term (const InkNaiveBayes *bayes, guint32 term)
{
  __builtin_prefetch (bayes->log_theta + bayes->counts.starts[term]);
  __builtin_prefetch (bayes->counts.classes + bayes->counts.starts[term]);
}

/* Where it does. */
static void
add_sloped_term (const InkNaiveBayes *bayes, guint32 term, double weight,
                 double *scores)
{
  const guint16 *classes = bayes->counts.classes;

  for (guint32 p = bayes->counts.starts[term];
       p < bayes->counts.starts[term + 1]; p++)
    scores[classes[p]]
        += weight
           * (bayes->log_theta[p]
              - (bayes->absent[classes[p]]
                 + bayes->absent_term[term]
                       * bayes->absent_slope[classes[p]]));
}

void
ink_naive_bayes_log_scores (const InkNaiveBayes *bayes,
                            const InkTermCount *counts, const double *weights,
                            gsize n, double *scores)
{
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
      if (i + AHEAD < n)
        prefetch_term (bayes, counts[i + AHEAD].term);
      if (bayes->absent_slope == NULL)
        add_term (bayes, counts[i].term, weights[i], scores);
      else
        add_sloped_term (bayes, counts[i].term, weights[i], scores);
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

struct _InkTextScorer
{
  const InkNaiveBayes *bayes;
  InkTermBlock *counts;
  double *weights;
  gsize max_weights;
};

InkTextScorer *
ink_text_scorer_new (const InkNaiveBayes *bayes)
{
  InkTextScorer *scorer = g_new0 (InkTextScorer, 1);

  scorer->bayes = bayes;
  scorer->counts = ink_term_block_new (&bayes->rule);
  return scorer;
}

void
ink_text_scorer_free (InkTextScorer *scorer)
{
  ink_term_block_free (scorer->counts);
  g_free (scorer->weights);
  g_free (scorer);
}

typedef void (*ReadFunc) (const InkNaiveBayes *bayes,
                          const InkTermCount *counts, gsize n, double *weights,
                          double *row);

/* What is too long for a block is read as a text without terms. */
static void
read_texts (InkTextScorer *scorer, const char *const *texts,
            const guint32 *lengths, gsize n, ReadFunc read, double *rows)
{
  const InkNaiveBayes *bayes = scorer->bayes;
  const InkTermRows *terms;
  guint32 start = 0;

  ink_term_block_begin (scorer->counts);
  for (gsize i = 0; i < n; i++)
    if (!ink_term_block_add (scorer->counts, texts[i],
                             lengths == NULL ? strlen (texts[i]) : lengths[i],
                             NULL))
      ink_term_block_add (scorer->counts, "", 0, NULL);
  terms = ink_term_block_known (scorer->counts, bayes->vocabulary);
  if (terms->n_entries > scorer->max_weights)
    {
      scorer->max_weights = terms->n_entries + terms->n_entries / 2;
      g_free (scorer->weights);
      scorer->weights = g_new (double, scorer->max_weights);
    }
  for (gsize i = 0; i < n; start = terms->ends[i++])
    read (bayes, terms->entries + start, terms->ends[i] - start,
          scorer->weights, rows + i * bayes->n_classes);
}

void
ink_text_scorer_run (InkTextScorer *scorer, const char *const *texts,
                     const guint32 *lengths, gsize n, double *probabilities)
{
  read_texts (scorer, texts, lengths, n, ink_naive_bayes_read_counts,
              probabilities);
}

void
ink_text_scorer_run_raw (InkTextScorer *scorer, const char *const *texts,
                         const guint32 *lengths, gsize n, double *scores)
{
  read_texts (scorer, texts, lengths, n, ink_naive_bayes_score_counts, scores);
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
  g_autoptr (InkTextScorer) scorer = ink_text_scorer_new (bayes);

  for (gsize i = from; i < to;)
    {
      double *row = job->probabilities + i * bayes->n_classes;
      gsize n = 0, bytes = 0;

      for (; i + n < to && bytes < BLOCK_BYTES; n++)
        bytes += strlen (job->texts[i + n]);
      ink_text_scorer_run (scorer, job->texts + i, NULL, n, row);
      i += n;
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
