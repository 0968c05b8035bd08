/* One batch, data parallel. Shards are of two blocks (32 images), or larger
 * where a batch would give more than MAX_SHARDS; a shard is one task of the
 * pool, and the update another job, cut by parameters. */
#include "core/train/data-parallel.h"

#include <string.h>

#include "core/data/augment.h"
#include "core/model/lenet5.h"

#define MIN_SHARD_BLOCKS 2
#define MAX_SHARDS 16
#define UPDATE_TASKS 4

typedef struct
{
  float *gradient; /* [n_parameters] */
  InkLossSum sum;
} Shard;

struct _InkDataParallel
{
  const InkNetwork *network;
  const InkKernels *kernels;
  InkPool *pool;
  gsize n_parameters;
  guint max_blocks; /* of a shard */
  InkWorkspace **workspaces; /* one a worker */
  Shard shards[MAX_SHARDS];

  /* of the job under way */
  const InkBatch *batch;
  float *parameters;
  float *velocity;
  InkSgdStep step;
  guint shard_blocks;
  guint n_shards;
  InkLossSum *sums; /* evaluation: one a task */
};

static guint
blocks_of (guint n)
{
  return (n + INK_LANES - 1) / INK_LANES;
}

static guint
shard_blocks_of (guint n)
{
  guint even = (blocks_of (n) + MAX_SHARDS - 1) / MAX_SHARDS;

  return MAX (MIN_SHARD_BLOCKS, even);
}

InkDataParallel *
ink_data_parallel_new (const InkNetwork *network, InkPool *pool,
                       guint max_batch)
{
  InkDataParallel *self = g_new0 (InkDataParallel, 1);
  guint n_workers = ink_pool_n_threads (pool);
  guint n_shards;

  self->network = network;
  self->kernels = ink_kernels_default ();
  self->pool = pool;
  self->n_parameters = ink_network_n_parameters (network);
  self->max_blocks = shard_blocks_of (max_batch);
  self->workspaces = g_new (InkWorkspace *, n_workers);
  for (guint i = 0; i < n_workers; i++)
    self->workspaces[i] = ink_workspace_new (network, self->max_blocks, TRUE);
  n_shards = (blocks_of (max_batch) + self->max_blocks - 1) / self->max_blocks;
  for (guint i = 0; i < n_shards; i++)
    self->shards[i].gradient = ink_floats_new (self->n_parameters);
  return self;
}

void
ink_data_parallel_free (InkDataParallel *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < ink_pool_n_threads (self->pool); i++)
    ink_workspace_free (self->workspaces[i]);
  for (guint i = 0; i < MAX_SHARDS; i++)
    g_aligned_free (self->shards[i].gradient);
  g_free (self->workspaces);
  g_free (self);
}

/* Packs @n images from @indices, augmented, and gathers their labels. */
static void
pack_images (const InkBatch *batch, const guint32 *indices, guint n,
             float *input, guint8 *labels)
{
  const guint8 *pixels = ink_image_set_pixels (batch->images);
  const guint8 *all_labels = ink_image_set_labels (batch->images);
  guint8 changed[INK_LANES][INK_LENET5_PIXELS];
  const guint8 *lanes[INK_LANES];

  for (guint first = 0; first < n; first += INK_LANES)
    {
      guint count = MIN (INK_LANES, n - first);

      for (guint i = 0; i < count; i++)
        {
          guint32 index = indices[first + i];

          lanes[i] = pixels + (gsize) index * INK_LENET5_PIXELS;
          labels[first + i] = all_labels[index];
          if (batch->augment == INK_AUGMENT_AFFINE)
            {
              InkRng rng = ink_rng (batch->seed, INK_STREAM_AUGMENT,
                                    batch->epoch, index);

              ink_augment_affine (&ink_affine_range_default, &rng,
                                  INK_LENET5_SIZE, lanes[i], changed[i]);
              lanes[i] = changed[i];
            }
        }
      ink_lenet5_pack (lanes, count,
                       input + (gsize) first * INK_LENET5_PIXELS);
    }
}

