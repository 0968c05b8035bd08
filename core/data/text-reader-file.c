/* CSV, TSV and JSON Lines files, a piece of rows at a time. What concerns all
 * of a file is settled when it is opened, by its first piece: which columns
 * there are and how many; and, of TSV, by a look at every quote in it. */
#include "core/data/text-reader-private.h"

#include <string.h>

#include "core/base/error.h"
#include "core/data/dataset-jsonl-private.h"
#include "core/data/table.h"
#include "core/data/text-decode.h"
#include "core/data/text-format.h"

typedef struct
{
  char *path;
  InkTextFormat format;
  InkEncoding encoding;
  InkCutOptions cutting;
  InkTextCutter *cutter;
  guint n_columns;
  InkColumns columns;
  guint64 header; /* its line; 0: none */
  InkJsonMembers members;
} FileReader;

static void
file_free (gpointer data)
{
  FileReader *reader = data;

  ink_text_cutter_free (reader->cutter);
  ink_json_members_clear (&reader->members);
  g_free (reader->path);
  g_free (reader);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FileReader, file_free)

/* The rows of a piece, each of them sound in encoding and form, or an error of
 * its own. */
typedef struct
{
  const FileReader *reader;
  InkRowReader rows;
  gboolean clean;  /* UTF-8 without NUL all through */
  gboolean latin1; /* @row is */
  InkRow row;
} Rows;

static void
rows_init (Rows *rows, const FileReader *reader, const InkTextCut *cut)
{
  rows->reader = reader;
  rows->rows = (InkRowReader) { cut->start, cut->start + cut->size, cut->line,
                                reader->cutting.format };
  rows->clean
      = reader->encoding != INK_ENCODING_LATIN1
        && ink_utf8_valid_length (cut->start, cut->size) == cut->size;
  rows->latin1 = FALSE;
}

/* Looks at the bytes of the next row, and passes over them where they are
 * bad. */
static gboolean
check_bytes (Rows *rows, char *end, GError **error)
{
  InkRowReader *at = &rows->rows;
  gsize n = (gsize) (end - at->at);

  if (ink_text_check (rows->reader->path, at->line, at->at, n,
                      rows->reader->encoding, &rows->latin1, error))
    return TRUE;
  at->line += ink_count_byte (at->at, n, '\n');
  at->at = end;
  return FALSE;
}

/* @n_fields: that a row must have, or 0.
 * Returns: FALSE at the end; @bad: (out): what is wrong with the row. */
static gboolean
next_row (Rows *rows, guint n_fields, GError **bad)
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
  ink_row_check (&rows->row, rows->reader->path, n_fields, bad);
  return TRUE;
}

/* A field as UTF-8. */
static char *
field (Rows *rows, guint column, InkTextBuilder *builder, gsize *length)
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

static gboolean
add_columns (Rows *rows, InkTextBuilder *builder, GError **error)
{
  const InkColumns *columns = &rows->reader->columns;
  gsize n, n_label;
  char *text = field (rows, columns->text, builder, &n);
  char *label = field (rows, columns->label, builder, &n_label);

  return ink_text_builder_add (builder, rows->row.line, text, n, label,
                               error);
}

static gboolean
add_object (Rows *rows, InkTextBuilder *builder, JsonParser *parser,
            GError **error)
{
  gsize n;
  char *line = g_strstrip (field (rows, 0, builder, &n));

  return line[0] == '\0'
         || ink_jsonl_add (rows->reader->path, rows->row.line, line,
                           &rows->reader->members, parser, builder, error);
}

