#pragma once

#include <gtk/gtk.h>

#include "ui/draw/drawing-area.h"

G_BEGIN_DECLS

/* ink_draw_toolbar_new: the buttons above @sheet, of the actions "draw.*" of
 * the page Draw, and the size of the tool at hand. Main thread. */
GtkWidget *ink_draw_toolbar_new (InkDrawingArea *sheet);

G_END_DECLS
