/* Terms of many shards in code point order: each shard is sorted by itself, and
 * they are merged two by two, on many threads. A term's first eight bytes
 * mostly decide; UTF-8 compares bytewise as code points compare. */
#include <string.h>

#include "core/base/error.h"
#include "core/text/term-shard-private.h"

#define MAX_TERMS (G_MAXUINT32 / 4)
#define SMALL 12
#define FILL_TASKS 64

typedef struct
{
  guint64 prefix;
  guint32 number; /* in the shard */
  guint32 shard;
} Key;

typedef struct
{
  Key *keys; /* [n] */
  guint32 n;
} Part;

typedef struct
{
  const TermShard *shards;
  Part parts[TERM_SHARDS];
  guint step; /* parts between two that are to be merged */
  TermOrder *order;
} Ordering;

static guint64
prefix_of (const char *bytes, gsize length)
{
  guint64 prefix = 0;

  memcpy (&prefix, bytes, MIN (length, sizeof prefix));
  return GUINT64_FROM_BE (prefix);
}

static const char *
term_of (const Ordering *ordering, Key key, gsize *length)
{
  return ink_vocabulary_term (ordering->shards[key.shard].vocabulary,
                              key.number, length);
}

/* Of terms with one prefix; different terms are never the same. */
static gboolean
rest_before (const Ordering *ordering, Key a, Key b)
{
  gsize a_length, b_length;
  const char *a_term = term_of (ordering, a, &a_length);
  const char *b_term = term_of (ordering, b, &b_length);
  int order = memcmp (a_term, b_term, MIN (a_length, b_length));

  return order != 0 ? order < 0 : a_length < b_length;
}

static inline gboolean
before (const Ordering *ordering, Key a, Key b)
{
  return a.prefix != b.prefix ? a.prefix < b.prefix
                              : rest_before (ordering, a, b);
}

static void
insertion_sort (const Ordering *ordering, Key *k, gsize n)
{
  for (gsize i = 1; i < n; i++)
    {
      Key held = k[i];
      gsize j = i;

      for (; j > 0 && before (ordering, held, k[j - 1]); j--)
        k[j] = k[j - 1];
      k[j] = held;
    }
}

static int
compare_keys_cb (gconstpointer a, gconstpointer b, gpointer ordering)
{
  const Key *x = a, *y = b;

  return x->number == y->number ? 0 : before (ordering, *x, *y) ? -1 : 1;
}

/* Quicksort without a call a comparison; past @depth the library's. */
static void
sort_keys (Ordering *ordering, Key *k, gsize n, guint depth)
{
  while (n > SMALL)
    {
      Key pivot = k[n / 2];
      gsize i = 0, j = n - 1;

      if (depth-- == 0)
        {
          qsort_r (k, n, sizeof *k, compare_keys_cb, ordering);
          return;
        }
      for (;; i++, j--)
        {
          Key held;

          while (before (ordering, k[i], pivot))
            i++;
          while (before (ordering, pivot, k[j]))
            j--;
          if (i >= j)
            break;
          held = k[i];
          k[i] = k[j];
          k[j] = held;
        }
      sort_keys (ordering, k + j + 1, n - j - 1, depth);
      n = j + 1;
    }
  insertion_sort (ordering, k, n);
}

static void
sort_part_cb (guint task, guint worker, gpointer user_data)
{
  Ordering *ordering = user_data;
  Part *part = &ordering->parts[task];

  part->keys = g_new (Key, part->n);
  for (guint32 i = 0; i < part->n; i++)
    {
      Key key = { 0, i, task };
      gsize length;
      const char *term = term_of (ordering, key, &length);

      key.prefix = prefix_of (term, length);
      part->keys[i] = key;
    }
  sort_keys (ordering, part->keys, part->n, 2 * g_bit_storage (part->n));
}

/* Two parts, into the first. */
static void
merge_parts_cb (guint task, guint worker, gpointer user_data)
{
  Ordering *ordering = user_data;
  Part *first = &ordering->parts[2 * ordering->step * task];
  const Part a = *first, b = first[ordering->step];
  Key *merged = g_new (Key, (gsize) a.n + b.n);
  guint32 i = 0, j = 0;

  while (i < a.n && j < b.n)
    {
      gboolean take_a = before (ordering, a.keys[i], b.keys[j]);

      merged[i + j] = take_a ? a.keys[i] : b.keys[j];
      i += (guint32) take_a;
      j += (guint32) !take_a;
    }
  if (i < a.n)
    memcpy (merged + i + j, a.keys + i, (a.n - i) * sizeof *merged);
  if (j < b.n)
    memcpy (merged + i + j, b.keys + j, (b.n - j) * sizeof *merged);
  g_free (a.keys);
  g_free (b.keys);
  *first = (Part) { merged, a.n + b.n };
}

/* A stretch of the order. */
static void
fill_order_cb (guint task, guint worker, gpointer user_data)
{
  const Ordering *ordering = user_data;
  TermOrder *order = ordering->order;
  guint32 end = (guint32) ((guint64) order->n * (task + 1) / FILL_TASKS);

  for (guint32 i = (guint32) ((guint64) order->n * task / FILL_TASKS); i < end;
       i++)
    {
      Key key = ordering->parts[0].keys[i];
      gsize length;
      const char *term = term_of (ordering, key, &length);

      order->terms[i] = (InkVocabularyTerm) {
        term, (guint32) length,
        ink_vocabulary_hashes (
            ordering->shards[key.shard].vocabulary)[key.number]
      };
      order->shards[i] = (guint8) key.shard;
      order->numbers[i] = key.number;
    }
}

gboolean
term_order_init (TermOrder *order, const TermShard *shards, InkPool *pool,
                 GError **error)
{
  Ordering ordering = { .shards = shards, .order = order };
  guint64 n = 0;

  *order = (TermOrder) { 0 };
  for (guint s = 0; s < TERM_SHARDS; s++)
    n += ordering.parts[s].n = ink_vocabulary_count (shards[s].vocabulary);
  if (n > MAX_TERMS)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "vocabulary: expected at most %u terms, found %"
                          G_GUINT64_FORMAT, MAX_TERMS, n);
  ink_pool_run (pool, TERM_SHARDS, sort_part_cb, &ordering);
  for (ordering.step = 1; ordering.step < TERM_SHARDS; ordering.step *= 2)
    ink_pool_run (pool, TERM_SHARDS / (2 * ordering.step), merge_parts_cb,
                  &ordering);
  order->n = (guint32) n;
  order->terms = g_new (InkVocabularyTerm, n);
  order->shards = g_new (guint8, n);
  order->numbers = g_new (guint32, n);
  ink_pool_run (pool, FILL_TASKS, fill_order_cb, &ordering);
  g_free (ordering.parts[0].keys);
  return TRUE;
}

void
term_order_clear (TermOrder *order)
{
  g_free (order->terms);
  g_free (order->shards);
  g_free (order->numbers);
  *order = (TermOrder) { 0 };
}
