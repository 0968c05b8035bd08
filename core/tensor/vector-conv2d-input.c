/* Convolution: the gradient of the input. */
#include "core/tensor/vector-private.h"

/* Units between the weights of neighbouring input channels, and of neighbouring
 * (pairs of) output channels. */
#define STEP_IN(c) ((gsize) (c)->shape->kernel * (c)->shape->kernel)
#define STEP_OUT(c) (STEP_IN (c) * (c)->shape->in_channels)

#define FAST_KERNEL 5
#define FAST_WIDTH 8 /* of the output */
#define FAST_SPAN (FAST_WIDTH + FAST_KERNEL - 1)

/* One input row of @ins channels where the output is 8 wide: all its sums stay
 * in registers over all output channels and rows of the kernel. @dy: output row
 * of the same number. */
INLINE void
input_row_8 (const Conv *c, guint ins, guint first_ky, guint end_ky,
             const float *w, const float *dy, float *dx)
{
  vec sum[INPUT_IN][FAST_SPAN];

  UNROLL
  for (guint i = 0; i < ins; i++)
    {
      UNROLL
      for (guint p = 0; p < FAST_SPAN; p++)
        sum[i][p] = splat (0);
    }
  for (guint o = 0; o < UNITS (c->shape->out_channels); o++)
    for (guint ky = first_ky; ky < end_ky; ky++)
      {
        const float *row = dy + o * c->out_plane - ky * c->out_row;
        const float *taps = w + o * STEP_OUT (c) + ky * FAST_KERNEL;

        UNROLL
        for (guint kx = 0; kx < FAST_KERNEL; kx++)
          {
            UNROLL
            for (guint i = 0; i < ins; i++)
              {
                unit weight = splat_unit (taps + i * STEP_IN (c) + kx);

                UNROLL
                for (guint p = 0; p < FAST_WIDTH; p++)
                  sum[i][p + kx]
                      = mac (sum[i][p + kx], weight, load_unit (row + p * L));
              }
          }
      }
  UNROLL
  for (guint p = 0; p < FAST_SPAN; p++)
    {
      vec both[INPUT_IN];

      UNROLL
      for (guint i = 0; i < ins; i++)
        both[i] = sum[i][p];
      UNROLL
      for (guint i = 0; i < UNITS (ins); i++)
        store_unit (dx + i * c->in_plane + p * L, unit_of (both, ins, i));
    }
}

/* The same for one pixel of one channel, any shape. */
INLINE vec
input_pixel (const Conv *c, guint first_ky, guint end_ky, guint column,
             const float *w, const float *dy)
{
  guint kernel = c->shape->kernel;
  guint first = column < c->out_width ? 0 : column - c->out_width + 1;
  guint end = MIN (kernel, column + 1);
  vec sum = splat (0);

  for (guint o = 0; o < UNITS (c->shape->out_channels); o++)
    for (guint ky = first_ky; ky < end_ky; ky++)
      for (guint kx = first; kx < end; kx++)
        sum = mac (sum, splat_unit (w + o * STEP_OUT (c) + ky * kernel + kx),
                   load_unit (dy + o * c->out_plane - ky * c->out_row
                              + (column - kx) * L));
  return sum;
}

INLINE void
input_row (const Conv *c, guint ins, guint y, const float *w, const float *dy,
           float *dx)
{
  guint first_ky = y < c->out_height ? 0 : y - c->out_height + 1;
  guint end_ky = MIN (c->shape->kernel, y + 1);

  if (c->shape->kernel == FAST_KERNEL && c->out_width == FAST_WIDTH)
    {
      input_row_8 (c, ins, first_ky, end_ky, w, dy, dx);
      return;
    }
  for (guint column = 0; column < c->shape->in_width; column++)
    {
      vec both[INPUT_IN];

      for (guint i = 0; i < ins; i++)
        both[i] = input_pixel (c, first_ky, end_ky, column,
                               w + i * STEP_IN (c), dy);
      for (guint i = 0; i < UNITS (ins); i++)
        store_unit (dx + i * c->in_plane + column * L,
                    unit_of (both, ins, i));
    }
}

static void
input_part (const Conv *c, const float *w, const float *dy, float *dx)
{
  guint n = c->shape->in_channels;

  for (guint y = 0; y < c->shape->in_height; y++)
    {
      const float *dy_row = dy + y * c->out_row;
      float *dx_row = dx + y * c->in_row;
      guint i = 0;

      for (; i + INPUT_IN <= n; i += INPUT_IN)
        input_row (c, INPUT_IN, y, w + i * STEP_IN (c), dy_row,
                   CHANNEL (dx_row, i, c->in_plane));
      for (; i < n; i++)
        input_row (c, 1, y, w + i * STEP_IN (c), dy_row,
                   CHANNEL (dx_row, i, c->in_plane));
    }
}

void
NAME (conv2d_input) (const InkConv2dShape *s, const float *w, const float *dy,
                     float *dx, guint n_blocks)
{
  Conv c = conv_init (s);
  gsize x_block = c.in_plane * UNITS (s->in_channels);
  gsize y_block = c.out_plane * UNITS (s->out_channels);

  for (guint i = 0; i < n_blocks * PARTS; i++)
    input_part (&c, w, dy + (i / PARTS) * y_block + (i % PARTS) * W,
                dx + (i / PARTS) * x_block + (i % PARTS) * W);
}
