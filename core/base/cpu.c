/* What the processor at hand can do, asked at run time. */
#include "core/base/cpu.h"

#include <string.h>

#if defined(__x86_64__) && defined(__linux__)
#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

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

#if defined(__x86_64__) && defined(__linux__)
#define LEAF_7_EDX_TILES (1u << 24 | 1u << 22) /* AMX-TILE, AMX-BF16 */
#define LEAF_1_ECX_XGETBV (1u << 27)
#define TILE_STATE (1u << 17 | 1u << 18) /* what the system saves of it */
#define REQUEST_PERMISSION 0x1023 /* ARCH_REQ_XCOMP_PERM, not in old headers */
#define TILE_DATA 18

static gboolean
system_saves_tiles (void)
{
  guint32 a, b, c, d;

  if (!__get_cpuid (1, &a, &b, &c, &d) || (c & LEAF_1_ECX_XGETBV) == 0)
    return FALSE;
  __asm__ volatile ("xgetbv" : "=a"(a), "=d"(d) : "c"(0));
  return (a & TILE_STATE) == TILE_STATE;
}

/* GCC 12 and Clang 14 do not know AMX's name in __builtin_cpu_supports(). */
static gboolean
find_tiles (void)
{
  guint32 a, b, c, d;

  return __get_cpuid_count (7, 0, &a, &b, &c, &d)
         && (d & LEAF_7_EDX_TILES) == LEAF_7_EDX_TILES && system_saves_tiles ()
         && syscall (SYS_arch_prctl, REQUEST_PERMISSION, TILE_DATA) == 0;
}
#else
static gboolean
find_tiles (void)
{
  return FALSE;
}
#endif

gboolean
ink_cpu_has_bf16_tiles (void)
{
  static gsize found; /* 1: no, 2: yes */

  if (g_once_init_enter (&found))
    g_once_init_leave (&found, ink_cpu_has_bf16_dot () && find_tiles () ? 2
                                                                        : 1);
  return found == 2;
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
