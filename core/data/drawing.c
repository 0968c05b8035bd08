/* Strokes with their history. What is seen is a list of strokes. A step of the
 * history says which strokes, next to each other in that list, were put in
 * place of which: a stroke begun is one in place of none, a clear none in place
 * of all, a stroke that was rubbed in two, two in place of one. Undo and redo
 * take the one or the other. Strokes are shared, so that a step costs little
 * more than what it brought. */
#include "core/data/drawing-private.h"

#include <math.h>

typedef struct
{
  guint start;          /* place in the list */
  GPtrArray *old, *new; /* InkStroke; NULL for none */
  guint old_backdrop, new_backdrop;
  gsize cost;
} Step;

struct _InkDrawing
{
  GPtrArray *strokes; /* InkStroke, seen */
  guint backdrop;
  gsize n_points;
  GQueue undo, redo; /* Step; the next one is the tail */
  gsize cost;        /* of undo */
  gboolean open;     /* the newest stroke is that of the newest step, and may
                        grow */
  GPtrArray *before; /* what was seen before the edit under way, or NULL */
  guint backdrop_before;
};

/* In points: those that steps brought, and something for the step itself. */
#define HISTORY_COST (5 * (gsize) INK_DRAWING_MAX_POINTS)
#define STEP_COST 8

InkStroke *
ink_stroke_new (void)
{
  InkStroke *stroke = g_new (InkStroke, 1);

  stroke->refs = 1;
  stroke->points = g_array_new (FALSE, FALSE, sizeof (InkPoint));
  return stroke;
}

InkStroke *
ink_stroke_ref (InkStroke *stroke)
{
  __atomic_add_fetch (&stroke->refs, 1, __ATOMIC_RELAXED);
  return stroke;
}

void
ink_stroke_unref (gpointer data)
{
  InkStroke *stroke = data;

  if (__atomic_sub_fetch (&stroke->refs, 1, __ATOMIC_ACQ_REL) > 0)
    return;
  g_array_unref (stroke->points);
  g_free (stroke);
}

static InkStroke *
stroke_copy (const InkStroke *from)
{
  InkStroke *stroke = ink_stroke_new ();

  if (from->points->len > 0)
    g_array_append_vals (stroke->points, from->points->data, from->points->len);
  return stroke;
}

/* --- Lists of strokes --- */

static InkStroke *
stroke_at (const GPtrArray *list, guint index)
{
  return g_ptr_array_index (list, index);
}

static guint
n_in (const GPtrArray *list)
{
  return list != NULL ? list->len : 0;
}

/* (nullable): NULL for none */
static GPtrArray *
list_part (const GPtrArray *list, guint start, guint n)
{
  GPtrArray *part;

  if (n == 0)
    return NULL;
  part = g_ptr_array_new_full (n, ink_stroke_unref);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (part, ink_stroke_ref (stroke_at (list, start + i)));
  return part;
}

static GPtrArray *
list_copy (const GPtrArray *list)
{
  GPtrArray *copy = list_part (list, 0, n_in (list));

  return copy != NULL ? copy : g_ptr_array_new_with_free_func (ink_stroke_unref);
}

static gsize
points_in (const GPtrArray *list)
{
  gsize n = 0;

  for (guint i = 0; i < n_in (list); i++)
    n += stroke_at (list, i)->points->len;
  return n;
}

/* --- Steps --- */

static void
step_free (gpointer data)
{
  Step *step = data;

  g_clear_pointer (&step->old, g_ptr_array_unref);
  g_clear_pointer (&step->new, g_ptr_array_unref);
  g_free (step);
}

/* Of the points only those of strokes that were not there before. */
static gsize
step_cost (const Step *step)
{
  g_autoptr (GHashTable) known = NULL;
  gsize cost = STEP_COST + n_in (step->old) + n_in (step->new);

  if (step->old == NULL)
    return cost + points_in (step->new);
  known = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < step->old->len; i++)
    g_hash_table_add (known, stroke_at (step->old, i));
  for (guint i = 0; i < n_in (step->new); i++)
    if (!g_hash_table_contains (known, stroke_at (step->new, i)))
      cost += stroke_at (step->new, i)->points->len;
  return cost;
}

