/* A series as a staircase: each y holds until the next point (post) or since
 * the one before (pre). Few points are drawn as they are. Of many, each column
 * of pixels is filled from the lowest to the highest y that holds in it, which
 * for a staircase is no approximation: uprights join what it goes through. A y
 * that is not finite leaves a gap as long as it holds. */
#include <math.h>

#include "ui/plot/layer-private.h"
#include "ui/plot/trace.h"

/* Points a column above which columns are drawn instead. */
#define DENSE 2
/* Pixels beside the area beyond which nothing is drawn: lines are along the
 * axes, so that it makes no difference to what is seen, but dashes far out
 * would cost. */
#define MARGIN 20.0

typedef struct
{
  InkLayer parent;
  InkSeries *series;
  InkStepsWhere where;
} StepsLayer;

static void
steps_finalize (InkLayer *layer)
{
  ink_series_unref (((StepsLayer *) layer)->series);
}

static void
steps_own (InkLayer *layer)
{
  StepsLayer *self = (StepsLayer *) layer;

  self->series = ink_series_copy (self->series);
}

static InkSeries *
steps_series (InkLayer *layer)
{
  return ((StepsLayer *) layer)->series;
}

static void
steps_extend (InkLayer *layer, InkExtent *extent)
{
  ink_extent_add_series (extent, steps_series (layer));
}

static double
x_pixel (const StepsLayer *self, const InkLayerContext *context, gsize i)
{
  const cairo_rectangle_t *area = &context->area;

  return CLAMP (ink_scale_to_pixels (context->x,
                                     ink_series_x (self->series, i)),
                area->x - MARGIN, area->x + area->width + MARGIN);
}

static double
y_pixel (const InkLayerContext *context, double y)
{
  const cairo_rectangle_t *area = &context->area;

  return isfinite (y) ? CLAMP (ink_scale_to_pixels (context->y, y),
                               area->y - MARGIN,
                               area->y + area->height + MARGIN)
                      : NAN;
}

/* The y that holds between point @i - 1 and point @i. NAN outside of both. */
static double
y_before (const StepsLayer *self, gsize i)
{
  if (i == 0 || i >= ink_series_count (self->series))
    return NAN;
  return ink_series_y (self->series, self->where == INK_STEPS_POST ? i - 1 : i);
}

/* From the point before to point @i: along, then up or down. @down: whether
 * the pen is on the point before. */
static void
step_to (const StepsLayer *self,
         const InkLayerContext *context,
         gsize i,
         gboolean *down)
{
  cairo_t *cr = context->cr;
  const double px = x_pixel (self, context, i);
  const double along = y_pixel (context, y_before (self, i));
  const double py = y_pixel (context, ink_series_y (self->series, i));

  if (!isnan (along))
    {
      const double from = x_pixel (self, context, i - 1);

      if (*down)
        cairo_line_to (cr, from, along);
      else
        cairo_move_to (cr, from, along);
      cairo_line_to (cr, px, along);
      *down = TRUE;
    }
  else
    *down = FALSE;
  if (isnan (py))
    *down = FALSE;
  else
    {
      if (!*down)
        cairo_move_to (cr, px, py);
      cairo_line_to (cr, px, py); /* a dot where it stands alone */
      *down = TRUE;
    }
}

