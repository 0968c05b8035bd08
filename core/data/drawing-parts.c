/* From strokes to parts. Strokes become fragments where stroke-cuts.h says so;
 * ink_parts_arrange() puts together what is of one digit. All is held as one
 * array of fragments in the order of writing, each with the number of its
 * part. */
#include "core/data/drawing-parts.h"

#include <math.h>

#include "core/data/stroke-cuts.h"

/* Nobody writes a number with more strokes or points. */
#define MAX_STROKES 96
#define MAX_POINTS 20000
/* Coordinates beyond this are no place on a sheet; their squares would not be
 * finite either. */
#define MAX_COORDINATE 1e100
/* Points of a fragment that distances are measured from. */
#define SAMPLES 32
/* Of the line's height: points nearer than this are one. */
#define NEAR (1 / 400.0)
/* The line is at least as high as a part of the ink's width: a dash. */
#define FLATTEST (1 / 16.0)

typedef struct
{
  guint stroke, first, end; /* points [first, end) of the stroke */
  guint part;
  InkRect box;
  double fold; /* of the cut at the fragment's beginning, where first > 0 */
} Fragment;

struct _InkDrawingParts
{
  const InkDrawing *drawing;
  GArray *fragments; /* Fragment */
  InkParts parts;
};

static InkRect
bounds_of (const InkPoint *points, guint n)
{
  double x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;

  for (guint i = 0; i < n; i++)
    {
      x0 = fmin (x0, points[i].x);
      y0 = fmin (y0, points[i].y);
      x1 = fmax (x1, points[i].x);
      y1 = fmax (y1, points[i].y);
    }
  return (InkRect) { x0, y0, x1 - x0, y1 - y0 };
}

static Fragment *
fragment_at (const InkDrawingParts *self, guint index)
{
  return &g_array_index (self->fragments, Fragment, index);
}

/* --- Fragments --- */

static void
add_fragment (InkDrawingParts *self, guint stroke, guint first, guint end,
              double fold)
{
  guint n;
  const InkPoint *points = ink_drawing_stroke (self->drawing, stroke, &n);
  Fragment fragment = { stroke, first, end, 0,
                        bounds_of (points + first, end - first), fold };

  g_array_append_val (self->fragments, fragment);
}

/* Whole strokes. Returns: the number of points. */
static guint
add_strokes (InkDrawingParts *self)
{
  guint n_points = 0;

  for (guint i = 0; i < ink_drawing_n_strokes (self->drawing); i++)
    {
      guint n;

      ink_drawing_stroke (self->drawing, i, &n);
      n_points += n;
      if (n > 0)
        add_fragment (self, i, 0, n, 0);
    }
  return n_points;
}

static InkRect
whole_box (const InkDrawingParts *self)
{
  InkRect box = fragment_at (self, 0)->box;

  for (guint i = 1; i < self->fragments->len; i++)
    box = ink_rect_union (&box, &fragment_at (self, i)->box);
  return box;
}

static double
line_height (const InkDrawingParts *self)
{
  guint n = self->fragments->len;
  g_autofree double *heights = g_new (double, n);
  double least = whole_box (self).width * FLATTEST;

  for (guint i = 0; i < n; i++)
    heights[i] = fragment_at (self, i)->box.height;
  return fmax (fmax (ink_parts_line_height (heights, n), least), 1e-100);
}

static void
cut_stroke (InkDrawingParts *self, GArray *whole, guint index)
{
  const Fragment *stroke = &g_array_index (whole, Fragment, index);
  InkStrokeCut cuts[INK_STROKE_CUTS_MAX];
  guint n;
  const InkPoint *points = ink_drawing_stroke (self->drawing, stroke->stroke,
                                               &n);
  guint n_cuts
      = ink_stroke_find_cuts (points, n, self->parts.height, cuts);
  guint first = 0;
  double fold = 0;

  for (guint i = 0; i < n_cuts; i++)
    {
      add_fragment (self, stroke->stroke, first, cuts[i].end, fold);
      first = cuts[i].begin;
      fold = cuts[i].fold;
    }
  add_fragment (self, stroke->stroke, first, n, fold);
}

static void
cut_strokes (InkDrawingParts *self)
{
  g_autoptr (GArray) whole = self->fragments;

  self->fragments = g_array_new (FALSE, FALSE, sizeof (Fragment));
  for (guint i = 0; i < whole->len; i++)
    cut_stroke (self, whole, i);
}

