/* Bars over the bins of a quantity, one group a layer: over one another and
 * translucent, side by side, or faint behind other marks. A bar stands on 0, on
 * a log axis on the foot of the chart, where an empty bin has none. Bins that
 * share a column of pixels are drawn as their highest, so that none vanishes;
 * a bin without width is drawn a pixel wide. Sizes that are not finite have no
 * bar and are marked. */
#include <math.h>

#include "ui/plot/layer-private.h"
#include "ui/plot/ticks.h"
#include "ui/plot/trace.h"

#define OVER_ALPHA 0.45
#define BEHIND_ALPHA 0.22
#define SLOTS_FILL 0.84 /* of a bin, by its slots together */
#define OUTLINE_LEAST 3.0 /* pixels a bin */
#define BELOW_PIXEL 1e5   /* what makes any height less than a pixel */

typedef struct
{
  InkLayer parent;
  guint n_bins;
  double *edges; /* [n_bins + 1], never falling */
  double *sizes; /* [n_bins] */
  InkHistogramKind kind;
  guint slot, n_slots;
  InkSeries *centres; /* every bin: what is read */
  InkSeries *marked;  /* bins with something in them */
} Histogram;

/* A bar in pixels. */
typedef struct
{
  double left, right, top, bottom;
} Bar;

static void
histogram_finalize (InkLayer *layer)
{
  Histogram *self = (Histogram *) layer;

  g_free (self->edges);
  g_free (self->sizes);
  ink_series_unref (self->centres);
  ink_series_unref (self->marked);
}

static void
histogram_own (InkLayer *layer)
{
  Histogram *self = (Histogram *) layer;
  const gsize n = self->n_bins;

  self->edges = g_memdup2 (self->edges, (n + 1) * sizeof (double));
  self->sizes = g_memdup2 (self->sizes, n * sizeof (double));
  self->centres = ink_series_copy (self->centres);
  self->marked = ink_series_copy (self->marked);
}

static void
histogram_extend (InkLayer *layer, InkExtent *extent)
{
  Histogram *self = (Histogram *) layer;

  if (self->n_bins == 0)
    return;
  for (guint i = 0; i <= self->n_bins; i++)
    ink_extent_add (extent, INK_AXIS_X, self->edges[i]);
  ink_extent_add (extent, INK_AXIS_Y, 0);
  for (guint i = 0; i < self->n_bins; i++)
    ink_extent_add (extent, INK_AXIS_Y, self->sizes[i]);
}

static InkSeries *
histogram_series (InkLayer *layer)
{
  return ((Histogram *) layer)->centres;
}

static double
foot (const InkLayerContext *context)
{
  const double bottom = context->area.y + context->area.height;

  return context->y->kind == INK_SCALE_LOG
             ? bottom + 4 /* the outline's lower side stays out of sight */
             : ink_scale_to_pixels (context->y, 0);
}

static Bar
bar_of (const Histogram *self, const InkLayerContext *context, guint i)
{
  const double left = ink_scale_to_pixels (context->x, self->edges[i]);
  const double right = ink_scale_to_pixels (context->x, self->edges[i + 1]);
  const double zero = foot (context);
  const double size = self->sizes[i];
  const double end = isfinite (size) && (size > 0 || zero <= context->area.y +
                                                     context->area.height)
                         ? ink_scale_to_pixels (context->y, size)
                         : zero;
  Bar bar = { left, right, MIN (zero, end), MAX (zero, end) };

  if (self->kind == INK_HISTOGRAM_BESIDE)
    {
      const double width = (right - left) * SLOTS_FILL / self->n_slots;

      bar.left =
          left + (right - left) * (1 - SLOTS_FILL) / 2 + self->slot * width;
      bar.right = bar.left + width;
    }
  bar.right = MAX (bar.right, bar.left + context->step);
  return bar;
}

static void
fill_bar (const InkLayerContext *context, const Bar *bar)
{
  if (!(bar->bottom > bar->top))
    return;
  cairo_rectangle (context->cr, bar->left, bar->top, bar->right - bar->left,
                   bar->bottom - bar->top);
  cairo_fill (context->cr);
}

/* The bins in view. */
static void
find_visible (const Histogram *self,
              const InkLayerContext *context,
              guint *first,
              guint *end)
{
  *first = self->n_bins;
  *end = 0;
  for (guint i = 0; i < self->n_bins; i++)
    if (self->edges[i + 1] >= context->x->low &&
        self->edges[i] <= context->x->high)
      {
        *first = MIN (*first, i);
        *end = i + 1;
      }
}

