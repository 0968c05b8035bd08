/* Convolution, ReLU and max-pooling as the definitions have them, one after
 * another; sums run in double. */
#include <math.h>
#include <string.h>

#include "core/tensor/kernels-private.h"

#define L INK_LANES

/* Offset of [channel][row][column] in a plane of @height x @width. */
static gsize
at (guint channel, guint row, guint column, guint height, guint width)
{
  return (((gsize) channel * height + row) * width + column) * L;
}

static gsize
weight_at (const InkConv2dShape *s, guint out, guint in, guint ky, guint kx)
{
  return (((gsize) out * s->in_channels + in) * s->kernel + ky) * s->kernel
         + kx;
}

static gsize
in_size (const InkConv2dShape *s)
{
  return (gsize) s->in_channels * s->in_height * s->in_width * L;
}

static gsize
out_size (const InkConv2dShape *s)
{
  return (gsize) s->out_channels * (s->in_height - s->kernel + 1)
         * (s->in_width - s->kernel + 1) * L;
}

/* Calls @visit for every product of the convolution of one lane. */
typedef struct
{
  const InkConv2dShape *shape;
  guint out, in, y, x, ky, kx;
  gsize x_at, y_at, w_at;
} Tap;

typedef void (*TapFunc) (const Tap *tap, gpointer data);

static void
for_each_window (Tap *t, TapFunc visit, gpointer data)
{
  const InkConv2dShape *s = t->shape;
  guint out_height = s->in_height - s->kernel + 1;
  guint out_width = s->in_width - s->kernel + 1;

  t->y_at = at (t->out, t->y, t->x, out_height, out_width);
  for (t->in = 0; t->in < s->in_channels; t->in++)
    for (t->ky = 0; t->ky < s->kernel; t->ky++)
      for (t->kx = 0; t->kx < s->kernel; t->kx++)
        {
          t->x_at = at (t->in, t->y + t->ky, t->x + t->kx, s->in_height,
                        s->in_width);
          t->w_at = weight_at (s, t->out, t->in, t->ky, t->kx);
          visit (t, data);
        }
}

static void
for_each_tap (const InkConv2dShape *s, TapFunc visit, gpointer data)
{
  Tap t = { .shape = s };

  for (t.out = 0; t.out < s->out_channels; t.out++)
    for (t.y = 0; t.y < s->in_height - s->kernel + 1; t.y++)
      for (t.x = 0; t.x < s->in_width - s->kernel + 1; t.x++)
        for_each_window (&t, visit, data);
}

typedef struct
{
  const float *x, *w, *dy;
  double *sum;
  guint lane;
} ConvData;

static void
forward_tap (const Tap *t, gpointer user_data)
{
  ConvData *d = user_data;

  d->sum[t->y_at + d->lane]
      += (double) d->w[t->w_at] * d->x[t->x_at + d->lane];
}

static void
input_tap (const Tap *t, gpointer user_data)
{
  ConvData *d = user_data;

  d->sum[t->x_at + d->lane]
      += (double) d->w[t->w_at] * d->dy[t->y_at + d->lane];
}

static void
weight_tap (const Tap *t, gpointer user_data)
{
  ConvData *d = user_data;

  d->sum[t->w_at]
      += (double) d->x[t->x_at + d->lane] * d->dy[t->y_at + d->lane];
}

static void
convolve (const InkConv2dShape *s, const float *x, const float *w,
          const float *b, float *y, guint n_blocks)
{
  gsize n_out = out_size (s);
  gsize plane = n_out / s->out_channels;
  g_autofree double *sum = g_new (double, n_out);

  for (guint block = 0; block < n_blocks; block++)
    {
      ConvData d = { .x = x + block * in_size (s), .w = w, .sum = sum };

      for (gsize i = 0; i < n_out; i++)
        sum[i] = b[i / plane];
      for (d.lane = 0; d.lane < L; d.lane++)
        for_each_tap (s, forward_tap, &d);
      for (gsize i = 0; i < n_out; i++)
        y[block * n_out + i] = (float) sum[i];
    }
}

static void
input_gradient (const InkConv2dShape *s, const float *w,
                const float *dy, float *dx, guint n_blocks)
{
  gsize n_in = in_size (s);

  for (guint block = 0; block < n_blocks; block++)
    {
      g_autofree double *sum = g_new0 (double, n_in);
      ConvData d = { .w = w, .dy = dy + block * out_size (s), .sum = sum };

      for (d.lane = 0; d.lane < L; d.lane++)
        for_each_tap (s, input_tap, &d);
      for (gsize i = 0; i < n_in; i++)
        dx[block * n_in + i] = (float) sum[i];
    }
}

