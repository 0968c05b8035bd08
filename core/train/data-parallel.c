/* One batch, data parallel. A shard is one task of the pool, and the update
 * another job, cut by parameters. Clipping needs the norm of the whole gradient
 * and so a job in between; without it the gradients are added up in the update
 * itself.
 *
 * A shard goes through the network in chunks of CHUNK_BLOCKS, whose activations
 * stay in the second-level cache. Shards are of one chunk, or of more where a
 * batch would give more than MAX_SHARDS. */
#include "core/train/data-parallel.h"

#define CHUNK_BLOCKS 2
#define CHUNK_EXAMPLES (CHUNK_BLOCKS * INK_LANES)
#define MAX_SHARDS 16
#define UPDATE_TASKS 4

typedef struct
{
  float *gradient; /* [n_parameters] */
  InkLossSum sum;
} Shard;

/* What a thread of the pool has for itself. */
typedef struct
{
  InkWorkspace *training;
  InkWorkspace *reading; /* fp32; may be the other */
  float *packed;         /* parameters as the kernels want them; may be NULL */
  guint64 packed_step;   /* of those parameters; 0: none yet */
  float *more; /* [n_parameters]: the gradient of a shard's later chunks */
} Worker;

struct _InkDataParallel
{
  const InkNetwork *network;
  const InkKernels *kernels;
  InkPool *pool;
  gsize n_parameters;
  Worker *workers;
  Shard shards[MAX_SHARDS];
  float *gradients; /* of all shards */
  guint64 n_steps; /* begun */

  /* of the job under way */
  const InkBatch *batch;
  const float *parameters;
  InkOptimizer *optimizer;
  double squares[UPDATE_TASKS];
  guint shard_chunks;
  guint n_shards;
  InkLossSum *sums; /* evaluation: one a task */
};

static guint
parts_of (guint n, guint size)
{
  return (n + size - 1) / size;
}

static guint
shard_chunks_of (guint n)
{
  return MAX (1, parts_of (parts_of (n, CHUNK_EXAMPLES), MAX_SHARDS));
}

static guint
n_shards_of (guint n)
{
  return parts_of (n, shard_chunks_of (n) * CHUNK_EXAMPLES);
}

static void
worker_init (InkDataParallel *self, Worker *worker)
{
  gsize packed = ink_network_packed_size (self->network, self->kernels);
  gboolean fp32 = self->kernels->precision == INK_PRECISION_FP32;

  worker->training
      = ink_workspace_new (self->network, self->kernels, CHUNK_BLOCKS, TRUE);
  worker->reading = fp32 ? worker->training
                         : ink_workspace_new (self->network,
                                              ink_kernels_default (),
                                              CHUNK_BLOCKS, FALSE);
  worker->packed = packed == 0 ? NULL : ink_floats_new (packed);
  worker->more = ink_floats_new (self->n_parameters);
}

static void
worker_clear (Worker *worker)
{
  if (worker->reading != worker->training)
    ink_workspace_free (worker->reading);
  ink_workspace_free (worker->training);
  g_aligned_free (worker->packed);
  g_aligned_free (worker->more);
}

/* Those of the most shards, which a batch smaller than @max_batch may have. */
static void
gradients_new (InkDataParallel *self, guint max_batch)
{
  guint n = MIN (MAX_SHARDS, parts_of (max_batch, CHUNK_EXAMPLES));
  gsize size = (self->n_parameters + 15) / 16 * 16;

  self->gradients = ink_floats_new (n * size);
  for (guint i = 0; i < n; i++)
    self->shards[i].gradient = self->gradients + i * size;
}

InkDataParallel *
ink_data_parallel_new (const InkNetwork *network, InkPool *pool,
                       InkPrecision precision, guint max_batch)
{
  InkDataParallel *self = g_new0 (InkDataParallel, 1);
  guint n_workers = ink_pool_n_threads (pool);

  self->network = network;
  self->kernels = ink_kernels_default_for (precision);
  self->pool = pool;
  self->n_parameters = ink_network_n_parameters (network);
  self->workers = g_new0 (Worker, n_workers);
  for (guint i = 0; i < n_workers; i++)
    worker_init (self, &self->workers[i]);
  gradients_new (self, max_batch);
  return self;
}

