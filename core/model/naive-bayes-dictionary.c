/* Training with a dictionary that is given, in two passes: which classes there
 * are is known at the end of the first, then the texts are weighed and added
 * up, a round of blocks at a time, in their order. Memory does not grow with
 * the texts. */
#include "core/model/naive-bayes-merge.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "core/base/error.h"
#include "core/model/naive-bayes-sum-private.h"
#include "core/model/text-feed-private.h"
#include "core/model/weighed-texts-private.h"
#include "core/text/term-limit.h"

#define BLOCKS_A_THREAD 2 /* in a round */
#define USEC_A_WATCH 100000
#define FIRST_PASS 0.3 /* of all that there is to do */

typedef struct
{
  const InkTextFeed *feed;
  const InkNaiveBayesTraining *training;
  InkPool *pool;
  gint64 told_at; /* of the calling thread */

  pthread_mutex_t mutex; /* of these */
  GArray *class_counts;  /* guint64, by label */
  guint64 n_texts;
  gsize n_blocks;
  GError *failure;
  atomic_bool stopping;

  InkNaiveBayes *bayes; /* the second pass: without counts */
  const guint32 *numbers; /* of labels; NULL where they are classes */
  guint size;            /* blocks in a round */
  gsize first;           /* block of the round */
  WeighedTexts *weighed; /* [size] */
  InkTermBlock **counts; /* [threads] */
  InkClassSums sums;
} Training;

/* Takes @error. */
static void
fail (Training *training, GError *error)
{
  pthread_mutex_lock (&training->mutex);
  if (training->failure == NULL)
    training->failure = g_steal_pointer (&error);
  pthread_mutex_unlock (&training->mutex);
  g_clear_error (&error);
  atomic_store (&training->stopping, TRUE);
}

static void
tell (Training *training, double fraction)
{
  const InkNaiveBayesTraining *asked = training->training;
  gint64 now = g_get_monotonic_time ();
  GError *error = NULL;

  if (asked->watch == NULL || now - training->told_at < USEC_A_WATCH)
    return;
  training->told_at = now;
  if (!asked->watch (fraction, asked->watch_data, &error))
    fail (training, error);
}

/* --- The first pass --- */

static void
note_labels (Training *training, const InkTextBlock *block)
{
  pthread_mutex_lock (&training->mutex);
  for (guint i = 0; i < block->n; i++)
    {
      if (block->labels[i] >= training->class_counts->len)
        g_array_set_size (training->class_counts, block->labels[i] + 1);
      g_array_index (training->class_counts, guint64, block->labels[i])++;
    }
  training->n_texts += block->n;
  training->n_blocks = MAX (training->n_blocks, block->number + 1);
  pthread_mutex_unlock (&training->mutex);
}

static void
read_labels_cb (guint task, guint worker, gpointer user_data)
{
  Training *training = user_data;
  const InkTextFeed *feed = training->feed;
  InkTextBlock block;
  GError *error = NULL;

  while (!atomic_load (&training->stopping))
    {
      if (!feed->next (feed->self, &block, &error))
        {
          fail (training, error);
          return;
        }
      if (block.texts == NULL)
        return;
      note_labels (training, &block);
      feed->clear (&block);
      if (worker == 0)
        tell (training, FIRST_PASS * feed->fraction (feed->self));
    }
}

/* --- The second --- */

static gboolean
weigh_block (Training *training, InkTermBlock *counts,
             const InkTextBlock *block, GError **error)
{
  ink_term_block_begin (counts);
  for (guint i = 0; i < block->n; i++)
    if (!ink_term_block_add (counts, block->texts[i], block->lengths[i],
                             error))
      return FALSE;
  weighed_texts_set (&training->weighed[block->number - training->first],
                     training->bayes,
                     ink_term_block_known (counts,
                                           training->bayes->vocabulary),
                     block->labels, training->numbers);
  return TRUE;
}

/* A round's tasks take the next blocks, whichever takes which. */
static void
weigh_cb (guint task, guint worker, gpointer user_data)
{
  Training *training = user_data;
  const InkTextFeed *feed = training->feed;
  InkTextBlock block;
  GError *error = NULL;

  if (atomic_load (&training->stopping))
    return;
  if (!feed->next (feed->self, &block, &error))
    fail (training, error);
  else if (block.texts != NULL)
    {
      if (training->counts[worker] == NULL)
        training->counts[worker] = ink_term_block_new (&training->bayes->rule);
      if (!weigh_block (training, training->counts[worker], &block, &error))
        fail (training, error);
      feed->clear (&block);
    }
}

static void
run_rounds (Training *training)
{
  GError *error = NULL;

  for (; training->first < training->n_blocks;
       training->first += training->size)
    {
      double fraction
          = (double) MIN (training->first + training->size, training->n_blocks)
            / (double) training->n_blocks;

      for (guint i = 0; i < training->size; i++)
        memset (training->weighed[i].starts, 0,
                sizeof training->weighed[i].starts);
      ink_pool_run (training->pool, training->size, weigh_cb, training);
      tell (training, FIRST_PASS + (1 - FIRST_PASS) * fraction);
      if (atomic_load (&training->stopping))
        return;
      weighed_texts_sum (training->weighed, training->size, &training->sums,
                         training->pool);
    }
  /* Rounds that are full to the last do not look behind it. */
  if (!ink_text_feed_ends (training->feed, &error))
    fail (training, error);
}

