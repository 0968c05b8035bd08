/* CSV, TSV and JSON Lines files, a piece of rows at a time. What concerns all
 * of a file is settled when it is opened, by its first piece: which columns
 * there are and how many; and, of TSV, by a look at every quote in it. */
#include "core/data/text-reader-private.h"

#include <string.h>

#include "core/base/error.h"
#include "core/data/dataset-jsonl-private.h"
#include "core/data/text-format.h"
#include "core/data/text-rows-private.h"

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

/* The text of a row: of one column as it lies there, of several joined. */
static char *
take_text (const FileReader *reader, InkTextRows *rows,
           InkTextBuilder *builder, gsize *n)
{
  const InkColumns *columns = &reader->columns;
  char *parts[INK_MAX_TEXT_COLUMNS];
  gsize lengths[INK_MAX_TEXT_COLUMNS];
  char *text, *at;

  *n = 0;
  for (guint i = 0; i < columns->n_texts; i++)
    {
      parts[i] = ink_text_rows_field (rows, columns->texts[i], builder,
                                      &lengths[i]);
      *n += lengths[i] + (i > 0);
    }
  if (columns->n_texts == 1)
    return parts[0];
  text = at = ink_text_builder_room (builder, *n + 1);
  for (guint i = 0; i < columns->n_texts; i++)
    {
      memcpy (at, parts[i], lengths[i]);
      at += lengths[i];
      *at++ = '\n';
    }
  text[*n] = '\0';
  return text;
}

static gboolean
add_columns (const FileReader *reader, InkTextRows *rows,
             InkTextBuilder *builder, GError **error)
{
  gsize n, n_label;
  char *text = take_text (reader, rows, builder, &n);
  char *label
      = ink_text_rows_field (rows, reader->columns.label, builder, &n_label);

  return ink_text_builder_add (builder, rows->row.line, text, n, label,
                               error);
}

/* A line of JSON, the quick way if it can be. */
static void
add_line (const FileReader *reader, guint64 number, char *line,
          JsonParser *parser, InkTextBuilder *builder, GError **bad)
{
  JsonObject *object;
  gboolean added;

  if (!ink_json_line_add (line, number, &reader->members, builder, &added, bad)
      || added)
    return;
  object = ink_jsonl_parse (reader->path, number, line, parser, bad);
  if (object != NULL)
    ink_jsonl_add (reader->path, number, object, &reader->members, builder,
                   bad);
}

/* Returns: FALSE at the end; @bad: (out): what is wrong with the row. */
static gboolean
take_row (const FileReader *reader, InkTextRows *rows, JsonParser *parser,
          InkTextBuilder *builder, GError **bad)
{
  char *line;

  if (reader->format == INK_TEXT_JSON_LINES)
    {
      if (!ink_text_rows_line (rows, builder, &line, bad))
        return FALSE;
      if (line != NULL)
        add_line (reader, rows->row.line, line, parser, builder, bad);
      return TRUE;
    }
  if (!ink_text_rows_next (rows, reader->n_columns, bad))
    return FALSE;
  if (*bad == NULL && rows->row.line != reader->header)
    add_columns (reader, rows, builder, bad);
  return TRUE;
}

