/* Erasers. A disc of radius r that moves from p to q covers a capsule, which is
 * convex: the part of a segment a + t (b - a) within it is one interval of t,
 * the hull of those within the disc at p, the disc at q and the rectangle
 * between. */
#include "core/data/drawing-private.h"

#include <math.h>

/* Ends shorter than this part of a segment are none. */
#define TINY 1e-9

typedef struct
{
  double from, to; /* empty where from > to */
} Interval;

static void
enclose (Interval *hull, Interval other)
{
  if (!(other.from <= other.to))
    return;
  hull->from = fmin (hull->from, other.from);
  hull->to = fmax (hull->to, other.to);
}

/* Where |a + t d|^2 <= r^2, @a from the disc's middle. */
static Interval
within_disc (double ax, double ay, double dx, double dy, double r)
{
  double square = dx * dx + dy * dy;
  double half = ax * dx + ay * dy;
  double rest = ax * ax + ay * ay - r * r;
  double root = half * half - square * rest;

  if (!(square > 0))
    return rest <= 0 ? (Interval) { 0, 1 } : (Interval) { 1, 0 };
  if (!(root >= 0))
    return (Interval) { 1, 0 };
  root = sqrt (root);
  return (Interval) { fmax ((-half - root) / square, 0),
                      fmin ((-half + root) / square, 1) };
}

/* Keeps of @interval where low <= value + t slope <= high. */
static void
clip (Interval *interval, double value, double slope, double low, double high)
{
  double a = (low - value) / slope, b = (high - value) / slope;

  if (slope == 0)
    {
      if (!(value >= low && value <= high))
        *interval = (Interval) { 1, 0 };
      return;
    }
  interval->from = fmax (interval->from, fmin (a, b));
  interval->to = fmin (interval->to, fmax (a, b));
}

static Interval
within_rectangle (const InkSweep *sweep, const InkPoint *a, const InkPoint *b)
{
  double length = hypot (sweep->x1 - sweep->x0, sweep->y1 - sweep->y0);
  double ux = (sweep->x1 - sweep->x0) / length;
  double uy = (sweep->y1 - sweep->y0) / length;
  double ax = a->x - sweep->x0, ay = a->y - sweep->y0;
  double dx = b->x - a->x, dy = b->y - a->y;
  Interval interval = { 0, 1 };

  if (!(length > 0))
    return (Interval) { 1, 0 };
  clip (&interval, ax * ux + ay * uy, dx * ux + dy * uy, 0, length);
  clip (&interval, ay * ux - ax * uy, dy * ux - dx * uy, -sweep->radius,
        sweep->radius);
  return interval;
}

/* Whether the boxes of segment and sweep lie apart. */
static gboolean
far_apart (const InkSweep *sweep, const InkPoint *a, const InkPoint *b)
{
  double r = sweep->radius;

  return fmax (a->x, b->x) < fmin (sweep->x0, sweep->x1) - r
         || fmin (a->x, b->x) > fmax (sweep->x0, sweep->x1) + r
         || fmax (a->y, b->y) < fmin (sweep->y0, sweep->y1) - r
         || fmin (a->y, b->y) > fmax (sweep->y0, sweep->y1) + r;
}

/* Returns: whether any of the segment is covered, and which. */
static gboolean
find_covered (const InkSweep *sweep, const InkPoint *a, const InkPoint *b,
              Interval *covered)
{
  double dx = b->x - a->x, dy = b->y - a->y;
  double r = sweep->radius;

  *covered = (Interval) { INFINITY, -INFINITY };
  if (far_apart (sweep, a, b))
    return FALSE;
  enclose (covered, within_disc (a->x - sweep->x0, a->y - sweep->y0, dx, dy, r));
  enclose (covered, within_disc (a->x - sweep->x1, a->y - sweep->y1, dx, dy, r));
  enclose (covered, within_rectangle (sweep, a, b));
  return covered->from <= covered->to;
}

static gboolean
is_touched (const InkStroke *stroke, const InkSweep *sweep)
{
  const InkPoint *points = (const InkPoint *) stroke->points->data;
  guint n = stroke->points->len;
  Interval covered;

  if (n == 1)
    return find_covered (sweep, points, points, &covered);
  for (guint i = 0; i + 1 < n; i++)
    if (find_covered (sweep, &points[i], &points[i + 1], &covered))
      return TRUE;
  return FALSE;
}

static gboolean
is_sound (const InkSweep *sweep)
{
  return isfinite (sweep->x0) && isfinite (sweep->y0) && isfinite (sweep->x1)
         && isfinite (sweep->y1) && isfinite (sweep->radius)
         && sweep->radius > 0;
}

/* --- Rubbing --- */

