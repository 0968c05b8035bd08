#pragma once

#include <glib.h>

#include "core/base/rng.h"

G_BEGIN_DECLS

/* A random affine map of a picture: each figure is the most either way, drawn
 * evenly. */
typedef struct
{
  double rotation; /* degrees */
  double scale;    /* fraction: 0.15 is 0.85 to 1.15 */
  double shear;    /* of x by y */
  double shift;    /* pixels */
} InkAffineRange;

/* 15 degrees, 15 % scale, 0.2 shear, 2 pixels. */
extern const InkAffineRange ink_affine_range_default;

/* ink_augment_affine: @from, @to: [size][size], 0 is background; not the same.
 * Bilinear; what comes from outside is background. Six draws of @rng whatever
 * the range. Any thread. */
void ink_augment_affine (const InkAffineRange *range, InkRng *rng, guint size,
                         const guint8 *from, guint8 *to);

G_END_DECLS
