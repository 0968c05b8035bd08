/* The fast kernels, one source for every instruction set: GCC vector extensions
 * of INK_WIDTH floats, compiled once for each. A block's 16 lanes are 16 /
 * INK_WIDTH vectors ("parts"); what is computed for a lane, and the order of
 * every sum, is the same whatever the width. Register blocks follow the
 * registers: 32 of 16 floats for AVX-512, 16 otherwise.
 *
 * Inner functions take their block sizes as constants and are always inlined,
 * so that every accumulator stays in a register. */
#include <string.h>

#include "core/tensor/kernels-private.h"

#define L INK_LANES
#define W INK_WIDTH
#define PARTS (L / W)

#define INLINE static inline __attribute__ ((always_inline))
#if defined(INK_NO_UNROLL)
#define UNROLL
#elif defined(__clang__)
#define UNROLL _Pragma ("clang loop unroll(full)")
#else
#define UNROLL _Pragma ("GCC unroll 32")
#endif

typedef float vec __attribute__ ((vector_size (W * 4), aligned (4)));
typedef int ivec __attribute__ ((vector_size (W * 4), aligned (4)));

#if INK_WIDTH == 16
#define FORWARD_OUT 6
#define INPUT_IN 2
#define WEIGHT_OUT 4
#define LINEAR_ROWS 8
#else
#define FORWARD_OUT 3
#define INPUT_IN 1
#define WEIGHT_OUT 2
#define LINEAR_ROWS 4
#endif
#define PIXELS 4 /* outputs side by side in registers */

INLINE vec
load (const float *p)
{
  return *(const vec *) p;
}

INLINE void
store (float *p, vec v)
{
  *(vec *) p = v;
}

INLINE vec
splat (float f)
{
  return f - (vec) {};
}

/* ---- convolution, forward ---------------------------------------------- */

typedef struct
{
  const InkConv2dShape *shape;
  guint out_height, out_width;
  gsize in_plane, out_plane; /* floats */
  gsize in_row, out_row;
  gsize w_out, w_in; /* floats between weights of neighbouring channels */
} Conv;

static Conv
conv_init (const InkConv2dShape *s)
{
  Conv c = { .shape = s,
             .out_height = s->in_height - s->kernel + 1,
             .out_width = s->in_width - s->kernel + 1 };

  c.in_row = (gsize) s->in_width * L;
  c.in_plane = c.in_row * s->in_height;
  c.out_row = (gsize) c.out_width * L;
  c.out_plane = c.out_row * c.out_height;
  c.w_in = (gsize) s->kernel * s->kernel;
  c.w_out = c.w_in * s->in_channels;
  return c;
}

/* @outs channels x @pixels outputs of one row, one part. */
INLINE void
forward_tile (const Conv *c, guint outs, guint pixels, guint kernel,
              const float *x, const float *w, const float *b, float *y)
{
  vec sum[FORWARD_OUT][PIXELS];

  UNROLL for (guint o = 0; o < outs; o++)
    UNROLL for (guint p = 0; p < pixels; p++)
      sum[o][p] = splat (b[o]);
  for (guint in = 0; in < c->shape->in_channels; in++)
    for (guint ky = 0; ky < kernel; ky++)
      {
        const float *row = x + in * c->in_plane + ky * c->in_row;
        const float *taps = w + in * c->w_in + ky * kernel;

        UNROLL for (guint kx = 0; kx < kernel; kx++)
          {
            UNROLL for (guint o = 0; o < outs; o++)
              {
                vec weight = splat (taps[o * c->w_out + kx]);

                UNROLL for (guint p = 0; p < pixels; p++)
                  sum[o][p] += weight * load (row + (p + kx) * L);
              }
          }
      }
  UNROLL for (guint o = 0; o < outs; o++)
    UNROLL for (guint p = 0; p < pixels; p++)
      store (y + o * c->out_plane + p * L, sum[o][p]);
}

INLINE void
forward_row (const Conv *c, guint outs, guint kernel, const float *x,
             const float *w, const float *b, float *y)
{
  guint column = 0;

  for (; column + PIXELS <= c->out_width; column += PIXELS)
    forward_tile (c, outs, PIXELS, kernel, x + column * L, w, b,
                  y + column * L);
  for (; column < c->out_width; column++)
    forward_tile (c, outs, 1, kernel, x + column * L, w, b, y + column * L);
}

