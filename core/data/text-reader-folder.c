/* A folder with one sub-folder of text files a class. The classes are the
 * sub-folders in the order of their names, and so are the files in each; hidden
 * ones are passed over. The files are listed once; each is then a look at its
 * size, which says how many make a piece, and an open, a read and a close
 * relative to its folder. */
#include "core/data/text-reader-private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/inflate.h"
#include "core/data/dataset-private.h"
#include "core/data/text-decode.h"

#define PIECE_BYTES ((guint64) 512 * 1024)
#define PIECE_FILES 512
#define PACKED_FACTOR 32 /* what a gzipped file is taken to inflate to */
#define BLOCK_MAX_BYTES ((gsize) 128 << 20) /* and what a piece may */

typedef struct
{
  const char *name;
  guint32 class;
  gint64 size; /* -1: not looked at yet */
  struct timespec changed;
} File;

typedef struct
{
  char *path;
  InkEncoding encoding;
  GStrv classes;
  GPtrArray *lists; /* (element-type GStrv): of each class's file names */
  struct timespec *changed; /* of the folder, and of each class's */
  GArray *files;            /* File */
  _Atomic guint64 next;
  int fd; /* of the class folder that is looked at; -1 */
  guint32 fd_class;
  gboolean again; /* in a later pass */
} FolderReader;

static void
folder_free (gpointer data)
{
  FolderReader *reader = data;

  if (reader->fd >= 0)
    close (reader->fd);
  g_clear_pointer (&reader->lists, g_ptr_array_unref);
  g_clear_pointer (&reader->files, g_array_unref);
  g_strfreev (reader->classes);
  g_free (reader->changed);
  g_free (reader->path);
  g_free (reader);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FolderReader, folder_free)

static File *
file_at (const FolderReader *reader, guint64 i)
{
  return &g_array_index (reader->files, File, i);
}

static char *
file_path (const FolderReader *reader, const File *file)
{
  return g_build_filename (reader->path, reader->classes[file->class],
                           file->name, NULL);
}

static gboolean
cannot_read (const FolderReader *reader, const File *file, int number,
             GError **error)
{
  g_autofree char *path = file_path (reader, file);

  if (number == ENOENT)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: expected the file that was listed, found it "
                          "gone: the folder has changed",
                          path);
  return ink_error_set (error, INK_ERROR_IO, "%s: cannot read: %s", path,
                        g_strerror (number));
}

static gboolean
has_changed (const FolderReader *reader, const File *file, GError **error)
{
  g_autofree char *path = file_path (reader, file);

  return ink_error_set (error, INK_ERROR_MISMATCH,
                        "%s: expected the file as it was when it was first "
                        "read, found it changed",
                        path);
}

/* Puts the descriptor of the class's folder into @fd, where that of @was is
 * until now. */
static gboolean
enter_class (const FolderReader *reader, const File *file, int *fd,
             guint32 *was, GError **error)
{
  g_autofree char *path = NULL;

  if (*fd >= 0 && *was == file->class)
    return TRUE;
  if (*fd >= 0)
    close (*fd);
  path = g_build_filename (reader->path, reader->classes[file->class], NULL);
  *fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  *was = file->class;
  return *fd >= 0 || cannot_read (reader, file, errno, error);
}

static gboolean
look_at (FolderReader *reader, File *file, GError **error)
{
  struct stat info;

  if (file->size >= 0)
    return TRUE;
  if (!enter_class (reader, file, &reader->fd, &reader->fd_class, error))
    return FALSE;
  if (fstatat (reader->fd, file->name, &info, 0) != 0)
    return cannot_read (reader, file, errno, error);
  file->size = (gint64) info.st_size;
  file->changed = info.st_mtim;
  return TRUE;
}

/* What @file adds to a piece; one that is too large is not read. */
static guint64
weight_of (const File *file)
{
  guint64 size = (guint64) file->size;

  if (size > INK_TEXT_MAX_BYTES)
    return 0;
  return g_str_has_suffix (file->name, ".gz") ? size * PACKED_FACTOR : size;
}

static gboolean
folder_cut (gpointer data, InkTextPiece *piece, gboolean *more,
            GError **error)
{
  FolderReader *reader = data;
  guint64 bytes = 0;
  guint64 next = atomic_load (&reader->next);

  piece->first = next;
  for (; next < reader->files->len && piece->n < PIECE_FILES
         && bytes < PIECE_BYTES;
       next++, piece->n++)
    {
      File *file = file_at (reader, next);

      if (!look_at (reader, file, error))
        return FALSE;
      bytes += weight_of (file);
    }
  atomic_store (&reader->next, next);
  *more = piece->n > 0;
  return TRUE;
}

