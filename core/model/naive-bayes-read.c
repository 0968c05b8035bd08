/* Reading a source with a model. What is right is known at the end of the pass
 * alone, when labels have names: until then it is counted how often each label
 * was read as each class. */
#include "core/model/naive-bayes-source.h"

#include <pthread.h>
#include <stdatomic.h>

#include "core/base/error.h"
#include "core/model/text-scorer-private.h"

#define USEC_A_WATCH 100000

typedef struct
{
  const InkNaiveBayes *bayes;
  InkTextSource *source;
  const InkNaiveBayesTraining *training;
  const guint32 *numbers; /* of labels; where something is wished for */
  guint64 sample_every;

  pthread_mutex_t mutex; /* of all below */
  pthread_cond_t turn;
  GPtrArray *read_as; /* guint64 [n_classes], by label */
  GChecksum *checksum; /* NULL unless asked for */
  gsize n_hashed;      /* blocks, in their order */
  GArray *sample;      /* Sampled, as they come */
  guint64 n;
  GError *failure;
  atomic_bool stopping;
  gint64 told_at; /* of the calling thread */
} Reading;

typedef struct
{
  guint64 number;
  char *text;
  guint32 label;
} Sampled;

static void
fail (Reading *reading, GError *error)
{
  pthread_mutex_lock (&reading->mutex);
  if (reading->failure == NULL)
    reading->failure = g_steal_pointer (&error);
  atomic_store (&reading->stopping, TRUE);
  pthread_cond_broadcast (&reading->turn);
  pthread_mutex_unlock (&reading->mutex);
  g_clear_error (&error);
}

static void
tell (Reading *reading)
{
  const InkNaiveBayesTraining *training = reading->training;
  gint64 now = g_get_monotonic_time ();
  GError *error = NULL;

  if (training->watch == NULL || now - reading->told_at < USEC_A_WATCH)
    return;
  reading->told_at = now;
  if (!training->watch (ink_text_source_fraction (reading->source),
                        training->watch_data, &error))
    fail (reading, error);
}

/* As ink_text_set_hash(), once it is the block's turn. */
static void
hash_block (Reading *reading, const InkTextBlock *block)
{
  pthread_mutex_lock (&reading->mutex);
  while (reading->n_hashed != block->number
         && !atomic_load (&reading->stopping))
    pthread_cond_wait (&reading->turn, &reading->mutex);
  pthread_mutex_unlock (&reading->mutex);
  if (atomic_load (&reading->stopping))
    return;
  for (guint i = 0; i < block->n; i++)
    {
      guint32 label = GUINT32_TO_BE (reading->numbers[block->labels[i]]);

      g_checksum_update (reading->checksum, (const guchar *) block->texts[i],
                         (gssize) block->lengths[i] + 1);
      g_checksum_update (reading->checksum, (const guchar *) &label,
                         sizeof label);
    }
  pthread_mutex_lock (&reading->mutex);
  reading->n_hashed++;
  pthread_cond_broadcast (&reading->turn);
  pthread_mutex_unlock (&reading->mutex);
}

static guint64 *
row_of (Reading *reading, guint32 label)
{
  while (reading->read_as->len <= label)
    g_ptr_array_add (reading->read_as,
                     g_new0 (guint64, reading->bayes->n_classes));
  return reading->read_as->pdata[label];
}

static void
note_block (Reading *reading, const InkTextBlock *block,
            const double *probabilities)
{
  guint n_classes = reading->bayes->n_classes;

  pthread_mutex_lock (&reading->mutex);
  for (guint i = 0; i < block->n; i++)
    {
      const double *row = probabilities + (gsize) i * n_classes;
      guint best = 0;

      for (guint c = 1; c < n_classes; c++)
        best = row[c] > row[best] ? c : best;
      row_of (reading, block->labels[i])[best]++;
    }
  reading->n += block->n;
  pthread_mutex_unlock (&reading->mutex);
}

static void
sample_block (Reading *reading, const InkTextBlock *block)
{
  guint64 every = reading->sample_every;

  pthread_mutex_lock (&reading->mutex);
  for (guint64 i = (every - block->first % every) % every; i < block->n;
       i += every)
    {
      Sampled sampled
          = { block->first + i,
              g_strndup (block->texts[i], block->lengths[i]),
              reading->numbers[block->labels[i]] };

      g_array_append_val (reading->sample, sampled);
    }
  pthread_mutex_unlock (&reading->mutex);
}

static int
compare_sampled (gconstpointer a, gconstpointer b)
{
  guint64 x = ((const Sampled *) a)->number;
  guint64 y = ((const Sampled *) b)->number;

  return (x > y) - (x < y);
}

