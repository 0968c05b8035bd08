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

const char *ink_precision_name (InkPrecision precision);
gboolean ink_precision_from_name (const char *name, InkPrecision *precision);

G_END_DECLS
