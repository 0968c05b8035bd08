#pragma once

#include <gtk/gtk.h>

#include "ui/plot/plot-export.h"

G_BEGIN_DECLS

/* Charts into files, for chart-view. Main thread. */

/* A file's name after the plot's title: "roc-one-against-the-rest.png".
 * (transfer full) */
char *ink_chart_export_suggest_name (InkPlot *plot, const char *extension);
/* @path with the extension that the format needs. Returns: (transfer full): or
 * NULL with INK_ERROR_ARGUMENT where that is the name of a folder, or of
 * another file, which nobody has agreed to replace. */
char *ink_chart_export_complete (const char *path, const char *extension,
                                 GError **error);

/* What the file will look like, to fit into @width x @height pixels; where it
 * lets through, on squares. (transfer full) (nullable) */
GdkTexture *ink_chart_export_preview (InkPlot *plot,
                                      const InkExportOptions *options,
                                      double width, double height);
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
