#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The files of a folder with one sub-folder a class: the classes are the
 * sub-folders in the order of their names, and so are the files in each; hidden
 * ones are passed over. Listed once, each file is what it was when it was first
 * looked at, or an error. */
typedef struct
{
  const char *name;
  guint32 class;
  int fd;      /* open already; -1 */
  gint64 size; /* -1: not looked at yet */
  struct timespec changed;
} InkTextFile;

typedef struct _InkTextFiles InkTextFiles;

/* ink_text_files_list: INK_ERROR_IO; INK_ERROR_FORMAT (no file, a class that is
 * not named in UTF-8), INK_ERROR_LIMIT (more than INK_TEXTS_MAX_CLASSES). */
InkTextFiles *ink_text_files_list (const char *folder, GError **error);
void ink_text_files_free (InkTextFiles *files);

guint ink_text_files_count (const InkTextFiles *files);
InkTextFile *ink_text_files_at (const InkTextFiles *files, guint64 index);
/* Names of the classes, in order. */
const char *const *ink_text_files_classes (const InkTextFiles *files);

/* Puts the path of @file into @path. */
void ink_text_file_path (const InkTextFiles *files, const InkTextFile *file,
                         GString *path);

/* A class's folder that is open, for the files of a piece in turn. */
typedef struct
{
  int fd; /* -1: none */
  guint32 class;
} InkTextFolder;

/* ink_text_file_look: finds out its size, and leaves it open where that does
 * not make too many. One thread at a time. */
gboolean ink_text_file_look (InkTextFiles *files, InkTextFile *file,
                             InkTextFolder *folder, GError **error);
/* ink_text_file_read: all of it into @buffer [size + 1], with a NUL; closes it.
 * @again: it was read before, and must not have changed since
 * Returns: FALSE with INK_ERROR_IO, INK_ERROR_MISMATCH. Any thread. */
gboolean ink_text_file_read (InkTextFiles *files, InkTextFile *file,
                             InkTextFolder *folder, gboolean again,
                             char *buffer, GError **error);
void ink_text_file_close (InkTextFiles *files, InkTextFile *file);
void ink_text_folder_close (InkTextFolder *folder);

/* INK_ERROR_MISMATCH where files have come or gone since the list was made. */
gboolean ink_text_files_check (const InkTextFiles *files, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkTextFiles, ink_text_files_free)

G_END_DECLS
