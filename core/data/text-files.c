/* Files by class. Where there are many small ones, what takes time is to find
 * each by its name, so that is done once for each, relative to its folder: a
 * file whose size is asked for stays open until it is read, unless too many
 * are. */
#include "core/data/text-files-private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/data/dataset-private.h"

#define MAX_OPEN 256 /* files that wait to be read */

struct _InkTextFiles
{
  char *path;
  GStrv classes;
  GPtrArray *lists; /* (element-type GStrv): of each class's file names */
  struct timespec *changed; /* of the folder, and of each class's */
  GArray *files;            /* InkTextFile */
  _Atomic int n_open;
};

void
ink_text_files_free (InkTextFiles *files)
{
  if (files == NULL)
    return;
  g_clear_pointer (&files->lists, g_ptr_array_unref);
  g_clear_pointer (&files->files, g_array_unref);
  g_strfreev (files->classes);
  g_free (files->changed);
  g_free (files->path);
  g_free (files);
}

guint
ink_text_files_count (const InkTextFiles *files)
{
  return files->files->len;
}

InkTextFile *
ink_text_files_at (const InkTextFiles *files, guint64 index)
{
  return &g_array_index (files->files, InkTextFile, index);
}

const char *const *
ink_text_files_classes (const InkTextFiles *files)
{
  return (const char *const *) files->classes;
}

void
ink_text_file_path (const InkTextFiles *files, const InkTextFile *file,
                    GString *path)
{
  g_string_assign (path, files->path);
  if (path->len > 0 && path->str[path->len - 1] != G_DIR_SEPARATOR)
    g_string_append_c (path, G_DIR_SEPARATOR);
  g_string_append (path, files->classes[file->class]);
  g_string_append_c (path, G_DIR_SEPARATOR);
  g_string_append (path, file->name);
}

static gboolean
cannot_read (const InkTextFiles *files, const InkTextFile *file, int number,
             GError **error)
{
  g_autoptr (GString) path = g_string_new (NULL);

  ink_text_file_path (files, file, path);
  if (number == ENOENT)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: expected the file that was listed, found it "
                          "gone: the folder has changed",
                          path->str);
  return ink_error_set (error, INK_ERROR_IO, "%s: cannot read: %s", path->str,
                        g_strerror (number));
}

static gboolean
has_changed (const InkTextFiles *files, const InkTextFile *file,
             GError **error)
{
  g_autoptr (GString) path = g_string_new (NULL);

  ink_text_file_path (files, file, path);
  return ink_error_set (error, INK_ERROR_MISMATCH,
                        "%s: expected the file as it was when it was first "
                        "read, found it changed",
                        path->str);
}

void
ink_text_folder_close (InkTextFolder *folder)
{
  if (folder->fd >= 0)
    close (folder->fd);
  folder->fd = -1;
}

static gboolean
enter_class (const InkTextFiles *files, const InkTextFile *file,
             InkTextFolder *folder, GError **error)
{
  g_autofree char *path = NULL;

  if (folder->fd >= 0 && folder->class == file->class)
    return TRUE;
  ink_text_folder_close (folder);
  path = g_build_filename (files->path, files->classes[file->class], NULL);
  folder->fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  folder->class = file->class;
  return folder->fd >= 0 || cannot_read (files, file, errno, error);
}

