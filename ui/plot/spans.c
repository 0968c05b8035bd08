/* What a line covers of each column of pixels: the extremes of the column's
 * points, and where the line enters and leaves it. A column with many points
 * takes its extremes from the series' pyramid; y goes to pixels for extremes
 * only, all at a time, and for the points beside an edge where the way over it
 * adds something. */
#include "ui/plot/spans.h"

#include <math.h>

#define MAX_COLUMNS 65536.0

/* A finite point in pixels; px is NAN for none. */
typedef struct
{
  double px, py, y;
} Point;

static const Point NO_POINT = { NAN, NAN, NAN };

/* One line on its way from a series to spans. All but pixels is borrowed. */
typedef struct
{
  InkSpans *spans;
  const InkSeries *series;
  const InkLayerContext *context;
  const InkColumns *columns;
  double *lows, *highs; /* [n_used]: pixels */
} Work;

static inline void
span_add (const InkSpans *spans, guint i, float y)
{
  spans->tops[i] = MIN (spans->tops[i], y);
  spans->bottoms[i] = MAX (spans->bottoms[i], y);
}

static Point
point_at (const Work *work, gsize i)
{
  Point point = NO_POINT;

  point.y = ink_series_y (work->series, i);
  if (!isfinite (point.y))
    return NO_POINT;
  point.px = ink_scale_to_pixels (work->context->x,
                                  ink_series_x (work->series, i));
  point.py = ink_scale_to_pixels (work->context->y, point.y);
  return point;
}

/* The same, of a point in the column @k: of few, most are extremes. */
static Point
point_in (const Work *work, guint k, gsize i, double y)
{
  const double x = ink_series_x (work->series, i);
  Point point = { ink_scale_to_pixels (work->context->x, x), 0, y };

  if (y == work->columns->lows[k])
    point.py = work->lows[k];
  else if (y == work->columns->highs[k])
    point.py = work->highs[k];
  else
    point.py = ink_scale_to_pixels (work->context->y, y);
  return point;
}

/* The line from @a to @b where it crosses the edges of columns. */
static void
add_way (const InkSpans *spans, const Point *a, const Point *b)
{
  const double slope = (b->py - a->py) / (b->px - a->px);
  const double from = (a->px - spans->left) / spans->step;
  const double to = (b->px - spans->left) / spans->step;
  const double first = MAX (floor (from) + 1, 0);
  const double last = MIN (ceil (to) - 1, spans->n);

  if (!(b->px > a->px))
    return;
  for (double edge = first; edge <= last; edge++)
    {
      const guint i = (guint) edge;
      const float py = (float) (a->py + slope * (spans->left
                                                 + edge * spans->step
                                                 - a->px));

      if (i > 0)
        span_add (spans, i - 1, py);
      if (i < spans->n)
        span_add (spans, i, py);
    }
}

static inline gboolean
holds (const InkColumns *columns, guint k, double y)
{
  return y >= columns->lows[k] && y <= columns->highs[k];
}

/* The way from the column @k to the next one that holds a point, but where
 * both have it within anyway. */
static void
join (const Work *work, guint k)
{
  const InkColumns *columns = work->columns;
  const gsize first = columns->firsts[k + 1];
  const double y0 = ink_series_y (work->series, first - 1);
  const double y1 = ink_series_y (work->series, first);
  Point from, to;

  if (columns->indices[k + 1] == columns->indices[k] + 1
      && holds (columns, k, y1) && holds (columns, k + 1, y0))
    return;
  if (!isfinite (y0) || !isfinite (y1))
    return;
  from = point_in (work, k, first - 1, y0);
  to = point_in (work, k + 1, first, y1);
  add_way (work->spans, &from, &to);
}

/* The way in from the point before the view, or out to the one after it; or
 * both in one, where no point is in view. */
static void
add_outside (const Work *work, gsize from)
{
  Point a, b;

  if (from + 1 >= ink_series_count (work->series))
    return;
  a = point_at (work, from);
  b = point_at (work, from + 1);
  if (!isnan (a.px) && !isnan (b.px))
    add_way (work->spans, &a, &b);
}

