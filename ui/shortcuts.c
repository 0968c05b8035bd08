/* Keys of a page's actions. */
#include "ui/shortcuts.h"

void
ink_shortcuts_add (GtkWidget *page, const InkShortcut *shortcuts, guint n)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  for (guint i = 0; i < n; i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new (
            gtk_keyval_trigger_new (shortcuts[i].key, GDK_CONTROL_MASK),
            gtk_named_action_new (shortcuts[i].action)));
  gtk_widget_add_controller (page, controller);
}
