/* The terms of a corpus. What a thread's blocks have is held until it is much;
 * then it is dealt out to shards by the terms' hash, each with a lock of its
 * own. In a shard terms are numbered as they come, which depends on the
 * threads; at the end all get the numbers of their order. Documents' counts are
 * kept with the block's own numbers, and a table of what they are. */
#include "core/text/term-gatherer.h"

#include <stdatomic.h>
#include <string.h>

#include "core/base/error.h"
#include "core/text/term-limit.h"
#include "core/text/term-held-private.h"

struct _InkTermGatherer
{
  InkVocabulary *hashed;       /* NULL of terms that are kept */
  _Atomic guint32 *frequencies; /* of its buckets */
  _Atomic guint64 *masks;

  TermShard shards[TERM_SHARDS];

  pthread_mutex_t mutex; /* of all below */
  GHashTable *held;      /* of each InkTermBlock: TermHeld */
  guint n_dealt;         /* times */
  GPtrArray *tables;     /* TermTable, of packs */
  GArray *packs;         /* TermPack, by number of the block */
  gsize memory, n_bytes; /* that the packs may take, and do */
  atomic_bool keeping;
};

static void
pack_clear_cb (gpointer data)
{
  g_clear_pointer (&((TermPack *) data)->bytes, g_free);
  g_clear_pointer (&((TermPack *) data)->starts, g_free);
}

static void
table_free_cb (gpointer data)
{
  g_free (((TermTable *) data)->numbers);
  g_free (data);
}

static void
held_free_cb (gpointer held)
{
  term_held_free (held);
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
  gatherer->held = g_hash_table_new_full (NULL, NULL, NULL, held_free_cb);
  gatherer->tables = g_ptr_array_new_with_free_func (table_free_cb);
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
  g_hash_table_unref (gatherer->held);
  g_ptr_array_unref (gatherer->tables);
  g_array_unref (gatherer->packs);
  pthread_mutex_destroy (&gatherer->mutex);
  g_free (gatherer);
}

/* With @mutex held. Past what may be taken, all that is kept is dropped, once
 * and for all. */
static void
take_memory (InkTermGatherer *gatherer, gsize n_bytes)
{
  gatherer->n_bytes += n_bytes;
  if (gatherer->n_bytes <= gatherer->memory
      || !atomic_load (&gatherer->keeping))
    return;
  atomic_store (&gatherer->keeping, FALSE);
  g_array_set_size (gatherer->packs, 0);
  for (guint i = 0; i < gatherer->tables->len; i++)
    g_clear_pointer (&((TermTable *) gatherer->tables->pdata[i])->numbers,
                     g_free);
}

