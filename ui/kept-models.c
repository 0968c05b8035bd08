/* What earlier sessions left to choose from. Listing reads names and a run's
 * two small JSON files, never a model, so that it costs the start next to
 * nothing. What cannot be read of a run is left out of its title. */
#include "ui/kept-models.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/json-reader.h"
#include "core/store/checkpoint.h"
#include "ui/train/run-record.h"

#define SUFFIX ".safetensors"
#define MAX_JSON (1024 * 1024)
#define MAX_NAME 160 /* bytes: a file's name may have 255 with all suffixes */
#define MAX_SAME_NAME 1000

/* --- Runs --- */

/* (transfer full) (nullable): the object in @folder's @file. */
static JsonObject *
read_object (const char *folder, const char *file)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr (GBytes) bytes = ink_file_read (path, MAX_JSON, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;
  gconstpointer text;
  gsize size;

  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &size);
  if (size == 0 || !ink_json_is_shallow (text, size)
      || !json_parser_load_from_data (parser, text, (gssize) size, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root)
             ? json_object_ref (json_node_get_object (root))
             : NULL;
}

static char *
title_of_run (const char *folder)
{
  g_autoptr (JsonObject) run = read_object (folder, "run.json");
  g_autoptr (JsonObject) report = read_object (folder, "report.json");
  char *title = run != NULL ? ink_run_record_title (run, report) : NULL;

  return title != NULL ? title : g_path_get_basename (folder);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) b, *(const char *const *) a);
}

/* (transfer full): the names in @path, the greatest first: runs are named
 * after the time at which they began. */
static GPtrArray *
list_names (const char *path)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (name[0] != '.')
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

GPtrArray *
ink_kept_models_runs (void)
{
  g_autofree char *parent = ink_user_data_path ("runs", NULL);
  g_autoptr (GPtrArray) names = list_names (parent);
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < names->len && entries->len < INK_KEPT_MODELS_MAX; i++)
    {
      g_autofree char *folder
          = g_build_filename (parent, names->pdata[i], NULL);
      g_autofree char *path
          = g_build_filename (folder, "best" SUFFIX, NULL);
      g_autofree char *title = NULL;

      if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
        continue;
      title = title_of_run (folder);
      g_ptr_array_add (entries, ink_model_entry_new_for_file (path, title));
    }
  return entries;
}

/* --- Models in files of their own --- */

typedef struct
{
  char *name;
  gint64 time;
} Found;

static void
found_clear (gpointer found)
{
  g_free (((Found *) found)->name);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const Found *first = a;
  const Found *second = b;

  if (first->time != second->time)
    return first->time < second->time ? 1 : -1;
  return strcmp (first->name, second->name);
}

/* Microseconds. */
static gint64
time_of (const GStatBuf *info)
{
  return (gint64) info->st_mtim.tv_sec * G_USEC_PER_SEC
         + info->st_mtim.tv_nsec / 1000;
}

/* (transfer full) (element-type Found): newest first */
static GArray *
find_files (const char *folder)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (Found));
  g_autoptr (GPtrArray) names = list_names (folder);

  g_array_set_clear_func (list, found_clear);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = names->pdata[i];
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf info;
      Found found;

      if (!g_str_has_suffix (name, SUFFIX) || g_stat (path, &info) != 0
          || !S_ISREG (info.st_mode))
        continue;
      found = (Found) { g_strdup (name), time_of (&info) };
      g_array_append_val (list, found);
    }
  g_array_sort (list, compare_times);
  return list;
}

static GPtrArray *
list_files (const char *folder)
{
  g_autoptr (GArray) list = find_files (folder);
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < MIN (list->len, INK_KEPT_MODELS_MAX); i++)
    {
      const char *name = g_array_index (list, Found, i).name;
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *bare = g_strndup (name, strlen (name) - strlen (SUFFIX));
      g_autofree char *title = g_utf8_make_valid (bare, -1);

      g_ptr_array_add (entries, ink_model_entry_new_for_file (path, title));
    }
  return entries;
}

/* Taught models are in a folder below, where no text model is. */
static char *
folder_for (gboolean taught)
{
  return ink_user_data_path ("models", taught ? "taught" : NULL, NULL);
}

GPtrArray *
ink_kept_models_texts (void)
{
  g_autofree char *folder = folder_for (FALSE);

  return list_files (folder);
}

GPtrArray *
ink_kept_models_taught (void)
{
  g_autofree char *folder = folder_for (TRUE);

  return list_files (folder);
}

/* (transfer full): a file name that shows as @title does: visible, on one line,
 * short enough. */
static char *
name_for (const char *title)
{
  g_autofree char *valid = g_utf8_make_valid (title, -1);
  GString *name = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);

      if (name->len + 4 > MAX_NAME)
        break;
      g_string_append_unichar (name, c == '/' || g_unichar_iscntrl (c) ? '_'
                                                                       : c);
    }
  if (name->len == 0 || name->str[0] == '.')
    g_string_prepend_c (name, '_');
  return g_string_free (name, FALSE);
}

