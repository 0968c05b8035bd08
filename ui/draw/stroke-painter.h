#pragma once

#include <gtk/gtk.h>

#include "core/data/drawing.h"

G_BEGIN_DECLS

/* Paints a drawing whose strokes grow. Main thread. */
typedef struct _InkStrokePainter InkStrokePainter;

typedef struct
{
  int width, height; /* of the widget, in pixels */
  int device_scale;
  double scale;     /* pixels a unit of the drawing */
  double middle;    /* in units: lies in the middle of the widget */
  double pen_width; /* in units, at pressure 0.5 */
  GdkRGBA color;
  gboolean open; /* the last stroke may still grow */
} InkSheetView;

InkStrokePainter *ink_stroke_painter_new (void);
void ink_stroke_painter_free (InkStrokePainter *painter);
/* To call when anything but points at the end of the last stroke changed. */
void ink_stroke_painter_reset (InkStrokePainter *painter);
void ink_stroke_painter_paint (InkStrokePainter *painter, cairo_t *cr,
                               const InkDrawing *drawing,
                               const InkSheetView *view);

G_END_DECLS
