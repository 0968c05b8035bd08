/* The area between a low and a high series, and the line of their mean: how
 * several runs went. Few points are joined as they are; of many, each column of
 * pixels is filled from its lowest low to its highest high, so that no extreme
 * is lost. A point of which either end is not finite breaks the area. */
#include <math.h>

#include "ui/plot/layer-private.h"
#include "ui/plot/ticks.h"
#include "ui/plot/trace.h"

#define ALPHA 0.24
/* Points a column above which columns are drawn instead. */
#define DENSE 2

typedef struct
{
  InkLayer parent;
  InkSeries *low, *high;
  InkSeries *mean; /* nullable */
  gboolean ground;
} BandLayer;

/* One upright of the area, in pixels. */
typedef struct
{
  double x, low, high;
} Post;

static void
band_finalize (InkLayer *layer)
{
  BandLayer *self = (BandLayer *) layer;

  ink_series_unref (self->low);
  ink_series_unref (self->high);
  ink_series_unref (self->mean);
}

static void
band_own (InkLayer *layer)
{
  BandLayer *self = (BandLayer *) layer;

  self->low = ink_series_copy (self->low);
  self->high = ink_series_copy (self->high);
  self->mean = ink_series_copy (self->mean);
}

static InkSeries *
band_series (InkLayer *layer)
{
  BandLayer *self = (BandLayer *) layer;

  if (self->ground)
    return NULL;
  return self->mean != NULL ? self->mean : self->high;
}

static gsize
count_points (const BandLayer *self)
{
  return MIN (ink_series_count (self->low), ink_series_count (self->high));
}

/* "0.52 (0.4 to 0.6)"; NULL in a gap. */
static char *
band_describe (InkLayer *layer, gsize index)
{
  BandLayer *self = (BandLayer *) layer;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;
  g_autofree char *mean = NULL;

  if (index >= count_points (self) ||
      (isnan (ink_series_y (self->low, index)) &&
       isnan (ink_series_y (self->high, index))))
    return NULL;
  low = ink_format_value (ink_series_y (self->low, index));
  high = ink_format_value (ink_series_y (self->high, index));
  if (self->mean == NULL)
    return g_strdup_printf ("%s to %s", low, high);
  mean = ink_format_value (ink_series_y (self->mean, index));
  return g_strdup_printf ("%s (%s to %s)", mean, low, high);
}

static void
band_extend (InkLayer *layer, InkExtent *extent)
{
  BandLayer *self = (BandLayer *) layer;

  ink_extent_add_series (extent, self->low);
  ink_extent_add_series (extent, self->high);
  if (self->mean != NULL)
    ink_extent_add_series (extent, self->mean);
}

/* Fills what @posts span, and empties them. One post alone is a line. */
static void
flush (GArray *posts, const InkLayerContext *context)
{
  cairo_t *cr = context->cr;
  const Post *post = (const Post *) (gconstpointer) posts->data;

  for (guint i = 0; i < posts->len; i++)
    cairo_line_to (cr, post[i].x, post[i].high);
  for (guint i = posts->len; i-- > 0;)
    cairo_line_to (cr, post[i].x, post[i].low);
  if (posts->len == 1)
    {
      cairo_set_line_width (cr, 2);
      cairo_stroke (cr);
    }
  else
    cairo_fill (cr);
  g_array_set_size (posts, 0);
}

static void
add_post (GArray *posts,
          const InkLayerContext *context,
          double px,
          double low,
          double high)
{
  const double a = ink_scale_to_pixels (context->y, low);
  const double b = ink_scale_to_pixels (context->y, high);
  const Post post = { px, MAX (a, b), MIN (a, b) };

  g_array_append_val (posts, post);
}

static void
fill_points (const BandLayer *self,
             const InkLayerContext *context,
             gsize first,
             gsize end)
{
  g_autoptr (GArray) posts = g_array_new (FALSE, FALSE, sizeof (Post));

  for (gsize i = first; i < end; i++)
    {
      const double low = ink_series_y (self->low, i);
      const double high = ink_series_y (self->high, i);

      if (isfinite (low) && isfinite (high))
        add_post (posts, context,
                  ink_scale_to_pixels (context->x, ink_series_x (self->low, i)),
                  low, high);
      else
        flush (posts, context);
    }
  flush (posts, context);
}

