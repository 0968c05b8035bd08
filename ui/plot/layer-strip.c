/* A strip of dots a row: how the values of several things lie along x, the
 * accuracy and the F1 of every fold. The height within a row tells which point
 * it is, so that equal values do not hide one another and a fold can be
 * followed from row to row. A value that is not finite has no dot, and the
 * table says what it is. */
#include <math.h>

#include "ui/plot/layer-private.h"
#include "ui/plot/ticks.h"

#define FILL 0.56 /* of a row's height */
#define RADIUS 3.0
#define LEAST_RADIUS 1.0

typedef struct
{
  InkLayer parent;
  guint n_rows, n_points;
  double *values; /* [n_rows][n_points] */
  char **labels;
  char **points;
} Strip;

static void
strip_finalize (InkLayer *layer)
{
  Strip *self = (Strip *) layer;

  g_free (self->values);
  g_strfreev (self->labels);
  g_strfreev (self->points);
}

static gsize
strip_size (const Strip *self)
{
  return (gsize) self->n_rows * self->n_points * sizeof (double);
}

static void
strip_own (InkLayer *layer)
{
  Strip *self = (Strip *) layer;

  self->values = g_memdup2 (self->values, strip_size (self));
  self->labels = g_strdupv (self->labels);
  self->points = g_strdupv (self->points);
}

static double
value_at (const Strip *self, guint row, guint point)
{
  return self->values[(gsize) row * self->n_points + point];
}

static void
strip_extend (InkLayer *layer, InkExtent *extent)
{
  Strip *self = (Strip *) layer;

  for (guint i = 0; i < self->n_rows; i++)
    for (guint k = 0; k < self->n_points; k++)
      ink_extent_add (extent, INK_AXIS_X, value_at (self, i, k));
  ink_extent_add (extent, INK_AXIS_Y, 0);
  ink_extent_add (extent, INK_AXIS_Y, self->n_rows);
}

static const char *const *
strip_categories (InkLayer *layer, InkAxisSide side)
{
  return side == INK_AXIS_Y ? (const char *const *) ((Strip *) layer)->labels
                            : NULL;
}

static double
dot_y (const Strip *self, guint row, guint point)
{
  return row + 0.5 + FILL * ((point + 0.5) / self->n_points - 0.5);
}

/* Smaller where there are many. */
static double
dot_radius (const Strip *self, const InkLayerContext *context)
{
  const double row = ink_scale_to_pixels (context->y, 1) -
                     ink_scale_to_pixels (context->y, 0);

  return CLAMP (2 * FILL * row / MAX (self->n_points, 1), LEAST_RADIUS, RADIUS);
}

static void
strip_draw (InkLayer *layer, const InkLayerContext *context)
{
  Strip *self = (Strip *) layer;
  const double radius = dot_radius (self, context);
  InkColor color = ink_layer_color (layer, context->theme);

  ink_layer_clip (context);
  ink_set_color (context->cr, &color);
  cairo_new_path (context->cr);
  for (guint i = 0; i < self->n_rows; i++)
    for (guint k = 0; k < self->n_points; k++)
      {
        const double x
            = ink_scale_to_pixels (context->x, value_at (self, i, k));
        const double y
            = ink_scale_to_pixels (context->y, dot_y (self, i, k));

        if (!isfinite (x) || !ink_layer_shows (context, x, y))
          continue;
        cairo_new_sub_path (context->cr);
        cairo_arc (context->cr, x, y, radius, 0, 2 * G_PI);
      }
  cairo_fill (context->cr);
}

static void
strip_draw_key (InkLayer *layer, const InkLayerContext *context, double x,
                double y)
{
  InkColor color = ink_layer_color (layer, context->theme);

  ink_set_color (context->cr, &color);
  for (int i = -1; i <= 1; i++)
    {
      cairo_new_sub_path (context->cr);
      cairo_arc (context->cr, x + 4.5 * i, y + 2.5 * i, 2.2, 0, 2 * G_PI);
    }
  cairo_fill (context->cr);
}

/* The points of the least and of the greatest value; FALSE where none is
 * finite. */
static gboolean
find_ends (const Strip *self, guint row, guint *least, guint *most)
{
  gboolean found = FALSE;

  for (guint k = 0; k < self->n_points; k++)
    {
      const double value = value_at (self, row, k);

      if (!isfinite (value))
        continue;
      if (!found || value < value_at (self, row, *least))
        *least = k;
      if (!found || value > value_at (self, row, *most))
        *most = k;
      found = TRUE;
    }
  return found;
}

