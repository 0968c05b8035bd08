/* The names of precisions. */
#include "core/tensor/precision.h"

#include <string.h>

static const char *const names[] = { "fp32", "bf16" };

const char *
ink_precision_name (InkPrecision precision)
{
  return names[precision];
}

gboolean
ink_precision_from_name (const char *name, InkPrecision *precision)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i], name) == 0)
      {
        *precision = (InkPrecision) i;
        return TRUE;
      }
  return FALSE;
}
