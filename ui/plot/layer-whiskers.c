/* Uprights from a low to a high series, one a point: intervals with caps at
 * their ends, or broad faint bars for a gap between two things. An end that is
 * not finite leaves its upright out and is marked. Where they would touch, each
 * column of pixels is filled from its lowest to its highest. */
#include <math.h>

#include "ui/plot/layer-private.h"
#include "ui/plot/ticks.h"
#include "ui/plot/trace.h"

#define CAP 3.5
#define GAP_WIDTH 10.0
#define LEAST_SPACING 3.0

typedef struct
{
  InkLayer parent;
  InkSeries *low, *high;
  InkWhiskersKind kind;
} WhiskersLayer;

static void
whiskers_finalize (InkLayer *layer)
{
  WhiskersLayer *self = (WhiskersLayer *) layer;

  ink_series_unref (self->low);
  ink_series_unref (self->high);
}

static void
whiskers_own (InkLayer *layer)
{
  WhiskersLayer *self = (WhiskersLayer *) layer;

  self->low = ink_series_copy (self->low);
  self->high = ink_series_copy (self->high);
}

static InkSeries *
whiskers_series (InkLayer *layer)
{
  return ((WhiskersLayer *) layer)->high;
}

static gsize
count_points (const WhiskersLayer *self)
{
  return MIN (ink_series_count (self->low), ink_series_count (self->high));
}

/* "0.4 to 0.6" */
static char *
whiskers_describe (InkLayer *layer, gsize index)
{
  WhiskersLayer *self = (WhiskersLayer *) layer;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  if (index >= count_points (self))
    return NULL;
  low = ink_format_value (ink_series_y (self->low, index));
  high = ink_format_value (ink_series_y (self->high, index));
  return g_strdup_printf ("%s to %s", low, high);
}

static void
whiskers_extend (InkLayer *layer, InkExtent *extent)
{
  WhiskersLayer *self = (WhiskersLayer *) layer;

  ink_extent_add_series (extent, self->low);
  ink_extent_add_series (extent, self->high);
}

