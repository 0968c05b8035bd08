/* Weights of texts, dealt out to stretches of terms and added up. */
#include "core/model/weighed-texts-private.h"

#include <string.h>

void
weighed_texts_clear (WeighedTexts *texts)
{
  g_free (texts->entries);
  g_free (texts->weights);
  *texts = (WeighedTexts) { 0 };
}

/* The stretch of a term is its number without the lowest bits, so many of
 * them. */
static guint
stretch_shift (guint32 n_terms)
{
  guint shift = 0;

  while (((guint64) WEIGHED_STRETCHES << shift) < n_terms)
    shift++;
  return shift;
}

/* Where the entries of each stretch begin. */
static void
measure_stretches (WeighedTexts *texts, const InkTermRows *rows, guint shift)
{
  memset (texts->starts, 0, sizeof texts->starts);
  for (gsize i = 0; i < rows->n_entries; i++)
    texts->starts[(rows->entries[i].term >> shift) + 1]++;
  for (guint s = 0; s < WEIGHED_STRETCHES; s++)
    texts->starts[s + 1] += texts->starts[s];
}

static void
reserve (WeighedTexts *texts, const InkTermRows *rows)
{
  guint32 longest = 0;

  for (gsize d = 0; d < rows->n; d++)
    longest = MAX (longest, rows->ends[d] - (d == 0 ? 0 : rows->ends[d - 1]));
  if (longest > texts->max_weights)
    {
      g_free (texts->weights);
      texts->max_weights = longest;
      texts->weights = g_new (double, longest);
    }
  texts->n = rows->n_entries;
  if (texts->n <= texts->max)
    return;
  g_free (texts->entries);
  texts->max = texts->n;
  texts->entries = g_new (WeighedEntry, texts->max);
}

void
weighed_texts_set (WeighedTexts *texts, const InkNaiveBayes *bayes,
                   const InkTermRows *rows, const guint32 *labels,
                   const guint32 *numbers)
{
  guint shift = stretch_shift (bayes->n_terms);
  gsize next[WEIGHED_STRETCHES];
  guint32 start = 0;

  reserve (texts, rows);
  measure_stretches (texts, rows, shift);
  memcpy (next, texts->starts, sizeof next);
  for (gsize d = 0; d < rows->n; start = rows->ends[d++])
    {
      guint32 label = numbers == NULL ? labels[d] : numbers[labels[d]];
      guint32 n = rows->ends[d] - start;
      const InkTermCount *counts = rows->entries + start;

      ink_naive_bayes_weigh (bayes, counts, n, texts->weights);
      for (guint32 i = 0; i < n; i++)
        texts->entries[next[counts[i].term >> shift]++]
            = (WeighedEntry) { counts[i].term, label, texts->weights[i] };
    }
}

typedef struct
{
  const WeighedTexts *rounds;
  guint n;
  InkClassSums *sums;
} Summing;

#define AHEAD 12

static void
sum_stretch_cb (guint task, guint worker, gpointer user_data)
{
  const Summing *summing = user_data;

  for (guint r = 0; r < summing->n; r++)
    {
      const WeighedTexts *texts = &summing->rounds[r];
      gsize end = texts->starts[task + 1];

      for (gsize i = texts->starts[task]; i < end; i++)
        {
          if (i + AHEAD < end)
            ink_class_sums_prefetch (summing->sums,
                                     texts->entries[i + AHEAD].term,
                                     texts->entries[i + AHEAD].class_index);
          ink_class_sums_add (summing->sums, texts->entries[i].term,
                              texts->entries[i].class_index,
                              texts->entries[i].weight);
        }
    }
}

void
weighed_texts_sum (const WeighedTexts *rounds, guint n, InkClassSums *sums,
                   InkPool *pool)
{
  Summing summing = { rounds, n, sums };

  ink_pool_run (pool, WEIGHED_STRETCHES, sum_stretch_cb, &summing);
}
