#pragma once

#include "ui/plot/layer-private.h"
#include "ui/plot/spans.h"

G_BEGIN_DECLS

/* Drawing a series of points as a line, shared by the layers that do. Private
 * to ui/plot. */

/* Lines, and above them marks, of several layers. */
struct _InkTraceBatch
{
  guint n_lines; /* of the plot, for what each may cost */
  InkSpansBatch lines;
  InkColumns columns; /* of the area, once a line needed them */
  GArray *marks;      /* nullable */
};

/* Draws what was left in the context's batch, if it has one. */
void ink_trace_flush (const InkLayerContext *context);
void ink_trace_batch_clear (InkTraceBatch *batch);

/* The line, with the pen that is set; broken where y is not finite. */
void ink_trace_line (const InkSeries *series, const InkLayerContext *context);
/* At the edges: crosses on the axis for NaN, small arrows towards infinities
 * and points outside the view. */
void ink_trace_marks (const InkLayer *layer, const InkSeries *series,
                      const InkLayerContext *context);
/* The indices in view, with one more at either side where there is one. */
void ink_trace_visible (const InkSeries *series, const InkScale *x,
                        gsize *first, gsize *end);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (InkTraceBatch, ink_trace_batch_clear)

G_END_DECLS
