/* A folder with one sub-folder of PNG pictures or InkML drawings a class, as
 * 28x28 images with background 0. Drawings are rasterised as on the canvas.
 * Pictures of that size are taken as they are, turned dark side out where the
 * borders of all of them together are light, so that a set keeps one polarity;
 * pictures of any other size go the way drawings go. */
#include <string.h>

#include "core/base/error.h"
#include "core/data/dataset-private.h"
#include "core/data/inkml.h"
#include "core/data/picture.h"
#include "core/data/rasterize.h"

#define MAX_IMAGES ((1u << 30) / INK_DIGIT_PIXELS)

typedef struct
{
  GByteArray *pixels;
  GByteArray *labels;
  GArray *as_is;       /* guint32: images that were 28x28 already */
  guint64 border_sum;  /* of the grey along the borders of those */
  guint64 border_size; /* pixels */
} Images;

static void
images_clear (Images *images)
{
  g_clear_pointer (&images->pixels, g_byte_array_unref);
  g_clear_pointer (&images->labels, g_byte_array_unref);
  g_clear_pointer (&images->as_is, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Images, images_clear)

static void
add_border (Images *images, const guint8 *pixels)
{
  for (guint y = 0; y < INK_DIGIT_SIZE; y++)
    for (guint x = 0; x < INK_DIGIT_SIZE; x++)
      if (y == 0 || x == 0 || y == INK_DIGIT_SIZE - 1
          || x == INK_DIGIT_SIZE - 1)
        {
          images->border_sum += pixels[y * INK_DIGIT_SIZE + x];
          images->border_size++;
        }
}

/* The picture @digit [28][28] at the end. */
static gboolean
append (Images *images, const char *path, const guint8 *digit, guint32 label,
        GError **error)
{
  guint8 byte = (guint8) label;

  if (images->labels->len == MAX_IMAGES)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "%s: expected at most %u pictures, found more", path,
                          MAX_IMAGES);
  g_byte_array_append (images->pixels, digit, INK_DIGIT_PIXELS);
  g_byte_array_append (images->labels, &byte, 1);
  return TRUE;
}

static gboolean
add_drawing (const char *path, guint32 label, Images *images, GError **error)
{
  const InkRasterOptions options = INK_RASTER_OPTIONS_DEFAULT;
  g_autoptr (InkDrawing) drawing = ink_inkml_read (path, error);
  guint8 digit[INK_DIGIT_PIXELS];

  if (drawing == NULL)
    return FALSE;
  ink_rasterize_drawing (drawing, &options, digit, NULL);
  return append (images, path, digit, label, error);
}

static gboolean
is_inkml (const char *path)
{
  gsize n = strlen (path);

  return n >= 6 && g_ascii_strcasecmp (path + n - 6, ".inkml") == 0;
}

static gboolean
add_picture (const char *path, guint32 label, gpointer user_data,
             GError **error)
{
  Images *images = user_data;
  guint height, width;
  g_autofree guint8 *grey = NULL;
  guint8 digit[INK_DIGIT_PIXELS];
  guint32 index = images->labels->len;

  if (is_inkml (path))
    return add_drawing (path, label, images, error);
  grey = ink_picture_read (path, &height, &width, error);
  if (grey == NULL)
    return FALSE;
  if (height == INK_DIGIT_SIZE && width == INK_DIGIT_SIZE)
    {
      memcpy (digit, grey, sizeof digit);
      add_border (images, digit);
      g_array_append_val (images->as_is, index);
    }
  else
    ink_rasterize_image (grey, height, width, digit);
  return append (images, path, digit, label, error);
}

/* Ink on paper becomes light on dark. */
static void
settle_polarity (Images *images)
{
  if (images->border_sum * 2 <= images->border_size * 255)
    return;
  for (guint i = 0; i < images->as_is->len; i++)
    {
      gsize index = g_array_index (images->as_is, guint32, i);
      guint8 *pixels = images->pixels->data + index * INK_DIGIT_PIXELS;

      for (guint p = 0; p < INK_DIGIT_PIXELS; p++)
        pixels[p] = 255 - pixels[p];
    }
}

static gboolean
check_classes (const char *folder, const GStrv classes, GError **error)
{
  guint n = g_strv_length (classes);

  if (n <= INK_IMAGES_MAX_CLASSES)
    return TRUE;
  return ink_error_set (error, INK_ERROR_LIMIT,
                        "%s: expected at most %d sub-folders, one a class, "
                        "found %u",
                        folder, INK_IMAGES_MAX_CLASSES, n);
}

InkImageSet *
ink_image_folder_load (const char *name, const char *folder, GError **error)
{
  g_auto (GStrv) classes = ink_folder_list (folder, TRUE, error);
  g_auto (Images) images = { .pixels = g_byte_array_new (),
                             .labels = g_byte_array_new (),
                             .as_is = g_array_new (FALSE, FALSE, 4) };
  guint n;

  if (classes == NULL || !check_classes (folder, classes, error)
      || !ink_folder_visit (folder, classes, "PNG or InkML files", add_picture,
                            &images, error))
    return NULL;
  settle_polarity (&images);
  n = images.labels->len;
  return ink_image_set_new (
      name, n, INK_DIGIT_SIZE, INK_DIGIT_SIZE,
      g_byte_array_free_to_bytes (g_steal_pointer (&images.pixels)),
      g_byte_array_free_to_bytes (g_steal_pointer (&images.labels)),
      g_steal_pointer (&classes), error);
}