/* Fills in the counts of @training's model. */
static void
add_texts (Training *training)
{
  InkNaiveBayes *bayes = training->bayes;
  guint n_threads = ink_pool_n_threads (training->pool);

  training->size = BLOCKS_A_THREAD * n_threads;
  training->weighed = g_new0 (WeighedTexts, training->size);
  training->counts = g_new0 (InkTermBlock *, n_threads);
  ink_class_sums_init (&training->sums, bayes->n_classes, bayes->n_terms, NULL);
  run_rounds (training);
  ink_class_sums_finish (&training->sums, bayes->options.compact,
                         &bayes->counts);
  for (guint i = 0; i < training->size; i++)
    weighed_texts_clear (&training->weighed[i]);
  for (guint i = 0; i < n_threads; i++)
    ink_term_block_free (training->counts[i]);
  g_free (training->weighed);
  g_free (training->counts);
}

/* --- The dictionary --- */

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
  options->hash_features = its->hash_features;
  options->idf = its->idf;
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

  if (ink_vocabulary_n_buckets (given->vocabulary) > 0)
    return ink_naive_bayes_sum_new (
        options, n_classes,
        ink_vocabulary_new_hashed (
            ink_vocabulary_n_buckets (given->vocabulary)),
        g_memdup2 (given->document_frequency,
                   given->n_terms * sizeof (guint32)),
        given->n_documents, error);
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

/* --- Training --- */

static gboolean
check (const InkNaiveBayesOptions *options, const InkModel *dictionary,
       GError **error)
{
  if (ink_model_class (dictionary) != &ink_naive_bayes_class)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "dictionary: expected a naive-bayes model, found %s",
                          ink_model_class (dictionary)->name);
  return ink_naive_bayes_check_options (options, error);
}

/* What can only be told once all texts are read. */
static gboolean
check_texts (const Training *training, const InkNaiveBayesOptions *options,
             guint n_classes, GError **error)
{
  if (training->n_texts == 0)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "expected texts, found none");
  if (options->prior == INK_PRIOR_GIVEN && options->n_class_prior != n_classes)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "expected a prior for each of %u classes, found %u",
                          n_classes, options->n_class_prior);
  return TRUE;
}

static void
count_classes (Training *training)
{
  for (guint i = 0; i < training->class_counts->len; i++)
    training->bayes->class_count[training->numbers == NULL
                                     ? i
                                     : training->numbers[i]]
        = (double) g_array_index (training->class_counts, guint64, i);
}

/* FALSE with what went wrong in a pass. */
static gboolean
take_failure (Training *training, GError **error)
{
  if (training->failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&training->failure));
  return FALSE;
}

/* (transfer full): of the classes @names */
static gboolean
train (Training *training, const InkNaiveBayesOptions *options,
       const InkNaiveBayes *given, const char *const **names, GError **error)
{
  const InkTextFeed *feed = training->feed;
  guint n_classes;

  ink_pool_run (training->pool, ink_pool_n_threads (training->pool),
                read_labels_cb, training);
  if (!take_failure (training, error))
    return FALSE;
  *names = feed->classes (feed->self, &n_classes, &training->numbers);
  if (check_texts (training, options, n_classes, error))
    training->bayes = take_dictionary (given, options, n_classes, error);
  if (training->bayes == NULL)
    {
      g_prefix_error (error, "%s: ", feed->name);
      return FALSE;
    }
  if (!feed->rewind (feed->self, error))
    return FALSE;
  count_classes (training);
  add_texts (training);
  return take_failure (training, error);
}

static InkModel *
train_feed (const InkTextFeed *feed, const InkNaiveBayesOptions *options,
            const InkModel *dictionary, const InkNaiveBayesTraining *asked,
            GError **error)
{
  Training training = { .feed = feed, .training = asked };
  InkNaiveBayesOptions all = *options;
  const char *const *names = NULL;
  InkModel *model = NULL;

  if (!check (options, dictionary, error))
    return NULL;
  take_rule (&all, ink_model_payload (dictionary));
  if (!ink_naive_bayes_check_options (&all, error))
    return NULL;
  training.pool = ink_pool_new (asked->n_threads);
  training.class_counts = g_array_new (FALSE, TRUE, sizeof (guint64));
  pthread_mutex_init (&training.mutex, NULL);
  atomic_init (&training.stopping, FALSE);
  if (train (&training, &all, ink_model_payload (dictionary), &names, error))
    {
      InkNaiveBayes *bayes = g_steal_pointer (&training.bayes);

      ink_naive_bayes_finish (bayes, training.pool);
      bayes->dictionary_given = !ink_naive_bayes_is_whole (bayes);
      model = ink_model_new (&ink_naive_bayes_class, bayes, names);
    }
  ink_naive_bayes_free (training.bayes);
  g_array_unref (training.class_counts);
  pthread_mutex_destroy (&training.mutex);
  ink_pool_free (training.pool);
  return model;
}

InkModel *
ink_naive_bayes_train_with (const InkTextSet *texts,
                            const InkNaiveBayesOptions *options,
                            const InkModel *dictionary, guint n_threads,
                            GError **error)
{
  const InkNaiveBayesTraining training = { .n_threads = n_threads };
  g_autoptr (InkTextSetFeed) set = ink_text_set_feed_new (texts);
  InkTextFeed feed = ink_text_feed_of_set (set);

  return train_feed (&feed, options, dictionary, &training, error);
}

InkModel *
ink_naive_bayes_train_source_with (InkTextSource *source,
                                   const InkNaiveBayesOptions *options,
                                   const InkModel *dictionary,
                                   const InkNaiveBayesTraining *training,
                                   GError **error)
{
  static const InkNaiveBayesTraining defaults = { 0 };
  InkTextFeed feed = ink_text_feed_of_source (source);

  return train_feed (&feed, options, dictionary,
                     training == NULL ? &defaults : training, error);
}
