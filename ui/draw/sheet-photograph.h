#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ink_sheet_photograph_decode: pictures of the kinds that GdkPixbuf reads (JPEG
 * above all) as grey bytes, upright as the camera was held, over white. Like
 * PNG, larger ones are reduced to INK_PICTURE_MAX_RESULT a side.
 * @name: of the file, for messages
 * Returns: (transfer full): [*height][*width], or NULL with
 * INK_ERROR_FORMAT, INK_ERROR_TRUNCATED or INK_ERROR_LIMIT. Any thread;
 * blocks. */
guint8 *ink_sheet_photograph_decode (const char *name, const guint8 *bytes,
                                     gsize size, guint *height, guint *width,
                                     GError **error);

G_END_DECLS
