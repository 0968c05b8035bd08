/* Small controls on charts. */
#include "ui/chart-corner.h"

#define MENU_ROOM 50 /* of the chart's menu button */

GtkWidget *
ink_chart_corner_new (GtkWidget *chart, GtkWidget *corner, const char *label)
{
  GtkWidget *overlay = gtk_overlay_new ();

  gtk_overlay_set_child (GTK_OVERLAY (overlay), chart);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), corner);
  gtk_widget_set_halign (corner, GTK_ALIGN_END);
  gtk_widget_set_valign (corner, GTK_ALIGN_START);
  gtk_widget_set_margin_end (corner, MENU_ROOM);
  gtk_widget_set_margin_top (corner, 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (corner),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return overlay;
}

static GtkWidget *
add_toggle (GtkWidget *box, const char *label, const char *tooltip)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (label);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "ink-small-toggle");
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

GtkWidget *
ink_matrix_switch_new (GtkToggleButton **shares)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *counts
      = add_toggle (box, "Counts", "How many examples are in each cell");

  *shares = GTK_TOGGLE_BUTTON (
      add_toggle (box, "Shares", "Cells in % of the true class"));
  gtk_toggle_button_set_group (*shares, GTK_TOGGLE_BUTTON (counts));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (counts), TRUE);
  gtk_widget_add_css_class (box, "linked");
  return box;
}