static int
open_file (const InkTextFolder *folder, const InkTextFile *file)
{
  return openat (folder->fd, file->name,
                 O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
}

gboolean
ink_text_file_look (InkTextFiles *files, InkTextFile *file,
                    InkTextFolder *folder, GError **error)
{
  struct stat info;

  if (file->size >= 0)
    return TRUE;
  if (!enter_class (files, file, folder, error))
    return FALSE;
  if (atomic_load (&files->n_open) < MAX_OPEN)
    file->fd = open_file (folder, file);
  if (file->fd >= 0)
    atomic_fetch_add (&files->n_open, 1);
  if (file->fd >= 0 ? fstat (file->fd, &info) != 0
                    : fstatat (folder->fd, file->name, &info, 0) != 0)
    return cannot_read (files, file, errno, error);
  file->size = (gint64) info.st_size;
  file->changed = info.st_mtim;
  return TRUE;
}

void
ink_text_file_close (InkTextFiles *files, InkTextFile *file)
{
  if (file->fd < 0)
    return;
  close (file->fd);
  file->fd = -1;
  atomic_fetch_sub (&files->n_open, 1);
}

/* Whether it is still the file that was looked at. */
static gboolean
is_as_it_was (const InkTextFile *file, int fd)
{
  struct stat now;

  return fstat (fd, &now) == 0 && now.st_size == file->size
         && now.st_mtim.tv_sec == file->changed.tv_sec
         && now.st_mtim.tv_nsec == file->changed.tv_nsec;
}

static gboolean
read_whole (const InkTextFiles *files, const InkTextFile *file, int fd,
            gboolean again, char *buffer, GError **error)
{
  gsize size = (gsize) file->size;
  gsize n = 0;
  ssize_t got;

  do /* a byte more than there should be; less is the end */
    {
      got = read (fd, buffer + n, size + 1 - n);
      if (got < 0 && errno != EINTR)
        return cannot_read (files, file, errno, error);
      n += (gsize) MAX (got, 0);
    }
  while (got < 0 || (got > 0 && n < size));
  if (n != size || (again && !is_as_it_was (file, fd)))
    return has_changed (files, file, error);
  buffer[size] = '\0';
  return TRUE;
}

gboolean
ink_text_file_read (InkTextFiles *files, InkTextFile *file,
                    InkTextFolder *folder, gboolean again, char *buffer,
                    GError **error)
{
  gboolean done;
  int fd;

  if (file->fd >= 0)
    {
      done = read_whole (files, file, file->fd, again, buffer, error);
      ink_text_file_close (files, file);
      return done;
    }
  if (!enter_class (files, file, folder, error))
    return FALSE;
  fd = open_file (folder, file);
  if (fd < 0)
    return cannot_read (files, file, errno, error);
  done = read_whole (files, file, fd, again, buffer, error);
  close (fd);
  return done;
}

static gboolean
changed_at (const char *path, struct timespec *changed, GError **error)
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
note_changes (const InkTextFiles *files, struct timespec *changed,
              GError **error)
{
  if (!changed_at (files->path, changed, error))
    return FALSE;
  for (guint c = 0; files->classes[c] != NULL; c++)
    {
      g_autofree char *path
          = g_build_filename (files->path, files->classes[c], NULL);

      if (!changed_at (path, &changed[c + 1], error))
        return FALSE;
    }
  return TRUE;
}

gboolean
ink_text_files_check (const InkTextFiles *files, GError **error)
{
  guint n = g_strv_length (files->classes) + 1;
  g_autofree struct timespec *now = g_new0 (struct timespec, n);

  if (!note_changes (files, now, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (now[i].tv_sec != files->changed[i].tv_sec
        || now[i].tv_nsec != files->changed[i].tv_nsec)
      return ink_error_set (error, INK_ERROR_MISMATCH,
                            "%s: expected the folder as it was when it was "
                            "opened, found that files have come or gone",
                            files->path);
  return TRUE;
}

static gboolean
list_class (InkTextFiles *files, guint32 class, GError **error)
{
  g_autofree char *path = NULL;
  GStrv names;

  if (!g_utf8_validate (files->classes[class], -1, NULL))
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: expected class folders named in UTF-8, found "
                          "other bytes",
                          files->path);
  path = g_build_filename (files->path, files->classes[class], NULL);
  names = ink_folder_list (path, FALSE, error);
  if (names == NULL)
    return FALSE;
  g_ptr_array_add (files->lists, names);
  for (guint i = 0; names[i] != NULL; i++)
    {
      const InkTextFile file
          = { .name = names[i], .class = class, .fd = -1, .size = -1 };

      g_array_append_val (files->files, file);
    }
  return TRUE;
}

static gboolean
list_all (InkTextFiles *files, GError **error)
{
  guint n;

  files->classes = ink_folder_list (files->path, TRUE, error);
  if (files->classes == NULL)
    return FALSE;
  n = g_strv_length (files->classes);
  if (n > INK_TEXTS_MAX_CLASSES)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "%s: expected 1 to %d classes, found %u",
                          files->path, INK_TEXTS_MAX_CLASSES, n);
  files->changed = g_new0 (struct timespec, n + 1);
  if (!note_changes (files, files->changed, error))
    return FALSE;
  for (guint c = 0; c < n; c++)
    if (!list_class (files, c, error))
      return FALSE;
  if (files->files->len == 0)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: expected text files in sub-folders, found none",
                          files->path);
  return TRUE;
}

InkTextFiles *
ink_text_files_list (const char *folder, GError **error)
{
  g_autoptr (InkTextFiles) files = g_new0 (InkTextFiles, 1);

  files->path = g_strdup (folder);
  files->lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  files->files = g_array_new (FALSE, FALSE, sizeof (InkTextFile));
  return list_all (files, error) ? g_steal_pointer (&files) : NULL;
}
