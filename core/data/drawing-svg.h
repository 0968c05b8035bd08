#pragma once

#include "core/data/drawing.h"

G_BEGIN_DECLS

/* A drawing as SVG 1.1: black strokes on nothing, paths with round ends, as
 * they are shown on the sheet (stroke-path.h). */

/* The square becomes 1000 units wide and high, its corner (0, 0). */
typedef struct
{
  double x, y, side; /* the square to show, in the drawing's units; ink that
                        lies beside it makes it larger */
  double pen_width;  /* at pressure 0.5, in the same units */
} InkSvgOptions;

/* ink_drawing_svg_format: well-formed whatever the drawing's numbers are.
 * Returns: (transfer full). Any thread. */
char *ink_drawing_svg_format (const InkDrawing *drawing,
                              const InkSvgOptions *options);
/* Whole or not at all; INK_ERROR_IO. Any thread. */
gboolean ink_drawing_svg_write (const InkDrawing *drawing,
                                const InkSvgOptions *options, const char *path,
                                GError **error);

G_END_DECLS
