/* Random affine augmentation: the identity is exact, draws are what they say,
 * and ink is kept. */
#include <string.h>

#include "core/data/augment.h"

#define SIZE 28

static void
square (guint8 *image)
{
  memset (image, 0, SIZE * SIZE);
  for (guint y = 9; y < 19; y++)
    for (guint x = 9; x < 19; x++)
      image[y * SIZE + x] = 200;
}

static guint
ink_of (const guint8 *image)
{
  guint sum = 0;

  for (guint i = 0; i < SIZE * SIZE; i++)
    sum += image[i];
  return sum;
}

static void
test_identity (void)
{
  InkAffineRange none = { 0 };
  guint8 from[SIZE * SIZE], to[SIZE * SIZE];
  InkRng rng = ink_rng (1, INK_STREAM_AUGMENT, 1, 1);

  for (guint i = 0; i < sizeof from; i++)
    from[i] = (guint8) (i * 37);
  ink_augment_affine (&none, &rng, SIZE, from, to);
  g_assert_cmpmem (from, sizeof from, to, sizeof to);
}

static void
test_keeps_ink (void)
{
  guint8 from[SIZE * SIZE], to[SIZE * SIZE];
  guint n_changed = 0;

  square (from);
  for (guint i = 0; i < 500; i++)
    {
      InkRng rng = ink_rng (1, INK_STREAM_AUGMENT, 1, i);
      double share;

      ink_augment_affine (&ink_affine_range_default, &rng, SIZE, from, to);
      share = (double) ink_of (to) / ink_of (from);
      g_assert_cmpfloat (share, >, 0.85 * 0.85 - 0.02);
      g_assert_cmpfloat (share, <, 1.15 * 1.15 + 0.02);
      g_assert_cmpuint (rng.counter, ==, 6);
      n_changed += memcmp (from, to, sizeof to) != 0;
    }
  g_assert_cmpuint (n_changed, ==, 500);
}

static void
test_repeats (void)
{
  guint8 from[SIZE * SIZE], a[SIZE * SIZE], b[SIZE * SIZE];
  InkRng first = ink_rng (9, INK_STREAM_AUGMENT, 2, 3), second = first;

  square (from);
  ink_augment_affine (&ink_affine_range_default, &first, SIZE, from, a);
  ink_augment_affine (&ink_affine_range_default, &second, SIZE, from, b);
  g_assert_cmpmem (a, sizeof a, b, sizeof b);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/augment/identity", test_identity);
  g_test_add_func ("/core/augment/keeps-ink", test_keeps_ink);
  g_test_add_func ("/core/augment/repeats", test_repeats);
  return g_test_run ();
}
