#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The bytes of a file from its start to its end, inflated where it begins with
 * gzip's magic number (any number of members, as gunzip), as often as wanted.
 * One thread at a time; ink_byte_stream_fraction() from any. */
typedef struct _InkByteStream InkByteStream;

/* ink_byte_stream_open: of a regular file. Returns: (transfer full): or NULL
 * with INK_ERROR_NOT_FOUND or INK_ERROR_IO. */
InkByteStream *ink_byte_stream_open (const char *path, GError **error);
void ink_byte_stream_free (InkByteStream *stream);

/* ink_byte_stream_read: fills @buffer [size], less only at the file's end.
 * @n: (out): bytes read
 * Returns: FALSE with INK_ERROR_IO, INK_ERROR_FORMAT (damaged gzip) or
 * INK_ERROR_TRUNCATED; what came before that is in @buffer all the same. */
gboolean ink_byte_stream_read (InkByteStream *stream, void *buffer, gsize size,
                               gsize *n, GError **error);

/* ink_byte_stream_rewind: back to the start. INK_ERROR_MISMATCH where the file
 * is no longer the one that was opened, by its size and time. */
gboolean ink_byte_stream_rewind (InkByteStream *stream, GError **error);
gboolean ink_byte_stream_check (const InkByteStream *stream, GError **error);

/* How much of the file is read, 0 to 1. */
double ink_byte_stream_fraction (const InkByteStream *stream);
/* Of the file as it lies on the disk. */
guint64 ink_byte_stream_size (const InkByteStream *stream);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkByteStream, ink_byte_stream_free)

G_END_DECLS
