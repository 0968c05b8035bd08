/* A series as a line. Few points are joined as they are. Many are reduced to
 * their columns: where the line is smooth, through both extremes of each
 * column; where it is noise, as one filled bar a column from lowest to highest.
 * That costs the same for a thousand points and for a million, and either way
 * every extreme is drawn. */
#include "ui/plot/trace.h"

#include <math.h>

#define MARK_WIDTH 8.0
#define MARK_SIZE 3.5
/* Points a column above which columns are drawn instead: of a smooth line, and
 * of noise, whose many long strokes cost Cairo much more. */
#define DENSE 3
#define DENSE_NOISE 0.6
/* Mean height of a column's span, in line widths, that makes it noise. */
#define NOISE 1.5
/* A column of less height, in line widths, is one point: the line through its
 * middle covers its extremes. */
#define FLAT 0.8

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

/* Both extremes of a column, in the order in which it goes up or down. */
static void
go_through (const InkSeries *series, const InkLayerContext *context,
            const InkColumn *column, gboolean *down)
{
  const InkSeriesRange *range = &column->range;
  gsize last = column->end - 1;
  double y0 = ink_series_y (series, column->first);
  double y1 = ink_series_y (series, last);
  double bottom = ink_scale_to_pixels (context->y, range->min);
  double top = ink_scale_to_pixels (context->y, range->max);

  if (!isfinite (y0))
    *down = FALSE;
  if (range->min <= range->max && range->flags == 0 &&
      bottom - top < FLAT * cairo_get_line_width (context->cr))
    go_to_pixel (context, column->pixel + context->step / 2, (top + bottom) / 2,
                 down);
  else if (range->min <= range->max)
    {
      go_to_pixel (context, x_of (context, series, column->first),
                   y0 > y1 ? top : bottom, down);
      go_to_pixel (context, x_of (context, series, last),
                   y0 > y1 ? bottom : top, down);
    }
  if (!isfinite (y1))
    *down = FALSE;
}

