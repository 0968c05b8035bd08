#pragma once

#include "core/data/drawing.h"

G_BEGIN_DECLS

/* How a stroke is shown, on the sheet and in files: smooth, and as wide as the
 * pen was pressed. What is stored and read are the points as they came. */

/* Of a smoothed point's move: at most this part of the pen's width. */
#define INK_SMOOTH_MOST 0.1
/* Points at either side that it depends on. */
#define INK_SMOOTH_REACH 6

/* ink_stroke_smooth: point @index of @points [n] without the pointer's jitter:
 * a mean of its neighbours along the stroke, as many at either side, that are
 * nearer than half of the pen's width. The ends stay. Any thread.
 * @width: of the pen, in the drawing's units */
InkPoint ink_stroke_smooth (const InkPoint *points, guint n, guint index,
                            double width);
/* The whole drawing so. Returns: (transfer full). */
InkDrawing *ink_drawing_smooth (const InkDrawing *drawing, double width);

/* The width of a pen that is @width wide at pressure 0.5. */
double ink_stroke_width (double width, float pressure);

/* A quadratic Bezier curve of one width: from (x0, y0) to (x1, y1), drawn with
 * round ends. */
typedef struct
{
  double x0, y0;
  double cx, cy; /* control */
  double x1, y1;
  double width;
} InkStrokePiece;

/* ink_stroke_piece: piece @index of the n that a stroke of n points is drawn
 * in. Each runs from the middle before a point to the middle behind it, with
 * the point as control; the last one goes straight to the end. A piece does not
 * change when points are added INK_SMOOTH_REACH + 1 or more behind it. Any
 * thread. */
void ink_stroke_piece (const InkPoint *points, guint n, guint index,
                       double width, InkStrokePiece *piece);

G_END_DECLS
