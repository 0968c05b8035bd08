#pragma once

#include "core/data/drawing.h"

G_BEGIN_DECLS

/* Drawings as InkML (W3C, 2011): <ink><trace>x y, x y, ...</trace></ink>, y
 * downwards. Channels beyond X, Y, F (pressure, in the range that the channel
 * says) and T (time, since the first point read) are read over; the order is
 * that of the document's <traceFormat>, else X Y. F and T are written where the
 * drawing knows them. */

#define INK_INKML_MAX_FILE (16 * 1024 * 1024)

/* ink_inkml_read:
 * Returns: (transfer full): or NULL with INK_ERROR_NOT_FOUND, INK_ERROR_IO,
 * INK_ERROR_FORMAT (file and line), INK_ERROR_TRUNCATED or INK_ERROR_LIMIT.
 * A document without traces is an empty drawing. Any thread. */
InkDrawing *ink_inkml_read (const char *path, GError **error);
/* The same from text; @name: of the file, for messages. */
InkDrawing *ink_inkml_parse (const char *name, const char *text, gsize size,
                             GError **error);
/* Every number reads back as the same double, but for times that do not begin
 * at 0 or run backwards. (transfer full). */
char *ink_inkml_format (const InkDrawing *drawing);
gboolean ink_inkml_write (const InkDrawing *drawing, const char *path,
                          GError **error);

G_END_DECLS
