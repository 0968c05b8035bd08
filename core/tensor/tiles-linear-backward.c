/* The dense layer with tiles: the backward pass. */
#include "core/tensor/tiles-linear-private.h"

/* ---- the gradient of the input ----------------------------------------- */

typedef struct
{
  const TileLinear *l;
  const InkLinearPass *pass;
} Input;

static void
finish_input (gpointer user_data, guint row, guint n, guint block,
              const float *sums)
{
  const Input *in = user_data;
  const InkLinearShape *s = in->l->shape;
  guint units = in->l->units, end = MIN (row + n, 2 * units * s->plane);
  gsize first = (gsize) block * units * s->plane * CELL;

  for (guint u = row / 2; u < end / 2; u++, sums += 2 * MOST)
    {
      gsize at = first
                 + ((gsize) (u % s->plane) * units + u / s->plane) * CELL;
      unit v = pair (load (sums), load (sums + MOST));

      if (s->gate)
        v = gate_unit (v, load_unit (in->pass->x + at));
      store_unit (in->pass->dx + at, v);
    }
}

/* ---- the gradient of the weights --------------------------------------- */

/* dw[o][i] = sum over groups and their examples: A is dy by examples, B the
 * transposed x. */
typedef struct
{
  guint n_groups;
  Parts outs, ins;
  const float *dy; /* [n_groups][n_out][16] */
  const float *xt; /* [n_groups][16][stride] */
  gsize stride;
} Outer;

/* The gradient is larger than the first cache: its lines are asked for before
 * the products that go there. */
INLINE void
fetch_rows (const Outer *a, const guint o[2], guint i, float *dw)
{
  for (guint r = 0; r < a->outs.size; r++)
    {
      __builtin_prefetch (dw + (gsize) (o[0] + r) * a->ins.n + i, 1);
      __builtin_prefetch (dw + (gsize) (o[1] + r) * a->ins.n + i, 1);
    }
}

/* Two tiles of outputs from @o on, two of inputs from @i on. */
INLINE void
outer_tiles (const Outer *a, const guint o[2], const guint i[2], float *dw)
{
  gsize n_in = a->ins.n;

  fetch_rows (a, o, i[0], dw);
  fetch_rows (a, o, i[1], dw);
  CLEAR_TILE (0);
  CLEAR_TILE (1);
  CLEAR_TILE (2);
  CLEAR_TILE (3);
  for (guint group = 0; group < a->n_groups; group++)
    {
      const float *x = a->xt + group * L * a->stride;
      const float *dy = a->dy + (gsize) group * a->outs.n * CELL;

      LOAD_TILE (4, dy + o[0] * CELL, CELL);
      LOAD_TILE (6, x + i[0], a->stride);
      _tile_dpbf16ps (0, 4, 6);
      LOAD_TILE (7, x + i[1], a->stride);
      _tile_dpbf16ps (1, 4, 7);
      LOAD_TILE (5, dy + o[1] * CELL, CELL);
      _tile_dpbf16ps (2, 5, 6);
      _tile_dpbf16ps (3, 5, 7);
    }
  STORE_TILE (0, dw + o[0] * n_in + i[0], n_in);
  STORE_TILE (1, dw + o[0] * n_in + i[1], n_in);
  STORE_TILE (2, dw + o[1] * n_in + i[0], n_in);
  STORE_TILE (3, dw + o[1] * n_in + i[1], n_in);
}

/* Of an odd number of tiles the last is computed twice. */
static void
outer_product (const Outer *a, float *dw)
{
  configure_tiles (4, a->outs.size, L, a->ins.size);
  for (guint o = 0; o < a->outs.count; o += 2)
    for (guint i = 0; i < a->ins.count; i += 2)
      {
        const guint outs[]
            = { part_start (&a->outs, o),
                part_start (&a->outs, MIN (o + 1, a->outs.count - 1)) };
        const guint ins[]
            = { part_start (&a->ins, i),
                part_start (&a->ins, MIN (i + 1, a->ins.count - 1)) };

        outer_tiles (a, outs, ins, dw);
      }
  _tile_release ();
}

static float
sum_examples (const float *dy, guint n_groups, gsize group)
{
  const unit ones = (gint32) 0x3f803f80 - (unit){};
  float lanes[L];
  vec sum = splat (0);

  for (guint g = 0; g < n_groups; g++)
    sum = mac (sum, load_unit (dy + g * group), ones);
  store (lanes, sum);
  return sum_lanes (lanes);
}

/* ---- all --------------------------------------------------------------- */

typedef struct
{
  gsize x, xt, stride, dy, units; /* floats */
} Scratch;

static Scratch
scratch_of (const InkLinearShape *s, guint n_blocks)
{
  gsize lanes = (gsize) GROUPS (n_blocks) * L;
  gsize stride = (s->n_in + 15) / 16 * 16;

  /* Rows a multiple of a page apart would share lines of the cache. */
  stride += stride % 256 == 0 ? 16 : 0;
  return (Scratch) { .x = lanes * s->n_in,
                     .xt = lanes * stride,
                     .stride = stride,
                     .dy = lanes * s->n_out,
                     .units = (gsize) n_blocks * UNITS (s->n_out) * L };
}

gsize
NAME (linear_scratch_size) (const InkLinearShape *s, guint n_blocks)
{
  Scratch size = scratch_of (s, n_blocks);

  return size.x + size.xt + size.dy + size.units;
}

/* Logits' gradients are floats. */
static void
to_units (guint n, const float *from, float *to, guint n_blocks)
{
  for (guint block = 0; block < n_blocks; block++, from += n * CELL)
    for (guint o = 0; o < n; o += 2, to += CELL)
      store_unit (to, pair (load (from + o * CELL),
                            o + 1 < n ? load (from + (o + 1) * CELL)
                                      : splat (0)));
}

void
NAME (linear_backward) (const InkLinearShape *s, const InkLinearPass *pass)
{
  TileLinear l = NAME (tile_linear) (s);
  Scratch size = scratch_of (s, pass->n_blocks);
  guint n_groups = GROUPS (pass->n_blocks);
  ExampleOrder x_order = { s->n_in / s->plane, s->plane, s->plane, 1 };
  ExampleOrder y_order = { s->n_out, 1, 1, 1 };
  float *x = pass->scratch, *xt = x + size.x, *dy_examples = xt + size.xt;
  float *units = dy_examples + size.dy;
  const float *dy = s->relu ? pass->dy : units;
  Outer a = { n_groups, whole_parts_of (s->n_out), whole_parts_of (s->n_in),
              dy_examples, xt, size.stride };

  if (!s->relu)
    to_units (s->n_out, pass->dy, units, pass->n_blocks);
  NAME (order_examples) (&x_order, pass->x, x, pass->n_blocks);
  NAME (order_examples) (&y_order, dy, dy_examples, pass->n_blocks);
  for (guint g = 0; g < n_groups; g++)
    NAME (transpose) (x + (gsize) g * s->n_in * CELL, s->n_in,
                      xt + g * L * size.stride, size.stride);
  outer_product (&a, pass->dweights);
  for (guint o = 0; o < s->n_out; o++)
    pass->dbiases[o] = sum_examples (dy_examples + o * CELL, n_groups,
                                     (gsize) s->n_out * CELL);
  if (pass->dx != NULL)
    {
      Input in = { &l, pass };

      NAME (tile_product) (&l.backward,
                           pass->packed + NAME (tile_product_size) (&l.forward),
                           dy, pass->n_blocks, finish_input, &in);
    }
}
