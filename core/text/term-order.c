/* Terms of many shards in code point order: each shard is sorted by itself, on
 * many threads, and the sorted ones are merged. A term's first eight bytes
 * mostly decide; UTF-8 compares bytewise as code points compare. */
#include <string.h>

#include "core/base/error.h"
#include "core/text/term-shard-private.h"

#define MAX_TERMS (G_MAXUINT32 / 4)
#define SMALL 12

typedef struct
{
  guint64 prefix;
  guint32 number;
} Key;

typedef struct
{
  const InkVocabulary *vocabulary;
  Key *keys;
  guint32 n;
} Part;

typedef struct
{
  const TermShard *shards;
  Part parts[TERM_SHARDS];
} Ordering;

static guint64
prefix_of (const char *bytes, gsize length)
{
  guint64 prefix = 0;

  memcpy (&prefix, bytes, MIN (length, sizeof prefix));
  return GUINT64_FROM_BE (prefix);
}

/* Of terms with one prefix; different terms are never the same. */
static gboolean
rest_before (const Part *a, guint32 x, const Part *b, guint32 y)
{
  gsize a_length, b_length;
  const char *a_term
      = ink_vocabulary_term (a->vocabulary, x, &a_length);
  const char *b_term
      = ink_vocabulary_term (b->vocabulary, y, &b_length);
  int order = memcmp (a_term, b_term, MIN (a_length, b_length));

  return order != 0 ? order < 0 : a_length < b_length;
}

static inline gboolean
before (const Part *part, Key a, Key b)
{
  return a.prefix != b.prefix ? a.prefix < b.prefix
                              : rest_before (part, a.number, part, b.number);
}

static void
insertion_sort (const Part *part, Key *k, gsize n)
{
  for (gsize i = 1; i < n; i++)
    {
      Key held = k[i];
      gsize j = i;

      for (; j > 0 && before (part, held, k[j - 1]); j--)
        k[j] = k[j - 1];
      k[j] = held;
    }
}

static int
compare_keys_cb (gconstpointer a, gconstpointer b, gpointer part)
{
  const Key *x = a, *y = b;

  return x->number == y->number ? 0 : before (part, *x, *y) ? -1 : 1;
}

/* Quicksort without a call a comparison; past @depth the library's. */
static void
sort_keys (Part *part, Key *k, gsize n, guint depth)
{
  while (n > SMALL)
    {
      Key pivot = k[n / 2];
      gsize i = 0, j = n - 1;

      if (depth-- == 0)
        {
          qsort_r (k, n, sizeof *k, compare_keys_cb, part);
          return;
        }
      for (;; i++, j--)
        {
          Key held;

          while (before (part, k[i], pivot))
            i++;
          while (before (part, pivot, k[j]))
            j--;
          if (i >= j)
            break;
          held = k[i];
          k[i] = k[j];
          k[j] = held;
        }
      sort_keys (part, k + j + 1, n - j - 1, depth);
      n = j + 1;
    }
  insertion_sort (part, k, n);
}

static void
sort_part_cb (guint task, guint worker, gpointer user_data)
{
  Ordering *ordering = user_data;
  Part *part = &ordering->parts[task];

  part->keys = g_new (Key, part->n);
  for (guint32 i = 0; i < part->n; i++)
    {
      gsize length;
      const char *term = ink_vocabulary_term (part->vocabulary, i, &length);

      part->keys[i] = (Key) { prefix_of (term, length), i };
    }
  sort_keys (part, part->keys, part->n, 2 * g_bit_storage (part->n));
}

/* The part whose next term is the first of all. @heads: their prefixes */
static guint
first_part (const Ordering *ordering, const guint64 *heads,
            const guint32 *next)
{
  const Part *parts = ordering->parts;
  guint first = TERM_SHARDS;

  for (guint s = 0; s < TERM_SHARDS; s++)
    if (next[s] < parts[s].n
        && (first == TERM_SHARDS || heads[s] < heads[first]
            || (heads[s] == heads[first]
                && rest_before (&parts[s], parts[s].keys[next[s]].number,
                                &parts[first],
                                parts[first].keys[next[first]].number))))
      first = s;
  return first;
}

static void
merge_parts (const Ordering *ordering, TermOrder *order)
{
  guint64 heads[TERM_SHARDS] = { 0 };
  guint32 next[TERM_SHARDS] = { 0 };

  for (guint s = 0; s < TERM_SHARDS; s++)
    if (ordering->parts[s].n > 0)
      heads[s] = ordering->parts[s].keys[0].prefix;
  for (guint32 i = 0; i < order->n; i++)
    {
      guint s = first_part (ordering, heads, next);
      const Part *part = &ordering->parts[s];
      guint32 number = part->keys[next[s]++].number;
      gsize length;
      const char *term
          = ink_vocabulary_term (part->vocabulary, number, &length);

      order->terms[i] = (InkVocabularyTerm) {
        term, (guint32) length,
        ink_vocabulary_hashes (part->vocabulary)[number]
      };
      order->shards[i] = (guint8) s;
      order->numbers[i] = number;
      if (next[s] < part->n)
        heads[s] = part->keys[next[s]].prefix;
    }
}

gboolean
term_order_init (TermOrder *order, const TermShard *shards, InkPool *pool,
                 GError **error)
{
  Ordering ordering = { .shards = shards };
  guint64 n = 0;

  *order = (TermOrder) { 0 };
  for (guint s = 0; s < TERM_SHARDS; s++)
    {
      Part *part = &ordering.parts[s];

      part->vocabulary = shards[s].vocabulary;
      part->n = ink_vocabulary_count (part->vocabulary);
      n += part->n;
    }
  if (n > MAX_TERMS)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "vocabulary: expected at most %u terms, found %"
                          G_GUINT64_FORMAT, MAX_TERMS, n);
  ink_pool_run (pool, TERM_SHARDS, sort_part_cb, &ordering);
  order->n = (guint32) n;
  order->terms = g_new (InkVocabularyTerm, n);
  order->shards = g_new (guint8, n);
  order->numbers = g_new (guint32, n);
  merge_parts (&ordering, order);
  for (guint s = 0; s < TERM_SHARDS; s++)
    g_free (ordering.parts[s].keys);
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
