/* Reading a picture where a map says, bilinearly. It is all in 16-bit integers:
 * the source lies in a border of background to which coordinates are clamped,
 * so that no pixel needs a branch, and the result has the same bits everywhere.
 *
 * Compiled once for each instruction set. */
#include <string.h>

#include "core/data/augment-vector-private.h"

#if defined(__AVX512BW__) && defined(__AVX512VL__)
#include <immintrin.h>

/* A picture in its border as quadruples of neighbours, a pixel, the one on its
 * right and those below the two, so that one is read in one go. */
typedef struct
{
  guint32 cells[INK_MAP_WIDTH][INK_MAP_WIDTH];
} Quads;

#define BORDERED_BYTES (INK_MAP_WIDTH * INK_MAP_WIDTH + 64)

static inline void
fill_quads (const guint8 *at, guint32 *to)
{
  __m128i a = _mm_loadu_si128 ((const void *) at);
  __m128i b = _mm_loadu_si128 ((const void *) (at + 1));
  __m128i c = _mm_loadu_si128 ((const void *) (at + INK_MAP_WIDTH));
  __m128i d = _mm_loadu_si128 ((const void *) (at + INK_MAP_WIDTH + 1));
  __m128i upper = _mm_unpacklo_epi8 (a, b), lower = _mm_unpacklo_epi8 (c, d);
  __m128i *quads = (__m128i *) to;

  _mm_storeu_si128 (quads, _mm_unpacklo_epi16 (upper, lower));
  _mm_storeu_si128 (quads + 1, _mm_unpackhi_epi16 (upper, lower));
  upper = _mm_unpackhi_epi8 (a, b);
  lower = _mm_unpackhi_epi8 (c, d);
  _mm_storeu_si128 (quads + 2, _mm_unpacklo_epi16 (upper, lower));
  _mm_storeu_si128 (quads + 3, _mm_unpackhi_epi16 (upper, lower));
}

static void
quads_init (Quads *quads, guint size, const guint8 *from)
{
  guint8 bordered[BORDERED_BYTES] = { 0 };
  __mmask32 there = (__mmask32) ((G_GUINT64_CONSTANT (1) << size) - 1);

  for (guint row = 0; row < size; row++)
    {
      __m256i pixels = _mm256_maskz_loadu_epi8 (there, from + row * size);

      _mm256_mask_storeu_epi8 (bordered + (row + 1) * INK_MAP_WIDTH + 1, there,
                               pixels);
    }
  for (guint row = 0; row < size + 2; row++)
    for (guint i = 0; i < INK_MAP_WIDTH; i += 16)
      fill_quads (bordered + row * INK_MAP_WIDTH + i, quads->cells[row] + i);
}

/* Coordinates of a row of the result, clamped. */
static inline __m512i
place (const gint16 *column, gint16 row, const gint16 *field, gint16 most)
{
  __m512i at = _mm512_add_epi16 (_mm512_loadu_si512 (column),
                                 _mm512_set1_epi16 (row));

  if (field != NULL)
    at = _mm512_add_epi16 (at, _mm512_loadu_si512 (field));
  at = _mm512_min_epi16 (at, _mm512_set1_epi16 (most));
  return _mm512_max_epi16 (at, _mm512_setzero_si512 ());
}

/* 16 pixels; @x, @y: their places. Left and right are blended in 16 bits, of
 * the upper and the lower row side by side, and those two in 32. */
static inline __m128i
read_16 (const Quads *quads, __m256i x, __m256i y)
{
  const __m512i fraction = _mm512_set1_epi32 (255);
  const __m512i one = _mm512_set1_epi32 (256);
  const __m512i ones = _mm512_set1_epi16 (256);
  const __m512i half = _mm512_set1_epi16 (128);
  __m512i wide_x = _mm512_cvtepu16_epi32 (x);
  __m512i wide_y = _mm512_cvtepu16_epi32 (y);
  __m512i index = _mm512_add_epi32 (
      _mm512_slli_epi32 (_mm512_srli_epi32 (wide_y, 8), 5),
      _mm512_srli_epi32 (wide_x, 8));
  __m512i quad = _mm512_i32gather_epi32 (index, quads->cells, 4);
  __m512i left = _mm512_and_si512 (quad, _mm512_set1_epi16 (255));
  __m512i right = _mm512_srli_epi16 (quad, 8);
  __m512i fx = _mm512_and_si512 (wide_x, fraction);
  __m512i fy = _mm512_and_si512 (wide_y, fraction);
  __m512i weights, sum;

  fx = _mm512_or_si512 (fx, _mm512_slli_epi32 (fx, 16));
  sum = _mm512_add_epi16 (
      _mm512_mullo_epi16 (left, _mm512_sub_epi16 (ones, fx)),
      _mm512_mullo_epi16 (right, fx));
  sum = _mm512_srli_epi16 (_mm512_add_epi16 (sum, half), 8);
  weights = _mm512_or_si512 (_mm512_sub_epi32 (one, fy),
                             _mm512_slli_epi32 (fy, 16));
  sum = _mm512_madd_epi16 (sum, weights);
  sum = _mm512_srli_epi32 (_mm512_add_epi32 (sum, _mm512_set1_epi32 (128)), 8);
  return _mm512_cvtepi32_epi8 (sum);
}

