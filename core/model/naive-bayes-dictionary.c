/* Training with a dictionary that is given. The texts go through a batch at a
 * time: each is weighed by one thread, and each class's row has one writer,
 * which goes through them in their order, so that the sums do not depend on the
 * threads and memory does not grow with the texts. */
#include "core/model/naive-bayes-merge.h"

#include "core/base/error.h"
#include "core/model/naive-bayes-sum-private.h"
#include "core/text/term-limit.h"

#define TEXTS_PER_TASK 64
#define TEXTS_PER_BATCH (64 * TEXTS_PER_TASK)

typedef struct
{
  guint32 term;
  double weight;
} Weighed;

typedef struct
{
  InkNaiveBayes *bayes;
  InkClassSums sums;
  const InkTextSet *texts;
  guint first, n;    /* of the batch */
  GArray **weighed;  /* [TEXTS_PER_BATCH]: of Weighed */
} Batch;

static void
weigh_text (const InkNaiveBayes *bayes, InkTermCounter *counter,
            const char *text, GArray *weights, GArray *weighed)
{
  gsize n;
  const InkTermCount *counts = ink_term_counter_run (counter, text, &n);

  g_array_set_size (weights, (guint) n);
  ink_naive_bayes_weigh (bayes, counts, n, (double *) (void *) weights->data);
  g_array_set_size (weighed, 0);
  for (gsize i = 0; i < n; i++)
    {
      Weighed one = { counts[i].term, g_array_index (weights, double, i) };

      g_array_append_val (weighed, one);
    }
}

static void
weigh_cb (guint task, guint worker, gpointer user_data)
{
  const Batch *batch = user_data;
  const InkNaiveBayes *bayes = batch->bayes;
  g_autoptr (InkTermCounter) counter
      = ink_term_counter_new (bayes->vocabulary, &bayes->rule);
  g_autoptr (GArray) weights = g_array_new (FALSE, FALSE, sizeof (double));
  guint end = MIN ((task + 1) * TEXTS_PER_TASK, batch->n);

  for (guint i = task * TEXTS_PER_TASK; i < end; i++)
    weigh_text (bayes, counter,
                ink_text_set_text (batch->texts, batch->first + i), weights,
                batch->weighed[i]);
}

static void
add_class_cb (guint task, guint worker, gpointer user_data)
{
  Batch *batch = user_data;
  const guint32 *labels = ink_text_set_labels (batch->texts) + batch->first;

  for (guint i = 0; i < batch->n; i++)
    if (labels[i] == task)
      {
        const GArray *weighed = batch->weighed[i];

        for (guint w = 0; w < weighed->len; w++)
          {
            const Weighed *one = &g_array_index (weighed, Weighed, w);

            ink_class_sums_add (&batch->sums, one->term, task, one->weight);
          }
        batch->bayes->class_count[task] += 1.0;
      }
}

static void
add_texts (InkNaiveBayes *bayes, const InkTextSet *texts, InkPool *pool)
{
  guint n = ink_text_set_count (texts);
  g_autofree GArray **weighed = g_new (GArray *, TEXTS_PER_BATCH);
  Batch batch = { .bayes = bayes, .texts = texts, .weighed = weighed };

  ink_class_sums_init (&batch.sums, bayes->n_classes, bayes->n_terms, NULL);
  for (guint i = 0; i < TEXTS_PER_BATCH; i++)
    weighed[i] = g_array_new (FALSE, FALSE, sizeof (Weighed));
  for (; batch.first < n; batch.first += batch.n)
    {
      batch.n = MIN (TEXTS_PER_BATCH, n - batch.first);
      ink_pool_run (pool, (batch.n + TEXTS_PER_TASK - 1) / TEXTS_PER_TASK,
                    weigh_cb, &batch);
      ink_pool_run (pool, bayes->n_classes, add_class_cb, &batch);
    }
  for (guint i = 0; i < TEXTS_PER_BATCH; i++)
    g_array_unref (weighed[i]);
  ink_class_sums_finish (&batch.sums, bayes->options.compact, &bayes->counts);
}

/* What a dictionary decides. */
static void
take_rule (InkNaiveBayesOptions *options, const InkNaiveBayes *dictionary)
{
  const InkNaiveBayesOptions *its = &dictionary->options;

  options->analyzer = its->analyzer;
  options->ngram_min = its->ngram_min;
  options->ngram_max = its->ngram_max;
  options->stop_words = its->stop_words;
  options->max_features = its->max_features;
  options->idf = its->idf;
}

static gboolean
check (const InkTextSet *texts, const InkNaiveBayesOptions *options,
       const InkModel *dictionary, GError **error)
{
  if (ink_model_class (dictionary) != &ink_naive_bayes_class)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "dictionary: expected a naive-bayes model, found %s",
                          ink_model_class (dictionary)->name);
  if (!ink_naive_bayes_check_options (options, error))
    return FALSE;
  if (ink_text_set_count (texts) == 0)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: expected texts, found none",
                          ink_text_set_name (texts));
  if (options->prior == INK_PRIOR_GIVEN
      && options->n_class_prior != ink_text_set_n_classes (texts))
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: expected a prior for each of %u classes, found "
                          "%u", ink_text_set_name (texts),
                          ink_text_set_n_classes (texts),
                          options->n_class_prior);
  return TRUE;
}

/* The terms of @given that min_df and max_df let through; (transfer full). */
static InkNaiveBayes *
take_dictionary (const InkNaiveBayes *given,
                 const InkNaiveBayesOptions *options, guint n_classes,
                 GError **error)
{
  const InkTermLimits limits
      = { .min_df = options->min_df, .max_df = options->max_df };
  g_autofree guint64 *totals = g_new0 (guint64, MAX (given->n_terms, 1));
  g_autofree guint32 *kept = NULL;
  guint32 *frequency;
  guint32 n;

  kept = ink_term_limits_choose (&limits, given->document_frequency, totals,
                                 given->n_terms, given->n_documents, &n,
                                 error);
  if (kept == NULL)
    return NULL;
  frequency = g_new (guint32, n);
  for (guint32 t = 0; t < n; t++)
    frequency[t] = given->document_frequency[kept[t]];
  return ink_naive_bayes_sum_new (
      options, n_classes, ink_vocabulary_select (given->vocabulary, kept, n),
      frequency, given->n_documents, error);
}

InkModel *
ink_naive_bayes_train_with (const InkTextSet *texts,
                            const InkNaiveBayesOptions *options,
                            const InkModel *dictionary, guint n_threads,
                            GError **error)
{
  const InkNaiveBayes *given = ink_model_payload (dictionary);
  InkNaiveBayesOptions all = *options;
  g_autoptr (InkPool) pool = NULL;
  InkNaiveBayes *bayes;

  if (!check (texts, options, dictionary, error))
    return NULL;
  take_rule (&all, given);
  bayes = take_dictionary (given, &all, ink_text_set_n_classes (texts), error);
  if (bayes == NULL)
    return NULL;
  pool = ink_pool_new (n_threads);
  add_texts (bayes, texts, pool);
  ink_naive_bayes_finish (bayes, pool);
  bayes->dictionary_given = !ink_naive_bayes_is_whole (bayes);
  return ink_model_new (&ink_naive_bayes_class, bayes,
                        ink_text_set_class_names (texts));
}
