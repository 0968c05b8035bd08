/* Exponential smoothing of a series, m <- v m + (1 - v) y, whose memory grows
 * with it: v = min (w, n / (n + 10)) after n points, which is polynomial-decay
 * averaging (Shamir & Zhang, ICML 2013, section 4, eta = 9) until that
 * remembers as much as w does. A mean over all that was, as bias correction
 * makes it at first, would lag far behind a loss that falls by powers of ten.
 * The smoothed series grows with its source; what is not finite leaves a gap
 * and is not averaged in. */
#include <math.h>

#include "ui/plot/layer-private.h"
#include "ui/plot/trace.h"

#define MEMORY 10.0 /* the mean is over about the last tenth of the points */

typedef struct
{
  InkLayer parent;
  InkSeries *source;
  InkSeries *smooth;
  double weight;
  double mean;   /* m */
  guint64 count; /* n */
  guint generation;
} SmoothLayer;

static void
smooth_finalize (InkLayer *layer)
{
  SmoothLayer *self = (SmoothLayer *) layer;

  ink_series_unref (self->source);
  ink_series_unref (self->smooth);
}

static void
smooth_own (InkLayer *layer)
{
  SmoothLayer *self = (SmoothLayer *) layer;

  self->source = ink_series_copy (self->source);
  self->smooth = ink_series_copy (self->smooth);
}

static void
restart (SmoothLayer *self)
{
  ink_series_clear (self->smooth);
  self->mean = 0;
  self->count = 0;
  self->generation = ink_series_generation (self->source);
}

static void
add_point (SmoothLayer *self, double x, double y)
{
  if (isfinite (y))
    {
      const double n = (double) self->count++;
      const double keep = MIN (self->weight, n / (n + MEMORY));

      self->mean = keep * self->mean + (1 - keep) * y;
      y = self->mean;
    }
  ink_series_append (self->smooth, x, isfinite (y) ? y : NAN);
}

static InkSeries *
smooth_series (InkLayer *layer)
{
  SmoothLayer *self = (SmoothLayer *) layer;

  if (self->generation != ink_series_generation (self->source))
    restart (self);
  for (gsize i = ink_series_count (self->smooth);
       i < ink_series_count (self->source); i++)
    add_point (self, ink_series_x (self->source, i),
               ink_series_y (self->source, i));
  return self->smooth;
}

static void
smooth_extend (InkLayer *layer, InkExtent *extent)
{
  ink_extent_add_series (extent, smooth_series (layer));
}

static void
smooth_draw (InkLayer *layer, const InkLayerContext *context)
{
  ink_layer_set_pen (layer, context);
  ink_trace_line (smooth_series (layer), context);
}

static void
smooth_write_csv (InkLayer *layer, GString *csv)
{
  ink_csv_append_series (csv, layer->name, smooth_series (layer));
}

static const InkLayerClass smooth_class = {
  .size = sizeof (SmoothLayer),
  .finalize = smooth_finalize,
  .own = smooth_own,
  .extend = smooth_extend,
  .draw = smooth_draw,
  .draw_key = ink_layer_draw_line_key,
  .series = smooth_series,
  .only_traces = TRUE,
  .csv_header = "series,x,y",
  .write_csv = smooth_write_csv,
};

InkLayer *
ink_layer_smooth_new (InkSeries *series,
                      double weight,
                      const InkLayerStyle *style)
{
  SmoothLayer *self = g_new0 (SmoothLayer, 1);

  ink_layer_init (&self->parent, &smooth_class, style);
  self->source = ink_series_ref (series);
  self->smooth = ink_series_new ();
  self->weight = isfinite (weight) ? CLAMP (weight, 0, 1 - 1e-6) : 0;
  restart (self);
  return &self->parent;
}