static void
push_step (InkDrawing *drawing, Step *step)
{
  g_queue_clear_full (&drawing->redo, step_free);
  step->cost = step_cost (step);
  drawing->cost += step->cost;
  g_queue_push_tail (&drawing->undo, step);
  while (drawing->cost > HISTORY_COST && drawing->undo.length > 1)
    {
      Step *oldest = g_queue_pop_head (&drawing->undo);

      drawing->cost -= oldest->cost;
      step_free (oldest);
    }
}

/* Puts @in where @out is. */
static void
splice (InkDrawing *drawing, guint start, const GPtrArray *out,
        const GPtrArray *in)
{
  guint end = start + n_in (out);
  g_autoptr (GPtrArray) rest
      = list_part (drawing->strokes, end, drawing->strokes->len - end);

  if (drawing->strokes->len > start)
    g_ptr_array_remove_range (drawing->strokes, start,
                              drawing->strokes->len - start);
  for (guint i = 0; i < n_in (in); i++)
    g_ptr_array_add (drawing->strokes, ink_stroke_ref (stroke_at (in, i)));
  for (guint i = 0; i < n_in (rest); i++)
    g_ptr_array_add (drawing->strokes, ink_stroke_ref (stroke_at (rest, i)));
  drawing->n_points += points_in (in) - points_in (out);
}

/* What leads from @before to what is seen; NULL where nothing does. */
static Step *
find_step (const InkDrawing *drawing, const GPtrArray *before, guint backdrop)
{
  const GPtrArray *now = drawing->strokes;
  guint least = MIN (before->len, now->len);
  guint start = 0, same = 0;
  Step *step;

  while (start < least && stroke_at (before, start) == stroke_at (now, start))
    start++;
  while (same < least - start
         && stroke_at (before, before->len - 1 - same)
                == stroke_at (now, now->len - 1 - same))
    same++;
  if (start + same == before->len && start + same == now->len
      && backdrop == drawing->backdrop)
    return NULL;
  step = g_new0 (Step, 1);
  step->start = start;
  step->old = list_part (before, start, before->len - start - same);
  step->new = list_part (now, start, now->len - start - same);
  step->old_backdrop = backdrop;
  step->new_backdrop = drawing->backdrop;
  return step;
}

/* --- The drawing --- */

InkDrawing *
ink_drawing_new (void)
{
  InkDrawing *drawing = g_new0 (InkDrawing, 1);

  drawing->strokes = g_ptr_array_new_with_free_func (ink_stroke_unref);
  g_queue_init (&drawing->undo);
  g_queue_init (&drawing->redo);
  return drawing;
}

static void
copy_steps (const GQueue *from, GQueue *to)
{
  for (const GList *l = from->head; l != NULL; l = l->next)
    {
      const Step *step = l->data;
      Step *copy = g_memdup2 (step, sizeof *step);

      copy->old = list_part (step->old, 0, n_in (step->old));
      copy->new = list_part (step->new, 0, n_in (step->new));
      g_queue_push_tail (to, copy);
    }
}

/* Gives a copy a newest stroke of its own, as the other's may grow. */
static void
part_open_stroke (InkDrawing *copy)
{
  Step *step = g_queue_peek_tail (&copy->undo);
  guint last = copy->strokes->len - 1;
  InkStroke *own = stroke_copy (stroke_at (copy->strokes, last));

  g_clear_pointer (&step->new, g_ptr_array_unref);
  ink_stroke_unref (g_ptr_array_index (copy->strokes, last));
  g_ptr_array_index (copy->strokes, last) = own;
  step->new = list_part (copy->strokes, last, 1);
}