/* Whether it is still the file of the first pass. */
static gboolean
is_as_it_was (const File *file, int fd)
{
  struct stat now;

  return fstat (fd, &now) == 0 && now.st_size == file->size
         && now.st_mtim.tv_sec == file->changed.tv_sec
         && now.st_mtim.tv_nsec == file->changed.tv_nsec;
}

static gboolean
read_whole (const FolderReader *reader, const File *file, int fd,
            char *buffer, GError **error)
{
  gsize size = (gsize) file->size;
  gsize n = 0;
  ssize_t got;

  do /* a byte more than there should be; less is the end */
    {
      got = read (fd, buffer + n, size + 1 - n);
      if (got < 0 && errno != EINTR)
        return cannot_read (reader, file, errno, error);
      n += (gsize) MAX (got, 0);
    }
  while (got < 0 || (got > 0 && n < size));
  if (n != size || (reader->again && !is_as_it_was (file, fd)))
    return has_changed (reader, file, error);
  buffer[size] = '\0';
  return TRUE;
}

static gboolean
read_file (const FolderReader *reader, const File *file, int folder,
           char *buffer, GError **error)
{
  int fd = openat (folder, file->name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  gboolean done;

  if (fd < 0)
    return cannot_read (reader, file, errno, error);
  done = read_whole (reader, file, fd, buffer, error);
  close (fd);
  return done;
}

/* What @file inflates to, kept by @builder. */
static char *
inflate_file (InkTextBuilder *builder, const char *bytes, gsize *n,
              GError **error)
{
  GByteArray *inflated = ink_file_inflate (
      builder->file, (const guint8 *) bytes, *n, INK_TEXT_MAX_BYTES, error);
  char *text;

  if (inflated == NULL)
    return NULL;
  g_byte_array_append (inflated, (const guint8 *) "", 1);
  *n = inflated->len - 1;
  text = (char *) g_byte_array_free (inflated, FALSE);
  ink_text_builder_keep (builder, text, *n + 1);
  if (builder->held <= BLOCK_MAX_BYTES)
    return text;
  ink_error_set (error, INK_ERROR_LIMIT,
                 "%s: expected a gzipped file like the others, found one that "
                 "inflates to %" G_GSIZE_FORMAT " bytes beside them",
                 builder->file, *n);
  return NULL;
}

/* Adds what was read to the block, decoded. */
static gboolean
add_text (const FolderReader *reader, const File *file,
          InkTextBuilder *builder, char *bytes, GError **error)
{
  gsize n = (gsize) file->size;
  gboolean latin1;
  char label[16];

  if (ink_inflate_has_magic ((const guint8 *) bytes, n))
    bytes = inflate_file (builder, bytes, &n, error);
  if (bytes == NULL)
    return FALSE;
  g_snprintf (label, sizeof label, "%u", file->class);
  if (builder->mail)
    return ink_text_builder_add_mails (builder, bytes, n, label, error);
  if (!ink_text_check (builder->file, 1, bytes, n, reader->encoding,
                       &latin1, error))
    return FALSE;
  if (latin1)
    {
      char *text = ink_text_builder_room (builder, 2 * n + 1);

      n = ink_latin1_decode (bytes, n, text);
      bytes = text;
    }
  else if (n >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    {
      bytes += 3;
      n -= 3;
    }
  return ink_text_builder_add (builder, 1, bytes, n, label, error);
}

static gboolean
too_large (const InkTextBuilder *builder, const File *file, GError **error)
{
  return ink_error_set (error, INK_ERROR_LIMIT,
                        "%s: expected at most %" G_GSIZE_FORMAT
                        " bytes, found %" G_GINT64_FORMAT,
                        builder->file, INK_TEXT_MAX_BYTES, file->size);
}

static gboolean
add_files (const FolderReader *reader, const InkTextPiece *piece,
           InkTextBuilder *builder, char *buffer, int *folder, GError **error)
{
  guint32 class = 0;

  for (guint i = 0; i < piece->n; i++)
    {
      const File *file = file_at (reader, piece->first + i);
      gsize size = (gsize) file->size;
      g_autofree char *path = file_path (reader, file);
      GError *bad = NULL;

      builder->file = path;
      if (size > INK_TEXT_MAX_BYTES)
        too_large (builder, file, &bad);
      else if (!enter_class (reader, file, folder, &class, error)
               || !read_file (reader, file, *folder, buffer, error))
        return FALSE;
      else
        {
          add_text (reader, file, builder, buffer, &bad);
          buffer += size + 1;
        }
      if (bad != NULL && !ink_text_builder_skip (builder, bad, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
folder_parse (gpointer data, InkTextPiece *piece, InkTextBuilder *builder,
              GError **error)
{
  const FolderReader *reader = data;
  int folder = -1;
  gsize size = 0;
  gboolean done;
  char *buffer;

  for (guint i = 0; i < piece->n; i++)
    {
      gsize n = (gsize) file_at (reader, piece->first + i)->size;

      size += n <= INK_TEXT_MAX_BYTES ? n + 1 : 0;
    }
  buffer = g_malloc (size + 1);
  ink_text_builder_keep (builder, buffer, size);
  done = add_files (reader, piece, builder, buffer, &folder, error);
  builder->file = reader->path;
  if (folder >= 0)
    close (folder);
  return done;
}

static gboolean
folder_changed (const char *path, struct timespec *changed, GError **error)
{
  struct stat info;

  if (stat (path, &info) != 0)
    return ink_error_set (error, INK_ERROR_IO, "%s: cannot list: %s", path,
                          g_strerror (errno));
  *changed = info.st_mtim;
  return TRUE;
}

/* When the folder and each of its classes' were last changed. */
static gboolean
note_changes (const FolderReader *reader, struct timespec *changed,
              GError **error)
{
  if (!folder_changed (reader->path, changed, error))
    return FALSE;
  for (guint c = 0; reader->classes[c] != NULL; c++)
    {
      g_autofree char *path
          = g_build_filename (reader->path, reader->classes[c], NULL);

      if (!folder_changed (path, &changed[c + 1], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
folder_rewind (gpointer data, GError **error)
{
  FolderReader *reader = data;
  guint n = g_strv_length (reader->classes) + 1;
  g_autofree struct timespec *now = g_new0 (struct timespec, n);

  if (!note_changes (reader, now, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (now[i].tv_sec != reader->changed[i].tv_sec
        || now[i].tv_nsec != reader->changed[i].tv_nsec)
      return ink_error_set (error, INK_ERROR_MISMATCH,
                            "%s: expected the folder as it was when it was "
                            "opened, found that files have come or gone",
                            reader->path);
  atomic_store (&reader->next, 0);
  reader->again = TRUE;
  return TRUE;
}

static gboolean
folder_check (gpointer data, GError **error)
{
  return TRUE;
}

static double
folder_fraction (gconstpointer data)
{
  FolderReader *reader = (gpointer) data;

  return (double) atomic_load (&reader->next) / (double) reader->files->len;
}

/* An estimate: the files are looked at later. */
static guint64
folder_size (gconstpointer data)
{
  return (guint64) ((const FolderReader *) data)->files->len * 2048;
}

static gboolean
list_class (FolderReader *reader, guint32 class, GError **error)
{
  g_autofree char *path = NULL;
  GStrv names;

  if (!g_utf8_validate (reader->classes[class], -1, NULL))
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: expected class folders named in UTF-8, found "
                          "other bytes",
                          reader->path);
  path = g_build_filename (reader->path, reader->classes[class], NULL);
  names = ink_folder_list (path, FALSE, error);
  if (names == NULL)
    return FALSE;
  g_ptr_array_add (reader->lists, names);
  for (guint i = 0; names[i] != NULL; i++)
    {
      const File file = { .name = names[i], .class = class, .size = -1 };

      g_array_append_val (reader->files, file);
    }
  return TRUE;
}

static gboolean
list_all (FolderReader *reader, GError **error)
{
  guint n;

  reader->classes = ink_folder_list (reader->path, TRUE, error);
  if (reader->classes == NULL)
    return FALSE;
  n = g_strv_length (reader->classes);
  if (n > INK_TEXTS_MAX_CLASSES)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "%s: expected 1 to %d classes, found %u",
                          reader->path, INK_TEXTS_MAX_CLASSES, n);
  reader->changed = g_new0 (struct timespec, n + 1);
  if (!note_changes (reader, reader->changed, error))
    return FALSE;
  for (guint c = 0; c < n; c++)
    if (!list_class (reader, c, error))
      return FALSE;
  if (reader->files->len == 0)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: expected text files in sub-folders, found none",
                          reader->path);
  return TRUE;
}

gboolean
ink_text_reader_open_folder (const char *path, const InkTextOptions *options,
                             InkTextReader *reader, GError **error)
{
  static const InkTextReaderClass class
      = { folder_cut,      folder_parse, folder_rewind, folder_check,
          folder_fraction, folder_size,  folder_free };
  g_autoptr (FolderReader) self = g_new0 (FolderReader, 1);
  GStrv names;

  self->path = g_strdup (path);
  self->encoding = options->encoding;
  self->lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->files = g_array_new (FALSE, FALSE, sizeof (File));
  self->fd = -1;
  if (!list_all (self, error))
    return FALSE;
  names = g_strdupv (self->classes);
  *reader = (InkTextReader) { &class, g_steal_pointer (&self),
                              g_strdup (path), names };
  return TRUE;
}
