#pragma once

#include "ui/plot/layer-private.h"

G_BEGIN_DECLS

/* A line by columns: from where to where it reaches in each column of pixels.
 * Costs the same for a thousand points and for a million, and holds every
 * extreme, with the way from one column to the next. Private to ui/plot. */

typedef struct
{
  double left, step; /* of the first column's edge; from one to the next */
  guint n;
  float *tops, *bottoms; /* [n]: pixels; top > bottom where there is no line */
} InkSpans;

/* The area's columns, for all lines of it. */
void ink_spans_init_columns (const InkLayerContext *context,
                             InkColumns *columns);
/* ink_spans_init: of the line through the points @first <= index < @end and
 * the area's @columns, which are filled. Pixels are those that @context's
 * scales are in. */
void ink_spans_init (InkSpans *spans, const InkSeries *series,
                     const InkLayerContext *context, InkColumns *columns,
                     gsize first, gsize end);
void ink_spans_clear (InkSpans *spans);
/* How much neighbouring spans overlap in the mean, in pixels: little where the
 * line is smooth, however steep, and much where it is noise. */
double ink_spans_overlap (const InkSpans *spans);
/* The height of all together, in pixels: what strokes would cost. */
double ink_spans_height (const InkSpans *spans);
/* Fills a rectangle for each, on any surface. */
void ink_spans_fill (const InkSpans *spans, const InkLayerContext *context);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (InkSpans, ink_spans_clear)

/* Lines that are painted together, right onto the pixels of an image: far
 * faster than Cairo's strokes, and what later lines hide costs nothing. */
typedef struct
{
  GArray *lines; /* nullable */
} InkSpansBatch;

/* ink_spans_batch_add: with the context's pen; takes what is in @spans. FALSE,
 * with nothing done, where the surface has no pixels, where they are not the
 * context's columns, or where only Cairo knows such a pen or clip. */
gboolean ink_spans_batch_add (InkSpansBatch *batch, InkSpans *spans,
                              const InkLayerContext *context);
/* Paints those that were added, under the same clip, and forgets them. */
void ink_spans_batch_paint (InkSpansBatch *batch,
                            const InkLayerContext *context);
void ink_spans_batch_clear (InkSpansBatch *batch);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (InkSpansBatch, ink_spans_batch_clear)

G_END_DECLS
