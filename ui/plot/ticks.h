#pragma once

#include "ui/plot/scale.h"

G_BEGIN_DECLS

typedef struct
{
  double value;
  char *label; /* owned by the array */
} InkTick;

/* ink_ticks_new: where to mark an axis: 1, 2 or 5 times a power of ten, inside
 * the scale's range, with as many digits as the step needs and no more.
 * @max: at most so many (2 at least, 50 at most are kept to).
 * Returns: (transfer full) (element-type InkTick) */
GArray *ink_ticks_new (const InkScale *scale, guint max);
/* One tick a label, in the middle of its cell: 0.5, 1.5, ... */
GArray *ink_ticks_new_categories (const char *const *labels);
/* The step of 1, 2 or 5 times a power of ten that cuts @span into at most
 * @max pieces; 1 where @span is not positive and finite. */
double ink_ticks_step (double span, guint max);

/* ink_format_value: a figure to read: four significant digits, whole numbers in
 * full, "not a number", "infinity". (transfer full) */
char *ink_format_value (double value);

G_END_DECLS