InkDrawing *
ink_drawing_copy (const InkDrawing *drawing)
{
  InkDrawing *copy = g_memdup2 (drawing, sizeof *drawing);

  copy->strokes = list_copy (drawing->strokes);
  g_queue_init (&copy->undo);
  g_queue_init (&copy->redo);
  copy_steps (&drawing->undo, &copy->undo);
  copy_steps (&drawing->redo, &copy->redo);
  if (drawing->before != NULL)
    copy->before = list_copy (drawing->before);
  if (drawing->open)
    part_open_stroke (copy);
  return copy;
}

void
ink_drawing_free (InkDrawing *drawing)
{
  if (drawing == NULL)
    return;
  g_queue_clear_full (&drawing->undo, step_free);
  g_queue_clear_full (&drawing->redo, step_free);
  g_clear_pointer (&drawing->before, g_ptr_array_unref);
  g_ptr_array_unref (drawing->strokes);
  g_free (drawing);
}

/* --- Strokes --- */

static gboolean
has_blank_stroke (const InkDrawing *drawing)
{
  return drawing->open
         && stroke_at (drawing->strokes, drawing->strokes->len - 1)
                    ->points->len
                == 0;
}

/* Takes a step back and leaves no trace of it. */
static Step *
take_back (InkDrawing *drawing)
{
  Step *step = g_queue_pop_tail (&drawing->undo);

  drawing->open = FALSE;
  drawing->cost -= step->cost;
  splice (drawing, step->start, step->new, step->old);
  drawing->backdrop = step->old_backdrop;
  return step;
}

void
ink_drawing_cancel_stroke (InkDrawing *drawing)
{
  if (drawing->open)
    step_free (take_back (drawing));
}

void
ink_drawing_close_stroke (InkDrawing *drawing)
{
  if (has_blank_stroke (drawing))
    ink_drawing_cancel_stroke (drawing);
  drawing->open = FALSE;
}

/* Ends what is under way. */
static void
settle (InkDrawing *drawing)
{
  ink_drawing_close_stroke (drawing);
  ink_drawing_end_edit (drawing);
}

void
ink_drawing_begin_stroke (InkDrawing *drawing)
{
  InkStroke *stroke;
  Step *step;

  if (has_blank_stroke (drawing))
    return;
  settle (drawing);
  stroke = ink_stroke_new ();
  g_ptr_array_add (drawing->strokes, stroke);
  step = g_new0 (Step, 1);
  step->start = drawing->strokes->len - 1;
  step->new = list_part (drawing->strokes, step->start, 1);
  step->old_backdrop = drawing->backdrop;
  drawing->backdrop = 0;
  push_step (drawing, step);
  drawing->open = TRUE;
}

gboolean
ink_drawing_append (InkDrawing *drawing, const InkPoint *given)
{
  InkPoint point = *given;
  InkStroke *stroke;

  if (!isfinite (point.x) || !isfinite (point.y)
      || drawing->n_points >= INK_DRAWING_MAX_POINTS)
    return FALSE;
  point.pressure = isnan (point.pressure) ? 0.5f : CLAMP (point.pressure, 0, 1);
  if (!isfinite (point.time) || point.time < 0)
    point.time = 0;
  if (!drawing->open)
    ink_drawing_begin_stroke (drawing);
  stroke = stroke_at (drawing->strokes, drawing->strokes->len - 1);
  g_array_append_val (stroke->points, point);
  drawing->n_points++;
  drawing->cost++;
  ((Step *) g_queue_peek_tail (&drawing->undo))->cost++;
  return TRUE;
}

gboolean
ink_drawing_add_point (InkDrawing *drawing, double x, double y, float pressure)
{
  return ink_drawing_append (
      drawing, &(InkPoint) { .x = x, .y = y, .pressure = pressure });
}

guint
ink_drawing_n_strokes (const InkDrawing *drawing)
{
  return drawing->strokes->len;
}

