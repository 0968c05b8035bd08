#pragma once

#include <glib.h>

#include "core/tensor/kernels.h"

G_BEGIN_DECLS

/* One layer of a network: shapes, a forward and a backward pass over blocks of
 * INK_LANES examples (core/tensor/kernels.h). A layer has no state but its
 * shape: parameters, activations and gradients belong to the caller, so one
 * layer serves any number of threads. A new layer is one file with an
 * InkNetworkLayerClass and one ink_layer-like constructor declared here. */

typedef struct
{
  guint channels, height, width;
} InkShape;

gsize ink_shape_size (const InkShape *shape);

typedef struct _InkNetworkLayer InkNetworkLayer;

/* Places of one pass. @input, @output: activations [n_blocks][size][16].
 * @parameters: this layer's own, weights first, then biases. @scratch:
 * scratch_size floats. */
typedef struct
{
  const InkKernels *kernels;
  guint n_blocks;
  const float *parameters;
  const float *input;
  float *output;
  float *scratch;
} InkPass;

typedef struct
{
  const char *kind; /* "conv2d" */
  gboolean in_place; /* output may be where the input was; the same for their
                        gradients. The layer before must not need its output
                        for its backward pass, but through this one */
  void (*forward) (const InkNetworkLayer *layer, const InkPass *pass);
  /* @output_gradient may be overwritten. @input_gradient: set; NULL where not
   * wanted. @parameter_gradients: added to. pass->output holds what the
   * forward pass gave. */
  void (*backward) (const InkNetworkLayer *layer, const InkPass *pass,
                    float *output_gradient, float *input_gradient,
                    float *parameter_gradients);
} InkNetworkLayerClass;

struct _InkNetworkLayer
{
  const InkNetworkLayerClass *klass;
  const char *name; /* "conv1"; static */
  InkShape in, out;
  gsize n_weights, n_biases; /* 0 where the layer has none */
  guint weight_dims;
  gsize weight_shape[4]; /* PyTorch's */
  guint fan_in;          /* for the initial weights; 0 without weights */
  gsize scratch_size;    /* floats */
  guint kernel;          /* conv2d only */
};

/* Stride 1, no padding. */
InkNetworkLayer ink_conv2d (const char *name, InkShape in, guint out_channels,
                            guint kernel);
InkNetworkLayer ink_relu (const char *name, InkShape in);
/* 2x2, stride 2; @in's height and width are even. */
InkNetworkLayer ink_max_pool2d (const char *name, InkShape in);
/* Over channels x rows x columns. */
InkNetworkLayer ink_linear (const char *name, InkShape in, guint n_out);

G_END_DECLS
