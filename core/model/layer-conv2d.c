/* Two-dimensional convolution (cross-correlation, as the field calls it):
 *   y[o][r][c] = b[o] + sum over i, s, t of w[o][i][s][t] x[i][r + s][c + t] */
#include "core/model/layer.h"

gsize
ink_shape_size (const InkShape *shape)
{
  return (gsize) shape->channels * shape->height * shape->width;
}

static InkConv2dShape
conv2d_shape (const InkNetworkLayer *layer)
{
  return (InkConv2dShape) { .in_channels = layer->in.channels,
                            .in_height = layer->in.height,
                            .in_width = layer->in.width,
                            .out_channels = layer->out.channels,
                            .kernel = layer->kernel };
}

static void
conv2d_forward (const InkNetworkLayer *layer, const InkPass *pass)
{
  InkConv2dShape shape = conv2d_shape (layer);

  pass->kernels->conv2d_forward (&shape, pass->input, pass->parameters,
                                 pass->parameters + layer->n_weights,
                                 pass->output, pass->n_blocks);
}

static void
conv2d_backward (const InkNetworkLayer *layer, const InkPass *pass,
                 float *output_gradient, float *input_gradient,
                 float *parameter_gradients)
{
  InkConv2dShape shape = conv2d_shape (layer);

  pass->kernels->conv2d_backward_weight (
      &shape, pass->input, output_gradient, parameter_gradients,
      parameter_gradients + layer->n_weights, pass->n_blocks);
  if (input_gradient != NULL)
    pass->kernels->conv2d_backward_input (&shape, pass->parameters,
                                          output_gradient, input_gradient,
                                          pass->n_blocks);
}

static const InkNetworkLayerClass conv2d_class = {
  .kind = "conv2d",
  .forward = conv2d_forward,
  .backward = conv2d_backward,
};

InkNetworkLayer
ink_conv2d (const char *name, InkShape in, guint out_channels, guint kernel)
{
  InkNetworkLayer layer = {
    .klass = &conv2d_class,
    .name = name,
    .in = in,
    .out = { out_channels, in.height - kernel + 1, in.width - kernel + 1 },
    .n_weights = (gsize) out_channels * in.channels * kernel * kernel,
    .n_biases = out_channels,
    .weight_dims = 4,
    .weight_shape = { out_channels, in.channels, kernel, kernel },
    .fan_in = in.channels * kernel * kernel,
    .kernel = kernel,
  };

  return layer;
}
