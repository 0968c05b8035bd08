/* A data-parallel step against the same step of one workspace over the whole
 * batch: every shard counts, once. */
#include <math.h>

#include "core/base/rng.h"
#include "core/model/lenet5.h"
#include "core/train/data-parallel.h"

#define N 600 /* more than one chunk a shard */

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
pack (const InkImageSet *set, const guint32 *indices, guint n,
      InkWorkspace *workspace, guint8 *labels)
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
      ink_lenet5_pack (ink_kernels_default (), lanes, count,
                       ink_workspace_input (workspace, first / INK_LANES));
    }
}

/* One step in one piece: of @w and @v, and the loss before it. */
static InkLossSum
plain_step (const InkNetwork *network, const InkBatch *batch,
            const InkRecipe *recipe, float *w, float *v)
{
  guint n_blocks = (batch->n + INK_LANES - 1) / INK_LANES;
  gsize size = ink_network_n_parameters (network);
  g_autoptr (InkWorkspace) workspace
      = ink_workspace_new (network, ink_kernels_default (), n_blocks, TRUE);
  const InkKernels *kernels = ink_kernels_default ();
  InkWeights weights = { w, NULL };
  float *g = ink_floats_new (size);
  InkSgdStep step = { .scale = 1.0f / batch->n,
                      .rate = (float) recipe->learning_rate,
                      .momentum = (float) recipe->momentum,
                      .weight_decay = (float) recipe->weight_decay,
                      .nesterov = recipe->nesterov };
  guint8 labels[N];
  InkLossTarget target = { labels, batch->n, batch->label_smoothing };
  InkLossSum sum;
  double norm = 0;

  pack (batch->images, batch->indices, batch->n, workspace, labels);
  ink_workspace_forward (workspace, &weights, n_blocks);
  sum = ink_workspace_backward (workspace, &weights, n_blocks, &target, g);
  for (gsize i = 0; i < size; i++)
    norm += (double) g[i] * g[i];
  norm = sqrt (norm) / batch->n;
  if (recipe->clip_norm > 0 && norm > recipe->clip_norm)
    step.scale *= (float) (recipe->clip_norm / norm);
  kernels->sgd_step (&step, size, (const float *const *) &g, 1, w, v);
  g_aligned_free (g);
  return sum;
}

static InkRecipe
plain_recipe (void)
{
  return (InkRecipe) { .learning_rate = 1,
                       .momentum = 0.9,
                       .weight_decay = 1e-4 };
}

/* Everything an update can do. */
static InkRecipe
full_recipe (void)
{
  return (InkRecipe) { .learning_rate = 1,
                       .momentum = 0.9,
                       .nesterov = TRUE,
                       .weight_decay = 1e-4,
                       .clip_norm = 0.05,
                       .label_smoothing = 0.2,
                       .ema_decay = 0.3 };
}

/* As the optimizer does it at step @t, by hand. */
static void
average_in (float *average, const float *w, gsize size, double decay, guint t)
{
  double d = MIN (decay, (1.0 + t) / (10.0 + t));

  for (gsize i = 0; i < size; i++)
    average[i] = (float) (d * average[i] + (1 - d) * w[i]);
}

static void
check_step (const InkNetwork *network, InkPool *pool, InkImageSet *set,
            const InkRecipe *recipe, guint n)
{
  gsize size = ink_network_n_parameters (network);
  float *w = ink_floats_new (size), *v = ink_floats_new (size);
  float *average = ink_floats_new (size);
  g_autoptr (InkOptimizer) optimizer
      = ink_optimizer_new (recipe, size, NULL, 0);
  g_autofree guint32 *order = g_new (guint32, N);
  g_autoptr (InkDataParallel) parallel
      = ink_data_parallel_new (network, pool, INK_PRECISION_FP32, N);
  InkBatch batch = { .images = set,
                     .indices = order,
                     .n = n,
                     .label_smoothing = recipe->label_smoothing,
                     .epoch = 1 };
  InkLossSum sums[2];

  for (guint i = 0; i < N; i++)
    order[i] = N - 1 - i;
  ink_network_init (network, 1, w);
  ink_network_init (network, 1, average);
  ink_network_init (network, 1, optimizer->parameters);
  ink_optimizer_start (optimizer);
  for (guint t = 1; t <= 3; t++)
    {
      sums[0] = ink_data_parallel_step (parallel, &batch,
                                        recipe->learning_rate, optimizer);
      sums[1] = plain_step (network, &batch, recipe, w, v);
      average_in (average, w, size, recipe->ema_decay, t);
      g_assert_cmpfloat_with_epsilon (sums[0].loss, sums[1].loss,
                                      1e-4 * sums[1].loss + 1e-9);
    }
  for (gsize i = 0; i < size; i++)
    {
      g_assert_cmpfloat_with_epsilon (optimizer->parameters[i], w[i], 1e-4);
      if (recipe->ema_decay > 0)
        g_assert_cmpfloat_with_epsilon (optimizer->average[i], average[i],
                                        1e-4);
    }
  g_aligned_free (w);
  g_aligned_free (v);
  g_aligned_free (average);
}

