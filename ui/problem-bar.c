/* What is wrong with a form's values, below or above them. */
#include "ui/problem-bar.h"

GtkWidget *
ink_problem_bar_new (GtkLabel **label)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  GtkWidget *words = g_object_new (GTK_TYPE_LABEL, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_ALERT, NULL);

  *label = GTK_LABEL (words);
  gtk_label_set_wrap (*label, TRUE);
  gtk_label_set_xalign (*label, 0);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_add_css_class (bar, "error");
  gtk_box_append (GTK_BOX (bar), icon);
  gtk_box_append (GTK_BOX (bar), words);
  gtk_widget_set_visible (bar, FALSE);
  return bar;
}
