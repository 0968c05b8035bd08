/* The first pass over texts: each thread takes block after block, counts it and
 * hands over what it has counted. */
#include <string.h>

#include "core/base/error.h"
#include "core/model/naive-bayes-passes-private.h"

#define MEMORY (64u << 20)
#define BYTES_A_TERM 256 /* of MEMORY, to a thread's terms: as many as are good
                            for it */
#define FULL_SHARES 4    /* threads that have as many; more have fewer each */
#define USEC_A_WATCH 100000

static void
early_clear_cb (gpointer block, gpointer feed)
{
  ((const InkTextFeed *) feed)->clear (block);
  g_free (block);
}

/* Reads blocks until there are enough letters to tell what AUTO stands for. */
static gboolean
read_ahead (InkCounting *counting, GError **error)
{
  InkAnalyzerChoice choice = { 0 };
  gboolean more = TRUE;

  while (more && counting->options.analyzer == INK_ANALYZER_AUTO)
    {
      InkTextBlock *block = g_new0 (InkTextBlock, 1);

      if (!counting->feed->next (counting->feed->self, block, error))
        {
          g_free (block);
          return FALSE;
        }
      if (block->texts == NULL)
        {
          g_free (block);
          break;
        }
      g_queue_push_tail (&counting->early, block);
      for (guint i = 0; more && i < block->n; i++)
        more = ink_analyzer_choice_add (&choice, block->texts[i],
                                        block->lengths[i]);
    }
  ink_naive_bayes_settle (&counting->options,
                          ink_analyzer_choice_end (&choice));
  return TRUE;
}

gsize
ink_counting_memory (const InkCounting *counting)
{
  return counting->training->memory == 0 ? MEMORY : counting->training->memory;
}

gboolean
ink_counting_init (InkCounting *counting, const InkTextFeed *feed,
                   const InkNaiveBayesOptions *options,
                   const InkNaiveBayesTraining *training, GError **error)
{
  gsize memory;

  *counting = (InkCounting) { .feed = feed,
                              .training = training,
                              .options = *options,
                              .early = G_QUEUE_INIT };
  memory = ink_counting_memory (counting);
  counting->pool = ink_pool_new (training->n_threads);
  counting->n_threads = ink_pool_n_threads (counting->pool);
  counting->gatherer
      = options->hash_features > 0
            ? ink_term_gatherer_new_hashed (memory, options->hash_features)
            : ink_term_gatherer_new (memory);
  counting->labels = g_ptr_array_new_with_free_func (g_free);
  counting->class_counts = g_array_new (FALSE, TRUE, sizeof (guint64));
  pthread_mutex_init (&counting->mutex, NULL);
  atomic_init (&counting->stopping, FALSE);
  counting->stops = ink_naive_bayes_stop_vocabulary (options->stop_words);
  if (!read_ahead (counting, error))
    return FALSE;
  counting->rule = (InkTermRule) { counting->options.analyzer,
                                   counting->options.ngram_min,
                                   counting->options.ngram_max,
                                   counting->stops };
  return TRUE;
}

void
ink_counting_clear (InkCounting *counting)
{
  g_queue_foreach (&counting->early, early_clear_cb,
                   (gpointer) counting->feed);
  g_queue_clear (&counting->early);
  ink_pool_free (counting->pool);
  ink_term_gatherer_free (counting->gatherer);
  ink_vocabulary_free (counting->stops);
  g_ptr_array_unref (counting->labels);
  g_array_unref (counting->class_counts);
  pthread_mutex_destroy (&counting->mutex);
  g_clear_error (&counting->failure);
}

void
ink_counting_fail (InkCounting *counting, gsize number, GError *error)
{
  pthread_mutex_lock (&counting->mutex);
  if (counting->failure == NULL || number < counting->failed)
    {
      g_clear_error (&counting->failure);
      counting->failure = g_steal_pointer (&error);
      counting->failed = number;
    }
  pthread_mutex_unlock (&counting->mutex);
  g_clear_error (&error);
  atomic_store (&counting->stopping, TRUE);
}

gboolean
ink_counting_tell (InkCounting *counting, double fraction)
{
  const InkNaiveBayesTraining *training = counting->training;
  gint64 now = g_get_monotonic_time ();
  GError *error = NULL;

  if (training->watch == NULL || now - counting->told_at < USEC_A_WATCH)
    return TRUE;
  counting->told_at = now;
  counting->told = CLAMP (fraction, counting->told, 1.0);
  if (training->watch (counting->told, training->watch_data, &error))
    return TRUE;
  ink_counting_fail (counting, 0, error);
  return FALSE;
}

