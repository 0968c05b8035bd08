/* A run read back from its folder: run.json, report.json where the run came to
 * its end, events.jsonl. What can be missing is; without run.json or events
 * there is nothing to show. */
#include "ui/train/kept-run.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/json-reader.h"
#include "core/store/run-directory.h"
#include "ui/train/run-record.h"

#define MAX_JSON (1024 * 1024)

void
ink_kept_run_free (InkKeptRun *run)
{
  if (run == NULL)
    return;
  g_free (run->folder);
  g_free (run->title);
  g_free (run->data);
  g_free (run->data_hash);
  g_clear_pointer (&run->events, g_array_unref);
  g_free (run);
}

static gboolean
is_plain_name (const char *name)
{
  return name != NULL && name[0] != '\0' && name[0] != '.'
         && strchr (name, G_DIR_SEPARATOR) == NULL && strlen (name) < 256;
}

char *
ink_kept_run_find (const char *runs_folder, const char *name)
{
  g_autofree char *own = ink_user_data_path ("runs", NULL);
  g_autofree char *folder = NULL;
  g_autofree char *record = NULL;

  if (!is_plain_name (name))
    return NULL;
  folder = g_build_filename (runs_folder != NULL ? runs_folder : own, name,
                             NULL);
  record = g_build_filename (folder, "run.json", NULL);
  return g_file_test (record, G_FILE_TEST_IS_REGULAR)
             ? g_steal_pointer (&folder)
             : NULL;
}

/* (transfer full) */
static JsonObject *
read_object (const char *folder, const char *file, GError **error)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr (GBytes) bytes = ink_file_read (path, MAX_JSON, error);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root = NULL;
  gconstpointer text;
  gsize size;

  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &size);
  if (size > 0 && ink_json_is_shallow (text, size)
      && json_parser_load_from_data (parser, text, (gssize) size, NULL))
    root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return json_object_ref (json_node_get_object (root));
  ink_error_set (error, INK_ERROR_FORMAT, "%s: expected a JSON object", path);
  return NULL;
}

static void
describe (InkKeptRun *kept, JsonObject *run)
{
  g_autoptr (JsonObject) report
      = read_object (kept->folder, "report.json", NULL);

  kept->title = ink_run_record_title (run, report);
  if (kept->title == NULL)
    kept->title = g_path_get_basename (kept->folder);
  kept->data = g_strdup (ink_run_record_text (run, "data"));
  kept->data_hash = g_strdup (ink_run_record_text (run, "data_hash"));
  kept->has_recipe = ink_run_record_recipe (run, &kept->recipe, NULL);
}

InkKeptRun *
ink_kept_run_load (const char *folder, GError **error)
{
  g_autoptr (JsonObject) run = read_object (folder, "run.json", error);
  g_autoptr (InkKeptRun) kept = NULL;

  if (run == NULL)
    return NULL;
  kept = g_new0 (InkKeptRun, 1);
  kept->folder = g_strdup (folder);
  kept->events = ink_run_directory_read_events (folder, error);
  if (kept->events == NULL)
    return NULL;
  describe (kept, run);
  return g_steal_pointer (&kept);
}

static void
load_worker (GTask *task, gpointer source, gpointer task_data,
             GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  InkKeptRun *run = ink_kept_run_load (task_data, &error);

  if (run == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, run, (GDestroyNotify) ink_kept_run_free);
}

void
ink_kept_run_load_async (const char *folder, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdup (folder), g_free);
  g_task_run_in_thread (task, load_worker);
}

InkKeptRun *
ink_kept_run_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