void
ink_data_parallel_free (InkDataParallel *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < ink_pool_n_threads (self->pool); i++)
    worker_clear (&self->workers[i]);
  g_aligned_free (self->gradients);
  g_free (self->workers);
  g_free (self);
}

/* Examples @first on, at most a chunk, into @workspace. Returns: blocks. */
static guint
pack_chunk (const InkBatch *batch, const InkKernels *kernels, guint first,
            guint n, InkWorkspace *workspace, guint8 *labels)
{
  guint n_blocks = parts_of (n, INK_LANES);

  for (guint block = 0; block < n_blocks; block++)
    {
      guint done = block * INK_LANES;

      ink_batch_pack (batch, kernels, first + done, MIN (INK_LANES, n - done),
                      ink_workspace_input (workspace, block), labels + done);
    }
  return n_blocks;
}

static InkWeights
weights_of (InkDataParallel *self, Worker *worker)
{
  if (worker->packed != NULL && worker->packed_step != self->n_steps)
    {
      ink_network_pack (self->network, self->kernels, self->parameters,
                        worker->packed);
      worker->packed_step = self->n_steps;
    }
  return (InkWeights) { self->parameters, worker->packed };
}

static InkLossSum
train_chunk (InkDataParallel *self, Worker *worker, guint first, guint n,
             float *gradient)
{
  guint8 labels[CHUNK_EXAMPLES];
  InkWeights weights = weights_of (self, worker);
  guint n_blocks = pack_chunk (self->batch, self->kernels, first, n,
                               worker->training, labels);
  InkLossTarget target = { labels, n, self->batch->label_smoothing };

  ink_workspace_forward (worker->training, &weights, n_blocks);
  return ink_workspace_backward (worker->training, &weights, n_blocks, &target,
                                 gradient);
}

static void
add_to_sum (InkLossSum *sum, const InkLossSum *more)
{
  sum->loss += more->loss;
  sum->n_correct += more->n_correct;
  sum->n_labelled += more->n_labelled;
}

static void
train_shard (guint task, guint number, gpointer user_data)
{
  InkDataParallel *self = user_data;
  Worker *worker = &self->workers[number];
  Shard *shard = &self->shards[task];
  guint size = self->shard_chunks * CHUNK_EXAMPLES;
  guint begin = task * size, end = MIN (begin + size, self->batch->n);

  shard->sum = (InkLossSum){ 0 };
  for (guint first = begin; first < end; first += CHUNK_EXAMPLES)
    {
      gboolean later = first > begin;
      InkLossSum sum
          = train_chunk (self, worker, first, MIN (CHUNK_EXAMPLES, end - first),
                         later ? worker->more : shard->gradient);

      add_to_sum (&shard->sum, &sum);
      for (gsize i = 0; later && i < self->n_parameters; i++)
        shard->gradient[i] += worker->more[i];
    }
}

/* Part @task of UPDATE_TASKS of @range. */
static InkRange
part_of (InkRange range, guint task)
{
  gsize n = range.end - range.first;

  return (InkRange){ range.first + n * task / UPDATE_TASKS,
                     range.first + n * (task + 1) / UPDATE_TASKS };
}

static void
add_up_part (guint task, guint worker, gpointer user_data)
{
  InkDataParallel *self = user_data;
  InkRange part = part_of ((InkRange){ 0, self->n_parameters }, task);
  float *gradients[MAX_SHARDS];

  for (guint i = 0; i < self->n_shards; i++)
    gradients[i] = self->shards[i].gradient + part.first;
  self->squares[task] = ink_optimizer_add_up (
      self->kernels, part.end - part.first, gradients, self->n_shards);
}

