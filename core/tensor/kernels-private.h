#pragma once

#include "core/tensor/kernels.h"

/* Of the reference, in a file of their own. */
void ink_single_conv2d_image_reference (const guint8 *image,
                                        const float *values, const float *w,
                                        const float *b, float *y,
                                        guint out_channels);
void ink_single_conv2d_channels_reference (const float *x, const float *w,
                                           const float *b, float *y,
                                           guint in_channels);
void ink_single_linear_reference (const InkLinearShape *s, const float *x,
                                  const float *w, const float *b,
                                  gboolean with_relu, float *y);

extern const InkKernels ink_kernels_reference;
extern const InkKernels ink_kernels_baseline;
extern const InkKernels ink_kernels_bf16_baseline;
#ifdef INK_HAVE_X86_KERNELS
extern const InkKernels ink_kernels_bf16_avx2;
extern const InkKernels ink_kernels_bf16_avx512;
extern const InkKernels ink_kernels_bf16_dot_avx512;
extern const InkKernels ink_kernels_bf16_tiles_avx512;
extern const InkKernels ink_kernels_avx2;
extern const InkKernels ink_kernels_avx512;
#endif

gsize ink_reference_conv2d_scratch_size (const InkConv2dShape *s,
                                         guint n_blocks);
void ink_reference_conv2d_forward (const InkConv2dShape *s,
                                   const InkConv2dPass *pass);
void ink_reference_conv2d_backward (const InkConv2dShape *s,
                                    const InkConv2dPass *pass);
