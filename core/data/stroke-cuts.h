#pragma once

#include "core/data/drawing.h"

G_BEGIN_DECLS

/* Where one movement of the pen may have written two digits. */
#define INK_STROKE_CUTS_MAX 6

/* Points [0, end) are of the digit at the left, [begin, n) of that at the
 * right; what lies between only joins them. */
typedef struct
{
  guint end, begin;
  double fold; /* how far both sides overlap in x, in the drawing's units */
} InkStrokeCut;

/* ink_stroke_find_cuts:
 * @points: [n]
 * @height: of the line
 * @cuts: [INK_STROKE_CUTS_MAX], from left to right
 * Returns: how many. Any thread. */
guint ink_stroke_find_cuts (const InkPoint *points, guint n, double height,
                            InkStrokeCut *cuts);

G_END_DECLS
