#pragma once

#include <gtk/gtk.h>

#include "ui/plot/plot-export.h"

G_BEGIN_DECLS

/* Charts into files, for chart-view. Main thread. */

/* Writes @plot in the format that @path's extension says. CSV takes no notice
 * of @options. INK_ERROR_ARGUMENT for an extension that is none of .png, .svg,
 * .pdf and .csv; else as ink_plot_export_png() and its like. */
gboolean ink_chart_export_file (InkPlot *plot, const char *path,
                                const InkExportOptions *options,
                                GError **error);

/* A dialog that asks where to save and, for pictures, in which size and look.
 * @extension: "png", "svg", "pdf" or "csv"
 * @width, @height: of the chart on screen
 * Returns: (transfer full) */
GtkFileChooserNative *ink_chart_export_dialog_new (GtkWindow *parent,
                                                   InkPlot *plot,
                                                   const char *extension,
                                                   double width,
                                                   double height);
/* Saves as the dialog's choices say.
 * Returns: (transfer full): what to tell the user */
char *ink_chart_export_dialog_save (GtkFileChooserNative *dialog);

/* A picture of @plot for the clipboard. (transfer full) (nullable) */
GdkTexture *ink_chart_export_texture (InkPlot *plot, double width,
                                      double height);
/* The pixels of an ARGB32 image surface. (transfer full) */
GdkTexture *ink_texture_from_surface (cairo_surface_t *surface);
/* ink_texture_snapshot: shows such a texture in @widget, in the way that its
 * renderer is quickest at. */
void ink_texture_snapshot (GdkTexture *texture, GtkWidget *widget,
                           GtkSnapshot *snapshot, const graphene_rect_t *box);

G_END_DECLS