static void
resample (const InkAffineMap *map, const InkField *field, guint size,
          const guint8 *from, guint8 *to)
{
  guint64 there = (G_GUINT64_CONSTANT (1) << size) - 1;
  gint16 most = (gint16) ((size + 1) * INK_MAP_ONE);
  Quads quads;

  quads_init (&quads, size, from);
  for (guint row = 0; row < size; row++, to += size)
    {
      __m512i x = place (map->column_x, map->row_x[row],
                         field == NULL ? NULL : field->x[row], most);
      __m512i y = place (map->column_y, map->row_y[row],
                         field == NULL ? NULL : field->y[row], most);

      _mm_mask_storeu_epi8 (to, (__mmask16) there,
                            read_16 (&quads, _mm512_castsi512_si256 (x),
                                     _mm512_castsi512_si256 (y)));
      _mm_mask_storeu_epi8 (
          to + 16, (__mmask16) (there >> 16),
          read_16 (&quads, _mm512_extracti64x4_epi64 (x, 1),
                   _mm512_extracti64x4_epi64 (y, 1)));
    }
}

#else

#define W (2 * INK_WIDTH) /* lanes */
typedef gint16 coordinates __attribute__ ((vector_size (W * 2), aligned (2)));
typedef guint16 values __attribute__ ((vector_size (W * 2), aligned (2)));
typedef guint8 bytes __attribute__ ((vector_size (W)));

static inline coordinates
clamp (coordinates v, gint16 most)
{
  coordinates above = v > most;

  v = (above & most) | (~above & v);
  return v & (v > 0);
}

/* a to b by @fraction in 256ths, to nearest. At most 255 * 256 + 128. */
static inline values
blend (values a, values b, values fraction)
{
  return (a * (256 - fraction) + b * fraction + 128) >> 8;
}

/* One row of the result, [INK_MAP_WIDTH]; @padded: [32][32] */
static void
read_row (const guint8 *padded, const gint16 *x, const gint16 *y, guint8 *to)
{
  guint16 upper[INK_MAP_WIDTH], lower[INK_MAP_WIDTH]; /* left, right */

  for (guint i = 0; i < INK_MAP_WIDTH; i++)
    {
      const guint8 *corner = padded + ((y[i] >> 8) * INK_MAP_WIDTH)
                             + (x[i] >> 8);

      memcpy (&upper[i], corner, 2);
      memcpy (&lower[i], corner + INK_MAP_WIDTH, 2);
    }
  for (guint i = 0; i < INK_MAP_WIDTH; i += W)
    {
      values fx = *(const values *) (x + i) & 255;
      values fy = *(const values *) (y + i) & 255;
      values u = *(const values *) (upper + i);
      values l = *(const values *) (lower + i);
      bytes result;

#if G_BYTE_ORDER == G_BIG_ENDIAN
      fx = 256 - fx;
#endif
      u = blend (u & 255, u >> 8, fx);
      l = blend (l & 255, l >> 8, fx);
      result = __builtin_convertvector (blend (u, l, fy), bytes);
      memcpy (to + i, &result, W);
    }
}

static void
resample (const InkAffineMap *map, const InkField *field, guint size,
          const guint8 *from, guint8 *to)
{
  guint8 padded[INK_MAP_WIDTH * INK_MAP_WIDTH] = { 0 };
  gint16 most = (gint16) ((size + 1) * INK_MAP_ONE);

  for (guint row = 0; row < size; row++)
    memcpy (padded + (row + 1) * INK_MAP_WIDTH + 1, from + row * size, size);
  for (guint row = 0; row < size; row++)
    {
      gint16 x[INK_MAP_WIDTH], y[INK_MAP_WIDTH];
      guint8 result[INK_MAP_WIDTH];

      for (guint i = 0; i < INK_MAP_WIDTH; i += W)
        {
          coordinates at_x
              = *(const coordinates *) (map->column_x + i) + map->row_x[row];
          coordinates at_y
              = *(const coordinates *) (map->column_y + i) + map->row_y[row];

          if (field != NULL)
            {
              at_x += *(const coordinates *) (field->x[row] + i);
              at_y += *(const coordinates *) (field->y[row] + i);
            }
          *(coordinates *) (x + i) = clamp (at_x, most);
          *(coordinates *) (y + i) = clamp (at_y, most);
        }
      read_row (padded, x, y, result);
      memcpy (to + row * size, result, size);
    }
}

#endif

const InkAugmentKernels NAME (kernels)
    = { .draw_field = NAME (draw_field), .resample = resample };
