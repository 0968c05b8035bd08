/* Plain loops, as the definitions have them: what the fast kernels are held
 * against. Nothing here is clever; sums run in double. */
#include <math.h>

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
conv2d_forward (const InkConv2dShape *s, const float *x, const float *w,
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
conv2d_backward_input (const InkConv2dShape *s, const float *w,
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
conv2d_backward_weight (const InkConv2dShape *s, const float *x,
                        const float *dy, float *dw, float *db, guint n_blocks)
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
    dw[i] += (float) sum[i];
  for (guint i = 0; i < s->out_channels; i++)
    db[i] += (float) bias_sum[i];
}

static void
linear_forward (const InkLinearShape *s, const float *x, const float *w,
                const float *b, float *y, guint n_blocks)
{
  for (guint block = 0; block < n_blocks; block++)
    for (guint out = 0; out < s->n_out; out++)
      for (guint lane = 0; lane < L; lane++)
        {
          double sum = b[out];

          for (guint in = 0; in < s->n_in; in++)
            sum += (double) w[out * s->n_in + in]
                   * x[((gsize) block * s->n_in + in) * L + lane];
          y[((gsize) block * s->n_out + out) * L + lane] = (float) sum;
        }
}

static void
linear_backward_input (const InkLinearShape *s, const float *w,
                       const float *dy, float *dx, guint n_blocks)
{
  for (guint block = 0; block < n_blocks; block++)
    for (guint in = 0; in < s->n_in; in++)
      for (guint lane = 0; lane < L; lane++)
        {
          double sum = 0;

          for (guint out = 0; out < s->n_out; out++)
            sum += (double) w[out * s->n_in + in]
                   * dy[((gsize) block * s->n_out + out) * L + lane];
          dx[((gsize) block * s->n_in + in) * L + lane] = (float) sum;
        }
}

static double
product_over_examples (const float *a, gsize a_stride, const float *b,
                       gsize b_stride, guint n_blocks)
{
  double sum = 0;

  for (guint block = 0; block < n_blocks; block++)
    for (guint lane = 0; lane < L; lane++)
      sum += (double) a[block * a_stride + lane] * b[block * b_stride + lane];
  return sum;
}

static void
linear_backward_weight (const InkLinearShape *s, const float *x,
                        const float *dy, float *dw, float *db, float *scratch,
                        guint n_blocks)
{
  for (guint out = 0; out < s->n_out; out++)
    {
      double sum = 0;

      for (guint in = 0; in < s->n_in; in++)
        dw[out * s->n_in + in] += (float) product_over_examples (
            x + in * L, (gsize) s->n_in * L, dy + out * L,
            (gsize) s->n_out * L, n_blocks);
      for (guint block = 0; block < n_blocks; block++)
        for (guint lane = 0; lane < L; lane++)
          sum += dy[((gsize) block * s->n_out + out) * L + lane];
      db[out] += (float) sum;
    }
}

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

static gsize
window_at (const InkMaxPool2dShape *s, guint plane, guint row, guint column,
           guint corner)
{
  return at (plane, 2 * row + corner / 2, 2 * column + corner % 2,
             s->in_height, s->in_width);
}

static guint
winner (const InkMaxPool2dShape *s, const float *x, guint plane, guint row,
        guint column, guint lane)
{
  guint best = 0;

  for (guint corner = 1; corner < 4; corner++)
    if (x[window_at (s, plane, row, column, corner) + lane]
        > x[window_at (s, plane, row, column, best) + lane])
      best = corner;
  return best;
}

static void
max_pool2d_forward (const InkMaxPool2dShape *s, const float *x, float *y,
                    guint n_blocks)
{
  guint height = s->in_height / 2, width = s->in_width / 2;

  for (guint plane = 0; plane < n_blocks * s->channels; plane++)
    for (guint row = 0; row < height; row++)
      for (guint column = 0; column < width; column++)
        for (guint lane = 0; lane < L; lane++)
          y[at (plane, row, column, height, width) + lane]
              = x[window_at (s, plane, row, column,
                             winner (s, x, plane, row, column, lane))
                  + lane];
}

static void
max_pool2d_backward (const InkMaxPool2dShape *s, const float *x,
                     const float *y, const float *dy, float *dx,
                     guint n_blocks)
{
  guint height = s->in_height / 2, width = s->in_width / 2;

  for (guint plane = 0; plane < n_blocks * s->channels; plane++)
    for (guint row = 0; row < height; row++)
      for (guint column = 0; column < width; column++)
        for (guint lane = 0; lane < L; lane++)
          {
            guint best = winner (s, x, plane, row, column, lane);

            for (guint corner = 0; corner < 4; corner++)
              dx[window_at (s, plane, row, column, corner) + lane]
                  = corner == best
                        ? dy[at (plane, row, column, height, width) + lane]
                        : 0;
          }
}

static float
tree_sum (const float *const *g, guint n, gsize i)
{
  guint half = n / 2;

  if (n == 1)
    return g[0][i];
  return tree_sum (g, n - half, i) + tree_sum (g + (n - half), half, i);
}

static void
sgd_step (const InkSgdStep *step, gsize n, const float *const *g,
          guint n_gradients, float *w, float *v)
{
  for (gsize i = 0; i < n; i++)
    {
      double gradient = (double) step->scale * tree_sum (g, n_gradients, i)
                        + (double) step->weight_decay * w[i];

      v[i] = (float) ((double) step->momentum * v[i] + gradient);
      w[i] = (float) (w[i] - (double) step->rate * v[i]);
    }
}

const InkKernels ink_kernels_reference = {
  .isa = INK_ISA_REFERENCE,
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
