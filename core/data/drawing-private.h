#pragma once

#include "core/data/drawing.h"

G_BEGIN_DECLS

/* A stroke, shared by the drawing, its history and its copies. It never
 * changes, but that the newest of a drawing grows. */
typedef struct
{
  int refs;       /* atomic */
  GArray *points; /* InkPoint */
} InkStroke;

InkStroke *ink_stroke_new (void);
InkStroke *ink_stroke_ref (InkStroke *stroke);
void ink_stroke_unref (gpointer stroke);

/* No stroke grows from now on; one that nobody drew on leaves nothing. */
void ink_drawing_close_stroke (InkDrawing *drawing);
/* (transfer none) (element-type InkStroke): what is seen */
const GPtrArray *ink_drawing_strokes (const InkDrawing *drawing);
gsize ink_drawing_n_points (const InkDrawing *drawing);
/* What is seen from now on; part of the edit under way, else a step of its own.
 * @strokes: (transfer full) (element-type InkStroke), of unref'ing free */
void ink_drawing_set_strokes (InkDrawing *drawing, GPtrArray *strokes,
                              guint backdrop);

G_END_DECLS