INLINE void
forward_channels (const Conv *c, guint outs, guint kernel, const float *x,
                  const float *w, const float *b, float *y)
{
  for (guint row = 0; row < c->out_height; row++)
    forward_row (c, outs, kernel, x + row * c->in_row, w, b,
                 y + row * c->out_row);
}

INLINE void
forward_part (const Conv *c, guint kernel, const float *x, const float *w,
              const float *b, float *y)
{
  guint n = c->shape->out_channels;
  guint o = 0;

  for (; o + FORWARD_OUT <= n; o += FORWARD_OUT)
    forward_channels (c, FORWARD_OUT, kernel, x, w + o * c->w_out, b + o,
                      y + o * c->out_plane);
  for (; o + 2 <= n; o += 2)
    forward_channels (c, 2, kernel, x, w + o * c->w_out, b + o,
                      y + o * c->out_plane);
  for (; o < n; o++)
    forward_channels (c, 1, kernel, x, w + o * c->w_out, b + o,
                      y + o * c->out_plane);
}

static void
conv2d_forward (const InkConv2dShape *s, const float *x, const float *w,
                const float *b, float *y, guint n_blocks)
{
  Conv c = conv_init (s);
  gsize x_block = c.in_plane * s->in_channels;
  gsize y_block = c.out_plane * s->out_channels;

  for (guint i = 0; i < n_blocks * PARTS; i++)
    {
      const float *x_part = x + (i / PARTS) * x_block + (i % PARTS) * W;
      float *y_part = y + (i / PARTS) * y_block + (i % PARTS) * W;

      if (s->kernel == 5)
        forward_part (&c, 5, x_part, w, b, y_part);
      else
        forward_part (&c, s->kernel, x_part, w, b, y_part);
    }
}

/* ---- convolution, gradient of the input -------------------------------- */

/* Adds what @pixels output gradients of each row give to one input row of @ins
 * channels: pixels + kernel - 1 sums each, kept in registers over all output
 * channels and rows of the kernel. */
INLINE void
input_tile (const Conv *c, guint ins, guint pixels, guint kernel,
            guint first_ky, guint end_ky, const float *w, const float *dy,
            float *dx)
{
  vec sum[INPUT_IN][8 + 4];
  guint span = pixels + kernel - 1;

  UNROLL for (guint i = 0; i < ins; i++)
    UNROLL for (guint p = 0; p < span; p++)
      sum[i][p] = load (dx + i * c->in_plane + p * L);
  for (guint o = 0; o < c->shape->out_channels; o++)
    for (guint ky = first_ky; ky < end_ky; ky++)
      {
        const float *row = dy + o * c->out_plane - ky * c->out_row;
        const float *taps = w + o * c->w_out + ky * kernel;

        UNROLL for (guint kx = 0; kx < kernel; kx++)
          UNROLL for (guint i = 0; i < ins; i++)
            {
              vec weight = splat (taps[i * c->w_in + kx]);

              UNROLL for (guint p = 0; p < pixels; p++)
                sum[i][p + kx] += weight * load (row + p * L);
            }
      }
  UNROLL for (guint i = 0; i < ins; i++)
    UNROLL for (guint p = 0; p < span; p++)
      store (dx + i * c->in_plane + p * L, sum[i][p]);
}

/* One input row @y of @ins channels. @dy points at output row @y. */
INLINE void
input_row (const Conv *c, guint ins, guint kernel, guint y, const float *w,
           const float *dy, float *dx)
{
  guint first_ky = y < c->out_height ? 0 : y - c->out_height + 1;
  guint end_ky = MIN (kernel, y + 1);
  guint column = 0;

  if (kernel == 5)
    for (; column + 8 <= c->out_width; column += 8)
      input_tile (c, ins, 8, 5, first_ky, end_ky, w, dy + column * L,
                  dx + column * L);
  for (; column < c->out_width; column++)
    for (guint kx = 0; kx < kernel; kx++)
      for (guint i = 0; i < ins; i++)
        {
          vec sum = load (dx + i * c->in_plane + (column + kx) * L);

          for (guint o = 0; o < c->shape->out_channels; o++)
            for (guint ky = first_ky; ky < end_ky; ky++)
              sum += splat (w[o * c->w_out + i * c->w_in + ky * kernel + kx])
                     * load (dy + o * c->out_plane - ky * c->out_row
                             + column * L);
          store (dx + i * c->in_plane + (column + kx) * L, sum);
        }
}