static void
weight_gradient (const InkConv2dShape *s, const float *x, const float *dy,
                 float *dw, float *db, guint n_blocks)
{
  gsize n_w = (gsize) s->out_channels * s->in_channels * s->kernel * s->kernel;
  gsize n_out = out_size (s);
  gsize plane = n_out / s->out_channels;
  g_autofree double *sum = g_new0 (double, n_w);
  g_autofree double *bias_sum = g_new0 (double, s->out_channels);

  for (guint block = 0; block < n_blocks; block++)
    {
      ConvData d = { .x = x + block * in_size (s),
                     .dy = dy + block * n_out,
                     .sum = sum };

      for (d.lane = 0; d.lane < L; d.lane++)
        for_each_tap (s, weight_tap, &d);
      for (gsize i = 0; i < n_out; i++)
        bias_sum[i / plane] += d.dy[i];
    }
  for (gsize i = 0; i < n_w; i++)
    dw[i] = (float) sum[i];
  for (guint i = 0; i < s->out_channels; i++)
    db[i] = (float) bias_sum[i];
}

/* Calls @visit for every window of the output of every block and lane. */
typedef struct
{
  const InkConv2dShape *shape;
  gsize at;         /* of the window, with the lane */
  gsize corners[4]; /* of its outputs */
} Window;

typedef void (*WindowFunc) (const Window *window, gpointer data);

static void
for_each_pooled (const InkConv2dShape *s, guint n_blocks, WindowFunc visit,
                 gpointer data)
{
  guint height = s->in_height - s->kernel + 1;
  guint width = s->in_width - s->kernel + 1;
  Window w = { .shape = s };

  for (guint plane = 0; plane < n_blocks * s->out_channels; plane++)
    for (guint row = 0; row < height / 2; row++)
      for (guint column = 0; column < width / 2; column++)
        for (guint lane = 0; lane < L; lane++)
          {
            w.at = at (plane, row, column, height / 2, width / 2) + lane;
            for (guint i = 0; i < 4; i++)
              w.corners[i] = at (plane, 2 * row + i / 2, 2 * column + i % 2,
                                 height, width)
                             + lane;
            visit (&w, data);
          }
}

typedef struct
{
  const InkConv2dPass *pass;
  float *whole; /* the convolution's output, or its gradient */
} PoolData;

static void
pool (const Window *w, gpointer user_data)
{
  PoolData *d = user_data;
  guint best = 0;
  float largest;

  for (guint i = 1; i < 4; i++)
    if (d->whole[w->corners[i]] > d->whole[w->corners[best]])
      best = i;
  largest = d->whole[w->corners[best]];
  d->pass->y[w->at] = largest < 0 ? 0 : largest;
  if (d->pass->winners != NULL)
    d->pass->winners[w->at] = largest > 0 ? (guint8) best : 4;
}

static void
unpool (const Window *w, gpointer user_data)
{
  PoolData *d = user_data;

  for (guint i = 0; i < 4; i++)
    d->whole[w->corners[i]]
        = d->pass->winners[w->at] == i ? d->pass->dy[w->at] : 0;
}

gsize
ink_reference_conv2d_scratch_size (const InkConv2dShape *s, guint n_blocks)
{
  return out_size (s) * n_blocks;
}

void
ink_reference_conv2d_forward (const InkConv2dShape *s,
                              const InkConv2dPass *pass)
{
  PoolData data = { pass, g_new (float, out_size (s) * pass->n_blocks) };

  convolve (s, pass->x, pass->weights, pass->biases, data.whole,
            pass->n_blocks);
  for_each_pooled (s, pass->n_blocks, pool, &data);
  g_free (data.whole);
}

void
ink_reference_conv2d_backward (const InkConv2dShape *s,
                               const InkConv2dPass *pass)
{
  PoolData data = { pass, pass->scratch };

  for_each_pooled (s, pass->n_blocks, unpool, &data);
  weight_gradient (s, pass->x, data.whole, pass->dweights, pass->dbiases,
                   pass->n_blocks);
  if (pass->dx != NULL)
    input_gradient (s, pass->weights, data.whole, pass->dx, pass->n_blocks);
}
