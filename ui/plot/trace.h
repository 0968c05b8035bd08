#pragma once

#include "ui/plot/layer-private.h"

G_BEGIN_DECLS

/* Drawing a series of points as a line, shared by the layers that do. Private
 * to ui/plot. */

/* The line, with the pen that is set; broken where y is not finite. */
void ink_trace_line (const InkSeries *series, const InkLayerContext *context);
/* At the edges: crosses on the axis for NaN, small arrows towards infinities
 * and points outside the view. */
void ink_trace_marks (const InkLayer *layer, const InkSeries *series,
                      const InkLayerContext *context);
/* The indices in view, with one more at either side where there is one. */
void ink_trace_visible (const InkSeries *series, const InkScale *x,
                        gsize *first, gsize *end);

G_END_DECLS
