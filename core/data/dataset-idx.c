/* Reads IDX files. Nothing in a file is believed: sizes are limited before
 * they are multiplied, their product is compared with the bytes that are
 * there, and every label with the number of classes. A gzipped file is
 * inflated up to the limit and no further. */
#include "core/data/dataset-idx.h"

#include <string.h>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/reader.h"

#define HEADER_MAX 16
#define CLASSES_FILE "classes.txt"
#define CLASSES_MAX_BYTES (64 * 1024)

static const char *const split_prefixes[][3] = {
  [INK_SPLIT_TRAIN] = { "train", NULL },
  [INK_SPLIT_TEST] = { "t10k", "test", NULL },
};
static const char *const digit_names[]
    = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", NULL };

/* FOLDER/PREFIX-PART-DIMENSIONS-ubyte, with the separators and endings that
 * are about. */
static char *
find_file (const char *folder, const char *prefix, const char *part,
           const char *dimensions)
{
  static const char separators[] = "-.";
  static const char *const endings[] = { "", ".gz" };

  for (guint s = 0; separators[s] != '\0'; s++)
    for (guint e = 0; e < G_N_ELEMENTS (endings); e++)
      {
        g_autofree char *file
            = g_strdup_printf ("%s-%s%c%s-ubyte%s", prefix, part,
                               separators[s], dimensions, endings[e]);
        g_autofree char *path = g_build_filename (folder, file, NULL);

        if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
          return g_steal_pointer (&path);
      }
  return NULL;
}

gboolean
ink_idx_find (const char *folder, InkSplit split, char **images,
              char **labels)
{
  *images = NULL;
  *labels = NULL;
  for (guint i = 0; split_prefixes[split][i] != NULL; i++)
    {
      const char *prefix = split_prefixes[split][i];

      if (*images == NULL)
        *images = find_file (folder, prefix, "images", "idx3");
      if (*labels == NULL)
        *labels = find_file (folder, prefix, "labels", "idx1");
    }
  return *images != NULL || *labels != NULL;
}

gboolean
ink_idx_is_name (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);

  return strstr (name, "idx3-ubyte") != NULL
         || strstr (name, "idx1-ubyte") != NULL;
}

/* @name with its last @from replaced by @to; NULL where it holds none. */
static char *
swap (const char *name, const char *from, const char *to)
{
  const char *at = g_strrstr (name, from);

  if (at == NULL)
    return NULL;
  return g_strdup_printf ("%.*s%s%s", (int) (at - name), name, to,
                          at + strlen (from));
}

/* The name of the other file of a pair; NULL where @name tells none. */
static char *
other_name (const char *name, gboolean *is_images)
{
  g_autofree char *swapped = swap (name, "images", "labels");
  char *dimensions;

  *is_images = swapped != NULL;
  if (*is_images)
    dimensions = swap (swapped, "idx3", "idx1");
  else
    {
      swapped = swap (name, "labels", "images");
      if (swapped == NULL)
        return NULL;
      dimensions = swap (swapped, "idx1", "idx3");
    }
  return dimensions != NULL ? dimensions : g_steal_pointer (&swapped);
}

/* FOLDER/NAME, or with the other of gzipped and not; NULL where neither is. */
static char *
existing (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *other = g_str_has_suffix (path, ".gz")
                               ? g_strndup (path, strlen (path) - 3)
                               : g_strconcat (path, ".gz", NULL);

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&path);
  if (g_file_test (other, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&other);
  return NULL;
}

gboolean
ink_idx_partner (const char *path, char **images, char **labels,
                 GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  gboolean is_images;
  g_autofree char *wanted = other_name (name, &is_images);
  g_autofree char *partner = NULL;

  if (wanted == NULL)
    return ink_error_set (error, INK_ERROR_NOT_FOUND,
                          "%s: expected `images` or `labels` in the file's "
                          "name, to find the other file of the pair",
                          path);
  partner = existing (folder, wanted);
  if (partner == NULL)
    return ink_error_set (error, INK_ERROR_NOT_FOUND,
                          "%s: expected %s beside it (gzipped or not), found "
                          "none",
                          path, wanted);
  *images = is_images ? g_strdup (path) : g_strdup (partner);
  *labels = is_images ? g_steal_pointer (&partner) : g_strdup (path);
  return TRUE;
}

static gboolean
take_magic (InkReader *reader, guint32 expected, GError **error)
{
  guint32 magic;

  if (!ink_reader_take_u32_be (reader, "magic number", &magic, error))
    return FALSE;
  if (magic != expected)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: magic number at byte 0: expected 0x%08x (%s), "
                          "found 0x%08x",
                          reader->name, expected,
                          expected == INK_IDX_IMAGES_MAGIC ? "images"
                                                           : "labels",
                          magic);
  return TRUE;
}

static gboolean
take_size (InkReader *reader, const char *what, guint32 limit, guint32 *size,
           GError **error)
{
  gsize place = reader->offset;

  if (!ink_reader_take_u32_be (reader, what, size, error))
    return FALSE;
  if (*size == 0)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: %s at byte %" G_GSIZE_FORMAT
                          ": expected at least 1, found 0",
                          reader->name, what, place);
  if (*size > limit)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "%s: %s at byte %" G_GSIZE_FORMAT
                          ": expected at most %u, found %u",
                          reader->name, what, place, limit, *size);
  return TRUE;
}

/* The @size bytes after the header, which must be the last of the file. */
static GBytes *
take_rest (InkReader *reader, const char *what, GBytes *file, gsize size,
           GError **error)
{
  gsize start = reader->offset;
  const guint8 *bytes;

  if (!ink_reader_take_bytes (reader, what, size, &bytes, error)
      || !ink_reader_expect_end (reader, error))
    return NULL;
  return g_bytes_new_from_bytes (file, start, size);
}

