#pragma once

#include <gtk/gtk.h>

#include "ui/plot/plot.h"

G_BEGIN_DECLS

/* A plot on screen: the pointer or the keyboard reads values, dragging zooms,
 * a double click resets, scrolling zooms at the pointer, dragging with the
 * middle button or Shift moves the view; the entries of the legend hide and
 * show their series; a menu has all that, copies and exports. It takes on the
 * application's light or dark look. Main thread.
 *
 * Keys: arrows, Home and End move the cursor, with Shift arrows move the view;
 * + and - zoom; End also goes back to the newest data; Escape takes the cursor
 * away, then the zoom; Return opens what is at it; Ctrl+C copies the picture,
 * Ctrl+Shift+C the data in view; Tab goes to the legend.
 *
 * Property "follow" (boolean): a zoomed view of live data moves on with it. It
 * begins where the newest point is in view when the user zooms, and ends where
 * the user moves back.
 *
 * Signals:
 * "message" (utf8): something to tell the user (an export failed, or is done)
 * "cell-activated" (uint row, uint column): a cell of a heat map was clicked
 * "mark-activated" (pointer: const InkMark *): a mark of a layer with a tag was
 * clicked
 * "series-changed": series were hidden or shown
 *
 * Either of "-activated" is what a click without a drag opens, or Return at the
 * cursor; where somebody listens, the pointer is a hand there. */
#define INK_TYPE_CHART_VIEW (ink_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (InkChartView, ink_chart_view, INK, CHART_VIEW, GtkWidget)

/* @plot: (nullable): a reference is kept */
GtkWidget *ink_chart_view_new (InkPlot *plot);
void ink_chart_view_set_plot (InkChartView *self, InkPlot *plot);
/* (transfer none) (nullable) */
InkPlot *ink_chart_view_get_plot (InkChartView *self);
/* The plot's data changed: queues one redraw. Of charts that change together
 * one is painted a frame; until then each shows what it did. */
void ink_chart_view_refresh (InkChartView *self);
/* Shows a point above the plot, at (@x, @y) of its data and in @color of the
 * palette, at the edge and hollow where that is not in view; NAN for none, as
 * after ink_chart_view_set_plot(). It costs no painting of the plot, and is in
 * no file. */
void ink_chart_view_set_point (InkChartView *self, double x, double y,
                               guint color);
void ink_chart_view_get_point (InkChartView *self, double *x, double *y);
/* Whether data comes in: what "follow" is for. */
void ink_chart_view_set_live (InkChartView *self, gboolean live);
/* Writes the plot in the view's size to @path, in the format that its
 * extension says: .png, .svg, .pdf or .csv; INK_ERROR_ARGUMENT for another. */
gboolean ink_chart_view_export (InkChartView *self, const char *path,
                                GError **error);

G_END_DECLS
