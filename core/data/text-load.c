/* Text sets made of a source, by all processors where there is much to read.
 * The blocks stay as they are: the set's texts point into them. */
#include <pthread.h>
#include <stdatomic.h>

#include "core/base/cpu.h"
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/data/text-block-private.h"

#define MAX_BYTES ((gsize) 1 << 30)
#define MAX_TEXTS (1u << 24) /* some 20 bytes each beside their bytes */
#define BYTES_PER_THREAD (1024 * 1024)

typedef struct
{
  InkTextSource *source;
  pthread_mutex_t mutex; /* of what is below */
  GArray *blocks;        /* InkTextBlock, by number */
  guint64 n_texts;
  guint64 n_bytes;
  GError *failure;
} Loading;

static void
clear_block (gpointer block)
{
  ink_text_block_clear (block);
}

/* Keeps @block. Returns: FALSE where that is too much. */
static gboolean
keep (Loading *loading, InkTextBlock *block)
{
  ink_text_block_pack (block);
  loading->n_texts += block->n;
  for (guint i = 0; i < block->n; i++)
    loading->n_bytes += block->lengths[i];
  if (block->number >= loading->blocks->len)
    g_array_set_size (loading->blocks, (guint) block->number + 1);
  g_array_index (loading->blocks, InkTextBlock, block->number) = *block;
  if (loading->n_texts <= MAX_TEXTS && loading->n_bytes <= MAX_BYTES)
    return TRUE;
  if (loading->failure == NULL)
    ink_error_set (&loading->failure, INK_ERROR_LIMIT,
                   "%s: expected at most %u texts of together 1 GB to be held "
                   "in memory, found more; only `train naive-bayes` reads "
                   "larger data",
                   ink_text_source_name (loading->source), MAX_TEXTS);
  return FALSE;
}

static void
load_worker (guint task, guint worker, gpointer user_data)
{
  Loading *loading = user_data;
  gboolean more = TRUE;

  while (more)
    {
      InkTextBlock block;
      GError *cause = NULL;
      gboolean read = ink_text_source_next (loading->source, &block, &cause);

      pthread_mutex_lock (&loading->mutex);
      if (!read && loading->failure == NULL)
        loading->failure = g_steal_pointer (&cause);
      more = read && block.texts != NULL && keep (loading, &block)
             && loading->failure == NULL;
      pthread_mutex_unlock (&loading->mutex);
      g_clear_error (&cause);
    }
}

/* All blocks, or an error. */
static gboolean
read_blocks (Loading *loading, GError **error)
{
  guint64 size = ink_text_source_size (loading->source);
  guint n = (guint) MIN (ink_cpu_count (), 1 + size / BYTES_PER_THREAD);
  g_autoptr (InkPool) pool = ink_pool_new (n);

  ink_pool_run (pool, ink_pool_n_threads (pool), load_worker, loading);
  if (loading->failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&loading->failure));
  return FALSE;
}

/* The set of the blocks, which are taken. */
static InkTextSet *
make_set (Loading *loading, GError **error)
{
  const InkTextSource *source = loading->source;
  const guint32 *numbers = ink_text_source_numbers (source);
  guint n = (guint) loading->n_texts;
  GPtrArray *texts = g_ptr_array_sized_new (n);
  g_autofree guint32 *labels = g_new (guint32, MAX (n, 1));
  const char *const *names;
  guint n_classes, at = 0;

  for (guint b = 0; b < loading->blocks->len; b++)
    {
      InkTextBlock *block
          = &g_array_index (loading->blocks, InkTextBlock, b);

      for (guint i = 0; i < block->n; i++, at++)
        {
          g_ptr_array_add (texts, (gpointer) block->texts[i]);
          labels[at] = numbers[block->labels[i]];
        }
      g_clear_pointer (&block->texts, g_free);
      g_clear_pointer (&block->lengths, g_free);
      g_clear_pointer (&block->labels, g_free);
    }
  names = ink_text_source_class_names (source, &n_classes);
  return ink_text_set_new_stored (
      ink_text_source_name (source), texts,
      g_bytes_new_take (g_steal_pointer (&labels), n * sizeof (guint32)),
      g_strdupv ((char **) names), g_steal_pointer (&loading->blocks),
      (GDestroyNotify) g_array_unref, ink_text_source_skipped (source),
      ink_text_source_first_skipped (source), error);
}

InkTextSet *
ink_text_set_load (InkTextSource *source, GError **error)
{
  Loading loading = { .source = source };
  InkTextSet *set = NULL;

  loading.blocks = g_array_new (FALSE, TRUE, sizeof (InkTextBlock));
  g_array_set_clear_func (loading.blocks, clear_block);
  pthread_mutex_init (&loading.mutex, NULL);
  if (read_blocks (&loading, error))
    set = make_set (&loading, error);
  pthread_mutex_destroy (&loading.mutex);
  g_clear_pointer (&loading.blocks, g_array_unref);
  return set;
}

InkTextSet *
ink_dataset_load_texts (const char *data, InkSplit split,
                        const InkTextOptions *options, gboolean *has_splits,
                        GError **error)
{
  g_autoptr (InkTextSource) source
      = ink_text_source_open (data, split, options, error);
  InkTextSet *set = source != NULL ? ink_text_set_load (source, error) : NULL;

  if (set != NULL && has_splits != NULL)
    *has_splits = ink_text_source_has_splits (source);
  return set;
}
