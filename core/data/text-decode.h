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

/* ink_text_check: what ink_text_decode() finds in @bytes [n].
 * @line: that they begin in
 * @latin1: (out): whether they must go through ink_latin1_decode()
 * Returns: FALSE with its errors. */
gboolean ink_text_check (const char *name, guint64 line, const char *bytes,
                         gsize n, InkEncoding encoding, gboolean *latin1,
                         GError **error);

/* Decodes Latin-1 into @text, which has room for 2 n + 1 bytes, with a NUL.
 * Returns: its length. */
gsize ink_latin1_decode (const char *bytes, gsize n, char *text);

/* How many of @bytes [n] are valid UTF-8 without NUL: @n for all. */
gsize ink_utf8_valid_length (const char *bytes, gsize n);

G_END_DECLS
