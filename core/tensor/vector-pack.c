/* From bytes to units, and from one order of units to another. */
#include "core/tensor/vector-private.h"

typedef VECTOR (guint8, 16) bytes16;

gsize
NAME (activation_size) (guint channels, guint height, guint width)
{
  return (gsize) UNITS (channels) * height * width * L;
}

/* ---- pictures ---------------------------------------------------------- */

INLINE bytes16
zip_low (bytes16 a, bytes16 b)
{
  return __builtin_shufflevector (a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5,
                                  21, 6, 22, 7, 23);
}

INLINE bytes16
zip_high (bytes16 a, bytes16 b)
{
  return __builtin_shufflevector (a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28,
                                  13, 29, 14, 30, 15, 31);
}

/* 16 vectors of 16 bytes, rows to columns: zipping row i with row i + 8 four
 * times. */
INLINE void
transpose_bytes (bytes16 rows[16])
{
  bytes16 other[16];

  UNROLL
  for (guint round = 0; round < 2; round++)
    {
      UNROLL
      for (guint i = 0; i < 8; i++)
        {
          other[2 * i] = zip_low (rows[i], rows[i + 8]);
          other[2 * i + 1] = zip_high (rows[i], rows[i + 8]);
        }
      UNROLL
      for (guint i = 0; i < 8; i++)
        {
          rows[2 * i] = zip_low (other[i], other[i + 8]);
          rows[2 * i + 1] = zip_high (other[i], other[i + 8]);
        }
    }
}

/* 16 bytes, one a lane, to a cell. */
INLINE void
scale_cell (const guint8 *from, float scale, float shift, float *to)
{
  UNROLL
  for (guint part = 0; part < PARTS; part++)
    store (to + part * W,
           __builtin_convertvector (widen_bytes (from + part * W), vec) * scale
               + shift);
}

static void
blank_lanes (float *x, gsize n_cells, guint first)
{
  for (gsize i = 0; i < n_cells && first < L; i++)
    memset (x + i * L + first, 0, (L - first) * sizeof *x);
}

static void
pack_floats (gsize size, const guint8 *const *images, guint n, float scale,
             float shift, float *x)
{
  gsize i = 0;

  for (; i + 16 <= size; i += 16)
    {
      bytes16 rows[16];

      for (guint lane = 0; lane < L; lane++)
        memcpy (&rows[lane], images[MIN (lane, n - 1)] + i, 16);
      transpose_bytes (rows);
      for (guint p = 0; p < 16; p++)
        scale_cell ((const guint8 *) &rows[p], scale, shift, x + (i + p) * L);
    }
  for (; i < size; i++)
    {
      guint8 lanes[L];

      for (guint lane = 0; lane < L; lane++)
        lanes[lane] = images[MIN (lane, n - 1)][i];
      scale_cell (lanes, scale, shift, x + i * L);
    }
  blank_lanes (x, size, n);
}

void
NAME (pack_images) (guint height, guint width, const guint8 *const *images,
                    guint n, float scale, float shift, float *x)
{
  gsize size = (gsize) height * width;

  if (n == 0)
    memset (x, 0, size * L * sizeof *x);
  else
    pack_floats (size, images, n, scale, shift, x);
#if PER == 2
  for (gsize i = 0; i < size * PARTS; i++)
    {
      float *cell = x + i * W;
      vec below = i < (size - width) * PARTS ? load (cell + (gsize) width * L)
                                             : splat (0);

      store_unit (cell, pair (load (cell), below));
    }
#endif
}

/* ---- examples in pairs ------------------------------------------------- */

#if PER == 2
/* One plane of units of a group: to one plane of the low halves and, unless
 * NULL, one of the high halves. */
