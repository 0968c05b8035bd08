/* A look at the start of a text data set. The columns are told from the piece
 * that the reader tells them from, so that what is shown is what will be
 * read. */
#include "core/data/text-preview.h"

#include <string.h>

#include "core/base/error.h"
#include "core/data/dataset-private.h"
#include "core/data/mail.h"
#include "core/data/text-decode.h"
#include "core/data/text-format.h"
#include "core/data/text-rows-private.h"

#define MAX_BYTES ((gsize) 1 << 20)
#define MAX_MEMBERS 64
#define START_BYTES ((gsize) 64 * 1024) /* of a file of a folder */

static InkTextPreview *
preview_new (const char *format)
{
  InkTextPreview *preview = g_new0 (InkTextPreview, 1);

  preview->format = g_strdup (format);
  preview->columns = g_new0 (char *, 1);
  preview->class_names = g_new0 (char *, 1);
  preview->text_column = preview->label_column = -1;
  preview->rows
      = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  return preview;
}

void
ink_text_preview_free (InkTextPreview *preview)
{
  if (preview == NULL)
    return;
  g_free (preview->format);
  g_strfreev (preview->columns);
  g_strfreev (preview->class_names);
  g_ptr_array_unref (preview->rows);
  g_free (preview->problem);
  g_free (preview);
}

/* The first thing that is wrong counts. Takes @error. */
static void
note_problem (InkTextPreview *preview, GError *error)
{
  if (error != NULL && preview->problem == NULL)
    preview->problem = g_strdup (error->message);
  g_clear_error (&error);
}

/* The different labels of the rows, sorted as those of a set. */
static void
note_classes (InkTextPreview *preview, guint column)
{
  g_autoptr (InkTextClasses) classes = ink_text_classes_new (NULL);

  for (guint i = 0; i < preview->rows->len; i++)
    {
      GStrv row = g_ptr_array_index (preview->rows, i);
      g_autofree char *label = g_strstrip (g_strdup (row[column]));
      guint32 number;

      if (label[0] != '\0')
        ink_text_classes_add (classes, label, "", 0, &number, NULL);
    }
  ink_text_classes_settle (classes);
  g_strfreev (preview->class_names);
  preview->class_names
      = g_strdupv ((char **) ink_text_classes_names (classes));
}

/* As many columns as there are, with a name each: the header's or a number. */
static void
name_columns (InkTextPreview *preview, const InkTable *table)
{
  guint n = ink_table_n_columns (table);

  g_strfreev (preview->columns);
  preview->columns = g_new0 (char *, n + 1);
  for (guint c = 0; c < n; c++)
    preview->columns[c] = preview->has_header
                              ? g_strdup (ink_table_cell (table, 0, c))
                              : g_strdup_printf ("%u", c + 1);
}

static void
add_cells (InkTextPreview *preview, const InkTable *table, guint n_rows)
{
  guint n = ink_table_n_columns (table);

  for (gsize r = preview->has_header;
       r < ink_table_n_rows (table) && preview->rows->len < n_rows; r++)
    {
      GStrv row = g_new0 (char *, n + 1);

      for (guint c = 0; c < n; c++)
        row[c] = g_strdup (ink_table_cell (table, r, c));
      g_ptr_array_add (preview->rows, row);
    }
}

static void
show_table (InkTextPreview *preview, InkTextRows *rows,
            const InkTextOptions *options, guint n_rows)
{
  g_auto (InkTextBuilder) decoded = { 0 };
  g_autoptr (InkTable) table = NULL;
  InkColumns columns;
  GError *bad = NULL;
  GError *untold = NULL;

  ink_text_builder_init (&decoded);
  ink_text_rows_table (rows, &decoded, &table, &bad);
  if (table == NULL)
    table = ink_table_new (0);
  if (options->skip_bad_rows)
    g_clear_error (&bad);
  ink_columns_choose (rows->file, table, options, &columns, &untold);
  note_problem (preview, bad);
  note_problem (preview, untold);
  preview->has_header = columns.header;
  if (columns.text != INK_NO_COLUMN)
    preview->text_column = (int) columns.text;
  if (columns.label != INK_NO_COLUMN)
    preview->label_column = (int) columns.label;
  if (ink_table_n_rows (table) == 0)
    return;
  name_columns (preview, table);
  add_cells (preview, table, n_rows);
  if (columns.label != INK_NO_COLUMN)
    note_classes (preview, columns.label);
}

static int
index_of (const GStrv names, const char *name)
{
  for (int i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], name) == 0)
      return i;
  return -1;
}

