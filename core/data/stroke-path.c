/* The smoothing is a mean under the weights (1 - d^2 / R^2)^2 of the distance d
 * in the plane, R half of the pen's width, so that points far apart, as those
 * of a quick stroke and its corners, do not move at all. It takes as many
 * points before as behind, or ends would creep inwards. Whatever comes out, a
 * point moves by INK_SMOOTH_MOST widths at most. */
#include "core/data/stroke-path.h"

#include <math.h>

static double
weight_of (double dx, double dy, double radius)
{
  double square = (dx * dx + dy * dy) / (radius * radius);

  return square < 1 ? (1 - square) * (1 - square) : 0;
}

InkPoint
ink_stroke_smooth (const InkPoint *points, guint n, guint index, double width)
{
  guint reach = MIN (MIN (index, n - 1 - index), INK_SMOOTH_REACH);
  InkPoint point = points[index];
  double sum = 1, dx = 0, dy = 0, length, most = INK_SMOOTH_MOST * width;

  for (guint k = 1; k <= reach; k++)
    {
      const InkPoint *a = &points[index - k], *b = &points[index + k];
      double wa = weight_of (a->x - point.x, a->y - point.y, width / 2);
      double wb = weight_of (b->x - point.x, b->y - point.y, width / 2);

      if (wa == 0 || wb == 0) /* one-sided means would pull along the stroke */
        break;
      dx += wa * (a->x - point.x) + wb * (b->x - point.x);
      dy += wa * (a->y - point.y) + wb * (b->y - point.y);
      sum += wa + wb;
    }
  length = hypot (dx, dy) / sum;
  if (!(length > 0))
    return point;
  point.x += dx / sum * fmin (1, most / length);
  point.y += dy / sum * fmin (1, most / length);
  return point;
}

InkDrawing *
ink_drawing_smooth (const InkDrawing *drawing, double width)
{
  InkDrawing *smooth = ink_drawing_new ();

  for (guint i = 0; i < ink_drawing_n_strokes (drawing); i++)
    {
      guint n;
      const InkPoint *points = ink_drawing_stroke (drawing, i, &n);

      ink_drawing_begin_stroke (smooth);
      for (guint k = 0; k < n; k++)
        {
          InkPoint point = ink_stroke_smooth (points, n, k, width);

          ink_drawing_append (smooth, &point);
        }
    }
  return smooth;
}

double
ink_stroke_width (double width, float pressure)
{
  return width * (0.4 + 1.2 * pressure);
}

void
ink_stroke_piece (const InkPoint *points, guint n, guint index, double width,
                  InkStrokePiece *piece)
{
  InkPoint at = ink_stroke_smooth (points, n, index, width);

  *piece = (InkStrokePiece) { at.x, at.y, at.x, at.y, at.x, at.y,
                              ink_stroke_width (width, at.pressure) };
  if (index > 0)
    {
      InkPoint before = ink_stroke_smooth (points, n, index - 1, width);

      piece->x0 = before.x / 2 + at.x / 2;
      piece->y0 = before.y / 2 + at.y / 2;
    }
  if (index + 1 < n)
    {
      InkPoint behind = ink_stroke_smooth (points, n, index + 1, width);

      piece->x1 = at.x / 2 + behind.x / 2;
      piece->y1 = at.y / 2 + behind.y / 2;
    }
}
