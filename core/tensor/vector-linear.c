/* The dense layer: products of a matrix with vectors of lanes. */
#include "core/tensor/vector-private.h"

/* ---- weights in pairs -------------------------------------------------- */

/* Units of a block's x. */
static guint
in_units (const InkLinearShape *s)
{
  return UNITS (s->n_in / s->plane) * s->plane;
}

#if PER == 2
/* One row of weights in the units of x: (c, c + 1) of each pixel. */
static void
pack_row (const InkLinearShape *s, const float *row, float *to)
{
  guint channels = s->n_in / s->plane;

  if (s->plane == 1)
    NAME (pair_neighbours) (s->n_in, row, to);
  else
    for (guint c = 0; c < channels; c += 2, to += s->plane)
      NAME (pair_rows) (s->plane, row + c * s->plane,
                        c + 1 < channels ? row + (c + 1) * s->plane : NULL, to);
}

/* [n_in] units to the order in which their rows of the transposed product are
 * paired: the two of x's unit 0, of unit 1, ... */
static void
order_by_units (const InkLinearShape *s, const float *from, float *to)
{
  guint channels = s->n_in / s->plane;

  for (guint c = 0; c < channels; c += 2)
    for (guint p = 0; p < s->plane; p++)
      {
        memcpy (to++, from + (gsize) c * s->plane + p, sizeof *to);
        if (c + 1 < channels)
          memcpy (to, from + (gsize) (c + 1) * s->plane + p, sizeof *to);
        else
          memset (to, 0, sizeof *to);
        to++;
      }
}

/* [n_out][units of x] for the product, then [pairs of outputs][values of x's
 * units] for its transpose, with room for n_in more. */
void
NAME (linear_pack) (const InkLinearShape *s, const float *weights,
                    float *packed)
{
  guint units = in_units (s);
  float *transposed = packed + (gsize) units * s->n_out;
  float *row = transposed + (gsize) 2 * units * UNITS (s->n_out);

  for (guint o = 0; o < s->n_out; o++)
    pack_row (s, weights + (gsize) o * s->n_in, packed + (gsize) o * units);
  for (guint o = 0; o < s->n_out; o += 2, transposed += 2 * units)
    {
      const float *w = weights + (gsize) o * s->n_in;

      NAME (pair_rows) (s->n_in, w, o + 1 < s->n_out ? w + s->n_in : NULL,
                        row);
      order_by_units (s, row, transposed);
    }
}
#endif

gsize
NAME (linear_packed_size) (const InkLinearShape *s)
{
  gsize units = in_units (s);

  return PER == 1
             ? 0
             : units * s->n_out + 2 * units * UNITS (s->n_out) + s->n_in;
}

/* ---- products ---------------------------------------------------------- */

/* y[r] = b[r] + sum over k of m[r * row_step + k * k_step] x[k], rows r, units
 * k. The matrix is the weights or their transpose. */
typedef struct
{
  const float *m, *b; /* @b: may be NULL */
  gsize row_step, k_step;
  guint n_rows, n_k;
  gboolean relu, logits;
  gsize y_block; /* floats */
} Product;

/* @gate: where to look for what must be above 0, or NULL. */
INLINE void
finish_rows (const Product *a, guint rows, guint row, vec *sum, float *y,
             const float *gate)
{
  if (a->relu)
    {
      UNROLL
      for (guint r = 0; r < rows; r++)
        sum[r] = keep_where (~(sum[r] < 0), sum[r]);
    }
  if (a->logits)
    {
      UNROLL
      for (guint r = 0; r < rows; r++)
        store (y + (gsize) (row + r) * L, sum[r]);
      return;
    }
  UNROLL
  for (guint r = 0; r < UNITS (rows); r++)
    {
      gsize at = (gsize) (row / PER + r) * L;
      unit u = unit_of (sum, rows, r);

      if (gate != NULL)
        u = gate_unit (u, load_unit (gate + at));
      store_unit (y + at, u);
    }
}

INLINE void
product_tile (const Product *a, guint rows, guint columns, guint row,
              const float *const *x, float *const *y, const float *const *gate)
{
  const float *m = a->m + row * a->row_step;
  vec sum[2][LINEAR_ROWS];

  UNROLL
  for (guint j = 0; j < columns; j++)
    {
      UNROLL
      for (guint r = 0; r < rows; r++)
        sum[j][r] = splat (a->b == NULL ? 0 : a->b[row + r]);
    }
  for (guint k = 0; k < a->n_k; k++)
    {
      UNROLL
      for (guint r = 0; r < rows; r++)
        {
          unit weight = splat_unit (m + r * a->row_step + k * a->k_step);

          UNROLL
          for (guint j = 0; j < columns; j++)
            sum[j][r] = mac (sum[j][r], weight, load_unit (x[j] + k * L));
        }
    }
  UNROLL
  for (guint j = 0; j < columns; j++)
    finish_rows (a, rows, row, sum[j], y[j], gate[j]);
}

