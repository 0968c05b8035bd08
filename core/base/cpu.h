#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The instruction sets that kernels are built for, weakest first. */
typedef enum
{
  INK_ISA_REFERENCE, /* plain loops, for comparison */
  INK_ISA_BASELINE,  /* the compiler's default for this architecture */
  INK_ISA_AVX2,      /* with FMA */
  INK_ISA_AVX512,    /* F, BW, DQ, VL */
} InkIsa;
#define INK_N_ISA 4

const char *ink_isa_name (InkIsa isa);
/* FALSE where @name is none of `reference`, `baseline`, `avx2`, `avx512`. */
gboolean ink_isa_from_name (const char *name, InkIsa *isa);
/* Whether this processor and operating system can run it. */
gboolean ink_cpu_supports (InkIsa isa);
/* Whether there is a dot product of bfloat16 pairs (AVX512-BF16). */
gboolean ink_cpu_has_bf16_dot (void);
/* Whether there are tiles and their product of bfloat16 (AMX-BF16), and the
 * system lets this process use them, for which the first call asks. */
gboolean ink_cpu_has_bf16_tiles (void);
/* The best supported one. */
InkIsa ink_cpu_best_isa (void);
/* Processors this process may run on, at least 1. */
guint ink_cpu_count (void);

G_END_DECLS
