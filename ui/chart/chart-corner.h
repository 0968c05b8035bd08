#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What stands right of a chart's title, beside its menu. Main thread. */

/* @chart with @corner above it; @label: what @corner is, for screen readers. */
GtkWidget *ink_chart_corner_new (GtkWidget *chart, GtkWidget *corner,
                                 const char *label);

G_END_DECLS
