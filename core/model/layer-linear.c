/* A dense layer over channels x rows x columns: y[o] = b[o] + sum w[o][i] x[i].
 */
#include "core/model/layer.h"

static InkLinearShape
linear_shape (const InkNetworkLayer *layer)
{
  return (InkLinearShape) { .n_in = (guint) ink_shape_size (&layer->in),
                            .n_out = layer->out.channels };
}

static void
linear_forward (const InkNetworkLayer *layer, const InkPass *pass)
{
  InkLinearShape shape = linear_shape (layer);

  pass->kernels->linear_forward (&shape, pass->input, pass->parameters,
                                 pass->parameters + layer->n_weights,
                                 pass->output, pass->n_blocks);
}

static void
linear_backward (const InkNetworkLayer *layer, const InkPass *pass,
                 float *output_gradient, float *input_gradient,
                 float *parameter_gradients)
{
  InkLinearShape shape = linear_shape (layer);

  pass->kernels->linear_backward_weight (
      &shape, pass->input, output_gradient, parameter_gradients,
      parameter_gradients + layer->n_weights, pass->scratch, pass->n_blocks);
  if (input_gradient != NULL)
    pass->kernels->linear_backward_input (&shape, pass->parameters,
                                          output_gradient, input_gradient,
                                          pass->n_blocks);
}

static const InkNetworkLayerClass linear_class = {
  .kind = "linear",
  .forward = linear_forward,
  .backward = linear_backward,
};

InkNetworkLayer
ink_linear (const char *name, InkShape in, guint n_out)
{
  gsize n_in = ink_shape_size (&in);
  InkNetworkLayer layer = {
    .klass = &linear_class,
    .name = name,
    .in = in,
    .out = { n_out, 1, 1 },
    .n_weights = n_out * n_in,
    .n_biases = n_out,
    .weight_dims = 2,
    .weight_shape = { n_out, n_in },
    .fan_in = (guint) n_in,
    .scratch_size = INK_LANES * (n_in + n_out),
  };

  return layer;
}