static void
draw_smooth_columns (const InkSeries *series, const InkLayerContext *context,
                     const GArray *columns, gsize first, gsize end)
{
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

/* Widens a column's span in pixels so that it meets the line from or to the
 * neighbouring point @i, half way. */
static void
reach_to (const InkSeries *series, const InkLayerContext *context, gsize own,
          gsize i, double *top, double *bottom)
{
  double from = ink_series_y (series, own);
  double to = ink_series_y (series, i);
  double middle;

  if (!isfinite (from) || !isfinite (to))
    return;
  middle = (ink_scale_to_pixels (context->y, from) +
            ink_scale_to_pixels (context->y, to)) /
           2;
  *top = MIN (*top, middle);
  *bottom = MAX (*bottom, middle);
}

static void
fill_bar (const InkSeries *series, const InkLayerContext *context,
          const InkColumn *column)
{
  double half = cairo_get_line_width (context->cr) / 2;
  double top = ink_scale_to_pixels (context->y, column->range.max);
  double bottom = ink_scale_to_pixels (context->y, column->range.min);

  if (column->range.min > column->range.max)
    return;
  if (column->first > 0)
    reach_to (series, context, column->first, column->first - 1, &top, &bottom);
  if (column->end < ink_series_count (series))
    reach_to (series, context, column->end - 1, column->end, &top, &bottom);
  top = MAX (top - half, context->area.y - 10);
  bottom = MIN (bottom + half, context->area.y + context->area.height + 10);
  if (!(bottom > top))
    return;
  /* Each on its own: Cairo would look for overlaps within one path. */
  cairo_rectangle (context->cr, column->pixel, top, context->step,
                   bottom - top);
  cairo_fill (context->cr);
}

/* The line from point @from to the next one, where columns between them are
 * empty. */
static void
bridge (const InkSeries *series, const InkLayerContext *context, gsize from)
{
  gboolean down = FALSE;

  if (from + 1 >= ink_series_count (series))
    return;
  for (gsize i = from; i <= from + 1; i++)
    go_to (context, x_of (context, series, i), ink_series_y (series, i), &down);
  cairo_stroke (context->cr);
}

static void
draw_bars (const InkSeries *series, const InkLayerContext *context,
           const GArray *columns)
{
  double reached = context->area.x;

  cairo_set_line_cap (context->cr, CAIRO_LINE_CAP_BUTT);
  for (guint i = 0; i < columns->len; i++)
    {
      const InkColumn *column = &g_array_index (columns, InkColumn, i);

      if (column->pixel > reached + context->step / 2 && column->first > 0)
        bridge (series, context, column->first - 1);
      fill_bar (series, context, column);
      reached = column->pixel + context->step;
      if (i + 1 == columns->len &&
          reached < context->area.x + context->area.width)
        bridge (series, context, column->end - 1);
    }
}

/* Whether the columns, with the way to their neighbours, are on average much
 * taller than a line. */
static gboolean
is_noise (const InkSeries *series, const InkLayerContext *context,
          const GArray *columns)
{
  double sum = 0;

  for (guint i = 0; i < columns->len; i++)
    {
      const InkColumn *column = &g_array_index (columns, InkColumn, i);
      double top = ink_scale_to_pixels (context->y, column->range.max);
      double bottom = ink_scale_to_pixels (context->y, column->range.min);

      if (column->range.min > column->range.max)
        continue;
      if (column->first > 0)
        reach_to (series, context, column->first, column->first - 1, &top,
                  &bottom);
      sum += bottom - top;
    }
  return sum > NOISE * cairo_get_line_width (context->cr) * columns->len;
}

static void
draw_line (const InkSeries *series, const InkLayerContext *context)
{
  double n_columns = context->area.width / context->step;
  g_autoptr (GArray) columns = NULL;
  gsize first, end;

  ink_trace_visible (series, context->x, &first, &end);
  if (first >= end)
    return;
  if ((double) (end - first) > DENSE_NOISE * n_columns)
    columns = ink_series_columns (series, context->x, context->step);
  if (columns != NULL && is_noise (series, context, columns))
    draw_bars (series, context, columns);
  else if ((double) (end - first) > DENSE * n_columns)
    draw_smooth_columns (series, context, columns, first, end);
  else
    draw_points (series, context, first, end);
}

void
ink_trace_line (const InkSeries *series, const InkLayerContext *context)
{
  cairo_save (context->cr);
  ink_layer_clip (context);
  draw_line (series, context);
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

static void
draw_marks (const InkLayerContext *context, const InkColumn *column)
{
  const InkSeriesRange *range = &column->range;
  const InkScale *y = context->y;
  double top = context->area.y;
  double bottom = top + context->area.height;
  double x = column->pixel + MARK_WIDTH / 2;
  double slack = 1e-9;
  gboolean above = (range->flags & INK_SERIES_ABOVE) != 0;
  gboolean below = (range->flags & INK_SERIES_BELOW) != 0;

  x = MIN (x, context->area.x + context->area.width);
  if (range->flags & INK_SERIES_NAN)
    draw_cross (context->cr, x, bottom);
  if (above || ink_scale_fraction (y, range->max) > 1 + slack)
    draw_arrow (context->cr, x, top, MARK_SIZE, above);
  if (below ||
      (range->min <= range->max && ink_scale_fraction (y, range->min) < -slack))
    draw_arrow (context->cr, x, bottom, -MARK_SIZE, below);
}

void
ink_trace_marks (const InkLayer *layer, const InkSeries *series,
                 const InkLayerContext *context)
{
  InkColor color = ink_layer_color (layer, context->theme);
  g_autoptr (GArray) columns = NULL;
  InkSeriesRange all;

  ink_series_range (series, 0, ink_series_count (series), &all);
  if (all.flags == 0 && ink_scale_fraction (context->y, all.max) <= 1 &&
      ink_scale_fraction (context->y, all.min) >= 0)
    return;
  color.a = MAX (color.a, 0.6);
  ink_set_color (context->cr, &color);
  cairo_set_line_width (context->cr, 1.6);
  cairo_set_dash (context->cr, NULL, 0, 0);
  columns = ink_series_columns (series, context->x, MARK_WIDTH);
  for (guint i = 0; i < columns->len; i++)
    draw_marks (context, &g_array_index (columns, InkColumn, i));
}
