/* The loop of one instruction set, compiled once for each with its kernels'
 * flags (tests/bench/meson.build): PEAK_LOOP names it, PEAK_WIDTH is the floats
 * of a vector, PEAK_BF16_DOT asks for the dot product of bfloat16.
 *
 * sum = factor * sum + term waits for itself alone, so there are PEAK_SUMS
 * sums. Two units of five cycles keep ten of them under way, and where there is
 * no fused multiply-add, two of six cycles twelve; more would not fit into 16
 * registers together with factor and term. Sums end where they stay, at 2 or,
 * of the dot product, where one more is lost: neither tiny nor infinite numbers
 * slow anything down. */
#include "tests/bench/peak-loop.h"

#include <string.h>

#if defined(PEAK_BF16_DOT)
#include <immintrin.h>
#endif

#if defined(__clang__)
#define UNROLL _Pragma ("clang loop unroll(full)")
#else
#define UNROLL _Pragma ("GCC unroll 32")
#endif

#if defined(PEAK_BF16_DOT)

#define FLOP_A_LANE 4 /* of a pair */

typedef __m512 Vector;
typedef __m512bh Operand;

static inline Operand
spread (float number)
{
  gint32 bits;

  memcpy (&bits, &number, sizeof bits);
  return (Operand) _mm512_set1_epi16 ((gint16) (bits >> 16));
}

static inline Vector
multiply_add (Vector sum, Operand factor, Operand term)
{
  return _mm512_dpbf16_ps (sum, factor, term);
}

#else

#define FLOP_A_LANE 2

typedef float Vector __attribute__ ((vector_size (4 * PEAK_WIDTH)));
typedef Vector Operand;

static inline Operand
spread (float number)
{
  return number - (Vector){};
}

static inline Vector
multiply_add (Vector sum, Operand factor, Operand term)
{
  return factor * sum + term;
}

#endif

static float
add_up (const Vector *sums)
{
  const float *numbers = (const float *) sums;
  float sum = 0;

  for (guint i = 0; i < PEAK_SUMS * PEAK_WIDTH; i++)
    sum += numbers[i];
  return sum;
}

static float
run (guint64 turns)
{
  volatile float half = 0.5f, one = 1; /* nothing to compute beforehand */
  Operand factor = spread (half), term = spread (one);
  Vector sums[PEAK_SUMS];

  UNROLL
  for (guint i = 0; i < PEAK_SUMS; i++)
    sums[i] = (float) i - (Vector){};
  for (; turns > 0; turns--)
    {
      UNROLL
      for (guint i = 0; i < PEAK_SUMS; i++)
        sums[i] = multiply_add (sums[i], factor, term);
    }
  return add_up (sums);
}

const PeakLoop PEAK_LOOP
    = { .flop = FLOP_A_LANE * PEAK_WIDTH * PEAK_SUMS, .run = run };
