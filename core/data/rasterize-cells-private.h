#pragma once

#include "core/data/ink-mask.h"

G_BEGIN_DECLS

/* ink_cells_amount: the mask's ink in the square at (x0, y0), 0 to 1: averaged
 * over its area, or interpolated where it is smaller than a pixel. */
float ink_cells_amount (const InkMask *mask, double x0, double y0,
                        double side);

/* ink_cells_rasterize: the ink in @box, brought to 28x28 with strokes of the
 * width the network knows. @pixels: [28][28]. FALSE where none is left. */
gboolean ink_cells_rasterize (const InkMask *mask, const InkBox *box,
                              guint8 *pixels);

G_END_DECLS
