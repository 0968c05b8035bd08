/* Many vocabularies made into one, on many threads: terms are dealt out to
 * shards by their hash, so that each shard's table has one writer; each shard
 * is put in code point order, and at last the shards are merged. */
#include "core/text/term-merge-private.h"

#include <string.h>

#include "core/base/error.h"

#define SHARD_BITS 4
#define N_SHARDS (1u << SHARD_BITS)
#define MAX_TERMS (G_MAXUINT32 / 4)

/* A term to be put in order: its first eight bytes, which mostly decide, and
 * its number in the shard. */
typedef struct
{
  guint64 prefix;
  const char *bytes;
  guint32 length;
  guint32 number;
} Key;

typedef struct
{
  InkVocabulary *vocabulary;
  GArray *frequencies; /* guint32 */
  GArray *totals;      /* guint64 */
  Key *keys;           /* in code point order */
  guint32 n;
  guint32 *finals; /* [n]: each term's number in all */
} Shard;

typedef struct
{
  TermMerge *merge;
  const TermBlock *blocks;
  Shard *shards;
  GError *errors[N_SHARDS];
} Merging;

static guint
shard_of (guint32 hash)
{
  return hash >> (32 - SHARD_BITS);
}

static guint64
prefix_of (const char *bytes, gsize length)
{
  guint64 prefix = 0;

  memcpy (&prefix, bytes, MIN (length, sizeof prefix));
  return GUINT64_FROM_BE (prefix);
}

/* UTF-8 compares bytewise as code points compare. */
static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const Key *x = a, *y = b;
  int order;

  if (x->prefix != y->prefix)
    return x->prefix < y->prefix ? -1 : 1;
  order = memcmp (x->bytes, y->bytes, MIN (x->length, y->length));
  return order != 0 ? order : (x->length > y->length) - (x->length < y->length);
}

static gboolean
add_block (Shard *shard, guint number, const TermBlock *block,
           guint32 *numbers, GError **error)
{
  const guint32 *hashes = ink_vocabulary_hashes (block->vocabulary);
  guint32 n = ink_vocabulary_count (block->vocabulary);

  for (guint32 i = 0; i < n; i++)
    {
      gsize length;
      const char *term;
      guint32 index;

      if (shard_of (hashes[i]) != number)
        continue;
      term = ink_vocabulary_term (block->vocabulary, i, &length);
      if (!ink_vocabulary_intern_hashed (shard->vocabulary, term, length,
                                         hashes[i], &index, error))
        return FALSE;
      if (index == shard->totals->len)
        {
          g_array_set_size (shard->frequencies, index + 1);
          g_array_set_size (shard->totals, index + 1);
        }
      g_array_index (shard->frequencies, guint32, index)
          += g_array_index (block->frequencies, guint32, i);
      g_array_index (shard->totals, guint64, index)
          += g_array_index (block->totals, guint32, i);
      numbers[i] = index;
    }
  return TRUE;
}

static void
order_shard (Shard *shard)
{
  shard->n = ink_vocabulary_count (shard->vocabulary);
  shard->keys = g_new (Key, shard->n);
  for (guint32 i = 0; i < shard->n; i++)
    {
      Key *key = &shard->keys[i];
      gsize length;

      key->bytes = ink_vocabulary_term (shard->vocabulary, i, &length);
      key->length = (guint32) length;
      key->prefix = prefix_of (key->bytes, length);
      key->number = i;
    }
  if (shard->n > 1)
    qsort (shard->keys, shard->n, sizeof *shard->keys, compare_keys);
}

static void
fill_shard_cb (guint task, guint worker, gpointer user_data)
{
  Merging *merging = user_data;
  Shard *shard = &merging->shards[task];

  shard->vocabulary = ink_vocabulary_new ();
  shard->frequencies = g_array_new (FALSE, TRUE, sizeof (guint32));
  shard->totals = g_array_new (FALSE, TRUE, sizeof (guint64));
  for (guint b = 0; b < merging->merge->n_blocks; b++)
    if (!add_block (shard, task, &merging->blocks[b],
                    merging->merge->numbers[b], &merging->errors[task]))
      return;
  order_shard (shard);
}

