#pragma once

#include "core/tensor/kernels.h"

extern const InkKernels ink_kernels_reference;
extern const InkKernels ink_kernels_baseline;
#ifdef INK_HAVE_X86_KERNELS
extern const InkKernels ink_kernels_avx2;
extern const InkKernels ink_kernels_avx512;
#endif
