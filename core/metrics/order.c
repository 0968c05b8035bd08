/* Sorting scores and remembering whose they are. As in ranking.c, doubles
 * become integers of the same order and a radix sort does, which is stable and
 * linear in n; here each carries its index. */
#include "core/metrics/order-private.h"

#include <string.h>

#define DIGIT_BITS 11
#define N_DIGITS (1 << DIGIT_BITS)
#define SIGN G_GUINT64_CONSTANT (0x8000000000000000)

typedef struct
{
  guint64 key;
  guint32 index;
} Item;

/* Rising doubles become rising integers; -0 and 0 become one. */
static guint64
key_from_score (double score)
{
  guint64 bits;

  score += 0.0;
  memcpy (&bits, &score, sizeof bits);
  return (bits & SIGN) != 0 ? ~bits : bits | SIGN;
}

/* Returns: FALSE where all keys share the digit and nothing was moved. */
static gboolean
sort_digit (const Item *from, Item *to, gsize n, guint shift)
{
  gsize places[N_DIGITS] = { 0 };
  gsize at = 0;

  for (gsize i = 0; i < n; i++)
    places[from[i].key >> shift & (N_DIGITS - 1)]++;
  if (places[from[0].key >> shift & (N_DIGITS - 1)] == n)
    return FALSE;
  for (guint d = 0; d < N_DIGITS; d++)
    {
      gsize count = places[d];

      places[d] = at;
      at += count;
    }
  for (gsize i = 0; i < n; i++)
    to[places[from[i].key >> shift & (N_DIGITS - 1)]++] = from[i];
  return TRUE;
}

/* @spare: as large as @items. Returns: which of both holds the sorted ones. */
static Item *
sort_items (Item *items, Item *spare, gsize n)
{
  for (guint shift = 0; n > 0 && shift < 64; shift += DIGIT_BITS)
    if (sort_digit (items, spare, n, shift))
      {
        Item *kept = items;

        items = spare;
        spare = kept;
      }
  return items;
}

InkOrderEntry *
ink_order_new (const double *scores, gsize stride, gsize n)
{
  g_autofree Item *items = g_try_new (Item, MAX (n, 1));
  g_autofree Item *spare = g_try_new (Item, MAX (n, 1));
  InkOrderEntry *entries = g_try_new (InkOrderEntry, MAX (n, 1));
  const Item *sorted;

  if (items == NULL || spare == NULL || entries == NULL)
    {
      g_free (entries);
      return NULL;
    }
  for (gsize i = 0; i < n; i++)
    items[i] = (Item) { key_from_score (scores[i * stride]), (guint32) i };
  sorted = sort_items (items, spare, n);
  for (gsize i = 0; i < n; i++)
    entries[i] = sorted[i].index << 1
                 | (i == 0 || sorted[i].key != sorted[i - 1].key);
  return entries;
}
