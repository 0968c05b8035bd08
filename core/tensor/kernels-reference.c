/* Plain loops, as the definitions have them: what the fast kernels are held
 * against. Nothing here is clever; sums run in double. */
#include <math.h>

#include "core/tensor/kernels-private.h"

#define L INK_LANES

static gsize
activation_size (guint channels, guint height, guint width)
{
  return (gsize) channels * height * width * L;
}

static gsize
conv2d_packed_size (const InkConv2dShape *s)
{
  return 0;
}

static gsize
linear_packed_size (const InkLinearShape *s)
{
  return 0;
}

static gsize
linear_scratch_size (const InkLinearShape *s, guint n_blocks)
{
  return 0;
}

static void
pack_images (guint height, guint width, const guint8 *const *images, guint n,
             float scale, float shift, float *x)
{
  for (gsize i = 0; i < (gsize) height * width; i++)
    for (guint lane = 0; lane < L; lane++)
      x[i * L + lane] = lane < n ? images[lane][i] * scale + shift : 0;
}

static void
linear_forward (const InkLinearShape *s, const InkLinearPass *p)
{
  for (guint block = 0; block < p->n_blocks; block++)
    for (guint out = 0; out < s->n_out; out++)
      for (guint lane = 0; lane < L; lane++)
        {
          double sum = p->biases[out];

          for (guint in = 0; in < s->n_in; in++)
            sum += (double) p->weights[out * s->n_in + in]
                   * p->x[((gsize) block * s->n_in + in) * L + lane];
          p->y[((gsize) block * s->n_out + out) * L + lane]
              = s->relu && sum < 0 ? 0 : (float) sum;
        }
}

static void
input_gradient (const InkLinearShape *s, const InkLinearPass *p)
{
  for (guint block = 0; block < p->n_blocks; block++)
    for (guint in = 0; in < s->n_in; in++)
      for (guint lane = 0; lane < L; lane++)
        {
          gsize at = ((gsize) block * s->n_in + in) * L + lane;
          double sum = 0;

          for (guint out = 0; out < s->n_out; out++)
            sum += (double) p->weights[out * s->n_in + in]
                   * p->dy[((gsize) block * s->n_out + out) * L + lane];
          p->dx[at] = s->gate && !(p->x[at] > 0) ? 0 : (float) sum;
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
linear_backward (const InkLinearShape *s, const InkLinearPass *p)
{
  for (guint out = 0; out < s->n_out; out++)
    {
      double sum = 0;

      for (guint in = 0; in < s->n_in; in++)
        p->dweights[out * s->n_in + in] = (float) product_over_examples (
            p->x + in * L, (gsize) s->n_in * L, p->dy + out * L,
            (gsize) s->n_out * L, p->n_blocks);
      for (guint block = 0; block < p->n_blocks; block++)
        for (guint lane = 0; lane < L; lane++)
          sum += p->dy[((gsize) block * s->n_out + out) * L + lane];
      p->dbiases[out] = (float) sum;
    }
  if (p->dx != NULL)
    input_gradient (s, p);
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
      double direction;

      v[i] = (float) ((double) step->momentum * v[i] + gradient);
      direction = step->nesterov ? gradient + (double) step->momentum * v[i]
                                 : v[i];
      w[i] = (float) (w[i] - step->rate * direction);
      if (step->average != NULL)
        step->average[i]
            = (float) (w[i]
                       + (double) step->average_decay
                             * ((double) step->average[i] - w[i]));
    }
}

static double
gradient_sum (gsize n, const float *const *g, guint n_gradients, float *sum)
{
  double squares = 0;

  for (gsize i = 0; i < n; i++)
    {
      sum[i] = tree_sum (g, n_gradients, i);
      squares += (double) sum[i] * sum[i];
    }
  return squares;
}

static float
matrix_element (const InkMatrixProduct *p, guint i, guint j)
{
  double sum = 0;

  for (guint l = 0; l < p->inner; l++)
    sum += (double) p->a[i * p->a_row + l * p->a_column]
           * p->b[l * p->b_row + j];
  if (p->d != NULL)
    sum += (double) p->beta * p->d[i * p->d_row + j];
  return (float) (p->alpha * sum);
}

static void
matrix_product (const InkMatrixProduct *p)
{
  for (guint i = p->first_row; i < p->end_row; i++)
    {
      guint group = i / L * L;

      for (guint j = p->symmetric ? group : 0; j < p->columns; j++)
        {
          float c = matrix_element (p, i, j);

          p->c[i * p->c_row + j] = c;
          if (p->symmetric && j >= group + L)
            p->c[j * p->c_row + i] = c;
        }
    }
}

const InkKernels ink_kernels_reference = {
  .isa = INK_ISA_REFERENCE,
  .activation_size = activation_size,
  .conv2d_scratch_size = ink_reference_conv2d_scratch_size,
  .conv2d_packed_size = conv2d_packed_size,
  .linear_scratch_size = linear_scratch_size,
  .linear_packed_size = linear_packed_size,
  .pack_images = pack_images,
  .conv2d_forward = ink_reference_conv2d_forward,
  .conv2d_backward = ink_reference_conv2d_backward,
  .linear_forward = linear_forward,
  .linear_backward = linear_backward,
  .sgd_step = sgd_step,
  .gradient_sum = gradient_sum,
  .matrix_product = matrix_product,
  .single_conv2d_image = ink_single_conv2d_image_reference,
  .single_conv2d_channels = ink_single_conv2d_channels_reference,
  .single_linear = ink_single_linear_reference,
};
