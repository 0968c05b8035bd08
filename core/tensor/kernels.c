/* The one selector of instruction sets. */
#include "core/tensor/kernels.h"

#include <string.h>
#include <sys/mman.h>

#include "core/base/error.h"
#include "core/tensor/kernels-private.h"

#define VARIABLE "INKLING_ISA"

const InkKernels *
ink_kernels_for (InkIsa isa)
{
  if (!ink_cpu_supports (isa))
    return NULL;
  switch (isa)
    {
    case INK_ISA_REFERENCE:
      return &ink_kernels_reference;
    case INK_ISA_BASELINE:
      return &ink_kernels_baseline;
#ifdef INK_HAVE_X86_KERNELS
    case INK_ISA_AVX2:
      return &ink_kernels_avx2;
    case INK_ISA_AVX512:
      return &ink_kernels_avx512;
#endif
    default:
      return NULL;
    }
}

const InkKernels *
ink_kernels_for_bf16 (InkIsa isa, gboolean dot_product)
{
  if (!ink_cpu_supports (isa)
      || (dot_product && (isa != INK_ISA_AVX512 || !ink_cpu_has_bf16_dot ())))
    return NULL;
  switch (isa)
    {
    case INK_ISA_BASELINE:
      return &ink_kernels_bf16_baseline;
#ifdef INK_HAVE_X86_KERNELS
    case INK_ISA_AVX2:
      return &ink_kernels_bf16_avx2;
    case INK_ISA_AVX512:
      return dot_product ? &ink_kernels_bf16_dot_avx512
                         : &ink_kernels_bf16_avx512;
#endif
    default:
      return NULL;
    }
}

static const InkKernels *
choose_fp32 (void)
{
  const char *name = g_getenv (VARIABLE);
  const InkKernels *kernels = NULL;
  InkIsa isa;

  if (name != NULL && ink_isa_from_name (name, &isa))
    kernels = ink_kernels_for (isa);
  if (kernels == NULL)
    kernels = ink_kernels_for (ink_cpu_best_isa ());
  return kernels != NULL ? kernels : &ink_kernels_baseline;
}

static const InkKernels *
choose_bf16 (void)
{
  InkIsa isa = ink_kernels_default ()->isa;
  const InkKernels *kernels = ink_kernels_for_bf16 (isa, TRUE);

  if (kernels == NULL)
    kernels = ink_kernels_for_bf16 (isa, FALSE);
  return kernels != NULL ? kernels : &ink_kernels_bf16_baseline;
}

const InkKernels *
ink_kernels_default (void)
{
  static gsize chosen;

  if (g_once_init_enter (&chosen))
    g_once_init_leave (&chosen, (gsize) choose_fp32 ());
  return (const InkKernels *) chosen;
}

const InkKernels *
ink_kernels_default_for (InkPrecision precision)
{
  static gsize chosen;

  if (precision == INK_PRECISION_FP32)
    return ink_kernels_default ();
  if (g_once_init_enter (&chosen))
    g_once_init_leave (&chosen, (gsize) choose_bf16 ());
  return (const InkKernels *) chosen;
}

gboolean
ink_kernels_check_environment (GError **error)
{
  const char *name = g_getenv (VARIABLE);
  InkIsa isa;

  if (name == NULL || *name == '\0')
    return TRUE;
  if (!ink_isa_from_name (name, &isa))
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          VARIABLE ": expected reference, baseline, avx2 or "
                                   "avx512, found \"%s\"",
                          name);
  if (ink_kernels_for (isa) == NULL)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          VARIABLE ": this processor or build has no %s", name);
  return TRUE;
}

/* Large arrays lie in huge pages where the system has them: fewer entries in
 * the page tables, and no luck in which lines of the cache they share. */
#define HUGE_PAGE ((gsize) 2 << 20)
#define LARGE (HUGE_PAGE / 4)

static gpointer
large_new (gsize size)
{
  gsize whole = (size + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
  gpointer memory = g_aligned_alloc (1, whole, HUGE_PAGE);

#ifdef MADV_HUGEPAGE
  madvise (memory, whole, MADV_HUGEPAGE); /* a wish; it may fail */
#endif
  return memory;
}

float *
ink_floats_new (gsize n)
{
  gsize size = MAX (n + 15, 16) / 16 * 16 * sizeof (float);
  gpointer memory = size >= LARGE ? large_new (size)
                                  : g_aligned_alloc (1, size, INK_ALIGNMENT);

  return memset (memory, 0, size);
}
