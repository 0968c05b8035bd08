/* A dense layer over channels x rows x columns: y[o] = b[o] + sum w[o][i] x[i],
 * and ReLU where asked for. */
#include "core/model/layer.h"

static InkLinearShape
shape_of (const InkNetworkLayer *layer)
{
  return (InkLinearShape) { .n_in = (guint) ink_shape_size (&layer->in),
                            .n_out = layer->out.channels,
                            .plane = layer->in.height * layer->in.width,
                            .relu = layer->relu,
                            .gate = layer->gate };
}

static InkLinearPass
pass_of (const InkNetworkLayer *layer, const InkPass *pass)
{
  float *gradients = pass->parameter_gradients;

  return (InkLinearPass) {
    .x = pass->input,
    .weights = pass->parameters,
    .biases = pass->parameters + layer->n_weights,
    .packed = pass->packed,
    .y = pass->output,
    .dy = pass->output_gradient,
    .dx = pass->input_gradient,
    .dweights = gradients,
    .dbiases = gradients == NULL ? NULL : gradients + layer->n_weights,
    .scratch = pass->scratch,
    .n_blocks = pass->n_blocks,
  };
}

static void
linear_forward (const InkNetworkLayer *layer, const InkPass *pass)
{
  InkLinearShape shape = shape_of (layer);
  InkLinearPass p = pass_of (layer, pass);

  pass->kernels->linear_forward (&shape, &p);
}

static void
linear_backward (const InkNetworkLayer *layer, const InkPass *pass)
{
  InkLinearShape shape = shape_of (layer);
  InkLinearPass p = pass_of (layer, pass);

  pass->kernels->linear_backward (&shape, &p);
}

static gsize
linear_scratch_size (const InkNetworkLayer *layer, const InkKernels *kernels,
                     guint n_blocks)
{
  InkLinearShape shape = shape_of (layer);

  return kernels->linear_scratch_size (&shape, n_blocks);
}

static gsize
linear_packed_size (const InkNetworkLayer *layer, const InkKernels *kernels)
{
  InkLinearShape shape = shape_of (layer);

  return kernels->linear_packed_size (&shape);
}

static void
linear_pack (const InkNetworkLayer *layer, const InkKernels *kernels,
             const float *parameters, float *packed)
{
  InkLinearShape shape = shape_of (layer);

  kernels->linear_pack (&shape, parameters, packed);
}

static const InkNetworkLayerClass linear_class = {
  .kind = "linear",
  .forward = linear_forward,
  .backward = linear_backward,
  .scratch_size = linear_scratch_size,
  .packed_size = linear_packed_size,
  .pack = linear_pack,
};

InkNetworkLayer
ink_linear (const char *name, InkShape in, guint n_out, gboolean relu)
{
  gsize n_in = ink_shape_size (&in);

  return (InkNetworkLayer) {
    .klass = &linear_class,
    .name = name,
    .in = in,
    .out = { n_out, 1, 1 },
    .n_weights = n_out * n_in,
    .n_biases = n_out,
    .weight_dims = 2,
    .weight_shape = { n_out, n_in },
    .fan_in = (guint) n_in,
    .relu = relu,
  };
}