INLINE void
input_part (const Conv *c, guint kernel, const float *w, const float *dy,
            float *dx)
{
  guint n = c->shape->in_channels;

  for (guint y = 0; y < c->shape->in_height; y++)
    {
      const float *dy_row = dy + y * c->out_row;
      float *dx_row = dx + y * c->in_row;
      guint i = 0;

      for (; i + INPUT_IN <= n; i += INPUT_IN)
        input_row (c, INPUT_IN, kernel, y, w + i * c->w_in, dy_row,
                   dx_row + i * c->in_plane);
      for (; i < n; i++)
        input_row (c, 1, kernel, y, w + i * c->w_in, dy_row,
                   dx_row + i * c->in_plane);
    }
}

static void
conv2d_backward_input (const InkConv2dShape *s, const float *w,
                       const float *dy, float *dx, guint n_blocks)
{
  Conv c = conv_init (s);
  gsize x_block = c.in_plane * s->in_channels;
  gsize y_block = c.out_plane * s->out_channels;

  memset (dx, 0, n_blocks * x_block * sizeof *dx);
  for (guint i = 0; i < n_blocks * PARTS; i++)
    {
      const float *dy_part = dy + (i / PARTS) * y_block + (i % PARTS) * W;
      float *dx_part = dx + (i / PARTS) * x_block + (i % PARTS) * W;

      if (s->kernel == 5)
        input_part (&c, 5, w, dy_part, dx_part);
      else
        input_part (&c, s->kernel, w, dy_part, dx_part);
    }
}

/* ---- convolution, gradient of the weights ------------------------------ */

/* The sum of 16 lanes, always as the same tree. */
INLINE float
sum_lanes (const float *lanes)
{
  typedef float vec8 __attribute__ ((vector_size (32), aligned (4)));
  typedef float vec4 __attribute__ ((vector_size (16), aligned (4)));
  union
  {
    vec8 v;
    vec4 half[2];
  } eight;
  vec4 four;

  eight.v = *(const vec8 *) lanes + *(const vec8 *) (lanes + 8);
  four = eight.half[0] + eight.half[1];
  return (four[0] + four[2]) + (four[1] + four[3]);
}

/* @outs x @taps weights of one row of the kernel, summed over all pixels of all
 * blocks, then over the lanes. */
INLINE void
weight_tile (const Conv *c, guint outs, guint taps, guint n_blocks,
             const float *x, const float *dy, float *dw)
{
  gsize x_block = c->in_plane * c->shape->in_channels;
  gsize y_block = c->out_plane * c->shape->out_channels;
  float lanes[WEIGHT_OUT][5][L];

  for (guint part = 0; part < PARTS; part++)
    {
      vec sum[WEIGHT_OUT][5];

      UNROLL for (guint o = 0; o < outs; o++)
        UNROLL for (guint t = 0; t < taps; t++)
          sum[o][t] = splat (0);
      for (guint block = 0; block < n_blocks; block++)
        for (guint row = 0; row < c->out_height; row++)
          {
            const float *xs
                = x + block * x_block + row * c->in_row + part * W;
            const float *ys
                = dy + block * y_block + row * c->out_row + part * W;

            for (guint p = 0; p < c->out_width; p++)
              UNROLL for (guint o = 0; o < outs; o++)
                {
                  vec gradient = load (ys + o * c->out_plane + p * L);

                  UNROLL for (guint t = 0; t < taps; t++)
                    sum[o][t] += gradient * load (xs + (p + t) * L);
                }
          }
      UNROLL for (guint o = 0; o < outs; o++)
        UNROLL for (guint t = 0; t < taps; t++)
          store (lanes[o][t] + part * W, sum[o][t]);
    }
  for (guint o = 0; o < outs; o++)
    for (guint t = 0; t < taps; t++)
      dw[o * c->w_out + t] += sum_lanes (lanes[o][t]);
}

INLINE void
weight_channels (const Conv *c, guint outs, guint n_blocks, const float *x,
                 const float *dy, float *dw)
{
  guint kernel = c->shape->kernel;

  for (guint in = 0; in < c->shape->in_channels; in++)
    for (guint ky = 0; ky < kernel; ky++)
      {
        const float *xs = x + in * c->in_plane + ky * c->in_row;
        float *ws = dw + in * c->w_in + ky * kernel;
        guint kx = 0;

        for (; kx + 5 <= kernel; kx += 5)
          weight_tile (c, outs, 5, n_blocks, xs + kx * L, dy, ws + kx);
        for (; kx < kernel; kx++)
          weight_tile (c, outs, 1, n_blocks, xs + kx * L, dy, ws + kx);
      }
}

