#pragma once

#include <gtk/gtk.h>

#include "core/data/drawing.h"
#include "ui/draw/draw-tool.h"

G_BEGIN_DECLS

/* A sheet to draw on with mouse, finger or pen. It holds a drawing, or a
 * picture that was put on it. Main thread.
 *
 * Coordinates of the drawing: the largest square in the middle of the sheet is
 * 1000 units wide and high, (0, 0) its upper left corner.
 *
 * Signals: "changed" whenever what is on the sheet has changed, once for every
 * batch of points; "stroke-ended" when the pen or an eraser is lifted.
 * Properties: "tool", an InkTool. */
#define INK_TYPE_DRAWING_AREA (ink_drawing_area_get_type ())
G_DECLARE_FINAL_TYPE (InkDrawingArea, ink_drawing_area, INK, DRAWING_AREA,
                      GtkWidget)

#define INK_SHEET_UNITS 1000.0
#define INK_PEN_WIDTH_DEFAULT 42.0
#define INK_ERASER_SIZE_DEFAULT 90.0

GtkWidget *ink_drawing_area_new (void);

/* (transfer none): what is drawn; valid until the sheet changes. */
const InkDrawing *ink_drawing_area_get_drawing (InkDrawingArea *self);
/* Replaces what is on the sheet; it can be undone. A drawing that does not fit
 * the sheet is brought to its middle. */
void ink_drawing_area_set_drawing (InkDrawingArea *self,
                                   const InkDrawing *drawing);
/* ink_drawing_area_set_picture: shows @pixels [height][width], 255 white,
 * instead of a drawing; it can be undone.
 * @pixels: (transfer full) */
void ink_drawing_area_set_picture (InkDrawingArea *self, guint8 *pixels,
                                   guint height, guint width);
/* (nullable) (transfer none): NULL where there is no picture. */
const guint8 *ink_drawing_area_get_picture (InkDrawingArea *self,
                                            guint *height, guint *width);
gboolean ink_drawing_area_is_empty (InkDrawingArea *self);

gboolean ink_drawing_area_can_undo (InkDrawingArea *self);
gboolean ink_drawing_area_can_redo (InkDrawingArea *self);
void ink_drawing_area_undo (InkDrawingArea *self);
void ink_drawing_area_redo (InkDrawingArea *self);
void ink_drawing_area_clear (InkDrawingArea *self);

/* Of the pen on the sheet, in its units; reading does not depend on it. */
double ink_drawing_area_get_pen_width (InkDrawingArea *self);
void ink_drawing_area_set_pen_width (InkDrawingArea *self, double width);
/* What mouse, finger and the pen's tip do. */
InkTool ink_drawing_area_get_tool (InkDrawingArea *self);
void ink_drawing_area_set_tool (InkDrawingArea *self, InkTool tool);
/* The diameter of both erasers, in the sheet's units. */
double ink_drawing_area_get_eraser_size (InkDrawingArea *self);
void ink_drawing_area_set_eraser_size (InkDrawingArea *self, double size);
/* Shown on the empty sheet; @hint: (nullable). */
void ink_drawing_area_set_hint (InkDrawingArea *self, const char *hint);
/* The square, in units, that holds all of the sheet. */
void ink_drawing_area_get_square (InkDrawingArea *self, double *x, double *y,
                                  double *side);

/* Where what is on the sheet lies on the widget: its (0, 0), the drawing's or
 * the picture's, is at (@x, @y), and a unit or pixel of it is @scale pixels. */
void ink_drawing_area_get_place (InkDrawingArea *self, double *x, double *y,
                                 double *scale);

/* The pointer, in pixels of the widget; pen-input.c calls these. Points that
 * add nothing (a pen that is up, a hand that trembles) are dropped. A point's
 * time is the device's, in ms from whenever, or 0. */
void ink_drawing_area_pen_down (InkDrawingArea *self, const InkPoint *point);
/* With this tool, as a pen may have an end that erases. */
void ink_drawing_area_tool_down (InkDrawingArea *self, const InkPoint *point,
                                 InkTool tool);
void ink_drawing_area_pen_move (InkDrawingArea *self, const InkPoint *points,
                                guint n);
void ink_drawing_area_pen_up (InkDrawingArea *self);
/* It was no stroke: the sheet becomes what it was before. */
void ink_drawing_area_pen_cancel (InkDrawingArea *self);
/* Where the pointer is, and what it would do there; erasers get a ring. */
void ink_drawing_area_hover (InkDrawingArea *self, double x, double y,
                             InkTool tool);
void ink_drawing_area_leave (InkDrawingArea *self);

G_END_DECLS
