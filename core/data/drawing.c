/* Strokes with their history. The history is one list of acts, a stroke or a
 * clear; the first `done` of them have been done, the rest can be redone.
 * What is seen are the strokes after the last done clear, so undo and redo
 * only move `done`. */
#include "core/data/drawing.h"

#include <math.h>

typedef struct
{
  gboolean is_clear;
  GArray *points; /* InkPoint; empty for a clear */
} Act;

struct _InkDrawing
{
  GPtrArray *acts; /* Act */
  guint done;      /* acts done; <= acts->len */
  guint first;     /* of the strokes seen; <= done */
  gsize n_points;  /* of the strokes seen */
};

/* History beyond this many points is forgotten, oldest first. */
#define HISTORY_POINTS (4 * (gsize) INK_DRAWING_MAX_POINTS)

static void
act_free (gpointer data)
{
  Act *act = data;

  g_array_unref (act->points);
  g_free (act);
}

static Act *
act_new (gboolean is_clear)
{
  Act *act = g_new0 (Act, 1);

  act->is_clear = is_clear;
  act->points = g_array_new (FALSE, FALSE, sizeof (InkPoint));
  return act;
}

static Act *
act_at (const InkDrawing *drawing, guint index)
{
  return g_ptr_array_index (drawing->acts, index);
}

/* Finds what is seen after `done` moved. */
static void
look_again (InkDrawing *drawing)
{
  guint first = drawing->done;

  drawing->n_points = 0;
  while (first > 0 && !act_at (drawing, first - 1)->is_clear)
    {
      first--;
      drawing->n_points += act_at (drawing, first)->points->len;
    }
  drawing->first = first;
}

InkDrawing *
ink_drawing_new (void)
{
  InkDrawing *drawing = g_new0 (InkDrawing, 1);

  drawing->acts = g_ptr_array_new_with_free_func (act_free);
  return drawing;
}

InkDrawing *
ink_drawing_copy (const InkDrawing *drawing)
{
  InkDrawing *copy = ink_drawing_new ();

  for (guint i = 0; i < drawing->acts->len; i++)
    {
      const Act *from = act_at (drawing, i);
      Act *to = act_new (from->is_clear);

      if (from->points->len > 0)
        g_array_append_vals (to->points, from->points->data,
                             from->points->len);
      g_ptr_array_add (copy->acts, to);
    }
  copy->done = drawing->done;
  look_again (copy);
  return copy;
}

void
ink_drawing_free (InkDrawing *drawing)
{
  if (drawing == NULL)
    return;
  g_ptr_array_unref (drawing->acts);
  g_free (drawing);
}

static gsize
history_points (const InkDrawing *drawing)
{
  gsize n = 0;

  for (guint i = 0; i < drawing->done; i++)
    n += act_at (drawing, i)->points->len;
  return n;
}

/* Forgets acts, oldest first, as far as what is seen allows. */
static void
trim_history (InkDrawing *drawing)
{
  while (drawing->first > 0 && history_points (drawing) > HISTORY_POINTS)
    {
      g_ptr_array_remove_index (drawing->acts, 0);
      drawing->done--;
      drawing->first--;
    }
}

static void
add_act (InkDrawing *drawing, Act *act)
{
  g_ptr_array_set_size (drawing->acts, (gint) drawing->done);
  g_ptr_array_add (drawing->acts, act);
  drawing->done++;
  if (act->is_clear) /* a new stroke has no point yet and changes nothing */
    look_again (drawing);
}

void
ink_drawing_begin_stroke (InkDrawing *drawing)
{
  guint n = drawing->done;

  if (n > drawing->first && act_at (drawing, n - 1)->points->len == 0)
    g_ptr_array_set_size (drawing->acts, (gint) n);
  else
    add_act (drawing, act_new (FALSE));
}

gboolean
ink_drawing_add_point (InkDrawing *drawing, double x, double y, float pressure)
{
  InkPoint point = { x, y, isnan (pressure) ? 0.5f : CLAMP (pressure, 0, 1) };

  if (!isfinite (x) || !isfinite (y)
      || drawing->n_points >= INK_DRAWING_MAX_POINTS)
    return FALSE;
  if (drawing->done == drawing->first)
    ink_drawing_begin_stroke (drawing);
  g_array_append_val (act_at (drawing, drawing->done - 1)->points, point);
  drawing->n_points++;
  return TRUE;
}

guint
ink_drawing_n_strokes (const InkDrawing *drawing)
{
  return drawing->done - drawing->first;
}

const InkPoint *
ink_drawing_stroke (const InkDrawing *drawing, guint index, guint *n)
{
  const Act *act;

  *n = 0;
  if (index >= ink_drawing_n_strokes (drawing))
    return NULL;
  act = act_at (drawing, drawing->first + index);
  *n = act->points->len;
  return (const InkPoint *) act->points->data;
}

gboolean
ink_drawing_is_empty (const InkDrawing *drawing)
{
  return drawing->n_points == 0;
}

void
ink_drawing_clear (InkDrawing *drawing)
{
  if (ink_drawing_n_strokes (drawing) == 0)
    return;
  add_act (drawing, act_new (TRUE));
  trim_history (drawing);
}

gboolean
ink_drawing_can_undo (const InkDrawing *drawing)
{
  return drawing->done > 0;
}

gboolean
ink_drawing_can_redo (const InkDrawing *drawing)
{
  return drawing->done < drawing->acts->len;
}

void
ink_drawing_undo (InkDrawing *drawing)
{
  if (!ink_drawing_can_undo (drawing))
    return;
  drawing->done--;
  look_again (drawing);
}

void
ink_drawing_redo (InkDrawing *drawing)
{
  if (!ink_drawing_can_redo (drawing))
    return;
  drawing->done++;
  look_again (drawing);
}
