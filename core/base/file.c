/* Whole files: read with a limit and gunzipped, replaced atomically. What is
 * read is bounded before it is stored, so that a small gzip bomb cannot fill
 * the memory; what is written is on the disk before it gets its name. */
#include "core/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/error.h"

#define CHUNK_BYTES (256 * 1024)

static void
set_io_error (GError **error, const char *path, const char *verb,
              const GError *cause)
{
  InkError code = INK_ERROR_IO;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    code = INK_ERROR_NOT_FOUND;
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    code = INK_ERROR_FORMAT;
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    code = INK_ERROR_TRUNCATED;
  ink_error_set (error, code, "%s: cannot %s: %s", path, verb, cause->message);
}

static GInputStream *
open_stream (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) raw = g_file_read (file, NULL, error);
  g_autoptr (GInputStream) buffered = NULL;
  g_autoptr (GConverter) inflate = NULL;
  const guint8 *head;
  gsize n = 0;

  if (raw == NULL)
    return NULL;
  buffered = g_buffered_input_stream_new (G_INPUT_STREAM (raw));
  if (g_buffered_input_stream_fill (G_BUFFERED_INPUT_STREAM (buffered), 2, NULL,
                                    error) < 0)
    return NULL;
  head = g_buffered_input_stream_peek_buffer (
      G_BUFFERED_INPUT_STREAM (buffered), &n);
  if (n < 2 || head[0] != 0x1f || head[1] != 0x8b)
    return g_steal_pointer (&buffered);
  inflate = G_CONVERTER (
      g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  return g_converter_input_stream_new (buffered, inflate);
}

/* Reads to the end; *too_long where more than @limit bytes come. */
static GByteArray *
read_all (GInputStream *stream, gsize limit, gboolean *too_long, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);

  *too_long = FALSE;
  for (;;)
    {
      gssize n = g_input_stream_read (stream, chunk, CHUNK_BYTES, NULL, error);

      if (n < 0)
        return NULL;
      if (n == 0)
        return g_steal_pointer (&bytes);
      if ((gsize) n > limit - bytes->len)
        {
          *too_long = TRUE;
          return NULL;
        }
      g_byte_array_append (bytes, chunk, (guint) n);
    }
}

GBytes *
ink_file_read (const char *path, gsize limit, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GInputStream) stream = open_stream (path, &cause);
  g_autoptr (GByteArray) bytes = NULL;
  gboolean too_long = FALSE;

  limit = MIN (limit, G_MAXUINT - CHUNK_BYTES); /* GByteArray counts in guint */
  if (stream != NULL)
    bytes = read_all (stream, limit, &too_long, &cause);
  if (too_long)
    {
      ink_error_set (error, INK_ERROR_LIMIT,
                     "%s: expected at most %" G_GSIZE_FORMAT
                     " bytes, found more",
                     path, limit);
      return NULL;
    }
  if (bytes == NULL)
    {
      set_io_error (error, path, "read", cause);
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static gboolean
write_all (int fd, const guint8 *bytes, gsize size)
{
  while (size > 0)
    {
      ssize_t n = write (fd, bytes, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      bytes += n;
      size -= (gsize) n;
    }
  return fsync (fd) == 0;
}

static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  (void) !fsync (fd); /* some file systems refuse; the rename stands anyway */
  close (fd);
}

/* The rights the file gets: those of what it replaces, else the umask's. */
static mode_t
target_mode (const char *path)
{
  struct stat old;
  mode_t mask;

  if (stat (path, &old) == 0)
    return old.st_mode & 0777;
  mask = umask (0);
  umask (mask);
  return 0666 & ~mask;
}

gboolean
ink_file_replace (const char *path, const void *bytes, gsize size,
                  GError **error)
{
  g_autofree char *temporary = g_strdup_printf ("%s.XXXXXX", path);
  int fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, 0600);
  int saved = errno;
  gboolean done = FALSE;

  if (fd >= 0)
    {
      done = write_all (fd, bytes, size)
             && fchmod (fd, target_mode (path)) == 0;
      saved = errno;
      if (close (fd) != 0 && done)
        {
          done = FALSE;
          saved = errno;
        }
      if (done && g_rename (temporary, path) != 0)
        {
          done = FALSE;
          saved = errno;
        }
      if (!done)
        g_unlink (temporary);
    }
  if (!done)
    return ink_error_set (error, INK_ERROR_IO, "%s: cannot write: %s", path,
                          g_strerror (saved));
  sync_folder (path);
  return TRUE;
}

char *
ink_user_data_path (const char *first_element, ...)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  va_list args;

  g_ptr_array_add (parts, (char *) g_get_user_data_dir ());
  g_ptr_array_add (parts, (char *) "inkling");
  va_start (args, first_element);
  for (const char *p = first_element; p != NULL; p = va_arg (args, const char *))
    g_ptr_array_add (parts, (char *) p);
  va_end (args);
  g_ptr_array_add (parts, NULL);
  return g_build_filenamev ((char **) parts->pdata);
}