/* Takes the texts. */
static InkTextSet *
sample_set (Reading *reading, GError **error)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint n_classes;
  const char *const *names
      = ink_text_source_class_names (reading->source, &n_classes);

  g_array_sort (reading->sample, compare_sampled);
  for (guint i = 0; i < reading->sample->len; i++)
    {
      Sampled *s = &g_array_index (reading->sample, Sampled, i);

      g_ptr_array_add (texts, g_steal_pointer (&s->text));
      g_array_append_val (labels, s->label);
    }
  return ink_text_set_new (
      ink_text_source_name (reading->source), texts,
      g_bytes_new (labels->data, labels->len * sizeof (guint32)),
      g_strdupv ((GStrv) names), error);
}

static void
sampled_clear (gpointer data)
{
  g_free (((Sampled *) data)->text);
}

static void
read_blocks_cb (guint task, guint worker, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (InkTextScorer) scorer = ink_text_scorer_new (reading->bayes);
  g_autofree double *probabilities = NULL;
  GError *error = NULL;
  InkTextBlock block;

  while (!atomic_load (&reading->stopping))
    {
      if (!ink_text_source_next (reading->source, &block, &error))
        {
          fail (reading, error);
          return;
        }
      if (block.texts == NULL)
        return;
      probabilities = g_renew (double, probabilities,
                               (gsize) block.n * reading->bayes->n_classes);
      ink_text_scorer_run (scorer, block.texts, block.lengths, block.n,
                           probabilities);
      note_block (reading, &block, probabilities);
      if (reading->sample_every > 0)
        sample_block (reading, &block);
      if (reading->checksum != NULL)
        hash_block (reading, &block);
      ink_text_block_clear (&block);
      if (worker == 0)
        tell (reading);
    }
}

/* The class of that name, or n_classes. */
static guint
class_of (const InkModel *model, const char *name)
{
  const char *const *names = ink_model_class_names (model);
  guint c = 0;

  while (c < ink_model_n_classes (model) && !g_str_equal (names[c], name))
    c++;
  return c;
}

static void
count_right (const Reading *reading, const InkModel *model,
             InkSourceReading *result)
{
  guint n_classes;
  const char *const *names
      = ink_text_source_class_names (reading->source, &n_classes);
  const guint32 *numbers = ink_text_source_numbers (reading->source);

  for (guint label = 0; label < reading->read_as->len; label++)
    {
      const guint64 *row = reading->read_as->pdata[label];
      guint c = class_of (model, names[numbers[label]]);

      if (c < reading->bayes->n_classes)
        result->n_right += row[c];
      else
        for (guint k = 0; k < reading->bayes->n_classes; k++)
          result->n_unknown += row[k];
    }
}

static void
reading_clear (Reading *reading)
{
  g_ptr_array_unref (reading->read_as);
  g_array_unref (reading->sample);
  g_clear_pointer (&reading->checksum, g_checksum_free);
  pthread_mutex_destroy (&reading->mutex);
  pthread_cond_destroy (&reading->turn);
}

/* Once all is read. */
static gboolean
finish (Reading *reading, const InkModel *model, InkSourceReading *result,
        GError **error)
{
  if (reading->failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reading->failure));
      return FALSE;
    }
  if (reading->sample_every > 0)
    {
      result->sample = sample_set (reading, error);
      if (result->sample == NULL)
        return FALSE;
    }
  result->n = reading->n;
  if (reading->checksum != NULL)
    result->hash = g_strdup (g_checksum_get_string (reading->checksum));
  count_right (reading, model, result);
  return TRUE;
}

gboolean
ink_naive_bayes_read_source (const InkModel *model, InkTextSource *source,
                             const InkSourceReadingWishes *wishes,
                             const InkNaiveBayesTraining *training,
                             InkSourceReading *result, GError **error)
{
  static const InkNaiveBayesTraining defaults = { 0 };
  Reading reading = { .bayes = ink_model_payload (model),
                      .source = source,
                      .training = training == NULL ? &defaults : training };
  g_autoptr (InkPool) pool = ink_pool_new (reading.training->n_threads);
  gboolean done;

  *result = (InkSourceReading) { 0 };
  reading.read_as = g_ptr_array_new_with_free_func (g_free);
  pthread_mutex_init (&reading.mutex, NULL);
  pthread_cond_init (&reading.turn, NULL);
  atomic_init (&reading.stopping, FALSE);
  reading.sample = g_array_new (FALSE, FALSE, sizeof (Sampled));
  g_array_set_clear_func (reading.sample, sampled_clear);
  if (wishes != NULL)
    {
      if (wishes->hash)
        reading.checksum = g_checksum_new (G_CHECKSUM_SHA256);
      reading.sample_every = wishes->sample_every;
      reading.numbers = ink_text_source_numbers (source);
    }
  ink_pool_run (pool, ink_pool_n_threads (pool), read_blocks_cb, &reading);
  done = finish (&reading, model, result, error);
  reading_clear (&reading);
  return done;
}

void
ink_source_reading_clear (InkSourceReading *reading)
{
  g_clear_pointer (&reading->hash, g_free);
  g_clear_pointer (&reading->sample, ink_text_set_unref);
}
