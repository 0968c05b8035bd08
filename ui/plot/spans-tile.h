#pragma once

#include "ui/plot/spans.h"

G_BEGIN_DECLS

/* Putting lines' spans onto the pixels of an image, a few columns at a time.
 * Private to ui/plot. */

/* Wider pens are Cairo's. */
#define INK_PEN_REACH 8

/* The image, and where the plot's columns and rows are in it. */
typedef struct
{
  guint8 *data; /* 32 bits a pixel */
  int stride;   /* bytes */
  int left, right, top, bottom; /* the clip */
  double x, y, scale; /* of the plot's origin; pixels a unit */
} InkCanvas;

typedef struct
{
  guint32 opaque;         /* the pixel where it covers all */
  guint alpha, gap_alpha; /* 0 to 255; the latter's between dashes */
  double width;           /* pixels */
  int reach;              /* of a neighbour's spans, in columns */
  double halves[INK_PEN_REACH + 2]; /* the pen's half height by distance */
  guint covers[INK_PEN_REACH + 2];  /* 0 to 255 by distance */
  int dash, period; /* pixels of a dash, and with its gap */
} InkBrush;

typedef struct
{
  InkSpans spans; /* in rows of the image */
  InkBrush brush;
  int first; /* its first column in the image */
} InkPaintedLine;

/* ink_spans_paint: the @n @lines within the clip; the last is uppermost. */
void ink_spans_paint (const InkCanvas *canvas, const InkPaintedLine *lines,
                      guint n);

G_END_DECLS
