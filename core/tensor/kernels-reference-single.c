/* Plain loops for one image alone, as kernels-reference.c has them for blocks:
 * sums run in double, in the same order. */
#include "core/tensor/kernels-private.h"

#define KERNEL INK_SINGLE_KERNEL
#define TAPS (KERNEL * KERNEL)
#define POOLED ((INK_SINGLE_SIZE - KERNEL + 1) / 2)
#define OUT_POOLED ((POOLED - KERNEL + 1) / 2)

static float
relu (float x)
{
  return x < 0 ? 0 : x;
}

/* The first of the largest of a window, which @value gives corner by corner,
 * after a ReLU. */
typedef float (*CornerFunc) (gconstpointer data, guint row, guint column);

static float
pooled (CornerFunc value, gconstpointer data, guint row, guint column)
{
  float best = relu (value (data, 2 * row, 2 * column));

  for (guint corner = 1; corner < 4; corner++)
    {
      float other = relu (
          value (data, 2 * row + corner / 2, 2 * column + corner % 2));

      if (other > best)
        best = other;
    }
  return best;
}

typedef struct
{
  const guint8 *image;
  const float *values, *w;
  float b;
} ImageConv;

static float
image_value (gconstpointer data, guint row, guint column)
{
  const ImageConv *c = data;
  double sum = c->b;

  for (guint tap = 0; tap < TAPS; tap++)
    sum += (double) c->w[tap]
           * c->values[c->image[(row + tap / KERNEL) * INK_SINGLE_SIZE + column
                                + tap % KERNEL]];
  return (float) sum;
}

void
ink_single_conv2d_image_reference (const guint8 *image, const float *values,
                                   const float *w, const float *b, float *y,
                                   guint out_channels)
{
  for (guint o = 0; o < out_channels; o++)
    {
      ImageConv c = { image, values, w + o * TAPS, b[o] };

      for (guint p = 0; p < POOLED * POOLED; p++)
        y[o * POOLED * POOLED + p]
            = pooled (image_value, &c, p / POOLED, p % POOLED);
    }
}

typedef struct
{
  const float *x, *w; /* @w: at the channel */
  guint in_channels;
  float b;
} ChannelConv;

static float
channel_value (gconstpointer data, guint row, guint column)
{
  const ChannelConv *c = data;
  double sum = c->b;

  for (guint in = 0; in < c->in_channels; in++)
    for (guint tap = 0; tap < TAPS; tap++)
      sum += (double) c->w[(in * TAPS + tap) * INK_LANES]
             * c->x[(in * POOLED + row + tap / KERNEL) * POOLED + column
                    + tap % KERNEL];
  return (float) sum;
}

void
ink_single_conv2d_channels_reference (const float *x, const float *w,
                                      const float *b, float *y,
                                      guint in_channels)
{
  for (guint o = 0; o < INK_LANES; o++)
    {
      ChannelConv c = { x, w + o, in_channels, b[o] };

      for (guint p = 0; p < OUT_POOLED * OUT_POOLED; p++)
        y[o * OUT_POOLED * OUT_POOLED + p]
            = pooled (channel_value, &c, p / OUT_POOLED, p % OUT_POOLED);
    }
}

void
ink_single_linear_reference (const InkLinearShape *s, const float *x,
                             const float *w, const float *b, gboolean with_relu,
                             float *y)
{
  gsize stride = INK_SINGLE_PADDED ((gsize) s->n_out);

  for (gsize o = 0; o < stride; o++)
    {
      double sum = b[o];

      for (guint k = 0; k < s->n_in; k++)
        sum += (double) w[k * stride + o] * x[k];
      y[o] = with_relu ? relu ((float) sum) : (float) sum;
    }
}
