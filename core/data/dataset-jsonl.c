/* JSON Lines by json-glib, a line at a time. The parser goes one call deeper
 * with every bracket and cannot say a NUL in a string, so lines nested deeper
 * than a set depth, of more values than a set number, and the escape for NUL,
 * are refused before it sees them. */
#include "core/data/dataset-jsonl-private.h"

#include <string.h>

#include "core/base/error.h"
#include "core/data/table.h"

#define MAX_DEPTH 64
#define MAX_VALUES 16384 /* in a line; json-glib takes 100 bytes for a 0 */

typedef struct
{
  const char *file;
  guint64 line;
} Reader;

static gboolean
check_line (const Reader *reader, const char *line, GError **error)
{
  gboolean in_string = FALSE;
  guint depth = 0;
  guint n_values = 1;

  for (const char *p = line; *p != '\0'; p++)
    if (in_string && *p == '\\' && p[1] != '\0')
      {
        if (g_str_has_prefix (++p, "u0000"))
          return ink_error_set (error, INK_ERROR_FORMAT,
                                "%s: line %" G_GUINT64_FORMAT
                                ": expected text, found a NUL",
                                reader->file, reader->line);
      }
    else if (*p == '"')
      in_string = !in_string;
    else if (!in_string && (*p == '[' || *p == '{') && ++depth > MAX_DEPTH)
      return ink_error_set (error, INK_ERROR_LIMIT,
                            "%s: line %" G_GUINT64_FORMAT
                            ": expected at most %d levels, found "
                            "more",
                            reader->file, reader->line, MAX_DEPTH);
    else if (!in_string && (*p == ']' || *p == '}') && depth > 0)
      depth--;
    else if (!in_string && *p == ',' && ++n_values > MAX_VALUES)
      return ink_error_set (error, INK_ERROR_LIMIT,
                            "%s: line %" G_GUINT64_FORMAT
                            ": expected at most %d values, found "
                            "more",
                            reader->file, reader->line, MAX_VALUES);
  return TRUE;
}

/* The object of the line; (transfer none), the parser's. */
static JsonObject *
parse_line (const Reader *reader, JsonParser *parser, const char *line,
            GError **error)
{
  g_autoptr (GError) cause = NULL;
  JsonNode *root;

  if (!check_line (reader, line, error))
    return NULL;
  if (!json_parser_load_from_data (parser, line, -1, &cause))
    {
      ink_error_set (error, INK_ERROR_FORMAT,
                     "%s: line %" G_GUINT64_FORMAT
                     ": expected one JSON object, found bad JSON "
                     "(%s)",
                     reader->file, reader->line, cause->message);
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      ink_error_set (error, INK_ERROR_FORMAT,
                     "%s: line %" G_GUINT64_FORMAT
                     ": expected one JSON object, found something "
                     "else",
                     reader->file, reader->line);
      return NULL;
    }
  return json_node_get_object (root);
}

static gboolean
is_string (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
         && json_node_get_value_type (node) == G_TYPE_STRING;
}

static gboolean
is_label (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node);
}

/* The member with the best rank, the first of them; NULL. */
static const char *
find_named (JsonObject *object, GList *members,
            guint (*rank_of) (const char *name),
            gboolean (*fits) (JsonNode *node))
{
  const char *best = NULL;
  guint best_rank = 0;

  for (GList *l = members; l != NULL; l = l->next)
    {
      guint rank = rank_of (l->data);

      if (rank > 0 && (best == NULL || rank < best_rank)
          && fits (json_object_get_member (object, l->data)))
        {
          best = l->data;
          best_rank = rank;
        }
    }
  return best;
}

/* The one member besides @known that fits; NULL where there are others. */
static const char *
find_only_other (JsonObject *object, GList *members, const char *known,
                 gboolean (*fits) (JsonNode *node))
{
  const char *other = NULL;

  for (GList *l = members; l != NULL; l = l->next)
    if (g_strcmp0 (l->data, known) != 0
        && fits (json_object_get_member (object, l->data)))
      {
        if (other != NULL)
          return NULL;
        other = l->data;
      }
  return other;
}

