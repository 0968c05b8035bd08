/* The largest of each 2x2 window; the gradient goes to the first of the
 * largest, as PyTorch's. */
#include "core/model/layer.h"

static InkMaxPool2dShape
pool_shape (const InkNetworkLayer *layer)
{
  return (InkMaxPool2dShape) { .channels = layer->in.channels,
                               .in_height = layer->in.height,
                               .in_width = layer->in.width };
}

static void
max_pool2d_forward (const InkNetworkLayer *layer, const InkPass *pass)
{
  InkMaxPool2dShape shape = pool_shape (layer);

  pass->kernels->max_pool2d_forward (&shape, pass->input, pass->output,
                                     pass->n_blocks);
}

static void
max_pool2d_backward (const InkNetworkLayer *layer, const InkPass *pass,
                     float *output_gradient, float *input_gradient,
                     float *parameter_gradients)
{
  InkMaxPool2dShape shape = pool_shape (layer);

  if (input_gradient != NULL)
    pass->kernels->max_pool2d_backward (&shape, pass->input, pass->output,
                                        output_gradient, input_gradient,
                                        pass->n_blocks);
}

static const InkNetworkLayerClass max_pool2d_class = {
  .kind = "max-pool2d",
  .forward = max_pool2d_forward,
  .backward = max_pool2d_backward,
};

InkNetworkLayer
ink_max_pool2d (const char *name, InkShape in)
{
  return (InkNetworkLayer) {
    .klass = &max_pool2d_class,
    .name = name,
    .in = in,
    .out = { in.channels, in.height / 2, in.width / 2 },
  };
}
