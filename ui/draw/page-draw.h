#pragma once

#include <gtk/gtk.h>

#include "ui/draw/draw-files.h"
#include "ui/draw/drawing-area.h"
#include "ui/workbench.h"

G_BEGIN_DECLS

/* The page Draw: a sheet, and beside it what the current digit model reads,
 * live. Main thread. */
#define INK_TYPE_PAGE_DRAW (ink_page_draw_get_type ())
G_DECLARE_FINAL_TYPE (InkPageDraw, ink_page_draw, INK, PAGE_DRAW, GtkWidget)

GtkWidget *ink_page_draw_new (InkWorkbench *workbench);
/* (transfer none) */
InkDrawingArea *ink_page_draw_get_sheet (InkPageDraw *self);
/* Puts a PNG picture or an InkML drawing on the sheet, in the background; what
 * goes wrong is told through the workbench. */
void ink_page_draw_open (InkPageDraw *self, GFile *file);
/* ink_page_draw_show_input: puts what a network is fed on the sheet, where it
 * is read as it is; it can be undone.
 * @pixels: [28][28], 0 background; copied */
void ink_page_draw_show_input (InkPageDraw *self, const guint8 *pixels);
/* As @path's suffix says: ".svg", ".png" (28x28), else InkML. */
gboolean ink_page_draw_save (InkPageDraw *self, const char *path,
                             GError **error);
gboolean ink_page_draw_save_as (InkPageDraw *self, const char *path,
                                InkDrawFormat format, GError **error);

G_END_DECLS
