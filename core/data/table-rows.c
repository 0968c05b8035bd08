/* Separated values in place. What is done most is finding the next of a few
 * bytes, so that is left to memchr(). The scan, which cuts a file into pieces,
 * and the reader, which takes the pieces apart, must agree on where a row ends
 * whatever is in it: behind a closing quote, a field goes on as if it were not
 * quoted. */
#include "core/data/table-rows.h"

#include <string.h>

#include "core/base/error.h"

gsize
ink_count_byte (const char *bytes, gsize n, char byte)
{
  gsize count = 0;

  for (gsize i = 0; i < n;)
    {
      gsize stop = MIN (n, i + 255);
      guint8 few = 0; /* in as many lanes as a vector has */

      for (; i < stop; i++)
        few = (guint8) (few + (bytes[i] == byte));
      count += few;
    }
  return count;
}

/* Notes the last row that ends in the unquoted bytes from @from to @to. */
static void
find_rows_end (InkRowScan *scan, const char *bytes, gsize from, gsize to)
{
  const char *last = memrchr (bytes + from, '\n', to - from);

  if (last != NULL)
    scan->rows_end = (gsize) (last - bytes) + 1;
}

/* Goes to the end of the quoted field. Returns: FALSE where there are too few
 * bytes to tell. */
static gboolean
leave_quotes (InkRowScan *scan, const char *bytes, gsize n)
{
  const char *quote;

  while ((quote = memchr (bytes + scan->at, '"', n - scan->at)) != NULL)
    {
      scan->at = (gsize) (quote - bytes);
      if (scan->at + 1 == n)
        return FALSE;
      if (quote[1] != '"')
        {
          scan->at++;
          scan->quoted = FALSE;
          return TRUE;
        }
      scan->at += 2;
    }
  scan->at = n;
  return FALSE;
}

void
ink_row_scan (InkRowScan *scan, const InkRowFormat *format, const char *bytes,
              gsize n)
{
  gsize from = scan->at; /* of the unquoted bytes */

  if (!format->quotes)
    {
      find_rows_end (scan, bytes, from, n);
      scan->at = n;
      return;
    }
  while (scan->at < n)
    {
      const char *quote;
      gsize at;

      if (scan->quoted)
        {
          if (!leave_quotes (scan, bytes, n))
            return;
          from = scan->at;
        }
      quote = memchr (bytes + scan->at, '"', n - scan->at);
      if (quote == NULL)
        break;
      at = (gsize) (quote - bytes);
      scan->at = at + 1;
      if (at > 0 && quote[-1] != format->separator && quote[-1] != '\n')
        continue;
      find_rows_end (scan, bytes, from, at);
      scan->quoted = TRUE;
      scan->opened = at;
    }
  find_rows_end (scan, bytes, from, n);
  scan->at = n;
}

/* Where the line that @at is in ends: its break, or the end. */
static char *
line_end (const InkRowReader *reader, char *at)
{
  char *end = memchr (at, '\n', (gsize) (reader->end - at));

  return end == NULL ? reader->end : end;
}

static void
skip_blank_lines (InkRowReader *reader)
{
  while (reader->at < reader->end)
    {
      if (reader->at[0] == '\n')
        reader->at += 1;
      else if (reader->at[0] == '\r' && reader->at + 1 < reader->end
               && reader->at[1] == '\n')
        reader->at += 2;
      else
        break;
      reader->line++;
    }
}

char *
ink_row_end (InkRowReader *reader)
{
  InkRowScan scan = { 0 };
  gsize n;

  skip_blank_lines (reader);
  if (reader->at == reader->end)
    return NULL;
  /* line by line, as the scan finds the last row */
  for (char *end = reader->at; end < reader->end;)
    {
      end = line_end (reader, end);
      end += end < reader->end;
      n = (gsize) (end - reader->at);
      ink_row_scan (&scan, &reader->format, reader->at, n);
      if (scan.rows_end > 0)
        return reader->at + scan.rows_end;
    }
  return reader->end;
}

/* The closing quote of the field whose opening one is before @at; NULL. */
static char *
closing_quote (const InkRowReader *reader, char *at)
{
  char *quote;

  while ((quote = memchr (at, '"', (gsize) (reader->end - at))) != NULL
         && quote + 1 < reader->end && quote[1] == '"')
    at = quote + 2;
  return quote;
}

/* Makes each `""` from @start to @end one quote. Returns: the new end. */
static char *
take_out_quotes (char *start, char *end)
{
  char *out = memchr (start, '"', (gsize) (end - start));

  if (out == NULL)
    return end;
  for (char *from = out; from < end;)
    {
      char *quote = memchr (from, '"', (gsize) (end - from));
      gsize n = (gsize) ((quote == NULL ? end : quote + 1) - from);

      memmove (out, from, n);
      out += n;
      from += n + (quote != NULL); /* not the second of the pair */
    }
  return out;
}

