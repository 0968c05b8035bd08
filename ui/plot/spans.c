/* What a line covers of each column of pixels: the extremes of the column's
 * points, and where the line enters and leaves it. A column with many points
 * takes its extremes from the series' pyramid; y goes to pixels for extremes
 * only, and for the points beside an edge where the way over it adds something,
 * all at a time. */
#include "ui/plot/spans.h"

#include <math.h>

#define MAX_COLUMNS 65536.0

/* A finite point in pixels; px is NAN for none. */
typedef struct
{
  double px, py, y;
} Point;

static const Point NO_POINT = { NAN, NAN, NAN };

/* One line on its way from a series to spans. All but memory is borrowed. */
typedef struct
{
  const InkSpans *spans;
  const InkSeries *series;
  const InkLayerContext *context;
  const InkColumns *columns;
  /* Of ways between two columns, which number n_ways < n_used: */
  guint n_ways;
  guint *ways; /* the column that each leaves */
  double *y;   /* [2 n_used]: at both its ends */
  double *pixels; /* [2 n_used]: of extremes, then of y */
} Work;

static inline void
span_add (const InkSpans *spans, guint i, float y)
{
  spans->tops[i] = MIN (spans->tops[i], y);
  spans->bottoms[i] = MAX (spans->bottoms[i], y);
}

static double
x_at (const Work *work, gsize i)
{
  const InkColumns *columns = work->columns;

  if (columns->n_even > 0) /* without a look at the points */
    return columns->origin + (double) i * columns->spacing;
  return ink_series_x (work->series, i);
}

static Point
point_at (const Work *work, gsize i)
{
  Point point = NO_POINT;

  point.y = ink_series_y (work->series, i);
  if (!isfinite (point.y))
    return NO_POINT;
  point.px = ink_scale_to_pixels (work->context->x, x_at (work, i));
  point.py = ink_scale_to_pixels (work->context->y, point.y);
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
  return (y >= columns->lows[k]) & (y <= columns->highs[k]);
}

static inline gboolean
is_next (const InkColumns *columns, guint k)
{
  return columns->indices[k + 1] == columns->indices[k] + 1;
}

/* The ways from one column to the next that holds a point, but where both have
 * it within anyway. Without branches, which nobody could foresee. */
static void
find_ways (Work *work)
{
  const InkColumns *columns = work->columns;

  work->n_ways = 0;
  for (guint k = 0; k + 1 < columns->n_used; k++)
    {
      const double y0 = columns->ends[k], y1 = columns->starts[k + 1];
      const guint at = work->n_ways;

      work->ways[at] = k;
      work->y[2 * at] = y0;
      work->y[2 * at + 1] = y1;
      work->n_ways += !(is_next (columns, k) & holds (columns, k, y1)
                        & holds (columns, k + 1, y0));
    }
}

/* The way @i, over several edges or where x is not linear. */
static void
add_long_way (const Work *work, guint i)
{
  const InkScale *x = work->context->x;
  const gsize first = work->columns->firsts[work->ways[i] + 1];
  const Point a = { ink_scale_to_pixels (x, x_at (work, first - 1)),
                    work->pixels[2 * i], work->y[2 * i] };
  const Point b = { ink_scale_to_pixels (x, x_at (work, first)),
                    work->pixels[2 * i + 1], work->y[2 * i + 1] };

  add_way (work->spans, &a, &b);
}

/* The way @i, over one edge. */
static inline void
add_short_way (const Work *work, guint i)
{
  const guint k = work->ways[i];
  const guint to = work->columns->indices[k + 1];
  const gsize first = work->columns->firsts[k + 1];
  const double x0 = x_at (work, first - 1), x1 = x_at (work, first);
  const double share = (work->columns->edges[to] - x0) / (x1 - x0);
  const double py = work->pixels[2 * i]
                    + (work->pixels[2 * i + 1] - work->pixels[2 * i]) * share;

  if (share < 1) /* the point itself may be on the edge */
    {
      span_add (work->spans, to - 1, (float) py);
      span_add (work->spans, to, (float) py);
    }
}

static void
add_ways (Work *work)
{
  const gboolean linear = work->context->x->kind == INK_SCALE_LINEAR;

  find_ways (work);
  ink_scale_all_to_pixels (work->context->y, work->y, 2 * (gsize) work->n_ways,
                           work->pixels);
  for (guint i = 0; i < work->n_ways; i++)
    {
      if (!isfinite (work->y[2 * i]) || !isfinite (work->y[2 * i + 1]))
        continue;
      if (linear && is_next (work->columns, work->ways[i]))
        add_short_way (work, i);
      else
        add_long_way (work, i);
    }
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

/* The extremes of the columns @k to @k + @n, which are next to each other. */
static void
set_run (const Work *work, guint k, guint n)
{
  const double *lows = work->columns->lows + k;
  const double *highs = work->columns->highs + k;
  const double *from = work->pixels + k;
  const double *to = from + work->columns->n_used;
  float *restrict tops = work->spans->tops + work->columns->indices[k];
  float *restrict bottoms = work->spans->bottoms + work->columns->indices[k];

  for (guint i = 0; i < n; i++)
    {
      const float a = (float) from[i], b = (float) to[i];
      const gboolean is_there = lows[i] <= highs[i];

      tops[i] = is_there ? MIN (a, b) : INFINITY;
      bottoms[i] = is_there ? MAX (a, b) : -INFINITY;
    }
}

static void
set_extremes (const Work *work)
{
  const InkColumns *columns = work->columns;
  const guint n = columns->n_used;

  ink_scale_all_to_pixels (work->context->y, columns->lows, n, work->pixels);
  ink_scale_all_to_pixels (work->context->y, columns->highs, n,
                           work->pixels + n);
  for (guint k = 0, end; k < n; k = end)
    {
      for (end = k + 1; end < n && is_next (columns, end - 1);)
        end++;
      set_run (work, k, end - k);
    }
}

static void
fill (Work *work, gsize first, gsize end)
{
  const InkColumns *columns = work->columns;
  const guint n = columns->n_used;
  g_autofree double *memory = g_new (double, 5 * (gsize) n + 1);

  work->pixels = memory;
  work->y = memory + 2 * n;
  work->ways = (guint *) (gpointer) (memory + 4 * n);
  if (n == 0)
    {
      if (first < end)
        add_outside (work, first);
      return;
    }
  set_extremes (work);
  if (columns->firsts[0] > 0)
    add_outside (work, columns->firsts[0] - 1);
  add_ways (work);
  add_outside (work, columns->firsts[n] - 1);
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
  Work work = { spans, series, context, columns, 0, NULL, NULL, NULL };

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