static void
test_step (void)
{
  g_autoptr (InkNetwork) network = ink_lenet5_network_new (3);
  g_autoptr (InkPool) pool = ink_pool_new (3);
  g_autoptr (InkImageSet) set = noise_new ();
  const InkRecipe recipes[] = { plain_recipe (), full_recipe () };
  static const guint sizes[] = { 1, 16, 33, 64, 150, N };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint r = 0; r < G_N_ELEMENTS (recipes); r++)
      check_step (network, pool, set, &recipes[r], sizes[i]);
}

/* Of one step by @recipe from the same beginning. (transfer full) */
static InkOptimizer *
one_step (const InkNetwork *network, InkPool *pool, InkImageSet *set,
          const InkRecipe *recipe)
{
  InkOptimizer *optimizer = ink_optimizer_new_for_network (recipe, network);
  g_autoptr (InkDataParallel) parallel
      = ink_data_parallel_new (network, pool, INK_PRECISION_FP32, 100);
  g_autofree guint32 *order = g_new (guint32, 100);
  InkBatch batch = { .images = set, .indices = order, .n = 100, .epoch = 1 };

  for (guint i = 0; i < 100; i++)
    order[i] = i;
  ink_network_init (network, 1, optimizer->parameters);
  ink_optimizer_start (optimizer);
  ink_data_parallel_step (parallel, &batch, recipe->learning_rate, optimizer);
  return optimizer;
}

/* Muon updates the weights of conv2, fc1 and fc2, every one, and what is left
 * goes on as with SGD, to the bit. */
static void
test_muon (void)
{
  g_autoptr (InkNetwork) network = ink_lenet5_network_new (3);
  g_autoptr (InkPool) pool = ink_pool_new (3);
  g_autoptr (InkImageSet) set = noise_new ();
  InkRecipe recipe = full_recipe ();
  InkWeightMatrix matrices[INK_NETWORK_MAX_LAYERS];
  guint n = ink_network_hidden_matrices (network, matrices);
  static const guint shapes[][2] = { { 16, 150 }, { 120, 256 }, { 84, 120 } };
  g_autoptr (InkOptimizer) sgd = one_step (network, pool, set, &recipe);
  g_autoptr (InkOptimizer) muon = NULL;
  gsize i = 0;

  recipe.optimizer = INK_OPTIMIZER_MUON;
  recipe.muon_learning_rate = 0.02;
  muon = one_step (network, pool, set, &recipe);
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (shapes));
  for (guint m = 0; m < n; m++)
    {
      g_assert_cmpuint (matrices[m].rows, ==, shapes[m][0]);
      g_assert_cmpuint (matrices[m].columns, ==, shapes[m][1]);
      for (; i < matrices[m].first; i++)
        g_assert_cmpfloat (muon->parameters[i], ==, sgd->parameters[i]);
      for (; i < matrices[m].first + shapes[m][0] * shapes[m][1]; i++)
        g_assert_cmpfloat (muon->parameters[i], !=, sgd->parameters[i]);
    }
  for (; i < muon->n; i++)
    g_assert_cmpfloat (muon->parameters[i], ==, sgd->parameters[i]);
}

/* Evaluation in shards of whatever size gives what one pass gives, and no
 * smoothing of the batch before stays in it. */
static void
test_evaluate (void)
{
  g_autoptr (InkNetwork) network = ink_lenet5_network_new (3);
  g_autoptr (InkPool) pool = ink_pool_new (3);
  g_autoptr (InkImageSet) set = noise_new ();
  g_autoptr (InkDataParallel) parallel
      = ink_data_parallel_new (network, pool, INK_PRECISION_FP32, 20);
  gsize size = ink_network_n_parameters (network);
  float *v = ink_floats_new (size);
  g_autofree guint32 *order = g_new (guint32, N);
  InkRecipe still = { .learning_rate = 0 };
  g_autoptr (InkOptimizer) optimizer
      = ink_optimizer_new_for_network (&still, network);
  float *w = optimizer->parameters;
  InkBatch batch = { .images = set, .indices = order, .n = N };
  InkBatch few = { .images = set,
                   .indices = order,
                   .n = 20,
                   .label_smoothing = 0.5 };
  InkLossSum found, expected;

  for (guint i = 0; i < N; i++)
    order[i] = i;
  ink_network_init (network, 2, w);
  ink_data_parallel_step (parallel, &few, 0, optimizer);
  found = ink_data_parallel_evaluate (parallel, set, order, N, w);
  expected = plain_step (network, &batch, &still, w, v);
  g_assert_cmpfloat_with_epsilon (found.loss, expected.loss, 1e-3);
  g_assert_cmpuint (found.n_correct, ==, expected.n_correct);
  g_aligned_free (v);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/data-parallel/step", test_step);
  g_test_add_func ("/core/data-parallel/muon", test_muon);
  g_test_add_func ("/core/data-parallel/evaluate", test_evaluate);
  return g_test_run ();
}
