#pragma once

#include "ui/draw/drawing-area.h"
#include "ui/draw/sheet-pen.h"
#include "ui/draw/sheet-pictures.h"
#include "ui/draw/stroke-painter.h"

G_BEGIN_DECLS

/* The sheet, for the sources drawing-area*.c. */
struct _InkDrawingArea
{
  GtkWidget parent_instance;
  InkDrawing *drawing;
  InkStrokePainter *painter;
  InkSheetPictures *pictures;
  PangoLayout *hint;
  double pen_width;
  double scale; /* pixels a unit */
  double eraser_size;
  InkTool tool;
  InkSheetPen pen;
  gboolean hovers;
  InkTool hover_tool;
  double hover_x, hover_y; /* in pixels */
};

/* After whatever happens to the drawing but that points are added: forgets what
 * was painted, and tells "changed". */
void drawing_area_changed (InkDrawingArea *self);
/* After points were added: what was painted of the stroke stays. */
void drawing_area_grew (InkDrawingArea *self);
/* Tells "stroke-ended". */
void drawing_area_end_stroke (InkDrawingArea *self);
/* (nullable) (transfer none): the picture that is on it instead of ink. */
const InkSheetPicture *drawing_area_picture (InkDrawingArea *self);

G_END_DECLS
