#pragma once

#include "ui/plot/layer-private.h"

G_BEGIN_DECLS

/* A line by columns: from where to where it reaches in each column of pixels.
 * Costs the same for a thousand points and for a million, and holds every
 * extreme, with the way from one column to the next. Private to ui/plot. */

typedef struct
{
  float top, bottom; /* pixels; top > bottom where the line is not there */
} InkSpan;

typedef struct
{
  double left, step; /* of the first column's edge; from one to the next */
  guint n;
  InkSpan *columns; /* [n] */
} InkSpans;

/* ink_spans_init: of the line through the points @first <= index < @end and
 * the area's columns. Pixels are those that @context's scales are in. */
void ink_spans_init (InkSpans *spans, const InkSeries *series,
                     const InkLayerContext *context, gsize first, gsize end);
void ink_spans_clear (InkSpans *spans);
/* The mean height of those that there are, in pixels; 0 for none. */
double ink_spans_mean_height (const InkSpans *spans);
/* Paints them with the context's pen, right onto the pixels of an image: far
 * faster than Cairo's strokes. FALSE, with nothing done, where the surface has
 * no pixels, or where they are not the context's columns. */
gboolean ink_spans_paint (const InkSpans *spans,
                          const InkLayerContext *context);
/* Fills a rectangle for each, on any surface. */
void ink_spans_fill (const InkSpans *spans, const InkLayerContext *context);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (InkSpans, ink_spans_clear)

G_END_DECLS
