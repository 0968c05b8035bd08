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

struct _InkWorkspace
{
  const InkNetwork *network;
  guint max_blocks;
  float *activations[INK_NETWORK_MAX_LAYERS + 1]; /* 0: the input */
  float *gradients[2]; /* in turn: of a layer's output and of its input */
  float *scratch;
};

InkWorkspace *
ink_workspace_new (const InkNetwork *network, guint max_blocks,
                   gboolean for_training)
{
  InkWorkspace *workspace = g_new0 (InkWorkspace, 1);
  gsize lanes = (gsize) max_blocks * INK_LANES;
  gsize largest = 0, scratch = 0;

  workspace->network = network;
  workspace->max_blocks = max_blocks;
  workspace->activations[0]
      = ink_floats_new (ink_network_n_inputs (network) * lanes);
  for (guint i = 0; i < network->n_layers; i++)
    {
      gsize size = ink_shape_size (&network->layers[i].out);

      workspace->activations[i + 1]
          = network->layers[i].klass->in_place && i > 0
                ? workspace->activations[i]
                : ink_floats_new (size * lanes);
      largest = MAX (largest, size);
      scratch = MAX (scratch, network->layers[i].scratch_size);
    }
  workspace->scratch = ink_floats_new (scratch);
  for (guint i = 0; for_training && i < 2; i++)
    workspace->gradients[i] = ink_floats_new (largest * lanes);
  return workspace;
}

void
ink_workspace_free (InkWorkspace *workspace)
{
  if (workspace == NULL)
    return;
  for (guint i = 0; i <= workspace->network->n_layers; i++)
    if (i == 0 || workspace->activations[i] != workspace->activations[i - 1])
      g_aligned_free (workspace->activations[i]);
  for (guint i = 0; i < 2; i++)
    g_aligned_free (workspace->gradients[i]);
  g_aligned_free (workspace->scratch);
  g_free (workspace);
}

float *
ink_workspace_input (InkWorkspace *workspace)
{
  return workspace->activations[0];
}

static InkPass
layer_pass (InkWorkspace *workspace, const InkKernels *kernels,
            const float *parameters, guint n_blocks, guint index)
{
  return (InkPass) {
    .kernels = kernels,
    .n_blocks = n_blocks,
    .parameters = parameters + workspace->network->offsets[index],
    .input = workspace->activations[index],
    .output = workspace->activations[index + 1],
    .scratch = workspace->scratch,
  };
}

const float *
ink_workspace_forward (InkWorkspace *workspace, const InkKernels *kernels,
                       const float *parameters, guint n_blocks)
{
  const InkNetwork *network = workspace->network;

  g_return_val_if_fail (n_blocks <= workspace->max_blocks, NULL);
  for (guint i = 0; i < network->n_layers; i++)
    {
      InkPass pass
          = layer_pass (workspace, kernels, parameters, n_blocks, i);

      network->layers[i].klass->forward (&network->layers[i], &pass);
    }
  return workspace->activations[network->n_layers];
}

InkLossSum
ink_workspace_backward (InkWorkspace *workspace, const InkKernels *kernels,
                        const float *parameters, guint n_blocks,
                        const guint8 *labels, guint n, float *gradients)
{
  const InkNetwork *network = workspace->network;
  float *of_output = workspace->gradients[0];
  float *of_input = workspace->gradients[1];
  InkLossSum result = ink_softmax_cross_entropy (
      workspace->activations[network->n_layers],
      ink_network_n_outputs (network), labels, n, n_blocks, of_output);

  for (guint i = network->n_layers; i-- > 0;)
    {
      InkPass pass
          = layer_pass (workspace, kernels, parameters, n_blocks, i);
      gboolean in_place = pass.input == pass.output;
      float *target = in_place ? of_output : of_input;

      network->layers[i].klass->backward (&network->layers[i], &pass,
                                          of_output, i == 0 ? NULL : target,
                                          gradients + network->offsets[i]);
      if (!in_place)
        {
          of_input = of_output;
          of_output = target;
        }
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
