/* Random distortions: the identity is exact, an affine map is what it says,
 * draws repeat, ink is kept and stays near, and the elastic field is as large
 * and as smooth as it should be. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/data/augment-kernels.h"

#define SIZE 28
#define MANY 500

static const InkAffineRange no_affine = { 0 };
static const InkElasticRange only_elastic = { .displacement = 1.25 };

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
  InkElasticRange none = { 0 };
  guint8 from[SIZE * SIZE], to[SIZE * SIZE];
  InkRng rng = ink_rng (1, INK_STREAM_AUGMENT, 1, 1);

  for (guint i = 0; i < sizeof from; i++)
    from[i] = (guint8) (i * 37);
  ink_augment_affine (&no_affine, &rng, SIZE, from, to);
  g_assert_cmpmem (from, sizeof from, to, sizeof to);
  memset (to, 1, sizeof to);
  ink_augment_elastic (&none, &rng, SIZE, from, to);
  g_assert_cmpmem (from, sizeof from, to, sizeof to);
}

/* Every instruction set's kernels, every size. */
static void
test_same_bits (void)
{
  const InkAugmentKernels *plain = ink_augment_kernels_for (INK_ISA_BASELINE);

  g_assert_null (ink_augment_kernels_for (INK_ISA_REFERENCE));
  for (int isa = INK_ISA_BASELINE + 1; isa < INK_N_ISA; isa++)
    for (guint i = 0; i < MANY; i++)
      {
        const InkAugmentKernels *k = ink_augment_kernels_for ((InkIsa) isa);
        InkRng rng = ink_rng (3, INK_STREAM_AUGMENT, 0, i), other;
        InkAffineRange wide = { 60, 0.5, 0.5, 9 };
        guint size = 1 + i % SIZE;
        guint8 from[SIZE * SIZE], a[SIZE * SIZE] = { 0 };
        guint8 b[SIZE * SIZE] = { 0 };
        InkField field_a = { 0 }, field_b = { 0 };
        InkAffineMap map;

        if (k == NULL)
          break;
        for (guint p = 0; p < sizeof from; p++)
          from[p] = (guint8) ink_rng_u64 (&rng);
        ink_affine_map_draw (&map, &wide, &rng, size);
        other = rng;
        plain->draw_field (&field_a, i % 5, &rng, size);
        k->draw_field (&field_b, i % 5, &other, size);
        g_assert_cmpmem (&field_a, sizeof field_a, &field_b, sizeof field_b);
        plain->resample (&map, i % 2 ? &field_a : NULL, size, from, a);
        k->resample (&map, i % 2 ? &field_b : NULL, size, from, b);
        g_assert_cmpmem (a, sizeof a, b, sizeof b);
      }
}

static double
draw (InkRng *rng, double most)
{
  return most * (2 * ink_rng_uniform (rng) - 1);
}

static double
pixel (const guint8 *image, int row, int column)
{
  return row < 0 || column < 0 || row >= SIZE || column >= SIZE
             ? 0
             : image[row * SIZE + column];
}

/* The map of the default range by its definition, in double. */
static void
define_affine (InkRng *rng, const guint8 *from, double *to)
{
  double angle = draw (rng, 15) * G_PI / 180, sx = 1 + draw (rng, 0.15);
  double sy = 1 + draw (rng, 0.15), shear = draw (rng, 0.2);
  double tx = draw (rng, 2), ty = draw (rng, 2);
  double c = cos (angle), s = sin (angle), middle = (SIZE - 1) / 2.0;

  for (guint i = 0; i < SIZE * SIZE; i++)
    {
      double u = i % SIZE - middle - tx, v = i / SIZE - middle - ty;
      double turned_x = c * u + s * v, turned_y = -s * u + c * v;
      double y = turned_y / sy + middle;
      double x = (turned_x - shear * turned_y) / sx + middle;
      int row = (int) floor (y), column = (int) floor (x);
      double fy = y - row, fx = x - column;

      to[i] = (1 - fy)
                  * ((1 - fx) * pixel (from, row, column)
                     + fx * pixel (from, row, column + 1))
              + fy
                    * ((1 - fx) * pixel (from, row + 1, column)
                       + fx * pixel (from, row + 1, column + 1));
    }
}

