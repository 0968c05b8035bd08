/* Rows of text out of a piece of a file. Where all of the piece is UTF-8, which
 * is looked at once, rows are taken in one go; else each is looked at before it
 * is taken apart, so that one bad row, or one in Latin-1, is no matter for the
 * others. */
#include "core/data/text-rows-private.h"

#include <string.h>

#include "core/base/error.h"
#include "core/data/text-decode.h"

void
ink_text_rows_init (InkTextRows *rows, const char *file, InkEncoding encoding,
                    const InkRowFormat *format, InkTextCut *cut)
{
  static char nothing[1];
  char *start = cut->start != NULL ? cut->start : nothing;

  rows->file = file;
  rows->encoding = encoding;
  rows->rows
      = (InkRowReader) { start, start + cut->size, cut->line, *format };
  rows->clean = encoding != INK_ENCODING_LATIN1
                && ink_utf8_valid_length (start, cut->size) == cut->size;
  rows->latin1 = FALSE;
}

/* Looks at the bytes of the next row, and passes over them where they are
 * bad. */
static gboolean
check_bytes (InkTextRows *rows, char *end, GError **error)
{
  InkRowReader *at = &rows->rows;
  gsize n = (gsize) (end - at->at);

  if (ink_text_check (rows->file, at->line, at->at, n,
                      rows->encoding, &rows->latin1, error))
    return TRUE;
  at->line += ink_count_byte (at->at, n, '\n');
  at->at = end;
  return FALSE;
}

gboolean
ink_text_rows_next (InkTextRows *rows, guint n_fields, GError **bad)
{
  if (!rows->clean)
    {
      char *end = ink_row_end (&rows->rows);

      if (end == NULL)
        return FALSE;
      if (!check_bytes (rows, end, bad))
        return TRUE;
    }
  if (!ink_row_next (&rows->rows, &rows->row))
    return FALSE;
  ink_row_check (&rows->row, rows->file, n_fields, bad);
  return TRUE;
}

char *
ink_text_rows_field (InkTextRows *rows, guint column, InkTextBuilder *builder,
                     gsize *length)
{
  char *bytes = rows->row.fields[column];
  char *text;

  *length = rows->row.lengths[column];
  if (!rows->latin1)
    return bytes;
  text = ink_text_builder_room (builder, 2 * *length + 1);
  *length = ink_latin1_decode (bytes, *length, text);
  return text;
}

gboolean
ink_text_rows_line (InkTextRows *rows, InkTextBuilder *builder, char **line,
                    GError **bad)
{
  gsize n;

  *line = NULL;
  while (ink_text_rows_next (rows, 0, bad))
    {
      if (*bad != NULL)
        return TRUE;
      *line = g_strstrip (ink_text_rows_field (rows, 0, builder, &n));
      if (*line[0] != '\0')
        return TRUE;
      *line = NULL;
    }
  return FALSE;
}

gboolean
ink_text_rows_object (InkTextRows *rows, InkTextBuilder *builder,
                      JsonParser *parser, JsonObject **object, GError **bad)
{
  char *line;

  *object = NULL;
  if (!ink_text_rows_line (rows, builder, &line, bad))
    return FALSE;
  if (line != NULL)
    *object = ink_jsonl_parse (rows->file, rows->row.line, line, parser, bad);
  return TRUE;
}

void
ink_text_rows_table (InkTextRows *rows, InkTextBuilder *builder,
                     InkTable **table, GError **bad)
{
  guint n = *table != NULL ? ink_table_n_columns (*table) : 0;
  GError *cause = NULL;

  while (ink_text_rows_next (rows, n, &cause))
    {
      gboolean sound = cause == NULL;

      if (!sound && *bad == NULL)
        *bad = g_steal_pointer (&cause);
      g_clear_error (&cause);
      if (!sound)
        continue;
      n = rows->row.n_fields;
      if (*table == NULL)
        *table = ink_table_new (n);
      for (guint c = 0; c < n; c++)
        rows->row.fields[c]
            = ink_text_rows_field (rows, c, builder, &rows->row.lengths[c]);
      ink_table_add (*table, &rows->row);
    }
}

gboolean
ink_text_quotes_agree (InkTextCut *cut, const InkRowFormat *format,
                       gboolean widths, guint *n_fields)
{
  g_autofree InkTextRows *rows = NULL;
  g_autoptr (GError) bad = NULL;

  if (*n_fields > 0 && memchr (cut->start, '"', cut->size) == NULL)
    return TRUE;
  rows = g_new (InkTextRows, 1);
  ink_text_rows_init (rows, "", INK_ENCODING_UTF8, format, cut);
  rows->clean = TRUE; /* what the bytes are does not matter here */
  while (ink_text_rows_next (rows, widths ? *n_fields : 0, &bad))
    {
      if (bad != NULL)
        return FALSE;
      *n_fields = rows->row.n_fields;
    }
  return TRUE;
}
