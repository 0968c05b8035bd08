/* One image alone: there is only one example, so lanes lie along something
 * else. In the first layer a vector holds neighbouring outputs of the pooling,
 * and the four positions of their windows are four sums, so that nothing is
 * computed twice and pooling needs no shuffle; in the second a vector holds
 * channels, and a dense layer's one outputs. Each sum runs in the order of
 * conv2d_forward and linear_forward, and so has the same bits. */
#include <string.h>

#include "core/tensor/vector-private.h"

#define KERNEL INK_SINGLE_KERNEL
#define TAPS (KERNEL * KERNEL)

INLINE vec
larger_of (vec a, vec b)
{
  ivec second = b > a;

  return (vec) (((ivec) b & second) | ((ivec) a & ~second));
}

/* Max-pooling over the corners of a window, then ReLU; in the other order it is
 * the same but for the sign of a zero. */
INLINE vec
pool_relu (vec upper_left, vec upper_right, vec lower_left, vec lower_right)
{
  vec most = larger_of (larger_of (upper_left, upper_right),
                        larger_of (lower_left, lower_right));

  return (vec) ((ivec) most & ~(most < splat (0)));
}

/* ---- the first layer: lanes are outputs of the pooling ----------------- */

#define SIZE INK_SINGLE_SIZE
#define POOLED ((SIZE - KERNEL + 1) / 2)
#define SHIFTS (KERNEL + 1) /* columns of a window's receptive field */
#define ROWS (SIZE / 2)

/* [SHIFTS][2][ROWS][POOLED]: what the outputs of the pooling see of the image
 * at each shift to the right, its even rows before its odd ones. A shift
 * downwards by two rows is then one by POOLED floats. */
#define SHIFTED_ODD (ROWS * POOLED)
#define SHIFTED_STEP (2 * SHIFTED_ODD)
#define SHIFTED_SIZE (SHIFTS * SHIFTED_STEP)

static void
shift_image (const guint8 *image, const float *values, float *shifted)
{
  float halves[SIZE][2][SIZE / 2]; /* even columns, odd columns */

  for (guint row = 0; row < SIZE; row++)
    UNROLL
  for (guint column = 0; column < SIZE; column++)
    halves[row][column % 2][column / 2] = values[image[row * SIZE + column]];
  for (guint row = 0; row < SIZE; row++)
    for (guint shift = 0; shift < SHIFTS; shift++)
      memcpy (shifted + shift * SHIFTED_STEP + row % 2 * SHIFTED_ODD
                  + row / 2 * POOLED,
              halves[row][shift % 2] + shift / 2, POOLED * sizeof *shifted);
}

#if INK_WIDTH == 16
#define PLANE_OUT 6
#else
#define PLANE_OUT 2
#endif

/* W outputs of @outs channels. @shifted: where they begin. */
INLINE void
plane_tile (guint outs, const float *shifted, const float *w, const float *b,
            float *y)
{
  vec sum[PLANE_OUT][4];

  UNROLL
  for (guint o = 0; o < outs; o++)
    {
      UNROLL
      for (guint p = 0; p < 4; p++)
        sum[o][p] = splat (b[o]);
    }
  for (guint ky = 0; ky < KERNEL; ky++)
    {
      const float *rows[2]
          = { shifted + ky / 2 * POOLED + ky % 2 * SHIFTED_ODD,
              shifted + (ky + 1) / 2 * POOLED + (ky + 1) % 2 * SHIFTED_ODD };

      UNROLL
      for (guint kx = 0; kx < KERNEL; kx++)
        {
          UNROLL
          for (guint o = 0; o < outs; o++)
            {
              vec weight = splat (w[o * TAPS + ky * KERNEL + kx]);

              UNROLL
              for (guint p = 0; p < 4; p++)
                sum[o][p] += weight
                             * load (rows[p / 2] + (kx + p % 2) * SHIFTED_STEP);
            }
        }
    }
  UNROLL
  for (guint o = 0; o < outs; o++)
    store (y + o * POOLED * POOLED,
           pool_relu (sum[o][0], sum[o][1], sum[o][2], sum[o][3]));
}

INLINE void
plane_channels (guint outs, const float *shifted, const float *w,
                const float *b, float *y)
{
  for (guint i = 0; i < POOLED * POOLED; i += W)
    plane_tile (outs, shifted + i, w, b, y + i);
}

void
NAME (single_conv2d_image) (const guint8 *image, const float *values,
                            const float *w, const float *b, float *y,
                            guint out_channels)
{
  _Alignas (INK_ALIGNMENT) float shifted[SHIFTED_SIZE];
  guint o = 0;

  shift_image (image, values, shifted);
  for (; o + PLANE_OUT <= out_channels; o += PLANE_OUT)
    plane_channels (PLANE_OUT, shifted, w + o * TAPS, b + o,
                    y + o * POOLED * POOLED);
  for (; o < out_channels; o++)
    plane_channels (1, shifted, w + o * TAPS, b + o,
                    y + o * POOLED * POOLED);
}

