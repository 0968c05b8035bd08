/* What a strip's rows come to: an upright at each mean and a whisker along x
 * from the low to the high end of its interval. What is not finite is not
 * drawn. */
#include <math.h>

#include "ui/plot/layer-private.h"
#include "ui/plot/ticks.h"

#define MEAN_FILL 0.7 /* of a row's height */
#define CAP_FILL 0.22
#define MEAN_WIDTH 3.0
#define WHISKER_WIDTH 1.8

typedef struct
{
  InkLayer parent;
  guint n;
  double *low, *mean, *high; /* [n] */
  char **labels;
} Means;

static void
means_finalize (InkLayer *layer)
{
  Means *self = (Means *) layer;

  g_free (self->low);
  g_free (self->mean);
  g_free (self->high);
  g_strfreev (self->labels);
}

static void
means_own (InkLayer *layer)
{
  Means *self = (Means *) layer;
  const gsize size = self->n * sizeof (double);

  self->low = g_memdup2 (self->low, size);
  self->mean = g_memdup2 (self->mean, size);
  self->high = g_memdup2 (self->high, size);
  self->labels = g_strdupv (self->labels);
}

static void
means_extend (InkLayer *layer, InkExtent *extent)
{
  Means *self = (Means *) layer;

  for (guint i = 0; i < self->n; i++)
    {
      ink_extent_add (extent, INK_AXIS_X, self->low[i]);
      ink_extent_add (extent, INK_AXIS_X, self->mean[i]);
      ink_extent_add (extent, INK_AXIS_X, self->high[i]);
    }
  ink_extent_add (extent, INK_AXIS_Y, 0);
  ink_extent_add (extent, INK_AXIS_Y, self->n);
}

static const char *const *
means_categories (InkLayer *layer, InkAxisSide side)
{
  return side == INK_AXIS_Y ? (const char *const *) ((Means *) layer)->labels
                            : NULL;
}

static void
draw_upright (cairo_t *cr, double x, double y, double height)
{
  cairo_move_to (cr, x, y - height / 2);
  cairo_line_to (cr, x, y + height / 2);
}

/* @low may lie right of @high on no scale, but either out of view. */
static void
draw_whisker (cairo_t *cr, double low, double high, double y, double cap)
{
  if (!isfinite (low) || !isfinite (high))
    return;
  cairo_set_line_width (cr, WHISKER_WIDTH);
  cairo_move_to (cr, low, y);
  cairo_line_to (cr, high, y);
  draw_upright (cr, low, y, cap);
  draw_upright (cr, high, y, cap);
  cairo_stroke (cr);
}

static void
means_draw (InkLayer *layer, const InkLayerContext *context)
{
  Means *self = (Means *) layer;
  cairo_t *cr = context->cr;
  const double row = ink_scale_to_pixels (context->y, 1) -
                     ink_scale_to_pixels (context->y, 0);
  InkColor color = ink_layer_color (layer, context->theme);

  ink_layer_clip (context);
  ink_set_color (cr, &color);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  for (guint i = 0; i < self->n; i++)
    {
      const double y = ink_scale_to_pixels (context->y, i + 0.5);
      const double x = ink_scale_to_pixels (context->x, self->mean[i]);

      draw_whisker (cr, ink_scale_to_pixels (context->x, self->low[i]),
                    ink_scale_to_pixels (context->x, self->high[i]), y,
                    CAP_FILL * row);
      if (!isfinite (x))
        continue;
      cairo_set_line_width (cr, MEAN_WIDTH);
      draw_upright (cr, x, y, MEAN_FILL * row);
      cairo_stroke (cr);
    }
}

static void
means_draw_key (InkLayer *layer, const InkLayerContext *context, double x,
                double y)
{
  InkColor color = ink_layer_color (layer, context->theme);

  ink_set_color (context->cr, &color);
  draw_whisker (context->cr, x - 7, x + 7, y, 5);
  cairo_set_line_width (context->cr, MEAN_WIDTH);
  draw_upright (context->cr, x, y, 11);
  cairo_stroke (context->cr);
}

/* "0.9891 (0.9871 to 0.9912)" */
static char *
describe_mean (const Means *self, guint row)
{
  g_autofree char *mean = ink_format_value (self->mean[row]);
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  if (!isfinite (self->mean[row]))
    return g_strdup ("not defined");
  if (!isfinite (self->low[row]) || !isfinite (self->high[row]))
    return g_steal_pointer (&mean);
  low = ink_format_value (self->low[row]);
  high = ink_format_value (self->high[row]);
  return g_strdup_printf ("%s (%s to %s)", mean, low, high);
}

static gboolean
means_read_cell (InkLayer *layer, double x, double y, InkReading *reading)
{
  Means *self = (Means *) layer;

  if (!(y >= 0 && y < self->n))
    return FALSE;
  reading->row = (int) y;
  if (reading->heading == NULL)
    reading->heading = g_strdup (self->labels[reading->row]);
  ink_reading_add (reading, layer->name != NULL ? layer->name : "mean",
                   describe_mean (self, (guint) reading->row), layer->color);
  return TRUE;
}

static void
append_row (const Means *self, guint row, GString *csv)
{
  const double values[]
      = { self->mean[row], self->low[row], self->high[row] };

  ink_csv_append_text (csv, self->parent.name);
  g_string_append_c (csv, ',');
  ink_csv_append_text (csv, self->labels[row]);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_string_append_c (csv, ',');
      ink_csv_append_number (csv, values[i]);
    }
  g_string_append_c (csv, '\n');
}

/* Whether any of the interval is in view, or of the mean where it has none. */
static gboolean
is_in_view (const Means *self, guint row, const InkDataView *view)
{
  const double low
      = isfinite (self->low[row]) ? self->low[row] : self->mean[row];
  const double high
      = isfinite (self->high[row]) ? self->high[row] : self->mean[row];

  return row + 1.0 > view->low[INK_AXIS_Y] && row < view->high[INK_AXIS_Y] &&
         !(low > view->high[INK_AXIS_X]) && !(high < view->low[INK_AXIS_X]);
}

static void
means_write_csv_view (InkLayer *layer, const InkDataView *view, GString *csv)
{
  Means *self = (Means *) layer;

  for (guint i = 0; i < self->n; i++)
    if (is_in_view (self, i, view))
      append_row (self, i, csv);
}

static void
means_write_csv (InkLayer *layer, GString *csv)
{
  Means *self = (Means *) layer;

  for (guint i = 0; i < self->n; i++)
    append_row (self, i, csv);
}

static const InkLayerClass means_class = {
  .size = sizeof (Means),
  .finalize = means_finalize,
  .own = means_own,
  .extend = means_extend,
  .draw = means_draw,
  .draw_key = means_draw_key,
  .categories = means_categories,
  .read_cell = means_read_cell,
  .shares_reading = TRUE,
  .csv_header = "series,label,mean,low,high",
  .write_csv = means_write_csv,
  .write_csv_view = means_write_csv_view,
};

InkLayer *
ink_layer_strip_means_new (const double *low, const double *mean,
                           const double *high, const char *const *labels,
                           const InkLayerStyle *style)
{
  Means *self = g_new0 (Means, 1);

  ink_layer_init (&self->parent, &means_class, style);
  self->n = labels != NULL ? g_strv_length ((char **) labels) : 0;
  self->low = g_memdup2 (low, self->n * sizeof *low);
  self->mean = g_memdup2 (mean, self->n * sizeof *mean);
  self->high = g_memdup2 (high, self->n * sizeof *high);
  self->labels = ink_copy_labels (labels, self->n);
  return &self->parent;
}
