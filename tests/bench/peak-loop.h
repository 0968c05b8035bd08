#pragma once

#include <glib.h>

/* A loop of nothing but multiply-adds between registers, one for each
 * instruction set: as many as a processor's units can take, none waiting for
 * another. */
typedef struct
{
  double flop; /* of one turn; a multiplication and an addition are two */
  /* @turns: how many. Returns: a sum of all results, so that none can be left
   * out. Only where ink_cpu_supports() the instruction set. */
  float (*run) (guint64 turns);
} PeakLoop;

extern const PeakLoop peak_loop_baseline;
#if defined(INK_HAVE_X86_KERNELS)
extern const PeakLoop peak_loop_avx2;
extern const PeakLoop peak_loop_avx512;
/* Products of pairs of bfloat16 added to floats: ink_cpu_has_bf16_dot(). */
extern const PeakLoop peak_loop_bf16_dot;
/* The same in tiles: ink_cpu_has_bf16_tiles(). */
extern const PeakLoop peak_loop_bf16_tiles;
#endif
