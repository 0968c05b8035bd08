#pragma once

#include <gtk/gtk.h>

#include "ui/draw/sheet-pictures.h"

G_BEGIN_DECLS

/* What is on a sheet besides ink, in pixels of the widget. Main thread. */

/* How much of the sheet a picture takes, at most. */
#define INK_SHEET_PICTURE_SHARE 0.9f

void ink_sheet_append_picture (GtkSnapshot *snapshot, int width, int height,
                               const InkSheetPicture *picture);
void ink_sheet_append_hint (GtkSnapshot *snapshot, int width, int height,
                            PangoLayout *hint, const GdkRGBA *color);
/* What an eraser would take. */
void ink_sheet_append_ring (GtkSnapshot *snapshot, double x, double y,
                            double radius, const GdkRGBA *color);

G_END_DECLS
