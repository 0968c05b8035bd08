#pragma once

#include <gtk/gtk.h>

/* Files dropped on @widget, as from a file manager. @files: [n], NULL for none.
 * Returns: whether they were taken. */
static inline gboolean
drop_files (GtkWidget *widget, GSList *files)
{
  g_autoptr (GListModel) all = gtk_widget_observe_controllers (widget);
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_list (files));
  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkEventController) controller
          = g_list_model_get_item (all, i);

      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", &value, 5.0, 5.0, &taken);
    }
  return taken;
}

/* @place: a path or a URI */
static inline gboolean
drop_file (GtkWidget *widget, const char *place)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (place);
  GSList list = { file, NULL };

  return drop_files (widget, &list);
}
