#pragma once

#include <json-glib/json-glib.h>

#include "core/data/text-block-private.h"

G_BEGIN_DECLS

/* JSON Lines (jsonlines.org): one object a line, of which two members are text
 * and label. A text is a string; a label a string, a number or a truth value. */
typedef struct
{
  char *text, *label;
} InkJsonMembers;

void ink_json_members_clear (InkJsonMembers *members);

/* ink_jsonl_choose: by @options, else by the names of the members of the
 * object in @text, as a table's header does.
 * @file, @line: for messages
 * @members: (out). FALSE with INK_ERROR_FORMAT or INK_ERROR_LIMIT. */
gboolean ink_jsonl_choose (const char *file, guint64 line, const char *text,
                           const InkTextOptions *options,
                           InkJsonMembers *members, GError **error);

/* Adds the object in @text to @builder; FALSE as above. */
gboolean ink_jsonl_add (const char *file, guint64 line, const char *text,
                        const InkJsonMembers *members, JsonParser *parser,
                        InkTextBuilder *builder, GError **error);

G_END_DECLS