const InkPoint *
ink_drawing_stroke (const InkDrawing *drawing, guint index, guint *n)
{
  const GArray *points;

  *n = 0;
  if (index >= drawing->strokes->len)
    return NULL;
  points = stroke_at (drawing->strokes, index)->points;
  *n = points->len;
  return (const InkPoint *) points->data;
}

gboolean
ink_drawing_is_empty (const InkDrawing *drawing)
{
  return drawing->n_points == 0;
}

gboolean
ink_drawing_has_times (const InkDrawing *drawing)
{
  for (guint i = 0; i < drawing->strokes->len; i++)
    {
      guint n;
      const InkPoint *points = ink_drawing_stroke (drawing, i, &n);

      for (guint k = 0; k < n; k++)
        if (points[k].time > 0)
          return TRUE;
    }
  return FALSE;
}

const GPtrArray *
ink_drawing_strokes (const InkDrawing *drawing)
{
  return drawing->strokes;
}

gsize
ink_drawing_n_points (const InkDrawing *drawing)
{
  return drawing->n_points;
}

/* --- Edits --- */

void
ink_drawing_begin_edit (InkDrawing *drawing)
{
  settle (drawing);
  drawing->before = list_copy (drawing->strokes);
  drawing->backdrop_before = drawing->backdrop;
}

void
ink_drawing_end_edit (InkDrawing *drawing)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&drawing->before);
  Step *step;

  if (before == NULL)
    return;
  step = find_step (drawing, before, drawing->backdrop_before);
  if (step != NULL)
    push_step (drawing, step);
}

void
ink_drawing_set_strokes (InkDrawing *drawing, GPtrArray *strokes,
                         guint backdrop)
{
  gboolean alone = drawing->before == NULL;

  if (alone)
    ink_drawing_begin_edit (drawing);
  g_ptr_array_unref (drawing->strokes);
  drawing->strokes = strokes;
  drawing->n_points = points_in (strokes);
  drawing->backdrop = backdrop;
  if (alone)
    ink_drawing_end_edit (drawing);
}

void
ink_drawing_clear (InkDrawing *drawing)
{
  ink_drawing_set_backdrop (drawing, 0);
}

void
ink_drawing_replace (InkDrawing *drawing, const InkDrawing *other)
{
  GPtrArray *strokes = list_copy (other->strokes);

  if (other->open) /* its newest may grow */
    {
      guint last = strokes->len - 1;

      g_ptr_array_set_size (strokes, (int) last);
      if (!has_blank_stroke (other))
        g_ptr_array_add (strokes,
                         stroke_copy (stroke_at (other->strokes, last)));
    }
  ink_drawing_set_strokes (drawing, strokes, 0);
}

void
ink_drawing_set_backdrop (InkDrawing *drawing, guint backdrop)
{
  ink_drawing_set_strokes (drawing,
                           g_ptr_array_new_with_free_func (ink_stroke_unref),
                           backdrop);
}

guint
ink_drawing_get_backdrop (const InkDrawing *drawing)
{
  return drawing->backdrop;
}

/* --- History --- */

gboolean
ink_drawing_can_undo (const InkDrawing *drawing)
{
  return drawing->undo.length > (has_blank_stroke (drawing) ? 1 : 0);
}

gboolean
ink_drawing_can_redo (const InkDrawing *drawing)
{
  return drawing->redo.length > 0;
}

void
ink_drawing_undo (InkDrawing *drawing)
{
  settle (drawing);
  if (ink_drawing_can_undo (drawing))
    g_queue_push_tail (&drawing->redo, take_back (drawing));
}

void
ink_drawing_redo (InkDrawing *drawing)
{
  Step *step;

  settle (drawing);
  step = g_queue_pop_tail (&drawing->redo);
  if (step == NULL)
    return;
  splice (drawing, step->start, step->old, step->new);
  drawing->backdrop = step->new_backdrop;
  drawing->cost += step->cost;
  g_queue_push_tail (&drawing->undo, step);
}
