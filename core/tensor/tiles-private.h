#pragma once

/* What the kernels with matrix tiles (AMX) share: bf16 with AVX-512, units and
 * vectors as in the vector kernels.
 *
 * A product of tiles adds A [m][k] B [k][n] to a sum [m][n] of floats: rows of
 * A are of k units, and a row k of B has n units, so that a cell is a row of
 * either. Where outputs are summed over values, A is of weights and B of k
 * cells, 16 examples side by side; where gradients of weights are summed over
 * examples, A is of cells of one factor and B of the other, transposed. What
 * does not fill a tile is cut into parts of equal size, the last of which
 * overlaps the one before: weights are zero there, or results are written
 * twice.
 *
 * Activations are channels-last, so that a row of a kernel meets neighbouring
 * cells (kernels.h). The sums of a tile run in an order of the processor's, the
 * same each time.
 *
 * A thread's tiles are configured where a kernel begins and released where it
 * ends. */
#include "core/tensor/vector-private.h"

#define MOST 16 /* rows, and units of a row, of a tile */
#define CELL INK_LANES
#define TILE (MOST * MOST) /* room for one; rows are MOST apart */

/* ---- tiles ------------------------------------------------------------- */

/* Numbers of tiles are constants. GCC's functions do not say that they read
 * memory. */
#define LOAD_TILE(tile, from, stride)                                          \
  do                                                                           \
    {                                                                          \
      __asm__ volatile ("" ::: "memory");                                      \
      _tile_loadd (tile, from, (stride) * sizeof (float));                     \
    }                                                                          \
  while (0)
#define STORE_TILE(tile, to, stride)                                           \
  do                                                                           \
    {                                                                          \
      _tile_stored (tile, to, (stride) * sizeof (float));                      \
      __asm__ volatile ("" ::: "memory");                                      \
    }                                                                          \
  while (0)

/* tilezero keeps the next product waiting for thrice as long as a load. */
#define CLEAR_TILE(tile) LOAD_TILE (tile, zero_tile, MOST)
static const float zero_tile[TILE] __attribute__ ((aligned (INK_ALIGNMENT)));

/* The first @n_sums of the 8 tiles are sums, half of the others A and then half
 * B. */
INLINE void
configure_tiles (guint n_sums, guint m, guint k, guint n)
{
  struct
  {
    guint8 palette, start_row, unused[14];
    guint16 row_bytes[16];
    guint8 rows[16];
  } config = { .palette = 1 };

  for (guint i = 0; i < 8; i++)
    {
      gboolean a = i >= n_sums && i < (n_sums + 8) / 2;

      config.rows[i] = (guint8) (i < n_sums || a ? m : k);
      config.row_bytes[i] = (guint16) ((a ? k : n) * sizeof (float));
    }
  __asm__ volatile ("" : : "r"(&config) : "memory"); /* all of it is read */
  _tile_loadconfig (&config);
}

/* ---- parts ------------------------------------------------------------- */

/* @count parts of @size. */
typedef struct
{
  guint n, count, size;
} Parts;

INLINE Parts
parts_of (guint n, guint most)
{
  Parts p = { .n = n, .count = (n + most - 1) / most };

  p.size = (n + p.count - 1) / p.count;
  return p;
}

/* The same of whole tiles, whose rows begin where lines of the cache do: others
 * take more than twice as long to load. */
INLINE Parts
whole_parts_of (guint n)
{
  return (Parts) { n, (n + MOST - 1) / MOST, MIN (n, MOST) };
}

/* The same of values that lie in pairs: the last one may go beyond @n. */
INLINE Parts
pair_parts_of (guint n, guint most)
{
  Parts p = parts_of (n, most);

  if (p.count > 1)
    p.size += p.size % 2;
  return p;
}

INLINE guint
part_start (const Parts *p, guint i)
{
  return MIN (i * p->size, p->n - p->size);
}

/* ---- units ------------------------------------------------------------- */

/* Where the bits of @which are set. */
INLINE vec
load_where (__mmask16 which, const float *from)
{
  return (vec) _mm512_maskz_loadu_ps (which, from);
}

#define FIRST(n) ((__mmask16) ((1u << (n)) - 1)) /* @n at most 16 */

/* from[at[i]] where set, else 0. */
INLINE vec
gather_where (__mmask16 which, const float *from, ivec at)
{
  return (vec) _mm512_mask_i32gather_ps (_mm512_setzero_ps (), which,
                                         (__m512i) at, from, sizeof (float));
}

/* 16 neighbours to 8 units. */
INLINE void
store_neighbours (float *to, vec v)
{
  __m256bh half = _mm512_cvtneps_pbh ((__m512) v);

  memcpy (to, &half, sizeof half);
}

/* Rows @first, @first + 4 ... of 16, four units of each. */
INLINE __m512
every_fourth (const float *from, gsize step)
{
  __m512 v = _mm512_castps128_ps512 (_mm_loadu_ps (from));

  v = _mm512_mask_broadcast_f32x4 (v, 0x00f0, _mm_loadu_ps (from + 4 * step));
  v = _mm512_mask_broadcast_f32x4 (v, 0x0f00, _mm_loadu_ps (from + 8 * step));
  return _mm512_mask_broadcast_f32x4 (v, 0xf000,
                                      _mm_loadu_ps (from + 12 * step));
}

