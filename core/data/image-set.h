#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Labelled grey images of one size. Immutable once made, so any number of
 * threads may read it; counted references. 0 is background, 255 full ink. */
typedef struct _InkImageSet InkImageSet;

#define INK_IMAGES_MAX_CLASSES 255
/* The label of an image of no class; see ink_image_set_extend(). */
#define INK_NO_LABEL 255

/* ink_image_set_new: takes what it is given.
 * @name: for people ("mnist, test split"); copied
 * @pixels: (transfer full): [n][height][width], exactly that size
 * @labels: (transfer full): [n], each below the number of @class_names
 * @class_names: (transfer full): NULL-terminated
 * Returns: (transfer full): or NULL with INK_ERROR_MISMATCH or
 * INK_ERROR_FORMAT naming the first label out of range. */
InkImageSet *ink_image_set_new (const char *name, guint n, guint height,
                                guint width, GBytes *pixels, GBytes *labels,
                                GStrv class_names, GError **error);
/* ink_image_set_subset: the images at @indices [n], in that order. */
InkImageSet *ink_image_set_subset (const InkImageSet *set, const char *name,
                                   const guint32 *indices, guint n);
/* ink_image_set_extend: @set with more images behind its own, for training;
 * only here may a label be INK_NO_LABEL, of an image that is of no class.
 * @pixels: [n][height][width], copied; @labels: [n], copied
 * Returns: (transfer full): or NULL with INK_ERROR_FORMAT naming the first
 * label out of range. */
InkImageSet *ink_image_set_extend (const InkImageSet *set, guint n,
                                   const guint8 *pixels, const guint8 *labels,
                                   GError **error);
InkImageSet *ink_image_set_ref (InkImageSet *set);
void ink_image_set_unref (InkImageSet *set);

const char *ink_image_set_name (const InkImageSet *set);
guint ink_image_set_count (const InkImageSet *set);
guint ink_image_set_height (const InkImageSet *set);
guint ink_image_set_width (const InkImageSet *set);
const guint8 *ink_image_set_pixels (const InkImageSet *set);
const guint8 *ink_image_set_labels (const InkImageSet *set);
guint ink_image_set_n_classes (const InkImageSet *set);
const char *const *ink_image_set_class_names (const InkImageSet *set);
/* SHA-256 over sizes, pixels and labels, in hexadecimal; (transfer full). */
char *ink_image_set_hash (const InkImageSet *set);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkImageSet, ink_image_set_unref)

G_END_DECLS
