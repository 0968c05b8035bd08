/* The drawing's clock starts with its first point and goes on behind what is
 * there, whoever drew it, so that times never run backwards. */
#include "ui/draw/sheet-pen.h"

#include <math.h>

/* A hand that taps trembles: no stroke begins within so many pixels. */
#define TREMBLE 2.5
/* Between two strokes of which nobody knows how far apart they were, in ms. */
#define PAUSE 500

/* The newest point's; 0 where there is none. */
static double
latest_time (const InkDrawing *drawing)
{
  for (guint i = ink_drawing_n_strokes (drawing); i > 0; i--)
    {
      guint n;
      const InkPoint *points = ink_drawing_stroke (drawing, i - 1, &n);

      if (n > 0)
        return points[n - 1].time;
    }
  return 0;
}

static void
set_clock (InkSheetPen *pen, const InkDrawing *drawing, double time)
{
  double latest = latest_time (drawing);

  if (!(time > 0))
    return;
  if (ink_drawing_is_empty (drawing))
    pen->time_origin = time;
  else if (!(time - pen->time_origin >= latest))
    pen->time_origin = time - latest - PAUSE;
}

static InkPenEffect
draw (InkSheetPen *pen, InkDrawing *drawing, const InkPenPlace *place)
{
  InkPoint point = place->pixels;

  point.x = place->x;
  point.y = place->y;
  if (point.time > 0)
    point.time -= pen->time_origin;
  return ink_drawing_append (drawing, &point) ? INK_PEN_GREW : INK_PEN_NOTHING;
}

/* From where the eraser was to @place. */
static InkPenEffect
sweep (InkSheetPen *pen, InkDrawing *drawing, const InkPenPlace *place)
{
  InkSweep way = { pen->swept_x, pen->swept_y, place->x, place->y,
                   pen->radius };
  gboolean erased = pen->tool == INK_TOOL_ERASER
                        ? ink_drawing_erase (drawing, &way)
                        : ink_drawing_rub (drawing, &way);

  pen->swept_x = place->x;
  pen->swept_y = place->y;
  pen->has_erased |= erased;
  return erased ? INK_PEN_CHANGED : INK_PEN_NOTHING;
}

InkPenEffect
ink_sheet_pen_down (InkSheetPen *pen, InkDrawing *drawing,
                    const InkPenPlace *place, InkTool tool, double radius)
{
  ink_sheet_pen_up (pen, drawing);
  pen->is_down = TRUE;
  pen->tool = tool;
  pen->radius = radius;
  pen->has_erased = FALSE;
  if (tool != INK_TOOL_PEN)
    {
      ink_drawing_begin_edit (drawing);
      pen->swept_x = place->x;
      pen->swept_y = place->y;
      return sweep (pen, drawing, place);
    }
  set_clock (pen, drawing, place->pixels.time);
  pen->trembling = TRUE;
  pen->down_x = place->pixels.x;
  pen->down_y = place->pixels.y;
  ink_drawing_begin_stroke (drawing);
  draw (pen, drawing, place);
  return INK_PEN_GREW;
}

InkPenEffect
ink_sheet_pen_move (InkSheetPen *pen, InkDrawing *drawing,
                    const InkPenPlace *place)
{
  double dx = place->pixels.x - pen->down_x;
  double dy = place->pixels.y - pen->down_y;

  if (!pen->is_down)
    return INK_PEN_NOTHING;
  if (pen->tool != INK_TOOL_PEN)
    return sweep (pen, drawing, place);
  if (pen->trembling && hypot (dx, dy) < TREMBLE)
    return INK_PEN_NOTHING;
  pen->trembling = FALSE;
  return draw (pen, drawing, place);
}

InkPenEffect
ink_sheet_pen_up (InkSheetPen *pen, InkDrawing *drawing)
{
  gboolean erased = pen->is_down && pen->tool != INK_TOOL_PEN
                    && pen->has_erased;

  pen->is_down = FALSE;
  ink_drawing_end_edit (drawing);
  /* Erasing is a step that can be undone only now. */
  return erased ? INK_PEN_CHANGED : INK_PEN_NOTHING;
}

InkPenEffect
ink_sheet_pen_cancel (InkSheetPen *pen, InkDrawing *drawing)
{
  gboolean was_down = pen->is_down;

  if (ink_sheet_pen_up (pen, drawing) == INK_PEN_CHANGED)
    ink_drawing_undo (drawing);
  else if (was_down && pen->tool == INK_TOOL_PEN)
    ink_drawing_cancel_stroke (drawing);
  return was_down ? INK_PEN_CHANGED : INK_PEN_NOTHING;
}
