#pragma once

#include "core/data/dataset-jsonl-private.h"
#include "core/data/table.h"
#include "core/data/text-block-private.h"
#include "core/data/text-cutter.h"

G_BEGIN_DECLS

/* The rows of a piece of a file, each of them sound in its bytes and in form,
 * or an error of its own. */
typedef struct
{
  const char *file; /* for messages; borrowed */
  InkEncoding encoding;
  InkRowReader rows;
  gboolean clean;  /* UTF-8 without NUL all through */
  gboolean latin1; /* @row is */
  InkRow row;
} InkTextRows;

/* Borrows the bytes of @cut, and changes them. */
void ink_text_rows_init (InkTextRows *rows, const char *file,
                         InkEncoding encoding, const InkRowFormat *format,
                         InkTextCut *cut);

/* ink_text_rows_next: @n_fields: that a row must have, or 0; @bad: (out): what
 * is wrong with this one. Returns: FALSE at the end. */
gboolean ink_text_rows_next (InkTextRows *rows, guint n_fields, GError **bad);

/* ink_text_rows_field: of the row, as UTF-8: in place, or decoded into
 * @builder. @length: (out) */
char *ink_text_rows_field (InkTextRows *rows, guint column,
                           InkTextBuilder *builder, gsize *length);

/* ink_text_rows_line: the next row that is not blank, without the blanks around
 * it, where rows are lines: in place or decoded.
 * @line: (out): NULL where @bad, (out), says what is wrong
 * Returns: FALSE at the end. */
gboolean ink_text_rows_line (InkTextRows *rows, InkTextBuilder *builder,
                             char **line, GError **bad);

/* ink_text_rows_object: of the next row that is not blank, where rows are lines
 * of JSON.
 * @object: (out) (transfer none): the parser's, until the next; NULL where
 * @bad, (out), says what is wrong. Returns: FALSE at the end. */
gboolean ink_text_rows_object (InkTextRows *rows, InkTextBuilder *builder,
                               JsonParser *parser, JsonObject **object,
                               GError **bad);

/* ink_text_rows_table: adds all sound rows, as wide as the first of them, to
 * @table, which borrows from the piece and from @builder; NULL before the
 * first.
 * @bad: (inout): what is wrong with the first that is not */
void ink_text_rows_table (InkTextRows *rows, InkTextBuilder *builder,
                          InkTable **table, GError **bad);

/* ink_text_quotes_agree: whether the quotes of a piece, cut as if fields were
 * quoted, agree with RFC 4180, and so does the width of its rows if @widths.
 * @n_fields: (inout): of a row; 0 before the first piece */
gboolean ink_text_quotes_agree (InkTextCut *cut, const InkRowFormat *format,
                                gboolean widths, guint *n_fields);

G_END_DECLS