/* Finds which fragments are one part. */
static void
arrange (InkDrawingParts *self)
{
  guint n = self->fragments->len;
  g_autofree InkPiece *pieces = g_new (InkPiece, n);

  for (guint i = 0; i < n; i++)
    pieces[i] = (InkPiece) { fragment_at (self, i)->box,
                             fragment_at (self, i)->stroke, 0 };
  ink_parts_arrange (pieces, n, &self->parts);
  for (guint i = 0; i < n; i++)
    fragment_at (self, i)->part = pieces[i].part;
}

/* All of it as one part. */
static void
leave_whole (InkDrawingParts *self)
{
  for (guint i = 0; i < self->fragments->len; i++)
    fragment_at (self, i)->part = 0;
  self->parts.n = 1;
  self->parts.parts[0]
      = (InkPart) { whole_box (self), self->fragments->len };
}

/* --- Joints --- */

/* The squared distance of @x, @y to the segment from @a to @b. */
static double
square_to (double x, double y, const InkPoint *a, const InkPoint *b)
{
  double dx = b->x - a->x, dy = b->y - a->y;
  double length2 = dx * dx + dy * dy;
  double t = length2 > 0
                 ? ((x - a->x) * dx + (y - a->y) * dy) / length2
                 : 0;

  t = CLAMP (t, 0, 1);
  dx = x - a->x - t * dx;
  dy = y - a->y - t * dy;
  return dx * dx + dy * dy;
}

/* At most SAMPLES points of a fragment, its ends among them. */
static guint
sample (const InkDrawingParts *self, const Fragment *fragment,
        InkPoint *samples)
{
  guint n, count = fragment->end - fragment->first;
  const InkPoint *points
      = ink_drawing_stroke (self->drawing, fragment->stroke, &n)
        + fragment->first;
  guint wanted = MIN (count, SAMPLES);

  for (guint i = 0; i < wanted; i++)
    samples[i] = points[wanted > 1 ? (guint64) i * (count - 1) / (wanted - 1)
                                   : 0];
  return wanted;
}

/* Twice the area of the triangle, above 0 to one side. */
static double
side_of (const InkPoint *a, const InkPoint *b, const InkPoint *p)
{
  return (b->x - a->x) * (p->y - a->y) - (b->y - a->y) * (p->x - a->x);
}

/* Whether a segment of one crosses a segment of the other. */
static gboolean
cross (const InkPoint *a, guint n_a, const InkPoint *b, guint n_b)
{
  for (guint i = 0; i + 1 < n_a; i++)
    for (guint k = 0; k + 1 < n_b; k++)
      if (side_of (&a[i], &a[i + 1], &b[k])
                  * side_of (&a[i], &a[i + 1], &b[k + 1])
              < 0
          && side_of (&b[k], &b[k + 1], &a[i])
                     * side_of (&b[k], &b[k + 1], &a[i + 1])
                 < 0)
        return TRUE;
  return FALSE;
}

static double
square_between (const InkPoint *a, guint n_a, const InkPoint *b, guint n_b)
{
  double least = INFINITY;

  for (guint i = 0; i < n_a; i++)
    for (guint k = 0; k < n_b; k++)
      least = fmin (least, square_to (a[i].x, a[i].y, &b[k > 0 ? k - 1 : 0],
                                      &b[k]));
  return least;
}

static double
distance (const InkDrawingParts *self, const Fragment *a, const Fragment *b)
{
  InkPoint p[SAMPLES], q[SAMPLES];
  guint n_p = sample (self, a, p), n_q = sample (self, b, q);

  if (cross (p, n_p, q, n_q))
    return 0;
  return sqrt (fmin (square_between (p, n_p, q, n_q),
                     square_between (q, n_q, p, n_p)));
}

/* How far the boxes are apart at least. */
static double
box_distance (const InkRect *a, const InkRect *b)
{
  double x = fmax (a->x - b->x - b->width, b->x - a->x - a->width);
  double y = fmax (a->y - b->y - b->height, b->y - a->y - a->height);

  return hypot (fmax (x, 0), fmax (y, 0));
}

/* A joint knows fragments of up to this many parts on either side. */
#define REACH 3

/* Whether ink @distance apart matters to a joint from @low up to @high. */
static gboolean
is_nearer (const InkDrawingParts *self, guint low, guint high, double distance)
{
  for (guint at = low; at < high; at++)
    if (distance < self->parts.joints[at].distance)
      return TRUE;
  return FALSE;
}

