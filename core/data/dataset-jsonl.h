#pragma once

#include "core/data/text-rows.h"

G_BEGIN_DECLS

/* ink_jsonl_read: JSON Lines (jsonlines.org): one object a line, blank lines
 * passed over. The first object's members tell which are text and label, as a
 * table's header does. A text is a string; a label a string, a number or a
 * truth value.
 * @file: for messages; @text: UTF-8
 * Returns: FALSE with INK_ERROR_FORMAT or INK_ERROR_ARGUMENT naming the line.
 * Any thread. */
gboolean ink_jsonl_read (const char *file, const char *text,
                         const InkTextOptions *options, InkTextRows *rows,
                         GError **error);

G_END_DECLS
