/* Data sets by name or path: finds out what there is and hands it to the
 * reader for it. Every reader gives the whole of one split or an error. */
#include "core/data/dataset.h"

#include "core/base/error.h"
#include "core/data/dataset-idx.h"
#include "core/data/dataset-private.h"
#include "core/data/drawing-folder.h"

const char *
ink_split_name (InkSplit split)
{
  return split == INK_SPLIT_TEST ? "test" : "train";
}

static InkDataKind
source_kind (const InkSource *source)
{
  switch (source->kind)
    {
    case INK_SOURCE_TEXT_FOLDER:
    case INK_SOURCE_TABLE:
      return INK_DATA_TEXTS;
    case INK_SOURCE_IDX_FOLDER:
    case INK_SOURCE_IDX_FILE:
    case INK_SOURCE_IMAGE_FOLDER:
    case INK_SOURCE_DRAWINGS:
    default:
      return INK_DATA_IMAGES;
    }
}

gboolean
ink_dataset_kind (const char *data, InkDataKind *kind, GError **error)
{
  g_auto (InkSource) source = { 0 };

  if (!ink_source_locate (data, &source, error))
    return FALSE;
  *kind = source_kind (&source);
  return TRUE;
}

static gboolean
locate (const char *data, InkDataKind kind, InkSource *source, GError **error)
{
  static const char *const names[]
      = { [INK_DATA_IMAGES] = "images", [INK_DATA_TEXTS] = "texts" };

  if (!ink_source_locate (data, source, error))
    return FALSE;
  if (source_kind (source) != kind)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: expected a data set of %s, found %s", data,
                          names[kind], names[source_kind (source)]);
  return TRUE;
}

char *
ink_source_set_name (const InkSource *source, gboolean has_splits,
                     InkSplit split)
{
  if (!has_splits)
    return g_strdup (source->title);
  return g_strdup_printf ("%s, %s split", source->title,
                          ink_split_name (split));
}

static InkImageSet *
load_idx_folder (const InkSource *source, InkSplit split, gboolean *has_splits,
                 GError **error)
{
  InkSplit other
      = split == INK_SPLIT_TRAIN ? INK_SPLIT_TEST : INK_SPLIT_TRAIN;
  g_autofree char *images = NULL;
  g_autofree char *labels = NULL;
  g_autofree char *other_images = NULL;
  g_autofree char *other_labels = NULL;
  gboolean here = ink_idx_find (source->path, split, &images, &labels);
  gboolean there
      = ink_idx_find (source->path, other, &other_images, &other_labels);
  const char *images_path = here ? images : other_images;
  const char *labels_path = here ? labels : other_labels;
  g_autofree char *name = ink_source_set_name (source, here && there, split);

  *has_splits = here && there;
  if (images_path == NULL || labels_path == NULL)
    {
      ink_error_set (error, INK_ERROR_NOT_FOUND,
                     "%s: expected %s beside %s, found none", source->path,
                     images_path == NULL ? "the file of images"
                                         : "the file of labels",
                     images_path == NULL ? labels_path : images_path);
      return NULL;
    }
  return ink_idx_load (name, images_path, labels_path, source->class_names,
                       error);
}

static InkImageSet *
load_idx_file (const InkSource *source, GError **error)
{
  g_autofree char *images = NULL;
  g_autofree char *labels = NULL;

  if (!ink_idx_partner (source->path, &images, &labels, error))
    return NULL;
  return ink_idx_load (source->title, images, labels, NULL, error);
}

/* The folder of @split's classes. */
static const char *
class_folder (const InkSource *source, InkSplit split)
{
  if (source->train == NULL)
    return source->path;
  return split == INK_SPLIT_TEST ? source->test : source->train;
}

static InkImageSet *
load_image_folder (const InkSource *source, InkSplit split,
                   gboolean *has_splits, GError **error)
{
  g_autofree char *name = NULL;

  *has_splits = source->train != NULL;
  name = ink_source_set_name (source, *has_splits, split);
  return ink_image_folder_load (name, class_folder (source, split), error);
}

InkImageSet *
ink_dataset_load_images (const char *data, InkSplit split,
                         gboolean *has_splits, GError **error)
{
  g_auto (InkSource) source = { 0 };
  gboolean splits = FALSE;
  InkImageSet *set;

  if (!locate (data, INK_DATA_IMAGES, &source, error))
    return NULL;
  if (source.kind == INK_SOURCE_IDX_FOLDER)
    set = load_idx_folder (&source, split, &splits, error);
  else if (source.kind == INK_SOURCE_IDX_FILE)
    set = load_idx_file (&source, error);
  else if (source.kind == INK_SOURCE_DRAWINGS)
    set = ink_drawing_folder_load (source.title, source.path, error);
  else
    set = load_image_folder (&source, split, &splits, error);
  if (set != NULL && has_splits != NULL)
    *has_splits = splits;
  return set;
}

gboolean
ink_source_locate_texts (const char *data, InkSplit split, InkSource *source,
                         const char **path, GError **error)
{
  if (!locate (data, INK_DATA_TEXTS, source, error))
    return FALSE;
  *path = source->kind == INK_SOURCE_TABLE ? source->path
                                           : class_folder (source, split);
  return TRUE;
}
