#pragma once

#include <json-glib/json-glib.h>

#include "core/data/table.h"
#include "core/data/text-block-private.h"

G_BEGIN_DECLS

/* JSON Lines (jsonlines.org): one object a line, of which two members are text
 * and label. A text is a string; a label a string, a number or a truth
 * value. */
typedef struct
{
  GStrv texts; /* joined by line breaks */
  char *label;
} InkJsonMembers;

void ink_json_members_clear (InkJsonMembers *members);

/* ink_jsonl_parse: the object in @text.
 * @file, @line: for messages
 * Returns: (transfer none): the parser's; NULL with INK_ERROR_FORMAT or
 * INK_ERROR_LIMIT. */
JsonObject *ink_jsonl_parse (const char *file, guint64 line, const char *text,
                             JsonParser *parser, GError **error);

/* ink_jsonl_choose: by @options, else by the names of the members of @object,
 * as a table's header does.
 * @members: (out). FALSE with INK_ERROR_FORMAT. */
gboolean ink_jsonl_choose (const char *file, guint64 line, JsonObject *object,
                           const InkTextOptions *options,
                           InkJsonMembers *members, GError **error);

/* A string, number or truth value as text; NULL for anything else. */
char *ink_json_scalar (JsonNode *node);

/* Adds the text and the label of @object to @builder; FALSE as above. */
gboolean ink_jsonl_add (const char *file, guint64 line, JsonObject *object,
                        const InkJsonMembers *members,
                        InkTextBuilder *builder, GError **error);

/* ink_json_line_add: the same out of the @line itself, where it is as simple as
 * most are: NUL-terminated, changed only if so.
 * @added: (out): whether it was; else it is for the functions above
 * Returns: FALSE where it was but cannot be added. */
gboolean ink_json_line_add (char *line, guint64 number,
                            const InkJsonMembers *members,
                            InkTextBuilder *builder, gboolean *added,
                            GError **error);

G_END_DECLS
