#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A drawing: strokes of points, x to the right and y downwards, in any unit
 * (scale does not matter), and the history of what was done to it. Not
 * thread-safe; copy it for a worker. */
typedef struct _InkDrawing InkDrawing;

typedef struct
{
  double x;
  double y;
  float pressure; /* 0 to 1; 0.5 where the device tells none */
  double time;    /* milliseconds since the drawing's first point; 0 where
                     unknown, so that a drawing without times is all 0 */
} InkPoint;

#define INK_DRAWING_MAX_POINTS 200000

InkDrawing *ink_drawing_new (void);
/* With its history. */
InkDrawing *ink_drawing_copy (const InkDrawing *drawing);
void ink_drawing_free (InkDrawing *drawing);

/* Begins a stroke; ends undone ones' redo. */
void ink_drawing_begin_stroke (InkDrawing *drawing);
/* Adds to the stroke that was begun last, or begins one. FALSE, with nothing
 * added, where a coordinate is not finite or INK_DRAWING_MAX_POINTS are there.
 * A pressure is brought to 0..1, a time that is none to 0. */
gboolean ink_drawing_append (InkDrawing *drawing, const InkPoint *point);
/* The same at an unknown time. */
gboolean ink_drawing_add_point (InkDrawing *drawing, double x, double y,
                                float pressure);
/* Takes the stroke that was begun last out of drawing and history, as if it
 * had not been; nothing where something else was done since. */
void ink_drawing_cancel_stroke (InkDrawing *drawing);
guint ink_drawing_n_strokes (const InkDrawing *drawing);
/* Returns: (transfer none): [*n], valid until the drawing changes. */
const InkPoint *ink_drawing_stroke (const InkDrawing *drawing, guint index,
                                    guint *n);
gboolean ink_drawing_is_empty (const InkDrawing *drawing);
/* Whether any point has a time. */
gboolean ink_drawing_has_times (const InkDrawing *drawing);

/* Each of these is one step of the history. */
void ink_drawing_clear (InkDrawing *drawing);
/* The strokes of @other instead of these, without its history. */
void ink_drawing_replace (InkDrawing *drawing, const InkDrawing *other);
/* No strokes, but something of the caller's, 0 for nothing, that is gone with
 * the next stroke, clearing or replacing, and comes back with undo. */
void ink_drawing_set_backdrop (InkDrawing *drawing, guint backdrop);
guint ink_drawing_get_backdrop (const InkDrawing *drawing);

/* The ground that a disc covers which moves from one place to another. */
typedef struct
{
  double x0, y0, x1, y1;
  double radius;
} InkSweep;

/* ink_drawing_erase: takes away every stroke within reach of @sweep.
 * Returns: whether there was any. */
gboolean ink_drawing_erase (InkDrawing *drawing, const InkSweep *sweep);
/* ink_drawing_rub: takes away what lies within @sweep; strokes end at its
 * edge, in points of their own, unless INK_DRAWING_MAX_POINTS leave no room:
 * then at the last point outside.
 * Returns: whether there was anything. */
gboolean ink_drawing_rub (InkDrawing *drawing, const InkSweep *sweep);
/* What is done between these two is one step of the history. Beginning a
 * stroke, undo and redo end it. */
void ink_drawing_begin_edit (InkDrawing *drawing);
void ink_drawing_end_edit (InkDrawing *drawing);

/* The history is bounded: beyond some five full sheets, steps are forgotten,
 * oldest first. */
gboolean ink_drawing_can_undo (const InkDrawing *drawing);
gboolean ink_drawing_can_redo (const InkDrawing *drawing);
void ink_drawing_undo (InkDrawing *drawing);
void ink_drawing_redo (InkDrawing *drawing);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkDrawing, ink_drawing_free)

G_END_DECLS
