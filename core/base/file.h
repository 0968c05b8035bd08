#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ink_file_read: the whole of @path, inflated where it begins with gzip's
 * magic number (GIO's GZlibDecompressor; any number of members, as gunzip).
 * A pipe is read to its end, but nobody is waited for long to write to it.
 * @limit: the most bytes to accept, after inflation; INK_ERROR_LIMIT beyond,
 * and where they do not fit into the memory.
 * Returns: (transfer full): or NULL with INK_ERROR_NOT_FOUND, INK_ERROR_IO,
 * INK_ERROR_FORMAT (damaged gzip), INK_ERROR_TRUNCATED. Any thread. */
GBytes *ink_file_read (const char *path, gsize limit, GError **error);

/* ink_file_inflate: the gzip data of @packed [n], as ink_file_read() inflates
 * it. @limit: the most bytes to give, below 2 GB. Returns: (transfer full):
 * or NULL. */
GByteArray *ink_file_inflate (const char *name, const guint8 *packed, gsize n,
                              gsize limit, GError **error);

/* ink_file_replace: writes @bytes to @path whole or not at all: a temporary
 * file in the same folder, fsync, rename. On failure (INK_ERROR_IO) what stood
 * at @path before still stands, and no temporary file is left. A symbolic link
 * stays and its target is replaced; a device or a pipe is written to as it is.
 * Any thread. */
gboolean ink_file_replace (const char *path, const void *bytes, gsize size,
                           GError **error);

/* The user's data folder of Inkling, $XDG_DATA_HOME/inkling; it may not exist.
 * Returns: (transfer full). */
char *ink_user_data_path (const char *first_element, ...)
    G_GNUC_NULL_TERMINATED;

G_END_DECLS