/* Places are rounded to 1/256 pixel, and grey steps here are 200 at most. */
static void
test_affine (void)
{
  guint8 from[SIZE * SIZE], to[SIZE * SIZE];
  double expected[SIZE * SIZE];

  square (from);
  for (guint i = 0; i < MANY; i++)
    {
      InkRng rng = ink_rng (1, INK_STREAM_AUGMENT, 1, i), again = rng;

      ink_augment_affine (&ink_affine_range_default, &rng, SIZE, from, to);
      g_assert_cmpuint (rng.counter, ==, 6);
      define_affine (&again, from, expected);
      for (guint p = 0; p < SIZE * SIZE; p++)
        g_assert_cmpfloat (fabs (to[p] - expected[p]), <, 3);
    }
}

static void
test_keeps_ink (void)
{
  guint8 from[SIZE * SIZE], to[SIZE * SIZE];
  guint n_changed = 0;
  double mean = 0;

  square (from);
  for (guint i = 0; i < MANY; i++)
    {
      InkRng rng = ink_rng (1, INK_STREAM_AUGMENT, 1, i);
      double share;

      ink_augment_affine (&ink_affine_range_default, &rng, SIZE, from, to);
      share = (double) ink_of (to) / ink_of (from);
      g_assert_cmpfloat (share, >, 0.85 * 0.85 - 0.02);
      g_assert_cmpfloat (share, <, 1.15 * 1.15 + 0.02);
      n_changed += memcmp (from, to, sizeof to) != 0;
      ink_augment_elastic (&ink_elastic_range_default, &rng, SIZE, from, to);
      g_assert_cmpuint (rng.counter, ==, 6 + 55);
      share = (double) ink_of (to) / ink_of (from);
      g_assert_cmpfloat (share, >, 0.35);
      g_assert_cmpfloat (share, <, 2.5);
      mean += share / MANY;
      for (guint p = 0; p < SIZE; p++) /* the square has room to the frame */
        g_assert_cmpuint (to[p] + to[SIZE * (SIZE - 1) + p] + to[p * SIZE]
                              + to[p * SIZE + SIZE - 1],
                          ==, 0);
    }
  g_assert_cmpuint (n_changed, ==, MANY);
  g_assert_cmpfloat (fabs (mean - 1), <, 0.1);
}

/* A picture of slope 8 a pixel tells by its greys where each pixel came from.
 * Elastic alone: the displacements' root mean square, and that of the
 * difference of neighbours, which for a Gaussian of sigma 4 (Simard's) would be
 * 1 / (4 sqrt (2)) of it. */
static void
test_field (void)
{
  guint8 from[SIZE * SIZE], to[SIZE * SIZE];
  double sum = 0, squares = 0, steps = 0;
  guint n = 0;

  for (guint i = 0; i < SIZE * SIZE; i++)
    from[i] = (guint8) (8 * (i % SIZE) + 16);
  for (guint i = 0; i < MANY; i++)
    {
      InkRng rng = ink_rng (1, INK_STREAM_AUGMENT, 1, i);

      ink_augment_elastic (&only_elastic, &rng, SIZE, from, to);
      for (guint row = 10; row < 18; row++)
        for (guint column = 10; column < 18; column++, n++)
          {
            guint at = row * SIZE + column;
            double here = (to[at] - from[at]) / 8.0;
            double next = (to[at + 1] - from[at + 1]) / 8.0;

            sum += here;
            squares += here * here;
            steps += (next - here) * (next - here);
          }
    }
  g_assert_cmpfloat (fabs (sum / n), <, 0.1);
  g_assert_cmpfloat_with_epsilon (sqrt (squares / n), 1.25, 0.1);
  g_assert_cmpfloat_with_epsilon (sqrt (steps / squares),
                                  1 / (4 * sqrt (2)), 0.03);
}

