/* What is on the sheet: a drawing or a picture, and their one history. */
#include "ui/draw/drawing-area-private.h"

#include "ui/draw/sheet-fit.h"

const InkSheetPicture *
drawing_area_picture (InkDrawingArea *self)
{
  return ink_sheet_pictures_get (self->pictures,
                                 ink_drawing_get_backdrop (self->drawing));
}

const InkDrawing *
ink_drawing_area_get_drawing (InkDrawingArea *self)
{
  g_return_val_if_fail (INK_IS_DRAWING_AREA (self), NULL);

  return self->drawing;
}

void
ink_drawing_area_set_drawing (InkDrawingArea *self, const InkDrawing *drawing)
{
  g_autoptr (InkDrawing) fitted = NULL;

  g_return_if_fail (INK_IS_DRAWING_AREA (self));

  fitted = ink_sheet_fit (drawing, INK_SHEET_UNITS);
  ink_sheet_pen_up (&self->pen, self->drawing);
  ink_drawing_replace (self->drawing, fitted);
  drawing_area_changed (self);
}

void
ink_drawing_area_set_picture (InkDrawingArea *self, guint8 *pixels,
                              guint height, guint width)
{
  g_return_if_fail (INK_IS_DRAWING_AREA (self));
  g_return_if_fail (height > 0 && width > 0);

  ink_sheet_pen_up (&self->pen, self->drawing);
  ink_drawing_set_backdrop (
      self->drawing,
      ink_sheet_pictures_add (self->pictures, pixels, height, width));
  drawing_area_changed (self);
}

const guint8 *
ink_drawing_area_get_picture (InkDrawingArea *self, guint *height,
                              guint *width)
{
  const InkSheetPicture *picture;

  g_return_val_if_fail (INK_IS_DRAWING_AREA (self), NULL);

  picture = drawing_area_picture (self);
  *height = picture != NULL ? picture->height : 0;
  *width = picture != NULL ? picture->width : 0;
  return picture != NULL ? picture->pixels : NULL;
}

gboolean
ink_drawing_area_is_empty (InkDrawingArea *self)
{
  g_return_val_if_fail (INK_IS_DRAWING_AREA (self), TRUE);

  return drawing_area_picture (self) == NULL
         && ink_drawing_is_empty (self->drawing);
}

gboolean
ink_drawing_area_can_undo (InkDrawingArea *self)
{
  g_return_val_if_fail (INK_IS_DRAWING_AREA (self), FALSE);

  return ink_drawing_can_undo (self->drawing);
}

gboolean
ink_drawing_area_can_redo (InkDrawingArea *self)
{
  g_return_val_if_fail (INK_IS_DRAWING_AREA (self), FALSE);

  return ink_drawing_can_redo (self->drawing);
}

static gboolean
lacks_picture (InkDrawingArea *self)
{
  return ink_drawing_get_backdrop (self->drawing) != 0
         && drawing_area_picture (self) == NULL;
}

/* A picture that was forgotten is passed over; one behind which there is
 * nothing more leaves the sheet empty. */
void
ink_drawing_area_undo (InkDrawingArea *self)
{
  g_return_if_fail (INK_IS_DRAWING_AREA (self));

  if (!ink_drawing_area_can_undo (self))
    return;
  ink_sheet_pen_up (&self->pen, self->drawing);
  do
    ink_drawing_undo (self->drawing);
  while (lacks_picture (self) && ink_drawing_can_undo (self->drawing));
  drawing_area_changed (self);
}

void
ink_drawing_area_redo (InkDrawingArea *self)
{
  g_return_if_fail (INK_IS_DRAWING_AREA (self));

  if (!ink_drawing_area_can_redo (self))
    return;
  ink_sheet_pen_up (&self->pen, self->drawing);
  do
    ink_drawing_redo (self->drawing);
  while (lacks_picture (self) && ink_drawing_can_redo (self->drawing));
  drawing_area_changed (self);
}

void
ink_drawing_area_clear (InkDrawingArea *self)
{
  g_return_if_fail (INK_IS_DRAWING_AREA (self));

  ink_sheet_pen_up (&self->pen, self->drawing);
  ink_drawing_clear (self->drawing);
  drawing_area_changed (self);
}
