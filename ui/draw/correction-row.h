#pragma once

#include <gtk/gtk.h>

#include "ui/draw/drawing-area.h"
#include "ui/workbench.h"

G_BEGIN_DECLS

/* "It is a 0 1 2 ... 9": keeps what is on the sheet under My Digits, with what
 * it is; and the way to what was kept. Also by the keys 0 to 9 on the sheet. An
 * answer to the same drawing replaces the one before. Main thread. */
#define INK_TYPE_CORRECTION_ROW (ink_correction_row_get_type ())
G_DECLARE_FINAL_TYPE (InkCorrectionRow, ink_correction_row, INK,
                      CORRECTION_ROW, GtkWidget)

GtkWidget *ink_correction_row_new (InkWorkbench *workbench,
                                   InkDrawingArea *sheet);
/* What the model says of the sheet now, or of a digit of it.
 * @pixels: [28][28], copied; NULL where nothing is on it
 * @part: (nullable): that digit's strokes, copied; NULL for all that is there
 * @read: (nullable): the class that was read */
void ink_correction_row_set_reading (InkCorrectionRow *self,
                                     const guint8 *pixels,
                                     const InkDrawing *part, const char *read);
/* Keeps what is on the sheet, or the digit of it, as a @label, 0 to 9; does
 * nothing where it is empty. */
void ink_correction_row_keep (InkCorrectionRow *self, guint label);

G_END_DECLS
