/* The first bytes of a file, inflated where they begin as gzip does. What is
 * damaged further on is none of its business: the reader proper will tell. */
#include "core/base/byte-stream.h"
#include "core/data/dataset-private.h"

GBytes *
ink_file_peek (const char *path, gsize limit, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (InkByteStream) stream = ink_byte_stream_open (path, error);
  g_autofree guint8 *bytes = g_malloc (limit);
  gsize n = 0;

  if (stream == NULL)
    return NULL;
  if (!ink_byte_stream_read (stream, bytes, limit, &n, &cause) && n == 0)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  return g_bytes_new_take (g_steal_pointer (&bytes), n);
}
