#pragma once

#include "core/data/dataset.h"

G_BEGIN_DECLS

/* What a data set's name or path turned out to be. */
typedef enum
{
  INK_SOURCE_IDX_FOLDER,
  INK_SOURCE_IDX_FILE,
  INK_SOURCE_IMAGE_FOLDER, /* one sub-folder of PNG files a class */
  INK_SOURCE_TEXT_FOLDER,  /* one sub-folder of text files a class */
  INK_SOURCE_TABLE,
  INK_SOURCE_DRAWINGS, /* drawing-folder.h */
} InkSourceKind;

typedef struct
{
  InkSourceKind kind;
  char *title; /* for people: "mnist", or the last part of the path */
  char *path;
  char *train; /* class folders: each split's own folder; NULL without splits */
  char *test;
  const char *const *class_names; /* of a known set; NULL where unknown */
} InkSource;

/* ink_source_locate: from names and first bytes alone. @source: (out): to be
 * cleared. INK_ERROR_NOT_FOUND, INK_ERROR_FORMAT (nothing this program
 * reads). */
gboolean ink_source_locate (const char *data, InkSource *source,
                            GError **error);
void ink_source_clear (InkSource *source);

/* As above, of texts: INK_ERROR_MISMATCH for others. @path: (out): of @split's
 * folder or of the file, in @source. */
gboolean ink_source_locate_texts (const char *data, InkSplit split,
                                  InkSource *source, const char **path,
                                  GError **error);
/* "mnist, test split"; (transfer full). */
char *ink_source_set_name (const InkSource *source, gboolean has_splits,
                           InkSplit split);

/* The names of @folder's sub-folders, or of its files, without hidden ones,
 * sorted by their bytes. Returns: (transfer full): or NULL, INK_ERROR_IO. */
GStrv ink_folder_list (const char *folder, gboolean folders, GError **error);

/* Calls @func for every file of the sub-folders @classes of @folder, in order;
 * @label is the sub-folder's number. FALSE where @func fails, where a name is
 * not UTF-8, or, saying that @what ("PNG files") was expected, where there is
 * no file at all. */
typedef gboolean (*InkFolderFunc) (const char *path, guint32 label,
                                   gpointer user_data, GError **error);
gboolean ink_folder_visit (const char *folder, const GStrv classes,
                           const char *what, InkFolderFunc func,
                           gpointer user_data, GError **error);

/* The first bytes of a file, inflated where it is gzipped: at most @limit.
 * Returns: (transfer full): or NULL as ink_file_read(). */
GBytes *ink_file_peek (const char *path, gsize limit, GError **error);

/* The readers of what is no IDX. @name: of the set, for people.
 * Returns: (transfer full): or NULL with an error. Any thread; blocks. */
InkImageSet *ink_image_folder_load (const char *name, const char *folder,
                                    GError **error);

/* The known set of that name, and its class names; NULL. */
const InkKnownDataset *ink_dataset_find_known (const char *name);
const char *const *ink_dataset_known_classes (const char *name);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (InkSource, ink_source_clear)

G_END_DECLS
