/* Points as discs joined by a thin line, the best of them pinned with a ring
 * and its value. Where discs would touch, only the line is drawn, which keeps
 * every extreme. */
#include <math.h>
#include <string.h>

#include "ui/plot/layer-private.h"
#include "ui/plot/ticks.h"
#include "ui/plot/trace.h"

#define RADIUS 3.5
#define LEAST_SPACING 4.0

typedef enum
{
  PIN_NONE,
  PIN_MIN,
  PIN_MAX,
} Pin;

typedef struct
{
  InkLayer parent;
  InkSeries *series;
  Pin pin;
} PointsLayer;

static void
points_finalize (InkLayer *layer)
{
  ink_series_unref (((PointsLayer *) layer)->series);
}

static InkSeries *
points_series (InkLayer *layer)
{
  return ((PointsLayer *) layer)->series;
}

static void
points_extend (InkLayer *layer, InkExtent *extent)
{
  ink_extent_add_series (extent, points_series (layer));
}

static gboolean
is_inside (const InkLayerContext *context, double px, double py)
{
  const cairo_rectangle_t *area = &context->area;

  return px >= area->x - 0.5 && px <= area->x + area->width + 0.5 &&
         py >= area->y - 0.5 && py <= area->y + area->height + 0.5;
}

static void
draw_discs (const InkSeries *series, const InkLayerContext *context)
{
  cairo_t *cr = context->cr;
  gsize first, end;

  ink_trace_visible (series, context->x, &first, &end);
  if ((double) (end - first) * LEAST_SPACING > context->area.width)
    return;
  for (gsize i = first; i < end; i++)
    {
      double px = ink_scale_to_pixels (context->x, ink_series_x (series, i));
      double py = ink_scale_to_pixels (context->y, ink_series_y (series, i));

      if (isnan (py) || !is_inside (context, px, py))
        continue;
      cairo_new_sub_path (cr);
      cairo_arc (cr, px, py, RADIUS, 0, 2 * G_PI);
    }
  cairo_fill (cr);
}

/* The value beside the ring, on the side where there is room. */
static void
draw_pin_label (InkLayer *layer,
                const InkLayerContext *context,
                double px,
                double py,
                double y)
{
  g_autofree char *value = ink_format_value (y);
  g_autofree char *label = g_strconcat ("best ", value, NULL);
  InkColor color = ink_layer_color (layer, context->theme);
  const cairo_rectangle_t *area = &context->area;
  double width, height, left;
  gboolean below = ((PointsLayer *) layer)->pin == PIN_MAX;

  ink_text_set (context->text, label, 0.92, TRUE, 0);
  ink_text_measure (context->text, &width, &height);
  if (py - height - 10 < area->y)
    below = TRUE;
  if (py + height + 10 > area->y + area->height)
    below = FALSE;
  left = CLAMP (px - width / 2, area->x + 2,
                MAX (area->x + 2, area->x + area->width - width - 2));
  ink_text_show (context->text, left, below ? py + 8 : py - 8, 0, below ? 0 : 1,
                 &color);
}

static void
draw_pin (InkLayer *layer, const InkLayerContext *context)
{
  PointsLayer *self = (PointsLayer *) layer;
  InkSeriesRange range;
  double best, px, py;

  ink_series_range (self->series, 0, ink_series_count (self->series), &range);
  if (self->pin == PIN_NONE || range.min > range.max)
    return;
  best = self->pin == PIN_MIN ? range.min : range.max;
  px = ink_scale_to_pixels (
      context->x,
      ink_series_x (self->series, ink_series_find (self->series, best)));
  py = ink_scale_to_pixels (context->y, best);
  if (!is_inside (context, px, py))
    return;
  cairo_new_path (context->cr);
  cairo_arc (context->cr, px, py, RADIUS + 2.5, 0, 2 * G_PI);
  cairo_set_line_width (context->cr, 1.6);
  cairo_stroke (context->cr);
  draw_pin_label (layer, context, px, py, best);
}

static void
points_draw (InkLayer *layer, const InkLayerContext *context)
{
  InkSeries *series = points_series (layer);

  ink_layer_set_pen (layer, context);
  if (layer->width <= 0)
    cairo_set_line_width (context->cr, 1);
  ink_trace_line (series, context);
  cairo_set_dash (context->cr, NULL, 0, 0);
  draw_discs (series, context);
  ink_trace_marks (layer, series, context);
  draw_pin (layer, context);
}

static void
points_draw_key (InkLayer *layer,
                 const InkLayerContext *context,
                 double x,
                 double y)
{
  InkColor color = ink_layer_color (layer, context->theme);

  ink_set_color (context->cr, &color);
  cairo_new_path (context->cr);
  cairo_arc (context->cr, x, y, RADIUS, 0, 2 * G_PI);
  cairo_fill (context->cr);
}

static void
points_write_csv (InkLayer *layer, GString *csv)
{
  ink_csv_append_series (csv, layer->name, points_series (layer));
}

static const InkLayerClass points_class = {
  .finalize = points_finalize,
  .extend = points_extend,
  .draw = points_draw,
  .draw_key = points_draw_key,
  .series = points_series,
  .csv_header = "series,x,y",
  .write_csv = points_write_csv,
};

InkLayer *
ink_layer_points_new (InkSeries *series,
                      const char *pin_best,
                      const InkLayerStyle *style)
{
  PointsLayer *self = g_new0 (PointsLayer, 1);

  ink_layer_init (&self->parent, &points_class, style);
  self->series = ink_series_ref (series);
  if (g_strcmp0 (pin_best, "min") == 0)
    self->pin = PIN_MIN;
  else if (g_strcmp0 (pin_best, "max") == 0)
    self->pin = PIN_MAX;
  return &self->parent;
}
