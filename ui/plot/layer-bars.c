/* Horizontal bars from 0, one a label, the first at the top, each with its
 * value at its end. Bars may go both ways. Several layers with the same labels
 * put theirs side by side. What is not finite has no length
 * and says what it is. */
#include <math.h>

#include "ui/plot/layer-private.h"
#include "ui/plot/ticks.h"

#define FILL 0.68
#define FILL_TOGETHER 0.8
/* Pixels below which values are left out: sooner where they stand close. */
#define LEAST_SIZE(self) ((self)->n_slots > 1 ? 9 : 6)

typedef struct
{
  InkLayer parent;
  guint n;
  double *values;
  char **labels;
  char **words; /* [n], each may be NULL; NULL for none at all */
  guint slot, n_slots; /* of the layers that share a label's room */
} Bars;

static void
bars_finalize (InkLayer *layer)
{
  Bars *self = (Bars *) layer;

  g_free (self->values);
  g_strfreev (self->labels);
  for (guint i = 0; self->words != NULL && i < self->n; i++)
    g_free (self->words[i]);
  g_free (self->words);
}

static char **
copy_words (const Bars *self, const char *const *words)
{
  char **copy = g_new0 (char *, self->n);

  for (guint i = 0; i < self->n; i++)
    copy[i] = g_strdup (words[i]);
  return copy;
}

static char *
format_bar (const Bars *self, guint i)
{
  if (!isfinite (self->values[i]) && self->words != NULL
      && self->words[i] != NULL)
    return g_strdup (self->words[i]);
  return ink_format_value (self->values[i]);
}

static void
bars_own (InkLayer *layer)
{
  Bars *self = (Bars *) layer;

  self->values = g_memdup2 (self->values, self->n * sizeof (double));
  self->labels = g_strdupv (self->labels);
  if (self->words != NULL)
    self->words = copy_words (self, (const char *const *) self->words);
}

static void
bars_extend (InkLayer *layer, InkExtent *extent)
{
  Bars *self = (Bars *) layer;

  ink_extent_add (extent, INK_AXIS_X, 0);
  for (guint i = 0; i < self->n; i++)
    ink_extent_add (extent, INK_AXIS_X, self->values[i]);
  ink_extent_add (extent, INK_AXIS_Y, 0);
  ink_extent_add (extent, INK_AXIS_Y, self->n);
}

static const char *const *
bars_categories (InkLayer *layer, InkAxisSide side)
{
  return side == INK_AXIS_Y ? (const char *const *) ((Bars *) layer)->labels
                            : NULL;
}

static cairo_rectangle_t
bar_box (const Bars *self, const InkLayerContext *context, guint i)
{
  double zero = ink_scale_to_pixels (context->x, 0);
  double end = isfinite (self->values[i])
                   ? ink_scale_to_pixels (context->x, self->values[i])
                   : zero;
  double top = ink_scale_to_pixels (context->y, i);
  double height = ink_scale_to_pixels (context->y, i + 1.0) - top;
  double fill = height * (self->n_slots > 1 ? FILL_TOGETHER : FILL);
  double own = fill / self->n_slots;

  return (cairo_rectangle_t){
    MIN (zero, end), top + (height - fill) / 2 + self->slot * own,
    fabs (end - zero), own
  };
}

/* Beyond the end of the bar, or inside it where there is no room. */
static void
draw_value (Bars *self, const InkLayerContext *context, guint i)
{
  cairo_rectangle_t box = bar_box (self, context, i);
  g_autofree char *value = format_bar (self, i);
  gboolean left = self->values[i] < 0;
  double right_edge = context->area.x + context->area.width;
  double size = MIN (0.92, 0.9 * box.height / context->theme->font_size);
  double x = left ? box.x - 4 : box.x + box.width + 4;
  double width;
  InkColor color = context->theme->text;

  if (size * context->theme->font_size < LEAST_SIZE (self))
    return;
  ink_text_set (context->text, value, size, FALSE, 0);
  ink_text_measure (context->text, &width, NULL);
  if (left ? x - width < context->area.x : x + width > right_edge)
    {
      InkColor bar = ink_layer_color (&self->parent, context->theme);
      const InkColor dark = { 0.1, 0.1, 0.12, 1 };
      const InkColor light = { 1, 1, 1, 1 };

      color = ink_color_luminance (&bar) > 0.2 ? dark : light;
      x = left ? MAX (box.x, context->area.x) + 4
               : MIN (box.x + box.width, right_edge) - 4;
      left = !left;
    }
  ink_text_show (context->text, x, box.y + box.height / 2, left ? 1 : 0, 0.5,
                 &color);
}

static void
bars_draw (InkLayer *layer, const InkLayerContext *context)
{
  Bars *self = (Bars *) layer;
  InkColor color = ink_layer_color (layer, context->theme);

  ink_layer_clip (context);
  for (guint i = 0; i < self->n; i++)
    {
      cairo_rectangle_t box = bar_box (self, context, i);

      if (box.y > context->area.y + context->area.height ||
          box.y + box.height < context->area.y)
        continue;
      ink_set_color (context->cr, &color);
      cairo_rectangle (context->cr, box.x, box.y, box.width, box.height);
      cairo_fill (context->cr);
      draw_value (self, context, i);
    }
}