static void
set_pen (const WhiskersLayer *self, const InkLayerContext *context)
{
  const gboolean gap = self->kind == INK_WHISKERS_GAP;
  InkColor color = ink_layer_color (&self->parent, context->theme);
  const double own = self->parent.width;

  color.a *= gap && !self->parent.faint ? INK_FAINT_ALPHA : 1;
  ink_set_color (context->cr, &color);
  cairo_set_line_width (context->cr, own > 0 ? own : gap ? GAP_WIDTH : 1.5);
  cairo_set_line_cap (context->cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_dash (context->cr, NULL, 0, 0);
}

static void
draw_one (const InkLayerContext *context,
          double px,
          double low,
          double high,
          double cap)
{
  cairo_t *cr = context->cr;

  cairo_move_to (cr, px, low);
  cairo_line_to (cr, px, high);
  if (cap > 0)
    {
      cairo_move_to (cr, px - cap, low);
      cairo_line_to (cr, px + cap, low);
      cairo_move_to (cr, px - cap, high);
      cairo_line_to (cr, px + cap, high);
    }
  cairo_stroke (cr);
}

static void
draw_points (const WhiskersLayer *self,
             const InkLayerContext *context,
             gsize first,
             gsize end)
{
  for (gsize i = first; i < end; i++)
    {
      const double low = ink_series_y (self->low, i);
      const double high = ink_series_y (self->high, i);

      if (isfinite (low) && isfinite (high))
        draw_one (context,
                  ink_scale_to_pixels (context->x, ink_series_x (self->low, i)),
                  ink_scale_to_pixels (context->y, low),
                  ink_scale_to_pixels (context->y, high),
                  self->kind == INK_WHISKERS_INTERVAL ? CAP : 0);
    }
}

static void
draw_columns (const WhiskersLayer *self, const InkLayerContext *context)
{
  g_autoptr (GArray) columns =
      ink_series_columns (self->low, context->x, context->step);

  cairo_set_line_width (context->cr, context->step);
  for (guint i = 0; i < columns->len; i++)
    {
      const InkColumn *column = &g_array_index (columns, InkColumn, i);
      InkSeriesRange high;

      ink_series_range (self->high, column->first, column->end, &high);
      if (column->range.min <= column->range.max && high.min <= high.max)
        draw_one (context, column->pixel + context->step / 2,
                  ink_scale_to_pixels (context->y,
                                       MIN (column->range.min, high.min)),
                  ink_scale_to_pixels (context->y,
                                       MAX (column->range.max, high.max)),
                  0);
    }
}

static void
whiskers_draw (InkLayer *layer, const InkLayerContext *context)
{
  WhiskersLayer *self = (WhiskersLayer *) layer;
  gsize first, end;

  ink_trace_visible (self->low, context->x, &first, &end);
  end = MIN (end, count_points (self));
  cairo_save (context->cr);
  ink_layer_clip (context);
  set_pen (self, context);
  if (end > first &&
      (double) (end - first) * LEAST_SPACING > context->area.width)
    draw_columns (self, context);
  else
    draw_points (self, context, first, end);
  cairo_restore (context->cr);
  ink_trace_marks (layer, self->low, context);
  ink_trace_marks (layer, self->high, context);
}

static void
whiskers_draw_key (InkLayer *layer,
                   const InkLayerContext *context,
                   double x,
                   double y)
{
  WhiskersLayer *self = (WhiskersLayer *) layer;

  set_pen (self, context);
  draw_one (context, x, y - 5.5, y + 5.5,
            self->kind == INK_WHISKERS_INTERVAL ? CAP : 0);
}

static void
whiskers_write_csv (InkLayer *layer, GString *csv)
{
  WhiskersLayer *self = (WhiskersLayer *) layer;

  for (gsize i = 0; i < count_points (self); i++)
    {
      ink_csv_append_text (csv, layer->name);
      g_string_append_c (csv, ',');
      ink_csv_append_number (csv, ink_series_x (self->low, i));
      g_string_append_c (csv, ',');
      ink_csv_append_number (csv, ink_series_y (self->low, i));
      g_string_append_c (csv, ',');
      ink_csv_append_number (csv, ink_series_y (self->high, i));
      g_string_append_c (csv, '\n');
    }
}

static double
whiskers_find_mark (InkLayer *layer,
                    const InkLayerContext *context,
                    double px,
                    double py,
                    gsize *index)
{
  WhiskersLayer *self = (WhiskersLayer *) layer;
  const gsize n = count_points (self);
  const double reach = INK_MARK_CATCH;
  double least = INFINITY;

  for (gsize i = ink_series_search (
           self->low, ink_scale_to_data (context->x, px - reach));
       i < n; i++)
    {
      const double x =
          ink_scale_to_pixels (context->x, ink_series_x (self->low, i));
      const double distance = ink_mark_to_segment (
          px, py, x,
          ink_scale_to_pixels (context->y, ink_series_y (self->low, i)), x,
          ink_scale_to_pixels (context->y, ink_series_y (self->high, i)));

      if (x > px + reach)
        break;
      if (distance < least)
        {
          least = distance;
          *index = i;
        }
    }
  return least;
}

static gboolean
whiskers_place_mark (InkLayer *layer,
                     const InkLayerContext *context,
                     gsize index,
                     InkMark *mark)
{
  WhiskersLayer *self = (WhiskersLayer *) layer;

  if (index >= count_points (self))
    return FALSE;
  mark->x = ink_series_x (self->low, index);
  mark->y = ink_series_y (self->low, index) / 2 +
            ink_series_y (self->high, index) / 2;
  mark->px = ink_scale_to_pixels (context->x, mark->x);
  mark->py = ink_scale_to_pixels (context->y, mark->y);
  return TRUE;
}

static const InkLayerClass interval_class = {
  .size = sizeof (WhiskersLayer),
  .finalize = whiskers_finalize,
  .own = whiskers_own,
  .extend = whiskers_extend,
  .draw = whiskers_draw,
  .draw_key = whiskers_draw_key,
  .find_mark = whiskers_find_mark,
  .place_mark = whiskers_place_mark,
  .series = whiskers_series,
  .describe = whiskers_describe,
  .csv_header = "series,x,low,high",
  .write_csv = whiskers_write_csv,
};

static const InkLayerClass gap_class = {
  .size = sizeof (WhiskersLayer),
  .finalize = whiskers_finalize,
  .own = whiskers_own,
  .extend = whiskers_extend,
  .draw = whiskers_draw,
  .draw_key = whiskers_draw_key,
  .find_mark = whiskers_find_mark,
  .place_mark = whiskers_place_mark,
  .csv_header = "series,x,low,high",
  .write_csv = whiskers_write_csv,
};

InkLayer *
ink_layer_whiskers_new (InkSeries *low,
                        InkSeries *high,
                        InkWhiskersKind kind,
                        const InkLayerStyle *style)
{
  WhiskersLayer *self = g_new0 (WhiskersLayer, 1);

  ink_layer_init (&self->parent,
                  kind == INK_WHISKERS_GAP ? &gap_class : &interval_class,
                  style);
  self->low = ink_series_ref (low);
  self->high = ink_series_ref (high);
  self->kind = kind;
  return &self->parent;
}
