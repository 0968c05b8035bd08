/* The counter-based generator. The golden draws pin the sequence: a change
 * here changes every run ever recorded with a seed. The statistics use fixed
 * seeds, so they cannot fail by chance. */
#include "core/base/rng.h"

#include <math.h>
#include <string.h>

static void
test_golden (void)
{
  /* from an independent Python program of the formulas in rng.c */
  const guint64 expected[] = {
    G_GUINT64_CONSTANT (0x54b4f72d39ff1fb0),
    G_GUINT64_CONSTANT (0xf5c6dd65eaf03da2),
    G_GUINT64_CONSTANT (0x203856fc19ca626d),
    G_GUINT64_CONSTANT (0x4d9c4a63e5dbf2a8),
  };
  InkRng rng = ink_rng (42, INK_STREAM_TEST, 3, 7);

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmphex (ink_rng_u64 (&rng), ==, expected[i]);
}

static void
test_same (void)
{
  InkRng a = ink_rng (1, INK_STREAM_SHUFFLE, 2, 3);
  InkRng b = ink_rng (1, INK_STREAM_SHUFFLE, 2, 3);

  for (int i = 0; i < 1000; i++)
    g_assert_cmphex (ink_rng_u64 (&a), ==, ink_rng_u64 (&b));
}

/* Neighbouring names give streams that share no draw and half of whose bits
 * differ at each place. */
static void
test_streams (void)
{
  const InkRng start[] = {
    ink_rng (1, INK_STREAM_TEST, 0, 0),    ink_rng (2, INK_STREAM_TEST, 0, 0),
    ink_rng (1, INK_STREAM_TEST, 1, 0),    ink_rng (1, INK_STREAM_TEST, 0, 1),
    ink_rng (1, INK_STREAM_AUGMENT, 0, 0), ink_rng (0, INK_STREAM_TEST, 0, 0),
    ink_rng (1, INK_STREAM_TEST, 1, 1),    ink_rng (G_MAXUINT64, 1, 0, 0),
  };
  const gsize n = G_N_ELEMENTS (start);
  const int n_draws = 4096;
  g_autoptr (GHashTable) seen
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (gsize s = 0; s < n; s++)
    {
      InkRng rng = start[s];
      InkRng other = start[(s + 1) % n];
      guint64 n_different = 0;

      for (int i = 0; i < n_draws; i++)
        {
          guint64 draw = ink_rng_u64 (&rng);

          g_assert_true (
              g_hash_table_add (seen, g_memdup2 (&draw, sizeof draw)));
          n_different
              += (guint64) __builtin_popcountll (draw ^ ink_rng_u64 (&other));
        }
      /* 32 of 64 bits; the mean of 4096 has a deviation of 0.0625 */
      g_assert_cmpfloat_with_epsilon ((double) n_different / n_draws, 32, 0.4);
    }
}

static void
test_uniform (void)
{
  const int n = 200000, n_bins = 100;
  g_autofree guint *bins = g_new0 (guint, n_bins);
  InkRng rng = ink_rng (5, INK_STREAM_TEST, 0, 0);
  double chi_squared = 0;

  for (int i = 0; i < n; i++)
    {
      double u = ink_rng_uniform (&rng);

      g_assert_true (u >= 0 && u < 1);
      bins[(int) (u * n_bins)]++;
    }
  for (int i = 0; i < n_bins; i++)
    {
      double expected = (double) n / n_bins;

      chi_squared += (bins[i] - expected) * (bins[i] - expected) / expected;
    }
  /* 99 degrees of freedom: 60 to 149 holds but for 1 in 1000 */
  g_assert_cmpfloat (chi_squared, >, 60);
  g_assert_cmpfloat (chi_squared, <, 149);
}

static void
test_normal (void)
{
  const int n = 200000;
  InkRng rng = ink_rng (6, INK_STREAM_TEST, 0, 0);
  double sum = 0, squares = 0, fourths = 0;

  for (int i = 0; i < n; i++)
    {
      double x = ink_rng_normal (&rng);

      g_assert_true (isfinite (x));
      sum += x;
      squares += x * x;
      fourths += x * x * x * x;
    }
  g_assert_cmpfloat_with_epsilon (sum / n, 0, 0.01);
  g_assert_cmpfloat_with_epsilon (squares / n, 1, 0.015);
  g_assert_cmpfloat_with_epsilon (fourths / n, 3, 0.15);
}