INLINE vec
zip_pairs (__m512 a, __m512 b, gboolean high)
{
  __m512d x = (__m512d) a, y = (__m512d) b;

  return (vec) (high ? _mm512_unpackhi_pd (x, y) : _mm512_unpacklo_pd (x, y));
}

/* 16 rows of 16 units to columns. Half of the moves are done by loads, of which
 * there are two a cycle; of shuffles there is one. */
INLINE void
transpose_tile (const float *from, gsize step, float *to, gsize to_step)
{
  UNROLL
  for (guint q = 0; q < 4; q++, from += 4)
    {
      __m512 r0 = every_fourth (from, step);
      __m512 r1 = every_fourth (from + step, step);
      __m512 r2 = every_fourth (from + 2 * step, step);
      __m512 r3 = every_fourth (from + 3 * step, step);
      __m512 low = _mm512_unpacklo_ps (r0, r1);
      __m512 high = _mm512_unpackhi_ps (r0, r1);
      __m512 next_low = _mm512_unpacklo_ps (r2, r3);
      __m512 next_high = _mm512_unpackhi_ps (r2, r3);

      store (to, zip_pairs (low, next_low, FALSE));
      store (to + to_step, zip_pairs (low, next_low, TRUE));
      store (to + 2 * to_step, zip_pairs (high, next_high, FALSE));
      store (to + 3 * to_step, zip_pairs (high, next_high, TRUE));
      to += 4 * to_step;
    }
}

/* ---- winners ----------------------------------------------------------- */

/* The winners of the even and of the odd values, in the units' order. */
INLINE __m256i
zip_winners (const guint8 *even, const guint8 *odd)
{
  __m128i a = _mm_loadu_si128 ((const void *) even);
  __m128i b = _mm_loadu_si128 ((const void *) odd);

  return _mm256_set_m128i (_mm_unpackhi_epi8 (a, b), _mm_unpacklo_epi8 (a, b));
}

INLINE unit
keep_winner (__m256i winners, gint8 which, unit v)
{
  __mmask32 here
      = _mm256_cmpeq_epi8_mask (winners, _mm256_set1_epi8 (which));

  return (unit) _mm512_maskz_mov_epi16 (here, (__m512i) v);
}

/* ---- convolution ------------------------------------------------------- */

/* A shape with what follows from it. Lengths in floats. */
typedef struct
{
  const InkConv2dShape *shape;
  guint out_height, out_width, pool_height, pool_width;
  guint in_units, out_units; /* of a pixel */
  gsize x_block, y_block, winners_block;
  /* Of a picture: its kernel and one column more, for two outputs side by
   * side. */
  guint pixel_pairs; /* of a row of such a strip; */
  guint row_pairs;   /* of the picture */
  /* forward: A [outs.count][taps][outs' rows], x [k.size] */
  Parts outs; /* channels */
  Parts k;    /* cells of a row of the kernel, or of a picture's strip; */
  guint rows; /* rows of the kernel a tile covers, */
  guint n_k;  /* and so tiles */
  guint m;    /* rows of A */
  /* backward, to the input: A [ins.count][kernel rows][shifts][ys.count] */
  Parts ins, ys;
  guint shifts; /* pairs of columns of the output that meet one of the input */
  gsize input_weights; /* where they are packed */
} TileConv;

INLINE gboolean
is_picture (const TileConv *c)
{
  return c->shape->in_channels == 1;
}

TileConv NAME (tile_conv) (const InkConv2dShape *s);

/* ---- between the files ------------------------------------------------- */

/* By examples, pairs of the same value in block 2g and 2g + 1, or zero: @x
 * [n_blocks][plane][UNITS (n_channels)][16] units; @to: [GROUPS (n_blocks)]
 * [plane * n_channels][16], where channels lie @channel_step and pixels
 * @pixel_step cells apart. */
typedef struct
{
  guint n_channels, plane;
  gsize channel_step, pixel_step;
} ExampleOrder;

void NAME (order_examples) (const ExampleOrder *order, const float *x,
                            float *to, guint n_blocks);

/* The gradient of the pooled output and who gets it. */
typedef struct
{
  const float *dy;
  const guint8 *winners;
  guint n_blocks;
} PooledGradient;

/* One window, by examples: of channels @first to @end - 1, an even @first, to
 * cells side by side from @to on; below and to the right of it, floats apart.
 * Adds the gradients to @sums [out_channels][16], unless that is NULL. */
typedef struct
{
  guint row, column; /* of the pooled output */
  guint first, end;
  gsize below, right;
} ExampleWindow;

void NAME (unpool_examples) (const TileConv *c, const PooledGradient *g,
                             guint group, const ExampleWindow *window,
                             float *to, float *sums);
/* All blocks, as activations. */
void NAME (unpool_channels) (const TileConv *c, const PooledGradient *g,
                             float *to);
/* @dy: as unpool_channels() gives it. */
void NAME (tile_conv_input) (const TileConv *c, const float *packed,
                             const float *dy, float *dx, guint n_blocks);