INLINE void
product_columns (const Product *a, guint columns, const float *const *x,
                 float *const *y, const float *const *gate)
{
  guint row = 0;

  for (; row + LINEAR_ROWS <= a->n_rows; row += LINEAR_ROWS)
    product_tile (a, LINEAR_ROWS, columns, row, x, y, gate);
  for (; row + 2 <= a->n_rows; row += 2)
    product_tile (a, 2, columns, row, x, y, gate);
  for (; row < a->n_rows; row++)
    product_tile (a, 1, columns, row, x, y, gate);
}

/* Two vectors at a time. @gate: as @y, or NULL. */
static void
product (const Product *a, const float *x, float *y, const float *gate,
         guint n_blocks)
{
  gsize x_block = (gsize) a->n_k * L;
  guint n = n_blocks * PARTS;

  for (guint i = 0; i < n; i += 2)
    {
      const float *xs[2], *gates[2];
      float *ys[2];

      for (guint j = 0; j < 2; j++)
        {
          guint column = MIN (i + j, n - 1);
          gsize at = (column / PARTS) * a->y_block + (column % PARTS) * W;

          xs[j] = x + (column / PARTS) * x_block + (column % PARTS) * W;
          ys[j] = y + at;
          gates[j] = gate == NULL ? NULL : gate + at;
        }
      if (i + 1 < n)
        product_columns (a, 2, xs, ys, gates);
      else
        product_columns (a, 1, xs, ys, gates);
    }
}

void
NAME (linear_forward) (const InkLinearShape *s, const InkLinearPass *pass)
{
  guint units = in_units (s);
  Product a = { .m = PER == 1 ? pass->weights : pass->packed,
                .b = pass->biases,
                .row_step = units,
                .k_step = 1,
                .n_rows = s->n_out,
                .n_k = units,
                .relu = s->relu,
                .logits = !s->relu,
                .y_block
                = (gsize) (s->relu ? UNITS (s->n_out) : s->n_out) * L };

  product (&a, pass->x, pass->y, NULL, pass->n_blocks);
}

static void
input_gradient (const InkLinearShape *s, const InkLinearPass *pass,
                const float *dy)
{
  guint units = in_units (s);
  Product a = { .m = PER == 1 ? pass->weights
                              : pass->packed + (gsize) units * s->n_out,
                .row_step = 1,
                .k_step = (gsize) units * PER,
                .n_rows = units * PER,
                .n_k = UNITS (s->n_out),
                .y_block = (gsize) units * L };

  product (&a, dy, pass->dx, s->gate ? pass->x : NULL, pass->n_blocks);
}

/* ---- backward ---------------------------------------------------------- */

/* What lies in the scratch, in this order. */
typedef struct
{
  gsize transposed, x, dy, units; /* floats */
} Scratch;

static Scratch
scratch_of (const InkLinearShape *s, guint n_blocks)
{
  gsize lanes = (gsize) GROUPS (n_blocks) * L;
  Scratch size = { .transposed = lanes * ((s->n_in + 15) / 16 * 16) };

  if (PER == 1)
    return size;
  size.x = lanes * s->n_in;
  size.dy = lanes * s->n_out;
  size.units = (gsize) n_blocks * UNITS (s->n_out) * L;
  return size;
}

gsize
NAME (linear_scratch_size) (const InkLinearShape *s, guint n_blocks)
{
  Scratch size = scratch_of (s, n_blocks);

  return size.transposed + size.x + size.dy + size.units;
}

#if PER == 2
/* Logits' gradients are floats. */
static void
to_units (guint n, const float *from, float *to, guint n_blocks)
{
  for (guint block = 0; block < n_blocks; block++)
    for (guint o = 0; o < n; o += 2)
      for (guint lane = 0; lane < L; lane += W)
        {
          const float *at = from + ((gsize) block * n + o) * L + lane;

          store_unit (to + ((gsize) block * UNITS (n) + o / 2) * L + lane,
                      pair (load (at),
                            o + 1 < n ? load (at + L) : splat (0)));
        }
}
#endif

void
NAME (linear_backward) (const InkLinearShape *s, const InkLinearPass *pass)
{
  Scratch size = scratch_of (s, pass->n_blocks);
  float *xt = pass->scratch;
  const float *x = pass->x, *dy = pass->dy, *dy_examples = dy;

#if PER == 2
  float *x_pairs = xt + size.transposed, *dy_pairs = x_pairs + size.x;
  float *dy_units = dy_pairs + size.dy;

  if (!s->relu)
    {
      to_units (s->n_out, dy, dy_units, pass->n_blocks);
      dy = dy_units;
    }
  NAME (pair_examples) (s->n_in / s->plane, s->plane, FALSE, x, x_pairs,
                        pass->n_blocks);
  NAME (pair_examples) (s->n_out, 1, FALSE, dy, dy_pairs, pass->n_blocks);
  x = x_pairs;
  dy_examples = dy_pairs;
#else
  (void) size;
#endif
  NAME (linear_weights) (s, x, dy_examples, xt, pass->dweights, pass->dbiases,
                         GROUPS (pass->n_blocks));
  if (pass->dx != NULL)
    input_gradient (s, pass, dy);
}
