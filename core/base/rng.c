/* A counter-based generator: draw n of a stream is mix (key + n * golden). The
 * key is mixed from seed, stream, a and b, one at a time, so that neighbouring
 * numbers give unrelated streams. */
#include "core/base/rng.h"

#include <math.h>

#define GOLDEN G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)

static inline guint64
mix (guint64 z)
{
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

InkRng
ink_rng (guint64 seed, InkStream stream, guint64 a, guint64 b)
{
  guint64 key = mix (seed + GOLDEN);

  key = mix (key ^ mix ((guint64) stream * GOLDEN + 1));
  key = mix (key ^ mix (a * GOLDEN + 2));
  key = mix (key ^ mix (b * GOLDEN + 3));
  return (InkRng) { .key = key, .counter = 0 };
}

guint64
ink_rng_u64 (InkRng *rng)
{
  return mix (rng->key + ++rng->counter * GOLDEN);
}

double
ink_rng_uniform (InkRng *rng)
{
  return (double) (ink_rng_u64 (rng) >> 11) * 0x1p-53;
}

double
ink_rng_normal (InkRng *rng)
{
  double u = 1.0 - ink_rng_uniform (rng); /* never 0 */
  double v = ink_rng_uniform (rng);

  return sqrt (-2.0 * log (u)) * cos (2.0 * G_PI * v);
}

guint64
ink_rng_below (InkRng *rng, guint64 n)
{
  guint64 threshold = -n % n; /* 2^64 mod n: rejects the uneven rest */
  guint64 x;

  do
    x = ink_rng_u64 (rng);
  while (x < threshold);
  return x % n;
}

void
ink_rng_shuffle (InkRng *rng, guint32 *items, gsize n)
{
  for (gsize i = n; i > 1; i--)
    {
      gsize j = (gsize) ink_rng_below (rng, i);
      guint32 kept = items[i - 1];

      items[i - 1] = items[j];
      items[j] = kept;
    }
}