static void
test_below (void)
{
  const guint64 limits[] = { 1, 2, 3, 10, 1000, G_MAXUINT32, G_MAXUINT64 };
  InkRng rng = ink_rng (7, INK_STREAM_TEST, 0, 0);
  guint counts[10] = { 0 };

  for (gsize k = 0; k < G_N_ELEMENTS (limits); k++)
    for (int i = 0; i < 1000; i++)
      g_assert_cmpuint (ink_rng_below (&rng, limits[k]), <, limits[k]);
  for (int i = 0; i < 100000; i++)
    counts[ink_rng_below (&rng, 10)]++;
  for (int i = 0; i < 10; i++)
    {
      g_assert_cmpuint (counts[i], >, 9600);
      g_assert_cmpuint (counts[i], <, 10400);
    }
}

/* Of two thirds of 2^64, a plain remainder would give the lower half twice as
 * often as the upper. */
static void
test_below_unbiased (void)
{
  const guint64 n = G_MAXUINT64 / 3 * 2;
  InkRng rng = ink_rng (8, INK_STREAM_TEST, 0, 0);
  guint n_lower = 0;

  for (int i = 0; i < 10000; i++)
    n_lower += ink_rng_below (&rng, n) < n / 2;
  g_assert_cmpuint (n_lower, >, 4800);
  g_assert_cmpuint (n_lower, <, 5200);
}

static void
test_shuffle (void)
{
  enum { N = 1000 };
  InkRng rng = ink_rng (9, INK_STREAM_SHUFFLE, 0, 0);
  guint32 items[N];
  gboolean there[N] = { FALSE };
  guint n_fixed = 0;

  for (guint32 i = 0; i < N; i++)
    items[i] = i;
  ink_rng_shuffle (&rng, items, N);
  for (guint32 i = 0; i < N; i++)
    {
      g_assert_cmpuint (items[i], <, N);
      g_assert_false (there[items[i]]);
      there[items[i]] = TRUE;
      n_fixed += items[i] == i;
    }
  g_assert_cmpuint (n_fixed, <, 10);
}

/* Each of the 6 orders of 3 comes as often as the others. */
static void
test_shuffle_uniform (void)
{
  InkRng rng = ink_rng (10, INK_STREAM_SHUFFLE, 0, 0);
  guint counts[27] = { 0 };
  guint n_orders = 0;

  for (int i = 0; i < 60000; i++)
    {
      guint32 items[] = { 0, 1, 2 };

      ink_rng_shuffle (&rng, items, 3);
      counts[items[0] * 9 + items[1] * 3 + items[2]]++;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    if (counts[i] > 0)
      {
        n_orders++;
        g_assert_cmpuint (counts[i], >, 9600);
        g_assert_cmpuint (counts[i], <, 10400);
      }
  g_assert_cmpuint (n_orders, ==, 6);
}

static void
test_shuffle_small (void)
{
  InkRng rng = ink_rng (11, INK_STREAM_SHUFFLE, 0, 0);
  guint32 item = 5;

  ink_rng_shuffle (&rng, NULL, 0);
  ink_rng_shuffle (&rng, &item, 1);
  g_assert_cmpuint (item, ==, 5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/rng/golden", test_golden);
  g_test_add_func ("/core/rng/same", test_same);
  g_test_add_func ("/core/rng/streams", test_streams);
  g_test_add_func ("/core/rng/uniform", test_uniform);
  g_test_add_func ("/core/rng/normal", test_normal);
  g_test_add_func ("/core/rng/below", test_below);
  g_test_add_func ("/core/rng/below-unbiased", test_below_unbiased);
  g_test_add_func ("/core/rng/shuffle", test_shuffle);
  g_test_add_func ("/core/rng/shuffle-uniform", test_shuffle_uniform);
  g_test_add_func ("/core/rng/shuffle-small", test_shuffle_small);
  return g_test_run ();
}
