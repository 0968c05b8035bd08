#pragma once

#include "core/data/dataset.h"
#include "core/data/table-rows.h"

G_BEGIN_DECLS

typedef enum
{
  INK_TEXT_UNKNOWN,
  INK_TEXT_CSV,
  INK_TEXT_TSV,
  INK_TEXT_JSON_LINES,
} InkTextFormat;

/* ink_text_format_tell: what @path is, by its name's ending (under .gz), else
 * by its first line: a brace is JSON, a tab TSV, a comma CSV.
 * @separator: (out): between columns; '\0' for JSON Lines
 * Returns: INK_TEXT_UNKNOWN with INK_ERROR_FORMAT, or an error of reading. */
InkTextFormat ink_text_format_tell (const char *path, char *separator,
                                    GError **error);

/* ink_text_has_quoted_fields: whether a double quote stands where a field of
 * @path begins, however it goes on. Reads up to the first; TRUE also where it
 * cannot be read to the end. */
gboolean ink_text_has_quoted_fields (const char *path, char separator);

G_END_DECLS
