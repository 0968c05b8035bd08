#pragma once

#include "ui/plot/plot-export.h"

G_BEGIN_DECLS

/* An export off the main thread: a large picture takes seconds to draw and to
 * compress. Main thread. */
typedef struct _InkExportJob InkExportJob;

/* Called once in the main loop. @error: NULL where the file is in place;
 * borrowed. The job is gone afterwards. */
typedef void (*InkExportDoneFunc) (const GError *error, gpointer user_data);

/* ink_export_job_start: exports @plot as it is now, by the extension of @path;
 * see ink_plot_export_file(). Everything is copied.
 * Returns: (transfer none): until @func is called or it is stopped. */
InkExportJob *ink_export_job_start (InkPlot *plot, const char *path,
                                    const InkExportOptions *options,
                                    InkExportDoneFunc func,
                                    gpointer user_data);
/* 0 to 1. */
double ink_export_job_progress (InkExportJob *job);
/* Gives it up: its function is not called, and what stood in the file's place
 * before stands there still, unless it was done already. */
void ink_export_job_stop (InkExportJob *job);

G_END_DECLS
