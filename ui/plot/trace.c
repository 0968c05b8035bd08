/* A series as a line. A few points are joined as they are. Many are reduced to
 * what the line covers of each column of pixels, which costs the same for a
 * thousand points and for a million, and loses no extreme. On an image that is
 * painted as it is; a vector file gets a path or, for noise, rectangles. */
#include "ui/plot/trace.h"

#include <math.h>

#include "ui/plot/spans.h"

#define MARK_WIDTH 8.0
#define MARK_SIZE 3.5
/* So many points, with so long a way up and down (pixels), are Cairo's to
 * stroke, with joins and round ends; all lines of a plot together. Steep
 * dashed strokes would take it hundreds of times as long. */
#define FEW 3000
#define SHORT 30000
/* Points a column above which a path goes by columns. */
#define DENSE 3
/* Overlap of neighbouring columns, in line widths, that makes it noise, whose
 * many long strokes cost Cairo much. */
#define NOISE 1.5

void
ink_trace_visible (const InkSeries *series, const InkScale *x, gsize *first,
                   gsize *end)
{
  gsize n = ink_series_count (series);

  *first = ink_series_search (series, x->low);
  *end = ink_series_search (series, nextafter (x->high, INFINITY));
  if (*first > 0)
    *first -= 1;
  if (*end < n)
    *end += 1;
}

static void
go_to_pixel (const InkLayerContext *context, double px, double py,
             gboolean *down)
{
  if (*down)
    cairo_line_to (context->cr, px, py);
  else
    cairo_move_to (context->cr, px, py);
  *down = TRUE;
}

/* Goes on to a point, or lifts the pen where it is not finite. */
static void
go_to (const InkLayerContext *context, double px, double y, gboolean *down)
{
  if (isfinite (y))
    go_to_pixel (context, px, ink_scale_to_pixels (context->y, y), down);
  else
    *down = FALSE;
}

static gboolean
is_finite_at (const InkSeries *series, gsize i, gsize first, gsize end)
{
  return i >= first && i < end && isfinite (ink_series_y (series, i));
}

static void
draw_points (const InkSeries *series, const InkLayerContext *context,
             gsize first, gsize end)
{
  cairo_t *cr = context->cr;
  gboolean down = FALSE;

  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, end - first < 2000 ? CAIRO_LINE_JOIN_ROUND
                                              : CAIRO_LINE_JOIN_BEVEL);
  for (gsize i = first; i < end; i++)
    {
      double y = ink_series_y (series, i);
      double px = ink_scale_to_pixels (context->x, ink_series_x (series, i));

      go_to (context, px, y, &down);
      /* A point with no neighbour is still a dot. */
      if (down && !is_finite_at (series, i - 1, first, end) &&
          !is_finite_at (series, i + 1, first, end))
        go_to (context, px, y, &down);
    }
  cairo_stroke (cr);
}

static double
x_of (const InkLayerContext *context, const InkSeries *series, gsize i)
{
  return ink_scale_to_pixels (context->x, ink_series_x (series, i));
}

/* A column's first point, its extremes, its last one. */
static void
go_through (const InkSeries *series, const InkLayerContext *context,
            const InkColumn *column, gboolean *down)
{
  const InkSeriesRange *range = &column->range;
  const gsize last = column->end - 1;
  const double y0 = ink_series_y (series, column->first);
  const double y1 = ink_series_y (series, last);
  const double left = x_of (context, series, column->first);
  const double right = x_of (context, series, last);
  const gboolean falls = y0 > y1;

  go_to (context, left, y0, down);
  if (range->min < range->max)
    {
      go_to (context, left, falls ? range->max : range->min, down);
      go_to (context, right, falls ? range->min : range->max, down);
    }
  else if (range->min == range->max)
    {
      go_to (context, left, range->min, down);
      /* A point with no neighbour is still a dot. */
      go_to (context, right, range->min, down);
    }
  go_to (context, right, y1, down);
}

