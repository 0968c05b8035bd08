/* The table of one instruction set and precision. */
#include "core/tensor/vector-private.h"

#if !defined(INK_KERNELS_BF16)
#define INK_KERNELS_BF16 INK_BF16_CONVERT
#endif

const InkKernels NAME (kernels) = {
  .isa = INK_KERNELS_ISA,
#if PER == 2
  .precision = INK_PRECISION_BF16,
  .bf16 = INK_KERNELS_BF16,
  .conv2d_pack = NAME (conv2d_pack),
  .linear_pack = NAME (linear_pack),
#endif
  .activation_size = NAME (activation_size),
  .conv2d_scratch_size = NAME (conv2d_scratch_size),
  .conv2d_packed_size = NAME (conv2d_packed_size),
  .linear_scratch_size = NAME (linear_scratch_size),
  .linear_packed_size = NAME (linear_packed_size),
  .pack_images = NAME (pack_images),
  .conv2d_forward = NAME (conv2d_forward),
  .conv2d_backward = NAME (conv2d_backward),
  .linear_forward = NAME (linear_forward),
  .linear_backward = NAME (linear_backward),
  .sgd_step = FP32 (sgd_step),
  .gradient_sum = FP32 (gradient_sum),
  .matrix_product = FP32 (matrix_product),
  .single_conv2d_image = FP32 (single_conv2d_image),
  .single_conv2d_channels = FP32 (single_conv2d_channels),
  .single_linear = FP32 (single_linear),
};
