/* A chain of layers over one flat array of parameters, and the workspace that
 * holds what flows through it. */
#include "core/model/network.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/rng.h"

struct _InkNetwork
{
  guint n_layers;
  InkNetworkLayer layers[INK_NETWORK_MAX_LAYERS];
  gsize offsets[INK_NETWORK_MAX_LAYERS];
  gsize n_parameters;
};

InkNetwork *
ink_network_new (const InkNetworkLayer *layers, guint n_layers)
{
  InkNetwork *network = g_new0 (InkNetwork, 1);

  g_assert (n_layers > 0 && n_layers <= INK_NETWORK_MAX_LAYERS);
  network->n_layers = n_layers;
  for (guint i = 0; i < n_layers; i++)
    {
      g_assert (i == 0
                || ink_shape_size (&layers[i - 1].out)
                       == ink_shape_size (&layers[i].in));
      network->layers[i] = layers[i];
      network->layers[i].gate = i > 0 && layers[i - 1].relu;
      network->offsets[i] = network->n_parameters;
      network->n_parameters += layers[i].n_weights + layers[i].n_biases;
    }
  return network;
}

void
ink_network_free (InkNetwork *network)
{
  g_free (network);
}

guint
ink_network_n_layers (const InkNetwork *network)
{
  return network->n_layers;
}

const InkNetworkLayer *
ink_network_layer (const InkNetwork *network, guint index)
{
  g_return_val_if_fail (index < network->n_layers, NULL);
  return &network->layers[index];
}

gsize
ink_network_n_parameters (const InkNetwork *network)
{
  return network->n_parameters;
}

gsize
ink_network_offset (const InkNetwork *network, guint index)
{
  return network->offsets[index];
}

guint
ink_network_n_outputs (const InkNetwork *network)
{
  return (guint) ink_shape_size (&network->layers[network->n_layers - 1].out);
}

guint
ink_network_hidden_matrices (const InkNetwork *network,
                             InkWeightMatrix *matrices)
{
  guint n = 0;

  for (guint i = 1; i + 1 < network->n_layers; i++)
    {
      const InkNetworkLayer *layer = &network->layers[i];
      guint rows = (guint) layer->weight_shape[0];

      matrices[n++] = (InkWeightMatrix){ network->offsets[i], rows,
                                         (guint) layer->n_weights / rows };
    }
  return n;
}

gsize
ink_network_n_inputs (const InkNetwork *network)
{
  return ink_shape_size (&network->layers[0].in);
}

void
ink_network_init (const InkNetwork *network, guint64 seed, float *parameters)
{
  for (guint i = 0; i < network->n_layers; i++)
    {
      const InkNetworkLayer *layer = &network->layers[i];
      InkRng rng = ink_rng (seed, INK_STREAM_WEIGHTS, i, 0);
      double bound = layer->fan_in == 0 ? 0 : 1 / sqrt (layer->fan_in);
      gsize n = layer->n_weights + layer->n_biases;

      for (gsize j = 0; j < n; j++)
        parameters[network->offsets[i] + j]
            = (float) (bound * (2 * ink_rng_uniform (&rng) - 1));
    }
}

gsize
ink_network_packed_size (const InkNetwork *network, const InkKernels *kernels)
{
  gsize size = 0;

  for (guint i = 0; i < network->n_layers; i++)
    size += network->layers[i].klass->packed_size (&network->layers[i],
                                                   kernels);
  return size;
}

void
ink_network_pack (const InkNetwork *network, const InkKernels *kernels,
                  const float *parameters, float *packed)
{
  for (guint i = 0; i < network->n_layers; i++)
    {
      const InkNetworkLayer *layer = &network->layers[i];
      gsize size = layer->klass->packed_size (layer, kernels);

      if (size > 0)
        layer->klass->pack (layer, kernels, parameters + network->offsets[i],
                            packed);
      packed += size;
    }
}

struct _InkWorkspace
{
  const InkNetwork *network;
  const InkKernels *kernels;
  guint max_blocks;
  float *activations[INK_NETWORK_MAX_LAYERS + 1]; /* 0: the input */
  guint8 *notes[INK_NETWORK_MAX_LAYERS];
  gsize packed[INK_NETWORK_MAX_LAYERS]; /* where a layer's begins */
  float *gradients[2]; /* in turn: of a layer's output and of its input */
  float *scratch;
  float *floats; /* all of the above */
};

/* Floats of a block's activation. */
static gsize
size_of (const InkKernels *kernels, const InkShape *shape)
{
  return kernels->activation_size (shape->channels, shape->height,
                                   shape->width);
}

/* Logits are fp32 whatever the precision. */
static gsize
output_size (const InkNetwork *network, const InkKernels *kernels, guint index)
{
  const InkShape *out = &network->layers[index].out;

  return index + 1 < network->n_layers ? size_of (kernels, out)
                                       : ink_shape_size (out) * INK_LANES;
}

/* Gives every array its place in one block, from which caches and page tables
 * gain; NULL @floats: only counts. Returns: floats. */
static gsize
lay_out (InkWorkspace *self, gboolean for_training, float *floats)
{
  const InkNetwork *network = self->network;
  gsize n = 0, largest = 0, scratch = 0, blocks = self->max_blocks;

#define PLACE(array, count)                                                    \
  do                                                                           \
    {                                                                          \
      array = floats == NULL ? NULL : (void *) (floats + n);                   \
      n += ((count) + 15) / 16 * 16;                                           \
    }                                                                          \
  while (0)
  PLACE (self->activations[0],
         blocks * size_of (self->kernels, &network->layers[0].in));
  for (guint i = 0; i < network->n_layers; i++)
    {
      const InkNetworkLayer *layer = &network->layers[i];
      gsize size = blocks * output_size (network, self->kernels, i);

      PLACE (self->activations[i + 1], size);
      if (!for_training)
        continue;
      PLACE (self->notes[i], blocks * layer->notes_size / sizeof (float));
      largest = MAX (largest, size);
      scratch = MAX (scratch, layer->klass->scratch_size (layer, self->kernels,
                                                          self->max_blocks));
    }
  if (for_training)
    {
      PLACE (self->gradients[0], largest);
      PLACE (self->gradients[1], largest);
      PLACE (self->scratch, scratch);
    }
#undef PLACE
  return n;
}

