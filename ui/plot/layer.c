/* What all kinds of layers share: name, colour, pen, the extent of their data
 * and the cells of their CSV. */
#include "ui/plot/layer-private.h"

#include <math.h>
#include <string.h>

#include "ui/plot/ticks.h"

#define DOT_RADIUS 3.0

void
ink_layer_init (InkLayer *layer,
                const InkLayerClass *klass,
                const InkLayerStyle *style)
{
  layer->klass = klass;
  layer->tag = -1;
  if (style == NULL)
    return;
  layer->name =
      style->name != NULL ? g_utf8_make_valid (style->name, -1) : NULL;
  layer->color = style->color;
  layer->faint = style->faint;
  layer->width = isfinite (style->width) ? CLAMP (style->width, 0, 100) : 0;
}

void
ink_layer_free (InkLayer *layer)
{
  if (layer == NULL)
    return;
  layer->klass->finalize (layer);
  g_free (layer->name);
  g_free (layer->note_name);
  g_free (layer->notes);
  g_free (layer);
}

InkLayer *
ink_layer_copy (const InkLayer *layer)
{
  InkLayer *copy = g_memdup2 (layer, layer->klass->size);

  copy->name = g_strdup (layer->name);
  copy->note_name = g_strdup (layer->note_name);
  copy->notes = g_memdup2 (layer->notes, layer->n_notes * sizeof (double));
  if (copy->klass->own != NULL)
    copy->klass->own (copy);
  return copy;
}

void
ink_layer_set_dotted (InkLayer *layer, gboolean dotted)
{
  layer->dotted = dotted;
}

void
ink_layer_set_keyless (InkLayer *layer, gboolean keyless)
{
  layer->keyless = keyless;
}

void
ink_layer_set_tag (InkLayer *layer, int tag)
{
  layer->tag = tag;
}

void
ink_layer_set_note (InkLayer *layer,
                    const char *name,
                    const double *values,
                    gsize n)
{
  g_free (layer->note_name);
  g_free (layer->notes);
  layer->note_name = g_utf8_make_valid (name, -1);
  layer->notes = g_memdup2 (values, n * sizeof *values);
  layer->n_notes = n;
}

char *
ink_layer_dup_note (const InkLayer *layer, gsize index)
{
  g_autofree char *value = NULL;

  if (index >= layer->n_notes || isnan (layer->notes[index]))
    return NULL;
  value = ink_format_value (layer->notes[index]);
  return g_strdup_printf ("%s %s", layer->note_name, value);
}

InkColor
ink_layer_color (const InkLayer *layer, const InkTheme *theme)
{
  InkColor color = theme->palette[layer->color % INK_THEME_N_COLORS];

  if (layer->faint)
    color.a *= INK_FAINT_ALPHA;
  return color;
}

void
ink_layer_set_pen (const InkLayer *layer, const InkLayerContext *context)
{
  static const double dashes[][2] = { { 6, 3 }, { 2, 2 } };
  guint round = layer->color / INK_THEME_N_COLORS;
  InkColor color = ink_layer_color (layer, context->theme);
  double width = layer->width > 0 ? layer->width : context->theme->line_width;

  if (layer->faint && layer->width <= 0)
    width = MIN (width, 1);
  ink_set_color (context->cr, &color);
  cairo_set_line_width (context->cr, width);
  if (layer->dotted)
    cairo_set_dash (context->cr, (double[]){ width * 0.4, width * 1.9 }, 2, 0);
  else if (round > 0)
    cairo_set_dash (context->cr, dashes[(round - 1) % G_N_ELEMENTS (dashes)], 2,
                    0);
  else
    cairo_set_dash (context->cr, NULL, 0, 0);
}

void
ink_layer_clip (const InkLayerContext *context)
{
  const cairo_rectangle_t *area = &context->area;

  cairo_rectangle (context->cr, area->x - 1, area->y - 1, area->width + 2,
                   area->height + 2);
  cairo_clip (context->cr);
}

gboolean
ink_layer_shows (const InkLayerContext *context, double px, double py)
{
  const cairo_rectangle_t *area = &context->area;

  return px >= area->x - 0.5 && px <= area->x + area->width + 0.5 &&
         py >= area->y - 0.5 && py <= area->y + area->height + 0.5;
}