INLINE void
pair_plane (gsize n, const float *a, const float *b, float *low, float *high)
{
  for (gsize i = 0; i < n; i += W)
    {
      unit first = load_unit (a + i);
      unit second = b == NULL ? (unit){} : load_unit (b + i);

      store_unit (low + i, low_halves (first, second));
      if (high != NULL)
        store_unit (high + i, high_halves (first, second));
    }
}

void
NAME (pair_examples) (guint n_channels, gsize plane, gboolean row_pairs,
                      const float *x, float *to, guint n_blocks)
{
  gsize n = plane * L;
  guint planes = UNITS (n_channels);

  for (guint group = 0; group < GROUPS (n_blocks); group++)
    for (guint p = 0; p < planes; p++)
      {
        const float *a = x + ((gsize) 2 * group * planes + p) * n;
        const float *b = 2 * group + 1 < n_blocks ? a + planes * n : NULL;
        float *low = to + ((gsize) group * n_channels + 2 * p) * n;
        gboolean last = row_pairs || 2 * p + 1 == n_channels;

        pair_plane (n, a, b, low, last ? NULL : low + n);
      }
}
#endif

/* ---- weights in pairs -------------------------------------------------- */

#if PER == 2
/* The first @n, and zeros. */
INLINE vec
load_some (const float *from, gsize n)
{
  float all[W] = { 0 };

  if (from != NULL)
    memcpy (all, from, MIN (n, W) * sizeof *all);
  return load (all);
}

INLINE void
store_some (float *to, unit v, gsize n)
{
  float all[W];

  store_unit (all, v);
  memcpy (to, all, MIN (n, W) * sizeof *all);
}

void
NAME (pair_rows) (gsize n, const float *low, const float *high, float *to)
{
  gsize i = 0;

  for (; i + W <= n; i += W)
    store_unit (to + i, pair (load (low + i),
                              high == NULL ? splat (0) : load (high + i)));
  if (i < n)
    store_some (to + i,
                pair (load_some (low + i, n - i),
                      load_some (high == NULL ? NULL : high + i, n - i)),
                n - i);
}

/* The even and the odd of 2 W neighbours. */
INLINE unit
neighbours (vec a, vec b)
{
#if INK_WIDTH == 16
  vec even = __builtin_shufflevector (a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18,
                                      20, 22, 24, 26, 28, 30);
  vec odd = __builtin_shufflevector (a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19,
                                     21, 23, 25, 27, 29, 31);
#elif INK_WIDTH == 8
  vec even = __builtin_shufflevector (a, b, 0, 2, 4, 6, 8, 10, 12, 14);
  vec odd = __builtin_shufflevector (a, b, 1, 3, 5, 7, 9, 11, 13, 15);
#else
  vec even = __builtin_shufflevector (a, b, 0, 2, 4, 6);
  vec odd = __builtin_shufflevector (a, b, 1, 3, 5, 7);
#endif
  return pair (even, odd);
}

void
NAME (pair_neighbours) (gsize n, const float *from, float *to)
{
  gsize i = 0;

  for (; i + 2 * W <= n; i += 2 * W)
    store_unit (to + i / 2, neighbours (load (from + i), load (from + i + W)));
  if (i < n)
    store_some (to + i / 2,
                neighbours (load_some (from + i, n - i),
                            load_some (n - i > W ? from + i + W : NULL,
                                       n - i > W ? n - i - W : 0)),
                (n - i + 1) / 2);
}
#endif

/* ---- transposition ----------------------------------------------------- */

void
NAME (transpose) (const float *from, guint n, float *to, gsize stride)
{
  guint whole = n / 4 * 4, padded = (n + 15) / 16 * 16;

  for (guint lane = 0; lane < L; lane += 4)
    for (guint i = 0; i < whole; i += 4)
      transpose_4 (from + (gsize) i * L + lane, L, to + lane * stride + i,
                   stride);
  for (guint lane = 0; lane < L; lane++)
    for (guint i = whole; i < padded; i++)
      to[lane * stride + i] = i < n ? from[(gsize) i * L + lane] : 0;
}
