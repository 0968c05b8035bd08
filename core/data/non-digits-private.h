#pragma once

#include "core/base/rng.h"
#include "core/data/drawing.h"

G_BEGIN_DECLS

/* What non-digits.c is put together from. Coordinates of strokes lie between
 * @low and @high, both ways. */

double ink_non_digit_between (InkRng *rng, double low, double high);

/* A smooth line that wanders. */
void ink_non_digit_scribble (InkDrawing *drawing, InkRng *rng, double low,
                             double high);
/* To and fro across, as one crosses something out. */
void ink_non_digit_zigzag (InkDrawing *drawing, InkRng *rng, double low,
                           double high);
/* @n straight lines through the middle parts. */
void ink_non_digit_bars (InkDrawing *drawing, InkRng *rng, guint n, double low,
                         double high);
/* A smooth line through the points @x, @y [n]. */
void ink_non_digit_spline (InkDrawing *drawing, const double *x,
                           const double *y, guint n);
/* Three to six lines and arcs that hang together, as letters and signs. */
void ink_non_digit_figure (InkDrawing *drawing, InkRng *rng, double low,
                           double high);

/* A letter or a sign. @pixels: [28][28] */
void ink_non_digit_sign (InkRng *rng, guint8 *pixels);
/* Filled shapes of several greys. @pixels: [28][28] */
void ink_non_digit_shapes (InkRng *rng, guint8 *pixels);

/* The largest of each pixel and its left and upper neighbour, for what will be
 * made smaller. */
void ink_non_digit_thicken (guint8 *pixels, guint height, guint width);
/* Brings the ink of @from [height][width] to 20x20 in @to [28][28], centred by
 * mass; @to may be @from. */
void ink_non_digit_fit (const guint8 *from, guint height, guint width,
                        guint8 *to);

G_END_DECLS
