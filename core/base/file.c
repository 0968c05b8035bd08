/* Whole files: read with a limit and gunzipped, replaced atomically. What is
 * read is bounded before it is stored, so that a small gzip bomb cannot fill
 * the memory; what is written is on the disk before it gets its name. */
#include "core/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/base/inflate.h"
#include "core/base/temporary.h"

#define CHUNK_BYTES (256 * 1024)
#define PACKED_EXTRA_BYTES (64 * 1024)
#define WRITER_MILLISECONDS 2000 /* for somebody to write to a pipe */
#define READER_MILLISECONDS 2000 /* for somebody to read from one */

static GByteArray *
too_long (const char *path, gsize limit, GError **error)
{
  ink_error_set (error, INK_ERROR_LIMIT,
                 "%s: expected at most %" G_GSIZE_FORMAT " bytes, found more",
                 path, limit);
  return NULL;
}

/* GLib ends the program where there is no memory, so what a file asks for,
 * which doubles as GByteArray does, is asked for here first. */
static gboolean
append (GByteArray *bytes, const guint8 *chunk, gsize n, const char *path,
        GError **error)
{
  gsize room = CHUNK_BYTES;
  gpointer trial;

  while (room < bytes->len)
    room *= 2;
  if (bytes->len + n > room)
    {
      trial = g_try_malloc (2 * room);
      if (trial == NULL)
        return ink_error_set (error, INK_ERROR_LIMIT,
                              "%s: does not fit into the memory", path);
      g_free (trial);
    }
  g_byte_array_append (bytes, chunk, (guint) n);
  return TRUE;
}

static gboolean
cannot_read (const char *path, int number, GError **error)
{
  return ink_error_set (error,
                        number == ENOENT ? INK_ERROR_NOT_FOUND : INK_ERROR_IO,
                        "%s: cannot read: %s", path, g_strerror (number));
}

/* Opens without waiting: a pipe that nobody writes to would hold up an open()
 * for ever. Where there is a writer, or a person, reads may wait as usual.
 * Returns: a file descriptor; -1 with @error set. */
static int
open_to_read (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  struct stat info;

  if (fd < 0 || fstat (fd, &info) != 0)
    cannot_read (path, errno, error);
  else if (S_ISDIR (info.st_mode))
    cannot_read (path, EISDIR, error);
  else
    {
      struct pollfd ready = { .fd = fd, .events = POLLIN };

      if (S_ISFIFO (info.st_mode))
        (void) !poll (&ready, 1, WRITER_MILLISECONDS);
      if (S_ISFIFO (info.st_mode) || isatty (fd))
        (void) !fcntl (fd, F_SETFL, 0);
      return fd;
    }
  if (fd >= 0)
    close (fd);
  return -1;
}

static GByteArray *
read_descriptor (int fd, const char *path, gsize limit, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  ssize_t n;

  while ((n = read (fd, chunk, CHUNK_BYTES)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          cannot_read (path, errno, error);
          return NULL;
        }
      if ((gsize) n > limit - bytes->len)
        return too_long (path, limit, error);
      if (!append (bytes, chunk, (gsize) n, path, error))
        return NULL;
    }
  return g_steal_pointer (&bytes);
}

static GByteArray *
read_all (const char *path, gsize limit, GError **error)
{
  int fd = open_to_read (path, error);
  GByteArray *bytes;

  if (fd < 0)
    return NULL;
  bytes = read_descriptor (fd, path, limit, error);
  close (fd);
  return bytes;
}

GByteArray *
ink_file_inflate (const char *name, const guint8 *packed, gsize n,
                  gsize limit, GError **error)
{
  g_autoptr (InkInflate) inflate = ink_inflate_new (name);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  gboolean more = TRUE;

  for (gsize at = 0; more;)
    {
      gsize n_in, n_out;

      if (!ink_inflate_step (inflate, packed + at, n - at, TRUE, chunk,
                             CHUNK_BYTES, &n_in, &n_out, &more, error))
        return NULL;
      if (n_out > limit - bytes->len)
        return too_long (name, limit, error);
      if (!append (bytes, chunk, n_out, name, error))
        return NULL;
      at += n_in;
    }
  return g_steal_pointer (&bytes);
}

