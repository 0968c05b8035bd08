#pragma once

/* Units of two bfloat16. Included by vector-private.h only.
 *
 * The processor's dot product adds the high halves' product first, each with
 * one rounding, and takes numbers too small for a normal float as zero when it
 * converts; what stands in for it does the same, so both give the same bits. */

#define HIGH ((gint32) 0xffff0000)

INLINE unit
splat_unit (const float *p)
{
  gint32 bits;

  memcpy (&bits, p, sizeof bits);
  return bits - (ivec){};
}

/* The values of one half, as floats. */
INLINE vec
low_half (unit u)
{
  return (vec) ((uvec) u << 16);
}

INLINE vec
high_half (unit u)
{
  return (vec) (u & HIGH);
}

/* Units of the same half of @a (then low) and @b (then high). */
INLINE unit
low_halves (unit a, unit b)
{
  return (a & 0xffff) | (unit) ((uvec) b << 16);
}

INLINE unit
high_halves (unit a, unit b)
{
  return (unit) ((uvec) a >> 16) | (b & HIGH);
}

INLINE unit
gate_unit (unit v, unit x)
{
  return v & (unit) ((svec) x > 0);
}

#if defined(__AVX512BF16__)
INLINE vec
mac (vec sum, unit a, unit b)
{
  return (vec) _mm512_dpbf16_ps ((__m512) sum, (__m512bh) a, (__m512bh) b);
}

/* Rounded to nearest even, @low and @high side by side in each lane. */
INLINE unit
pair (vec low, vec high)
{
  const __m512i zip = _mm512_set_epi16 (
      31, 15, 30, 14, 29, 13, 28, 12, 27, 11, 26, 10, 25, 9, 24, 8, 23, 7, 22,
      6, 21, 5, 20, 4, 19, 3, 18, 2, 17, 1, 16, 0);
  __m512bh both = _mm512_cvtne2ps_pbh ((__m512) high, (__m512) low);

  return (unit) _mm512_permutexvar_epi16 (zip, (__m512i) both);
}
#else

INLINE vec
mac (vec sum, unit a, unit b)
{
  sum += high_half (a) * high_half (b);
  return sum + low_half (a) * low_half (b);
}

/* Rounded to nearest even, in the high half. */
INLINE uvec
round_bf16 (vec v)
{
  uvec bits = (uvec) v;
  uvec rounded = bits + 0x7fff + ((bits >> 16) & 1);
  uvec nan = (uvec) (v != v), tiny = (uvec) ((bits & 0x7f800000) == 0);

  rounded = (rounded & ~nan) | ((bits | 0x400000) & nan);
  rounded = (rounded & ~tiny) | (bits & 0x80000000 & tiny);
  return rounded & 0xffff0000;
}

INLINE unit
pair (vec low, vec high)
{
  return (unit) (round_bf16 (low) >> 16 | round_bf16 (high));
}
#endif