/* Clips the gradients, of which the first is the sum from now on. */
static void
clip (InkDataParallel *self)
{
  double squares = 0;

  ink_pool_run (self->pool, UPDATE_TASKS, add_up_part, self);
  for (guint i = 0; i < UPDATE_TASKS; i++)
    squares += self->squares[i];
  ink_optimizer_clip (self->optimizer, squares);
}

/* How many gradients there are to be added still. */
static guint
n_gradients_of (const InkDataParallel *self)
{
  return self->optimizer->clip_norm > 0 ? 1 : self->n_shards;
}

static void
update_part (guint task, guint worker, gpointer user_data)
{
  InkDataParallel *self = user_data;
  InkRange part = part_of (self->optimizer->ranges[task / UPDATE_TASKS],
                           task % UPDATE_TASKS);
  guint n_gradients = n_gradients_of (self);
  const float *gradients[MAX_SHARDS];

  for (guint i = 0; i < n_gradients; i++)
    gradients[i] = self->shards[i].gradient + part.first;
  ink_optimizer_update (self->optimizer, self->kernels, part.first, part.end,
                        gradients, n_gradients);
}

static void
update (InkDataParallel *self)
{
  float *gradients[MAX_SHARDS];

  for (guint i = 0; i < self->n_shards; i++)
    gradients[i] = self->shards[i].gradient;
  ink_pool_run (self->pool, UPDATE_TASKS * self->optimizer->n_ranges,
                update_part, self);
  ink_optimizer_update_matrices (self->optimizer, self->pool, self->kernels,
                                 gradients, n_gradients_of (self));
}

InkLossSum
ink_data_parallel_step (InkDataParallel *self, const InkBatch *batch,
                        double rate, InkOptimizer *optimizer)
{
  InkLossSum total = { 0 };

  self->batch = batch;
  self->parameters = optimizer->parameters;
  self->optimizer = optimizer;
  self->shard_chunks = shard_chunks_of (batch->n);
  self->n_shards = n_shards_of (batch->n);
  self->n_steps++;
  ink_pool_run (self->pool, self->n_shards, train_shard, self);
  ink_optimizer_begin (optimizer, rate, batch->n);
  if (optimizer->clip_norm > 0)
    clip (self);
  update (self);
  for (guint i = 0; i < self->n_shards; i++)
    add_to_sum (&total, &self->shards[i].sum);
  return total;
}

static void
evaluate_chunk (guint task, guint number, gpointer user_data)
{
  InkDataParallel *self = user_data;
  InkWorkspace *workspace = self->workers[number].reading;
  InkWeights weights = { self->parameters, NULL };
  guint8 labels[CHUNK_EXAMPLES];
  guint first = task * CHUNK_EXAMPLES;
  guint n = MIN (CHUNK_EXAMPLES, self->batch->n - first);
  guint n_blocks = pack_chunk (self->batch, ink_kernels_default (), first, n,
                               workspace, labels);
  const float *logits = ink_workspace_forward (workspace, &weights, n_blocks);

  self->sums[task] = ink_softmax_cross_entropy (
      logits, ink_network_n_outputs (self->network), labels, n, n_blocks,
      NULL);
}

InkLossSum
ink_data_parallel_evaluate (InkDataParallel *self, const InkImageSet *images,
                            const guint32 *indices, guint n,
                            const float *parameters)
{
  InkBatch batch = { .images = images, .indices = indices, .n = n };
  guint n_tasks = parts_of (n, CHUNK_EXAMPLES);
  g_autofree InkLossSum *sums = g_new0 (InkLossSum, MAX (1, n_tasks));
  InkLossSum total = { 0 };

  self->batch = &batch;
  self->parameters = parameters;
  self->sums = sums;
  ink_pool_run (self->pool, n_tasks, evaluate_chunk, self);
  for (guint i = 0; i < n_tasks; i++)
    add_to_sum (&total, &sums[i]);
  return total;
}