static void
draw_smooth_columns (const InkSeries *series, const InkLayerContext *context,
                     gsize first, gsize end)
{
  g_autoptr (GArray) columns
      = ink_series_columns (series, context->x, context->step);
  gboolean down = FALSE;

  cairo_set_line_join (context->cr, CAIRO_LINE_JOIN_BEVEL);
  cairo_set_line_cap (context->cr, CAIRO_LINE_CAP_ROUND);
  go_to (context, x_of (context, series, first), ink_series_y (series, first),
         &down);
  for (guint i = 0; i < columns->len; i++)
    go_through (series, context, &g_array_index (columns, InkColumn, i), &down);
  go_to (context, x_of (context, series, end - 1),
         ink_series_y (series, end - 1), &down);
  cairo_stroke (context->cr);
}

/* Where there are no pixels to paint onto: a path where it is smooth, else a
 * rectangle a column. */
static void
draw_columns (const InkSeries *series, const InkLayerContext *context,
              const InkSpans *spans, gsize first, gsize end)
{
  const double noise = NOISE * cairo_get_line_width (context->cr);

  if (ink_spans_overlap (spans) > noise)
    ink_spans_fill (spans, context);
  else if ((double) (end - first) > DENSE * spans->n)
    draw_smooth_columns (series, context, first, end);
  else
    draw_points (series, context, first, end);
}

/* Whether a line of @n points is Cairo's to stroke. */
static gboolean
is_short (const InkLayerContext *context, const InkSpans *spans, gsize n)
{
  const guint n_lines = context->batch != NULL ? context->batch->n_lines : 1;

  return n <= 2
         || (n * n_lines <= FEW && cairo_get_dash_count (context->cr) == 0
             && ink_spans_height (spans) * n_lines <= SHORT);
}

static void
draw_line (const InkSeries *series, const InkLayerContext *context,
           InkTraceBatch *batch)
{
  g_auto (InkSpans) spans = { 0 };
  gboolean is_few;
  gsize first, end;

  ink_trace_visible (series, context->x, &first, &end);
  if (first >= end)
    return;
  if (batch->columns.edges == NULL)
    ink_spans_init_columns (context, &batch->columns);
  ink_spans_init (&spans, series, context, &batch->columns, first, end);
  is_few = is_short (context, &spans, end - first);
  if (!is_few && ink_spans_batch_add (&batch->lines, &spans, context))
    return;
  ink_trace_flush (context);
  if (is_few)
    draw_points (series, context, first, end);
  else
    draw_columns (series, context, &spans, first, end);
}

void
ink_trace_line (const InkSeries *series, const InkLayerContext *context)
{
  g_auto (InkTraceBatch) alone = { 0 };

  cairo_save (context->cr);
  ink_layer_clip (context);
  draw_line (series, context,
             context->batch != NULL ? context->batch : &alone);
  ink_spans_batch_paint (&alone.lines, context);
  cairo_restore (context->cr);
}

static void
add_triangle (cairo_t *cr, double x, double y, double size)
{
  cairo_move_to (cr, x - fabs (size), y);
  cairo_line_to (cr, x + fabs (size), y);
  cairo_line_to (cr, x, y - size * 1.3);
  cairo_close_path (cr);
}

static void
draw_cross (cairo_t *cr, double x, double y)
{
  cairo_move_to (cr, x - MARK_SIZE, y - MARK_SIZE);
  cairo_line_to (cr, x + MARK_SIZE, y + MARK_SIZE);
  cairo_move_to (cr, x - MARK_SIZE, y + MARK_SIZE);
  cairo_line_to (cr, x + MARK_SIZE, y - MARK_SIZE);
  cairo_stroke (cr);
}

/* An arrow at the edge; two, one behind the other, for an infinity. */
static void
draw_arrow (cairo_t *cr, double x, double edge, double size, gboolean infinite)
{
  add_triangle (cr, x, edge + size * 1.5, size);
  if (infinite)
    add_triangle (cr, x, edge + size * 2.8, size);
  cairo_fill (cr);
}

/* The pixel of a column's first point that has @flag or, without one, is the
 * extreme @y. */
