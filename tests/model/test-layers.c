/* Every layer, and the loss, against central finite differences. The layers are
 * linear, or linear by pieces, in their inputs and in their parameters, so that
 * a difference is exact but for rounding as long as no piece is left: inputs of
 * ReLU and pooling keep a distance from the edges and from each other. */
#include <math.h>

#include "core/base/rng.h"
#include "core/model/layer.h"
#include "core/model/loss.h"

#define STEP 0.25f

typedef struct
{
  InkNetworkLayer layer;
  const InkKernels *kernels;
  guint n_blocks;
  gsize n_in, n_out, n_parameters;
  float *x, *y, *p, *c, *dx, *dp, *scratch;
} Check;

static void
fill (float *f, gsize n, guint64 stream)
{
  InkRng rng = ink_rng (3, INK_STREAM_TEST, stream, n);

  for (gsize i = 0; i < n; i++)
    f[i] = (float) (2 * ink_rng_uniform (&rng) - 1);
}

/* Distinct numbers, 2 apart, none within 0.5 of 0. */
static void
fill_spaced (float *f, gsize n)
{
  InkRng rng = ink_rng (4, INK_STREAM_TEST, 0, n);
  g_autofree guint32 *order = g_new (guint32, n);

  for (gsize i = 0; i < n; i++)
    order[i] = (guint32) i;
  ink_rng_shuffle (&rng, order, n);
  for (gsize i = 0; i < n; i++)
    f[i] = 2 * ((float) order[i] - (float) (n / 2)) + 1;
}

static Check
check_new (InkNetworkLayer layer, const InkKernels *kernels)
{
  Check k = { .layer = layer, .kernels = kernels, .n_blocks = 2 };

  k.n_in = ink_shape_size (&layer.in) * k.n_blocks * INK_LANES;
  k.n_out = ink_shape_size (&layer.out) * k.n_blocks * INK_LANES;
  k.n_parameters = layer.n_weights + layer.n_biases;
  k.x = ink_floats_new (k.n_in);
  k.y = ink_floats_new (k.n_out);
  k.c = ink_floats_new (k.n_out);
  k.dx = ink_floats_new (k.n_in);
  k.p = ink_floats_new (k.n_parameters);
  k.dp = ink_floats_new (k.n_parameters);
  k.scratch = ink_floats_new (layer.scratch_size);
  if (k.n_parameters == 0)
    fill_spaced (k.x, k.n_in);
  else
    fill (k.x, k.n_in, 1);
  fill (k.p, k.n_parameters, 2);
  fill (k.c, k.n_out, 3);
  return k;
}

static void
check_free (Check *k)
{
  float *all[] = { k->x, k->y, k->p, k->c, k->dx, k->dp, k->scratch };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_aligned_free (all[i]);
}

static InkPass
pass_of (Check *k)
{
  return (InkPass) { .kernels = k->kernels,
                     .n_blocks = k->n_blocks,
                     .parameters = k->p,
                     .input = k->x,
                     .output = k->y,
                     .scratch = k->scratch };
}

/* sum of c y */
static double
objective (Check *k)
{
  InkPass pass = pass_of (k);
  double sum = 0;

  k->layer.klass->forward (&k->layer, &pass);
  for (gsize i = 0; i < k->n_out; i++)
    sum += (double) k->c[i] * k->y[i];
  return sum;
}

static void
compare (Check *k, float *values, const float *gradients, gsize n,
         const char *what)
{
  gsize stride = MAX (1, n / 150);
  guint n_nonzero = 0;

  for (gsize i = 0; i < n; i += stride)
    {
      float kept = values[i];
      double up, down, expected;

      values[i] = kept + STEP;
      up = objective (k);
      values[i] = kept - STEP;
      down = objective (k);
      values[i] = kept;
      expected = (up - down) / (2 * STEP);
      n_nonzero += gradients[i] != 0;
      if (fabs (gradients[i] - expected) > 2e-3 * (1 + fabs (expected)))
        g_error ("%s by %s %zu: %g, finite differences give %g",
                 k->layer.klass->kind, what, i, gradients[i], expected);
    }
  g_assert_cmpuint (n_nonzero, >, 0);
}

