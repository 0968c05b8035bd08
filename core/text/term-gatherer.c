/* The terms of a corpus. They are dealt out to shards by their hash, each with
 * a lock of its own; a block's thread goes through the shards beginning with
 * another one than its neighbours. In a shard terms are numbered as they come,
 * which depends on the threads; at the end all get the numbers of their
 * order. */
#include "core/text/term-gatherer.h"

#include <stdatomic.h>
#include <string.h>

#include "core/base/error.h"
#include "core/text/term-limit.h"
#include "core/text/term-pack-private.h"
#include "core/text/term-shard-private.h"

struct _InkTermGatherer
{
  InkVocabulary *hashed;       /* NULL of terms that are kept */
  _Atomic guint32 *frequencies; /* of its buckets */
  _Atomic guint64 *masks;

  TermShard shards[TERM_SHARDS];

  pthread_mutex_t mutex; /* of packs */
  GArray *packs;         /* TermPack, by number of the block */
  gsize memory, n_bytes; /* that the packs may take, and do */
  atomic_bool keeping;
};

/* A block's terms on their way into the shards. */
typedef struct
{
  const InkTermBlock *block;
  guint32 n;
  TermFacts *facts; /* [n] */
  guint32 *hashes;  /* [n] */
  guint32 *order;   /* [n]: by shard */
  guint32 starts[TERM_SHARDS + 1];
  guint32 *numbers; /* [n]: number in the shard times TERM_SHARDS, and shard */
} Sorted;

static void
pack_clear_cb (gpointer data)
{
  g_clear_pointer (&((TermPack *) data)->bytes, g_free);
}

InkTermGatherer *
ink_term_gatherer_new (gsize memory)
{
  InkTermGatherer *gatherer = g_new0 (InkTermGatherer, 1);

  for (guint s = 0; s < TERM_SHARDS; s++)
    {
      pthread_mutex_init (&gatherer->shards[s].mutex, NULL);
      gatherer->shards[s].vocabulary = ink_vocabulary_new ();
    }
  pthread_mutex_init (&gatherer->mutex, NULL);
  gatherer->packs = g_array_new (FALSE, TRUE, sizeof (TermPack));
  g_array_set_clear_func (gatherer->packs, pack_clear_cb);
  gatherer->memory = memory;
  atomic_init (&gatherer->keeping, TRUE);
  return gatherer;
}

InkTermGatherer *
ink_term_gatherer_new_hashed (gsize memory, guint32 n_buckets)
{
  InkTermGatherer *gatherer = ink_term_gatherer_new (memory);

  gatherer->hashed = ink_vocabulary_new_hashed (n_buckets);
  gatherer->frequencies = g_new0 (_Atomic guint32, n_buckets);
  gatherer->masks = g_new0 (_Atomic guint64, n_buckets);
  return gatherer;
}

static void
drop_terms (InkTermGatherer *gatherer)
{
  for (guint s = 0; s < TERM_SHARDS; s++)
    {
      g_clear_pointer (&gatherer->shards[s].vocabulary, ink_vocabulary_free);
      g_clear_pointer (&gatherer->shards[s].facts, g_free);
    }
}

void
ink_term_gatherer_free (InkTermGatherer *gatherer)
{
  if (gatherer == NULL)
    return;
  drop_terms (gatherer);
  ink_vocabulary_free (gatherer->hashed);
  g_free (gatherer->frequencies);
  g_free (gatherer->masks);
  for (guint s = 0; s < TERM_SHARDS; s++)
    {
      g_free (gatherer->shards[s].finals);
      pthread_mutex_destroy (&gatherer->shards[s].mutex);
    }
  g_array_unref (gatherer->packs);
  pthread_mutex_destroy (&gatherer->mutex);
  g_free (gatherer);
}

static void
take_facts (const InkTermRows *rows, const guint32 *labels, TermFacts *facts)
{
  guint32 e = 0;

  for (gsize d = 0; d < rows->n; d++)
    {
      guint64 bit = labels == NULL ? 0 : (guint64) 1 << (labels[d] % 64);

      for (; e < rows->ends[d]; e++)
        {
          TermFacts *f = &facts[rows->entries[e].term];

          f->frequency++;
          f->total += rows->entries[e].count;
          f->mask |= bit;
        }
    }
}