/* ---- the second layer: lanes are channels ------------------------------ */

#define OUT_SIZE (POOLED - KERNEL + 1)
#define OUT_POOLED (OUT_SIZE / 2)

#if INK_WIDTH == 16
#define COLUMNS 8
#else
#define COLUMNS 4
#endif

/* Two rows of COLUMNS outputs; @y: [COLUMNS / 2][16]. */
INLINE void
channels_tile (guint in_channels, const float *x, const float *w,
               const float *b, float *y)
{
  vec sum[2][COLUMNS];

  UNROLL
  for (guint p = 0; p < COLUMNS; p++)
    sum[0][p] = sum[1][p] = load (b);
  for (guint in = 0; in < in_channels; in++)
    for (guint ky = 0; ky < KERNEL; ky++)
      for (guint kx = 0; kx < KERNEL; kx++)
        {
          const float *tap
              = w + ((in * KERNEL + ky) * KERNEL + kx) * (gsize) L;
          const float *from = x + (in * POOLED + ky) * (gsize) POOLED + kx;
          vec weight = load (tap);

          UNROLL
          for (guint p = 0; p < COLUMNS; p++)
            {
              sum[0][p] += weight * splat (from[p]);
              sum[1][p] += weight * splat (from[POOLED + p]);
            }
        }
  UNROLL
  for (guint p = 0; p < COLUMNS; p += 2)
    store (y + p / 2 * L,
           pool_relu (sum[0][p], sum[0][p + 1], sum[1][p], sum[1][p + 1]));
}

void
NAME (single_conv2d_channels) (const float *x, const float *w, const float *b,
                               float *y, guint in_channels)
{
  _Alignas (INK_ALIGNMENT) float found[OUT_POOLED * OUT_POOLED][L];

  for (guint row = 0; row < OUT_POOLED; row++)
    for (guint column = 0; column < OUT_SIZE; column += COLUMNS)
      for (guint part = 0; part < L; part += W)
        channels_tile (in_channels, x + 2 * row * POOLED + column, w + part,
                       b + part, found[row * OUT_POOLED + column / 2] + part);
  for (guint channel = 0; channel < L; channel++)
    for (guint p = 0; p < OUT_POOLED * OUT_POOLED; p++)
      y[channel * OUT_POOLED * OUT_POOLED + p] = found[p][channel];
}

/* ---- dense layers: lanes are outputs ----------------------------------- */

#define MOST_VECTORS 8

/* Reading the weights takes longer than multiplying with them, and a ReLU
 * leaves many inputs zero: only the others are used. */
typedef struct
{
  guint n_used;
  guint16 used[INK_SINGLE_MAX_IN];
  gsize stride; /* floats between the weights of neighbouring inputs */
  gboolean relu;
} Dense;

/* As integers, which compare in one instruction. */
INLINE void
find_used (Dense *d, const float *x, guint n_in)
{
  const gint32 *bits = (const gint32 *) x;

  d->n_used = 0;
  for (guint k = 0; k < n_in; k++)
    {
      d->used[d->n_used] = (guint16) k;
      d->n_used += bits[k] != 0;
    }
}

INLINE void
dense_tile (const Dense *d, guint vectors, const float *x, const float *w,
            const float *b, float *y)
{
  vec sum[MOST_VECTORS];

  UNROLL
  for (guint v = 0; v < vectors; v++)
    sum[v] = load (b + v * W);
  for (guint i = 0; i < d->n_used; i++)
    {
      guint k = d->used[i];
      vec input = splat (x[k]);

      UNROLL
      for (guint v = 0; v < vectors; v++)
        sum[v] += load (w + k * d->stride + v * W) * input;
    }
  UNROLL
  for (guint v = 0; v < vectors; v++)
    store (y + v * W, d->relu ? (vec) ((ivec) sum[v] & ~(sum[v] < splat (0)))
                              : sum[v]);
}

void
NAME (single_linear) (const InkLinearShape *s, const float *x, const float *w,
                      const float *b, gboolean relu, float *y)
{
  Dense d;
  gsize o = 0;

  d.stride = INK_SINGLE_PADDED ((gsize) s->n_out);
  d.relu = relu;
  find_used (&d, x, s->n_in);
  for (; o + 8 * W <= d.stride; o += 8 * W)
    dense_tile (&d, 8, x, w + o, b + o, y + o);
  for (; o + 6 * W <= d.stride; o += 6 * W)
    dense_tile (&d, 6, x, w + o, b + o, y + o);
  for (; o + 2 * W <= d.stride; o += 2 * W)
    dense_tile (&d, 2, x, w + o, b + o, y + o);
  for (; o < d.stride; o += W)
    dense_tile (&d, 1, x, w + o, b + o, y + o);
}
