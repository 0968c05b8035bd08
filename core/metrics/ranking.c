/* Scores in falling order with running counts of both classes, on which the
 * ROC and the precision-recall curve stand. The doubles are turned into
 * integers of the reverse order, so that a radix sort does, in time linear in
 * n; positives and negatives are sorted apart and merged, so nothing has to be
 * carried along. Equal scores are one threshold, exactly. */
#include "core/metrics/ranking-private.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"

#define DIGIT_BITS 8
#define N_DIGITS (1 << DIGIT_BITS)
/* Keys of 256 kB: with as much to sort them into, most caches hold them. */
#define CACHED ((gsize) 1 << 15)
#define SIGN G_GUINT64_CONSTANT (0x8000000000000000)

/* Falling doubles become rising integers; -0 and 0 become one. */
static guint64
key_from_score (double score)
{
  guint64 bits;

  score += 0.0;
  memcpy (&bits, &score, sizeof bits);
  return (bits & SIGN) != 0 ? bits : ~(bits | SIGN);
}

static double
score_from_key (guint64 key)
{
  guint64 bits = (key & SIGN) != 0 ? key : ~key & ~SIGN;
  double score;

  memcpy (&score, &bits, sizeof score);
  return score;
}

/* Least significant digit first, from the lowest bit on to that in which keys
 * differ last, @n_bits of them. A digit that all keys share is passed over.
 * Returns: which of both, as large, holds the sorted ones. */
static guint64 *
sort_by_digits (guint64 *keys, guint64 *spare, gsize n, guint n_bits)
{
  for (guint shift = 0; shift < n_bits; shift += DIGIT_BITS)
    {
      gsize places[N_DIGITS] = { 0 };
      gsize at = 0;
      guint64 *kept = keys;

      for (gsize i = 0; i < n; i++)
        places[keys[i] >> shift & (N_DIGITS - 1)]++;
      if (places[keys[0] >> shift & (N_DIGITS - 1)] == n)
        continue;
      for (guint d = 0; d < N_DIGITS; d++)
        {
          gsize count = places[d];

          places[d] = at;
          at += count;
        }
      for (gsize i = 0; i < n; i++)
        spare[places[keys[i] >> shift & (N_DIGITS - 1)]++] = keys[i];
      keys = spare;
      spare = kept;
    }
  return keys;
}

/* The bits from the lowest to the highest in which any two keys differ. */
static guint
count_bits (const guint64 *keys, gsize n)
{
  guint64 differing = 0;

  for (gsize i = 1; i < n; i++)
    differing |= keys[i] ^ keys[0];
  return differing == 0 ? 0 : 64 - (guint) __builtin_clzll (differing);
}

static void sort_part (guint64 *keys, guint64 *spare, gsize n, guint64 *into);

/* By the highest digit in which keys differ, from @keys to @spare, then each
 * part by itself. */
static void
sort_parts (guint64 *keys, guint64 *spare, gsize n, guint n_bits,
            guint64 *into)
{
  guint shift = n_bits - DIGIT_BITS;
  gsize places[N_DIGITS + 1] = { 0 };

  for (gsize i = 0; i < n; i++)
    places[(keys[i] >> shift & (N_DIGITS - 1)) + 1]++;
  for (guint d = 1; d <= N_DIGITS; d++)
    places[d] += places[d - 1];
  for (gsize i = 0; i < n; i++)
    spare[places[keys[i] >> shift & (N_DIGITS - 1)]++] = keys[i];
  for (guint d = 0; d < N_DIGITS; d++)
    {
      gsize start = d > 0 ? places[d - 1] : 0;

      if (places[d] > start)
        sort_part (spare + start, keys + start, places[d] - start,
                   into + start);
    }
}

/* @into: @keys or @spare. Parts that the processor's cache holds are sorted
 * from the lowest digit, larger ones are divided: a pass over memory costs more
 * than all others. Each division takes a digit off, so they are few. */
static void
sort_part (guint64 *keys, guint64 *spare, gsize n, guint64 *into)
{
  guint n_bits = count_bits (keys, n);
  guint64 *sorted = keys;

  if (n > CACHED && n_bits > DIGIT_BITS)
    {
      sort_parts (keys, spare, n, n_bits, into);
      return;
    }
  if (n_bits > 0)
    sorted = sort_by_digits (keys, spare, n, n_bits);
  if (sorted != into)
    memcpy (into, sorted, n * sizeof *sorted);
}

/* @spare: as large as @keys. */
static void
sort_keys (guint64 *keys, guint64 *spare, gsize n)
{
  if (n > 0)
    sort_part (keys, spare, n, keys);
}

/* Positives from the front of @keys, negatives from its back.
 * Returns: FALSE where a score is not finite. */
static gboolean
part_keys (const double *scores, gsize stride, const guint8 *positive, gsize n,
           guint64 *keys, gsize *n_positive, GError **error)
{
  gsize front = 0;
  gsize back = n;

  for (gsize i = 0; i < n; i++)
    {
      double score = scores[i * stride];

      if (!isfinite (score))
        return ink_error_set (error, INK_ERROR_FORMAT,
                              "score %" G_GSIZE_FORMAT
                              ": expected a finite number, found %g",
                              i, score);
      keys[positive[i] ? front++ : --back] = key_from_score (score);
    }
  *n_positive = front;
  return TRUE;
}

/* Steps through both sorted lists at once, one distinct key a point. */
static void
merge_keys (const guint64 *positives, gsize n_positives,
            const guint64 *negatives, gsize n_negatives, InkRanking *ranking)
{
  gsize p = 0;
  gsize q = 0;

  ranking->n = 0;
  while (p < n_positives || q < n_negatives)
    {
      guint64 key = MIN (p < n_positives ? positives[p] : G_MAXUINT64,
                         q < n_negatives ? negatives[q] : G_MAXUINT64);

      while (p < n_positives && positives[p] == key)
        p++;
      while (q < n_negatives && negatives[q] == key)
        q++;
      ranking->true_positives[ranking->n] = p;
      ranking->false_positives[ranking->n] = q;
      ranking->thresholds[ranking->n++] = score_from_key (key);
    }
}

InkRanking *
ink_ranking_new (const double *scores, gsize stride, const guint8 *positive,
                 gsize n, GError **error)
{
  g_autofree guint64 *keys = g_new (guint64, n);
  g_autofree guint64 *spare = g_new (guint64, n);
  InkRanking *ranking;
  gsize n_positive = 0;

  if (n == 0)
    {
      ink_error_set (error, INK_ERROR_MISMATCH,
                     "expected at least one score, found none");
      return NULL;
    }
  if (!part_keys (scores, stride, positive, n, keys, &n_positive, error))
    return NULL;
  sort_keys (keys, spare, n_positive);
  sort_keys (keys + n_positive, spare, n - n_positive);
  ranking = g_new0 (InkRanking, 1);
  ranking->true_positives = g_new (guint64, n);
  ranking->false_positives = g_new (guint64, n);
  ranking->thresholds = g_new (double, n);
  merge_keys (keys, n_positive, keys + n_positive, n - n_positive, ranking);
  return ranking;
}

void
ink_ranking_free (InkRanking *ranking)
{
  if (ranking == NULL)
    return;
  g_free (ranking->true_positives);
  g_free (ranking->false_positives);
  g_free (ranking->thresholds);
  g_free (ranking);
}

guint64
ink_ranking_positives (const InkRanking *ranking)
{
  return ranking->true_positives[ranking->n - 1];
}

guint64
ink_ranking_negatives (const InkRanking *ranking)
{
  return ranking->false_positives[ranking->n - 1];
}