/* What stands at @at, for a message. */
static void
note_found (const InkRowReader *reader, const char *at, char *found)
{
  gssize n = MIN (reader->end - at, 6);
  gunichar c = g_utf8_get_char_validated (at, n);

  if (c == (gunichar) -1 || c == (gunichar) -2 || c == 0)
    g_snprintf (found, 8, "0x%02x", (guint8) *at);
  else
    found[g_unichar_to_utf8 (c, found)] = '\0';
}

/* Takes a quoted field into @field. Returns: what is behind its closing
 * quote. */
static char *
take_quoted (InkRowReader *reader, InkRow *row, char **field, gsize *length)
{
  char *start = reader->at + 1;
  char *end = closing_quote (reader, start);
  guint64 first_line = reader->line;

  *field = start;
  if (end == NULL)
    {
      *length = (gsize) (reader->end - start);
      if (row->fault == INK_ROW_SOUND)
        {
          row->fault = INK_ROW_UNCLOSED;
          row->fault_line = first_line;
        }
      return reader->end;
    }
  reader->line += ink_count_byte (start, (gsize) (end - start), '\n');
  *length = (gsize) (take_out_quotes (start, end) - start);
  return end + 1;
}

/* The end of the unquoted field that @at is in. */
static char *
field_end (const InkRowReader *reader, char *at, char *line)
{
  char *end = NULL;

  if (reader->format.separator != '\0')
    end = memchr (at, reader->format.separator, (gsize) (line - at));
  if (end != NULL)
    return end;
  return line < reader->end && line > at && line[-1] == '\r' ? line - 1 : line;
}

/* Takes the field at reader->at, which then is at the separator or at the line
 * break. @line: (inout): the end of the line */
static void
take_field (InkRowReader *reader, InkRow *row, char **line)
{
  char *field = reader->at;
  gsize length;
  char *at;

  if (!reader->format.quotes || *field != '"' || field == *line)
    {
      reader->at = field_end (reader, field, *line);
      length = (gsize) (reader->at - field);
    }
  else
    {
      at = take_quoted (reader, row, &field, &length);
      *line = at > *line ? line_end (reader, at) : *line;
      reader->at = field_end (reader, at, *line);
      if (reader->at > at && row->fault == INK_ROW_SOUND)
        {
          row->fault = INK_ROW_TRAILING;
          row->fault_line = reader->line;
          note_found (reader, at, row->found);
        }
    }
  if (row->n_fields < INK_TABLE_MAX_COLUMNS)
    {
      row->fields[row->n_fields] = field;
      row->lengths[row->n_fields] = length;
    }
  else if (row->fault == INK_ROW_SOUND)
    row->fault = INK_ROW_TOO_WIDE;
  row->n_fields++;
}

gboolean
ink_row_next (InkRowReader *reader, InkRow *row)
{
  char *line;

  skip_blank_lines (reader);
  if (reader->at == reader->end)
    return FALSE;
  row->line = row->fault_line = reader->line;
  row->n_fields = 0;
  row->fault = INK_ROW_SOUND;
  line = line_end (reader, reader->at);
  for (;;)
    {
      take_field (reader, row, &line);
      if (reader->at == reader->end || *reader->at != reader->format.separator)
        break;
      reader->at++;
    }
  if (line < reader->end)
    {
      reader->at = line + 1;
      reader->line++;
    }
  /* only now: a separator or a line break stood there */
  for (guint i = 0; i < MIN (row->n_fields, INK_TABLE_MAX_COLUMNS); i++)
    row->fields[i][row->lengths[i]] = '\0';
  return TRUE;
}

gboolean
ink_row_check (const InkRow *row, const char *name, guint n_fields,
               GError **error)
{
  if (row->fault == INK_ROW_UNCLOSED)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: line %" G_GUINT64_FORMAT
                          ": expected a closing quote for the field that "
                          "begins here, found the end of the file",
                          name, row->fault_line);
  if (row->fault == INK_ROW_TRAILING)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: line %" G_GUINT64_FORMAT
                          ": expected a separator or the line's end after the "
                          "closing quote, found `%s`",
                          name, row->fault_line, row->found);
  if (row->fault == INK_ROW_TOO_WIDE)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "%s: line %" G_GUINT64_FORMAT
                          ": expected at most %d fields, found %u",
                          name, row->line, INK_TABLE_MAX_COLUMNS,
                          row->n_fields);
  if (n_fields > 0 && row->n_fields != n_fields)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: line %" G_GUINT64_FORMAT
                          ": expected %u fields as in the first row, found %u",
                          name, row->line, n_fields, row->n_fields);
  return TRUE;
}
