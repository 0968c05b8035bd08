/* The table of one instruction set. */
#include "core/tensor/vector-private.h"

const InkKernels NAME (kernels) = {
  .isa = INK_KERNELS_ISA,
  .conv2d_forward = NAME (conv2d_forward),
  .conv2d_backward_input = NAME (conv2d_backward_input),
  .conv2d_backward_weight = NAME (conv2d_backward_weight),
  .linear_forward = NAME (linear_forward),
  .linear_backward_input = NAME (linear_backward_input),
  .linear_backward_weight = NAME (linear_backward_weight),
  .relu_forward = NAME (relu_forward),
  .relu_backward = NAME (relu_backward),
  .max_pool2d_forward = NAME (max_pool2d_forward),
  .max_pool2d_backward = NAME (max_pool2d_backward),
  .sgd_step = NAME (sgd_step),
};
