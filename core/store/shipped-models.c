/* The models that come with the program. Folders are looked through in a fixed
 * order and the first that has a name wins, so that a developer's or a test's
 * own folder covers the installed one, and a build works before it is
 * installed. */
#include "core/store/shipped-models.h"

#include <string.h>

#define SUFFIX ".safetensors"

/* (transfer full): the folders to look in, best first; they may not exist. */
static GStrv
model_folders (void)
{
  const char *resources = g_getenv ("INKLING_RESOURCES");
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  GStrvBuilder *folders = g_strv_builder_new ();
  GStrv list;

  if (resources != NULL && *resources != '\0')
    {
      g_autofree char *folder = g_build_filename (resources, "models", NULL);

      g_strv_builder_add (folders, folder);
    }
  if (program != NULL)
    {
      g_autofree char *bin = g_path_get_dirname (program);
      g_autofree char *prefix = g_path_get_dirname (bin);
      g_autofree char *folder
          = g_build_filename (prefix, "share", "inkling", "models", NULL);

      g_strv_builder_add (folders, folder);
    }
  g_strv_builder_add (folders, INK_DATADIR "/inkling/models");
  g_strv_builder_add (folders, INK_SOURCE_RESOURCES "/models");
  list = g_strv_builder_end (folders);
  g_strv_builder_unref (folders);
  return list;
}

/* @models: name -> path, both owned; names that are there stay. */
static void
collect_models (const char *folder, GHashTable *models)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *file;

  if (dir == NULL)
    return;
  while ((file = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *name = NULL;

      if (file[0] == '.' || !g_str_has_suffix (file, SUFFIX))
        continue;
      name = g_strndup (file, strlen (file) - strlen (SUFFIX));
      if (*name == '\0' || g_hash_table_contains (models, name))
        continue;
      g_hash_table_insert (models, g_steal_pointer (&name),
                           g_build_filename (folder, file, NULL));
    }
}

/* (transfer full) (element-type utf8 utf8): name -> path */
static GHashTable *
find_models (void)
{
  GHashTable *models
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) folders = model_folders ();

  for (guint i = 0; folders[i] != NULL; i++)
    collect_models (folders[i], models);
  return models;
}

GStrv
ink_shipped_models_list (void)
{
  g_autoptr (GHashTable) models = find_models ();
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (models),
                                         (GCompareFunc) strcmp);
  GStrvBuilder *paths = g_strv_builder_new ();
  GStrv list;

  for (GList *l = names; l != NULL; l = l->next)
    g_strv_builder_add (paths, g_hash_table_lookup (models, l->data));
  list = g_strv_builder_end (paths);
  g_strv_builder_unref (paths);
  return list;
}

char *
ink_shipped_models_resolve (const char *path_or_name)
{
  g_autoptr (GHashTable) models = NULL;
  g_autofree char *name = NULL;
  const char *path;

  if (g_file_test (path_or_name, G_FILE_TEST_EXISTS)
      && !g_file_test (path_or_name, G_FILE_TEST_IS_DIR))
    return g_strdup (path_or_name);
  name = g_strdup (path_or_name);
  if (g_str_has_suffix (name, SUFFIX))
    name[strlen (name) - strlen (SUFFIX)] = '\0';
  models = find_models ();
  path = g_hash_table_lookup (models, name);
  return g_strdup (path != NULL ? path : path_or_name);
}