/* @sizes: (out): images, rows, columns. */
static GBytes *
read_images (const char *path, guint32 sizes[3], GError **error)
{
  g_autoptr (GBytes) file
      = ink_file_read (path, INK_IDX_MAX_BYTES + HEADER_MAX, error);
  gsize factors[3];
  gsize size;
  InkReader reader;

  if (file == NULL)
    return NULL;
  ink_reader_init (&reader, path, g_bytes_get_data (file, NULL),
                   g_bytes_get_size (file));
  if (!take_magic (&reader, INK_IDX_IMAGES_MAGIC, error)
      || !take_size (&reader, "number of images", INK_IDX_MAX_BYTES, &sizes[0],
                     error)
      || !take_size (&reader, "number of rows", INK_IDX_MAX_SIDE, &sizes[1],
                     error)
      || !take_size (&reader, "number of columns", INK_IDX_MAX_SIDE, &sizes[2],
                     error))
    return NULL;
  for (guint i = 0; i < 3; i++)
    factors[i] = sizes[i];
  if (!ink_size_product (factors, 3, &size) || size > INK_IDX_MAX_BYTES)
    {
      ink_error_set (error, INK_ERROR_LIMIT,
                     "%s: sizes at byte 4: expected at most %" G_GSIZE_FORMAT
                     " bytes of pixels, found %u x %u x %u",
                     path, INK_IDX_MAX_BYTES, sizes[0], sizes[1], sizes[2]);
      return NULL;
    }
  return take_rest (&reader, "pixels", file, size, error);
}

static gboolean
check_labels (InkReader *reader, gsize n, guint n_classes, GError **error)
{
  gsize start = reader->size - n;

  for (gsize i = 0; i < n; i++)
    if (reader->bytes[start + i] >= n_classes)
      return ink_error_set (error, INK_ERROR_FORMAT,
                            "%s: label %" G_GSIZE_FORMAT
                            " at byte %" G_GSIZE_FORMAT
                            ": expected 0 to %u, found %u",
                            reader->name, i, start + i, n_classes - 1,
                            reader->bytes[start + i]);
  return TRUE;
}

static GBytes *
read_labels (const char *path, guint n_classes, GError **error)
{
  g_autoptr (GBytes) file
      = ink_file_read (path, INK_IDX_MAX_BYTES + HEADER_MAX, error);
  g_autoptr (GBytes) labels = NULL;
  guint32 n;
  InkReader reader;

  if (file == NULL)
    return NULL;
  ink_reader_init (&reader, path, g_bytes_get_data (file, NULL),
                   g_bytes_get_size (file));
  if (!take_magic (&reader, INK_IDX_LABELS_MAGIC, error)
      || !take_size (&reader, "number of labels", INK_IDX_MAX_BYTES, &n,
                     error))
    return NULL;
  labels = take_rest (&reader, "labels", file, n, error);
  if (labels == NULL || !check_labels (&reader, n, n_classes, error))
    return NULL;
  return g_steal_pointer (&labels);
}

static GStrv
split_class_lines (const char *path, const char *text, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_auto (GStrv) names = NULL;
  guint n;

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_strstrip (lines[i])[0] != '\0')
      g_strv_builder_add (builder, lines[i]);
  names = g_strv_builder_end (builder);
  n = g_strv_length (names);
  if (n == 0 || n > INK_IMAGES_MAX_CLASSES)
    {
      ink_error_set (error, INK_ERROR_FORMAT,
                     "%s: expected 1 to %d class names, one a line, found %u",
                     path, INK_IMAGES_MAX_CLASSES, n);
      return NULL;
    }
  return g_steal_pointer (&names);
}

/* classes.txt beside @labels_path, else the digits. */
static GStrv
find_class_names (const char *labels_path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (labels_path);
  g_autofree char *path = g_build_filename (folder, CLASSES_FILE, NULL);
  g_autoptr (GBytes) file = NULL;
  g_autofree char *text = NULL;
  gsize n;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return g_strdupv ((char **) digit_names);
  file = ink_file_read (path, CLASSES_MAX_BYTES, error);
  if (file == NULL)
    return NULL;
  n = g_bytes_get_size (file);
  text = g_strndup (g_bytes_get_data (file, NULL), n);
  if (!g_utf8_validate_len (text, n, NULL))
    {
      ink_error_set (error, INK_ERROR_FORMAT,
                     "%s: expected class names in UTF-8, found other bytes",
                     path);
      return NULL;
    }
  return split_class_lines (path, text, error);
}

InkImageSet *
ink_idx_load (const char *name, const char *images_path,
              const char *labels_path, const char *const *class_names,
              GError **error)
{
  g_auto (GStrv) names = class_names != NULL
                             ? g_strdupv ((char **) class_names)
                             : find_class_names (labels_path, error);
  g_autoptr (GBytes) pixels = NULL;
  g_autoptr (GBytes) labels = NULL;
  guint32 sizes[3];

  if (names == NULL)
    return NULL;
  labels = read_labels (labels_path, g_strv_length (names), error);
  if (labels == NULL)
    return NULL;
  pixels = read_images (images_path, sizes, error);
  if (pixels == NULL)
    return NULL;
  if (g_bytes_get_size (labels) != sizes[0])
    {
      ink_error_set (error, INK_ERROR_MISMATCH,
                     "%s: expected %u labels, one for each image of %s, found "
                     "%" G_GSIZE_FORMAT,
                     labels_path, sizes[0], images_path,
                     g_bytes_get_size (labels));
      return NULL;
    }
  return ink_image_set_new (name, sizes[0], sizes[1], sizes[2],
                            g_steal_pointer (&pixels),
                            g_steal_pointer (&labels), g_steal_pointer (&names),
                            error);
}
