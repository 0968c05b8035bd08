/* Coordinates of any size: a drawing may be of metres or of points. */
#include "ui/draw/sheet-fit.h"

#include <math.h>

InkBounds
ink_drawing_bounds (const InkDrawing *drawing)
{
  InkBounds bounds = { INFINITY, INFINITY, -INFINITY, -INFINITY };

  for (guint i = 0; i < ink_drawing_n_strokes (drawing); i++)
    {
      guint n;
      const InkPoint *points = ink_drawing_stroke (drawing, i, &n);

      for (guint k = 0; k < n; k++)
        {
          bounds.x0 = fmin (bounds.x0, points[k].x);
          bounds.y0 = fmin (bounds.y0, points[k].y);
          bounds.x1 = fmax (bounds.x1, points[k].x);
          bounds.y1 = fmax (bounds.y1, points[k].y);
        }
    }
  return bounds;
}

/* From a drawing's own units to the sheet's. */
static void
find_place (const InkBounds *bounds, double side, double *scale, double *x,
            double *y)
{
  double size = fmax (bounds->x1 - bounds->x0, bounds->y1 - bounds->y0);

  *scale = 1;
  *x = *y = 0;
  if (bounds->x0 >= 0 && bounds->y0 >= 0 && bounds->x1 <= side
      && bounds->y1 <= side && size >= side / 10)
    return;
  /* Sizes beyond what a double's difference holds come out as a dot. */
  *scale = size > 1e-290 && isfinite (size) ? 0.6 * side / size : 0;
  *x = side / 2 - (bounds->x0 / 2 + bounds->x1 / 2) * *scale;
  *y = side / 2 - (bounds->y0 / 2 + bounds->y1 / 2) * *scale;
}

InkDrawing *
ink_sheet_fit (const InkDrawing *drawing, double side)
{
  InkDrawing *fitted = ink_drawing_new ();
  InkBounds bounds = ink_drawing_bounds (drawing);
  double scale, x, y;

  find_place (&bounds, side, &scale, &x, &y);
  for (guint i = 0; i < ink_drawing_n_strokes (drawing); i++)
    {
      guint n;
      const InkPoint *points = ink_drawing_stroke (drawing, i, &n);

      ink_drawing_begin_stroke (fitted);
      for (guint k = 0; k < n; k++)
        {
          InkPoint point = points[k];

          point.x = point.x * scale + x;
          point.y = point.y * scale + y;
          ink_drawing_append (fitted, &point);
        }
    }
  return fitted;
}
