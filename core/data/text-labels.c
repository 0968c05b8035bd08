/* The labels of data of any size, and passes over a part of it: some bytes a
 * text is all that need be in memory to hold a stratified part out. */
#include "core/data/text-labels.h"

#include <pthread.h>

#include "core/base/cpu.h"
#include "core/base/parallel.h"
#include "core/data/split.h"

#define BYTES_PER_THREAD (1024 * 1024)

typedef struct
{
  InkTextSource *source;
  InkTextLabelsWatch watch;
  gpointer user_data;
  pthread_mutex_t mutex; /* of what is below */
  GArray *labels;        /* guint32: as first seen */
  guint64 n_read;
  GError *failure;
} Reading;

/* Under the mutex. */
static void
keep (Reading *reading, const InkTextBlock *block)
{
  const gsize end = block->first + block->n;

  if (end > reading->labels->len)
    g_array_set_size (reading->labels, (guint) end);
  for (guint i = 0; i < block->n; i++)
    g_array_index (reading->labels, guint32, block->first + i)
        = block->labels[i];
  reading->n_read += block->n;
  if (reading->watch != NULL)
    reading->watch (ink_text_source_fraction (reading->source),
                    reading->n_read, reading->user_data, &reading->failure);
}

static void
read_worker (guint task, guint worker, gpointer user_data)
{
  Reading *reading = user_data;
  gboolean more = TRUE;

  while (more)
    {
      g_auto (InkTextBlock) block = { 0 };
      GError *cause = NULL;
      const gboolean read
          = ink_text_source_next (reading->source, &block, &cause);

      pthread_mutex_lock (&reading->mutex);
      if (!read && reading->failure == NULL)
        reading->failure = g_steal_pointer (&cause);
      more = read && block.texts != NULL && reading->failure == NULL;
      if (more)
        keep (reading, &block);
      more = more && reading->failure == NULL;
      pthread_mutex_unlock (&reading->mutex);
      g_clear_error (&cause);
    }
}

/* As first seen, to as the classes are in order. */
static void
number_classes (const InkTextSource *source, GArray *labels)
{
  const guint32 *numbers = ink_text_source_numbers (source);

  for (guint i = 0; i < labels->len; i++)
    g_array_index (labels, guint32, i)
        = numbers[g_array_index (labels, guint32, i)];
}

GArray *
ink_text_labels_read (InkTextSource *source, InkTextLabelsWatch watch,
                      gpointer user_data, GError **error)
{
  const guint64 size = ink_text_source_size (source);
  const guint n
      = (guint) MIN (ink_cpu_count (), 1 + size / BYTES_PER_THREAD);
  g_autoptr (InkPool) pool = ink_pool_new (n);
  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (guint32));
  Reading reading = { .source = source,
                      .watch = watch,
                      .user_data = user_data,
                      .labels = labels };

  pthread_mutex_init (&reading.mutex, NULL);
  ink_pool_run (pool, ink_pool_n_threads (pool), read_worker, &reading);
  pthread_mutex_destroy (&reading.mutex);
  if (reading.failure != NULL)
    {
      g_propagate_error (error, reading.failure);
      return NULL;
    }
  number_classes (source, labels);
  return g_steal_pointer (&labels);
}

guint
ink_text_labels_divide (const GArray *labels, InkTextSource *source,
                        double fraction, guint64 seed, gboolean held_out)
{
  g_autoptr (GArray) learn = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) hold = g_array_new (FALSE, FALSE, sizeof (guint32));
  const GArray *out = held_out ? learn : hold;
  g_autofree guint8 *left_out = g_new0 (guint8, MAX (labels->len, 1));
  guint n_classes;

  ink_text_source_class_names (source, &n_classes);
  ink_split_stratified ((const guint32 *) (void *) labels->data, labels->len,
                        n_classes, fraction, seed, learn, hold);
  for (guint i = 0; i < out->len; i++)
    left_out[g_array_index (out, guint32, i)] = 1;
  ink_text_source_leave_out (source, left_out, labels->len);
  return labels->len - out->len;
}
