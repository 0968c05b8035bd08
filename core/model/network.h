#pragma once

#include "core/model/layer.h"
#include "core/model/loss.h"
#include "core/model/state.h"

G_BEGIN_DECLS

/* A feed-forward network: layers one after another. Immutable once built, and
 * without parameters of its own: these are one flat array of
 * ink_network_n_parameters() floats, layer after layer, weights before biases,
 * each in PyTorch's layout. */
typedef struct _InkNetwork InkNetwork;

#define INK_NETWORK_MAX_LAYERS 32

/* ink_network_new: each layer's input must be the one before's output (an
 * assertion; builders are ours). Returns: (transfer full). */
InkNetwork *ink_network_new (const InkNetworkLayer *layers, guint n_layers);
void ink_network_free (InkNetwork *network);

guint ink_network_n_layers (const InkNetwork *network);
const InkNetworkLayer *ink_network_layer (const InkNetwork *network,
                                          guint index);
gsize ink_network_n_parameters (const InkNetwork *network);
/* Where the parameters of layer @index begin. */
gsize ink_network_offset (const InkNetwork *network, guint index);
guint ink_network_n_outputs (const InkNetwork *network);
gsize ink_network_n_inputs (const InkNetwork *network);

/* ink_network_init: uniform in +-1/sqrt(fan in), weights and biases alike:
 * PyTorch's default for these layers. @parameters: [n_parameters], set. */
void ink_network_init (const InkNetwork *network, guint64 seed,
                       float *parameters);

/* A layer's weights as a matrix: [rows][columns] of the parameters from @first
 * on, a row for each output of the layer and a column for each of its inputs.
 */
typedef struct
{
  gsize first;
  guint rows, columns;
} InkWeightMatrix;

/* ink_network_hidden_matrices: those of all layers but the first and the last.
 * @matrices: [INK_NETWORK_MAX_LAYERS]. Returns: how many. */
guint ink_network_hidden_matrices (const InkNetwork *network,
                                   InkWeightMatrix *matrices);

/* What a pass reads. @packed: NULL where ink_network_packed_size() is 0, else
 * what ink_network_pack() made of @parameters. */
typedef struct
{
  const float *parameters;
  const float *packed;
} InkWeights;

/* Floats, 0 in fp32; the copy of the parameters that @kernels want. */
gsize ink_network_packed_size (const InkNetwork *network,
                               const InkKernels *kernels);
void ink_network_pack (const InkNetwork *network, const InkKernels *kernels,
                       const float *parameters, float *packed);

/* The activations and gradients of one pass over up to @max_blocks blocks; one
 * thread at a time. @for_training: with room for gradients. */
typedef struct _InkWorkspace InkWorkspace;

InkWorkspace *ink_workspace_new (const InkNetwork *network,
                                 const InkKernels *kernels, guint max_blocks,
                                 gboolean for_training);
void ink_workspace_free (InkWorkspace *self);
/* Where the pictures of block @block go before a pass (pack_images()). */
float *ink_workspace_input (InkWorkspace *self, guint block);

/* ink_workspace_forward: returns the logits [n_blocks][n_outputs][16], valid
 * until the next pass. */
const float *ink_workspace_forward (InkWorkspace *self,
                                    const InkWeights *weights, guint n_blocks);
/* After a forward pass with the same arguments. @target: of the examples of the
 * first n lanes. @gradients: [n_parameters], set: the sum over the examples of
 * the loss's gradient. */
InkLossSum ink_workspace_backward (InkWorkspace *self,
                                   const InkWeights *weights, guint n_blocks,
                                   const InkLossTarget *target,
                                   float *gradients);

/* ink_network_add_to_state: tensors `LAYER.weight` and `LAYER.bias`, F32. */
gboolean ink_network_add_to_state (const InkNetwork *network,
                                   const float *parameters, InkState *state,
                                   GError **error);
/* Finds every tensor with its dtype and shape, all values finite. */
gboolean ink_network_read_state (const InkNetwork *network,
                                 const InkState *state, float *parameters,
                                 GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkNetwork, ink_network_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkWorkspace, ink_workspace_free)

G_END_DECLS