static void
check_layer (InkNetworkLayer layer, const InkKernels *kernels)
{
  Check k = check_new (layer, kernels);
  InkPass pass = pass_of (&k);
  float *gradient = ink_floats_new (k.n_out);

  objective (&k);
  for (gsize i = 0; i < k.n_out; i++)
    gradient[i] = k.c[i];
  layer.klass->backward (&k.layer, &pass, gradient, k.dx, k.dp);
  compare (&k, k.x, k.dx, k.n_in, "input");
  if (k.n_parameters > 0)
    compare (&k, k.p, k.dp, k.n_parameters, "parameter");
  g_aligned_free (gradient);
  check_free (&k);
}

static void
test_layers (gconstpointer data)
{
  const InkKernels *k = data;

  check_layer (ink_conv2d ("c", (InkShape) { 2, 8, 9 }, 3, 5), k);
  check_layer (ink_conv2d ("c", (InkShape) { 3, 12, 12 }, 4, 5), k);
  check_layer (ink_conv2d ("c", (InkShape) { 1, 6, 6 }, 2, 3), k);
  check_layer (ink_linear ("l", (InkShape) { 3, 2, 2 }, 5), k);
  check_layer (ink_linear ("l", (InkShape) { 37, 1, 1 }, 9), k);
  check_layer (ink_relu ("r", (InkShape) { 2, 3, 4 }), k);
  check_layer (ink_max_pool2d ("m", (InkShape) { 2, 4, 6 }), k);
}

static void
test_loss (void)
{
  enum { CLASSES = 7, N = 20, BLOCKS = 2, SIZE = CLASSES * BLOCKS * INK_LANES };
  float logits[SIZE], gradients[SIZE];
  guint8 labels[N];
  InkLossSum sum;

  fill (logits, SIZE, 5);
  for (guint i = 0; i < N; i++)
    labels[i] = (guint8) (i % CLASSES);
  sum = ink_softmax_cross_entropy (logits, CLASSES, labels, N, BLOCKS,
                                   gradients);
  g_assert_cmpfloat (sum.loss, >, 0);
  for (guint i = 0; i < SIZE; i++)
    {
      float kept = logits[i];
      double up, down;

      logits[i] = kept + 0.01f;
      up = ink_softmax_cross_entropy (logits, CLASSES, labels, N, BLOCKS, NULL)
               .loss;
      logits[i] = kept - 0.01f;
      down = ink_softmax_cross_entropy (logits, CLASSES, labels, N, BLOCKS,
                                        NULL)
                 .loss;
      logits[i] = kept;
      g_assert_cmpfloat_with_epsilon (gradients[i], (up - down) / 0.02, 1e-4);
    }
}

static void
test_loss_extremes (void)
{
  enum { CLASSES = 3 };
  float logits[CLASSES * INK_LANES] = { 0 };
  float gradients[CLASSES * INK_LANES];
  double p[CLASSES];
  guint8 label = 1;
  InkLossSum sum;

  logits[0] = 3e38f;
  logits[INK_LANES] = -3e38f;
  sum = ink_softmax_cross_entropy (logits, CLASSES, &label, 1, 1, gradients);
  g_assert_cmpfloat (sum.loss, >, 1e38);
  g_assert_true (isfinite (gradients[0]));
  g_assert_cmpuint (sum.n_correct, ==, 0);
  ink_softmax (logits, CLASSES, INK_LANES, p);
  g_assert_cmpfloat (p[0], ==, 1);
  logits[0] = NAN;
  sum = ink_softmax_cross_entropy (logits, CLASSES, &label, 1, 1, NULL);
  g_assert_true (isnan (sum.loss));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (int isa = 0; isa < INK_N_ISA; isa++)
    {
      g_autofree char *path = g_strdup_printf (
          "/core/layers/%s", ink_isa_name ((InkIsa) isa));

      if (ink_kernels_for ((InkIsa) isa) != NULL)
        g_test_add_data_func (path, ink_kernels_for ((InkIsa) isa),
                              test_layers);
    }
  g_test_add_func ("/core/loss/finite-differences", test_loss);
  g_test_add_func ("/core/loss/extremes", test_loss_extremes);
  return g_test_run ();
}
