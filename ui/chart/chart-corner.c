/* A small control on a chart. */
#include "ui/chart/chart-corner.h"

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
