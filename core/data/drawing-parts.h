#pragma once

#include "core/data/drawing.h"
#include "core/data/ink-parts.h"

G_BEGIN_DECLS

/* A drawing cut into parts: strokes, those together that cannot be of two
 * digits, and pieces of strokes where the pen may have gone from one digit to
 * the next. Immutable. */
typedef struct _InkDrawingParts InkDrawingParts;

/* ink_drawing_parts_new: @drawing: copied from where needed; it must live and
 * not change as long as the parts do. Takes time and memory in proportion to
 * the points, whatever they are; ink that is too much for digits is one part.
 * Returns: (transfer full): NULL where there is no ink. Any thread. */
InkDrawingParts *ink_drawing_parts_new (const InkDrawing *drawing);
void ink_drawing_parts_free (InkDrawingParts *self);
/* (transfer none) */
const InkParts *ink_drawing_parts_get (const InkDrawingParts *self);
/* ink_drawing_parts_join: parts @first to @last as a drawing, with what joins
 * them; points too near to each other to be seen are left out.
 * Returns: (transfer full). */
InkDrawing *ink_drawing_parts_join (const InkDrawingParts *self, guint first,
                                    guint last);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkDrawingParts, ink_drawing_parts_free)

G_END_DECLS