static gboolean
is_of_same_data (const char *path, const InkModel *model)
{
  g_autoptr (InkModel) other = ink_checkpoint_load (path, NULL);
  const char *hash = ink_model_fact (model, "data_hash");
  const char *taught = ink_model_fact (model, "taught_hash");

  return other != NULL && hash != NULL
         && g_strcmp0 (ink_model_fact (other, "data_hash"), hash) == 0
         && g_strcmp0 (ink_model_fact (other, "taught_hash"), taught) == 0
         && g_strcmp0 (ink_model_fact (other, "recipe"),
                       ink_model_fact (model, "recipe"))
                == 0
         && g_strcmp0 (ink_model_fact (other, "base_hash"),
                       ink_model_fact (model, "base_hash"))
                == 0;
}

static char *
path_for (const char *folder, const char *title, const InkModel *model)
{
  g_autofree char *name = name_for (title);
  char *path = g_strdup_printf ("%s/%s" SUFFIX, folder, name);

  for (guint i = 2; i <= MAX_SAME_NAME; i++)
    {
      if (!g_file_test (path, G_FILE_TEST_EXISTS)
          || is_of_same_data (path, model))
        break;
      g_free (path);
      path = g_strdup_printf ("%s/%s (%u)" SUFFIX, folder, name, i);
    }
  return path;
}

char *
ink_kept_models_save (const InkModel *model, const char *title, GError **error)
{
  g_autofree char *folder
      = folder_for (ink_model_fact (model, "taught_hash") != NULL);
  g_autofree char *path = NULL;

  if (g_mkdir_with_parents (folder, 0755) != 0)
    {
      ink_error_set (error, INK_ERROR_IO, "%s: cannot make the folder: %s",
                     folder, g_strerror (errno));
      return NULL;
    }
  path = path_for (folder, title, model);
  if (!ink_checkpoint_save (model, path, error))
    return NULL;
  return g_steal_pointer (&path);
}

/* --- Text models that were taught texts --- */

char *
ink_kept_models_learned_title (const char *name, guint n_texts)
{
  return g_strdup_printf (n_texts == 1 ? "%s + %u text" : "%s + %u texts",
                          name, n_texts);
}

/* (transfer full) (element-type Found): the one that learned last first */
static GArray *
find_learned (const char *parent)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (Found));
  g_autoptr (GPtrArray) names = list_names (parent);

  g_array_set_clear_func (list, found_clear);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path
          = g_build_filename (parent, names->pdata[i], "texts.jsonl", NULL);
      GStatBuf info;
      Found found;

      if (g_stat (path, &info) != 0)
        continue;
      found = (Found) { g_strdup (names->pdata[i]), time_of (&info) };
      g_array_append_val (list, found);
    }
  g_array_sort (list, compare_times);
  return list;
}

GPtrArray *
ink_kept_models_learned (void)
{
  g_autofree char *parent = ink_user_data_path ("models", "learned", NULL);
  g_autoptr (GArray) list = find_learned (parent);
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < list->len && entries->len < INK_KEPT_MODELS_MAX; i++)
    {
      const char *found = g_array_index (list, Found, i).name;
      g_autofree char *folder = g_build_filename (parent, found, NULL);
      g_autofree char *name = g_utf8_make_valid (found, -1);
      guint n = ink_learned_model_count (folder);
      g_autofree char *title = ink_kept_models_learned_title (name, n);

      if (n > 0)
        g_ptr_array_add (entries,
                         ink_model_entry_new_for_learned (folder, title));
    }
  return entries;
}

/* A folder in which nothing was learned, of a session that was cut short. */
static void
remove_unused (const char *folder)
{
  g_autofree char *texts = g_build_filename (folder, "texts.jsonl", NULL);

  if (!g_file_test (texts, G_FILE_TEST_EXISTS))
    ink_learned_model_remove (folder);
}

char *
ink_kept_models_new_learned (const char *name, GError **error)
{
  g_autofree char *parent = ink_user_data_path ("models", "learned", NULL);
  g_autofree char *plain = name_for (name);
  g_autofree char *path = g_build_filename (parent, plain, NULL);
  int failure = 0;

  if (g_mkdir_with_parents (parent, 0755) != 0)
    failure = errno;
  for (guint i = 2; failure == 0 && i <= MAX_SAME_NAME; i++)
    {
      remove_unused (path);
      if (g_mkdir (path, 0755) == 0)
        return g_steal_pointer (&path);
      if (errno != EEXIST)
        failure = errno;
      g_free (path);
      path = g_strdup_printf ("%s/%s (%u)", parent, plain, i);
    }
  ink_error_set (error, INK_ERROR_IO, "%s: cannot make the folder: %s", path,
                 g_strerror (failure != 0 ? failure : EEXIST));
  return NULL;
}
