#pragma once

/* The tables of each instruction set, and for the sources that are compiled for
 * each: names that end in it. */
#include "core/data/augment-kernels.h"

extern const InkAugmentKernels ink_augment_kernels_baseline;
#if defined(INK_HAVE_X86_KERNELS)
extern const InkAugmentKernels ink_augment_kernels_avx2;
extern const InkAugmentKernels ink_augment_kernels_avx512;
#endif

#if defined(INK_SUFFIX)
#define PASTE_2(name, isa) ink_augment_##name##_##isa
#define PASTE(name, isa) PASTE_2 (name, isa)
#define NAME(name) PASTE (name, INK_SUFFIX)

void NAME (draw_field) (InkField *field, double displacement, InkRng *rng,
                        guint size);
#endif
