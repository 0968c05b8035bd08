/* A place on the x axis that something happened at: a dashed line across the
 * height, with words near its top. It is no data: it does not widen the axes
 * and hovering does not read it. The words stand on a plate of the ground, so
 * that curves do not run through them, on the side that has room. */
#include <math.h>

#include "ui/plot/layer-private.h"

#define GAP 6.0 /* from the line to the words */
#define PLATE 3.0
#define BELOW_ARROWS 16.0 /* those of points above the axis */

typedef struct
{
  InkLayer parent;
  double x; /* NAN: nowhere */
  char *text;
} MarkLayer;

static void
mark_finalize (InkLayer *layer)
{
  g_free (((MarkLayer *) layer)->text);
}

static void
mark_own (InkLayer *layer)
{
  MarkLayer *self = (MarkLayer *) layer;

  self->text = g_strdup (self->text);
}

static void
draw_words (const MarkLayer *self,
            const InkLayerContext *context,
            double px,
            const InkColor *color)
{
  const cairo_rectangle_t *area = &context->area;
  const double end = area->x + area->width;
  const double top = area->y + MIN (BELOW_ARROWS, area->height / 4);
  InkColor plate = context->theme->ground;
  double width, height, left;

  ink_text_set (context->text, self->text, 1, TRUE,
                MAX (area->width - 2 * GAP, 1));
  ink_text_measure (context->text, &width, &height);
  left = px + GAP + width <= end ? px + GAP : px - GAP - width;
  left = CLAMP (left, area->x, MAX (end - width, area->x));
  plate.a = 0.85; /* on screen the ground is the card, and is not drawn */
  ink_set_color (context->cr, &plate);
  cairo_rectangle (context->cr, left - PLATE, top, width + 2 * PLATE,
                   height + 2 * PLATE);
  cairo_fill (context->cr);
  ink_text_show (context->text, left, top + PLATE, 0, 0, color);
}

static void
mark_draw (InkLayer *layer, const InkLayerContext *context)
{
  static const double dashes[] = { 6, 4 };
  const MarkLayer *self = (MarkLayer *) layer;
  const cairo_rectangle_t *area = &context->area;
  const InkColor color = ink_layer_color (layer, context->theme);
  const double px = ink_scale_to_pixels (context->x, self->x);

  if (!(px >= area->x - 1 && px <= area->x + area->width + 1))
    return;
  ink_set_color (context->cr, &color);
  cairo_set_line_width (context->cr, layer->width > 0 ? layer->width : 1.6);
  cairo_set_dash (context->cr, dashes, 2, 0);
  cairo_move_to (context->cr, px, area->y);
  cairo_line_to (context->cr, px, area->y + area->height);
  cairo_stroke (context->cr);
  cairo_set_dash (context->cr, NULL, 0, 0);
  if (self->text != NULL)
    draw_words (self, context, px, &color);
}

static void
mark_write_csv (InkLayer *layer, GString *csv)
{
  const MarkLayer *self = (MarkLayer *) layer;

  if (isfinite (self->x))
    ink_csv_append_point (csv, self->text, self->x, NAN);
}

static const InkLayerClass mark_class = {
  .size = sizeof (MarkLayer),
  .finalize = mark_finalize,
  .own = mark_own,
  .draw = mark_draw,
  .csv_header = "series,x,y",
  .write_csv = mark_write_csv,
};

InkLayer *
ink_layer_mark_new (const InkLayerStyle *style)
{
  MarkLayer *self = g_new0 (MarkLayer, 1);

  ink_layer_init (&self->parent, &mark_class, style);
  self->x = NAN;
  return &self->parent;
}

void
ink_layer_mark_set (InkLayer *layer, double x, const char *text)
{
  MarkLayer *self = (MarkLayer *) layer;

  g_return_if_fail (layer->klass == &mark_class);
  self->x = x;
  g_free (self->text);
  self->text = text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}
