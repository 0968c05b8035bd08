#pragma once

#include <gtk/gtk.h>

/* The first descendant of @widget, or itself, of that type that is drawn;
 * @label: (nullable): of a button that says so. */
static inline GtkWidget *
find_widget (GtkWidget *widget, GType type, const char *label)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type)
      && gtk_widget_get_mapped (widget)
      && (label == NULL
          || g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label)
                 == 0))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}
