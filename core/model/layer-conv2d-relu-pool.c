/* Two-dimensional convolution (cross-correlation, as the field calls it):
 *   z[o][r][c] = b[o] + sum over i, s, t of w[o][i][s][t] x[i][r + s][c + t]
 * then ReLU, then the largest of each 2x2 window; the gradient goes to the
 * first of the largest, as PyTorch's. */
#include "core/model/layer.h"

gsize
ink_shape_size (const InkShape *shape)
{
  return (gsize) shape->channels * shape->height * shape->width;
}

static InkConv2dShape
shape_of (const InkNetworkLayer *layer)
{
  return (InkConv2dShape) { .in_channels = layer->in.channels,
                            .in_height = layer->in.height,
                            .in_width = layer->in.width,
                            .out_channels = layer->out.channels,
                            .kernel = layer->kernel };
}

static InkConv2dPass
pass_of (const InkNetworkLayer *layer, const InkPass *pass)
{
  float *gradients = pass->parameter_gradients;

  return (InkConv2dPass) {
    .x = pass->input,
    .weights = pass->parameters,
    .biases = pass->parameters + layer->n_weights,
    .packed = pass->packed,
    .y = pass->output,
    .winners = pass->notes,
    .dy = pass->output_gradient,
    .dx = pass->input_gradient,
    .dweights = gradients,
    .dbiases = gradients == NULL ? NULL : gradients + layer->n_weights,
    .scratch = pass->scratch,
    .n_blocks = pass->n_blocks,
  };
}

static void
conv2d_forward (const InkNetworkLayer *layer, const InkPass *pass)
{
  InkConv2dShape shape = shape_of (layer);
  InkConv2dPass p = pass_of (layer, pass);

  pass->kernels->conv2d_forward (&shape, &p);
}

static void
conv2d_backward (const InkNetworkLayer *layer, const InkPass *pass)
{
  InkConv2dShape shape = shape_of (layer);
  InkConv2dPass p = pass_of (layer, pass);

  pass->kernels->conv2d_backward (&shape, &p);
}

static gsize
conv2d_scratch_size (const InkNetworkLayer *layer, const InkKernels *kernels,
                     guint n_blocks)
{
  InkConv2dShape shape = shape_of (layer);

  return kernels->conv2d_scratch_size (&shape, n_blocks);
}

static gsize
conv2d_packed_size (const InkNetworkLayer *layer, const InkKernels *kernels)
{
  InkConv2dShape shape = shape_of (layer);

  return kernels->conv2d_packed_size (&shape);
}

static void
conv2d_pack (const InkNetworkLayer *layer, const InkKernels *kernels,
             const float *parameters, float *packed)
{
  InkConv2dShape shape = shape_of (layer);

  kernels->conv2d_pack (&shape, parameters, packed);
}

static const InkNetworkLayerClass conv2d_class = {
  .kind = "conv2d-relu-pool",
  .forward = conv2d_forward,
  .backward = conv2d_backward,
  .scratch_size = conv2d_scratch_size,
  .packed_size = conv2d_packed_size,
  .pack = conv2d_pack,
};

InkNetworkLayer
ink_conv2d_relu_pool (const char *name, InkShape in, guint out_channels,
                      guint kernel)
{
  guint height = in.height - kernel + 1, width = in.width - kernel + 1;
  InkShape out = { out_channels, height / 2, width / 2 };

  g_assert (height % 2 == 0 && width % 2 == 0);
  return (InkNetworkLayer) {
    .klass = &conv2d_class,
    .name = name,
    .in = in,
    .out = out,
    .n_weights = (gsize) out_channels * in.channels * kernel * kernel,
    .n_biases = out_channels,
    .weight_dims = 4,
    .weight_shape = { out_channels, in.channels, kernel, kernel },
    .fan_in = in.channels * kernel * kernel,
    .notes_size = ink_shape_size (&out) * INK_LANES,
    .kernel = kernel,
  };
}
