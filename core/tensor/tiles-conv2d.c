/* Convolution with tiles, then ReLU and 2x2 max-pooling. Four tiles of sums at
 * a time: the outputs of one window, [out channel][example]; or, of a picture,
 * four rows of two outputs side by side, [left, right][out channel][example],
 * which have most of their inputs in common. */
#include "core/tensor/tiles-private.h"

/* ---- pooling ----------------------------------------------------------- */

/* Which of the four is the first of the largest, and that after the bias and
 * ReLU. The maximum of the processor is its second operand where one is not a
 * number. */
INLINE vec
pool_window (const float *const *corners, float bias, guint8 *winner)
{
  __m512 s0 = (__m512) load (corners[0]), s1 = (__m512) load (corners[1]);
  __m512 s2 = (__m512) load (corners[2]), s3 = (__m512) load (corners[3]);
  __m512 top = _mm512_max_ps (s1, s0), bottom = _mm512_max_ps (s3, s2);
  __m512 best = _mm512_max_ps (bottom, top);
  __m512 shifted = _mm512_add_ps (best, _mm512_set1_ps (bias));
  const __m512 zero = _mm512_setzero_ps ();

  if (winner != NULL)
    {
      __mmask16 right = _mm512_cmp_ps_mask (s1, s0, _CMP_GT_OQ);
      __mmask16 low_right = _mm512_cmp_ps_mask (s3, s2, _CMP_GT_OQ);
      __mmask16 lower = _mm512_cmp_ps_mask (bottom, top, _CMP_GT_OQ);
      __mmask16 dead = _mm512_cmp_ps_mask (shifted, zero, _CMP_NGT_UQ);
      __m128i which = _mm_maskz_mov_epi8 (right, _mm_set1_epi8 (1));
      __m128i which_low = _mm_mask_mov_epi8 (_mm_set1_epi8 (2), low_right,
                                             _mm_set1_epi8 (3));

      which = _mm_mask_mov_epi8 (which, lower, which_low);
      which = _mm_mask_mov_epi8 (which, dead, _mm_set1_epi8 (4));
      _mm_storeu_si128 ((void *) winner, which);
    }
  return (vec) _mm512_max_ps (zero, shifted);
}

/* Where the results of a window begin. */
typedef struct
{
  const float *biases;
  float *y;
  guint8 *winners; /* may be NULL */
  guint n;         /* channels */
} Window;

/* @corners: [n][16] each. */
INLINE void
pool_channels (const Window *w, const float *s0, const float *s1,
               const float *s2, const float *s3)
{
  for (guint o = 0; o < w->n; o += 2)
    {
      const float *even[] = { s0 + o * MOST, s1 + o * MOST, s2 + o * MOST,
                              s3 + o * MOST };
      const float *odd[] = { even[0] + MOST, even[1] + MOST, even[2] + MOST,
                             even[3] + MOST };
      guint8 *winner = w->winners == NULL ? NULL : w->winners + o * CELL;
      vec first = pool_window (even, w->biases[o], winner);
      vec second = splat (0);

      if (o + 1 < w->n)
        second = pool_window (odd, w->biases[o + 1],
                              winner == NULL ? NULL : winner + CELL);
      store_unit (w->y + o / 2 * CELL, pair (first, second));
    }
}

/* Of part @part of the channels. */
INLINE Window
window_of (const TileConv *c, const InkConv2dPass *pass, guint block,
           guint part, guint row, guint column)
{
  guint first = part * c->outs.size, n = c->shape->out_channels;
  gsize pixel = (gsize) row * c->pool_width + column;
  gsize winners = block * c->winners_block + (pixel * n + first) * CELL;

  return (Window) { .biases = pass->biases + first,
                    .y = pass->y + block * c->y_block
                         + (pixel * c->out_units + first / 2) * CELL,
                    .winners = pass->winners == NULL ? NULL
                                                     : pass->winners + winners,
                    .n = MIN (c->outs.size, n - first) };
}

INLINE void
clear_sums (void)
{
  CLEAR_TILE (0);
  CLEAR_TILE (1);
  CLEAR_TILE (2);
  CLEAR_TILE (3);
}

INLINE void
store_sums (float sums[4][TILE])
{
  STORE_TILE (0, sums[0], MOST);
  STORE_TILE (1, sums[1], MOST);
  STORE_TILE (2, sums[2], MOST);
  STORE_TILE (3, sums[3], MOST);
}

/* The tiles at @b and the three others of B times the one at @a. */
INLINE void
add_products (const float *a, const float *b, gsize right, gsize below)
{
  LOAD_TILE (4, a, MOST);
  LOAD_TILE (6, b, CELL);
  _tile_dpbf16ps (0, 4, 6);
  LOAD_TILE (7, b + right, CELL);
  _tile_dpbf16ps (1, 4, 7);
  LOAD_TILE (6, b + below, CELL);
  _tile_dpbf16ps (2, 4, 6);
  LOAD_TILE (7, b + below + right, CELL);
  _tile_dpbf16ps (3, 4, 7);
}