/* "0.9871 (fold 3) to 0.9912 (fold 1)" */
static char *
describe_row (const Strip *self, guint row)
{
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;
  guint least = 0;
  guint most = 0;

  if (!find_ends (self, row, &least, &most))
    return g_strdup ("not defined");
  low = ink_format_value (value_at (self, row, least));
  high = ink_format_value (value_at (self, row, most));
  return g_strdup_printf ("%s (%s) to %s (%s)", low, self->points[least], high,
                          self->points[most]);
}

static gboolean
strip_read_cell (InkLayer *layer, double x, double y, InkReading *reading)
{
  Strip *self = (Strip *) layer;

  if (!(y >= 0 && y < self->n_rows))
    return FALSE;
  reading->row = (int) y;
  if (reading->heading == NULL)
    reading->heading = g_strdup (self->labels[reading->row]);
  ink_reading_add (reading, layer->name != NULL ? layer->name : "values",
                   describe_row (self, (guint) reading->row),
                   layer->color | (layer->faint ? INK_READING_FAINT : 0));
  return TRUE;
}

/* The row's room. */
static void
strip_mark_cell (InkLayer *layer, const InkLayerContext *context,
                 const InkReading *reading)
{
  Strip *self = (Strip *) layer;
  InkColor color = context->theme->dim;
  double top, bottom;

  if (reading->row < 0 || (guint) reading->row >= self->n_rows)
    return;
  top = ink_scale_to_pixels (context->y, reading->row);
  bottom = ink_scale_to_pixels (context->y, reading->row + 1.0);
  color.a = 0.12;
  ink_set_color (context->cr, &color);
  cairo_rectangle (context->cr, context->area.x, top, context->area.width,
                   bottom - top);
  cairo_fill (context->cr);
}

static void
append_row (const Strip *self, guint row, guint point, GString *csv)
{
  ink_csv_append_text (csv, self->parent.name);
  g_string_append_c (csv, ',');
  ink_csv_append_text (csv, self->labels[row]);
  g_string_append_c (csv, ',');
  ink_csv_append_text (csv, self->points[point]);
  g_string_append_c (csv, ',');
  ink_csv_append_number (csv, value_at (self, row, point));
  g_string_append_c (csv, '\n');
}

static void
strip_write_csv_view (InkLayer *layer, const InkDataView *view, GString *csv)
{
  Strip *self = (Strip *) layer;

  for (guint i = 0; i < self->n_rows; i++)
    for (guint k = 0; k < self->n_points; k++)
      {
        const double y = dot_y (self, i, k);
        const double value = value_at (self, i, k);

        if (y < view->low[INK_AXIS_Y] || y > view->high[INK_AXIS_Y] ||
            value < view->low[INK_AXIS_X] || value > view->high[INK_AXIS_X])
          continue;
        append_row (self, i, k, csv);
      }
}

static void
strip_write_csv (InkLayer *layer, GString *csv)
{
  const InkDataView all = { { -INFINITY, -INFINITY }, { INFINITY, INFINITY } };

  strip_write_csv_view (layer, &all, csv);
}

static const InkLayerClass strip_class = {
  .size = sizeof (Strip),
  .finalize = strip_finalize,
  .own = strip_own,
  .extend = strip_extend,
  .draw = strip_draw,
  .draw_key = strip_draw_key,
  .categories = strip_categories,
  .read_cell = strip_read_cell,
  .shares_reading = TRUE,
  .mark_cell = strip_mark_cell,
  .csv_header = "series,label,point,value",
  .write_csv = strip_write_csv,
  .write_csv_view = strip_write_csv_view,
};

InkLayer *
ink_layer_strip_new (const double *values, const char *const *labels,
                     const char *const *points, const InkLayerStyle *style)
{
  Strip *self = g_new0 (Strip, 1);

  ink_layer_init (&self->parent, &strip_class, style);
  self->n_rows = labels != NULL ? g_strv_length ((char **) labels) : 0;
  self->n_points = points != NULL ? g_strv_length ((char **) points) : 0;
  self->values = g_memdup2 (values, strip_size (self));
  self->labels = ink_copy_labels (labels, self->n_rows);
  self->points = ink_copy_labels (points, self->n_points);
  return &self->parent;
}
