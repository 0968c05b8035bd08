/* Convolution: the forward pass and the gradient of the input. */
#include <string.h>

#include "core/tensor/vector-private.h"

/* ---- convolution, forward ---------------------------------------------- */

/* @outs channels x @pixels outputs of one row, one part. */
INLINE void
forward_tile (const Conv *c, guint outs, guint pixels, guint kernel,
              const float *x, const float *w, const float *b, float *y)
{
  vec sum[FORWARD_OUT][PIXELS];

  UNROLL
  for (guint o = 0; o < outs; o++)
    {
      UNROLL
      for (guint p = 0; p < pixels; p++)
        sum[o][p] = splat (b[o]);
    }
  for (guint in = 0; in < c->shape->in_channels; in++)
    for (guint ky = 0; ky < kernel; ky++)
      {
        const float *row = x + in * c->in_plane + ky * c->in_row;
        const float *taps = w + in * c->w_in + ky * kernel;

        UNROLL
        for (guint kx = 0; kx < kernel; kx++)
          {
            UNROLL
            for (guint o = 0; o < outs; o++)
              {
                vec weight = splat (taps[o * c->w_out + kx]);

                UNROLL
                for (guint p = 0; p < pixels; p++)
                  sum[o][p] += weight * load (row + (p + kx) * L);
              }
          }
      }
  UNROLL
  for (guint o = 0; o < outs; o++)
    {
      UNROLL
      for (guint p = 0; p < pixels; p++)
        store (y + o * c->out_plane + p * L, sum[o][p]);
    }
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

void
NAME (conv2d_forward) (const InkConv2dShape *s, const float *x, const float *w,
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

  UNROLL
  for (guint i = 0; i < ins; i++)
    {
      UNROLL
      for (guint p = 0; p < span; p++)
        sum[i][p] = load (dx + i * c->in_plane + p * L);
    }
  for (guint o = 0; o < c->shape->out_channels; o++)
    for (guint ky = first_ky; ky < end_ky; ky++)
      {
        const float *row = dy + o * c->out_plane - ky * c->out_row;
        const float *taps = w + o * c->w_out + ky * kernel;

        UNROLL
        for (guint kx = 0; kx < kernel; kx++)
          UNROLL
        for (guint i = 0; i < ins; i++)
          {
            vec weight = splat (taps[i * c->w_in + kx]);

            UNROLL
            for (guint p = 0; p < pixels; p++)
              sum[i][p + kx] += weight * load (row + p * L);
          }
      }
  UNROLL
  for (guint i = 0; i < ins; i++)
    {
      UNROLL
      for (guint p = 0; p < span; p++)
        store (dx + i * c->in_plane + p * L, sum[i][p]);
    }
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
              sum +=
                  splat (w[o * c->w_out + i * c->w_in + ky * kernel + kx]) *
                  load (dy + o * c->out_plane - ky * c->out_row + column * L);
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

void
NAME (conv2d_backward_input) (const InkConv2dShape *s, const float *w,
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
