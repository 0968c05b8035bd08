#pragma once

#include "core/data/dataset.h"

G_BEGIN_DECLS

/* IDX, the format of MNIST (Y. LeCun, C. Cortes, C. Burges, "The MNIST
 * database of handwritten digits"): big-endian magic number and sizes, then
 * bytes. Gzipped or not. */

#define INK_IDX_IMAGES_MAGIC 0x00000803u /* unsigned bytes, 3 dimensions */
#define INK_IDX_LABELS_MAGIC 0x00000801u /* unsigned bytes, 1 dimension */

/* Limits on what is accepted. */
#define INK_IDX_MAX_BYTES ((gsize) 1 << 30) /* of pixels in one file */
#define INK_IDX_MAX_SIDE 4096               /* pixels */

/* ink_idx_find: the files of one split in @folder, under any of the usual
 * names. @images, @labels: (out) (transfer full): NULL where there is none.
 * Returns: TRUE where one of the two is there. */
gboolean ink_idx_find (const char *folder, InkSplit split, char **images,
                       char **labels);
/* Whether @path is named as an IDX file is. */
gboolean ink_idx_is_name (const char *path);
/* ink_idx_partner: from either file of a pair to both, by their names.
 * INK_ERROR_NOT_FOUND where the name tells no partner or it is not there. */
gboolean ink_idx_partner (const char *path, char **images, char **labels,
                          GError **error);

/* ink_idx_load: reads and checks a pair of files.
 * @name: of the set, for people
 * @class_names: NULL-terminated, at most 256; (nullable): the lines of
 * classes.txt beside the labels, or else the digits 0 to 9
 * Returns: (transfer full): or NULL with INK_ERROR_NOT_FOUND, INK_ERROR_IO,
 * INK_ERROR_TRUNCATED, INK_ERROR_FORMAT (magic number, no images, bytes left
 * over, label out of range), INK_ERROR_LIMIT (sizes), INK_ERROR_MISMATCH
 * (images and labels differ in number). Any thread; blocks. */
InkImageSet *ink_idx_load (const char *name, const char *images_path,
                           const char *labels_path,
                           const char *const *class_names, GError **error);

G_END_DECLS
