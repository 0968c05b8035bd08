/* A ring around one point with what it is: the lowest, the highest, or the one
 * at a given place. The words stand where they have room, the highest point's
 * below it and every other's above, on a plate of the ground, so that curves do
 * not run through them. */
#include <math.h>

#include "ui/plot/layer-private.h"
#include "ui/plot/ticks.h"

#define RADIUS 6.0
#define GAP 8.0
#define SIZE 0.92

typedef struct
{
  InkLayer parent;
  InkSeries *series;
  InkPin pin;
  double x; /* of INK_PIN_AT; NAN: nowhere */
  char *text;
} PinLayer;

static void
pin_finalize (InkLayer *layer)
{
  PinLayer *self = (PinLayer *) layer;

  ink_series_unref (self->series);
  g_free (self->text);
}

static void
pin_own (InkLayer *layer)
{
  PinLayer *self = (PinLayer *) layer;

  self->series = ink_series_copy (self->series);
  self->text = g_strdup (self->text);
}

gboolean
ink_pin_find (const InkSeries *series, InkPin pin, gsize *index)
{
  InkSeriesRange range;

  ink_series_range (series, 0, ink_series_count (series), &range);
  if ((pin != INK_PIN_MIN && pin != INK_PIN_MAX) || range.min > range.max)
    return FALSE;
  *index = ink_series_find (series, pin == INK_PIN_MIN ? range.min : range.max);
  return TRUE;
}

static void
draw_words (const InkLayer *layer,
            const InkLayerContext *context,
            double px,
            double py,
            gboolean below,
            const char *words)
{
  const InkColor color = ink_layer_color (layer, context->theme);
  const cairo_rectangle_t *area = &context->area;
  InkColor plate = context->theme->ground;
  double width, height, left, top;

  ink_text_set (context->text, words, SIZE, TRUE, MAX (area->width - 4, 1));
  ink_text_measure (context->text, &width, &height);
  if (py - height - GAP - 2 < area->y)
    below = TRUE;
  if (py + height + GAP + 2 > area->y + area->height)
    below = FALSE;
  left = CLAMP (px - width / 2, area->x + 2,
                MAX (area->x + 2, area->x + area->width - width - 2));
  top = below ? py + GAP : py - GAP - height;
  plate.a = 0.75; /* on screen the ground is the card, and is not drawn */
  ink_set_color (context->cr, &plate);
  cairo_rectangle (context->cr, left - 2, top, width + 4, height);
  cairo_fill (context->cr);
  ink_text_show (context->text, left, top, 0, 0, &color);
}

void
ink_layer_draw_pin (const InkLayer *layer,
                    const InkLayerContext *context,
                    const InkSeries *series,
                    gsize index,
                    InkPin pin,
                    const char *text)
{
  const double y = ink_series_y (series, index);
  const double px =
      ink_scale_to_pixels (context->x, ink_series_x (series, index));
  const double py = ink_scale_to_pixels (context->y, y);
  g_autofree char *value = ink_format_value (y);
  g_autofree char *words =
      pin == INK_PIN_AT ? g_strdup (text)
                        : g_strconcat (text != NULL ? text : "",
                                       text != NULL ? " " : "", value, NULL);
  InkColor color = ink_layer_color (layer, context->theme);

  if (isnan (py) || !ink_layer_shows (context, px, py))
    return;
  cairo_new_path (context->cr);
  cairo_arc (context->cr, px, py, RADIUS, 0, 2 * G_PI);
  ink_set_color (context->cr, &color);
  cairo_set_line_width (context->cr, 1.6);
  cairo_stroke (context->cr);
  if (words != NULL)
    draw_words (layer, context, px, py, pin == INK_PIN_MAX, words);
}

static void
pin_draw (InkLayer *layer, const InkLayerContext *context)
{
  PinLayer *self = (PinLayer *) layer;
  gsize index;

  if (self->pin == INK_PIN_AT)
    {
      index = ink_series_search (self->series, self->x);
      if (isnan (self->x) || index >= ink_series_count (self->series))
        return;
    }
  else if (!ink_pin_find (self->series, self->pin, &index))
    return;
  ink_layer_draw_pin (layer, context, self->series, index, self->pin,
                      self->text);
}

static void
pin_write_csv (InkLayer *layer, GString *csv)
{
}

static const InkLayerClass pin_class = {
  .size = sizeof (PinLayer),
  .finalize = pin_finalize,
  .own = pin_own,
  .draw = pin_draw,
  .csv_header = "series,x,y",
  .write_csv = pin_write_csv,
};

InkLayer *
ink_layer_pin_new (InkSeries *series,
                   InkPin pin,
                   const char *text,
                   const InkLayerStyle *style)
{
  PinLayer *self = g_new0 (PinLayer, 1);

  ink_layer_init (&self->parent, &pin_class, style);
  self->series = ink_series_ref (series);
  self->pin = pin;
  self->x = NAN;
  self->text = text != NULL ? g_utf8_make_valid (text, -1) : NULL;
  return &self->parent;
}

void
ink_layer_pin_set (InkLayer *layer, double x, const char *text)
{
  PinLayer *self = (PinLayer *) layer;

  g_free (self->text);
  self->x = x;
  self->text = text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}