/* Bins narrower than two pixels: as much as all that begin in a column. */
static void
fill_narrow (const Histogram *self,
             const InkLayerContext *context,
             guint first,
             guint end)
{
  Bar column = { -INFINITY, -INFINITY, 0, 0 };

  for (guint i = first; i < end; i++)
    {
      Bar bar = bar_of (self, context, i);
      const double at =
          context->area.x +
          floor ((bar.left - context->area.x) / context->step) * context->step;

      if (at > column.left)
        {
          fill_bar (context, &column);
          column = (Bar){ at, at + context->step, bar.top, bar.bottom };
        }
      column.right = MAX (column.right, bar.right);
      column.top = MIN (column.top, bar.top);
      column.bottom = MAX (column.bottom, bar.bottom);
    }
  fill_bar (context, &column);
}

/* The upper edge of all bars, so that a group shows below another. */
static void
draw_outline (const Histogram *self,
              const InkLayerContext *context,
              guint first,
              guint end)
{
  cairo_t *cr = context->cr;
  const double zero = foot (context);

  for (guint i = first; i < end; i++)
    {
      Bar bar = bar_of (self, context, i);
      const double y = bar.top < zero ? bar.top : bar.bottom;

      if (i == first)
        cairo_move_to (cr, bar.left, zero);
      cairo_line_to (cr, bar.left, y);
      cairo_line_to (cr, bar.right, y);
      if (i + 1 == end)
        cairo_line_to (cr, bar.right, zero);
    }
  cairo_set_line_width (cr, 1.4);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_MITER);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_stroke (cr);
}

static double
fill_alpha (const Histogram *self)
{
  switch (self->kind)
    {
    case INK_HISTOGRAM_BEHIND:
      return BEHIND_ALPHA;
    case INK_HISTOGRAM_BESIDE:
      return 1;
    case INK_HISTOGRAM_OVER:
    default:
      return OVER_ALPHA;
    }
}

static void
draw_bars (const Histogram *self, const InkLayerContext *context)
{
  InkColor color = ink_layer_color (&self->parent, context->theme);
  const InkColor line = color;
  double room;
  guint first, end;

  find_visible (self, context, &first, &end);
  if (first >= end)
    return;
  room = fabs (ink_scale_to_pixels (context->x, self->edges[end]) -
               ink_scale_to_pixels (context->x, self->edges[first])) /
         (end - first);
  color.a *= fill_alpha (self);
  ink_set_color (context->cr, &color);
  if (room < 2 * context->step)
    {
      fill_narrow (self, context, first, end);
      return;
    }
  for (guint i = first; i < end; i++)
    {
      Bar bar = bar_of (self, context, i);

      fill_bar (context, &bar);
    }
  ink_set_color (context->cr, &line);
  if (self->kind == INK_HISTOGRAM_OVER && room >= OUTLINE_LEAST)
    draw_outline (self, context, first, end);
}

static void
histogram_draw (InkLayer *layer, const InkLayerContext *context)
{
  Histogram *self = (Histogram *) layer;

  cairo_save (context->cr);
  ink_layer_clip (context);
  draw_bars (self, context);
  cairo_restore (context->cr);
  ink_trace_marks (layer, self->marked, context);
}

static void
histogram_draw_key (InkLayer *layer,
                    const InkLayerContext *context,
                    double x,
                    double y)
{
  Histogram *self = (Histogram *) layer;
  InkColor color = ink_layer_color (layer, context->theme);
  const InkColor line = color;

  color.a *= fill_alpha (self);
  ink_set_color (context->cr, &color);
  cairo_rectangle (context->cr, x - 4.5, y - 4.5, 9, 9);
  cairo_fill_preserve (context->cr);
  ink_set_color (context->cr, &line);
  cairo_set_line_width (context->cr, 1.2);
  if (self->kind == INK_HISTOGRAM_OVER)
    cairo_stroke (context->cr);
  cairo_new_path (context->cr);
}

/* The last bin that begins at or before @x. */
static guint
find_bin (const Histogram *self, double x)
{
  guint low = 0;
  guint high = self->n_bins - 1;

  while (low < high)
    {
      const guint middle = low + (high - low + 1) / 2;

      if (self->edges[middle] <= x)
        low = middle;
      else
        high = middle - 1;
    }
  return low;
}

static gboolean
histogram_read_cell (InkLayer *layer, double x, double y, InkReading *reading)
{
  Histogram *self = (Histogram *) layer;
  guint bin;

  if (self->n_bins == 0 || !(x >= self->edges[0]) ||
      !(x <= self->edges[self->n_bins]))
    return FALSE;
  bin = find_bin (self, x);
  if (reading->heading == NULL)
    {
      g_autofree char *low = ink_format_value (self->edges[bin]);
      g_autofree char *high = ink_format_value (self->edges[bin + 1]);

      reading->heading = g_strdup_printf ("%s to %s", low, high);
      reading->px = ink_series_x (self->centres, bin);
      reading->py = self->sizes[bin];
    }
  ink_reading_add (reading, layer->name != NULL ? layer->name : "count",
                   ink_format_value (self->sizes[bin]), layer->color);
  return TRUE;
}