static void
add_columns (const Work *work)
{
  const InkColumns *columns = work->columns;
  const guint n = columns->n_used;

  for (guint k = 0; k < n; k++)
    if (columns->lows[k] <= columns->highs[k])
      {
        span_add (work->spans, columns->indices[k], (float) work->lows[k]);
        span_add (work->spans, columns->indices[k], (float) work->highs[k]);
      }
  if (columns->firsts[0] > 0)
    add_outside (work, columns->firsts[0] - 1);
  for (guint k = 0; k + 1 < n; k++)
    join (work, k);
  add_outside (work, columns->firsts[n] - 1);
}

static void
fill (Work *work, gsize first, gsize end)
{
  const InkColumns *columns = work->columns;
  const guint n = columns->n_used;
  g_autofree double *pixels = g_new (double, 2 * (gsize) n + 1);

  work->lows = pixels;
  work->highs = pixels + n;
  ink_scale_all_to_pixels (work->context->y, columns->lows, n, work->lows);
  ink_scale_all_to_pixels (work->context->y, columns->highs, n, work->highs);
  if (n > 0)
    add_columns (work);
  else if (first < end)
    add_outside (work, first);
}

void
ink_spans_init_columns (const InkLayerContext *context, InkColumns *columns)
{
  const double n = ceil (context->area.width / context->step - 1e-6);

  ink_columns_init (columns, context->x, context->step,
                    (guint) CLAMP (n, 1, MAX_COLUMNS));
}

void
ink_spans_init (InkSpans *spans, const InkSeries *series,
                const InkLayerContext *context, InkColumns *columns,
                gsize first, gsize end)
{
  Work work = { spans, series, context, columns, NULL, NULL };

  spans->left = context->area.x;
  spans->step = context->step;
  spans->n = columns->n;
  spans->tops = g_new (float, 2 * (gsize) spans->n);
  spans->bottoms = spans->tops + spans->n;
  for (guint i = 0; i < spans->n; i++)
    {
      spans->tops[i] = INFINITY;
      spans->bottoms[i] = -INFINITY;
    }
  ink_columns_fill (columns, series);
  fill (&work, first, end);
}

void
ink_spans_clear (InkSpans *spans)
{
  g_clear_pointer (&spans->tops, g_free);
  spans->bottoms = NULL;
}

/* Of a column with the one before it. */
static inline float
overlap_at (const float *top, const float *bottom)
{
  const float high = top[0] > top[-1] ? top[0] : top[-1];
  const float low = bottom[0] < bottom[-1] ? bottom[0] : bottom[-1];

  return low > high ? low - high : 0;
}

/* Four sums, so that none waits for the one before it. */
double
ink_spans_overlap (const InkSpans *spans)
{
  const float *tops = spans->tops, *bottoms = spans->bottoms;
  float sums[4] = { 0 };
  guint i = 1;

  for (; i + 4 <= spans->n; i += 4)
    for (guint j = 0; j < 4; j++)
      sums[j] += overlap_at (tops + i + j, bottoms + i + j);
  for (; i < spans->n; i++)
    sums[0] += overlap_at (tops + i, bottoms + i);
  return (sums[0] + sums[1] + sums[2] + sums[3]) / spans->n;
}

double
ink_spans_height (const InkSpans *spans)
{
  double sum = 0;

  for (guint i = 0; i < spans->n; i++)
    sum += MAX (spans->bottoms[i] - spans->tops[i], 0);
  return sum;
}

void
ink_spans_fill (const InkSpans *spans, const InkLayerContext *context)
{
  const double half = cairo_get_line_width (context->cr) / 2;
  const double high = context->area.y - 10;
  const double low = context->area.y + context->area.height + 10;

  for (guint i = 0; i < spans->n; i++)
    {
      const double top = MAX (spans->tops[i] - half, high);
      const double bottom = MIN (spans->bottoms[i] + half, low);

      if (!(bottom > top))
        continue;
      /* Each on its own: Cairo would look for overlaps within one path. */
      cairo_rectangle (context->cr, spans->left + i * spans->step, top,
                       spans->step, bottom - top);
      cairo_fill (context->cr);
    }
}
