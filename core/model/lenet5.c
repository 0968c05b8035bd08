/* LeNet-5 as a model: the network of DESIGN.md, its parameters, and reading
 * images with it, a chunk of blocks at a time on the worker pool. */
#include "core/model/lenet5.h"

#include <string.h>

#include "core/base/error.h"
#include "core/base/parallel.h"

/* Blocks read in one go: their activations stay in the second-level cache. */
#define CHUNK_BLOCKS 2
#define CHUNK_IMAGES (CHUNK_BLOCKS * INK_LANES)
/* Below so many images, starting threads costs more than it saves. */
#define IMAGES_FOR_THREADS 256

typedef struct
{
  InkNetwork *network;
  float *parameters;
} Lenet5;

InkNetwork *
ink_lenet5_network_new (guint n_classes)
{
  InkNetworkLayer layers[11];
  guint n = 0;
  InkShape shape = { 1, INK_LENET5_SIZE, INK_LENET5_SIZE };

#define ADD(layer)                                                             \
  do                                                                           \
    {                                                                          \
      layers[n] = layer;                                                       \
      shape = layers[n++].out;                                                 \
    }                                                                          \
  while (0)
  ADD (ink_conv2d ("conv1", shape, 6, 5));
  ADD (ink_relu ("relu1", shape));
  ADD (ink_max_pool2d ("pool1", shape));
  ADD (ink_conv2d ("conv2", shape, 16, 5));
  ADD (ink_relu ("relu2", shape));
  ADD (ink_max_pool2d ("pool2", shape));
  ADD (ink_linear ("fc1", shape, 120));
  ADD (ink_relu ("relu3", shape));
  ADD (ink_linear ("fc2", shape, 84));
  ADD (ink_relu ("relu4", shape));
  ADD (ink_linear ("fc3", shape, n_classes));
#undef ADD
  return ink_network_new (layers, n);
}

void
ink_lenet5_pack (const guint8 *const *images, guint n, float *block)
{
  static const float scale = 1 / (255 * INK_LENET5_DEVIATION);
  static const float shift = -INK_LENET5_MEAN / INK_LENET5_DEVIATION;

  if (n < INK_LANES)
    memset (block, 0, INK_LENET5_PIXELS * INK_LANES * sizeof *block);
  for (guint lane = 0; lane < n; lane++)
    for (guint p = 0; p < INK_LENET5_PIXELS; p++)
      block[p * INK_LANES + lane] = images[lane][p] * scale + shift;
}

static void
lenet5_free (gpointer payload)
{
  Lenet5 *self = payload;

  ink_network_free (self->network);
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

static gpointer
lenet5_load (const InkState *state, guint n_classes, GError **error)
{
  Lenet5 *self;

  if (n_classes < 2 || n_classes > 256)
    {
      ink_error_set (error, INK_ERROR_MISMATCH,
                     "lenet5: expected 2 to 256 classes, found %u", n_classes);
      return NULL;
    }
  self = lenet5_new (n_classes);
  if (ink_network_read_state (self->network, state, self->parameters, error))
    return self;
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

typedef struct
{
  const Lenet5 *model;
  const guint8 *images; /* [n][784] */
  gsize n;
  InkWorkspace **workspaces; /* one a worker */
  float *logits;             /* [n][n_classes] */
} Reading;

static void
read_chunk (guint task, guint worker, gpointer user_data)
{
  Reading *r = user_data;
  InkWorkspace *workspace = r->workspaces[worker];
  guint n_classes = ink_network_n_outputs (r->model->network);
  gsize first = (gsize) task * CHUNK_IMAGES;
  guint n = (guint) MIN (CHUNK_IMAGES, r->n - first);
  guint n_blocks = (n + INK_LANES - 1) / INK_LANES;
  const float *out;

  for (guint block = 0; block < n_blocks; block++)
    {
      const guint8 *lanes[INK_LANES];
      guint in_block = MIN (INK_LANES, n - block * INK_LANES);

      for (guint lane = 0; lane < in_block; lane++)
        lanes[lane] = r->images
                      + (first + block * INK_LANES + lane) * INK_LENET5_PIXELS;
      ink_lenet5_pack (lanes, in_block,
                       ink_workspace_input (workspace)
                           + (gsize) block * INK_LENET5_PIXELS * INK_LANES);
    }
  out = ink_workspace_forward (workspace, ink_kernels_default (),
                               r->model->parameters, n_blocks);
  for (guint i = 0; i < n; i++)
    for (guint c = 0; c < n_classes; c++)
      r->logits[(first + i) * n_classes + c]
          = out[((gsize) (i / INK_LANES) * n_classes + c) * INK_LANES
                + i % INK_LANES];
}

static void
read_images (const Lenet5 *self, const guint8 *images, gsize n,
             guint n_threads, float *logits)
{
  guint n_tasks = (guint) ((n + CHUNK_IMAGES - 1) / CHUNK_IMAGES);
  InkPool *pool = ink_pool_new (n < IMAGES_FOR_THREADS ? 1 : n_threads);
  guint n_workers = ink_pool_n_threads (pool);
  g_autofree InkWorkspace **workspaces = g_new (InkWorkspace *, n_workers);
  Reading reading = { .model = self,
                      .images = images,
                      .n = n,
                      .workspaces = workspaces,
                      .logits = logits };

  for (guint i = 0; i < n_workers; i++)
    workspaces[i] = ink_workspace_new (
        self->network, n <= INK_LANES ? 1 : CHUNK_BLOCKS, FALSE);
  ink_pool_run (pool, n_tasks, read_chunk, &reading);
  for (guint i = 0; i < n_workers; i++)
    ink_workspace_free (workspaces[i]);
  ink_pool_free (pool);
}

static void
lenet5_predict (gconstpointer payload, gconstpointer inputs, gsize n,
                guint n_threads, double *probabilities)
{
  const Lenet5 *self = payload;
  guint n_classes = ink_network_n_outputs (self->network);
  g_autofree float *logits = g_new (float, MAX (1, n * n_classes));

  read_images (self, inputs, n, n_threads, logits);
  for (gsize i = 0; i < n; i++)
    ink_softmax (logits + i * n_classes, n_classes, 1,
                 probabilities + i * n_classes);
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
  return ink_model_new (&ink_lenet5_class, self, class_names);
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
  read_images (ink_model_payload (model), images, n, n_threads, logits);
}