/* Of the bars under the pointer the lowest, which others would cover. One that
 * is too low to be pointed at is caught from above. */
static double
histogram_find_mark (InkLayer *layer,
                     const InkLayerContext *context,
                     double px,
                     double py,
                     gsize *index)
{
  Histogram *self = (Histogram *) layer;
  const double x = ink_scale_to_data (context->x, px);
  Bar bar;

  if (self->n_bins == 0 || !(x >= self->edges[0]) ||
      !(x <= self->edges[self->n_bins]))
    return INFINITY;
  *index = find_bin (self, x);
  bar = bar_of (self, context, (guint) *index);
  if (!(self->sizes[*index] > 0) || py > bar.bottom || px < bar.left - 1 ||
      px > bar.right + 1)
    return INFINITY;
  return py < bar.top ? bar.top - py : (py - bar.top) / BELOW_PIXEL;
}

static gboolean
histogram_place_mark (InkLayer *layer,
                      const InkLayerContext *context,
                      gsize index,
                      InkMark *mark)
{
  Histogram *self = (Histogram *) layer;
  Bar bar;

  if (index >= self->n_bins || !(self->sizes[index] > 0))
    return FALSE;
  bar = bar_of (self, context, (guint) index);
  mark->x = ink_series_x (self->centres, index);
  mark->y = self->sizes[index];
  mark->px = (bar.left + bar.right) / 2;
  mark->py = bar.top;
  return TRUE;
}

static void
histogram_write_csv (InkLayer *layer, GString *csv)
{
  Histogram *self = (Histogram *) layer;

  for (guint i = 0; i < self->n_bins; i++)
    {
      ink_csv_append_text (csv, layer->name);
      g_string_append_c (csv, ',');
      ink_csv_append_number (csv, self->edges[i]);
      g_string_append_c (csv, ',');
      ink_csv_append_number (csv, self->edges[i + 1]);
      g_string_append_c (csv, ',');
      ink_csv_append_number (csv, self->sizes[i]);
      g_string_append_c (csv, '\n');
    }
}

static const InkLayerClass histogram_class = {
  .size = sizeof (Histogram),
  .finalize = histogram_finalize,
  .own = histogram_own,
  .extend = histogram_extend,
  .draw = histogram_draw,
  .draw_key = histogram_draw_key,
  .find_mark = histogram_find_mark,
  .place_mark = histogram_place_mark,
  .series = histogram_series,
  .read_cell = histogram_read_cell,
  .shares_reading = TRUE,
  .csv_header = "series,from,to,value",
  .write_csv = histogram_write_csv,
};

static const InkLayerClass behind_class = {
  .size = sizeof (Histogram),
  .finalize = histogram_finalize,
  .own = histogram_own,
  .extend = histogram_extend,
  .draw = histogram_draw,
  .draw_key = histogram_draw_key,
  .find_mark = histogram_find_mark,
  .place_mark = histogram_place_mark,
  .csv_header = "series,from,to,value",
  .write_csv = histogram_write_csv,
};

static void
copy_edges (Histogram *self, const double *edges)
{
  double last = 0;

  self->edges = g_new (double, (gsize) self->n_bins + 1);
  for (guint i = 0; self->n_bins > 0 && i <= self->n_bins; i++)
    {
      if (isfinite (edges[i]) && (i == 0 || edges[i] > last))
        last = edges[i];
      self->edges[i] = last;
    }
}

static void
copy_sizes (Histogram *self, const double *sizes)
{
  self->sizes = g_memdup2 (sizes, self->n_bins * sizeof *sizes);
  self->centres = ink_series_new ();
  self->marked = ink_series_new ();
  for (guint i = 0; i < self->n_bins; i++)
    {
      const double centre = self->edges[i] / 2 + self->edges[i + 1] / 2;

      ink_series_append (self->centres, centre, sizes[i]);
      if (sizes[i] != 0)
        ink_series_append (self->marked, centre, sizes[i]);
    }
}

InkLayer *
ink_layer_histogram_new (const InkHistogram *histogram,
                         const InkLayerStyle *style)
{
  Histogram *self = g_new0 (Histogram, 1);

  ink_layer_init (&self->parent,
                  histogram->kind == INK_HISTOGRAM_BEHIND ? &behind_class
                                                          : &histogram_class,
                  style);
  self->n_bins = histogram->n_bins;
  self->kind = histogram->kind;
  self->n_slots = MAX (histogram->n_slots, 1);
  self->slot = MIN (histogram->slot, self->n_slots - 1);
  copy_edges (self, histogram->edges);
  copy_sizes (self, histogram->sizes);
  return &self->parent;
}
