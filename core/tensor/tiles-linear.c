/* The dense layer with tiles: its products, and how weights are packed for
 * them. */
#include "core/tensor/tiles-linear-private.h"

/* ---- weights ----------------------------------------------------------- */

TileLinear
NAME (tile_linear) (const InkLinearShape *s)
{
  guint channels = s->n_in / s->plane;
  gboolean flat = s->plane == 1;
  TileLinear l = { .shape = s, .units = UNITS (channels) };

  l.forward = (TileProduct) {
    .rows = pair_parts_of (s->n_out, MOST),
    .outer = flat ? 1 : l.units,
    .inner = parts_of (flat ? l.units : s->plane, MOST),
    .outer_step = CELL,
    .inner_step = flat ? CELL : (gsize) l.units * CELL,
    .x_block = (gsize) l.units * s->plane * CELL,
  };
  l.backward = (TileProduct) {
    .rows = pair_parts_of (2 * l.units * s->plane, MOST),
    .outer = 1,
    .inner = parts_of (UNITS (s->n_out), MOST),
    .inner_step = CELL,
    .x_block = (gsize) UNITS (s->n_out) * CELL,
  };
  return l;
}

gsize
NAME (tile_product_size) (const TileProduct *p)
{
  return (gsize) p->rows.count * p->outer * p->inner.count * p->rows.size
         * MOST;
}

gsize
NAME (linear_packed_size) (const InkLinearShape *s)
{
  TileLinear l = NAME (tile_linear) (s);

  return NAME (tile_product_size) (&l.forward)
         + NAME (tile_product_size) (&l.backward);
}

/* Units of the inner part @part that the part before has not. */
static __mmask16
new_units (const Parts *inner, guint part)
{
  guint overlap = part * inner->size - part_start (inner, part);

  return FIRST (inner->size) & ~FIRST (overlap);
}

/* One row of a tile of the weights as they are: of output @o, unit @outer. */
static void
pack_row (const TileLinear *l, const float *w, guint outer, guint part,
          float *to)
{
  const InkLinearShape *s = l->shape;
  const Parts *inner = &l->forward.inner;
  guint start = part_start (inner, part);
  __mmask16 which = new_units (inner, part);

  if (s->plane == 1)
    {
      guint values = s->n_in - 2 * start;
      __mmask16 low = FIRST (MIN (16, values));
      __mmask16 high = FIRST (CLAMP (values, 16, 32) - 16);
      vec a = load_where (low, w + 2 * start);
      vec b = load_where (high, w + 2 * start + 16);
      unit both = (unit) _mm512_cvtne2ps_pbh ((__m512) b, (__m512) a);

      store_unit (to, (unit) _mm512_maskz_mov_epi32 (which, (__m512i) both));
    }
  else
    {
      gboolean pairs = 2 * (outer + 1) * s->plane <= s->n_in;
      const float *even = w + (gsize) 2 * outer * s->plane + start;

      store_unit (to,
                  pair (load_where (which, even),
                        load_where (pairs ? which : 0, even + s->plane)));
    }
}

static void
pack_forward (const TileLinear *l, const float *weights, float *to)
{
  const TileProduct *p = &l->forward;
  guint size = p->rows.size;

  memset (to, 0, NAME (tile_product_size) (p) * sizeof *to);
  for (guint tile = 0; tile < p->rows.count; tile++)
    for (guint outer = 0; outer < p->outer; outer++)
      for (guint part = 0; part < p->inner.count; part++)
        for (guint r = 0; r < size; r++, to += MOST)
          if (tile * size + r < l->shape->n_out)
            pack_row (l,
                      weights + (gsize) (tile * size + r) * l->shape->n_in,
                      outer, part, to);
}

/* @n of the rows of the transposed weights for one part: from input @in on, to
 * rows @row, @row + @step ... */
static void
pack_columns (const TileLinear *l, guint part, const float *weights,
              guint in, guint n, guint row, guint step, float *to)
{
  const InkLinearShape *s = l->shape;
  const TileProduct *p = &l->backward;
  __mmask16 used = new_units (&p->inner, part);
  guint start = part_start (&p->inner, part);
  float pairs[TILE] __attribute__ ((aligned (INK_ALIGNMENT)));
  float columns[TILE] __attribute__ ((aligned (INK_ALIGNMENT)));

  for (guint k = 0; k < MOST; k++)
    {
      guint o = 2 * (start + k);
      const float *w = weights + (gsize) o * s->n_in + in;
      gboolean here = (used >> k & 1) != 0;

      store_unit (
          pairs + k * MOST,
          pair (load_where (here ? FIRST (n) : 0, w),
                load_where (here && o + 1 < s->n_out ? FIRST (n) : 0,
                            w + s->n_in)));
    }
  transpose_tile (pairs, MOST, columns, MOST);
  for (guint i = 0; i < n; i++, row += step)
    {
      gsize tile = (gsize) row / p->rows.size * p->inner.count + part;

      store (to + (tile * p->rows.size + row % p->rows.size) * MOST,
             load (columns + i * MOST));
    }
}

