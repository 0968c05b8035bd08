#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What stands right of a chart's title, beside its menu. Main thread. */

/* @chart with @corner above it; @label: what @corner is, for screen readers. */
GtkWidget *ink_chart_corner_new (GtkWidget *chart, GtkWidget *corner,
                                 const char *label);
/* "Counts" and "Shares" of a confusion matrix. @shares: (out) (transfer none):
 * the toggle that is on where shares are to be shown. */
GtkWidget *ink_matrix_switch_new (GtkToggleButton **shares);

G_END_DECLS
