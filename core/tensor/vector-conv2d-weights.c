/* Convolution: the gradient of the weights, a sum over pixels and examples. */
#include "core/tensor/vector-private.h"

#define WEIGHT_OUT (INK_WIDTH == 16 ? 4 : 2)

/* The rows that are summed over. */
typedef struct
{
  guint n_groups;
  guint first, n; /* rows of the output */
  gsize dy_plane, dy_group; /* floats; the gradient begins with row @first */
} Rows;

/* Over all those rows of @outs x @taps weights of one row of the kernel, one
 * part. */
INLINE void
sum_rows (const Conv *c, const Rows *rows, guint outs, guint taps,
          const float *x, const float *dy, vec sum[WEIGHT_OUT][5])
{
  gsize x_group = c->in_plane * c->shape->in_channels;

  for (guint group = 0; group < rows->n_groups; group++)
    for (guint row = 0; row < rows->n; row++)
      {
        const float *xs
            = x + group * x_group + (rows->first + row) * c->in_row;
        const float *ys = dy + group * rows->dy_group + row * c->out_row;

        for (guint p = 0; p < c->out_width; p++)
          {
            UNROLL
            for (guint o = 0; o < outs; o++)
              {
                unit gradient = load_unit (ys + o * rows->dy_plane + p * L);

                UNROLL
                for (guint t = 0; t < taps; t++)
                  sum[o][t] = mac (sum[o][t], gradient,
                                   load_unit (xs + (p + t) * L));
              }
          }
      }
}

/* @sums: goes on from there, [out][in][row][column][16], and leaves it there.
 */
INLINE void
weight_tile (const Conv *c, const Rows *rows, guint outs, guint taps,
             const float *x, const float *dy, float *sums)
{
  gsize out_sums = (gsize) c->shape->in_channels * c->shape->kernel
                   * c->shape->kernel * L;

  for (guint lane = 0; lane < L; lane += W)
    {
      vec sum[WEIGHT_OUT][5];

      UNROLL
      for (guint o = 0; o < outs; o++)
        {
          UNROLL
          for (guint t = 0; t < taps; t++)
            sum[o][t] = load (sums + o * out_sums + t * L + lane);
        }
      sum_rows (c, rows, outs, taps, x + lane, dy + lane, sum);
      UNROLL
      for (guint o = 0; o < outs; o++)
        {
          UNROLL
          for (guint t = 0; t < taps; t++)
            store (sums + o * out_sums + t * L + lane, sum[o][t]);
        }
    }
}

INLINE void
weight_channels (const Conv *c, const Rows *rows, guint outs, const float *x,
                 const float *dy, float *sums)
{
  guint kernel = c->shape->kernel;

  for (guint in = 0; in < c->shape->in_channels; in++)
    for (guint ky = 0; ky < kernel; ky++)
      {
        const float *xs = x + in * c->in_plane + ky * c->in_row;
        float *row_sums = sums + ((gsize) in * kernel + ky) * kernel * L;
        guint kx = 0;

        for (; kx + 5 <= kernel; kx += 5)
          weight_tile (c, rows, outs, 5, xs + kx * L, dy, row_sums + kx * L);
        for (; kx < kernel; kx++)
          weight_tile (c, rows, outs, 1, xs + kx * L, dy, row_sums + kx * L);
      }
}

static void
weight_rows (const Conv *c, const Rows *rows, const float *x, const float *dy,
             float *sums)
{
  guint n = c->shape->out_channels;
  gsize out_sums = (gsize) c->shape->in_channels * c->shape->kernel
                   * c->shape->kernel * L;
  guint o = 0;

#define CHANNELS(outs)                                                         \
  weight_channels (c, rows, outs, x, dy + o * rows->dy_plane,                  \
                   sums + o * out_sums)
#if INK_WIDTH == 16
  for (; n - o >= 4 && n - o != 6; o += 4) /* 6 is 3 and 3 */
    CHANNELS (4);
  for (; o + 3 <= n; o += 3)
    CHANNELS (3);
#endif
  for (; o + 2 <= n; o += 2)
    CHANNELS (2);
  for (; o < n; o++)
    CHANNELS (1);
#undef CHANNELS
}

void
NAME (conv2d_weights) (const InkConv2dShape *s, const float *x,
                       const float *dy, float *sums, guint n_groups)
{
  Conv c = conv_init (s);
  Rows rows = { .n_groups = n_groups,
                .n = c.out_height,
                .dy_plane = c.out_plane,
                .dy_group = c.out_plane * s->out_channels };

  weight_rows (&c, &rows, x, dy, sums);
}

void
NAME (conv2d_weights_rows) (const InkConv2dShape *s, guint first, guint n,
                            const float *x, const float *dy, float *sums)
{
  Conv c = conv_init (s);
  Rows rows = { .n_groups = 1, .first = first, .n = n,
                .dy_plane = n * c.out_row };

  weight_rows (&c, &rows, x, dy, sums);
}

void
NAME (conv2d_weights_end) (const InkConv2dShape *s, const float *sums,
                           float *dw)
{
  gsize n = (gsize) s->out_channels * s->in_channels * s->kernel * s->kernel;

  for (gsize i = 0; i < n; i++)
    dw[i] = sum_lanes (sums + i * L);
}