static void
sorted_init (Sorted *sorted, const InkTermBlock *block, const guint32 *labels)
{
  guint32 n = ink_term_block_n_terms (block);
  guint32 next[TERM_SHARDS] = { 0 };

  *sorted = (Sorted) { block, n, g_new0 (TermFacts, n), g_new (guint32, n),
                       g_new (guint32, n) };
  sorted->numbers = g_new (guint32, n);
  take_facts (ink_term_block_rows (block), labels, sorted->facts);
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
  g_free (sorted->facts);
  g_free (sorted->hashes);
  g_free (sorted->order);
  g_free (sorted->numbers);
}

static void
add_facts (TermShard *shard, guint32 index, const TermFacts *facts)
{
  if (index >= shard->max_facts)
    {
      gsize max = MAX (256, shard->max_facts + shard->max_facts / 2);

      shard->facts = g_renew (TermFacts, shard->facts, max);
      memset (shard->facts + shard->max_facts, 0,
              (max - shard->max_facts) * sizeof *facts);
      shard->max_facts = max;
    }
  shard->facts[index].frequency += facts->frequency;
  shard->facts[index].total += facts->total;
  shard->facts[index].mask |= facts->mask;
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
                 &sorted->facts[sorted->order[o]]);
    }
  pthread_mutex_unlock (&shard->mutex);
  return done;
}

/* Keeps the block's counts, or from here on none. */
static void
keep_rows (InkTermGatherer *gatherer, gsize number, const InkTermRows *rows,
           const guint32 *numbers)
{
  TermPack pack = { 0 };

  if (!atomic_load (&gatherer->keeping))
    return;
  term_pack_init (&pack, rows, numbers);
  pthread_mutex_lock (&gatherer->mutex);
  gatherer->n_bytes += pack.n_bytes;
  if (gatherer->n_bytes > gatherer->memory)
    {
      atomic_store (&gatherer->keeping, FALSE);
      g_array_set_size (gatherer->packs, 0);
    }
  if (!atomic_load (&gatherer->keeping))
    pack_clear_cb (&pack);
  else
    {
      if (number >= gatherer->packs->len)
        g_array_set_size (gatherer->packs, (guint) number + 1);
      g_array_index (gatherer->packs, TermPack, number) = pack;
    }
  pthread_mutex_unlock (&gatherer->mutex);
}

static void
add_hashed (InkTermGatherer *gatherer, gsize number, const InkTermRows *rows,
            const guint32 *labels)
{
  guint32 e = 0;

  for (gsize d = 0; d < rows->n; d++)
    {
      guint64 bit = labels == NULL ? 0 : (guint64) 1 << (labels[d] % 64);

      for (; e < rows->ends[d]; e++)
        {
          guint32 bucket = rows->entries[e].term;

          atomic_fetch_add_explicit (&gatherer->frequencies[bucket], 1,
                                     memory_order_relaxed);
          if (bit
              & ~atomic_load_explicit (&gatherer->masks[bucket],
                                       memory_order_relaxed))
            atomic_fetch_or_explicit (&gatherer->masks[bucket], bit,
                                      memory_order_relaxed);
        }
    }
  keep_rows (gatherer, number, rows, NULL);
}

gboolean
ink_term_gatherer_add (InkTermGatherer *gatherer, gsize number,
                       InkTermBlock *block, const guint32 *labels,
                       GError **error)
{
  gboolean done = TRUE;
  Sorted sorted;

  if (gatherer->hashed != NULL)
    {
      add_hashed (gatherer, number,
                  ink_term_block_known (block, gatherer->hashed), labels);
      return TRUE;
    }
  sorted_init (&sorted, block, labels);
  for (guint k = 0; done && k < TERM_SHARDS; k++)
    {
      guint s = (guint) (number * 5 + k) % TERM_SHARDS;

      done = fill_shard (&gatherer->shards[s], s, &sorted, error);
    }
  if (done)
    keep_rows (gatherer, number, ink_term_block_rows (block), sorted.numbers);
  sorted_clear (&sorted);
  return done;
}

/* Numbers the chosen terms [n], and takes on what is known of them. Memory is
 * given back as soon as it can: here it is most that is taken. */