GBytes *
ink_file_read (const char *path, gsize limit, GError **error)
{
  g_autoptr (GByteArray) bytes = NULL;
  g_autoptr (GByteArray) inflated = NULL;
  gsize packed_limit;

  limit = MIN (limit, G_MAXUINT / 2); /* GByteArray counts in guint */
  /* What deflate cannot shrink it stores, at a cost under 1/1024. */
  packed_limit = limit + limit / 1024 + PACKED_EXTRA_BYTES;
  bytes = read_all (path, packed_limit, error);
  if (bytes == NULL)
    return NULL;
  if (!ink_inflate_has_magic (bytes->data, bytes->len))
    {
      if (bytes->len > limit)
        {
          too_long (path, limit, error);
          return NULL;
        }
      return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
    }
  inflated = ink_file_inflate (path, bytes->data, bytes->len, limit, error);
  if (inflated == NULL)
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&inflated));
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
  return TRUE;
}

/* close() that keeps the errno of what failed before it. */
static gboolean
close_after (int fd, gboolean done)
{
  int saved = errno;

  if (close (fd) != 0 && done)
    return FALSE;
  errno = saved;
  return done;
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

/* @old: (nullable): what stands at @path; its rights go to the new file, which
 * otherwise has those of the umask. Returns FALSE with errno set. */
static gboolean
replace_regular (const char *path, const struct stat *old, const void *bytes,
                 gsize size)
{
  int mode = old == NULL ? 0666 : (int) (old->st_mode & 0777);
  int fd;
  InkTemporary *temporary = ink_temporary_new (path, mode, &fd);
  gboolean done;

  if (temporary == NULL)
    return FALSE;
  done = write_all (fd, bytes, size) && fsync (fd) == 0
         && (old == NULL || fchmod (fd, (mode_t) mode) == 0);
  done = close_after (fd, done);
  if (!done)
    {
      ink_temporary_remove (temporary);
      return FALSE;
    }
  if (!ink_temporary_rename (temporary, path))
    return FALSE;
  sync_folder (path);
  return TRUE;
}

/* Waits for a pipe's reader, but not for ever: ENXIO where none comes. */
static int
open_special (const char *path)
{
  const gint64 end = g_get_monotonic_time () + READER_MILLISECONDS * 1000;
  int fd;

  do
    {
      fd = open (path, O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
      if (fd >= 0 || errno != ENXIO)
        break;
      g_usleep (10000);
    }
  while (g_get_monotonic_time () < end);
  if (fd >= 0)
    fcntl (fd, F_SETFL, fcntl (fd, F_GETFL) & ~O_NONBLOCK);
  return fd;
}

/* A device or a pipe stays what it is: renaming over /dev/null would take it
 * away from the whole system. */
static gboolean
write_special (const char *path, const void *bytes, gsize size)
{
  int fd = open_special (path);

  return fd >= 0 && close_after (fd, write_all (fd, bytes, size));
}

gboolean
ink_file_replace (const char *path, const void *bytes, gsize size,
                  GError **error)
{
  g_autofree char *behind_link = NULL;
  struct stat old;
  gboolean exists = stat (path, &old) == 0;
  gboolean done;

  if (exists && !S_ISREG (old.st_mode) && !S_ISDIR (old.st_mode))
    done = write_special (path, bytes, size);
  else
    {
      char *resolved = exists ? realpath (path, NULL) : NULL;

      behind_link = g_strdup (resolved != NULL ? resolved : path);
      free (resolved);
      done = replace_regular (behind_link, exists ? &old : NULL, bytes, size);
    }
  if (!done)
    return ink_error_set (error, INK_ERROR_IO, "%s: cannot write: %s", path,
                          g_strerror (errno));
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
  for (const char *p = first_element; p != NULL;
       p = va_arg (args, const char *))
    g_ptr_array_add (parts, (char *) p);
  va_end (args);
  g_ptr_array_add (parts, NULL);
  return g_build_filenamev ((char **) parts->pdata);
}
