/* From bytes to units, and from one order of units to another. */
#include "core/tensor/tiles-private.h"

gsize
NAME (activation_size) (guint channels, guint height, guint width)
{
  return (gsize) UNITS (channels) * height * width * CELL;
}

/* ---- pictures ---------------------------------------------------------- */

/* The @n first pixels of 32 to 16 units, zeros behind them. */
INLINE unit
scale_pixels (const guint8 *from, guint n, float scale, float shift)
{
  __mmask32 there = n < 32 ? (1u << n) - 1 : 0xffffffff;
  __m256i bytes = _mm256_maskz_loadu_epi8 (there, from);
  vec low = (vec) _mm512_cvtepi32_ps (
      _mm512_cvtepu8_epi32 (_mm256_castsi256_si128 (bytes)));
  vec high = (vec) _mm512_cvtepi32_ps (
      _mm512_cvtepu8_epi32 (_mm256_extracti128_si256 (bytes, 1)));
  __m512bh both = _mm512_cvtne2ps_pbh ((__m512) (high * scale + shift),
                                       (__m512) (low * scale + shift));

  return (unit) _mm512_maskz_mov_epi16 (there, (__m512i) both);
}

/* @n_pixels neighbours of all images to cells of pairs of them. */
static void
pack_pixels (gsize at, guint n_pixels, const guint8 *const *images, guint n,
             float scale, float shift, float *x)
{
  float rows[TILE] __attribute__ ((aligned (INK_ALIGNMENT)));
  float cells[TILE] __attribute__ ((aligned (INK_ALIGNMENT)));
  float *to = n_pixels == 32 ? x : cells;

  for (guint lane = 0; lane < L; lane++)
    store_unit (rows + lane * MOST,
                lane < n ? scale_pixels (images[lane] + at, n_pixels, scale,
                                         shift)
                         : (unit){});
  transpose_tile (rows, MOST, to, CELL);
  if (to != x)
    memcpy (x, cells, UNITS (n_pixels) * CELL * sizeof *x);
}

void
NAME (pack_images) (guint height, guint width, const guint8 *const *images,
                    guint n, float scale, float shift, float *x)
{
  /* Where no row ends in half a unit they are as good as one. */
  gsize n_rows = width % 2 == 0 ? 1 : height;
  gsize length = (gsize) height * width / n_rows;

  for (gsize row = 0; row < n_rows; row++)
    for (gsize i = 0; i < length; i += 32)
      pack_pixels (row * length + i, (guint) MIN (32, length - i), images, n,
                   scale, shift, x + (row * UNITS (length) + i / 2) * CELL);
}

/* ---- examples ---------------------------------------------------------- */

/* The units of one block, or of two, to two values by examples. @odd: NULL
 * where there is no second value. */
INLINE void
order_unit (const float *a, const float *b, float *even, float *odd)
{
  unit first = load_unit (a);
  unit second = b == NULL ? (unit){} : load_unit (b);

  store_unit (even, low_halves (first, second));
  if (odd != NULL)
    store_unit (odd, high_halves (first, second));
}

static void
order_group (const ExampleOrder *order, const float *a, const float *b,
             float *to)
{
  guint n = order->n_channels, units = UNITS (n);

  for (guint pixel = 0; pixel < order->plane; pixel++)
    for (guint u = 0; u < units; u++)
      {
        gsize at = ((gsize) pixel * units + u) * CELL;
        float *even = to
                      + (pixel * order->pixel_step
                         + 2 * u * order->channel_step)
                            * CELL;

        order_unit (a + at, b == NULL ? NULL : b + at, even,
                    2 * u + 1 < n ? even + order->channel_step * CELL : NULL);
      }
}

void
NAME (order_examples) (const ExampleOrder *order, const float *x, float *to,
                       guint n_blocks)
{
  gsize x_block = (gsize) UNITS (order->n_channels) * order->plane * CELL;
  gsize to_group = (gsize) order->n_channels * order->plane * CELL;

  for (guint block = 0; block < n_blocks; block += 2)
    {
      const float *a = x + block * x_block;

      order_group (order, a, block + 1 < n_blocks ? a + x_block : NULL,
                   to + block / 2 * to_group);
    }
}

/* ---- transposition ----------------------------------------------------- */

void
NAME (transpose) (const float *from, guint n, float *to, gsize stride)
{
  float rest[TILE] __attribute__ ((aligned (INK_ALIGNMENT)));
  guint i = 0;

  for (; i + MOST <= n; i += MOST)
    transpose_tile (from + (gsize) i * CELL, CELL, to + i, stride);
  if (i == n)
    return;
  memset (rest, 0, sizeof rest);
  memcpy (rest, from + (gsize) i * CELL, (n - i) * CELL * sizeof *rest);
  transpose_tile (rest, CELL, to + i, stride);
}