static void
pack_backward (const TileLinear *l, const float *weights, float *to)
{
  const InkLinearShape *s = l->shape;
  gboolean flat = s->plane == 1;
  guint length = flat ? s->n_in : s->plane;

  memset (to, 0, NAME (tile_product_size) (&l->backward) * sizeof *to);
  for (guint part = 0; part < l->backward.inner.count; part++)
    for (guint first = 0; first < s->n_in; first += length)
      for (guint i = 0; i < length; i += 16)
        {
          guint channel = first / length, n = MIN (16, length - i);

          if (flat)
            pack_columns (l, part, weights, i, n, i, 1, to);
          else
            pack_columns (l, part, weights, first + i, n,
                          2 * (channel / 2 * s->plane + i) + channel % 2, 2,
                          to);
        }
}

void
NAME (linear_pack) (const InkLinearShape *s, const float *weights,
                    float *packed)
{
  TileLinear l = NAME (tile_linear) (s);

  pack_forward (&l, weights, packed);
  pack_backward (&l, weights, packed + NAME (tile_product_size) (&l.forward));
}

/* ---- products ---------------------------------------------------------- */

/* Sums of the row tiles @tile (and the next) of the blocks @block (and the
 * next): to sums[tile][block]. */
INLINE void
product_tiles (const TileProduct *p, guint n_tiles, guint n_blocks,
               const float *a, const float *x, float sums[2][2][TILE])
{
  gsize tile = (gsize) p->rows.size * MOST;
  gsize next = tile * p->outer * p->inner.count;

  CLEAR_TILE (0);
  CLEAR_TILE (1);
  CLEAR_TILE (2);
  CLEAR_TILE (3);
  for (guint outer = 0; outer < p->outer; outer++)
    for (guint part = 0; part < p->inner.count; part++, a += tile)
      {
        const float *b = x + outer * p->outer_step
                         + part_start (&p->inner, part) * p->inner_step;

        LOAD_TILE (4, a, MOST);
        LOAD_TILE (6, b, p->inner_step);
        _tile_dpbf16ps (0, 4, 6);
        if (n_blocks == 2)
          {
            LOAD_TILE (7, b + p->x_block, p->inner_step);
            _tile_dpbf16ps (1, 4, 7);
          }
        if (n_tiles < 2)
          continue;
        LOAD_TILE (5, a + next, MOST);
        _tile_dpbf16ps (2, 5, 6);
        if (n_blocks == 2)
          _tile_dpbf16ps (3, 5, 7);
      }
  STORE_TILE (0, sums[0][0], MOST);
  STORE_TILE (1, sums[0][1], MOST);
  STORE_TILE (2, sums[1][0], MOST);
  STORE_TILE (3, sums[1][1], MOST);
}

void
NAME (tile_product) (const TileProduct *p, const float *a, const float *x,
                     guint n_blocks, TileFinish finish, gpointer user_data)
{
  gsize row_tile
      = (gsize) p->rows.size * MOST * p->outer * p->inner.count;
  float sums[2][2][TILE] __attribute__ ((aligned (INK_ALIGNMENT)));

  configure_tiles (4, p->rows.size, p->inner.size, L);
  for (guint tile = 0; tile < p->rows.count; tile += 2)
    for (guint block = 0; block < n_blocks; block += 2)
      {
        guint tiles = MIN (2, p->rows.count - tile);
        guint blocks = MIN (2, n_blocks - block);
        const float *at = a + tile * row_tile;
        const float *from = x + block * p->x_block;

        product_tiles (p, tiles, blocks, at, from, sums);
        for (guint i = 0; i < tiles; i++)
          for (guint j = 0; j < blocks; j++)
            finish (user_data, (tile + i) * p->rows.size, p->rows.size,
                    block + j, sums[i][j]);
      }
  _tile_release ();
}

/* ---- forward ----------------------------------------------------------- */

typedef struct
{
  const InkLinearShape *shape;
  const InkLinearPass *pass;
} Forward;

INLINE vec
output_of (const Forward *f, const float *sums, guint row)
{
  vec sum = load (sums) + f->pass->biases[row];

  return f->shape->relu ? keep_where (~(sum < 0), sum) : sum;
}

static void
finish_forward (gpointer user_data, guint row, guint n, guint block,
                const float *sums)
{
  const Forward *f = user_data;
  guint n_out = f->shape->n_out, end = MIN (row + n, n_out);
  gsize size = f->shape->relu ? UNITS (n_out) : n_out;
  float *y = f->pass->y + block * size * CELL;

  if (!f->shape->relu)
    for (; row < end; row++, sums += MOST)
      store (y + row * CELL, output_of (f, sums, row));
  else
    for (; row < end; row += 2, sums += 2 * MOST)
      store_unit (y + row / 2 * CELL,
                  pair (output_of (f, sums, row),
                        row + 1 < n_out ? output_of (f, sums + MOST, row + 1)
                                        : splat (0)));
}

void
NAME (linear_forward) (const InkLinearShape *s, const InkLinearPass *pass)
{
  TileLinear l = NAME (tile_linear) (s);
  Forward f = { s, pass };

  NAME (tile_product) (&l.forward, pass->packed, pass->x, pass->n_blocks,
                       finish_forward, &f);
}
