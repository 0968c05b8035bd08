/* What the processor at hand can do, asked at run time. */
#include "core/base/cpu.h"

#include <string.h>

static const char *const names[INK_N_ISA]
    = { "reference", "baseline", "avx2", "avx512" };

const char *
ink_isa_name (InkIsa isa)
{
  return names[isa];
}

gboolean
ink_isa_from_name (const char *name, InkIsa *isa)
{
  for (int i = 0; i < INK_N_ISA; i++)
    if (strcmp (name, names[i]) == 0)
      {
        *isa = (InkIsa) i;
        return TRUE;
      }
  return FALSE;
}

gboolean
ink_cpu_supports (InkIsa isa)
{
  switch (isa)
    {
    case INK_ISA_REFERENCE:
    case INK_ISA_BASELINE:
      return TRUE;
#if defined(__x86_64__) || defined(__i386__)
    case INK_ISA_AVX2:
      return __builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma");
    case INK_ISA_AVX512:
      return __builtin_cpu_supports ("avx512f")
             && __builtin_cpu_supports ("avx512bw")
             && __builtin_cpu_supports ("avx512dq")
             && __builtin_cpu_supports ("avx512vl");
#else
    case INK_ISA_AVX2:
    case INK_ISA_AVX512:
      return FALSE;
#endif
    default:
      return FALSE;
    }
}

gboolean
ink_cpu_has_bf16_dot (void)
{
#if defined(__x86_64__) || defined(__i386__)
  return ink_cpu_supports (INK_ISA_AVX512)
         && __builtin_cpu_supports ("avx512bf16");
#else
  return FALSE;
#endif
}

InkIsa
ink_cpu_best_isa (void)
{
  if (ink_cpu_supports (INK_ISA_AVX512))
    return INK_ISA_AVX512;
  if (ink_cpu_supports (INK_ISA_AVX2))
    return INK_ISA_AVX2;
  return INK_ISA_BASELINE;
}

guint
ink_cpu_count (void)
{
  return MAX (1, g_get_num_processors ());
}