/* Rows and columns are displaced independently of each other. */
static void
test_both_ways (void)
{
  guint8 across[SIZE * SIZE], down[SIZE * SIZE];
  guint8 to[2][SIZE * SIZE];
  double products = 0, squares = 0;

  for (guint i = 0; i < SIZE * SIZE; i++)
    {
      across[i] = (guint8) (8 * (i % SIZE) + 16);
      down[i] = (guint8) (8 * (i / SIZE) + 16);
    }
  for (guint i = 0; i < MANY; i++)
    {
      InkRng rng = ink_rng (1, INK_STREAM_AUGMENT, 1, i), again = rng;
      guint at = 14 * SIZE + 14;
      double dx, dy;

      ink_augment_elastic (&only_elastic, &rng, SIZE, across, to[0]);
      ink_augment_elastic (&only_elastic, &again, SIZE, down, to[1]);
      dx = to[0][at] - across[at];
      dy = to[1][at] - down[at];
      products += dx * dy;
      squares += (dx * dx + dy * dy) / 2;
    }
  g_assert_cmpfloat (squares, >, 0);
  g_assert_cmpfloat (fabs (products / squares), <, 0.15);
}

/* A function of (seed, epoch, example), and of each of them. */
static void
test_repeats (void)
{
  static const guint64 keys[][3]
      = { { 9, 2, 3 }, { 9, 2, 3 }, { 8, 2, 3 }, { 9, 3, 3 }, { 9, 2, 4 } };
  guint8 from[SIZE * SIZE], affine[5][SIZE * SIZE], elastic[5][SIZE * SIZE];

  square (from);
  for (guint i = 0; i < 5; i++)
    {
      InkRng rng = ink_rng (keys[i][0], INK_STREAM_AUGMENT, keys[i][1],
                            keys[i][2]);
      InkRng again = rng;

      ink_augment_affine (&ink_affine_range_default, &rng, SIZE, from,
                          affine[i]);
      ink_augment_elastic (&ink_elastic_range_default, &again, SIZE, from,
                           elastic[i]);
      g_assert_true ((memcmp (affine[i], affine[0], sizeof from) == 0)
                     == (i < 2));
      g_assert_true ((memcmp (elastic[i], elastic[0], sizeof from) == 0)
                     == (i < 2));
    }
  g_assert_cmpint (memcmp (affine[0], elastic[0], sizeof from), !=, 0);
}

/* Maps that lead far outside, of pictures of any size, read background. */
static void
test_far (void)
{
  InkElasticRange wild = { .affine = { 180, 0.99, 5, 1000 },
                           .displacement = 4 };
  guint8 from[SIZE * SIZE], to[SIZE * SIZE];

  memset (from, 255, sizeof from);
  for (guint i = 0; i < MANY; i++)
    {
      InkRng rng = ink_rng (1, INK_STREAM_AUGMENT, 1, i);
      guint size = 1 + i % SIZE;

      memset (to, 7, sizeof to);
      ink_augment_elastic (&wild, &rng, size, from, to);
      for (guint p = size * size; p < SIZE * SIZE; p++)
        g_assert_cmpuint (to[p], ==, 7);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/augment/identity", test_identity);
  g_test_add_func ("/core/augment/same-bits", test_same_bits);
  g_test_add_func ("/core/augment/affine", test_affine);
  g_test_add_func ("/core/augment/keeps-ink", test_keeps_ink);
  g_test_add_func ("/core/augment/field", test_field);
  g_test_add_func ("/core/augment/both-ways", test_both_ways);
  g_test_add_func ("/core/augment/repeats", test_repeats);
  g_test_add_func ("/core/augment/far", test_far);
  return g_test_run ();
}
