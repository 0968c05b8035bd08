#pragma once

#include <glib.h>

#include "core/tensor/kernels.h"

G_BEGIN_DECLS

/* One layer of a network: shapes, a forward and a backward pass over blocks of
 * INK_LANES examples (core/tensor/kernels.h). A layer has no state but its
 * shape: parameters, activations and gradients belong to the caller, so one
 * layer serves any number of threads. A new layer is one file with an
 * InkNetworkLayerClass and one constructor declared here. */

typedef struct
{
  guint channels, height, width;
} InkShape;

gsize ink_shape_size (const InkShape *shape);

typedef struct _InkNetworkLayer InkNetworkLayer;

/* Places of one pass. Activations are as the kernels have them; @parameters are
 * this layer's own, weights first, then biases. */
typedef struct
{
  const InkKernels *kernels;
  guint n_blocks;
  const float *parameters;
  const float *packed; /* what pack() gave; NULL where packed_size() is 0 */
  const float *input;
  float *output;
  guint8 *notes; /* [n_blocks * notes_size]: from forward to backward; NULL
                    where there will be none */
  /* backward only */
  const float *output_gradient;
  float *input_gradient;      /* set; NULL where not wanted */
  float *parameter_gradients; /* set */
  float *scratch;             /* [scratch_size()] */
} InkPass;

typedef struct
{
  const char *kind; /* "linear" */
  void (*forward) (const InkNetworkLayer *layer, const InkPass *pass);
  /* After forward() with the same pass. */
  void (*backward) (const InkNetworkLayer *layer, const InkPass *pass);
  /* Floats. */
  gsize (*scratch_size) (const InkNetworkLayer *layer,
                         const InkKernels *kernels, guint n_blocks);
  gsize (*packed_size) (const InkNetworkLayer *layer,
                        const InkKernels *kernels);
  void (*pack) (const InkNetworkLayer *layer, const InkKernels *kernels,
                const float *parameters, float *packed);
} InkNetworkLayerClass;

struct _InkNetworkLayer
{
  const InkNetworkLayerClass *klass;
  const char *name; /* "conv1"; static */
  InkShape in, out;
  gsize n_weights, n_biases;
  guint weight_dims;
  gsize weight_shape[4]; /* PyTorch's */
  guint fan_in;          /* for the initial weights */
  gsize notes_size;      /* bytes a block, whole cells */
  guint kernel;          /* conv2d only */
  gboolean relu; /* the output is of a ReLU; without one it is logits, fp32 */
  gboolean gate; /* backward: an input of 0 came from a ReLU, and gets no
                    gradient. Set by ink_network_new() */
};

/* Convolution (stride 1, no padding), ReLU, 2x2 max-pooling. The convolution's
 * height and width must be even. */
InkNetworkLayer ink_conv2d_relu_pool (const char *name, InkShape in,
                                      guint out_channels, guint kernel);
/* Over channels x rows x columns; @relu: followed by a ReLU. */
InkNetworkLayer ink_linear (const char *name, InkShape in, guint n_out,
                            gboolean relu);

G_END_DECLS
