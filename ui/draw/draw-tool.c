/* The type of the property "tool", which an action can have for its state. */
#include "ui/draw/draw-tool.h"

GType
ink_tool_get_type (void)
{
  static const GEnumValue values[] = {
    { INK_TOOL_PEN, "INK_TOOL_PEN", "pen" },
    { INK_TOOL_ERASER, "INK_TOOL_ERASER", "eraser" },
    { INK_TOOL_RUBBER, "INK_TOOL_RUBBER", "rubber" },
    { 0, NULL, NULL },
  };
  static gsize type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("InkTool", values));
  return type;
}