gboolean
ink_counting_next (InkCounting *counting, InkTextBlock *block, GError **error)
{
  InkTextBlock *early;

  pthread_mutex_lock (&counting->mutex);
  early = g_queue_pop_head (&counting->early);
  pthread_mutex_unlock (&counting->mutex);
  if (early == NULL)
    return counting->feed->next (counting->feed->self, block, error);
  *block = *early;
  g_free (early);
  return TRUE;
}

/* What is known of the block's texts beside their terms. */
static void
note_labels (InkCounting *counting, const InkTextBlock *block)
{
  pthread_mutex_lock (&counting->mutex);
  for (guint i = 0; i < block->n; i++)
    {
      if (block->labels[i] >= counting->class_counts->len)
        g_array_set_size (counting->class_counts, block->labels[i] + 1);
      g_array_index (counting->class_counts, guint64, block->labels[i])++;
    }
  counting->n_documents += block->n;
  counting->n_blocks = MAX (counting->n_blocks, block->number + 1);
  if (!ink_term_gatherer_has_rows (counting->gatherer))
    g_ptr_array_set_size (counting->labels, 0);
  else
    {
      if (block->number >= counting->labels->len)
        g_ptr_array_set_size (counting->labels, (gint) block->number + 1);
      counting->labels->pdata[block->number]
          = g_memdup2 (block->labels, block->n * sizeof *block->labels);
    }
  pthread_mutex_unlock (&counting->mutex);
}

static gboolean
count_texts (InkTermBlock *counts, const InkTextBlock *block,
             const char *name, GError **error)
{
  ink_term_block_begin (counts);
  for (guint i = 0; i < block->n; i++)
    if (!ink_term_block_add (counts, block->texts[i], block->lengths[i],
                             error))
      {
        g_prefix_error (error, "%s: text %" G_GSIZE_FORMAT ": ", name,
                        block->first + i);
        return FALSE;
      }
  return TRUE;
}

static void
count_block (InkCounting *counting, InkTermBlock *counts, InkTextBlock *block)
{
  GError *error = NULL;

  if (count_texts (counts, block, counting->feed->name, &error)
      && ink_term_gatherer_add (counting->gatherer, block->number, counts,
                                block->labels, &error))
    note_labels (counting, block);
  else
    ink_counting_fail (counting, block->number, error);
  counting->feed->clear (block);
}

/* Where the pass stands in all that there is to do, if it goes on so. */
static double
overall (const InkCounting *counting)
{
  double fraction = counting->feed->fraction (counting->feed->self);

  return fraction
         * (ink_term_gatherer_has_rows (counting->gatherer) ? 0.9 : 0.5);
}

/* An eighth less than a power of two: the table, which is at most half full,
 * has room for another block. */
InkTermBlock *
ink_counting_block_new (const InkCounting *counting, const InkTermRule *rule)
{
  InkTermBlock *counts = ink_term_block_new (rule);
  gsize n = ink_counting_memory (counting) / BYTES_A_TERM;

  n = MIN (n, INK_TERM_BLOCK_MAX_TERMS)
      / MAX (1, counting->n_threads / FULL_SHARES);
  ink_term_block_set_full (counts, n - n / 8);
  return counts;
}

static void
count_blocks_cb (guint task, guint worker, gpointer user_data)
{
  InkCounting *counting = user_data;
  g_autoptr (InkTermBlock) counts
      = ink_counting_block_new (counting, &counting->rule);
  InkTextBlock block;
  GError *error = NULL;

  while (!atomic_load (&counting->stopping))
    {
      if (!ink_counting_next (counting, &block, &error))
        {
          ink_counting_fail (counting, G_MAXSIZE, error);
          return;
        }
      if (block.texts == NULL)
        break;
      count_block (counting, counts, &block);
      if (worker == 0 && !ink_counting_tell (counting, overall (counting)))
        return;
    }
  if (!atomic_load (&counting->stopping)
      && !ink_term_gatherer_flush (counting->gatherer, counts, &error))
    ink_counting_fail (counting, G_MAXSIZE, error);
}

gboolean
ink_counting_run (InkCounting *counting, GError **error)
{
  ink_pool_run (counting->pool, counting->n_threads, count_blocks_cb,
                counting);
  if (counting->failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&counting->failure));
  return FALSE;
}