static void
fill_columns (const BandLayer *self, const InkLayerContext *context)
{
  g_autoptr (GArray) posts = g_array_new (FALSE, FALSE, sizeof (Post));
  g_autoptr (GArray) columns =
      ink_series_columns (self->low, context->x, context->step);

  for (guint i = 0; i < columns->len; i++)
    {
      const InkColumn *column = &g_array_index (columns, InkColumn, i);
      InkSeriesRange high;
      gboolean broken;

      ink_series_range (self->high, column->first, column->end, &high);
      broken = column->range.flags != 0 || high.flags != 0;
      if (broken)
        flush (posts, context);
      if (column->range.min <= column->range.max && high.min <= high.max)
        {
          const double least = MIN (column->range.min, high.min);
          const double most = MAX (column->range.max, high.max);

          add_post (posts, context, column->pixel, least, most);
          add_post (posts, context, column->pixel + context->step, least, most);
        }
      if (broken)
        flush (posts, context);
    }
  flush (posts, context);
}

static void
fill_area (const BandLayer *self, const InkLayerContext *context)
{
  InkColor color = ink_layer_color (&self->parent, context->theme);
  gsize first, end;

  ink_trace_visible (self->low, context->x, &first, &end);
  end = MIN (end, count_points (self));
  color.a *= ALPHA;
  ink_set_color (context->cr, &color);
  cairo_set_dash (context->cr, NULL, 0, 0);
  if (end > first && (double) (end - first) >
                         DENSE * context->area.width / context->step)
    fill_columns (self, context);
  else
    fill_points (self, context, first, end);
}

static void
band_draw (InkLayer *layer, const InkLayerContext *context)
{
  BandLayer *self = (BandLayer *) layer;

  cairo_save (context->cr);
  ink_layer_clip (context);
  fill_area (self, context);
  cairo_restore (context->cr);
  if (self->mean != NULL)
    {
      ink_layer_set_pen (layer, context);
      ink_trace_line (self->mean, context);
      ink_layer_draw_only_point (self->mean, context);
      ink_trace_marks (layer, self->mean, context);
    }
  if (self->ground)
    return;
  ink_trace_marks (layer, self->low, context);
  ink_trace_marks (layer, self->high, context);
}

static void
band_draw_key (InkLayer *layer,
               const InkLayerContext *context,
               double x,
               double y)
{
  BandLayer *self = (BandLayer *) layer;
  InkColor color = ink_layer_color (layer, context->theme);

  color.a *= ALPHA;
  ink_set_color (context->cr, &color);
  cairo_rectangle (context->cr, x - 7, y - 4.5, 14, 9);
  cairo_fill (context->cr);
  if (self->mean != NULL)
    ink_layer_draw_line_key (layer, context, x, y);
}

static void
band_write_csv (InkLayer *layer, GString *csv)
{
  BandLayer *self = (BandLayer *) layer;

  for (gsize i = 0; i < count_points (self); i++)
    {
      ink_csv_append_text (csv, layer->name);
      g_string_append_c (csv, ',');
      ink_csv_append_number (csv, ink_series_x (self->low, i));
      g_string_append_c (csv, ',');
      ink_csv_append_number (csv, ink_series_y (self->low, i));
      g_string_append_c (csv, ',');
      ink_csv_append_number (csv, ink_series_y (self->high, i));
      g_string_append_c (csv, ',');
      if (self->mean != NULL && i < ink_series_count (self->mean))
        ink_csv_append_number (csv, ink_series_y (self->mean, i));
      g_string_append_c (csv, '\n');
    }
}

static const InkLayerClass band_class = {
  .size = sizeof (BandLayer),
  .finalize = band_finalize,
  .own = band_own,
  .extend = band_extend,
  .draw = band_draw,
  .draw_key = band_draw_key,
  .series = band_series,
  .describe = band_describe,
  .csv_header = "series,x,low,high,mean",
  .write_csv = band_write_csv,
};

InkLayer *
ink_layer_band_new (InkSeries *low,
                    InkSeries *high,
                    InkSeries *mean,
                    const InkLayerStyle *style)
{
  BandLayer *self = g_new0 (BandLayer, 1);

  ink_layer_init (&self->parent, &band_class, style);
  self->low = ink_series_ref (low);
  self->high = ink_series_ref (high);
  self->mean = mean != NULL ? ink_series_ref (mean) : NULL;
  return &self->parent;
}

void
ink_layer_band_set_ground (InkLayer *layer)
{
  ((BandLayer *) layer)->ground = TRUE;
}
