/* Points as discs joined by a thin line, the best of them pinned with a ring
 * and its value. Where discs would touch, only the line is drawn, which keeps
 * every extreme. */
#include <math.h>

#include "ui/plot/layer-private.h"
#include "ui/plot/trace.h"

#define RADIUS 3.5
#define LEAST_SPACING 4.0

typedef struct
{
  InkLayer parent;
  InkSeries *series;
  InkPin pin;
} PointsLayer;

static void
points_finalize (InkLayer *layer)
{
  ink_series_unref (((PointsLayer *) layer)->series);
}

static void
points_own (InkLayer *layer)
{
  PointsLayer *self = (PointsLayer *) layer;

  self->series = ink_series_copy (self->series);
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

      if (isnan (py) || !ink_layer_shows (context, px, py))
        continue;
      cairo_new_sub_path (cr);
      cairo_arc (cr, px, py, RADIUS, 0, 2 * G_PI);
    }
  cairo_fill (cr);
}

static void
draw_best (InkLayer *layer, const InkLayerContext *context)
{
  PointsLayer *self = (PointsLayer *) layer;
  gsize index;

  if (ink_pin_find (self->series, self->pin, &index))
    ink_layer_draw_pin (layer, context, self->series, index, self->pin,
                        "best");
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
  draw_best (layer, context);
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

static double
points_find_mark (InkLayer *layer,
                  const InkLayerContext *context,
                  double px,
                  double py,
                  gsize *index)
{
  return ink_mark_on_path (points_series (layer), INK_PATH_POINTS, context, px,
                           py, index);
}

static const InkLayerClass points_class = {
  .size = sizeof (PointsLayer),
  .finalize = points_finalize,
  .own = points_own,
  .extend = points_extend,
  .draw = points_draw,
  .draw_key = points_draw_key,
  .series = points_series,
  .find_mark = points_find_mark,
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
    self->pin = INK_PIN_MIN;
  else if (g_strcmp0 (pin_best, "max") == 0)
    self->pin = INK_PIN_MAX;
  return &self->parent;
}
