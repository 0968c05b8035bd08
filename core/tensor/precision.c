/* The names of precisions, and of the ways to compute in them. */
#include "core/tensor/precision.h"

#include <string.h>

static const char *const names[] = { "fp32", "bf16" };
static const char *const bf16_names[INK_N_BF16] = { "convert", "dot", "tiles" };

/* Returns: the index of @name, or @n. */
static guint
find (const char *name, const char *const *all, guint n)
{
  guint i = 0;

  while (i < n && strcmp (all[i], name) != 0)
    i++;
  return i;
}

const char *
ink_precision_name (InkPrecision precision)
{
  return names[precision];
}

gboolean
ink_precision_from_name (const char *name, InkPrecision *precision)
{
  guint i = find (name, names, G_N_ELEMENTS (names));

  if (i == G_N_ELEMENTS (names))
    return FALSE;
  *precision = (InkPrecision) i;
  return TRUE;
}

const char *
ink_bf16_name (InkBf16 bf16)
{
  return bf16_names[bf16];
}

gboolean
ink_bf16_from_name (const char *name, InkBf16 *bf16)
{
  guint i = find (name, bf16_names, INK_N_BF16);

  if (i == INK_N_BF16)
    return FALSE;
  *bf16 = (InkBf16) i;
  return TRUE;
}
