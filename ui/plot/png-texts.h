#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define INK_PNG_TEXTS_MAX 64
#define INK_PNG_TEXT_MAX (64 * 1024)

/* ink_png_texts_parse: what a PNG picture says of itself in its `tEXt`, `zTXt`
 * and `iTXt` chunks before the pixels: what ink_plot_export_png() wrote. No
 * pixel is read. At most INK_PNG_TEXTS_MAX texts of INK_PNG_TEXT_MAX bytes.
 * @name: of the file, for messages
 * Returns: (transfer full) (element-type utf8): key, value, key, value...; or
 * NULL with INK_ERROR_FORMAT (no PNG, a damaged one) or INK_ERROR_TRUNCATED.
 * Any thread. */
GPtrArray *ink_png_texts_parse (const char *name, const void *bytes, gsize size,
                                GError **error);
/* (nullable): the value of @key in what ink_png_texts_parse() returned */
const char *ink_png_texts_find (const GPtrArray *texts, const char *key);
/* Whether they are those of a chart of this program. */
gboolean ink_png_texts_are_of_chart (const GPtrArray *texts);

G_END_DECLS