/* Keeps the block's counts, or from here on none. */
static void
keep_rows (InkTermGatherer *gatherer, gsize number, const InkTermRows *rows,
           TermHeld *held)
{
  TermPack pack = { 0 };

  if (!atomic_load (&gatherer->keeping))
    return;
  term_pack_init (&pack, rows, &held->scratch);
  pack.table = held->table;
  pthread_mutex_lock (&gatherer->mutex);
  take_memory (gatherer, pack.n_bytes + pack.n * sizeof *pack.starts);
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
count_buckets (InkTermGatherer *gatherer, const InkTermRows *rows,
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
}

static TermHeld *
find_held (InkTermGatherer *gatherer, const InkTermBlock *block)
{
  TermHeld *held;

  pthread_mutex_lock (&gatherer->mutex);
  held = g_hash_table_lookup (gatherer->held, block);
  if (held == NULL)
    {
      held = g_new0 (TermHeld, 1);
      g_hash_table_insert (gatherer->held, (gpointer) block, held);
      if (gatherer->hashed == NULL && atomic_load (&gatherer->keeping))
        {
          held->table = g_new0 (TermTable, 1);
          g_ptr_array_add (gatherer->tables, held->table);
        }
    }
  pthread_mutex_unlock (&gatherer->mutex);
  return held;
}

gboolean
ink_term_gatherer_add (InkTermGatherer *gatherer, gsize number,
                       InkTermBlock *block, const guint32 *labels,
                       GError **error)
{
  TermHeld *held = find_held (gatherer, block);
  const InkTermRows *rows;

  if (gatherer->hashed != NULL)
    {
      rows = ink_term_block_known (block, gatherer->hashed);
      count_buckets (gatherer, rows, labels);
      keep_rows (gatherer, number, rows, held);
      return TRUE;
    }
  term_held_take (held, block, labels);
  keep_rows (gatherer, number, ink_term_block_rows (block), held);
  return !ink_term_block_is_full (block)
         || ink_term_gatherer_flush (gatherer, block, error);
}

/* Takes the held terms' numbers, if their rows are kept. */
static void
set_table (InkTermGatherer *gatherer, const TermHeld *held, guint32 *numbers)
{
  pthread_mutex_lock (&gatherer->mutex);
  take_memory (gatherer, held->n * sizeof *numbers);
  if (atomic_load (&gatherer->keeping))
    *held->table = (TermTable) { held->n, g_steal_pointer (&numbers) };
  pthread_mutex_unlock (&gatherer->mutex);
  g_free (numbers);
}

gboolean
ink_term_gatherer_flush (InkTermGatherer *gatherer, InkTermBlock *block,
                         GError **error)
{
  gboolean done = TRUE;
  guint32 *numbers;
  gpointer held;
  guint first;

  pthread_mutex_lock (&gatherer->mutex);
  if (!g_hash_table_steal_extended (gatherer->held, block, NULL, &held))
    held = NULL;
  first = 5 * gatherer->n_dealt++;
  pthread_mutex_unlock (&gatherer->mutex);
  if (held != NULL && gatherer->hashed == NULL)
    {
      done = term_held_deal (held, block, gatherer->shards, first, &numbers,
                             error);
      set_table (gatherer, held, numbers);
    }
  if (held != NULL)
    term_held_free (held);
  ink_term_block_forget (block);
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

/* From here on the tables tell the final numbers. */
static void
finish_table_cb (guint task, guint worker, gpointer user_data)
{
  InkTermGatherer *gatherer = user_data;
  TermTable *table = gatherer->tables->pdata[task];

  for (guint32 i = 0; table->numbers != NULL && i < table->n; i++)
    table->numbers[i] = gatherer->shards[table->numbers[i] % TERM_SHARDS]
                            .finals[table->numbers[i] / TERM_SHARDS];
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

  g_return_val_if_fail (g_hash_table_size (gatherer->held) == 0, FALSE);

  if (gatherer->hashed != NULL)
    return finish_hashed (gatherer, terms, error);
  if (!term_order_init (&order, gatherer->shards, pool, error))
    return FALSE;
  chosen = choose (gatherer, &order, limits, n_documents, &n, error);
  if (chosen != NULL)
    take_chosen (gatherer, &order, chosen, n, terms);
  if (chosen != NULL)
    ink_pool_run (pool, gatherer->tables->len, finish_table_cb, gatherer);
  term_order_clear (&order);
  drop_terms (gatherer);
  return chosen != NULL;
}

gboolean
ink_term_gatherer_has_rows (const InkTermGatherer *gatherer)
{
  return atomic_load (&gatherer->keeping);
}

static const TermPack *
pack_of (const InkTermGatherer *gatherer, gsize number)
{
  return &g_array_index (gatherer->packs, TermPack, number);
}

/* From the block's numbers to the final ones, without the terms that do not
 * stay. Returns: how many do. */
static gsize
find_finals (const TermPack *pack, InkTermCount *entries, gsize n)
{
  const guint32 *finals = pack->table->numbers;
  gsize end = 0;

  for (gsize i = 0; i < n; i++)
    {
      InkTermCount entry = { finals[entries[i].term], entries[i].count };

      entries[end] = entry;
      end += entry.term != G_MAXUINT32;
    }
  return end;
}

/* Appends the document at @at to @rows, which have room for it. Terms are
 * looked up at the end, all at once: the processor need not wait for each. */
static const guint8 *
read_document (const TermPack *pack, const guint8 *at, InkTermRows *rows)
{
  InkTermCount *entries = rows->entries + rows->n_entries;
  gsize n = term_pack_read (&at);

  for (gsize i = 0; i < n; i++)
    entries[i] = term_pack_read_entry (&at);
  if (pack->table != NULL)
    n = find_finals (pack, entries, n);
  rows->n_entries += n;
  ink_term_rows_end_document (rows);
  return at;
}

void
ink_term_gatherer_rows (const InkTermGatherer *gatherer, gsize number,
                        InkTermRows *rows)
{
  const TermPack *pack = pack_of (gatherer, number);
  const guint8 *at = pack->bytes;

  rows->n = rows->n_entries = 0;
  ink_term_rows_reserve (rows, pack->n_entries);
  for (guint32 d = 0; d < pack->n; d++)
    at = read_document (pack, at, rows);
}

guint32
ink_term_gatherer_n_documents (const InkTermGatherer *gatherer, gsize number)
{
  return pack_of (gatherer, number)->n;
}

guint64
ink_term_gatherer_n_entries (const InkTermGatherer *gatherer)
{
  guint64 n = 0;

  for (guint i = 0; i < gatherer->packs->len; i++)
    n += pack_of (gatherer, i)->n_entries;
  return n;
}

void
ink_term_gatherer_prefetch (const InkTermGatherer *gatherer, gsize number,
                            guint32 document)
{
  const TermPack *pack = pack_of (gatherer, number);

  for (guint i = 0; i < 4; i++)
    __builtin_prefetch (pack->bytes + pack->starts[document] + 64 * i);
}

void
ink_term_gatherer_document (const InkTermGatherer *gatherer, gsize number,
                            guint32 document, InkTermRows *rows)
{
  const TermPack *pack = pack_of (gatherer, number);
  const guint8 *at = pack->bytes + pack->starts[document], *begin = at;

  rows->n = rows->n_entries = 0;
  ink_term_rows_reserve (rows, term_pack_read (&begin));
  read_document (pack, at, rows);
}

void
ink_term_gatherer_drop_rows (InkTermGatherer *gatherer, gsize number)
{
  pack_clear_cb (&g_array_index (gatherer->packs, TermPack, number));
}
