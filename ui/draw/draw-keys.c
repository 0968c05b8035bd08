/* The keys of the page Draw: they work wherever the focus is while the page is
 * shown, but for a text that is being edited. */
#include "ui/draw/draw-keys.h"

/* Whether keys belong to a text that is being edited. */
static gboolean
is_writing (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus);
}

/* @action: of ones without a parameter, or a tool's name */
static gboolean
key_cb (GtkWidget *widget, GVariant *arguments, gpointer action)
{
  if (!gtk_widget_get_mapped (widget) || is_writing (widget))
    return FALSE;
  if (!g_str_has_prefix (action, "draw."))
    return gtk_widget_activate_action (widget, "draw.tool", "s", action);
  return gtk_widget_activate_action (widget, action, NULL);
}

void
ink_draw_keys_add (GtkWidget *page)
{
  static const struct
  {
    const char *keys;
    const char *action;
  } table[] = {
    { "<Control>z", "draw.undo" },
    { "<Control><Shift>z|<Control>y", "draw.redo" },
    { "Delete|KP_Delete", "draw.clear" },
    { "<Control>o", "draw.open" },
    { "<Control>s", "draw.save" },
    { "<Control>c", "draw.copy" },
    { "<Control><Shift>c", "draw.copy-verdict" },
    { "<Control>v", "draw.paste" },
    { "p", "pen" },
    { "e", "eraser" },
    { "r", "rubber" },
  };
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (keys),
        gtk_shortcut_new (
            gtk_shortcut_trigger_parse_string (table[i].keys),
            gtk_callback_action_new (key_cb, (gpointer) table[i].action,
                                     NULL)));
  gtk_widget_add_controller (page, keys);
}
