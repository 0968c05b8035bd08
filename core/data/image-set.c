/* Labelled grey images in one block of memory. Invariants, checked once when a
 * set is made: pixels hold n x height x width bytes, labels n bytes, and every
 * label is below the number of classes. Nothing changes after that. */
#include "core/data/image-set.h"

#include <string.h>

#include "core/base/error.h"
#include "core/base/reader.h"

struct _InkImageSet
{
  gatomicrefcount ref_count;
  char *name;
  guint n;
  guint height;
  guint width;
  GBytes *pixels;
  GBytes *labels;
  GStrv class_names;
  guint n_classes;
};

static gboolean
check_sizes (const char *name, const gsize sizes[3], GBytes *pixels,
             GBytes *labels, GError **error)
{
  gsize expected;

  if (!ink_size_product (sizes, 3, &expected))
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "%s: %" G_GSIZE_FORMAT " images of %" G_GSIZE_FORMAT
                          "x%" G_GSIZE_FORMAT " pixels overflow the memory",
                          name, sizes[0], sizes[1], sizes[2]);
  if (g_bytes_get_size (pixels) != expected)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: expected %" G_GSIZE_FORMAT
                          " bytes of pixels, found %" G_GSIZE_FORMAT,
                          name, expected, g_bytes_get_size (pixels));
  if (g_bytes_get_size (labels) != sizes[0])
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: expected %" G_GSIZE_FORMAT
                          " labels for as many images, found %" G_GSIZE_FORMAT,
                          name, sizes[0], g_bytes_get_size (labels));
  return TRUE;
}

static gboolean
check_labels (const char *name, GBytes *labels, guint n_classes,
              gboolean none_allowed, GError **error)
{
  gsize n;
  const guint8 *label = g_bytes_get_data (labels, &n);

  if (n_classes == 0 || n_classes > INK_IMAGES_MAX_CLASSES)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: expected 1 to %d classes, found %u", name,
                          INK_IMAGES_MAX_CLASSES, n_classes);
  for (gsize i = 0; i < n; i++)
    if (label[i] >= n_classes && !(none_allowed && label[i] == INK_NO_LABEL))
      return ink_error_set (error, INK_ERROR_FORMAT,
                            "%s: label %" G_GSIZE_FORMAT
                            ": expected 0 to %u, found %u",
                            name, i, n_classes - 1, label[i]);
  return TRUE;
}

static InkImageSet *
set_new (const char *name, guint n, guint height, guint width, GBytes *pixels,
         GBytes *labels, GStrv class_names, gboolean none_allowed,
         GError **error)
{
  g_autoptr (InkImageSet) set = g_new0 (InkImageSet, 1);
  gsize sizes[3] = { n, height, width };

  g_atomic_ref_count_init (&set->ref_count);
  set->name = g_strdup (name);
  set->n = n;
  set->height = height;
  set->width = width;
  set->pixels = pixels;
  set->labels = labels;
  set->class_names = class_names;
  set->n_classes = g_strv_length (class_names);
  if (!check_sizes (name, sizes, pixels, labels, error)
      || !check_labels (name, labels, set->n_classes, none_allowed, error))
    return NULL;
  return g_steal_pointer (&set);
}

InkImageSet *
ink_image_set_new (const char *name, guint n, guint height, guint width,
                   GBytes *pixels, GBytes *labels, GStrv class_names,
                   GError **error)
{
  return set_new (name, n, height, width, pixels, labels, class_names, FALSE,
                  error);
}

/* @a [n_a bytes], then @b [n_b bytes]. */
static GBytes *
join (GBytes *a, const guint8 *b, gsize n_b)
{
  gsize n_a;
  const guint8 *bytes = g_bytes_get_data (a, &n_a);
  guint8 *all = g_malloc (MAX (n_a + n_b, 1));

  memcpy (all, bytes, n_a);
  if (n_b > 0)
    memcpy (all + n_a, b, n_b);
  return g_bytes_new_take (all, n_a + n_b);
}

InkImageSet *
ink_image_set_extend (const InkImageSet *set, guint n, const guint8 *pixels,
                      const guint8 *labels, GError **error)
{
  gsize size = (gsize) set->height * set->width;

  return set_new (set->name, set->n + n, set->height, set->width,
                  join (set->pixels, pixels, n * size),
                  join (set->labels, labels, n),
                  g_strdupv (set->class_names), TRUE, error);
}

InkImageSet *
ink_image_set_subset (const InkImageSet *set, const char *name,
                      const guint32 *indices, guint n)
{
  gsize size = (gsize) set->height * set->width;
  g_autofree guint8 *pixels = g_malloc_n (MAX (n, 1), MAX (size, 1));
  g_autofree guint8 *labels = g_malloc (MAX (n, 1));

  for (guint i = 0; i < n; i++)
    {
      g_return_val_if_fail (indices[i] < set->n, NULL);
      memcpy (pixels + i * size,
              ink_image_set_pixels (set) + indices[i] * size, size);
      labels[i] = ink_image_set_labels (set)[indices[i]];
    }
  return ink_image_set_new (name, n, set->height, set->width,
                            g_bytes_new_take (g_steal_pointer (&pixels),
                                              n * size),
                            g_bytes_new_take (g_steal_pointer (&labels), n),
                            g_strdupv (set->class_names), NULL);
}

InkImageSet *
ink_image_set_ref (InkImageSet *set)
{
  g_atomic_ref_count_inc (&set->ref_count);
  return set;
}

void
ink_image_set_unref (InkImageSet *set)
{
  if (set == NULL || !g_atomic_ref_count_dec (&set->ref_count))
    return;
  g_free (set->name);
  g_bytes_unref (set->pixels);
  g_bytes_unref (set->labels);
  g_strfreev (set->class_names);
  g_free (set);
}

const char *
ink_image_set_name (const InkImageSet *set)
{
  return set->name;
}

guint
ink_image_set_count (const InkImageSet *set)
{
  return set->n;
}

guint
ink_image_set_height (const InkImageSet *set)
{
  return set->height;
}

guint
ink_image_set_width (const InkImageSet *set)
{
  return set->width;
}

const guint8 *
ink_image_set_pixels (const InkImageSet *set)
{
  return g_bytes_get_data (set->pixels, NULL);
}

const guint8 *
ink_image_set_labels (const InkImageSet *set)
{
  return g_bytes_get_data (set->labels, NULL);
}

guint
ink_image_set_n_classes (const InkImageSet *set)
{
  return set->n_classes;
}

const char *const *
ink_image_set_class_names (const InkImageSet *set)
{
  return (const char *const *) set->class_names;
}

char *
ink_image_set_hash (const InkImageSet *set)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint32 sizes[3] = { GUINT32_TO_BE (set->n), GUINT32_TO_BE (set->height),
                       GUINT32_TO_BE (set->width) };
  GBytes *parts[2] = { set->pixels, set->labels };

  g_checksum_update (sum, (const guchar *) sizes, sizeof sizes);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      gsize n;
      const guchar *bytes = g_bytes_get_data (parts[i], &n);

      if (n > 0)
        g_checksum_update (sum, bytes, (gssize) n);
    }
  return g_strdup (g_checksum_get_string (sum));
}