void
ink_layer_draw_line_key (InkLayer *layer,
                         const InkLayerContext *context,
                         double x,
                         double y)
{
  cairo_t *cr = context->cr;

  ink_layer_set_pen (layer, context);
  cairo_set_line_cap (cr, layer->dotted ? CAIRO_LINE_CAP_ROUND
                                        : CAIRO_LINE_CAP_BUTT);
  cairo_set_line_width (cr, MAX (1.6, cairo_get_line_width (cr)));
  cairo_move_to (cr, x - 7, y);
  cairo_line_to (cr, x + 7, y);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

void
ink_layer_draw_only_point (const InkSeries *series,
                           const InkLayerContext *context)
{
  const cairo_rectangle_t *area = &context->area;
  double px, py;

  if (ink_series_count (series) != 1)
    return;
  px = ink_scale_to_pixels (context->x, ink_series_x (series, 0));
  py = ink_scale_to_pixels (context->y, ink_series_y (series, 0));
  if (!(px >= area->x && px <= area->x + area->width && py >= area->y &&
        py <= area->y + area->height))
    return;
  cairo_new_path (context->cr);
  cairo_arc (context->cr, px, py, DOT_RADIUS, 0, 2 * G_PI);
  cairo_fill (context->cr);
}

void
ink_extent_init (InkExtent *extent)
{
  for (guint i = 0; i < 2; i++)
    {
      extent->low[i] = extent->low_positive[i] = INFINITY;
      extent->high[i] = -INFINITY;
    }
}

void
ink_extent_add (InkExtent *extent, InkAxisSide side, double value)
{
  if (!isfinite (value))
    return;
  extent->low[side] = MIN (extent->low[side], value);
  extent->high[side] = MAX (extent->high[side], value);
  if (value > 0)
    extent->low_positive[side] = MIN (extent->low_positive[side], value);
}

void
ink_extent_add_series (InkExtent *extent, const InkSeries *series)
{
  gsize n = ink_series_count (series);
  gsize positive;
  InkSeriesRange range;

  if (n == 0)
    return;
  ink_extent_add (extent, INK_AXIS_X, ink_series_x (series, 0));
  ink_extent_add (extent, INK_AXIS_X, ink_series_x (series, n - 1));
  positive = ink_series_search (series, nextafter (0, 1));
  if (positive < n)
    ink_extent_add (extent, INK_AXIS_X, ink_series_x (series, positive));
  ink_series_range (series, 0, n, &range);
  ink_extent_add (extent, INK_AXIS_Y, range.min);
  ink_extent_add (extent, INK_AXIS_Y, range.max);
  ink_extent_add (extent, INK_AXIS_Y, range.min_positive);
}

char **
ink_copy_labels (const char *const *labels, guint n)
{
  char **copies = g_new0 (char *, (gsize) n + 1);
  gboolean more = labels != NULL;

  for (guint i = 0; i < n; i++)
    {
      more = more && labels[i] != NULL;
      copies[i] =
          more ? g_utf8_make_valid (labels[i], -1) : g_strdup_printf ("%u", i);
    }
  return copies;
}

void
ink_csv_append_text (GString *csv, const char *value)
{
  if (value == NULL)
    return;
  if (strpbrk (value, ",\"\r\n") == NULL)
    {
      g_string_append (csv, value);
      return;
    }
  g_string_append_c (csv, '"');
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *p);
    }
  g_string_append_c (csv, '"');
}

void
ink_csv_append_number (GString *csv, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (value))
    g_string_append (csv, "nan");
  else if (isinf (value))
    g_string_append (csv, value > 0 ? "inf" : "-inf");
  else
    {
      /* The shortest of the two that reads back as the same number. */
      g_ascii_formatd (text, sizeof text, "%.15g", value);
      if (g_ascii_strtod (text, NULL) != value)
        g_ascii_dtostr (text, sizeof text, value);
      g_string_append (csv, text);
    }
}

void
ink_csv_append_point (GString *csv, const char *name, double x, double y)
{
  ink_csv_append_text (csv, name);
  g_string_append_c (csv, ',');
  ink_csv_append_number (csv, x);
  g_string_append_c (csv, ',');
  ink_csv_append_number (csv, y);
  g_string_append_c (csv, '\n');
}

void
ink_csv_append_series (GString *csv, const char *name, const InkSeries *series)
{
  for (gsize i = 0; i < ink_series_count (series); i++)
    ink_csv_append_point (csv, name, ink_series_x (series, i),
                          ink_series_y (series, i));
}