static void
train_shard (guint task, guint worker, gpointer user_data)
{
  InkDataParallel *self = user_data;
  InkWorkspace *workspace = self->workspaces[worker];
  Shard *shard = &self->shards[task];
  guint shard_size = self->shard_blocks * INK_LANES;
  guint first = task * shard_size;
  guint n = MIN (shard_size, self->batch->n - first);
  guint n_blocks = blocks_of (n);
  g_autofree guint8 *labels = g_malloc (n);

  pack_images (self->batch, self->batch->indices + first, n,
               ink_workspace_input (workspace), labels);
  memset (shard->gradient, 0, self->n_parameters * sizeof (float));
  ink_workspace_forward (workspace, self->kernels, self->parameters, n_blocks);
  shard->sum
      = ink_workspace_backward (workspace, self->kernels, self->parameters,
                                n_blocks, labels, n, shard->gradient);
}

static void
update_part (guint task, guint worker, gpointer user_data)
{
  InkDataParallel *self = user_data;
  gsize first = self->n_parameters * task / UPDATE_TASKS;
  gsize end = self->n_parameters * (task + 1) / UPDATE_TASKS;
  const float *gradients[MAX_SHARDS];

  for (guint i = 0; i < self->n_shards; i++)
    gradients[i] = self->shards[i].gradient + first;
  self->kernels->sgd_step (&self->step, end - first, gradients, self->n_shards,
                           self->parameters + first, self->velocity + first);
}

InkLossSum
ink_data_parallel_step (InkDataParallel *self, const InkBatch *batch,
                        InkSgdStep step, float *parameters, float *velocity)
{
  InkLossSum total = { 0 };

  self->batch = batch;
  self->parameters = parameters;
  self->velocity = velocity;
  self->step = step;
  self->step.scale = 1.0f / batch->n;
  self->shard_blocks = shard_blocks_of (batch->n);
  self->n_shards = (blocks_of (batch->n) + self->shard_blocks - 1)
                   / self->shard_blocks;
  ink_pool_run (self->pool, self->n_shards, train_shard, self);
  ink_pool_run (self->pool, UPDATE_TASKS, update_part, self);
  for (guint i = 0; i < self->n_shards; i++)
    {
      total.loss += self->shards[i].sum.loss;
      total.n_correct += self->shards[i].sum.n_correct;
    }
  return total;
}

static void
evaluate_shard (guint task, guint worker, gpointer user_data)
{
  InkDataParallel *self = user_data;
  InkWorkspace *workspace = self->workspaces[worker];
  guint shard_size = self->max_blocks * INK_LANES;
  guint first = task * shard_size;
  guint n = MIN (shard_size, self->batch->n - first);
  g_autofree guint8 *labels = g_malloc (n);
  const float *logits;

  pack_images (self->batch, self->batch->indices + first, n,
               ink_workspace_input (workspace), labels);
  logits = ink_workspace_forward (workspace, self->kernels, self->parameters,
                                  blocks_of (n));
  self->sums[task]
      = ink_softmax_cross_entropy (logits, ink_network_n_outputs (self->network),
                                   labels, n, blocks_of (n), NULL);
}

InkLossSum
ink_data_parallel_evaluate (InkDataParallel *self, const InkImageSet *images,
                            const guint32 *indices, guint n,
                            const float *parameters)
{
  InkBatch batch = { .images = images, .indices = indices, .n = n };
  guint shard_size = self->max_blocks * INK_LANES;
  guint n_tasks = (n + shard_size - 1) / shard_size;
  g_autofree InkLossSum *sums = g_new0 (InkLossSum, MAX (1, n_tasks));
  InkLossSum total = { 0 };

  self->batch = &batch;
  self->parameters = (float *) parameters;
  self->sums = sums;
  ink_pool_run (self->pool, n_tasks, evaluate_shard, self);
  for (guint i = 0; i < n_tasks; i++)
    {
      total.loss += sums[i].loss;
      total.n_correct += sums[i].n_correct;
    }
  return total;
}