/* The first object names the columns. */
static void
name_members (InkTextPreview *preview, InkTextRows *rows, JsonObject *object,
              const InkTextOptions *options)
{
  g_autoptr (GList) members = json_object_get_members (object);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  InkJsonMembers chosen = { 0 };
  GError *untold = NULL;
  guint n = 0;

  for (GList *l = members; l != NULL && n < MAX_MEMBERS; l = l->next, n++)
    g_strv_builder_add (names, l->data);
  g_strfreev (preview->columns);
  preview->columns = g_strv_builder_end (names);
  preview->has_header = TRUE;
  if (ink_jsonl_choose (rows->file, rows->row.line, object, options, &chosen,
                        &untold))
    {
      preview->text_column = index_of (preview->columns, chosen.texts[0]);
      preview->label_column = index_of (preview->columns, chosen.label);
    }
  note_problem (preview, untold);
  ink_json_members_clear (&chosen);
}

static void
add_members (InkTextPreview *preview, JsonObject *object)
{
  guint n = g_strv_length (preview->columns);
  GStrv row = g_new0 (char *, n + 1);

  for (guint c = 0; c < n; c++)
    {
      JsonNode *node = json_object_get_member (object, preview->columns[c]);

      row[c] = ink_json_scalar (node);
      if (row[c] == NULL)
        row[c] = node != NULL ? json_to_string (node, FALSE) : g_strdup ("");
    }
  g_ptr_array_add (preview->rows, row);
}

static void
show_objects (InkTextPreview *preview, InkTextRows *rows,
              const InkTextOptions *options, guint n_rows)
{
  g_auto (InkTextBuilder) decoded = { 0 };
  g_autoptr (JsonParser) parser = json_parser_new ();
  GError *bad = NULL;
  JsonObject *object;

  ink_text_builder_init (&decoded);
  while (preview->rows->len < n_rows
         && ink_text_rows_object (rows, &decoded, parser, &object, &bad))
    {
      if (object != NULL && json_object_get_size (object) == 0
          && options->skip_bad_rows)
        continue;
      if (object != NULL && preview->columns[0] == NULL)
        name_members (preview, rows, object, options);
      if (object != NULL && preview->columns[0] != NULL)
        add_members (preview, object);
      if (options->skip_bad_rows)
        g_clear_error (&bad);
      note_problem (preview, g_steal_pointer (&bad));
    }
  if (preview->label_column >= 0)
    note_classes (preview, (guint) preview->label_column);
  if (preview->rows->len == 0 && preview->problem == NULL)
    preview->problem = g_strdup_printf (
        "%s: expected at least one JSON object, found none", rows->file);
}

/* The first piece of @path, of a TSV file as if its fields were quoted or not.
 * What cannot be cut is a problem of the data. */
static gboolean
cut_first (InkTextPreview *preview, const char *path, InkTextFormat format,
           InkCutOptions *cutting, InkTextCut *cut, GError **error)
{
  g_autoptr (InkTextCutter) cutter
      = ink_text_cutter_open (path, cutting, error);
  g_autoptr (GError) cause = NULL;
  guint n_fields = 0;

  if (cutter == NULL)
    return FALSE;
  ink_text_cutter_next (cutter, cut, &cause);
  if (format == INK_TEXT_TSV && cutting->format.quotes)
    {
      cutting->format.quotes
          = cause == NULL
            && ink_text_quotes_agree (cut, &cutting->format, !cutting->skip,
                                      &n_fields);
      /* once more: the look at the quotes changes the bytes */
      ink_text_cut_clear (cut);
      g_clear_error (&cause);
      if (!ink_text_cutter_rewind (cutter, cutting, error))
        return FALSE;
      ink_text_cutter_next (cutter, cut, &cause);
    }
  if (g_error_matches (cause, INK_ERROR, INK_ERROR_LIMIT))
    preview->problem = g_strdup_printf (
        "%s: the first row is longer than 1 MB, too long to be shown", path);
  else
    note_problem (preview, g_steal_pointer (&cause));
  return TRUE;
}

static char *
mail_text (const char *bytes, gsize n)
{
  return ink_mail_text (bytes != NULL ? bytes : "", n, &n);
}

/* What is read of the mails in the column of texts. */
static void
show_mails (InkTextPreview *preview)
{
  for (guint i = 0; preview->text_column >= 0 && i < preview->rows->len; i++)
    {
      GStrv row = g_ptr_array_index (preview->rows, i);
      g_autofree char *mail = row[preview->text_column];

      row[preview->text_column] = mail_text (mail, strlen (mail));
    }
}

