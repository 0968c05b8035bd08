/* Separated values in one pass over the text. A field that begins with a
 * double quote runs to the next single one, over separators and line breaks,
 * and `""` in it is one quote (RFC 4180); quotes elsewhere are ordinary. Cells
 * lie row after row in one array: row r, column c at r x width + c. */
#include "core/data/table.h"

#include <string.h>

#include "core/base/error.h"

struct _InkTable
{
  guint n_columns;
  GPtrArray *cells;
  GArray *lines; /* guint, a row each */
};

typedef struct
{
  const char *name;
  const char *at;
  guint line;
  char separator;
  gboolean quotes;
} Parser;

void
ink_table_free (InkTable *table)
{
  if (table == NULL)
    return;
  g_ptr_array_unref (table->cells);
  g_array_unref (table->lines);
  g_free (table);
}

gsize
ink_table_n_rows (const InkTable *table)
{
  return table->lines->len;
}

guint
ink_table_n_columns (const InkTable *table)
{
  return table->n_columns;
}

guint
ink_table_line (const InkTable *table, gsize row)
{
  return g_array_index (table->lines, guint, row);
}

const char *
ink_table_cell (const InkTable *table, gsize row, guint column)
{
  return g_ptr_array_index (table->cells, row * table->n_columns + column);
}

/* The length of the line break at @p; 0 where there is none. */
static gsize
break_length (const char *p)
{
  if (p[0] == '\n')
    return 1;
  return p[0] == '\r' && p[1] == '\n' ? 2 : 0;
}

static gboolean
ends_field (const Parser *parser)
{
  const char *p = parser->at;

  return *p == '\0' || *p == parser->separator || break_length (p) > 0;
}

static char *
parse_quoted (Parser *parser, GError **error)
{
  g_autoptr (GString) field = g_string_new (NULL);
  guint first_line = parser->line;

  for (parser->at++; *parser->at != '\0'; parser->at++)
    {
      if (*parser->at == '"' && *++parser->at != '"')
        {
          if (ends_field (parser))
            return g_string_free (g_steal_pointer (&field), FALSE);
          ink_error_set (error, INK_ERROR_FORMAT,
                         "%s: line %u: expected a separator or the line's end "
                         "after the closing quote, found `%.*s`",
                         parser->name, parser->line,
                         (int) (g_utf8_next_char (parser->at) - parser->at),
                         parser->at);
          return NULL;
        }
      parser->line += *parser->at == '\n';
      g_string_append_c (field, *parser->at);
    }
  ink_error_set (error, INK_ERROR_FORMAT,
                 "%s: line %u: expected a closing quote for the field that "
                 "begins here, found the end of the file",
                 parser->name, first_line);
  return NULL;
}

static char *
parse_field (Parser *parser, GError **error)
{
  const char *start = parser->at;

  if (parser->quotes && *start == '"')
    return parse_quoted (parser, error);
  while (!ends_field (parser))
    parser->at++;
  return g_strndup (start, (gsize) (parser->at - start));
}

/* Appends the fields of one row; *n of them. */
static gboolean
parse_row (Parser *parser, GPtrArray *cells, guint *n, GError **error)
{
  guint line = parser->line;

  for (*n = 1;; (*n)++)
    {
      char *field = parse_field (parser, error);

      if (field == NULL)
        return FALSE;
      g_ptr_array_add (cells, field);
      if (*parser->at != parser->separator)
        break;
      if (*n == INK_TABLE_MAX_COLUMNS)
        return ink_error_set (error, INK_ERROR_LIMIT,
                              "%s: line %u: expected at most %d fields, found "
                              "more",
                              parser->name, line, INK_TABLE_MAX_COLUMNS);
      parser->at++;
    }
  if (*parser->at != '\0')
    {
      parser->at += break_length (parser->at);
      parser->line++;
    }
  return TRUE;
}

static void
skip_blank_lines (Parser *parser)
{
  gsize n;

  while ((n = break_length (parser->at)) > 0)
    {
      parser->at += n;
      parser->line++;
    }
}

static gboolean
parse_rows (Parser *parser, InkTable *table, GError **error)
{
  for (skip_blank_lines (parser); *parser->at != '\0';
       skip_blank_lines (parser))
    {
      guint line = parser->line;
      guint n;

      if (table->cells->len > INK_TABLE_MAX_CELLS - INK_TABLE_MAX_COLUMNS)
        return ink_error_set (error, INK_ERROR_LIMIT,
                              "%s: line %u: expected at most %u fields in "
                              "all, found more",
                              parser->name, line, INK_TABLE_MAX_CELLS);
      if (!parse_row (parser, table->cells, &n, error))
        return FALSE;
      if (table->lines->len == 0)
        table->n_columns = n;
      if (n != table->n_columns)
        return ink_error_set (error, INK_ERROR_FORMAT,
                              "%s: line %u: expected %u fields as in the "
                              "first row, found %u",
                              parser->name, line, table->n_columns, n);
      g_array_append_val (table->lines, line);
    }
  return TRUE;
}

InkTable *
ink_table_parse (const char *name, const char *text, char separator,
                 gboolean quotes, GError **error)
{
  g_autoptr (InkTable) table = g_new0 (InkTable, 1);
  Parser parser = { name, text, 1, separator, quotes };

  table->cells = g_ptr_array_new_with_free_func (g_free);
  table->lines = g_array_new (FALSE, FALSE, sizeof (guint));
  if (!parse_rows (&parser, table, error))
    return NULL;
  return g_steal_pointer (&table);
}