/* The shard whose next term is the first of all; N_SHARDS at the end. */
static guint
first_shard (const Shard *shards, const guint32 *next)
{
  guint first = N_SHARDS;

  for (guint s = 0; s < N_SHARDS; s++)
    if (next[s] < shards[s].n
        && (first == N_SHARDS
            || compare_keys (&shards[s].keys[next[s]],
                             &shards[first].keys[next[first]])
                   < 0))
      first = s;
  return first;
}

static void
merge_shards (TermMerge *merge, Shard *shards)
{
  guint32 next[N_SHARDS] = { 0 };
  guint s;

  for (guint32 n = 0; (s = first_shard (shards, next)) < N_SHARDS; n++)
    {
      Shard *shard = &shards[s];
      const Key *key = &shard->keys[next[s]++];
      guint32 i = key->number;

      merge->terms[n] = (InkVocabularyTerm) {
        key->bytes, key->length, ink_vocabulary_hashes (shard->vocabulary)[i]
      };
      merge->frequencies[n] = g_array_index (shard->frequencies, guint32, i);
      merge->totals[n] = g_array_index (shard->totals, guint64, i);
      shard->finals[i] = n;
    }
}

static void
renumber_block_cb (guint task, guint worker, gpointer user_data)
{
  Merging *merging = user_data;
  const InkVocabulary *vocabulary = merging->blocks[task].vocabulary;
  const guint32 *hashes = ink_vocabulary_hashes (vocabulary);
  guint32 *numbers = merging->merge->numbers[task];
  guint32 n = ink_vocabulary_count (vocabulary);

  for (guint32 i = 0; i < n; i++)
    numbers[i] = merging->shards[shard_of (hashes[i])].finals[numbers[i]];
}

static gboolean
check_shards (Merging *merging, GError **error)
{
  guint64 n = 0;

  for (guint s = 0; s < N_SHARDS; s++)
    {
      if (merging->errors[s] != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&merging->errors[s]));
          for (guint r = s + 1; r < N_SHARDS; r++)
            g_clear_error (&merging->errors[r]);
          return FALSE;
        }
      n += merging->shards[s].n;
    }
  if (n > MAX_TERMS)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "vocabulary: expected at most %u terms, found %"
                          G_GUINT64_FORMAT, MAX_TERMS, n);
  merging->merge->n = (guint32) n;
  return TRUE;
}

gboolean
term_merge_init (TermMerge *merge, const TermBlock *blocks, guint n_blocks,
                 InkPool *pool, GError **error)
{
  Merging merging = { .merge = merge,
                      .blocks = blocks,
                      .shards = g_new0 (Shard, N_SHARDS) };

  *merge = (TermMerge) { .n_blocks = n_blocks, .shards = merging.shards };
  merge->numbers = g_new (guint32 *, n_blocks);
  for (guint b = 0; b < n_blocks; b++)
    merge->numbers[b]
        = g_new (guint32, ink_vocabulary_count (blocks[b].vocabulary));
  ink_pool_run (pool, N_SHARDS, fill_shard_cb, &merging);
  if (!check_shards (&merging, error))
    return FALSE;
  merge->terms = g_new (InkVocabularyTerm, merge->n);
  merge->frequencies = g_new (guint32, merge->n);
  merge->totals = g_new (guint64, merge->n);
  for (guint s = 0; s < N_SHARDS; s++)
    merging.shards[s].finals = g_new (guint32, merging.shards[s].n);
  merge_shards (merge, merging.shards);
  ink_pool_run (pool, n_blocks, renumber_block_cb, &merging);
  return TRUE;
}

void
term_merge_clear (TermMerge *merge)
{
  Shard *shards = merge->shards;

  for (guint s = 0; shards != NULL && s < N_SHARDS; s++)
    {
      ink_vocabulary_free (shards[s].vocabulary);
      g_array_unref (shards[s].frequencies);
      g_array_unref (shards[s].totals);
      g_free (shards[s].keys);
      g_free (shards[s].finals);
    }
  for (guint b = 0; b < merge->n_blocks; b++)
    g_free (merge->numbers[b]);
  g_free (merge->numbers);
  g_free (shards);
  g_free (merge->terms);
  g_free (merge->frequencies);
  g_free (merge->totals);
  *merge = (TermMerge) { 0 };
}