static void
conv2d_bias (const Conv *c, const float *dy, float *db, guint n_blocks)
{
  guint n = c->shape->out_channels;
  gsize pixels = (gsize) c->out_height * c->out_width;

  for (guint o = 0; o < n; o++)
    {
      float lanes[L] = { 0 };

      for (guint block = 0; block < n_blocks; block++)
        for (gsize p = 0; p < pixels; p++)
          for (guint part = 0; part < PARTS; part++)
            store (lanes + part * W,
                   load (lanes + part * W)
                       + load (dy + (block * n + o) * c->out_plane + p * L
                               + part * W));
      db[o] += sum_lanes (lanes);
    }
}

static void
conv2d_backward_weight (const InkConv2dShape *s, const float *x,
                        const float *dy, float *dw, float *db, guint n_blocks)
{
  Conv c = conv_init (s);
  guint o = 0;

  for (; o + WEIGHT_OUT <= s->out_channels; o += WEIGHT_OUT)
    weight_channels (&c, WEIGHT_OUT, n_blocks, x, dy + o * c.out_plane,
                     dw + o * c.w_out);
  for (; o + 2 <= s->out_channels; o += 2)
    weight_channels (&c, 2, n_blocks, x, dy + o * c.out_plane,
                     dw + o * c.w_out);
  for (; o < s->out_channels; o++)
    weight_channels (&c, 1, n_blocks, x, dy + o * c.out_plane,
                     dw + o * c.w_out);
  conv2d_bias (&c, dy, db, n_blocks);
}

/* ---- linear ------------------------------------------------------------ */

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

  UNROLL for (guint r = 0; r < rows; r++)
    UNROLL for (guint j = 0; j < columns; j++)
      sum[r][j] = splat (b == NULL ? 0 : b[row + r]);
  for (guint k = 0; k < a->n_k; k++)
    UNROLL for (guint r = 0; r < rows; r++)
      {
        vec weight = splat (m[r * a->row_step + k * a->k_step]);

        UNROLL for (guint j = 0; j < columns; j++)
          sum[r][j] += weight * load (x[j] + k * L);
      }
  UNROLL for (guint r = 0; r < rows; r++)
    UNROLL for (guint j = 0; j < columns; j++)
      store (y[j] + (gsize) (row + r) * L, sum[r][j]);
}

INLINE void
product_columns (const Product *a, guint columns, guint n_rows,
                 const float *b, const float *const *x, float *const *y)
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

static void
linear_forward (const InkLinearShape *s, const float *x, const float *w,
                const float *b, float *y, guint n_blocks)
{
  Product a = { .m = w, .row_step = s->n_in, .k_step = 1, .n_k = s->n_in };

  product (&a, s->n_out, b, x, y, n_blocks);
}

