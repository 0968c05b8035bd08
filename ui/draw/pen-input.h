#pragma once

#include "ui/draw/drawing-area.h"

G_BEGIN_DECLS

/* Lets mouse, finger and pen draw on @area. */
void ink_pen_input_attach (InkDrawingArea *area);

G_END_DECLS
