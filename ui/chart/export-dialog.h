#pragma once

#include <adwaita.h>

#include "ui/plot/plot.h"

G_BEGIN_DECLS

/* Asks how to export a chart, shows what the file will look like, and then
 * where to put it. It stays until that is done, so that another place can be
 * chosen where one cannot be written. Main thread.
 *
 * Signal "exported" (utf8): it is done, with what to tell the user. */
#define INK_TYPE_EXPORT_DIALOG (ink_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (InkExportDialog, ink_export_dialog, INK, EXPORT_DIALOG,
                      AdwWindow)

/* @parent: (nullable): the dialog is modal to it
 * @plot: a reference is kept
 * @extension: of the format that is chosen at first: "png"
 * @width, @height: of the chart on screen; 0 for the usual */
GtkWidget *ink_export_dialog_new (GtkWindow *parent, InkPlot *plot,
                                  const char *extension, int width, int height);
/* The plot has changed: the preview follows, a few times a second at most. */
void ink_export_dialog_refresh (InkExportDialog *self);
/* As if that file had been chosen: it is written off the main thread, and the
 * dialog then closes, or says why nothing was written. Closing it earlier
 * leaves no file, and one that was there as it was. */
void ink_export_dialog_save (InkExportDialog *self, const char *path);

G_END_DECLS
