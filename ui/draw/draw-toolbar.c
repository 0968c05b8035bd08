/* One slider serves the pen and the erasers, whose sizes differ. */
#include "ui/draw/draw-toolbar.h"

#define MIN_PEN 16
#define MAX_PEN 90
#define MIN_ERASER 20
#define MAX_ERASER 240

static void
name_button (GtkWidget *button, const char *tooltip)
{
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
}

static void
add_button (GtkWidget *bar, const char *icon, const char *tooltip,
            const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  name_button (button, tooltip);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (bar), button);
}

static void
add_tool (GtkWidget *group, const char *name, const char *icon,
          const char *tooltip)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  name_button (button, tooltip);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "draw.tool");
  gtk_box_append (GTK_BOX (group), button);
}

static GtkWidget *
make_tools (void)
{
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (group, "linked");
  gtk_widget_set_margin_start (group, 6);
  gtk_widget_set_margin_end (group, 2);
  add_tool (group, "pen", "ink-pen-symbolic", "Pen (P)");
  add_tool (group, "eraser", "ink-eraser-symbolic",
            "Eraser: takes away whole strokes (E)");
  add_tool (group, "rubber", "ink-rubber-symbolic",
            "Rubber: takes away what it touches (R)");
  return group;
}

/* --- The size --- */

static void
size_changed_cb (InkDrawingArea *sheet, GtkRange *range)
{
  double size = gtk_range_get_value (range);

  if (ink_drawing_area_get_tool (sheet) == INK_TOOL_PEN)
    ink_drawing_area_set_pen_width (sheet, size);
  else
    ink_drawing_area_set_eraser_size (sheet, size);
}

static void
show_size (GtkRange *range, InkDrawingArea *sheet)
{
  gboolean pen = ink_drawing_area_get_tool (sheet) == INK_TOOL_PEN;
  double size = pen ? ink_drawing_area_get_pen_width (sheet)
                    : ink_drawing_area_get_eraser_size (sheet);
  const char *name = pen ? "Width of the pen" : "Size of the eraser";

  /* While the range changes, its value may be brought into it. */
  g_signal_handlers_block_by_func (range, size_changed_cb, sheet);
  gtk_range_set_range (range, pen ? MIN_PEN : MIN_ERASER,
                       pen ? MAX_PEN : MAX_ERASER);
  gtk_range_set_value (range, size);
  g_signal_handlers_unblock_by_func (range, size_changed_cb, sheet);
  gtk_widget_set_tooltip_text (
      GTK_WIDGET (range),
      pen ? "Width of the pen; the reading does not depend on it" : name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (range),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
tool_changed_cb (GtkRange *range, GParamSpec *pspec, InkDrawingArea *sheet)
{
  show_size (range, sheet);
}

static GtkWidget *
make_size (InkDrawingArea *sheet)
{
  GtkWidget *scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL,
                                               MIN_PEN, MAX_PEN, 2);

  gtk_widget_set_size_request (scale, 90, -1);
  g_signal_connect_object (scale, "value-changed",
                           G_CALLBACK (size_changed_cb), sheet,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sheet, "notify::tool", G_CALLBACK (tool_changed_cb),
                           scale, G_CONNECT_SWAPPED);
  show_size (GTK_RANGE (scale), sheet);
  return scale;
}

GtkWidget *
ink_draw_toolbar_new (InkDrawingArea *sheet)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkWidget *space = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  add_button (bar, "edit-undo-symbolic", "Undo (Ctrl+Z)", "draw.undo");
  add_button (bar, "edit-redo-symbolic", "Redo (Ctrl+Shift+Z)", "draw.redo");
  add_button (bar, "edit-clear-all-symbolic", "Clear (Delete)", "draw.clear");
  gtk_box_append (GTK_BOX (bar), make_tools ());
  gtk_box_append (GTK_BOX (bar), make_size (sheet));
  gtk_widget_set_hexpand (space, TRUE);
  gtk_box_append (GTK_BOX (bar), space);
  add_button (bar, "document-open-symbolic",
              "Open a PNG picture or an InkML drawing (Ctrl+O)", "draw.open");
  add_button (bar, "document-save-symbolic",
              "Save as InkML, SVG or PNG (Ctrl+S)", "draw.save");
  add_button (bar, "edit-copy-symbolic", "Copy the 28 × 28 picture (Ctrl+C)",
              "draw.copy");
  add_button (bar, "ink-copy-verdict-symbolic",
              "Copy the verdict (Ctrl+Shift+C)", "draw.copy-verdict");
  return bar;
}
