/* The terms of a thread's blocks on their way into the shards: their facts add
 * up with the blocks, and go to the shards all at once, shard by shard. */
#include "core/text/term-held-private.h"

#include <string.h>

#include "core/base/memory.h"

/* A block's terms on their way into the shards. */
typedef struct
{
  const InkTermBlock *block;
  guint32 n;
  const guint64 *masks; /* [n] */
  guint32 *frequencies; /* [n] */
  guint32 *totals;      /* [n] */
  guint32 *hashes;  /* [n] */
  guint32 *order;   /* [n]: by shard */
  guint32 starts[TERM_SHARDS + 1];
  guint32 *numbers; /* [n]: number in the shard times TERM_SHARDS, and shard */
} Sorted;

static void
grow_masks (TermHeld *held, guint32 n)
{
  guint64 *masks;

  if (n > held->max)
    {
      held->max = MAX (n, held->max + held->max / 2);
      masks = ink_memory_new0 (held->max * sizeof *masks);
      if (held->n > 0)
        memcpy (masks, held->masks, held->n * sizeof *masks);
      g_aligned_free (held->masks);
      held->masks = masks;
    }
  held->n = n;
}

void
term_held_take (TermHeld *held, const InkTermBlock *block,
                const guint32 *labels)
{
  const InkTermRows *rows = ink_term_block_rows (block);
  guint32 n = ink_term_block_n_terms (block), e = 0;

  grow_masks (held, n);
  for (gsize d = 0; labels != NULL && d < rows->n; d++)
    {
      guint64 bit = (guint64) 1 << (labels[d] % 64);

      for (; e < rows->ends[d]; e++)
        held->masks[rows->entries[e].term] |= bit;
    }
}

void
term_held_free (TermHeld *held)
{
  g_aligned_free (held->masks);
  g_free (held->scratch.bytes);
  g_free (held);
}

static void
sorted_init (Sorted *sorted, const TermHeld *held, const InkTermBlock *block)
{
  guint32 n = held->n;
  guint32 next[TERM_SHARDS] = { 0 };

  *sorted = (Sorted) { block,
                       n,
                       held->masks,
                       g_new (guint32, n),
                       g_new (guint32, n),
                       g_new (guint32, n),
                       g_new (guint32, n) };
  sorted->numbers = g_new (guint32, n);
  ink_term_block_measure (block, sorted->frequencies, sorted->totals);
  for (guint32 i = 0; i < n; i++)
    {
      gsize length;
      const char *term = ink_term_block_term (block, i, &length);

      sorted->hashes[i] = ink_vocabulary_hash (term, length);
      sorted->starts[term_shard_of (sorted->hashes[i]) + 1]++;
    }
  for (guint s = 0; s < TERM_SHARDS; s++)
    {
      sorted->starts[s + 1] += sorted->starts[s];
      next[s] = sorted->starts[s];
    }
  for (guint32 i = 0; i < n; i++)
    sorted->order[next[term_shard_of (sorted->hashes[i])]++] = i;
}

static void
sorted_clear (Sorted *sorted)
{
  g_free (sorted->frequencies);
  g_free (sorted->totals);
  g_free (sorted->hashes);
  g_free (sorted->order);
  g_free (sorted->numbers);
}

static void
add_facts (TermShard *shard, guint32 index, const Sorted *sorted, guint32 i)
{
  if (index >= shard->max_facts)
    {
      gsize max = MAX (256, shard->max_facts + shard->max_facts / 2);

      shard->facts = g_renew (TermFacts, shard->facts, max);
      memset (shard->facts + shard->max_facts, 0,
              (max - shard->max_facts) * sizeof *shard->facts);
      shard->max_facts = max;
    }
  shard->facts[index].frequency += sorted->frequencies[i];
  shard->facts[index].total += sorted->totals[i];
  shard->facts[index].mask |= sorted->masks[i];
}

static inline void
prefetch_facts (const TermShard *shard, guint32 index)
{
  if (index < shard->max_facts)
    __builtin_prefetch (&shard->facts[index], 1);
}

#define AHEAD 16

static gboolean
fill_shard (TermShard *shard, guint s, Sorted *sorted, GError **error)
{
  gboolean done = TRUE;
  guint32 end = sorted->starts[s + 1];

  pthread_mutex_lock (&shard->mutex);
  for (guint32 o = sorted->starts[s]; done && o < end; o++)
    {
      guint32 i = sorted->order[o], index = 0;
      gsize length;
      const char *term = ink_term_block_term (sorted->block, i, &length);

      if (o + AHEAD < end)
        ink_vocabulary_prefetch (shard->vocabulary,
                                 sorted->hashes[sorted->order[o + AHEAD]]);
      if (o + AHEAD / 2 < end)
        ink_vocabulary_prefetch_term (
            shard->vocabulary, sorted->hashes[sorted->order[o + AHEAD / 2]]);
      done = ink_vocabulary_intern_hashed (shard->vocabulary, term, length,
                                           sorted->hashes[i], &index, error);
      sorted->numbers[i] = index * TERM_SHARDS + s;
    }
  for (guint32 o = sorted->starts[s]; done && o < end; o++)
    {
      if (o + AHEAD < end)
        prefetch_facts (shard,
                        sorted->numbers[sorted->order[o + AHEAD]]
                            / TERM_SHARDS);
      add_facts (shard, sorted->numbers[sorted->order[o]] / TERM_SHARDS,
                 sorted, sorted->order[o]);
    }
  pthread_mutex_unlock (&shard->mutex);
  return done;
}

gboolean
term_held_deal (const TermHeld *held, const InkTermBlock *block,
                TermShard *shards, guint first, guint32 **numbers,
                GError **error)
{
  gboolean done = TRUE;
  Sorted sorted;

  sorted_init (&sorted, held, block);
  for (guint k = 0; done && k < TERM_SHARDS; k++)
    {
      guint s = (first + k) % TERM_SHARDS;

      done = fill_shard (&shards[s], s, &sorted, error);
    }
  *numbers = g_steal_pointer (&sorted.numbers);
  sorted_clear (&sorted);
  return done;
}