/* What is left of a stroke. */
typedef struct
{
  GPtrArray *strokes; /* where whole pieces go */
  InkStroke *piece;   /* the one that grows, or NULL */
  gboolean cut;       /* points may be added where it ends */
} Remains;

static void
grow (Remains *remains, const InkPoint *point)
{
  if (remains->piece == NULL)
    remains->piece = ink_stroke_new ();
  g_array_append_vals (remains->piece->points, point, 1);
}

static void
end_piece (Remains *remains)
{
  if (remains->piece != NULL)
    g_ptr_array_add (remains->strokes, g_steal_pointer (&remains->piece));
}

static InkPoint
between (const InkPoint *a, const InkPoint *b, double t)
{
  return (InkPoint) { .x = a->x + t * (b->x - a->x),
                      .y = a->y + t * (b->y - a->y),
                      .pressure
                      = a->pressure + (float) t * (b->pressure - a->pressure),
                      .time = a->time + t * (b->time - a->time) };
}

/* The part of a segment before what is covered, and the one behind. */
static void
add_ends (Remains *remains, const InkPoint *a, const InkPoint *b,
          const Interval *covered)
{
  if (covered->from > TINY)
    {
      InkPoint end = between (a, b, covered->from);

      if (remains->piece == NULL)
        grow (remains, a);
      if (remains->cut)
        grow (remains, &end);
    }
  end_piece (remains);
  if (covered->to < 1 - TINY)
    {
      InkPoint start = between (a, b, covered->to);

      if (remains->cut)
        grow (remains, &start);
      grow (remains, b);
    }
}

static void
add_remains (GPtrArray *strokes, const InkStroke *stroke,
             const InkSweep *sweep, gboolean cut)
{
  const InkPoint *points = (const InkPoint *) stroke->points->data;
  Remains remains = { .strokes = strokes, .cut = cut };

  for (guint i = 0; i + 1 < stroke->points->len; i++)
    {
      Interval covered;

      if (find_covered (sweep, &points[i], &points[i + 1], &covered))
        add_ends (&remains, &points[i], &points[i + 1], &covered);
      else
        {
          if (remains.piece == NULL)
            grow (&remains, &points[i]);
          grow (&remains, &points[i + 1]);
        }
    }
  end_piece (&remains);
}

/* Adds what is left of @stroke; @room: points that may be added by all. */
static void
rub_stroke (GPtrArray *strokes, const InkStroke *stroke, const InkSweep *sweep,
            gsize *room)
{
  guint first = strokes->len;
  gsize n = 0;

  add_remains (strokes, stroke, sweep, TRUE);
  for (guint i = first; i < strokes->len; i++)
    n += ((const InkStroke *) g_ptr_array_index (strokes, i))->points->len;
  if (n <= stroke->points->len)
    return;
  if (n - stroke->points->len <= *room)
    {
      *room -= n - stroke->points->len;
      return;
    }
  g_ptr_array_set_size (strokes, (int) first);
  add_remains (strokes, stroke, sweep, FALSE);
}

/* --- Both --- */

static gboolean
sweep_strokes (InkDrawing *drawing, const InkSweep *sweep, gboolean rub)
{
  const GPtrArray *strokes = ink_drawing_strokes (drawing);
  g_autoptr (GPtrArray) left = NULL;
  gsize room = INK_DRAWING_MAX_POINTS - ink_drawing_n_points (drawing);

  if (!is_sound (sweep))
    return FALSE;
  ink_drawing_close_stroke (drawing);
  for (guint i = 0; i < strokes->len; i++)
    {
      InkStroke *stroke = g_ptr_array_index (strokes, i);
      gboolean touched = is_touched (stroke, sweep);

      if (touched && left == NULL)
        {
          left = g_ptr_array_new_with_free_func (ink_stroke_unref);
          for (guint k = 0; k < i; k++)
            g_ptr_array_add (
                left, ink_stroke_ref (g_ptr_array_index (strokes, k)));
        }
      if (touched && rub)
        rub_stroke (left, stroke, sweep, &room);
      else if (!touched && left != NULL)
        g_ptr_array_add (left, ink_stroke_ref (stroke));
    }
  if (left == NULL)
    return FALSE;
  ink_drawing_set_strokes (drawing, g_steal_pointer (&left),
                           ink_drawing_get_backdrop (drawing));
  return TRUE;
}

gboolean
ink_drawing_erase (InkDrawing *drawing, const InkSweep *sweep)
{
  return sweep_strokes (drawing, sweep, FALSE);
}

gboolean
ink_drawing_rub (InkDrawing *drawing, const InkSweep *sweep)
{
  return sweep_strokes (drawing, sweep, TRUE);
}
