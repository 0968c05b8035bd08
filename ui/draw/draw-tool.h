#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What the pointer does on the sheet. Names: "pen", "eraser", "rubber". */
typedef enum
{
  INK_TOOL_PEN,
  INK_TOOL_ERASER, /* takes away whole strokes */
  INK_TOOL_RUBBER, /* takes away what it touches */
} InkTool;

#define INK_TYPE_TOOL (ink_tool_get_type ())
GType ink_tool_get_type (void);

G_END_DECLS