static void
take_chosen (InkTermGatherer *gatherer, TermOrder *order,
             const guint32 *chosen, guint32 n, InkGatheredTerms *terms)
{
  terms->n = n;
  terms->document_frequency = g_new (guint32, n);
  terms->masks = g_new (guint64, n);
  for (guint s = 0; s < TERM_SHARDS; s++)
    {
      gsize size = ink_vocabulary_count (gatherer->shards[s].vocabulary)
                   * sizeof (guint32);

      gatherer->shards[s].finals = g_malloc (size + 1);
      memset (gatherer->shards[s].finals, 0xff, size);
    }
  for (guint32 i = 0; i < n; i++)
    {
      TermShard *shard = &gatherer->shards[order->shards[chosen[i]]];
      guint32 number = order->numbers[chosen[i]];

      order->terms[i] = order->terms[chosen[i]]; /* which is not before */
      terms->document_frequency[i] = shard->facts[number].frequency;
      terms->masks[i] = shard->facts[number].mask;
      shard->finals[number] = i;
    }
  for (guint s = 0; s < TERM_SHARDS; s++)
    g_clear_pointer (&gatherer->shards[s].facts, g_free);
  g_clear_pointer (&order->shards, g_free);
  g_clear_pointer (&order->numbers, g_free);
  terms->vocabulary = ink_vocabulary_new_of (order->terms, n);
}

static guint32 *
choose (const InkTermGatherer *gatherer, const TermOrder *order,
        const InkTermLimits *limits, gsize n_documents, guint32 *n,
        GError **error)
{
  g_autofree guint32 *frequencies = g_new (guint32, MAX (1, order->n));
  g_autofree guint64 *totals = g_new (guint64, MAX (1, order->n));

  for (guint32 i = 0; i < order->n; i++)
    {
      const TermFacts *facts
          = &gatherer->shards[order->shards[i]].facts[order->numbers[i]];

      frequencies[i] = facts->frequency;
      totals[i] = facts->total;
    }
  return ink_term_limits_choose (limits, frequencies, totals, order->n,
                                 n_documents, n, error);
}

static gboolean
finish_hashed (InkTermGatherer *gatherer, InkGatheredTerms *terms,
               GError **error)
{
  guint32 n = ink_vocabulary_n_buckets (gatherer->hashed);
  gboolean any = FALSE;

  for (guint32 i = 0; !any && i < n; i++)
    any = gatherer->frequencies[i] > 0;
  if (!any)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "texts: expected terms to learn from, found none in "
                          "any text");
  terms->n = n;
  terms->vocabulary = ink_vocabulary_new_hashed (n);
  terms->document_frequency = g_new (guint32, n);
  terms->masks = g_new (guint64, n);
  for (guint32 i = 0; i < n; i++)
    {
      terms->document_frequency[i] = gatherer->frequencies[i];
      terms->masks[i] = gatherer->masks[i];
    }
  return TRUE;
}

gboolean
ink_term_gatherer_finish (InkTermGatherer *gatherer,
                          const InkTermLimits *limits, gsize n_documents,
                          InkPool *pool, InkGatheredTerms *terms,
                          GError **error)
{
  g_autofree guint32 *chosen = NULL;
  TermOrder order;
  guint32 n;

  if (gatherer->hashed != NULL)
    return finish_hashed (gatherer, terms, error);
  if (!term_order_init (&order, gatherer->shards, pool, error))
    return FALSE;
  chosen = choose (gatherer, &order, limits, n_documents, &n, error);
  if (chosen != NULL)
    take_chosen (gatherer, &order, chosen, n, terms);
  term_order_clear (&order);
  drop_terms (gatherer);
  return chosen != NULL;
}

gboolean
ink_term_gatherer_has_rows (const InkTermGatherer *gatherer)
{
  return atomic_load (&gatherer->keeping);
}

void
ink_term_gatherer_rows (const InkTermGatherer *gatherer, gsize number,
                        InkTermRows *rows)
{
  const TermPack *pack = &g_array_index (gatherer->packs, TermPack, number);
  const guint8 *at = pack->bytes;

  rows->n = rows->n_entries = 0;
  ink_term_rows_reserve (rows, pack->n_entries);
  for (guint32 d = 0; d < pack->n; d++)
    {
      for (guint64 left = term_pack_read (&at); left > 0; left--)
        {
          InkTermCount entry = term_pack_read_entry (&at);

          if (gatherer->hashed == NULL)
            entry.term = gatherer->shards[entry.term % TERM_SHARDS]
                             .finals[entry.term / TERM_SHARDS];
          rows->entries[rows->n_entries] = entry;
          rows->n_entries += entry.term != G_MAXUINT32;
        }
      ink_term_rows_end_document (rows);
    }
}

void
ink_term_gatherer_drop_rows (InkTermGatherer *gatherer, gsize number)
{
  pack_clear_cb (&g_array_index (gatherer->packs, TermPack, number));
}
