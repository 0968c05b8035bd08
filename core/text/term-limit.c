/* The most frequent terms. scikit-learn cuts an argsort of the negated totals
 * after @limit, and NumPy's argsort is not stable: which of the equally
 * frequent terms at the cut stay follows from its order of swaps. To give the
 * same vocabulary this sorts as NumPy 1.24 does for 64-bit integers: quicksort
 * on the median of three (first, middle, last), the smaller part first,
 * insertion sort up to 16. Past a depth of 2 log2 n, which no real corpus
 * reaches, order is by position, where NumPy's is by heap. */
#include "core/text/term-limit.h"

#include <stdlib.h>

#define SMALL 15

/* Positions sorted by descending total. */
typedef struct
{
  const guint64 *totals; /* by position */
  guint32 *order;
} Sort;

static gboolean
before (const Sort *sort, gsize i, gsize j)
{
  return sort->totals[sort->order[i]] > sort->totals[sort->order[j]];
}

static void
swap (const Sort *sort, gsize i, gsize j)
{
  guint32 held = sort->order[i];

  sort->order[i] = sort->order[j];
  sort->order[j] = held;
}

static void
insertion_sort (const Sort *sort, gsize low, gsize high)
{
  for (gsize i = low + 1; i <= high; i++)
    for (gsize j = i; j > low && before (sort, j, j - 1); j--)
      swap (sort, j, j - 1);
}

/* Hoare's partition; the pivot waits at high - 1 and ends at the return. */
static gsize
partition (const Sort *sort, gsize low, gsize high)
{
  gsize middle = low + (high - low) / 2;
  gsize i = low;
  gsize j = high - 1;

  if (before (sort, middle, low))
    swap (sort, middle, low);
  if (before (sort, high, middle))
    swap (sort, high, middle);
  if (before (sort, middle, low))
    swap (sort, middle, low);
  swap (sort, middle, high - 1);
  for (;;)
    {
      do
        i++;
      while (before (sort, i, high - 1));
      do
        j--;
      while (before (sort, high - 1, j));
      if (i >= j)
        break;
      swap (sort, i, j);
    }
  swap (sort, i, high - 1);
  return i;
}

static int
compare_stable_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const guint64 *totals = user_data;
  guint32 i = *(const guint32 *) a;
  guint32 j = *(const guint32 *) b;

  if (totals[i] != totals[j])
    return totals[i] > totals[j] ? -1 : 1;
  return (i > j) - (i < j);
}

/* Sorts positions low to high, both included. */
static void
quick_sort (const Sort *sort, gsize low, gsize high, int depth)
{
  while (high - low > SMALL)
    {
      gsize pivot;

      if (depth-- < 0)
        {
          qsort_r (sort->order + low, high - low + 1, sizeof (guint32),
                   compare_stable_cb, (gpointer) sort->totals);
          return;
        }
      pivot = partition (sort, low, high);
      if (pivot - low < high - pivot)
        {
          quick_sort (sort, low, pivot - 1, depth);
          low = pivot + 1;
        }
      else
        {
          quick_sort (sort, pivot + 1, high, depth);
          high = pivot - 1;
        }
    }
  insertion_sort (sort, low, high);
}

guint32
ink_term_limit (guint32 *terms, guint32 n, const guint64 *totals, guint32 limit)
{
  g_autofree guint64 *by_position = g_new (guint64, n);
  g_autofree guint32 *order = g_new (guint32, n);
  g_autofree gboolean *kept = g_new0 (gboolean, n);
  Sort sort = { by_position, order };
  guint32 n_kept = 0;

  if (n <= limit)
    return n;
  for (guint32 i = 0; i < n; i++)
    {
      by_position[i] = totals[terms[i]];
      order[i] = i;
    }
  quick_sort (&sort, 0, n - 1, 2 * (int) g_bit_storage (n));
  for (guint32 i = 0; i < limit; i++)
    kept[order[i]] = TRUE;
  for (guint32 i = 0; i < n; i++)
    if (kept[i])
      terms[n_kept++] = terms[i];
  return n_kept;
}
