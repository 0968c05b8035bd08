/* CSV, TSV and JSON Lines files as text sets. The format is told by the name's
 * ending (under .gz), else by the first line: a brace is JSON, a tab TSV, a
 * comma CSV. */
#include <string.h>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/data/dataset-jsonl.h"
#include "core/data/dataset-private.h"
#include "core/data/table.h"
#include "core/data/text-decode.h"
#include "core/data/text-rows.h"

#define MAX_BYTES ((gsize) 1 << 30)

typedef enum
{
  FORMAT_UNKNOWN,
  FORMAT_CSV,
  FORMAT_TSV,
  FORMAT_JSON_LINES,
} Format;

static Format
format_of_name (const char *path)
{
  static const struct
  {
    const char *ending;
    Format format;
  } endings[] = {
    { ".csv", FORMAT_CSV },          { ".tsv", FORMAT_TSV },
    { ".tab", FORMAT_TSV },          { ".jsonl", FORMAT_JSON_LINES },
    { ".ndjson", FORMAT_JSON_LINES }, { ".json", FORMAT_JSON_LINES },
  };
  g_autofree char *name = g_ascii_strdown (path, -1);

  if (g_str_has_suffix (name, ".gz"))
    name[strlen (name) - 3] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (name, endings[i].ending))
      return endings[i].format;
  return FORMAT_UNKNOWN;
}

static gboolean
first_line_has (const char *text, char c)
{
  const char *start = text + strspn (text, "\r\n");

  return memchr (start, c, strcspn (start, "\n")) != NULL;
}

static Format
format_of_text (const char *text)
{
  if (text[strspn (text, " \t\r\n")] == '{')
    return FORMAT_JSON_LINES;
  if (first_line_has (text, '\t'))
    return FORMAT_TSV;
  return first_line_has (text, ',') ? FORMAT_CSV : FORMAT_UNKNOWN;
}

/* Some programs write semicolons or tabs into what they call CSV. */
static char
csv_separator (const char *text)
{
  if (first_line_has (text, ','))
    return ',';
  if (first_line_has (text, ';'))
    return ';';
  return first_line_has (text, '\t') ? '\t' : ',';
}

static InkTable *
parse_table (const char *path, const char *text, Format format,
             const InkTextOptions *options, GError **error)
{
  char separator = format == FORMAT_TSV ? '\t' : csv_separator (text);
  InkTable *table = NULL;

  if (options->no_quotes)
    return ink_table_parse (path, text, separator, FALSE, error);
  if (format == FORMAT_CSV)
    return ink_table_parse (path, text, separator, TRUE, error);
  /* A TSV file may or may not be quoted: it is if all of it agrees. */
  if (strchr (text, '"') != NULL)
    table = ink_table_parse (path, text, separator, TRUE, NULL);
  if (table == NULL)
    table = ink_table_parse (path, text, separator, FALSE, error);
  return table;
}

static gboolean
read_table (const char *path, const char *text, Format format,
            const InkTextOptions *options, InkTextRows *rows, GError **error)
{
  g_autoptr (InkTable) table
      = parse_table (path, text, format, options, error);
  InkColumns columns;

  if (table == NULL
      || !ink_columns_choose (path, table, options, &columns, error))
    return FALSE;
  for (gsize r = columns.header ? 1 : 0; r < ink_table_n_rows (table); r++)
    if (!ink_text_rows_add (rows, path, ink_table_line (table, r),
                            ink_table_cell (table, r, columns.text),
                            ink_table_cell (table, r, columns.label), error))
      return FALSE;
  return TRUE;
}

InkTextSet *
ink_table_load (const char *name, const char *path,
                const InkTextOptions *options, GError **error)
{
  g_autoptr (GBytes) file = ink_file_read (path, MAX_BYTES, error);
  g_auto (InkTextRows) rows = { 0 };
  g_autofree char *text = NULL;
  Format format = format_of_name (path);

  if (file == NULL)
    return NULL;
  text = ink_text_decode (path, file, options->encoding, error);
  if (text == NULL)
    return NULL;
  if (format == FORMAT_UNKNOWN)
    format = format_of_text (text);
  if (format == FORMAT_UNKNOWN)
    {
      ink_error_set (error, INK_ERROR_FORMAT,
                     "%s: line 1: expected tab- or comma-separated columns or "
                     "JSON objects, found neither",
                     path);
      return NULL;
    }
  ink_text_rows_init (&rows);
  if (format == FORMAT_JSON_LINES
          ? !ink_jsonl_read (path, text, options, &rows, error)
          : !read_table (path, text, format, options, &rows, error))
    return NULL;
  return ink_text_rows_finish (&rows, name, path, options->class_names, error);
}
