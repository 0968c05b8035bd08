/* A stroke of two digits goes to the right from one to the other: at some point
 * of it nearly all before lies left of nearly all after. With R(i) the right
 * edge of what comes before point i and L(i) the left edge of what comes after,
 * the fold R(i) - L(i) is never below 0; a cut is where it is least, and both
 * sides are high enough for a digit without the straight line between. */
#include "core/data/stroke-cuts.h"

#include <math.h>

/* A step along the stroke, and more than this many are a scribble. */
#define STEP (1 / 24.0) /* of the line's height */
#define MAX_STEPS 384
/* Of the line's height: what is worth cutting, what is left of it. */
#define LEAST_WIDTH 0.5
#define LEAST_SIDE 0.4
#define MOST_FOLD 0.3
/* What of a step must go to the right, on the way to the next digit. */
#define RIGHTWARDS 0.3
/* Cosine of how far the line between may turn, each step, from its middle. */
#define STRAIGHT 0.85

typedef struct
{
  double x, y;
  guint point; /* of the stroke, the last one before */
} Step;

typedef struct
{
  guint n;
  double height;
  Step steps[MAX_STEPS];
  double fold[MAX_STEPS];
} Walk;

/* Steps of one length along the stroke. FALSE where there are too many. */
static gboolean
take_steps (Walk *walk, const InkPoint *points, guint n)
{
  double side = walk->height * STEP;
  double rest = 0; /* to go until the next step */

  walk->n = 0;
  for (guint i = 0; i + 1 < n; i++)
    {
      double dx = points[i + 1].x - points[i].x;
      double dy = points[i + 1].y - points[i].y;
      double length = hypot (dx, dy);

      for (; rest < length; rest += side)
        {
          if (walk->n == MAX_STEPS)
            return FALSE;
          walk->steps[walk->n++]
              = (Step) { points[i].x + dx * rest / length,
                         points[i].y + dy * rest / length, i };
        }
      rest -= length;
    }
  return walk->n > 8;
}

static void
find_folds (Walk *walk)
{
  double left = INFINITY, right = -INFINITY;

  for (guint i = walk->n; i-- > 0;)
    walk->fold[i] = left = fmin (left, walk->steps[i].x);
  for (guint i = 0; i < walk->n; i++)
    {
      right = fmax (right, walk->steps[i].x);
      walk->fold[i] = right - walk->fold[i];
    }
}

/* The height of the steps [first, end). */
static double
height_of (const Walk *walk, guint first, guint end)
{
  double y0 = INFINITY, y1 = -INFINITY;

  for (guint i = first; i < end; i++)
    {
      y0 = fmin (y0, walk->steps[i].y);
      y1 = fmax (y1, walk->steps[i].y);
    }
  return fmax (y1 - y0, 0);
}

static void
direction (const Walk *walk, guint a, guint b, double *x, double *y)
{
  double dx = walk->steps[b].x - walk->steps[a].x;
  double dy = walk->steps[b].y - walk->steps[a].y;
  double length = hypot (dx, dy);

  *x = length > 0 ? dx / length : 0;
  *y = length > 0 ? dy / length : 0;
}

/* The straight line around step @middle: its first and last step. */
static void
find_line (const Walk *walk, guint middle, guint *first, guint *last)
{
  guint a = middle > 1 ? middle - 2 : 0, b = MIN (middle + 2, walk->n - 1);
  double x, y, u, v;

  direction (walk, a, b, &x, &y);
  for (*first = middle; *first > 0; --*first)
    {
      direction (walk, *first - 1, *first, &u, &v);
      if (u * x + v * y < STRAIGHT)
        break;
    }
  for (*last = middle; *last + 1 < walk->n; ++*last)
    {
      direction (walk, *last, *last + 1, &u, &v);
      if (u * x + v * y < STRAIGHT)
        break;
    }
}

/* Whether a digit is left on both sides of the line around @middle. */
static gboolean
make_cut (const Walk *walk, guint middle, InkStrokeCut *cut)
{
  double least = LEAST_SIDE * walk->height;
  guint first, last;

  find_line (walk, middle, &first, &last);
  if (height_of (walk, 0, first + 1) < least
      || height_of (walk, last, walk->n) < least)
    return FALSE;
  cut->end = walk->steps[first].point + 1;
  cut->begin = MAX (walk->steps[last].point, cut->end);
  cut->fold = walk->fold[middle];
  return TRUE;
}

/* Whether a flat bottom of the fold begins at @i; @end: the first step that is
 * not of it, set either way. */
static gboolean
is_bottom (const Walk *walk, guint i, guint *end)
{
  const double *fold = walk->fold;
  double flat = walk->height * STEP / 4;

  for (*end = i + 1; *end < walk->n && fabs (fold[*end] - fold[i]) <= flat;)
    ++*end;
  return fold[i] <= MOST_FOLD * walk->height
         && (i == 0 || fold[i - 1] > fold[i])
         && (*end == walk->n || fold[*end] > fold[i]);
}

/* The next run of steps to the right in [*@first, @end): sets both. */
static gboolean
next_run (const Walk *walk, guint *first, guint *last, guint end)
{
  double least = RIGHTWARDS * STEP * walk->height;
  const Step *steps = walk->steps;
  guint i = *first;

  end = MIN (end, walk->n - 1);
  while (i < end && steps[i + 1].x - steps[i].x < least)
    i++;
  *first = *last = i;
  while (*last < end && steps[*last + 1].x - steps[*last].x >= least)
    ++*last;
  return *last > *first;
}

static void
try_cut (const Walk *walk, guint middle, InkStrokeCut *cuts, guint *n_cuts)
{
  InkStrokeCut cut;

  if (*n_cuts < INK_STROKE_CUTS_MAX && make_cut (walk, middle, &cut)
      && (*n_cuts == 0 || cut.end > cuts[*n_cuts - 1].begin))
    cuts[(*n_cuts)++] = cut;
}

/* In a flat bottom the pen may go from one digit to the next wherever it goes
 * to the right. */
static void
cut_bottom (const Walk *walk, guint begin, guint end, InkStrokeCut *cuts,
            guint *n_cuts)
{
  guint first = begin, last = begin;
  gboolean any = FALSE;

  for (; next_run (walk, &first, &last, end); first = last)
    {
      try_cut (walk, (first + last) / 2, cuts, n_cuts);
      any = TRUE;
    }
  if (!any)
    try_cut (walk, (begin + end) / 2, cuts, n_cuts);
}

guint
ink_stroke_find_cuts (const InkPoint *points, guint n, double height,
                      InkStrokeCut *cuts)
{
  Walk walk = { .height = height };
  guint n_cuts = 0, end;
  double x0 = INFINITY, x1 = -INFINITY;

  for (guint i = 0; i < n; i++)
    {
      x0 = fmin (x0, points[i].x);
      x1 = fmax (x1, points[i].x);
    }
  if (n < 3 || x1 - x0 < LEAST_WIDTH * height || !take_steps (&walk, points, n))
    return 0;
  find_folds (&walk);
  for (guint i = 0; i < walk.n; i = end)
    if (is_bottom (&walk, i, &end))
      cut_bottom (&walk, i, end, cuts, &n_cuts);
  return n_cuts;
}
