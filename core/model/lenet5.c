/* LeNet-5 as a model: the network of DESIGN.md, its parameters, and reading
 * images with it: one at a time where they are few, else a chunk of blocks at
 * a time on the worker pool. Both ways give the same bits. */
#include "core/model/lenet5.h"

#include <string.h>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/model/lenet5-single.h"

/* Blocks read in one go: their activations stay in the second-level cache. */
#define CHUNK_BLOCKS 2
#define CHUNK_IMAGES (CHUNK_BLOCKS * INK_LANES)
/* So many images that fill no block are read one by one: a block takes as long
 * as 14 to 16 of them, however few of its lanes are taken. */
#define MOST_SINGLES 12
/* Below so many images, starting threads costs more than it saves. */
#define IMAGES_FOR_THREADS 256
#define LAST_INPUTS 84 /* of fc3 */

typedef struct
{
  InkNetwork *network;
  float *parameters;
  InkLenet5Single *single; /* NULL where it cannot be had */
} Lenet5;

InkNetwork *
ink_lenet5_network_new (guint n_classes)
{
  InkNetworkLayer layers[5];
  guint n = 0;
  InkShape shape = { 1, INK_LENET5_SIZE, INK_LENET5_SIZE };

#define ADD(layer)                                                             \
  do                                                                           \
    {                                                                          \
      layers[n] = layer;                                                       \
      shape = layers[n++].out;                                                 \
    }                                                                          \
  while (0)
  ADD (ink_conv2d_relu_pool ("conv1", shape, 6, 5));
  ADD (ink_conv2d_relu_pool ("conv2", shape, 16, 5));
  ADD (ink_linear ("fc1", shape, 120, TRUE));
  ADD (ink_linear ("fc2", shape, LAST_INPUTS, TRUE));
  ADD (ink_linear ("fc3", shape, n_classes, FALSE));
#undef ADD
  return ink_network_new (layers, n);
}

void
ink_lenet5_pack (const InkKernels *kernels, const guint8 *const *images,
                 guint n, float *block)
{
  kernels->pack_images (INK_LENET5_SIZE, INK_LENET5_SIZE, images, n,
                        1 / (255 * INK_LENET5_DEVIATION),
                        -INK_LENET5_MEAN / INK_LENET5_DEVIATION, block);
}

static void
lenet5_free (gpointer payload)
{
  Lenet5 *self = payload;

  ink_network_free (self->network);
  ink_lenet5_single_free (self->single);
  g_aligned_free (self->parameters);
  g_free (self);
}

static Lenet5 *
lenet5_new (guint n_classes)
{
  Lenet5 *self = g_new0 (Lenet5, 1);

  self->network = ink_lenet5_network_new (n_classes);
  self->parameters
      = ink_floats_new (ink_network_n_parameters (self->network));
  return self;
}

/* Once the parameters are there. */
static Lenet5 *
lenet5_finish (Lenet5 *self)
{
  self->single = ink_lenet5_single_new (self->network, ink_kernels_default (),
                                        self->parameters);
  return self;
}

static gpointer
lenet5_load (const InkState *state, guint n_classes, GError **error)
{
  Lenet5 *self;

  if (n_classes < 2 || n_classes > INK_LENET5_MAX_CLASSES)
    {
      ink_error_set (error, INK_ERROR_MISMATCH,
                     "lenet5: expected 2 to %d classes, found %u",
                     INK_LENET5_MAX_CLASSES, n_classes);
      return NULL;
    }
  self = lenet5_new (n_classes);
  if (ink_network_read_state (self->network, state, self->parameters, error))
    return lenet5_finish (self);
  lenet5_free (self);
  return NULL;
}

static gboolean
lenet5_save (gconstpointer payload, InkState *state, GError **error)
{
  const Lenet5 *self = payload;

  ink_state_set_metadata (state, "preprocessing",
                          "28x28 grey, ink 255 on 0; x / 255, less 0.1307, "
                          "divided by 0.3081");
  return ink_network_add_to_state (self->network, self->parameters, state,
                                   error);
}

/* Wants one of @logits and @probabilities. */
typedef struct
{
  const Lenet5 *model;
  const guint8 *images; /* [n][784] */
  gsize n;
  InkWorkspace **workspaces; /* one a worker, made by it; NULL until then */
  float *logits;             /* [n][n_classes] */
  double *probabilities;     /* [n][n_classes] */
} Reading;

static void
give (const Reading *r, gsize image, const float *logits, gsize stride)
{
  guint n_classes = ink_network_n_outputs (r->model->network);

  if (r->probabilities != NULL)
    ink_softmax (logits, n_classes, stride,
                 r->probabilities + image * n_classes);
  else
    for (guint c = 0; c < n_classes; c++)
      r->logits[image * n_classes + c] = logits[c * stride];
}

static InkWorkspace *
workspace_of (const Reading *r, guint worker)
{
  guint n_blocks = r->n <= INK_LANES ? 1 : CHUNK_BLOCKS;

  if (r->workspaces[worker] == NULL)
    r->workspaces[worker]
        = ink_workspace_new (r->model->network, ink_kernels_default (),
                             n_blocks, FALSE);
  return r->workspaces[worker];
}

