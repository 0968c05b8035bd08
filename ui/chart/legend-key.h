#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* An entry of a chart's legend as something to press: it lies over what the
 * plot draws there, shows focus and pointer, and is a check box to a screen
 * reader. Main thread.
 *
 * Signals: "toggled": a click, Space or Return; "solo": a double click (after
 * two times "toggled"), or one of those with Shift or Ctrl. */
#define INK_TYPE_LEGEND_KEY (ink_legend_key_get_type ())
G_DECLARE_FINAL_TYPE (InkLegendKey, ink_legend_key, INK, LEGEND_KEY, GtkWidget)

GtkWidget *ink_legend_key_new (void);
/* @name: of the series; copied */
void ink_legend_key_set (InkLegendKey *self, const char *name, gboolean shown);
const char *ink_legend_key_get_name (InkLegendKey *self);
gboolean ink_legend_key_get_shown (InkLegendKey *self);

G_END_DECLS