static gboolean
choose_members (const Reader *reader, JsonObject *object,
                const InkTextOptions *options, InkJsonMembers *chosen,
                GError **error)
{
  g_autoptr (GList) members = json_object_get_members (object);
  const char *label = options->label_column;
  const char *text = options->text_column;

  if (label == NULL)
    label = find_named (object, members, ink_label_name_rank, is_label);
  if (text == NULL)
    text = find_named (object, members, ink_text_name_rank, is_string);
  if (text == NULL && label != NULL)
    text = find_only_other (object, members, label, is_string);
  if (label == NULL && text != NULL)
    label = find_only_other (object, members, text, is_label);
  if (label == NULL || text == NULL || strcmp (label, text) == 0)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: line %" G_GUINT64_FORMAT
                          ": expected to tell text and label by "
                          "the members' names (`text`, `label`), found no "
                          "such pair: say which",
                          reader->file, reader->line);
  chosen->label = g_strdup (label);
  /* several may be asked for, unless that is the name of one */
  chosen->texts
      = g_strsplit (text, ",", json_object_has_member (object, text) ? 1 : 0);
  return TRUE;
}

char *
ink_json_scalar (JsonNode *node)
{
  GType type;

  if (!is_label (node))
    return NULL;
  type = json_node_get_value_type (node);
  if (type == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (type == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  if (type == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  if (type == G_TYPE_DOUBLE)
    {
      char printed[G_ASCII_DTOSTR_BUF_SIZE];

      return g_strdup (g_ascii_dtostr (printed, sizeof printed,
                                       json_node_get_double (node)));
    }
  return NULL;
}

/* The string of the member @name; NULL. */
static const char *
take_string (const Reader *reader, JsonObject *object, const char *name,
             GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (is_string (node))
    return json_node_get_string (node);
  ink_error_set (error, INK_ERROR_FORMAT,
                 "%s: line %" G_GUINT64_FORMAT
                 ": expected a string as `%s`, found %s",
                 reader->file, reader->line, name,
                 node == NULL ? "none" : "something else");
  return NULL;
}

/* The texts' strings, one after the other, in the builder. */
static char *
take_text (const Reader *reader, JsonObject *object,
           const InkJsonMembers *members, InkTextBuilder *builder,
           gsize *length, GError **error)
{
  char *text, *at;

  *length = 0;
  for (guint i = 0; members->texts[i] != NULL; i++)
    {
      const char *string
          = take_string (reader, object, members->texts[i], error);

      if (string == NULL)
        return NULL;
      *length += strlen (string) + (i > 0);
    }
  text = at = ink_text_builder_room (builder, *length + 1);
  for (guint i = 0; members->texts[i] != NULL; i++)
    {
      if (i > 0)
        *at++ = '\n';
      at = g_stpcpy (
          at, json_object_get_string_member (object, members->texts[i]));
    }
  return text;
}

static gboolean
add_object (const Reader *reader, JsonObject *object,
            const InkJsonMembers *members, InkTextBuilder *builder,
            GError **error)
{
  JsonNode *label = json_object_get_member (object, members->label);
  g_autofree char *name = ink_json_scalar (label);
  gsize length;
  char *text
      = take_text (reader, object, members, builder, &length, error);

  if (text == NULL)
    return FALSE;
  if (name == NULL)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: line %" G_GUINT64_FORMAT
                          ": expected a string or a number as `%s`, found %s",
                          reader->file, reader->line, members->label,
                          label == NULL ? "none" : "something else");
  if (!g_utf8_validate_len (text, length, NULL)
      || !g_utf8_validate (name, -1, NULL))
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: line %" G_GUINT64_FORMAT
                          ": expected Unicode text, found half a surrogate "
                          "pair",
                          reader->file, reader->line);
  return ink_text_builder_add (builder, reader->line, text, length, name,
                               error);
}

JsonObject *
ink_jsonl_parse (const char *file, guint64 line, const char *text,
                 JsonParser *parser, GError **error)
{
  const Reader reader = { file, line };

  return parse_line (&reader, parser, text, error);
}

gboolean
ink_jsonl_choose (const char *file, guint64 line, JsonObject *object,
                  const InkTextOptions *options, InkJsonMembers *members,
                  GError **error)
{
  const Reader reader = { file, line };

  return choose_members (&reader, object, options, members, error);
}

void
ink_json_members_clear (InkJsonMembers *members)
{
  g_clear_pointer (&members->texts, g_strfreev);
  g_clear_pointer (&members->label, g_free);
}

gboolean
ink_jsonl_add (const char *file, guint64 line, JsonObject *object,
               const InkJsonMembers *members, InkTextBuilder *builder,
               GError **error)
{
  const Reader reader = { file, line };

  return add_object (&reader, object, members, builder, error);
}
