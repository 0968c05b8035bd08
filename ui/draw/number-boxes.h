#pragma once

#include <gtk/gtk.h>

#include "core/model/number.h"
#include "ui/draw/drawing-area.h"

G_BEGIN_DECLS

/* A box around each digit of a number on the sheet, with what it is read as
 * above it; dashed where that is unsure, or where the cuts are. To lie over the
 * sheet, as large as it is; the pointer goes through. Shows nothing for less
 * than two digits. Main thread. */
#define INK_TYPE_NUMBER_BOXES (ink_number_boxes_get_type ())
G_DECLARE_FINAL_TYPE (InkNumberBoxes, ink_number_boxes, INK, NUMBER_BOXES,
                      GtkWidget)

GtkWidget *ink_number_boxes_new (InkDrawingArea *sheet);
/* ink_number_boxes_set: @number: (nullable): of what is on the sheet; copied
 * from. @selected: the digit to stress */
void ink_number_boxes_set (InkNumberBoxes *self, const InkNumber *number,
                           guint selected);
/* How many are shown, for tests; and where: FALSE where there is none. */
guint ink_number_boxes_get_count (InkNumberBoxes *self);
gboolean ink_number_boxes_get_place (InkNumberBoxes *self, guint index,
                                     graphene_rect_t *place);

/* "98 %", "> 99 %": short enough for a box. Returns: (transfer full). */
char *ink_number_format_short (double probability);

G_END_DECLS
