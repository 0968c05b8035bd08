/* Convolution: the gradient of the weights. */
#include "core/tensor/vector-private.h"

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

      UNROLL
      for (guint o = 0; o < outs; o++)
        {
          UNROLL
          for (guint t = 0; t < taps; t++)
            sum[o][t] = splat (0);
        }
      for (guint block = 0; block < n_blocks; block++)
        for (guint row = 0; row < c->out_height; row++)
          {
            const float *xs = x + block * x_block + row * c->in_row + part * W;
            const float *ys =
                dy + block * y_block + row * c->out_row + part * W;

            for (guint p = 0; p < c->out_width; p++)
              UNROLL
            for (guint o = 0; o < outs; o++)
              {
                vec gradient = load (ys + o * c->out_plane + p * L);

                UNROLL
                for (guint t = 0; t < taps; t++)
                  sum[o][t] += gradient * load (xs + (p + t) * L);
              }
          }
      UNROLL
      for (guint o = 0; o < outs; o++)
        {
          UNROLL
          for (guint t = 0; t < taps; t++)
            store (lanes[o][t] + part * W, sum[o][t]);
        }
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
                   load (lanes + part * W) +
                       load (dy + (block * n + o) * c->out_plane + p * L +
                             part * W));
      db[o] += sum_lanes (lanes);
    }
}

void
NAME (conv2d_backward_weight) (const InkConv2dShape *s, const float *x,
                               const float *dy, float *dw, float *db,
                               guint n_blocks)
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
