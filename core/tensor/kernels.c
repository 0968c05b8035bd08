/* The one selector of instruction sets. */
#include "core/tensor/kernels.h"

#include "core/base/error.h"
#include "core/tensor/kernels-private.h"

#define VARIABLE "INKLING_ISA"
#define BF16_VARIABLE "INKLING_BF16"

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

static gboolean
has_bf16 (InkIsa isa, InkBf16 bf16)
{
  if (!ink_cpu_supports (isa))
    return FALSE;
  switch (bf16)
    {
    case INK_BF16_DOT:
      return isa == INK_ISA_AVX512 && ink_cpu_has_bf16_dot ();
    case INK_BF16_TILES:
      return isa == INK_ISA_AVX512 && ink_cpu_has_bf16_tiles ();
    case INK_BF16_CONVERT:
    default:
      return TRUE;
    }
}

#ifdef INK_HAVE_X86_KERNELS
static const InkKernels *const avx512_bf16[INK_N_BF16]
    = { &ink_kernels_bf16_avx512, &ink_kernels_bf16_dot_avx512,
        &ink_kernels_bf16_tiles_avx512 };
#endif

const InkKernels *
ink_kernels_for_bf16 (InkIsa isa, InkBf16 bf16)
{
  if (!has_bf16 (isa, bf16))
    return NULL;
  switch (isa)
    {
    case INK_ISA_BASELINE:
      return &ink_kernels_bf16_baseline;
#ifdef INK_HAVE_X86_KERNELS
    case INK_ISA_AVX2:
      return &ink_kernels_bf16_avx2;
    case INK_ISA_AVX512:
      return avx512_bf16[bf16];
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

/* The tables of bf16 for @isa; the reference has none. */
static const InkKernels *
kernels_bf16 (InkIsa isa, InkBf16 bf16)
{
  return ink_kernels_for_bf16 (MAX (isa, INK_ISA_BASELINE), bf16);
}

static const InkKernels *
choose_bf16 (void)
{
  InkIsa isa = ink_kernels_default ()->isa;
  const char *name = g_getenv (BF16_VARIABLE);
  const InkKernels *kernels = NULL;
  InkBf16 named;

  if (name != NULL && ink_bf16_from_name (name, &named))
    kernels = kernels_bf16 (isa, named);
  for (guint i = INK_N_BF16; kernels == NULL && i-- > 0;)
    kernels = kernels_bf16 (isa, (InkBf16) i);
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

static gboolean
check_isa (GError **error)
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

static gboolean
check_bf16 (GError **error)
{
  const char *name = g_getenv (BF16_VARIABLE);
  InkBf16 bf16;

  if (name == NULL || *name == '\0')
    return TRUE;
  if (!ink_bf16_from_name (name, &bf16))
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          BF16_VARIABLE ": expected convert, dot or tiles, "
                                        "found \"%s\"",
                          name);
  if (kernels_bf16 (ink_kernels_default ()->isa, bf16) == NULL)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          BF16_VARIABLE ": this processor or build has no %s "
                                        "with %s",
                          name, ink_isa_name (ink_kernels_default ()->isa));
  return TRUE;
}

gboolean
ink_kernels_check_environment (GError **error)
{
  return check_isa (error) && check_bf16 (error);
}

float *
ink_floats_new (gsize n)
{
  return ink_memory_new0 (n * sizeof (float));
}