static void
linear_backward_input (const InkLinearShape *s, const float *w,
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
    typedef float wide                                                         \
        __attribute__ ((vector_size (WIDTH * 4), aligned (4)));                \
    wide sum[4][4];                                                            \
                                                                               \
    UNROLL for (guint o = 0; o < outs; o++)                                    \
      UNROLL for (guint v = 0; v < vectors; v++)                               \
        sum[o][v] = *(const wide *) (dw + o * s->n_in + v * WIDTH);            \
    for (guint e = 0; e < L; e++)                                              \
      UNROLL for (guint o = 0; o < outs; o++)                                  \
        UNROLL for (guint v = 0; v < vectors; v++)                             \
          sum[o][v] += dy[e * s->n_out + o]                                    \
                       * *(const wide *) (x + e * s->n_in + v * WIDTH);        \
    UNROLL for (guint o = 0; o < outs; o++)                                    \
      UNROLL for (guint v = 0; v < vectors; v++)                               \
        *(wide *) (dw + o * s->n_in + v * WIDTH) = sum[o][v];                  \
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

static void
linear_backward_weight (const InkLinearShape *s, const float *x,
                        const float *dy, float *dw, float *db, float *scratch,
                        guint n_blocks)
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

/* ---- the rest ---------------------------------------------------------- */

static void
relu_forward (gsize n, const float *x, float *y)
{
  for (gsize i = 0; i < n; i++)
    y[i] = x[i] < 0 ? 0 : x[i];
}

static void
relu_backward (gsize n, const float *y, const float *dy, float *dx)
{
  for (gsize i = 0; i < n; i++)
    dx[i] = y[i] > 0 ? dy[i] : 0;
}

INLINE vec
larger (vec a, vec b)
{
  ivec second = b > a;

  return (vec) (((ivec) b & second) | ((ivec) a & ~second));
}

static void
max_pool2d_forward (const InkMaxPool2dShape *s, const float *x, float *y,
                    guint n_blocks)
{
  gsize row = (gsize) s->in_width * L;
  gsize n_rows = (gsize) n_blocks * s->channels * (s->in_height / 2);

  for (gsize r = 0; r < n_rows; r++)
    {
      const float *top = x + 2 * r * row;
      float *out = y + r * (row / 2);

      for (guint p = 0; p < s->in_width / 2 * PARTS; p++)
        {
          const float *corner = top + (p / PARTS) * 2 * L + (p % PARTS) * W;
          vec upper = larger (load (corner), load (corner + L));
          vec lower = larger (load (corner + row), load (corner + row + L));

          store (out + (p / PARTS) * L + (p % PARTS) * W,
                 larger (upper, lower));
        }
    }
}

/* The gradient goes to the first corner that equals the maximum. */
INLINE void
unpool_window (const float *x, gsize row, vec y, vec dy, float *dx)
{
  const gsize corners[4] = { 0, L, row, row + L };
  ivec taken = { 0 };

  UNROLL for (guint i = 0; i < 4; i++)
    {
      ivec here = (load (x + corners[i]) == y) & ~taken;

      taken |= here;
      store (dx + corners[i], (vec) ((ivec) dy & here));
    }
}

static void
max_pool2d_backward (const InkMaxPool2dShape *s, const float *x,
                     const float *y, const float *dy, float *dx,
                     guint n_blocks)
{
  gsize row = (gsize) s->in_width * L;
  gsize n_rows = (gsize) n_blocks * s->channels * (s->in_height / 2);

  for (gsize r = 0; r < n_rows; r++)
    for (guint p = 0; p < s->in_width / 2 * PARTS; p++)
      {
        gsize in = 2 * r * row + (p / PARTS) * 2 * L + (p % PARTS) * W;
        gsize out = r * (row / 2) + (p / PARTS) * L + (p % PARTS) * W;

        unpool_window (x + in, row, load (y + out), load (dy + out), dx + in);
      }
}

/* A fixed tree: the first half (rounded up) plus the second. */
static float
tree_sum (const float *const *g, guint n, gsize i)
{
  guint half = n / 2;

  if (n == 1)
    return g[0][i];
  if (n == 2)
    return g[0][i] + g[1][i];
  return tree_sum (g, n - half, i) + tree_sum (g + (n - half), half, i);
}

static void
tree_sum_many (const float *const *g, guint n, gsize first, gsize count,
               float *sum)
{
  for (gsize i = 0; i < count; i++)
    switch (n)
      {
      case 1:
        sum[i] = g[0][first + i];
        break;
      case 2:
        sum[i] = g[0][first + i] + g[1][first + i];
        break;
      case 4:
        sum[i] = (g[0][first + i] + g[1][first + i])
                 + (g[2][first + i] + g[3][first + i]);
        break;
      default:
        sum[i] = tree_sum (g, n, first + i);
      }
}

#define SGD_CHUNK 1024

static void
sgd_step (const InkSgdStep *step, gsize n, const float *const *g,
          guint n_gradients, float *w, float *v)
{
  float sum[SGD_CHUNK];

  for (gsize first = 0; first < n; first += SGD_CHUNK)
    {
      gsize count = MIN (SGD_CHUNK, n - first);

      tree_sum_many (g, n_gradients, first, count, sum);
      for (gsize i = 0; i < count; i++)
        {
          float old = w[first + i];
          float gradient = step->scale * sum[i] + step->weight_decay * old;
          float velocity = step->momentum * v[first + i] + gradient;

          v[first + i] = velocity;
          w[first + i] = old - step->rate * velocity;
        }
    }
}

const InkKernels INK_KERNELS = {
  .isa = INK_KERNELS_ISA,
  .conv2d_forward = conv2d_forward,
  .conv2d_backward_input = conv2d_backward_input,
  .conv2d_backward_weight = conv2d_backward_weight,
  .linear_forward = linear_forward,
  .linear_backward_input = linear_backward_input,
  .linear_backward_weight = linear_backward_weight,
  .relu_forward = relu_forward,
  .relu_backward = relu_backward,
  .max_pool2d_forward = max_pool2d_forward,
  .max_pool2d_backward = max_pool2d_backward,
  .sgd_step = sgd_step,
};
