/* A folder with one sub-folder of files a class, walked in a fixed order: what
 * is found does not depend on the file system. */
#include "core/base/error.h"
#include "core/data/dataset-private.h"

static gboolean
visit_class (const char *folder, guint32 label, InkFolderFunc func,
             gpointer user_data, guint *n_files, GError **error)
{
  g_auto (GStrv) files = ink_folder_list (folder, FALSE, error);

  if (files == NULL)
    return FALSE;
  for (guint i = 0; files[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i], NULL);

      if (!func (path, label, user_data, error))
        return FALSE;
      (*n_files)++;
    }
  return TRUE;
}

gboolean
ink_folder_visit (const char *folder, const GStrv classes, const char *what,
                  InkFolderFunc func, gpointer user_data, GError **error)
{
  guint n_files = 0;

  for (guint c = 0; classes[c] != NULL; c++)
    {
      g_autofree char *path = g_build_filename (folder, classes[c], NULL);

      if (!g_utf8_validate (classes[c], -1, NULL))
        return ink_error_set (error, INK_ERROR_FORMAT,
                              "%s: expected class folders named in UTF-8, "
                              "found other bytes",
                              folder);
      if (!visit_class (path, c, func, user_data, &n_files, error))
        return FALSE;
    }
  if (n_files == 0)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: expected %s in sub-folders, found none", folder,
                          what);
  return TRUE;
}