static gboolean
file_parse (gpointer data, InkTextPiece *piece, InkTextBuilder *builder,
            GError **error)
{
  const FileReader *reader = data;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree InkTextRows *rows = g_new (InkTextRows, 1);
  GError *bad = NULL;

  ink_text_rows_init (rows, reader->path, reader->encoding,
                      &reader->cutting.format, &piece->rows);
  ink_text_builder_keep (builder, g_steal_pointer (&piece->rows.bytes),
                         piece->rows.size);
  while (take_row (reader, rows, parser, builder, &bad))
    if (bad != NULL
        && !ink_text_builder_skip (builder, g_steal_pointer (&bad), error))
      return FALSE;
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

/* Whether every quote that begins a field in the whole file agrees with RFC
 * 4180, and so does the width of the rows then, if rows must be as wide as the
 * first. */
static gboolean
quotes_agree (FileReader *reader, gboolean widths)
{
  guint n_fields = 0;

  for (;;)
    {
      g_auto (InkTextCut) cut = { 0 };

      if (!ink_text_cutter_next (reader->cutter, &cut, NULL))
        return FALSE;
      if (cut.bytes == NULL)
        return TRUE;
      if (!ink_text_quotes_agree (&cut, &reader->cutting.format, widths,
                                  &n_fields))
        return FALSE;
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
  if (reader->format == INK_TEXT_TSV)
    format->quotes
        = format->quotes
          && ink_text_has_quoted_fields (reader->path, format->separator);
  if (!format->quotes || reader->format != INK_TEXT_TSV)
    return ink_text_cutter_rewind (reader->cutter, &reader->cutting, error);
  reader->cutting.skip = FALSE;
  if (!ink_text_cutter_rewind (reader->cutter, &reader->cutting, error))
    return FALSE;
  format->quotes = quotes_agree (reader, !options->skip_bad_rows);
  reader->cutting.skip = options->skip_bad_rows;
  return ink_text_cutter_rewind (reader->cutter, &reader->cutting, error);
}

/* The first row that was skipped, for where there are too few others. */
static void
note_skipped (InkTextBuilder *sample, const char *why)
{
  if (sample->skipped == NULL)
    sample->skipped = g_strdup (why);
}

/* Appends it to what @error says. Returns: FALSE */
static gboolean
tell_skipped (const InkTextBuilder *sample, GError **error)
{
  g_autofree char *message = NULL;

  if (error == NULL || sample->skipped == NULL)
    return FALSE;
  message = g_steal_pointer (&(*error)->message);
  (*error)->message = g_strdup_printf ("%s; the first row skipped: %s",
                                       message, sample->skipped);
  return FALSE;
}

static gboolean
choose_columns (FileReader *reader, const InkTable *table,
                const InkTextBuilder *sample, const InkTextOptions *options,
                GError **error)
{
  if (!ink_columns_choose (reader->path, table, options, &reader->columns,
                           error))
    return ink_table_n_rows (table) < 2 && tell_skipped (sample, error);
  reader->n_columns = ink_table_n_columns (table);
  reader->header = reader->columns.header ? ink_table_line (table, 0) : 0;
  return TRUE;
}

/* What the first object says; FALSE without an error where there is none. */
static gboolean
choose_members (FileReader *reader, InkTextRows *rows,
                InkTextBuilder *decoded, const InkTextOptions *options,
                GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  GError *bad = NULL;
  JsonObject *object;

  while (ink_text_rows_object (rows, decoded, parser, &object, &bad))
    {
      if (object != NULL
          && ink_jsonl_choose (reader->path, rows->row.line, object, options,
                               &reader->members, &bad))
        return TRUE;
      if (!options->skip_bad_rows)
        {
          g_propagate_error (error, bad);
          return FALSE;
        }
      if (bad != NULL)
        note_skipped (decoded, bad->message);
      g_clear_error (&bad);
    }
  return FALSE;
}

/* The next piece into @sample, which keeps it.
 * Returns: FALSE at the end, or on an error. */
static gboolean
take_sample (FileReader *reader, InkTextBuilder *sample, InkTextRows *rows,
             GError **error)
{
  InkTextCut cut;

  if (!ink_text_cutter_next (reader->cutter, &cut, error)
      || cut.bytes == NULL)
    return FALSE;
  ink_text_rows_init (rows, reader->path, reader->encoding,
                      &reader->cutting.format, &cut);
  ink_text_builder_keep (sample, g_steal_pointer (&cut.bytes), cut.size);
  note_skipped (sample, cut.skipped);
  ink_text_cut_clear (&cut);
  return TRUE;
}

/* Until an object has told. */
static gboolean
settle_members (FileReader *reader, InkTextBuilder *sample, InkTextRows *rows,
                const InkTextOptions *options, GError **error)
{
  GError *cause = NULL;

  while (cause == NULL && take_sample (reader, sample, rows, &cause))
    if (choose_members (reader, rows, sample, options, &cause))
      return TRUE;
  if (cause == NULL)
    {
      ink_error_set (error, INK_ERROR_FORMAT,
                     "%s: expected at least one text and one class, found none",
                     reader->path);
      return tell_skipped (sample, error);
    }
  g_propagate_error (error, cause);
  return FALSE;
}

/* By the rows of the first piece, and of more where there are too few. */
static gboolean
settle_columns (FileReader *reader, InkTextBuilder *sample, InkTextRows *rows,
                const InkTextOptions *options, GError **error)
{
  g_autoptr (InkTable) table = NULL;
  g_autoptr (GError) bad = NULL;
  GError *cause = NULL;

  while ((table == NULL || ink_table_n_rows (table) < 2)
         && (bad == NULL || options->skip_bad_rows)
         && take_sample (reader, sample, rows, &cause))
    ink_text_rows_table (rows, sample, &table, &bad);
  if (bad != NULL && !options->skip_bad_rows)
    {
      g_clear_error (&cause);
      cause = g_steal_pointer (&bad);
    }
  if (cause != NULL)
    {
      g_propagate_error (error, cause);
      return FALSE;
    }
  if (bad != NULL)
    note_skipped (sample, bad->message);
  if (table == NULL)
    table = ink_table_new (0);
  return choose_columns (reader, table, sample, options, error);
}

static gboolean
settle (FileReader *reader, const InkTextOptions *options, GError **error)
{
  g_autofree InkTextRows *rows = g_new (InkTextRows, 1);
  g_auto (InkTextBuilder) sample = { 0 };

  ink_text_builder_init (&sample);
  return (reader->format == INK_TEXT_JSON_LINES
              ? settle_members (reader, &sample, rows, options, error)
              : settle_columns (reader, &sample, rows, options, error))
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
      || !settle (self, options, error))
    return FALSE;
  *reader = (InkTextReader) { &class, g_steal_pointer (&self),
                              g_strdup (path), g_steal_pointer (&given) };
  return TRUE;
}
