/* Readers under way. */
#include "core/base/error.h"
#include "core/data/dataset-private.h"

InkImageSet *
ink_image_folder_load (const char *name, const char *folder, GError **error)
{
  ink_error_set (error, INK_ERROR_UNAVAILABLE, "%s: not yet", folder);
  return NULL;
}

gboolean
ink_dataset_get (const char *name, const char *mirror,
                 InkProgressFunc progress, gpointer user_data, GError **error)
{
  return ink_error_set (error, INK_ERROR_UNAVAILABLE, "%s: not yet", name);
}