static InkTextPreview *
preview_file (const char *path, const InkTextOptions *options, guint n_rows,
              GError **error)
{
  static const char *const names[] = { [INK_TEXT_CSV] = "CSV",
                                       [INK_TEXT_TSV] = "TSV",
                                       [INK_TEXT_JSON_LINES] = "JSON Lines" };
  InkCutOptions cutting = { .piece = INK_CUT_PIECE,
                            .limit = MAX_BYTES,
                            .skip = options->skip_bad_rows };
  InkTextFormat format
      = ink_text_format_tell (path, &cutting.format.separator, error);
  g_autoptr (InkTextPreview) preview = NULL;
  g_autofree InkTextRows *rows = NULL;
  g_auto (InkTextCut) cut = { 0 };

  if (format == INK_TEXT_UNKNOWN)
    return NULL;
  preview = preview_new (names[format]);
  cutting.format.quotes
      = format != INK_TEXT_JSON_LINES && !options->no_quotes;
  if (!cut_first (preview, path, format, &cutting, &cut, error))
    return NULL;
  rows = g_new (InkTextRows, 1);
  ink_text_rows_init (rows, path, options->encoding, &cutting.format, &cut);
  if (format == INK_TEXT_JSON_LINES)
    show_objects (preview, rows, options, n_rows);
  else
    show_table (preview, rows, options, n_rows);
  if (options->mail)
    show_mails (preview);
  return g_steal_pointer (&preview);
}

/* The start of a file, without half a character at its end. */
static GBytes *
read_start (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = ink_file_peek (path, START_BYTES, error);
  const guint8 *data;
  gsize n;

  if (bytes == NULL || g_bytes_get_size (bytes) < START_BYTES)
    return g_steal_pointer (&bytes);
  data = g_bytes_get_data (bytes, &n);
  while (n > START_BYTES - 4 && (data[n - 1] & 0xc0) == 0x80)
    n--;
  return g_bytes_new_from_bytes (bytes, 0, n - (data[n - 1] >= 0x80));
}

/* A file of @class as a row. */
static void
add_text (InkTextPreview *preview, const char *folder, const char *class,
          const char *name, const InkTextOptions *options)
{
  g_autofree char *path = g_build_filename (folder, class, name, NULL);
  GError *bad = NULL;
  g_autoptr (GBytes) bytes = read_start (path, &bad);
  char *text = NULL;

  if (bytes != NULL && options->mail)
    text = mail_text (g_bytes_get_data (bytes, NULL),
                      g_bytes_get_size (bytes));
  else if (bytes != NULL)
    text = ink_text_decode (path, bytes, options->encoding, &bad);
  if (text != NULL)
    {
      GStrv row = g_new0 (char *, 3);

      row[0] = g_utf8_make_valid (class, -1);
      row[1] = text;
      g_ptr_array_add (preview->rows, row);
    }
  if (options->skip_bad_rows)
    g_clear_error (&bad);
  note_problem (preview, bad);
}

/* The first file of each class, then the second of each ... */
static InkTextPreview *
preview_folder (const char *path, const InkTextOptions *options, guint n_rows,
                GError **error)
{
  g_autoptr (InkTextPreview) preview = preview_new ("folder of texts");
  g_auto (GStrv) classes = ink_folder_list (path, TRUE, error);
  g_autoptr (GPtrArray) lists
      = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  gboolean more = TRUE;

  if (classes == NULL)
    return NULL;
  preview->label_column = 0;
  preview->text_column = 1;
  for (guint c = 0; classes[c] != NULL; c++)
    {
      g_autofree char *class = g_build_filename (path, classes[c], NULL);
      GStrv files = ink_folder_list (class, FALSE, NULL);

      g_ptr_array_add (lists, files != NULL ? files : g_new0 (char *, 1));
    }
  for (guint i = 0; more; i++)
    {
      more = FALSE;
      for (guint c = 0; c < lists->len && preview->rows->len < n_rows; c++)
        {
          GStrv files = g_ptr_array_index (lists, c);

          if (g_strv_length (files) <= i)
            continue;
          add_text (preview, path, classes[c], files[i], options);
          more = preview->problem == NULL;
        }
    }
  note_classes (preview, 0);
  return g_steal_pointer (&preview);
}

InkTextPreview *
ink_text_preview_new (const char *path, const InkTextOptions *options,
                      guint n_rows, GError **error)
{
  static const InkTextOptions defaults = { 0 };
  g_auto (InkSource) source = { 0 };
  const char *found;

  if (options == NULL)
    options = &defaults;
  if (!ink_source_locate_texts (path, INK_SPLIT_TRAIN, &source, &found, error))
    return NULL;
  if (source.kind == INK_SOURCE_TABLE)
    return preview_file (found, options, n_rows, error);
  return preview_folder (found, options, n_rows, error);
}