static void
draw_all (const StepsLayer *self,
          const InkLayerContext *context,
          gsize first,
          gsize end)
{
  gboolean down = FALSE;

  cairo_set_line_cap (context->cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (context->cr, CAIRO_LINE_JOIN_BEVEL);
  for (gsize i = first; i < end; i++)
    step_to (self, context, i, &down);
  cairo_stroke (context->cr);
}

/* From @left to @right, between two y; either may be NAN. */
static void
fill_span (const InkLayerContext *context,
           double left,
           double right,
           double low,
           double high)
{
  const double half = cairo_get_line_width (context->cr) / 2;
  double top = y_pixel (context, high);
  double bottom = y_pixel (context, low);

  top -= half;
  bottom += half;
  if (!(bottom > top) || !(right > left))
    return;
  /* Each on its own: Cairo would look for overlaps within one path. */
  cairo_rectangle (context->cr, left, top, right - left, bottom - top);
  cairo_fill (context->cr);
}

static void
fill_column (const StepsLayer *self,
             const InkLayerContext *context,
             const InkColumn *column)
{
  double low = column->range.min;
  double high = column->range.max;
  /* What holds on in from outside the column, or out of it. */
  const double more = y_before (
      self, self->where == INK_STEPS_POST ? column->first : column->end);

  if (isfinite (more))
    {
      low = MIN (low, more);
      high = MAX (high, more);
    }
  if (low <= high)
    fill_span (context, column->pixel, column->pixel + context->step, low,
               high);
}

static void
draw_columns (const StepsLayer *self,
              const InkLayerContext *context,
              const GArray *columns)
{
  const double right = context->area.x + context->area.width;
  double reached = context->area.x;
  double level;

  for (guint i = 0; i < columns->len; i++)
    {
      const InkColumn *column = &g_array_index (columns, InkColumn, i);

      level = y_before (self, column->first);
      if (column->pixel > reached + context->step / 2)
        fill_span (context, reached, column->pixel, level, level);
      fill_column (self, context, column);
      reached = column->pixel + context->step;
      level = y_before (self, column->end);
    }
  if (columns->len > 0)
    fill_span (context, reached, right, level, level);
}

/* Many points as a line, which can be dotted: from each column's first point
 * through its extremes to its last. */
static void
stroke_columns (const StepsLayer *self,
                const InkLayerContext *context,
                const GArray *columns)
{
  cairo_t *cr = context->cr;
  gboolean down = FALSE;

  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_BEVEL);
  for (guint i = 0; i < columns->len; i++)
    {
      const InkColumn *column = &g_array_index (columns, InkColumn, i);
      const gsize last = column->end - 1;
      const double px = x_pixel (self, context, last);
      const double y0 = ink_series_y (self->series, column->first);
      const double y1 = ink_series_y (self->series, last);

      step_to (self, context, column->first, &down);
      if (column->range.min > column->range.max)
        continue;
      if (!down)
        cairo_move_to (cr, px, y_pixel (context, column->range.min));
      for (guint k = 0; k < 2; k++)
        cairo_line_to (cr, px,
                       y_pixel (context, (k == 0) == (y0 < y1)
                                             ? column->range.min
                                             : column->range.max));
      down = isfinite (y1);
      if (down)
        cairo_line_to (cr, px, y_pixel (context, y1));
    }
  if (columns->len > 0)
    {
      const InkColumn *end = &g_array_index (columns, InkColumn,
                                             columns->len - 1);

      if (end->end < ink_series_count (self->series))
        step_to (self, context, end->end, &down);
    }
  cairo_stroke (cr);
}

static void
draw_line (const StepsLayer *self, const InkLayerContext *context)
{
  const double n_columns = context->area.width / context->step;
  gsize first, end;

  ink_trace_visible (self->series, context->x, &first, &end);
  if (first >= end)
    return;
  if ((double) (end - first) > DENSE * n_columns)
    {
      g_autoptr (GArray) columns =
          ink_series_columns (self->series, context->x, context->step);

      if (self->parent.dotted)
        stroke_columns (self, context, columns);
      else
        draw_columns (self, context, columns);
    }
  else
    draw_all (self, context, first, end);
}

static void
steps_draw (InkLayer *layer, const InkLayerContext *context)
{
  StepsLayer *self = (StepsLayer *) layer;

  ink_layer_set_pen (layer, context);
  cairo_save (context->cr);
  ink_layer_clip (context);
  draw_line (self, context);
  cairo_restore (context->cr);
  ink_layer_draw_only_point (self->series, context);
  ink_trace_marks (layer, self->series, context);
}

static void
steps_write_csv (InkLayer *layer, GString *csv)
{
  ink_csv_append_series (csv, layer->name, steps_series (layer));
}

static double
steps_find_mark (InkLayer *layer,
                 const InkLayerContext *context,
                 double px,
                 double py,
                 gsize *index)
{
  const StepsLayer *self = (StepsLayer *) layer;

  return ink_mark_on_path (self->series,
                           self->where == INK_STEPS_PRE ? INK_PATH_STEPS_PRE
                                                        : INK_PATH_STEPS_POST,
                           context, px, py, index);
}

static const InkLayerClass steps_class = {
  .size = sizeof (StepsLayer),
  .finalize = steps_finalize,
  .own = steps_own,
  .extend = steps_extend,
  .draw = steps_draw,
  .draw_key = ink_layer_draw_line_key,
  .series = steps_series,
  .find_mark = steps_find_mark,
  .csv_header = "series,x,y",
  .write_csv = steps_write_csv,
};

InkLayer *
ink_layer_steps_new (InkSeries *series,
                     InkStepsWhere where,
                     const InkLayerStyle *style)
{
  StepsLayer *self = g_new0 (StepsLayer, 1);

  ink_layer_init (&self->parent, &steps_class, style);
  self->series = ink_series_ref (series);
  self->where = where;
  return &self->parent;
}
