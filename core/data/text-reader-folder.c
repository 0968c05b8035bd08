/* A folder with one sub-folder of text files a class, some files at a time: as
 * many as make a piece by their sizes. */
#include "core/data/text-reader-private.h"

#include <stdatomic.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/inflate.h"
#include "core/data/text-decode.h"
#include "core/data/text-files-private.h"

#define PIECE_BYTES ((guint64) 512 * 1024)
#define PIECE_FILES 512
#define PACKED_FACTOR 32 /* what a gzipped file is taken to inflate to */
#define BLOCK_MAX_BYTES ((gsize) 128 << 20) /* and what a piece may */

typedef struct
{
  char *path;
  InkEncoding encoding;
  InkTextFiles *files;
  _Atomic guint64 next;
  InkTextFolder looking;
  gboolean again; /* in a later pass */
} FolderReader;

static void
folder_free (gpointer data)
{
  FolderReader *reader = data;

  ink_text_folder_close (&reader->looking);
  ink_text_files_free (reader->files);
  g_free (reader->path);
  g_free (reader);
}

/* What @file adds to a piece; one that is too large is not read. */
static guint64
weight_of (const InkTextFile *file)
{
  guint64 size = (guint64) file->size;

  if (size > INK_TEXT_MAX_BYTES)
    return 0;
  return g_str_has_suffix (file->name, ".gz") ? size * PACKED_FACTOR : size;
}

static void
close_files (const FolderReader *reader, const InkTextPiece *piece)
{
  for (guint i = 0; i < piece->n; i++)
    ink_text_file_close (reader->files,
                         ink_text_files_at (reader->files, piece->first + i));
}

static gboolean
folder_cut (gpointer data, InkTextPiece *piece, gboolean *more,
            GError **error)
{
  FolderReader *reader = data;
  guint64 n_files = ink_text_files_count (reader->files);
  guint64 bytes = 0;
  guint64 next = atomic_load (&reader->next);

  piece->first = next;
  for (; next < n_files && piece->n < PIECE_FILES && bytes < PIECE_BYTES;
       next++)
    {
      InkTextFile *file = ink_text_files_at (reader->files, next);

      piece->n++;
      if (!ink_text_file_look (reader->files, file, &reader->looking, error))
        {
          close_files (reader, piece);
          return FALSE;
        }
      bytes += weight_of (file);
    }
  atomic_store (&reader->next, next);
  *more = piece->n > 0;
  return TRUE;
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
add_text (const FolderReader *reader, const InkTextFile *file,
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
too_large (const InkTextBuilder *builder, const InkTextFile *file,
           GError **error)
{
  return ink_error_set (error, INK_ERROR_LIMIT,
                        "%s: expected at most %" G_GSIZE_FORMAT
                        " bytes, found %" G_GINT64_FORMAT,
                        builder->file, INK_TEXT_MAX_BYTES, file->size);
}

static gboolean
add_files (const FolderReader *reader, const InkTextPiece *piece,
           InkTextBuilder *builder, char *buffer, InkTextFolder *folder,
           GError **error)
{
  g_autoptr (GString) path = g_string_new (NULL);

  for (guint i = 0; i < piece->n; i++)
    {
      InkTextFile *file = ink_text_files_at (reader->files, piece->first + i);
      GError *bad = NULL;

      ink_text_file_path (reader->files, file, path);
      builder->file = path->str;
      if ((gsize) file->size > INK_TEXT_MAX_BYTES)
        too_large (builder, file, &bad);
      else if (!ink_text_file_read (reader->files, file, folder, reader->again,
                                    buffer, error))
        return FALSE;
      else
        {
          add_text (reader, file, builder, buffer, &bad);
          buffer += file->size + 1;
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
  InkTextFolder folder = { .fd = -1 };
  gsize size = 0;
  gboolean done;
  char *buffer;

  for (guint i = 0; i < piece->n; i++)
    {
      gsize n = (gsize) ink_text_files_at (reader->files, piece->first + i)
                    ->size;

      size += n <= INK_TEXT_MAX_BYTES ? n + 1 : 0;
    }
  buffer = g_malloc (size + 1);
  ink_text_builder_keep (builder, buffer, size);
  done = add_files (reader, piece, builder, buffer, &folder, error);
  builder->file = reader->path;
  ink_text_folder_close (&folder);
  close_files (reader, piece);
  return done;
}

static gboolean
folder_rewind (gpointer data, GError **error)
{
  FolderReader *reader = data;

  if (!ink_text_files_check (reader->files, error))
    return FALSE;
  atomic_store (&reader->next, 0);
  reader->again = TRUE;
  return TRUE;
}

/* Each file was looked at when it was read. */
static gboolean
folder_check (gpointer data, GError **error)
{
  return TRUE;
}

static double
folder_fraction (gconstpointer data)
{
  FolderReader *reader = (gpointer) data;

  return (double) atomic_load (&reader->next)
         / (double) ink_text_files_count (reader->files);
}

/* An estimate: the files are looked at later. */
static guint64
folder_size (gconstpointer data)
{
  const FolderReader *reader = data;

  return (guint64) ink_text_files_count (reader->files) * 2048;
}

gboolean
ink_text_reader_open_folder (const char *path, const InkTextOptions *options,
                             InkTextReader *reader, GError **error)
{
  static const InkTextReaderClass class
      = { folder_cut,      folder_parse, folder_rewind, folder_check,
          folder_fraction, folder_size,  folder_free };
  InkTextFiles *files = ink_text_files_list (path, error);
  FolderReader *self;

  if (files == NULL)
    return FALSE;
  self = g_new0 (FolderReader, 1);
  self->path = g_strdup (path);
  self->encoding = options->encoding;
  self->files = files;
  self->looking.fd = -1;
  *reader = (InkTextReader) {
    &class, self, g_strdup (path),
    g_strdupv ((char **) ink_text_files_classes (files))
  };
  return TRUE;
}
