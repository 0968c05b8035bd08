/* The pointer on the sheet: a stroke from where it is put down to where it is
 * lifted, in the sheet's units, and where an eraser hovers. */
#include "ui/draw/drawing-area-private.h"

#include <math.h>

static void
to_units (InkDrawingArea *self, double x, double y, double *ux, double *uy)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));

  x = fmax (0, fmin (x, width));
  y = fmax (0, fmin (y, height));
  *ux = (x - width / 2) / self->scale + INK_SHEET_UNITS / 2;
  *uy = (y - height / 2) / self->scale + INK_SHEET_UNITS / 2;
}

static void
tell_effect (InkDrawingArea *self, InkPenEffect effect)
{
  if (effect == INK_PEN_CHANGED)
    drawing_area_changed (self);
  else if (effect == INK_PEN_GREW)
    drawing_area_grew (self);
}

static InkPenPlace
place_of (InkDrawingArea *self, const InkPoint *point)
{
  InkPenPlace place = { .pixels = *point };

  to_units (self, point->x, point->y, &place.x, &place.y);
  return place;
}

void
ink_drawing_area_tool_down (InkDrawingArea *self, const InkPoint *point,
                            InkTool tool)
{
  InkPenPlace place;

  g_return_if_fail (INK_IS_DRAWING_AREA (self));

  place = place_of (self, point);
  /* Ink is gone where the eraser's edge reaches its own. */
  tell_effect (self, ink_sheet_pen_down (
                         &self->pen, self->drawing, &place, tool,
                         (self->eraser_size + self->pen_width) / 2));
}

void
ink_drawing_area_pen_down (InkDrawingArea *self, const InkPoint *point)
{
  g_return_if_fail (INK_IS_DRAWING_AREA (self));

  ink_drawing_area_tool_down (self, point, self->tool);
}

void
ink_drawing_area_pen_move (InkDrawingArea *self, const InkPoint *points,
                           guint n)
{
  InkPenEffect effect = INK_PEN_NOTHING;

  g_return_if_fail (INK_IS_DRAWING_AREA (self));

  for (guint i = 0; i < n; i++)
    {
      InkPenPlace place = place_of (self, &points[i]);

      InkPenEffect one
          = ink_sheet_pen_move (&self->pen, self->drawing, &place);

      effect = MAX (effect, one);
    }
  tell_effect (self, effect);
}

void
ink_drawing_area_pen_up (InkDrawingArea *self)
{
  g_return_if_fail (INK_IS_DRAWING_AREA (self));

  if (!self->pen.is_down)
    return;
  tell_effect (self, ink_sheet_pen_up (&self->pen, self->drawing));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  drawing_area_end_stroke (self);
}

void
ink_drawing_area_pen_cancel (InkDrawingArea *self)
{
  g_return_if_fail (INK_IS_DRAWING_AREA (self));

  if (!self->pen.is_down)
    return;
  tell_effect (self, ink_sheet_pen_cancel (&self->pen, self->drawing));
  drawing_area_end_stroke (self);
}

void
ink_drawing_area_hover (InkDrawingArea *self, double x, double y, InkTool tool)
{
  g_return_if_fail (INK_IS_DRAWING_AREA (self));

  if (tool != INK_TOOL_PEN || self->hover_tool != INK_TOOL_PEN)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  self->hovers = TRUE;
  self->hover_tool = tool;
  self->hover_x = x;
  self->hover_y = y;
}

void
ink_drawing_area_leave (InkDrawingArea *self)
{
  g_return_if_fail (INK_IS_DRAWING_AREA (self));

  self->hovers = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
