/* My Digits as a data set that any program reads: MNIST's own format. Both
 * files are made in a folder beside the wanted one, which then takes its name:
 * a folder that is there under that name is whole. */
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/data/dataset-idx.h"
#include "core/store/my-digits.h"

#define IMAGES_FILE "train-images-idx3-ubyte"
#define LABELS_FILE "train-labels-idx1-ubyte"

static void
append_u32 (GByteArray *bytes, guint32 value)
{
  guint32 big_endian = GUINT32_TO_BE (value);

  g_byte_array_append (bytes, (const guint8 *) &big_endian,
                       sizeof big_endian);
}

static gboolean
write_file (const char *folder, const char *name, const GByteArray *bytes,
            GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return ink_file_replace (path, bytes->data, bytes->len, error);
}

static gboolean
write_images (const char *folder, const InkImageSet *set, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint n = ink_image_set_count (set);

  append_u32 (bytes, INK_IDX_IMAGES_MAGIC);
  append_u32 (bytes, n);
  append_u32 (bytes, INK_DIGIT_SIZE);
  append_u32 (bytes, INK_DIGIT_SIZE);
  g_byte_array_append (bytes, ink_image_set_pixels (set),
                       n * INK_DIGIT_PIXELS);
  return write_file (folder, IMAGES_FILE, bytes, error);
}

static gboolean
write_labels (const char *folder, const InkImageSet *set, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint n = ink_image_set_count (set);

  append_u32 (bytes, INK_IDX_LABELS_MAGIC);
  append_u32 (bytes, n);
  g_byte_array_append (bytes, ink_image_set_labels (set), n);
  return write_file (folder, LABELS_FILE, bytes, error);
}

static void
remove_folder (const char *folder)
{
  g_autofree char *images = g_build_filename (folder, IMAGES_FILE, NULL);
  g_autofree char *labels = g_build_filename (folder, LABELS_FILE, NULL);

  g_unlink (images);
  g_unlink (labels);
  g_rmdir (folder);
}

/* rename() itself refuses a folder that is not empty. */
static gboolean
give_name (const char *temporary, const char *into, GError **error)
{
  if (g_rename (temporary, into) == 0)
    return TRUE;
  if (errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "%s: expected a new folder or an empty one, found "
                          "one with files, or a file",
                          into);
  return ink_error_set (error, INK_ERROR_IO, "%s: cannot write: %s", into,
                        g_strerror (errno));
}

/* Without what a shell may have put at its end. */
static char *
without_slash (const char *path)
{
  char *bare = g_strdup (path);
  gsize length = strlen (bare);

  while (length > 1 && bare[length - 1] == '/')
    bare[--length] = '\0';
  return bare;
}

gboolean
ink_my_digits_export (const char *folder, const char *into, guint *n,
                      GError **error)
{
  g_autoptr (InkImageSet) set
      = ink_drawing_folder_load ("my-digits", folder, error);
  g_autofree char *target = without_slash (into);
  g_autofree char *temporary = g_strdup_printf ("%s.XXXXXX", target);

  if (set == NULL)
    return FALSE;
  if (g_mkdtemp_full (temporary, 0755) == NULL)
    return ink_error_set (error, INK_ERROR_IO, "%s: cannot write: %s", into,
                          g_strerror (errno));
  if (!write_images (temporary, set, error)
      || !write_labels (temporary, set, error)
      || !give_name (temporary, target, error))
    {
      remove_folder (temporary);
      return FALSE;
    }
  if (n != NULL)
    *n = ink_image_set_count (set);
  return TRUE;
}
