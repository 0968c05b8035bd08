/* A forest plot's marks: a level interval a label, the first at the top, with a
 * disc at its value. What is not finite is left out. */
#include <math.h>

#include "ui/plot/layer-private.h"
#include "ui/plot/ticks.h"

#define CAP 4.5
#define RADIUS 4.0

typedef struct
{
  InkLayer parent;
  guint n;
  InkInterval *intervals;
  char **labels;
} Intervals;

static void
intervals_finalize (InkLayer *layer)
{
  Intervals *self = (Intervals *) layer;

  g_free (self->intervals);
  g_strfreev (self->labels);
}

static void
intervals_own (InkLayer *layer)
{
  Intervals *self = (Intervals *) layer;

  self->intervals = g_memdup2 (self->intervals,
                               self->n * sizeof *self->intervals);
  self->labels = g_strdupv (self->labels);
}

static void
intervals_extend (InkLayer *layer, InkExtent *extent)
{
  Intervals *self = (Intervals *) layer;

  for (guint i = 0; i < self->n; i++)
    {
      ink_extent_add (extent, INK_AXIS_X, self->intervals[i].low);
      ink_extent_add (extent, INK_AXIS_X, self->intervals[i].value);
      ink_extent_add (extent, INK_AXIS_X, self->intervals[i].high);
    }
  ink_extent_add (extent, INK_AXIS_Y, 0);
  ink_extent_add (extent, INK_AXIS_Y, self->n);
}

static const char *const *
intervals_categories (InkLayer *layer, InkAxisSide side)
{
  return side == INK_AXIS_Y
             ? (const char *const *) ((Intervals *) layer)->labels
             : NULL;
}

static void
draw_bar (const InkLayerContext *context, double low, double high, double y)
{
  cairo_move_to (context->cr, low, y);
  cairo_line_to (context->cr, high, y);
  cairo_move_to (context->cr, low, y - CAP);
  cairo_line_to (context->cr, low, y + CAP);
  cairo_move_to (context->cr, high, y - CAP);
  cairo_line_to (context->cr, high, y + CAP);
  cairo_stroke (context->cr);
}

static void
draw_disc (const InkLayerContext *context, double x, double y)
{
  cairo_arc (context->cr, x, y, RADIUS, 0, 2 * G_PI);
  cairo_fill (context->cr);
}

static void
draw_interval (const Intervals *self, const InkLayerContext *context, guint i)
{
  const InkInterval *interval = &self->intervals[i];
  const double y = ink_scale_to_pixels (context->y, i + 0.5);

  if (isfinite (interval->low) && isfinite (interval->high))
    draw_bar (context, ink_scale_to_pixels (context->x, interval->low),
              ink_scale_to_pixels (context->x, interval->high), y);
  if (isfinite (interval->value))
    draw_disc (context, ink_scale_to_pixels (context->x, interval->value), y);
}

static void
intervals_draw (InkLayer *layer, const InkLayerContext *context)
{
  Intervals *self = (Intervals *) layer;

  cairo_save (context->cr);
  ink_layer_clip (context);
  ink_layer_set_pen (layer, context);
  cairo_set_dash (context->cr, NULL, 0, 0);
  for (guint i = 0; i < self->n; i++)
    draw_interval (self, context, i);
  cairo_restore (context->cr);
}

static void
intervals_draw_key (InkLayer *layer, const InkLayerContext *context, double x,
                    double y)
{
  ink_layer_set_pen (layer, context);
  cairo_set_dash (context->cr, NULL, 0, 0);
  draw_bar (context, x - 7, x + 7, y);
  draw_disc (context, x, y);
}

/* Only of a row that has something in this layer: others may have the rest. */
static gboolean
intervals_read_cell (InkLayer *layer, double x, double y, InkReading *reading)
{
  Intervals *self = (Intervals *) layer;
  const InkInterval *interval;
  g_autofree char *value = NULL;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  if (!(y >= 0 && y < self->n))
    return FALSE;
  interval = &self->intervals[(guint) y];
  if (!isfinite (interval->value))
    return FALSE;
  reading->row = (int) y;
  if (reading->heading == NULL)
    reading->heading = g_strdup (self->labels[reading->row]);
  value = ink_format_value (interval->value);
  low = ink_format_value (interval->low);
  high = ink_format_value (interval->high);
  ink_reading_add (reading, layer->name != NULL ? layer->name : "value",
                   g_strdup_printf ("%s (%s to %s)", value, low, high),
                   layer->color);
  return TRUE;
}

static void
intervals_mark_cell (InkLayer *layer, const InkLayerContext *context,
                     const InkReading *reading)
{
  Intervals *self = (Intervals *) layer;

  if (reading->row < 0 || (guint) reading->row >= self->n
      || !isfinite (self->intervals[reading->row].value))
    return;
  ink_set_color (context->cr, &context->theme->text);
  cairo_set_line_width (context->cr, 1.5);
  cairo_new_sub_path (context->cr);
  cairo_arc (context->cr,
             ink_scale_to_pixels (context->x,
                                  self->intervals[reading->row].value),
             ink_scale_to_pixels (context->y, reading->row + 0.5),
             RADIUS + 2.5, 0, 2 * G_PI);
  cairo_stroke (context->cr);
}

static void
intervals_write_csv_view (InkLayer *layer, const InkDataView *view,
                          GString *csv)
{
  Intervals *self = (Intervals *) layer;

  for (guint i = 0; i < self->n; i++)
    {
      if (!isfinite (self->intervals[i].value)
          || i + 1.0 <= view->low[INK_AXIS_Y] || i >= view->high[INK_AXIS_Y])
        continue;
      ink_csv_append_text (csv, layer->name);
      g_string_append_c (csv, ',');
      ink_csv_append_text (csv, self->labels[i]);
      g_string_append_c (csv, ',');
      ink_csv_append_number (csv, self->intervals[i].value);
      g_string_append_c (csv, ',');
      ink_csv_append_number (csv, self->intervals[i].low);
      g_string_append_c (csv, ',');
      ink_csv_append_number (csv, self->intervals[i].high);
      g_string_append_c (csv, '\n');
    }
}

static void
intervals_write_csv (InkLayer *layer, GString *csv)
{
  const InkDataView all = { { -INFINITY, -INFINITY }, { INFINITY, INFINITY } };

  intervals_write_csv_view (layer, &all, csv);
}

static const InkLayerClass intervals_class = {
  .size = sizeof (Intervals),
  .finalize = intervals_finalize,
  .own = intervals_own,
  .extend = intervals_extend,
  .draw = intervals_draw,
  .draw_key = intervals_draw_key,
  .categories = intervals_categories,
  .read_cell = intervals_read_cell,
  .shares_reading = TRUE,
  .mark_cell = intervals_mark_cell,
  .csv_header = "series,label,value,low,high",
  .write_csv = intervals_write_csv,
  .write_csv_view = intervals_write_csv_view,
};

InkLayer *
ink_layer_intervals_new (const InkInterval *intervals,
                         const char *const *labels, const InkLayerStyle *style)
{
  Intervals *self = g_new0 (Intervals, 1);

  ink_layer_init (&self->parent, &intervals_class, style);
  self->n = labels != NULL ? g_strv_length ((char **) labels) : 0;
  self->intervals = g_memdup2 (intervals, self->n * sizeof *intervals);
  self->labels = ink_copy_labels (labels, self->n);
  return &self->parent;
}