static double
mark_pixel (const InkSeries *series, const InkLayerContext *context,
            const InkColumn *column, InkSeriesFlags flag, double y)
{
  const double left = context->area.x;
  gsize first = column->first;
  gsize end = column->end;

  while (end - first > 1)
    {
      const gsize middle = first + (end - first) / 2;
      InkSeriesRange half;

      ink_series_range (series, first, middle, &half);
      if (flag != 0 ? (half.flags & flag) != 0 : half.min == y || half.max == y)
        end = middle;
      else
        first = middle;
    }
  return CLAMP (x_of (context, series, first), left,
                left + context->area.width);
}

static void
draw_marks (const InkSeries *series, const InkLayerContext *context,
            const InkColumn *column)
{
  const InkSeriesRange *range = &column->range;
  const InkScale *y = context->y;
  const double top = context->area.y;
  const double bottom = top + context->area.height;
  const double slack = 1e-9;
  const InkSeriesFlags above = range->flags & INK_SERIES_ABOVE;
  const InkSeriesFlags below = range->flags & INK_SERIES_BELOW;

  if (range->flags & INK_SERIES_NAN)
    draw_cross (context->cr,
                mark_pixel (series, context, column, INK_SERIES_NAN, 0),
                bottom);
  if (above || ink_scale_fraction (y, range->max) > 1 + slack)
    draw_arrow (context->cr,
                mark_pixel (series, context, column, above, range->max), top,
                MARK_SIZE, above != 0);
  if (below ||
      (range->min <= range->max && ink_scale_fraction (y, range->min) < -slack))
    draw_arrow (context->cr,
                mark_pixel (series, context, column, below, range->min), bottom,
                -MARK_SIZE, below != 0);
}

static void
draw_all_marks (const InkLayer *layer, const InkSeries *series,
                const InkLayerContext *context)
{
  InkColor color = ink_layer_color (layer, context->theme);
  g_autoptr (GArray) columns = NULL;

  color.a = MAX (color.a, 0.6);
  ink_set_color (context->cr, &color);
  cairo_set_line_width (context->cr, 1.6);
  cairo_set_dash (context->cr, NULL, 0, 0);
  columns = ink_series_columns (series, context->x, MARK_WIDTH);
  for (guint i = 0; i < columns->len; i++)
    draw_marks (series, context, &g_array_index (columns, InkColumn, i));
}

/* Those that wait: (layer, series), both borrowed. */
typedef struct
{
  const InkLayer *layer;
  const InkSeries *series;
} Marks;

void
ink_trace_marks (const InkLayer *layer, const InkSeries *series,
                 const InkLayerContext *context)
{
  const Marks marks = { layer, series };
  InkTraceBatch *batch = context->batch;
  InkSeriesRange all;

  ink_series_range (series, 0, ink_series_count (series), &all);
  if (all.flags == 0 && ink_scale_fraction (context->y, all.max) <= 1 &&
      ink_scale_fraction (context->y, all.min) >= 0)
    return;
  if (batch == NULL)
    {
      draw_all_marks (layer, series, context);
      return;
    }
  if (batch->marks == NULL)
    batch->marks = g_array_new (FALSE, FALSE, sizeof (Marks));
  g_array_append_val (batch->marks, marks);
}

void
ink_trace_flush (const InkLayerContext *context)
{
  InkTraceBatch *batch = context->batch;
  const guint n = batch != NULL && batch->marks != NULL ? batch->marks->len : 0;

  if (batch == NULL)
    return;
  cairo_save (context->cr);
  ink_layer_clip (context);
  ink_spans_batch_paint (&batch->lines, context);
  cairo_restore (context->cr);
  cairo_save (context->cr);
  cairo_new_path (context->cr);
  for (guint i = 0; i < n; i++)
    {
      const Marks *marks = &g_array_index (batch->marks, Marks, i);

      draw_all_marks (marks->layer, marks->series, context);
    }
  cairo_restore (context->cr);
  if (n > 0)
    g_array_set_size (batch->marks, 0);
}

void
ink_trace_batch_clear (InkTraceBatch *batch)
{
  ink_spans_batch_clear (&batch->lines);
  ink_columns_clear (&batch->columns);
  g_clear_pointer (&batch->marks, g_array_unref);
}
