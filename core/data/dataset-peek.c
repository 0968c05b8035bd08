/* The first bytes of a file, inflated where they begin as gzip does. What is
 * damaged further on is none of its business: the reader proper will tell. */
#include "core/data/dataset-private.h"

#include <gio/gio.h>

#include "core/base/error.h"

static GInputStream *
open_inflating (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) raw = g_file_read (file, NULL, error);
  g_autoptr (GConverter) inflate = NULL;
  guint8 magic[2];
  gsize n = 0;

  if (raw == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (raw), magic, sizeof magic,
                                   &n, NULL, error)
      || !g_seekable_seek (G_SEEKABLE (raw), 0, G_SEEK_SET, NULL, error))
    return NULL;
  if (n < sizeof magic || magic[0] != 0x1f || magic[1] != 0x8b)
    return G_INPUT_STREAM (g_steal_pointer (&raw));
  inflate = G_CONVERTER (
      g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  return g_converter_input_stream_new (G_INPUT_STREAM (raw), inflate);
}

GBytes *
ink_file_peek (const char *path, gsize limit, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GInputStream) stream = open_inflating (path, &cause);
  g_autofree guint8 *bytes = g_malloc (limit);
  gsize n = 0;

  /* a failure after some bytes still gives those bytes */
  if (stream == NULL
      || (!g_input_stream_read_all (stream, bytes, limit, &n, NULL, &cause)
          && n == 0))
    {
      InkError code = INK_ERROR_IO;

      if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        code = INK_ERROR_NOT_FOUND;
      else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
        code = INK_ERROR_FORMAT;
      else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
        code = INK_ERROR_TRUNCATED;
      ink_error_set (error, code, "%s: cannot read: %s", path, cause->message);
      return NULL;
    }
  return g_bytes_new_take (g_steal_pointer (&bytes), n);
}