InkWorkspace *
ink_workspace_new (const InkNetwork *network, const InkKernels *kernels,
                   guint max_blocks, gboolean for_training)
{
  InkWorkspace *self = g_new0 (InkWorkspace, 1);
  gsize packed = 0;

  self->network = network;
  self->kernels = kernels;
  self->max_blocks = max_blocks;
  self->floats = ink_floats_new (lay_out (self, for_training, NULL));
  lay_out (self, for_training, self->floats);
  for (guint i = 0; i < network->n_layers; i++)
    {
      self->packed[i] = packed;
      packed
          += network->layers[i].klass->packed_size (&network->layers[i],
                                                    kernels);
    }
  return self;
}

void
ink_workspace_free (InkWorkspace *self)
{
  if (self == NULL)
    return;
  g_aligned_free (self->floats);
  g_free (self);
}

float *
ink_workspace_input (InkWorkspace *self, guint block)
{
  return self->activations[0]
         + block * size_of (self->kernels, &self->network->layers[0].in);
}

static InkPass
layer_pass (InkWorkspace *self, const InkWeights *weights, guint n_blocks,
            guint index)
{
  return (InkPass) {
    .kernels = self->kernels,
    .n_blocks = n_blocks,
    .parameters = weights->parameters + self->network->offsets[index],
    .packed = weights->packed == NULL ? NULL
                                      : weights->packed + self->packed[index],
    .input = self->activations[index],
    .output = self->activations[index + 1],
    .notes = self->notes[index],
    .scratch = self->scratch,
  };
}

const float *
ink_workspace_forward (InkWorkspace *self, const InkWeights *weights,
                       guint n_blocks)
{
  const InkNetwork *network = self->network;

  g_return_val_if_fail (n_blocks <= self->max_blocks, NULL);
  for (guint i = 0; i < network->n_layers; i++)
    {
      InkPass pass = layer_pass (self, weights, n_blocks, i);

      network->layers[i].klass->forward (&network->layers[i], &pass);
    }
  return self->activations[network->n_layers];
}

InkLossSum
ink_workspace_backward (InkWorkspace *self, const InkWeights *weights,
                        guint n_blocks, const InkLossTarget *target,
                        float *gradients)
{
  const InkNetwork *network = self->network;
  InkLossSum result = ink_softmax_cross_entropy_smoothed (
      self->activations[network->n_layers], ink_network_n_outputs (network),
      target, n_blocks, self->gradients[0]);

  for (guint i = network->n_layers, turn = 0; i-- > 0; turn = 1 - turn)
    {
      InkPass pass = layer_pass (self, weights, n_blocks, i);

      pass.output_gradient = self->gradients[turn];
      pass.input_gradient = i == 0 ? NULL : self->gradients[1 - turn];
      pass.parameter_gradients = gradients + network->offsets[i];
      network->layers[i].klass->backward (&network->layers[i], &pass);
    }
  return result;
}

static gboolean
add_tensor (InkState *state, const char *layer, const char *part, guint n_dims,
            const gsize *shape, const float *values, gsize n, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%s.%s", layer, part);
  GBytes *data = g_bytes_new (values, n * sizeof *values);

  return ink_state_add (state, name, INK_DTYPE_F32, n_dims, shape, data,
                        error);
}

gboolean
ink_network_add_to_state (const InkNetwork *network, const float *parameters,
                          InkState *state, GError **error)
{
  for (guint i = 0; i < network->n_layers; i++)
    {
      const InkNetworkLayer *l = &network->layers[i];
      const float *values = parameters + network->offsets[i];

      if (l->n_weights == 0)
        continue;
      if (!add_tensor (state, l->name, "weight", l->weight_dims,
                       l->weight_shape, values, l->n_weights, error)
          || !add_tensor (state, l->name, "bias", 1, &l->n_biases,
                          values + l->n_weights, l->n_biases, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_tensor (const InkState *state, const char *layer, const char *part,
             guint n_dims, const gsize *shape, float *values, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%s.%s", layer, part);
  const InkStateTensor *tensor = ink_state_require (
      state, name, INK_DTYPE_F32, n_dims, shape, error);
  gsize size;

  if (tensor == NULL)
    return FALSE;
  memcpy (values, g_bytes_get_data (tensor->data, &size),
          g_bytes_get_size (tensor->data));
  for (gsize i = 0; i < size / sizeof *values; i++)
    if (!isfinite (values[i]))
      return ink_error_set (error, INK_ERROR_FORMAT,
                            "tensor %s: expected finite numbers, found %g at "
                            "element %" G_GSIZE_FORMAT,
                            name, values[i], i);
  return TRUE;
}

gboolean
ink_network_read_state (const InkNetwork *network, const InkState *state,
                        float *parameters, GError **error)
{
  for (guint i = 0; i < network->n_layers; i++)
    {
      const InkNetworkLayer *l = &network->layers[i];
      float *values = parameters + network->offsets[i];

      if (l->n_weights == 0)
        continue;
      if (!read_tensor (state, l->name, "weight", l->weight_dims,
                        l->weight_shape, values, error)
          || !read_tensor (state, l->name, "bias", 1, &l->n_biases,
                           values + l->n_weights, error))
        return FALSE;
    }
  return TRUE;
}
