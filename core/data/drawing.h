#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A drawing: strokes of points, x to the right and y downwards, in any unit
 * (scale does not matter). Not thread-safe; copy it for a worker. */
typedef struct _InkDrawing InkDrawing;

typedef struct
{
  double x;
  double y;
  float pressure; /* 0 to 1; 0.5 where the device tells none */
} InkPoint;

#define INK_DRAWING_MAX_POINTS 200000

InkDrawing *ink_drawing_new (void);
InkDrawing *ink_drawing_copy (const InkDrawing *drawing);
void ink_drawing_free (InkDrawing *drawing);

/* Begins a stroke; ends undone ones' redo. */
void ink_drawing_begin_stroke (InkDrawing *drawing);
/* Adds to the newest stroke. FALSE, with nothing added, where a coordinate is
 * not finite or INK_DRAWING_MAX_POINTS are there. */
gboolean ink_drawing_add_point (InkDrawing *drawing, double x, double y,
                                float pressure);
guint ink_drawing_n_strokes (const InkDrawing *drawing);
/* Returns: (transfer none): [*n], valid until the drawing changes. */
const InkPoint *ink_drawing_stroke (const InkDrawing *drawing, guint index,
                                    guint *n);
gboolean ink_drawing_is_empty (const InkDrawing *drawing);

/* Undo takes back the newest stroke, or a clear; redo brings it again. */
void ink_drawing_clear (InkDrawing *drawing);
gboolean ink_drawing_can_undo (const InkDrawing *drawing);
gboolean ink_drawing_can_redo (const InkDrawing *drawing);
void ink_drawing_undo (InkDrawing *drawing);
void ink_drawing_redo (InkDrawing *drawing);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkDrawing, ink_drawing_free)

G_END_DECLS