static void
measure_joints (InkDrawingParts *self)
{
  InkPartJoint *joints = self->parts.joints;

  for (guint i = 0; i + 1 < self->parts.n; i++)
    joints[i].distance = INFINITY;
  for (guint i = 0; i < self->fragments->len; i++)
    for (guint k = 0; k < i; k++)
      {
        const Fragment *a = fragment_at (self, i), *b = fragment_at (self, k);
        guint low = MIN (a->part, b->part), high = MAX (a->part, b->part);
        double between;

        if (low == high || high - low > REACH
            || !is_nearer (self, low, high, box_distance (&a->box, &b->box)))
          continue;
        between = distance (self, a, b);
        for (guint at = low; at < high; at++)
          joints[at].distance = fmin (joints[at].distance, between);
      }
}

/* A stroke goes through the joints between its fragments. */
static void
mark_cut_strokes (InkDrawingParts *self)
{
  for (guint i = 1; i < self->fragments->len; i++)
    {
      const Fragment *a = fragment_at (self, i - 1);
      const Fragment *b = fragment_at (self, i);

      if (a->stroke != b->stroke)
        continue;
      for (guint at = MIN (a->part, b->part); at < MAX (a->part, b->part); at++)
        {
          self->parts.joints[at].through = TRUE;
          self->parts.joints[at].fold
              = fmax (self->parts.joints[at].fold, b->fold);
        }
    }
}

/* --- The whole --- */

static gboolean
is_on_a_sheet (const InkRect *box)
{
  return box->x > -MAX_COORDINATE && box->y > -MAX_COORDINATE
         && box->x + box->width < MAX_COORDINATE
         && box->y + box->height < MAX_COORDINATE;
}

InkDrawingParts *
ink_drawing_parts_new (const InkDrawing *drawing)
{
  g_autoptr (InkDrawingParts) self = g_new0 (InkDrawingParts, 1);
  guint n_points;
  InkRect box;

  self->drawing = drawing;
  self->fragments = g_array_new (FALSE, FALSE, sizeof (Fragment));
  n_points = add_strokes (self);
  if (n_points == 0)
    return NULL;
  box = whole_box (self);
  self->parts.height = line_height (self);
  if (n_points > MAX_POINTS || self->fragments->len > MAX_STROKES
      || !is_on_a_sheet (&box))
    {
      leave_whole (self);
      return g_steal_pointer (&self);
    }
  cut_strokes (self);
  arrange (self);
  measure_joints (self);
  mark_cut_strokes (self);
  return g_steal_pointer (&self);
}

void
ink_drawing_parts_free (InkDrawingParts *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->fragments);
  g_free (self);
}

const InkParts *
ink_drawing_parts_get (const InkDrawingParts *self)
{
  return &self->parts;
}

/* Points [first, end) of a stroke, without those that no eye tells apart. */
static void
copy_points (const InkDrawingParts *self, guint stroke, guint first, guint end,
             InkDrawing *to)
{
  guint n;
  const InkPoint *points = ink_drawing_stroke (self->drawing, stroke, &n);
  double near = self->parts.height * NEAR;
  const InkPoint *last = NULL;

  for (guint i = first; i < end; i++)
    if (last == NULL || i + 1 == end || fabs (points[i].x - last->x) >= near
        || fabs (points[i].y - last->y) >= near)
      {
        last = &points[i];
        ink_drawing_add_point (to, last->x, last->y, last->pressure);
      }
}

InkDrawing *
ink_drawing_parts_join (const InkDrawingParts *self, guint first, guint last)
{
  InkDrawing *drawing = ink_drawing_new ();
  const Fragment *before = NULL; /* the fragment before, where it is wanted */

  for (guint i = 0; i < self->fragments->len; i++)
    {
      const Fragment *fragment = fragment_at (self, i);
      gboolean wanted = fragment->part >= first && fragment->part <= last;
      guint from = fragment->first;

      if (wanted && before != NULL && before->stroke == fragment->stroke)
        from = before->end; /* the stroke goes on */
      else if (wanted)
        ink_drawing_begin_stroke (drawing);
      if (wanted)
        copy_points (self, fragment->stroke, from, fragment->end, drawing);
      before = wanted ? fragment : NULL;
    }
  return drawing;
}
