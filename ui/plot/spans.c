/* What a line covers of each column of pixels: the extremes of the column's
 * points, and where the line enters and leaves it. A column with many points
 * takes its extremes from the series' pyramid; y goes to pixels for extremes
 * only, and for the points beside an edge where the way over it adds
 * something. */
#include "ui/plot/spans.h"

#include <math.h>

#define MAX_COLUMNS 65536.0

/* A finite point in pixels; px is NAN for none. */
typedef struct
{
  double px, py, y;
} Point;

static const Point NO_POINT = { NAN, NAN, NAN };

static void
span_add (InkSpan *span, double y)
{
  span->top = MIN (span->top, (float) y);
  span->bottom = MAX (span->bottom, (float) y);
}

static Point
point_at (const InkSeries *series, const InkLayerContext *context, gsize i)
{
  Point point = NO_POINT;

  point.y = ink_series_y (series, i);
  if (!isfinite (point.y))
    return NO_POINT;
  point.px = ink_scale_to_pixels (context->x, ink_series_x (series, i));
  point.py = ink_scale_to_pixels (context->y, point.y);
  return point;
}

/* The line from @a to @b where it crosses the edges of columns. */
static void
add_way (InkSpans *spans, const Point *a, const Point *b)
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
      const double py = a->py + slope * (spans->left + edge * spans->step
                                         - a->px);

      if (i > 0)
        span_add (&spans->columns[i - 1], py);
      if (i < spans->n)
        span_add (&spans->columns[i], py);
    }
}

/* Whether the way between two neighbouring columns' points @y0 and @y1 stays
 * within what both columns have anyway. */
static gboolean
is_covered (const InkColumn *a, const InkColumn *b, double y0, double y1)
{
  return y1 >= a->range.min && y1 <= a->range.max && y0 >= b->range.min
         && y0 <= b->range.max;
}

static void
add_extremes (InkSpans *spans, const InkLayerContext *context, guint i,
              const InkColumn *column)
{
  const InkSeriesRange *range = &column->range;

  if (range->min > range->max)
    return;
  span_add (&spans->columns[i], ink_scale_to_pixels (context->y, range->max));
  if (range->min < range->max)
    span_add (&spans->columns[i], ink_scale_to_pixels (context->y, range->min));
}

static void
join (InkSpans *spans, const InkSeries *series, const InkLayerContext *context,
      const InkColumn *a, const InkColumn *b, gboolean adjacent)
{
  const double y0 = ink_series_y (series, b->first - 1);
  const double y1 = ink_series_y (series, b->first);
  Point from, to;

  if (!isfinite (y0) || !isfinite (y1)
      || (adjacent && is_covered (a, b, y0, y1)))
    return;
  from = point_at (series, context, b->first - 1);
  to = point_at (series, context, b->first);
  add_way (spans, &from, &to);
}

static guint
index_of (const InkSpans *spans, const InkColumn *column)
{
  const double i = (column->pixel - spans->left) / spans->step + 0.5;

  return (guint) CLAMP (i, 0, spans->n - 1);
}

/* The way in from the point before the view, or out to the one after it; or
 * both in one, where no point is in view. */
static void
add_outside (InkSpans *spans, const InkSeries *series,
             const InkLayerContext *context, gsize from)
{
  Point a, b;

  if (from + 1 >= ink_series_count (series))
    return;
  a = point_at (series, context, from);
  b = point_at (series, context, from + 1);
  if (!isnan (a.px) && !isnan (b.px))
    add_way (spans, &a, &b);
}

static void
add_columns (InkSpans *spans, const InkSeries *series,
             const InkLayerContext *context, const GArray *columns)
{
  const InkColumn *last = NULL;
  guint last_i = 0;

  for (guint k = 0; k < columns->len; k++)
    {
      const InkColumn *column = &g_array_index (columns, InkColumn, k);
      const guint i = index_of (spans, column);

      add_extremes (spans, context, i, column);
      if (last != NULL)
        join (spans, series, context, last, column, i == last_i + 1);
      else if (column->first > 0)
        add_outside (spans, series, context, column->first - 1);
      last = column;
      last_i = i;
    }
  if (last != NULL)
    add_outside (spans, series, context, last->end - 1);
}

void
ink_spans_init (InkSpans *spans, const InkSeries *series,
                const InkLayerContext *context, gsize first, gsize end)
{
  const double n = ceil (context->area.width / context->step - 1e-6);
  g_autoptr (GArray) columns
      = ink_series_columns (series, context->x, context->step);

  spans->left = context->area.x;
  spans->step = context->step;
  spans->n = (guint) CLAMP (n, 1, MAX_COLUMNS);
  spans->columns = g_new (InkSpan, spans->n);
  for (guint i = 0; i < spans->n; i++)
    spans->columns[i] = (InkSpan){ INFINITY, -INFINITY };
  if (columns->len > 0)
    add_columns (spans, series, context, columns);
  else if (first < end)
    add_outside (spans, series, context, first);
}

void
ink_spans_clear (InkSpans *spans)
{
  g_clear_pointer (&spans->columns, g_free);
}

double
ink_spans_overlap (const InkSpans *spans)
{
  double sum = 0;

  for (guint i = 1; i < spans->n; i++)
    {
      const InkSpan *a = &spans->columns[i - 1], *b = &spans->columns[i];
      const float top = MAX (a->top, b->top);
      const float bottom = MIN (a->bottom, b->bottom);

      sum += MAX (bottom - top, 0);
    }
  return sum / spans->n;
}

double
ink_spans_height (const InkSpans *spans)
{
  double sum = 0;

  for (guint i = 0; i < spans->n; i++)
    sum += MAX (spans->columns[i].bottom - spans->columns[i].top, 0);
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
      const double top = MAX (spans->columns[i].top - half, high);
      const double bottom = MIN (spans->columns[i].bottom + half, low);

      if (!(bottom > top))
        continue;
      /* Each on its own: Cairo would look for overlaps within one path. */
      cairo_rectangle (context->cr, spans->left + i * spans->step, top,
                       spans->step, bottom - top);
      cairo_fill (context->cr);
    }
}
