#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the products of a network's layers are computed from. Weights, sums and
 * updates are always fp32. */
typedef enum
{
  INK_PRECISION_FP32,
  INK_PRECISION_BF16, /* operands rounded to bfloat16, to nearest even */
} InkPrecision;

/* How kernels multiply bfloat16, slowest first. */
typedef enum
{
  INK_BF16_CONVERT, /* in fp32 */
  INK_BF16_DOT,     /* with the processor's dot product (AVX512-BF16) */
  INK_BF16_TILES,   /* with its product of matrices (AMX-BF16) */
} InkBf16;
#define INK_N_BF16 3

/* `convert`, `dot`, `tiles`. */
const char *ink_bf16_name (InkBf16 bf16);
gboolean ink_bf16_from_name (const char *name, InkBf16 *bf16);

const char *ink_precision_name (InkPrecision precision);
gboolean ink_precision_from_name (const char *name, InkPrecision *precision);

G_END_DECLS