static void
bars_draw_key (InkLayer *layer,
               const InkLayerContext *context,
               double x,
               double y)
{
  InkColor color = ink_layer_color (layer, context->theme);

  ink_set_color (context->cr, &color);
  cairo_rectangle (context->cr, x - 4, y - 4, 8, 8);
  cairo_fill (context->cr);
}

static gboolean
bars_read_cell (InkLayer *layer, double x, double y, InkReading *reading)
{
  Bars *self = (Bars *) layer;

  if (!(y >= 0 && y < self->n))
    return FALSE;
  reading->row = (int) y;
  if (reading->heading == NULL)
    reading->heading = g_strdup (self->labels[reading->row]);
  ink_reading_add (reading, layer->name != NULL ? layer->name : "value",
                   format_bar (self, (guint) reading->row), layer->color);
  return TRUE;
}

static void
bars_mark_cell (InkLayer *layer,
                const InkLayerContext *context,
                const InkReading *reading)
{
  Bars *self = (Bars *) layer;
  cairo_rectangle_t box;

  if (reading->row < 0 || (guint) reading->row >= self->n)
    return;
  box = bar_box (self, context, (guint) reading->row);
  ink_set_color (context->cr, &context->theme->text);
  cairo_set_line_width (context->cr, 1.5);
  if (reading->has_mark) /* one of several in the row */
    {
      if (fabs (reading->mark.py - box.y - box.height / 2) > 1)
        return;
      cairo_set_line_width (context->cr, 2.5);
    }
  cairo_rectangle (context->cr, box.x, box.y, box.width, box.height);
  cairo_stroke (context->cr);
}

/* The whole width of the chart belongs to a bar, so that a short one and its
 * value can be pointed at. */
static double
bars_find_mark (InkLayer *layer,
                const InkLayerContext *context,
                double px,
                double py,
                gsize *index)
{
  Bars *self = (Bars *) layer;
  const double y = ink_scale_to_data (context->y, py);
  cairo_rectangle_t box;

  if (!(y >= 0 && y < self->n))
    return INFINITY;
  *index = (gsize) y;
  box = bar_box (self, context, (guint) *index);
  return MAX (MAX (box.y - py, py - box.y - box.height), 0);
}

static gboolean
bars_place_mark (InkLayer *layer,
                 const InkLayerContext *context,
                 gsize index,
                 InkMark *mark)
{
  Bars *self = (Bars *) layer;
  const cairo_rectangle_t *area = &context->area;
  cairo_rectangle_t box;

  if (index >= self->n)
    return FALSE;
  box = bar_box (self, context, (guint) index);
  mark->x = self->values[index];
  mark->y = (double) index + 0.5;
  mark->px = CLAMP (box.x + (mark->x < 0 ? 0 : box.width), area->x,
                    area->x + area->width);
  mark->py = box.y + box.height / 2;
  return TRUE;
}

static void
bars_write_csv_view (InkLayer *layer, const InkDataView *view, GString *csv)
{
  Bars *self = (Bars *) layer;

  for (guint i = 0; i < self->n; i++)
    {
      if (i + 1.0 <= view->low[INK_AXIS_Y] || i >= view->high[INK_AXIS_Y])
        continue;
      ink_csv_append_text (csv, layer->name);
      g_string_append_c (csv, ',');
      ink_csv_append_text (csv, self->labels[i]);
      g_string_append_c (csv, ',');
      ink_csv_append_number (csv, self->values[i]);
      g_string_append_c (csv, '\n');
    }
}

static void
bars_write_csv (InkLayer *layer, GString *csv)
{
  const InkDataView all = { { -INFINITY, -INFINITY }, { INFINITY, INFINITY } };

  bars_write_csv_view (layer, &all, csv);
}

static const InkLayerClass bars_class = {
  .size = sizeof (Bars),
  .finalize = bars_finalize,
  .own = bars_own,
  .extend = bars_extend,
  .draw = bars_draw,
  .draw_key = bars_draw_key,
  .categories = bars_categories,
  .read_cell = bars_read_cell,
  .shares_reading = TRUE,
  .find_mark = bars_find_mark,
  .place_mark = bars_place_mark,
  .mark_cell = bars_mark_cell,
  .csv_header = "series,label,value",
  .write_csv = bars_write_csv,
  .write_csv_view = bars_write_csv_view,
};

InkLayer *
ink_layer_bars_new (const double *values,
                    const char *const *labels,
                    const InkLayerStyle *style)
{
  Bars *self = g_new0 (Bars, 1);

  ink_layer_init (&self->parent, &bars_class, style);
  self->n_slots = 1;
  self->n = labels != NULL ? g_strv_length ((char **) labels) : 0;
  self->values = g_memdup2 (values, self->n * sizeof *values);
  self->labels = ink_copy_labels (labels, self->n);
  return &self->parent;
}

void
ink_layer_bars_set_words (InkLayer *layer, const char *const *words)
{
  Bars *self = (Bars *) layer;

  for (guint i = 0; self->words != NULL && i < self->n; i++)
    g_free (self->words[i]);
  g_free (self->words);
  self->words = copy_words (self, words);
}

void
ink_layer_bars_set_slot (InkLayer *layer, guint slot, guint n_slots)
{
  Bars *self = (Bars *) layer;

  self->n_slots = MAX (n_slots, 1);
  self->slot = MIN (slot, self->n_slots - 1);
}
