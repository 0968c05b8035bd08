/* The dense layer: products of a matrix with vectors of lanes, and outer
 * products over examples for the gradient of the weights. */
#include "core/tensor/vector-private.h"

/* @rows rows of a product matrix x @n_columns vectors: y[r] = b[r] + sum_k
 * m[r * row_step + k * k_step] * x[k]. The matrix is the weights (forward) or
 * their transpose (gradient of the input). @b may be NULL. */
typedef struct
{
  const float *m;
  gsize row_step, k_step;
  guint n_k;
} Product;

INLINE void
product_tile (const Product *a, guint rows, guint columns, guint row,
              const float *b, const float *const *x, float *const *y)
{
  const float *m = a->m + row * a->row_step;
  vec sum[LINEAR_ROWS][2];

  UNROLL
  for (guint r = 0; r < rows; r++)
    {
      UNROLL
      for (guint j = 0; j < columns; j++)
        sum[r][j] = splat (b == NULL ? 0 : b[row + r]);
    }
  for (guint k = 0; k < a->n_k; k++)
    UNROLL
  for (guint r = 0; r < rows; r++)
    {
      vec weight = splat (m[r * a->row_step + k * a->k_step]);

      UNROLL
      for (guint j = 0; j < columns; j++)
        sum[r][j] += weight * load (x[j] + k * L);
    }
  UNROLL
  for (guint r = 0; r < rows; r++)
    {
      UNROLL
      for (guint j = 0; j < columns; j++)
        store (y[j] + (gsize) (row + r) * L, sum[r][j]);
    }
}

INLINE void
product_columns (const Product *a, guint columns, guint n_rows, const float *b,
                 const float *const *x, float *const *y)
{
  guint row = 0;

  for (; row + LINEAR_ROWS <= n_rows; row += LINEAR_ROWS)
    product_tile (a, LINEAR_ROWS, columns, row, b, x, y);
  for (; row + 2 <= n_rows; row += 2)
    product_tile (a, 2, columns, row, b, x, y);
  for (; row < n_rows; row++)
    product_tile (a, 1, columns, row, b, x, y);
}

static void
product (const Product *a, guint n_rows, const float *b, const float *x,
         float *y, guint n_blocks)
{
  gsize x_block = (gsize) a->n_k * L;
  gsize y_block = (gsize) n_rows * L;
  guint n = n_blocks * PARTS;
  guint i = 0;

  for (; i < n; i += 2)
    {
      const float *xs[2];
      float *ys[2];

      for (guint j = 0; j < 2; j++)
        {
          guint column = MIN (i + j, n - 1);

          xs[j] = x + (column / PARTS) * x_block + (column % PARTS) * W;
          ys[j] = y + (column / PARTS) * y_block + (column % PARTS) * W;
        }
      if (i + 1 < n)
        product_columns (a, 2, n_rows, b, xs, ys);
      else
        product_columns (a, 1, n_rows, b, xs, ys);
    }
}

void
NAME (linear_forward) (const InkLinearShape *s, const float *x, const float *w,
                       const float *b, float *y, guint n_blocks)
{
  Product a = { .m = w, .row_step = s->n_in, .k_step = 1, .n_k = s->n_in };

  product (&a, s->n_out, b, x, y, n_blocks);
}

void
NAME (linear_backward_input) (const InkLinearShape *s, const float *w,
                              const float *dy, float *dx, guint n_blocks)
{
  Product a = { .m = w, .row_step = 1, .k_step = s->n_in, .n_k = s->n_out };

  product (&a, s->n_in, NULL, dy, dx, n_blocks);
}

/* [n][16] to [16][n]. */
static void
transpose (const float *from, guint n, float *to)
{
  for (guint i = 0; i < n; i++)
    for (guint lane = 0; lane < L; lane++)
      to[(gsize) lane * n + i] = from[(gsize) i * L + lane];
}

/* dw[o][i] += sum over the 16 examples e of dy[e][o] * x[e][i], in their order:
 * @outs rows x @WIDTH * @vectors columns in registers. */
#define DEFINE_OUTER(name, WIDTH)                                              \
  INLINE void name (const InkLinearShape *s, guint outs, guint vectors,        \
                    const float *x, const float *dy, float *dw)                \
  {                                                                            \
    typedef float wide __attribute__ ((vector_size (WIDTH * 4), aligned (4))); \
    wide sum[4][4];                                                            \
                                                                               \
    UNROLL                                                                     \
    for (guint o = 0; o < outs; o++)                                           \
      {                                                                        \
        UNROLL                                                                 \
        for (guint v = 0; v < vectors; v++)                                    \
          sum[o][v] = *(const wide *) (dw + o * s->n_in + v * WIDTH);          \
      }                                                                        \
    for (guint e = 0; e < L; e++)                                              \
      {                                                                        \
        UNROLL                                                                 \
        for (guint o = 0; o < outs; o++)                                       \
          {                                                                    \
            UNROLL                                                             \
            for (guint v = 0; v < vectors; v++)                                \
              sum[o][v] += dy[e * s->n_out + o] *                              \
                           *(const wide *) (x + e * s->n_in + v * WIDTH);      \
          }                                                                    \
      }                                                                        \
    UNROLL                                                                     \
    for (guint o = 0; o < outs; o++)                                           \
      {                                                                        \
        UNROLL                                                                 \
        for (guint v = 0; v < vectors; v++)                                    \
          *(wide *) (dw + o * s->n_in + v * WIDTH) = sum[o][v];                \
      }                                                                        \
  }

DEFINE_OUTER (outer_full, W)
DEFINE_OUTER (outer_four, 4)

INLINE void
outer_rows (const InkLinearShape *s, guint outs, const float *x,
            const float *dy, float *dw)
{
  guint i = 0;

  for (; i + 4 * W <= s->n_in; i += 4 * W)
    outer_full (s, outs, 4, x + i, dy, dw + i);
  for (; i + W <= s->n_in; i += W)
    outer_full (s, outs, 1, x + i, dy, dw + i);
  for (; i + 4 <= s->n_in; i += 4)
    outer_four (s, outs, 1, x + i, dy, dw + i);
  for (; i < s->n_in; i++)
    for (guint o = 0; o < outs; o++)
      for (guint e = 0; e < L; e++)
        dw[o * s->n_in + i] += dy[e * s->n_out + o] * x[e * s->n_in + i];
}

#define OUTER_OUT (INK_WIDTH == 16 ? 4 : 2)

void
NAME (linear_backward_weight) (const InkLinearShape *s, const float *x,
                               const float *dy, float *dw, float *db,
                               float *scratch, guint n_blocks)
{
  float *xt = scratch;
  float *dyt = scratch + (gsize) L * s->n_in;

  for (guint block = 0; block < n_blocks; block++)
    {
      const float *dy_block = dy + (gsize) block * s->n_out * L;
      guint o = 0;

      transpose (x + (gsize) block * s->n_in * L, s->n_in, xt);
      transpose (dy_block, s->n_out, dyt);
      for (; o + OUTER_OUT <= s->n_out; o += OUTER_OUT)
        outer_rows (s, OUTER_OUT, xt, dyt + o, dw + (gsize) o * s->n_in);
      for (; o < s->n_out; o++)
        outer_rows (s, 1, xt, dyt + o, dw + (gsize) o * s->n_in);
      for (o = 0; o < s->n_out; o++)
        db[o] += sum_lanes (dy_block + (gsize) o * L);
    }
}
