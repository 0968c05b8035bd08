/* A dashed straight line for comparison: chance, the ideal. It is no data: it
 * does not widen the axes and hovering does not read it. */
#include "ui/plot/layer-private.h"

typedef struct
{
  InkLayer parent;
  double x[2], y[2];
} ReferenceLayer;

static void
reference_finalize (InkLayer *layer)
{
}

static void
set_pen (InkLayer *layer, const InkLayerContext *context)
{
  static const double dashes[] = { 5, 4 };
  InkColor color = ink_layer_color (layer, context->theme);

  ink_set_color (context->cr, &color);
  cairo_set_line_width (context->cr, layer->width > 0 ? layer->width : 1.2);
  cairo_set_line_cap (context->cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_dash (context->cr, dashes, 2, 0);
}

static void
reference_draw (InkLayer *layer, const InkLayerContext *context)
{
  ReferenceLayer *self = (ReferenceLayer *) layer;

  ink_layer_clip (context);
  set_pen (layer, context);
  for (guint i = 0; i < 2; i++)
    cairo_line_to (context->cr, ink_scale_to_pixels (context->x, self->x[i]),
                   ink_scale_to_pixels (context->y, self->y[i]));
  cairo_stroke (context->cr);
  cairo_set_dash (context->cr, NULL, 0, 0);
}

static void
reference_draw_key (InkLayer *layer,
                    const InkLayerContext *context,
                    double x,
                    double y)
{
  set_pen (layer, context);
  cairo_move_to (context->cr, x - 7, y);
  cairo_line_to (context->cr, x + 7, y);
  cairo_stroke (context->cr);
  cairo_set_dash (context->cr, NULL, 0, 0);
}

static void
reference_write_csv (InkLayer *layer, GString *csv)
{
  ReferenceLayer *self = (ReferenceLayer *) layer;

  for (guint i = 0; i < 2; i++)
    ink_csv_append_point (csv, layer->name, self->x[i], self->y[i]);
}

static const InkLayerClass reference_class = {
  .size = sizeof (ReferenceLayer),
  .finalize = reference_finalize,
  .draw = reference_draw,
  .draw_key = reference_draw_key,
  .csv_header = "series,x,y",
  .write_csv = reference_write_csv,
};

InkLayer *
ink_layer_reference_new (double x0,
                         double y0,
                         double x1,
                         double y1,
                         const InkLayerStyle *style)
{
  ReferenceLayer *self = g_new0 (ReferenceLayer, 1);

  ink_layer_init (&self->parent, &reference_class, style);
  self->x[0] = x0;
  self->x[1] = x1;
  self->y[0] = y0;
  self->y[1] = y1;
  return &self->parent;
}
