/* Every layer, and the loss, against central finite differences. The layers are
 * linear by pieces in their inputs and in their parameters; where a step leaves
 * its piece, as the winners of max-pooling tell, nothing is compared. */
#include <math.h>
#include <string.h>

#include "core/base/rng.h"
#include "core/model/layer.h"
#include "core/model/loss.h"

#define STEP (1.0f / 2048)
#define TOLERANCE 1e-2

typedef struct
{
  InkNetworkLayer layer;
  const InkKernels *kernels;
  guint n_blocks;
  gsize n_in, n_out, n_parameters;
  float *x, *y, *p, *c, *dx, *dp, *scratch;
  guint8 *notes;
} Check;

static void
fill (float *f, gsize n, guint64 stream)
{
  InkRng rng = ink_rng (3, INK_STREAM_TEST, stream, n);

  for (gsize i = 0; i < n; i++)
    f[i] = (float) (2 * ink_rng_uniform (&rng) - 1);
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
  k.scratch = ink_floats_new (
      layer.klass->scratch_size (&layer, kernels, k.n_blocks));
  k.notes = g_malloc (layer.notes_size * k.n_blocks);
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
  g_free (k->notes);
}

static InkPass
pass_of (Check *k)
{
  return (InkPass) { .kernels = k->kernels,
                     .n_blocks = k->n_blocks,
                     .parameters = k->p,
                     .input = k->x,
                     .output = k->y,
                     .notes = k->notes,
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
  gsize stride = MAX (1, n / 150), notes = k->layer.notes_size * k->n_blocks;
  g_autofree guint8 *notes_up = g_malloc (notes);
  guint n_nonzero = 0, n_compared = 0;

  for (gsize i = 0; i < n; i += stride)
    {
      float kept = values[i];
      double up, down, expected;

      values[i] = kept + STEP;
      up = objective (k);
      if (notes > 0)
        memcpy (notes_up, k->notes, notes);
      values[i] = kept - STEP;
      down = objective (k);
      values[i] = kept;
      if (notes > 0 && memcmp (notes_up, k->notes, notes) != 0)
        continue;
      n_compared++;
      expected = (up - down) / (2 * STEP);
      n_nonzero += gradients[i] != 0;
      if (fabs (gradients[i] - expected) > TOLERANCE * (1 + fabs (expected)))
        g_error ("%s by %s %zu: %g, finite differences give %g",
                 k->layer.klass->kind, what, i, gradients[i], expected);
    }
  g_assert_cmpuint (n_nonzero, >, 0);
  g_assert_cmpuint (n_compared, >, n / stride / 4);
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
  pass.output_gradient = gradient;
  pass.input_gradient = k.dx;
  pass.parameter_gradients = k.dp;
  layer.klass->backward (&k.layer, &pass);
  compare (&k, k.x, k.dx, k.n_in, "input");
  compare (&k, k.p, k.dp, k.n_parameters, "parameter");
  g_aligned_free (gradient);
  check_free (&k);
}

static void
test_layers (gconstpointer data)
{
  const InkKernels *k = data;

  check_layer (ink_conv2d_relu_pool ("c", (InkShape){ 2, 8, 10 }, 3, 5), k);
  check_layer (ink_conv2d_relu_pool ("c", (InkShape){ 3, 12, 12 }, 4, 5), k);
  check_layer (ink_conv2d_relu_pool ("c", (InkShape){ 1, 6, 6 }, 2, 3), k);
  check_layer (ink_linear ("l", (InkShape){ 3, 2, 2 }, 5, FALSE), k);
  check_layer (ink_linear ("l", (InkShape){ 37, 1, 1 }, 9, FALSE), k);
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
  return g_test_run ();
}
