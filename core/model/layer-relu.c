/* The rectifier, y = max (x, 0). Its gradient at 0 is 0, as PyTorch's. */
#include "core/model/layer.h"

static gsize
n_floats (const InkNetworkLayer *layer, const InkPass *pass)
{
  return ink_shape_size (&layer->in) * pass->n_blocks * INK_LANES;
}

static void
relu_forward (const InkNetworkLayer *layer, const InkPass *pass)
{
  pass->kernels->relu_forward (n_floats (layer, pass), pass->input,
                               pass->output);
}

static void
relu_backward (const InkNetworkLayer *layer, const InkPass *pass,
               float *output_gradient, float *input_gradient,
               float *parameter_gradients)
{
  if (input_gradient != NULL)
    pass->kernels->relu_backward (n_floats (layer, pass), pass->output,
                                  output_gradient, input_gradient);
}

static const InkNetworkLayerClass relu_class = {
  .kind = "relu",
  .in_place = TRUE,
  .forward = relu_forward,
  .backward = relu_backward,
};

InkNetworkLayer
ink_relu (const char *name, InkShape in)
{
  return (InkNetworkLayer) {
    .klass = &relu_class, .name = name, .in = in, .out = in
  };
}
