/* A line through a series; a dot where it has one point only, which makes no
 * line. */
#include "ui/plot/layer-private.h"
#include "ui/plot/trace.h"

typedef struct
{
  InkLayer parent;
  InkSeries *series;
} LineLayer;

static void
line_finalize (InkLayer *layer)
{
  ink_series_unref (((LineLayer *) layer)->series);
}

static void
line_own (InkLayer *layer)
{
  LineLayer *self = (LineLayer *) layer;

  self->series = ink_series_copy (self->series);
}

static InkSeries *
line_series (InkLayer *layer)
{
  return ((LineLayer *) layer)->series;
}

static void
line_extend (InkLayer *layer, InkExtent *extent)
{
  ink_extent_add_series (extent, line_series (layer));
}

static void
line_draw (InkLayer *layer, const InkLayerContext *context)
{
  ink_layer_set_pen (layer, context);
  ink_trace_line (line_series (layer), context);
  ink_layer_draw_only_point (line_series (layer), context);
  ink_trace_marks (layer, line_series (layer), context);
}

static void
line_write_csv (InkLayer *layer, GString *csv)
{
  ink_csv_append_series (csv, layer->name, line_series (layer));
}

static double
line_find_mark (InkLayer *layer,
                const InkLayerContext *context,
                double px,
                double py,
                gsize *index)
{
  return ink_mark_on_path (line_series (layer), INK_PATH_LINE, context, px, py,
                           index);
}

static const InkLayerClass line_class = {
  .size = sizeof (LineLayer),
  .finalize = line_finalize,
  .own = line_own,
  .extend = line_extend,
  .draw = line_draw,
  .draw_key = ink_layer_draw_line_key,
  .series = line_series,
  .find_mark = line_find_mark,
  .only_traces = TRUE,
  .csv_header = "series,x,y",
  .write_csv = line_write_csv,
};

InkLayer *
ink_layer_line_new (InkSeries *series, const InkLayerStyle *style)
{
  LineLayer *layer = g_new0 (LineLayer, 1);

  ink_layer_init (&layer->parent, &line_class, style);
  layer->series = ink_series_ref (series);
  return &layer->parent;
}