/* ---- channels ---------------------------------------------------------- */

static void
forward_channels (const TileConv *c, const InkConv2dPass *pass, guint block,
                  guint part)
{
  gsize pixel = (gsize) c->in_units * CELL;
  gsize row_step = pixel * c->shape->in_width;
  gsize tile = (gsize) c->m * MOST;
  float sums[4][TILE] __attribute__ ((aligned (INK_ALIGNMENT)));

  for (guint row = 0; row < c->pool_height; row++)
    for (guint column = 0; column < c->pool_width; column++)
      {
        const float *x = pass->x + block * c->x_block + 2 * row * row_step
                         + 2 * column * pixel;
        const float *a = pass->packed + part * c->n_k * tile;
        Window w = window_of (c, pass, block, part, row, column);

        clear_sums ();
        for (guint ky = 0; ky < c->shape->kernel; ky++)
          for (guint k = 0; k < c->k.count; k++, a += tile)
            add_products (a, x + ky * row_step + part_start (&c->k, k) * CELL,
                          pixel, row_step);
        store_sums (sums);
        pool_channels (&w, sums[0], sums[1], sums[2], sums[3]);
      }
}

/* ---- pictures ---------------------------------------------------------- */

/* On the stack; enough for two outputs under the largest kernel. */
#define STRIP_CELLS 256
G_STATIC_ASSERT ((INK_CONV2D_MOST_KERNEL / 2 + 1) * (INK_CONV2D_MOST_KERNEL + 1)
                 <= STRIP_CELLS);

typedef struct
{
  guint block, column; /* of the pooled output */
  guint first, end;    /* rows of it */
  float cells[STRIP_CELLS * CELL] __attribute__ ((aligned (INK_ALIGNMENT)));
} Strip;

/* The inputs of those rows and that column, side by side. */
static void
fill_strip (const TileConv *c, const float *x, Strip *strip)
{
  guint n_rows = 2 * (strip->end - strip->first) + c->shape->kernel - 1;
  gsize step = (gsize) c->row_pairs * CELL;
  const float *from = x + strip->block * c->x_block + 2 * strip->first * step
                      + strip->column * CELL;
  float *to = strip->cells;

  for (guint row = 0; row < n_rows; row++, from += step)
    for (guint i = 0; i < c->pixel_pairs; i++, to += CELL)
      store (to, load (from + i * CELL));
}

static void
pool_strip (const TileConv *c, const InkConv2dPass *pass, const Strip *strip,
            guint part, guint row, float sums[2][TILE])
{
  Window w = window_of (c, pass, strip->block, part, row, strip->column);
  gsize right = (gsize) c->outs.size * MOST;

  pool_channels (&w, sums[0], sums[0] + right, sums[1], sums[1] + right);
}

static void
forward_strip (const TileConv *c, const InkConv2dPass *pass,
               const Strip *strip, guint part)
{
  gsize row_step = (gsize) c->pixel_pairs * CELL;
  gsize tile = (gsize) c->m * MOST;
  float sums[4][TILE] __attribute__ ((aligned (INK_ALIGNMENT)));

  for (guint row = strip->first; row < strip->end; row += 2)
    {
      const float *x = strip->cells + 2 * (row - strip->first) * row_step;
      const float *a = pass->packed + part * c->n_k * tile;
      gboolean two = row + 1 < strip->end; /* or the same row twice */

      clear_sums ();
      for (guint k = 0; k < c->n_k; k++, a += tile)
        add_products (a,
                      x
                          + MIN (k * c->rows, c->shape->kernel - c->rows)
                                * row_step,
                      row_step, two ? 2 * row_step : 0);
      store_sums (sums);
      pool_strip (c, pass, strip, part, row, sums);
      if (two)
        pool_strip (c, pass, strip, part, row + 1, sums + 2);
    }
}

static void
forward_picture (const TileConv *c, const InkConv2dPass *pass, guint block)
{
  guint most_rows = (STRIP_CELLS / c->pixel_pairs - c->shape->kernel + 1) / 2;
  Strip strip = { .block = block };

  for (; strip.column < c->pool_width; strip.column++)
    for (strip.first = 0; strip.first < c->pool_height;
         strip.first = strip.end)
      {
        strip.end = MIN (strip.first + most_rows, c->pool_height);
        fill_strip (c, pass->x, &strip);
        for (guint part = 0; part < c->outs.count; part++)
          forward_strip (c, pass, &strip, part);
      }
}

void
NAME (conv2d_forward) (const InkConv2dShape *s, const InkConv2dPass *pass)
{
  TileConv c = NAME (tile_conv) (s);

  configure_tiles (4, c.m, c.k.size, L);
  for (guint block = 0; block < pass->n_blocks; block++)
    if (is_picture (&c))
      forward_picture (&c, pass, block);
    else
      for (guint part = 0; part < c.outs.count; part++)
        forward_channels (&c, pass, block, part);
  _tile_release ();
}
