#pragma once

#include "core/data/drawing.h"

G_BEGIN_DECLS

/* Where ink lies, and how it comes onto a sheet. */

typedef struct
{
  double x0, y0, x1, y1; /* x0 > x1 where there is no ink */
} InkBounds;

InkBounds ink_drawing_bounds (const InkDrawing *drawing);
/* ink_sheet_fit: a copy of the drawing, without its history, that lies on the
 * square from 0 to @side: as it is where it lies there and is not tiny, else
 * brought to the middle. (transfer full) */
InkDrawing *ink_sheet_fit (const InkDrawing *drawing, double side);

G_END_DECLS