static void
read_chunk (guint task, guint worker, gpointer user_data)
{
  Reading *r = user_data;
  InkWorkspace *workspace = workspace_of (r, worker);
  guint n_classes = ink_network_n_outputs (r->model->network);
  gsize first = (gsize) task * CHUNK_IMAGES;
  guint n = (guint) MIN (CHUNK_IMAGES, r->n - first);
  guint n_blocks = (n + INK_LANES - 1) / INK_LANES;
  InkWeights weights = { r->model->parameters, NULL };
  const float *out;

  for (guint block = 0; block < n_blocks; block++)
    {
      const guint8 *lanes[INK_LANES];
      guint in_block = MIN (INK_LANES, n - block * INK_LANES);

      for (guint lane = 0; lane < in_block; lane++)
        lanes[lane] = r->images
                      + (first + block * INK_LANES + lane) * INK_LENET5_PIXELS;
      ink_lenet5_pack (ink_kernels_default (), lanes, in_block,
                       ink_workspace_input (workspace, block));
    }
  out = ink_workspace_forward (workspace, &weights, n_blocks);
  for (guint i = 0; i < n; i++)
    give (r, first + i,
          out + (gsize) (i / INK_LANES) * n_classes * INK_LANES + i % INK_LANES,
          INK_LANES);
}

/* The first @reading->n images. */
static void
read_blocks (Reading *reading, guint n_threads)
{
  gsize n = reading->n;
  guint n_tasks = (guint) ((n + CHUNK_IMAGES - 1) / CHUNK_IMAGES);
  InkPool *pool = ink_pool_new (n < IMAGES_FOR_THREADS ? 1 : n_threads);
  guint n_workers = ink_pool_n_threads (pool);
  g_autofree InkWorkspace **workspaces = g_new0 (InkWorkspace *, n_workers);

  reading->workspaces = workspaces;
  ink_pool_run (pool, n_tasks, read_chunk, reading);
  for (guint i = 0; i < n_workers; i++)
    ink_workspace_free (workspaces[i]);
  ink_pool_free (pool);
}

static void
read_singles (const Reading *r, gsize first, gsize n)
{
  float logits[INK_LENET5_MAX_CLASSES];

  for (gsize i = first; i < first + n; i++)
    {
      ink_lenet5_single_read (r->model->single, ink_kernels_default (),
                              r->images + i * INK_LENET5_PIXELS, logits);
      give (r, i, logits, 1);
    }
}

static void
read_images (Reading *reading, guint n_threads)
{
  gsize rest = reading->n % INK_LANES;

  if (rest > MOST_SINGLES || reading->model->single == NULL)
    rest = 0;
  reading->n -= rest;
  if (reading->n > 0)
    read_blocks (reading, n_threads);
  read_singles (reading, reading->n, rest);
}

static void
lenet5_predict (gconstpointer payload, gconstpointer inputs, gsize n,
                guint n_threads, double *probabilities)
{
  Reading reading = { .model = payload,
                      .images = inputs,
                      .n = n,
                      .probabilities = probabilities };

  read_images (&reading, n_threads);
}

const InkModelClass ink_lenet5_class = {
  .name = "lenet5",
  .title = "LeNet-5",
  .input = INK_INPUT_IMAGE,
  .load = lenet5_load,
  .save = lenet5_save,
  .free = lenet5_free,
  .predict = lenet5_predict,
};

InkModel *
ink_lenet5_model_new (const float *parameters, const char *const *class_names)
{
  Lenet5 *self = lenet5_new (g_strv_length ((char **) class_names));

  memcpy (self->parameters, parameters,
          ink_network_n_parameters (self->network) * sizeof *parameters);
  return ink_model_new (&ink_lenet5_class, lenet5_finish (self), class_names);
}

InkModel *
ink_lenet5_model_with_temperature (const InkModel *model, double temperature)
{
  const Lenet5 *from = ink_model_payload (model);
  guint n_classes = ink_model_n_classes (model);
  Lenet5 *self = lenet5_new (n_classes);
  gsize n = ink_network_n_parameters (self->network);
  gsize n_last = (gsize) n_classes * (LAST_INPUTS + 1);

  for (gsize i = 0; i < n; i++)
    self->parameters[i]
        = i < n - n_last ? from->parameters[i]
                         : (float) (from->parameters[i] / temperature);
  return ink_model_new (&ink_lenet5_class, lenet5_finish (self),
                        ink_model_class_names (model));
}

const InkNetwork *
ink_lenet5_network (const InkModel *model)
{
  return ((const Lenet5 *) ink_model_payload (model))->network;
}

const float *
ink_lenet5_parameters (const InkModel *model)
{
  return ((const Lenet5 *) ink_model_payload (model))->parameters;
}

void
ink_lenet5_logits (const InkModel *model, const guint8 *images, gsize n,
                   guint n_threads, float *logits)
{
  Reading reading = { .model = ink_model_payload (model),
                      .images = images,
                      .n = n,
                      .logits = logits };

  read_images (&reading, n_threads);
}