static gboolean
file_parse (gpointer data, InkTextPiece *piece, InkTextBuilder *builder,
            GError **error)
{
  const FileReader *reader = data;
  gboolean json = reader->format == INK_TEXT_JSON_LINES;
  g_autoptr (JsonParser) parser = json ? json_parser_new () : NULL;
  g_autofree Rows *rows = g_new (Rows, 1);
  GError *bad = NULL;

  rows_init (rows, reader, &piece->rows);
  ink_text_builder_keep (builder, g_steal_pointer (&piece->rows.bytes),
                         piece->rows.size);
  while (next_row (rows, reader->n_columns, &bad))
    {
      if (bad != NULL || rows->row.line == reader->header)
        ;
      else if (json)
        add_object (rows, builder, parser, &bad);
      else
        add_columns (rows, builder, &bad);
      if (bad != NULL
          && !ink_text_builder_skip (builder, g_steal_pointer (&bad), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
file_cut (gpointer data, InkTextPiece *piece, gboolean *more, GError **error)
{
  FileReader *reader = data;

  if (!ink_text_cutter_next (reader->cutter, &piece->rows, error))
    return FALSE;
  *more = piece->rows.bytes != NULL;
  return TRUE;
}

static gboolean
file_rewind (gpointer data, GError **error)
{
  FileReader *reader = data;

  return ink_text_cutter_rewind (reader->cutter, &reader->cutting, error);
}

static gboolean
file_check (gpointer data, GError **error)
{
  return ink_text_cutter_check (((FileReader *) data)->cutter, error);
}

static double
file_fraction (gconstpointer data)
{
  return ink_text_cutter_fraction (((const FileReader *) data)->cutter);
}

static guint64
file_size (gconstpointer data)
{
  return ink_text_cutter_size (((const FileReader *) data)->cutter);
}

/* Whether every quote that begins a field agrees with RFC 4180, and so does
 * the width of the rows then, if rows must be as wide as the first. */
static gboolean
quotes_agree (FileReader *reader, gboolean widths)
{
  g_autofree Rows *rows = g_new0 (Rows, 1);
  guint n_fields = 0;

  for (;;)
    {
      g_auto (InkTextCut) cut = { 0 };
      g_autoptr (GError) bad = NULL;

      if (!ink_text_cutter_next (reader->cutter, &cut, NULL))
        return FALSE;
      if (cut.bytes == NULL)
        return TRUE;
      if (n_fields > 0 && memchr (cut.start, '"', cut.size) == NULL)
        continue;
      rows->reader = reader;
      rows->rows = (InkRowReader) { cut.start, cut.start + cut.size, cut.line,
                                    reader->cutting.format };
      rows->clean = TRUE;
      while (next_row (rows, widths ? n_fields : 0, &bad))
        {
          if (bad != NULL)
            return FALSE;
          n_fields = rows->row.n_fields;
        }
    }
}

/* A TSV file may or may not be quoted: it is if all of it agrees. */
static gboolean
settle_quotes (FileReader *reader, const InkTextOptions *options,
               GError **error)
{
  InkRowFormat *format = &reader->cutting.format;

  format->quotes
      = reader->format != INK_TEXT_JSON_LINES && !options->no_quotes;
  if (!format->quotes || reader->format != INK_TEXT_TSV)
    return ink_text_cutter_rewind (reader->cutter, &reader->cutting, error);
  reader->cutting.skip = FALSE;
  if (!ink_text_cutter_rewind (reader->cutter, &reader->cutting, error))
    return FALSE;
  format->quotes = quotes_agree (reader, !options->skip_bad_rows);
  reader->cutting.skip = options->skip_bad_rows;
  return ink_text_cutter_rewind (reader->cutter, &reader->cutting, error);
}

/* What the first piece says of the columns. */
static gboolean
choose_columns (FileReader *reader, Rows *rows, const InkTextOptions *options,
                GError **error)
{
  g_autoptr (InkTable) table = NULL;
  g_auto (InkTextBuilder) decoded = { 0 };
  GError *bad = NULL;

  ink_text_builder_init (&decoded);
  while (next_row (rows, reader->n_columns, &bad))
    {
      if (bad != NULL && !options->skip_bad_rows)
        {
          g_propagate_error (error, bad);
          return FALSE;
        }
      if (bad == NULL && table == NULL)
        {
          reader->n_columns = rows->row.n_fields;
          table = ink_table_new (reader->n_columns);
        }
      for (guint c = 0; bad == NULL && c < reader->n_columns; c++)
        rows->row.fields[c]
            = field (rows, c, &decoded, &rows->row.lengths[c]);
      if (bad == NULL)
        ink_table_add (table, &rows->row);
      g_clear_error (&bad);
    }
  if (table == NULL)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: expected rows of text and label, found none",
                          reader->path);
  if (!ink_columns_choose (reader->path, table, options, &reader->columns,
                           error))
    return FALSE;
  reader->header = reader->columns.header ? ink_table_line (table, 0) : 0;
  return TRUE;
}

/* What the first object says of the members. */
static gboolean
choose_members (FileReader *reader, Rows *rows, const InkTextOptions *options,
                GError **error)
{
  g_auto (InkTextBuilder) decoded = { 0 };
  GError *bad = NULL;

  ink_text_builder_init (&decoded);
  while (next_row (rows, 0, &bad))
    {
      gsize n;
      char *line = bad == NULL ? g_strstrip (field (rows, 0, &decoded, &n))
                               : NULL;

      if (line != NULL && line[0] == '\0')
        continue;
      if (line != NULL
          && ink_jsonl_choose (reader->path, rows->row.line, line, options,
                               &reader->members, &bad))
        return TRUE;
      if (!options->skip_bad_rows)
        {
          g_propagate_error (error, bad);
          return FALSE;
        }
      g_clear_error (&bad);
    }
  return ink_error_set (error, INK_ERROR_FORMAT,
                        "%s: expected at least one text and one class, found "
                        "none",
                        reader->path);
}

static gboolean
settle_columns (FileReader *reader, const InkTextOptions *options,
                GError **error)
{
  g_autofree Rows *rows = g_new (Rows, 1);
  g_auto (InkTextCut) cut = { 0 };
  static char nothing[1];

  if (!ink_text_cutter_next (reader->cutter, &cut, error))
    return FALSE;
  if (cut.start == NULL)
    cut.start = nothing;
  rows_init (rows, reader, &cut);
  return (reader->format == INK_TEXT_JSON_LINES
              ? choose_members (reader, rows, options, error)
              : choose_columns (reader, rows, options, error))
         && ink_text_cutter_rewind (reader->cutter, &reader->cutting, error);
}

gboolean
ink_text_reader_open_file (const char *path, const InkTextOptions *options,
                           InkTextReader *reader, GError **error)
{
  static const InkTextReaderClass class
      = { file_cut,   file_parse,    file_rewind, file_check,
          file_fraction, file_size, file_free };
  g_autoptr (FileReader) self = g_new0 (FileReader, 1);
  g_auto (GStrv) given = NULL;

  if (options->class_names != NULL)
    {
      given = ink_text_classes_read (options->class_names, error);
      if (given == NULL)
        return FALSE;
      if (given[0] == NULL)
        return ink_error_set (error, INK_ERROR_FORMAT,
                              "%s: expected at least one text and one class, "
                              "found none",
                              options->class_names);
    }
  self->path = g_strdup (path);
  self->encoding = options->encoding;
  self->format
      = ink_text_format_tell (path, &self->cutting.format.separator, error);
  if (self->format == INK_TEXT_UNKNOWN)
    return FALSE;
  self->cutting.piece = INK_CUT_PIECE;
  self->cutting.limit = INK_CUT_LIMIT;
  self->cutting.skip = options->skip_bad_rows;
  self->cutter = ink_text_cutter_open (path, &self->cutting, error);
  if (self->cutter == NULL || !settle_quotes (self, options, error)
      || !settle_columns (self, options, error))
    return FALSE;
  *reader = (InkTextReader) { &class, g_steal_pointer (&self),
                              g_strdup (path), g_steal_pointer (&given) };
  return TRUE;
}
