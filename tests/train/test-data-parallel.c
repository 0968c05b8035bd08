/* A data-parallel step against the same step of one workspace over the whole
 * batch: every shard counts, once. */
#include <math.h>

#include "core/base/rng.h"
#include "core/model/lenet5.h"
#include "core/train/data-parallel.h"

#define N 150

static InkImageSet *
noise_new (void)
{
  gsize size = (gsize) N * INK_LENET5_PIXELS;
  guint8 *pixels = g_malloc (size), *labels = g_malloc (N);
  static const char *const names[] = { "a", "b", "c", NULL };
  InkRng rng = ink_rng (8, INK_STREAM_TEST, 0, 0);

  for (gsize i = 0; i < size; i++)
    pixels[i] = (guint8) ink_rng_u64 (&rng);
  for (guint i = 0; i < N; i++)
    labels[i] = (guint8) (i % 3);
  return ink_image_set_new ("noise", N, INK_LENET5_SIZE, INK_LENET5_SIZE,
                            g_bytes_new_take (pixels, size),
                            g_bytes_new_take (labels, N),
                            g_strdupv ((char **) names), NULL);
}

static void
pack (const InkImageSet *set, const guint32 *indices, guint n, float *input,
      guint8 *labels)
{
  for (guint first = 0; first < n; first += INK_LANES)
    {
      const guint8 *lanes[INK_LANES];
      guint count = MIN (INK_LANES, n - first);

      for (guint i = 0; i < count; i++)
        {
          lanes[i] = ink_image_set_pixels (set)
                     + (gsize) indices[first + i] * INK_LENET5_PIXELS;
          labels[first + i] = ink_image_set_labels (set)[indices[first + i]];
        }
      ink_lenet5_pack (lanes, count,
                       input + (gsize) first * INK_LENET5_PIXELS);
    }
}

/* One step in one piece. */
static InkLossSum
plain_step (const InkNetwork *network, const InkBatch *batch, InkSgdStep step,
            float *w, float *v)
{
  guint n_blocks = (batch->n + INK_LANES - 1) / INK_LANES;
  gsize size = ink_network_n_parameters (network);
  g_autoptr (InkWorkspace) workspace
      = ink_workspace_new (network, n_blocks, TRUE);
  const InkKernels *kernels = ink_kernels_default ();
  float *g = ink_floats_new (size);
  guint8 labels[N];
  InkLossSum sum;

  pack (batch->images, batch->indices, batch->n,
        ink_workspace_input (workspace), labels);
  ink_workspace_forward (workspace, kernels, w, n_blocks);
  sum = ink_workspace_backward (workspace, kernels, w, n_blocks, labels,
                                batch->n, g);
  step.scale = 1.0f / batch->n;
  kernels->sgd_step (&step, size, (const float *const *) &g, 1, w, v);
  g_aligned_free (g);
  return sum;
}

static void
check_step (const InkNetwork *network, InkPool *pool, InkImageSet *set,
            guint n)
{
  gsize size = ink_network_n_parameters (network);
  float *w[2] = { ink_floats_new (size), ink_floats_new (size) };
  float *v[2] = { ink_floats_new (size), ink_floats_new (size) };
  g_autofree guint32 *order = g_new (guint32, N);
  g_autoptr (InkDataParallel) parallel
      = ink_data_parallel_new (network, pool, N);
  InkBatch batch = { .images = set, .indices = order, .n = n, .epoch = 1 };
  InkSgdStep step = { .rate = 1, .momentum = 0.9f, .weight_decay = 1e-4f };
  InkLossSum sums[2];

  for (guint i = 0; i < N; i++)
    order[i] = N - 1 - i;
  ink_network_init (network, 1, w[0]);
  ink_network_init (network, 1, w[1]);
  for (guint again = 0; again < 2; again++)
    {
      sums[0] = ink_data_parallel_step (parallel, &batch, step, w[0], v[0]);
      sums[1] = plain_step (network, &batch, step, w[1], v[1]);
      g_assert_cmpfloat_with_epsilon (sums[0].loss, sums[1].loss,
                                      1e-4 * sums[1].loss);
    }
  for (gsize i = 0; i < size; i++)
    g_assert_cmpfloat_with_epsilon (w[0][i], w[1][i], 1e-4);
  for (guint i = 0; i < 2; i++)
    {
      g_aligned_free (w[i]);
      g_aligned_free (v[i]);
    }
}

static void
test_step (void)
{
  g_autoptr (InkNetwork) network = ink_lenet5_network_new (3);
  g_autoptr (InkPool) pool = ink_pool_new (3);
  g_autoptr (InkImageSet) set = noise_new ();
  static const guint sizes[] = { 1, 16, 33, 64, 100, N };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    check_step (network, pool, set, sizes[i]);
}

/* Evaluation in shards of whatever size gives what one pass gives. */
static void
test_evaluate (void)
{
  g_autoptr (InkNetwork) network = ink_lenet5_network_new (3);
  g_autoptr (InkPool) pool = ink_pool_new (3);
  g_autoptr (InkImageSet) set = noise_new ();
  g_autoptr (InkDataParallel) parallel
      = ink_data_parallel_new (network, pool, 20);
  gsize size = ink_network_n_parameters (network);
  float *w = ink_floats_new (size), *v = ink_floats_new (size);
  g_autofree guint32 *order = g_new (guint32, N);
  InkSgdStep still = { .rate = 0 };
  InkBatch batch = { .images = set, .indices = order, .n = N };
  InkLossSum found, expected;

  for (guint i = 0; i < N; i++)
    order[i] = i;
  ink_network_init (network, 2, w);
  found = ink_data_parallel_evaluate (parallel, set, order, N, w);
  expected = plain_step (network, &batch, still, w, v);
  g_assert_cmpfloat_with_epsilon (found.loss, expected.loss, 1e-3);
  g_assert_cmpuint (found.n_correct, ==, expected.n_correct);
  g_aligned_free (w);
  g_aligned_free (v);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/data-parallel/step", test_step);
  g_test_add_func ("/core/data-parallel/evaluate", test_evaluate);
  return g_test_run ();
}
