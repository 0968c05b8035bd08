/* The folder of one run. Whole files are replaced atomically; events are
 * appended with one write each and synced at epochs, so a run that is killed
 * leaves whole lines. Where a write fails (a full disk), what was written of
 * the line is taken back and the run may go on: the next event tries anew. */
#include "core/store/run-directory.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/store/checkpoint.h"

/* Runs begun within one second under one parent. */
#define MAX_SAME_SECOND 1000

struct _InkRunDirectory
{
  char *path;
  char *events_path;
  int events;
};

static gboolean
set_system_error (GError **error, const char *path, const char *verb,
                  int number)
{
  return ink_error_set (error, INK_ERROR_IO, "%s: cannot %s: %s", path, verb,
                        g_strerror (number));
}

/* A name of now's, made unique with mkdir so that two programs never share a
 * folder. (transfer full) */
static char *
make_folder (const char *parent, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *name = g_date_time_format (now, "%Y-%m-%d-%H%M%S");
  g_autofree char *path = g_build_filename (parent, name, NULL);

  if (g_mkdir_with_parents (parent, 0755) != 0)
    {
      set_system_error (error, parent, "make the folder", errno);
      return NULL;
    }
  for (guint i = 2; i <= MAX_SAME_SECOND; i++)
    {
      if (g_mkdir (path, 0755) == 0)
        return g_steal_pointer (&path);
      if (errno != EEXIST)
        break;
      g_free (path);
      path = g_strdup_printf ("%s/%s-%u", parent, name, i);
    }
  set_system_error (error, path, "make the folder", errno);
  return NULL;
}

/* JSON knows no NaN: a figure that is not finite becomes null. */
static JsonNode *
sound_copy (JsonNode *node)
{
  JsonNode *copy = NULL;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      JsonObject *object = json_object_new ();
      const char *key;
      JsonNode *value;

      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, &key, &value))
        json_object_set_member (object, key, sound_copy (value));
      copy = json_node_init_object (json_node_alloc (), object);
      json_object_unref (object);
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *list = json_node_get_array (node);
      JsonArray *array = json_array_new ();

      for (guint i = 0; i < json_array_get_length (list); i++)
        json_array_add_element (array,
                                sound_copy (json_array_get_element (list, i)));
      copy = json_node_init_array (json_node_alloc (), array);
      json_array_unref (array);
    }
  else if (json_node_get_value_type (node) == G_TYPE_DOUBLE
           && !isfinite (json_node_get_double (node)))
    copy = json_node_init_null (json_node_alloc ());
  else
    copy = json_node_copy (node);
  return copy;
}

static gboolean
write_json (const InkRunDirectory *directory, const char *file,
            JsonObject *object, GError **error)
{
  g_autofree char *path = g_build_filename (directory->path, file, NULL);
  g_autoptr (JsonNode) node
      = json_node_init_object (json_node_alloc (), object);
  g_autoptr (JsonNode) sound = sound_copy (node);
  g_autofree char *text = json_to_string (sound, TRUE);
  g_autofree char *line = g_strconcat (text, "\n", NULL);

  return ink_file_replace (path, line, strlen (line), error);
}

static gboolean
open_events (InkRunDirectory *directory, GError **error)
{
  directory->events_path
      = g_build_filename (directory->path, "events.jsonl", NULL);
  directory->events
      = open (directory->events_path,
              O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
  return directory->events >= 0
         || set_system_error (error, directory->events_path, "open", errno);
}

InkRunDirectory *
ink_run_directory_new (const char *parent, JsonObject *run, GError **error)
{
  g_autofree char *own = ink_user_data_path ("runs", NULL);
  char *path = make_folder (parent != NULL ? parent : own, error);
  InkRunDirectory *directory;

  if (path == NULL)
    return NULL;
  directory = g_new0 (InkRunDirectory, 1);
  directory->path = path;
  directory->events = -1;
  if (write_json (directory, "run.json", run, error)
      && open_events (directory, error))
    return directory;
  g_rmdir (path); /* fails, rightly, where run.json is there */
  ink_run_directory_free (directory);
  return NULL;
}

void
ink_run_directory_free (InkRunDirectory *directory)
{
  if (directory == NULL)
    return;
  if (directory->events >= 0)
    close (directory->events);
  g_free (directory->events_path);
  g_free (directory->path);
  g_free (directory);
}

const char *
ink_run_directory_path (const InkRunDirectory *directory)
{
  return directory->path;
}

/* Writes the whole line or, as far as the file system allows, nothing. */
static gboolean
append_line (int fd, const char *line, gsize size)
{
  off_t start = lseek (fd, 0, SEEK_END);
  gsize done = 0;
  int saved;

  while (done < size)
    {
      ssize_t n = write (fd, line + done, size - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        break;
      done += (gsize) n;
    }
  if (done == size)
    return TRUE;
  saved = errno;
  if (done > 0 && start >= 0)
    (void) !ftruncate (fd, start);
  errno = saved;
  return FALSE;
}

gboolean
ink_run_directory_append (InkRunDirectory *directory, const InkEvent *event,
                          GError **error)
{
  g_autofree char *json = ink_event_to_json (event);
  g_autofree char *line = g_strconcat (json, "\n", NULL);

  if (!append_line (directory->events, line, strlen (line)))
    return set_system_error (error, directory->events_path, "append", errno);
  if (event->kind != INK_EVENT_STEP && fsync (directory->events) != 0)
    return set_system_error (error, directory->events_path, "sync", errno);
  return TRUE;
}

gboolean
ink_run_directory_save_model (InkRunDirectory *directory, const char *file,
                              const InkModel *model, GError **error)
{
  g_autofree char *path
      = g_strdup_printf ("%s/%s.safetensors", directory->path, file);

  return ink_checkpoint_save (model, path, error);
}

gboolean
ink_run_directory_save_report (InkRunDirectory *directory, JsonObject *report,
                               GError **error)
{
  return write_json (directory, "report.json", report, error);
}
