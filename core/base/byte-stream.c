/* A file read piece by piece and gunzipped on the way, so that neither what is
 * packed nor what it inflates to need fit into memory: who reads decides how
 * much is held. */
#include "core/base/byte-stream.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/base/inflate.h"

#define PACKED_BYTES (64 * 1024)

struct _InkByteStream
{
  char *path;
  int fd;
  struct stat opened; /* what it was when it was opened */
  _Atomic guint64 position; /* in the file: taken up to here */

  InkInflate *inflate; /* NULL: not packed */
  guint8 *packed;      /* [PACKED_BYTES] */
  gsize packed_at, n_packed;
  gboolean file_ended;
};

void
ink_byte_stream_free (InkByteStream *stream)
{
  if (stream == NULL)
    return;
  if (stream->fd >= 0)
    close (stream->fd);
  g_clear_pointer (&stream->inflate, ink_inflate_free);
  g_free (stream->packed);
  g_free (stream->path);
  g_free (stream);
}

static gboolean
cannot_read (const InkByteStream *stream, int number, GError **error)
{
  return ink_error_set (error,
                        number == ENOENT ? INK_ERROR_NOT_FOUND : INK_ERROR_IO,
                        "%s: cannot read: %s", stream->path,
                        g_strerror (number));
}

/* As much as there is, up to @size. */
static gboolean
read_file (InkByteStream *stream, void *buffer, gsize size, gsize *n,
           GError **error)
{
  *n = 0;
  while (*n < size)
    {
      ssize_t got = read (stream->fd, (guint8 *) buffer + *n, size - *n);

      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        return cannot_read (stream, errno, error);
      if (got == 0)
        break;
      *n += (gsize) got;
    }
  return TRUE;
}

/* Puts the first bytes into @packed and looks whether they are gzip's. */
static gboolean
begin (InkByteStream *stream, GError **error)
{
  g_clear_pointer (&stream->inflate, ink_inflate_free);
  stream->packed_at = 0;
  if (!read_file (stream, stream->packed, PACKED_BYTES, &stream->n_packed,
                  error))
    return FALSE;
  stream->file_ended = stream->n_packed < PACKED_BYTES;
  if (ink_inflate_has_magic (stream->packed, stream->n_packed))
    stream->inflate = ink_inflate_new (stream->path);
  return TRUE;
}

InkByteStream *
ink_byte_stream_open (const char *path, GError **error)
{
  g_autoptr (InkByteStream) stream = g_new0 (InkByteStream, 1);

  stream->path = g_strdup (path);
  stream->fd = open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  if (stream->fd < 0 || fstat (stream->fd, &stream->opened) != 0)
    {
      cannot_read (stream, errno, error);
      return NULL;
    }
  if (!S_ISREG (stream->opened.st_mode))
    {
      ink_error_set (error, INK_ERROR_IO,
                     "%s: expected a file, found a folder, a pipe or a device",
                     path);
      return NULL;
    }
  stream->packed = g_malloc (PACKED_BYTES);
  if (!begin (stream, error))
    return NULL;
  return g_steal_pointer (&stream);
}

/* What begin() has read, then the rest. */
static gboolean
read_plain (InkByteStream *stream, guint8 *buffer, gsize size, gsize *n,
            GError **error)
{
  gsize ready = MIN (size, stream->n_packed - stream->packed_at);
  gboolean done;

  memcpy (buffer, stream->packed + stream->packed_at, ready);
  stream->packed_at += ready;
  done = read_file (stream, buffer + ready, size - ready, n, error);
  *n += ready;
  atomic_fetch_add (&stream->position, *n);
  return done;
}

static gboolean
refill (InkByteStream *stream, GError **error)
{
  if (stream->packed_at < stream->n_packed || stream->file_ended)
    return TRUE;
  stream->packed_at = 0;
  if (!read_file (stream, stream->packed, PACKED_BYTES, &stream->n_packed,
                  error))
    return FALSE;
  stream->file_ended = stream->n_packed < PACKED_BYTES;
  return TRUE;
}

static gboolean
read_inflated (InkByteStream *stream, guint8 *buffer, gsize size, gsize *n,
               GError **error)
{
  gboolean more = TRUE;

  *n = 0;
  while (*n < size && more)
    {
      gsize n_in, n_out;

      if (!refill (stream, error)
          || !ink_inflate_step (stream->inflate,
                                stream->packed + stream->packed_at,
                                stream->n_packed - stream->packed_at,
                                stream->file_ended, buffer + *n, size - *n,
                                &n_in, &n_out, &more, error))
        return FALSE;
      stream->packed_at += n_in;
      atomic_fetch_add (&stream->position, n_in);
      *n += n_out;
    }
  return TRUE;
}

gboolean
ink_byte_stream_read (InkByteStream *stream, void *buffer, gsize size,
                      gsize *n, GError **error)
{
  if (stream->inflate == NULL)
    return read_plain (stream, buffer, size, n, error);
  return read_inflated (stream, buffer, size, n, error);
}

gboolean
ink_byte_stream_check (const InkByteStream *stream, GError **error)
{
  struct stat now;

  if (fstat (stream->fd, &now) != 0)
    return cannot_read (stream, errno, error);
  if (now.st_size != stream->opened.st_size
      || now.st_mtim.tv_sec != stream->opened.st_mtim.tv_sec
      || now.st_mtim.tv_nsec != stream->opened.st_mtim.tv_nsec)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: expected the file as it was when it was "
                          "opened, found it changed",
                          stream->path);
  return TRUE;
}

gboolean
ink_byte_stream_rewind (InkByteStream *stream, GError **error)
{
  if (!ink_byte_stream_check (stream, error))
    return FALSE;
  if (lseek (stream->fd, 0, SEEK_SET) != 0)
    return cannot_read (stream, errno, error);
  atomic_store (&stream->position, 0);
  return begin (stream, error);
}

double
ink_byte_stream_fraction (const InkByteStream *stream)
{
  guint64 size = ink_byte_stream_size (stream);
  guint64 position
      = atomic_load (&((InkByteStream *) stream)->position);

  return size == 0 ? 1 : MIN (1, (double) position / (double) size);
}

guint64
ink_byte_stream_size (const InkByteStream *stream)
{
  return (guint64) stream->opened.st_size;
}
