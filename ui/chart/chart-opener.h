#pragma once

#include <adwaita.h>

#include "ui/train/kept-run.h"

G_BEGIN_DECLS

/* The way back from an exported chart to the run that it shows. The file may
 * be anybody's. Main thread, but for ink_chart_opener_is_chart(). */

/* Whether a PNG's bytes say that they are a chart of this program. Any
 * thread. */
gboolean ink_chart_opener_is_chart (const void *bytes, gsize size);
/* ink_chart_opener_read: what the chart in @path says of itself.
 * Returns: (transfer full) (element-type utf8): as ink_png_texts_parse(); or
 * NULL with its errors, those of ink_file_read(), and INK_ERROR_FORMAT for a
 * picture that is no chart of ours. */
GPtrArray *ink_chart_opener_read (const char *path, GError **error);
/* The folder of the run that @texts name, where it is still there.
 * @runs_folder: NULL for the user's. (transfer full) (nullable) */
char *ink_chart_opener_find_run (const GPtrArray *texts,
                                 const char *runs_folder);
/* The facts, a line each, short enough to be shown. (transfer full) */
char *ink_chart_opener_describe (const GPtrArray *texts);

/* Shows a run; FALSE where another one is under way. */
typedef gboolean (*InkShowRunFunc) (GtkWindow *window, const InkKeptRun *run);

/* ink_chart_opener_open: @show gets the run of the chart in @path, once that
 * is read; where it is not there any more, or cannot be shown, a dialog over
 * @window tells what the chart says of itself, and why. Nothing comes any more
 * once @window is closed. FALSE with the errors of ink_chart_opener_read(). */
gboolean ink_chart_opener_open (GtkWindow *window, const char *path,
                                InkShowRunFunc show, GError **error);

G_END_DECLS
