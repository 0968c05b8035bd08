#pragma once

#include "core/data/dataset.h"

G_BEGIN_DECLS

/* ink_text_decode: the bytes of a text file as UTF-8, without the byte order
 * mark.
 * @name: of the file, for messages
 * Returns: (transfer full): or NULL with INK_ERROR_FORMAT naming the line: a
 * NUL byte, or no UTF-8 where UTF-8 was asked for. Any thread. */
char *ink_text_decode (const char *name, GBytes *file, InkEncoding encoding,
                       GError **error);

G_END_DECLS
