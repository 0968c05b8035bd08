#pragma once

#include "core/data/drawing.h"
#include "ui/draw/draw-tool.h"

G_BEGIN_DECLS

/* What a pointer does to a drawing between down and up: a stroke, or one step
 * of erasing. No widget; embedded in the sheet. All 0 at first. */
typedef struct
{
  gboolean is_down;
  InkTool tool;  /* of the stroke under way */
  double radius; /* of the eraser, in the drawing's units */
  gboolean trembling;
  gboolean has_erased;
  double down_x, down_y;   /* in pixels */
  double swept_x, swept_y; /* the eraser's last place, in units */
  double time_origin;      /* of the device's times */
} InkSheetPen;

/* A place of the pointer, in pixels and in the drawing's units. */
typedef struct
{
  InkPoint pixels; /* its time is the device's, in ms from whenever, or 0 */
  double x, y;
} InkPenPlace;

typedef enum
{
  INK_PEN_NOTHING,
  INK_PEN_GREW,    /* points were added to the newest stroke */
  INK_PEN_CHANGED, /* anything else */
} InkPenEffect;

/* @radius: of an eraser */
InkPenEffect ink_sheet_pen_down (InkSheetPen *pen, InkDrawing *drawing,
                                 const InkPenPlace *place, InkTool tool,
                                 double radius);
InkPenEffect ink_sheet_pen_move (InkSheetPen *pen, InkDrawing *drawing,
                                 const InkPenPlace *place);
/* Also for a pen that is up. */
InkPenEffect ink_sheet_pen_up (InkSheetPen *pen, InkDrawing *drawing);
/* Takes back what was done since it came down. */
InkPenEffect ink_sheet_pen_cancel (InkSheetPen *pen, InkDrawing *drawing);

G_END_DECLS
