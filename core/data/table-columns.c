/* Which column is the label, which the text, and whether the first row names
 * them. What the caller says comes first, then names, then the figures: of
 * two columns the label is the one with fewer different values. Where the
 * caller does not say, a first row is a header where a column has a telling
 * name, or where the labels are whole numbers in every row but that one. */
#include "core/data/table.h"

#include <string.h>

#include "core/base/error.h"

static const char *const label_names[]
    = { "label",  "class", "category", "target",    NULL,      "labels",
        "topic",  "tag",   "lang",     "sentiment", "section", "newsgroup",
        "intent", "y",     "language" };
static const char *const text_names[]
    = { "text",  NULL,      "sentence",  "message",     "content",  "review",
        "title", "body",    "headline",  "description", "document", "comment",
        "tweet", "mail",    "utterance", "question",    "email",    "news",
        "sms",   "summary", "x" };

/* The rank grows at each NULL in the list. */
static guint
name_rank (const char *const *names, guint n, const char *name)
{
  g_autofree char *copy = g_strdup (name);
  g_autofree char *folded = g_utf8_casefold (g_strstrip (copy), -1);
  guint rank = 1;

  for (guint i = 0; i < n; i++)
    if (names[i] == NULL)
      rank++;
    else if (strcmp (names[i], folded) == 0)
      return rank;
  return 0;
}

guint
ink_label_name_rank (const char *name)
{
  return name_rank (label_names, G_N_ELEMENTS (label_names), name);
}

guint
ink_text_name_rank (const char *name)
{
  return name_rank (text_names, G_N_ELEMENTS (text_names), name);
}

/* The first column of the first row with the best rank. */
static guint
find_named (const InkTable *table, guint (*rank_of) (const char *name))
{
  guint best = INK_NO_COLUMN;
  guint best_rank = 0;

  for (guint c = 0; c < ink_table_n_columns (table); c++)
    {
      guint rank = rank_of (ink_table_cell (table, 0, c));

      if (rank > 0 && (best_rank == 0 || rank < best_rank))
        {
          best = c;
          best_rank = rank;
        }
    }
  return best;
}

static char *
list_first_row (const InkTable *table)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint c = 0; c < ink_table_n_columns (table); c++)
    g_string_append_printf (list, "%s%.30s", c > 0 ? ", " : "",
                            ink_table_cell (table, 0, c));
  return g_utf8_make_valid (list->str, -1);
}

/* The column that @wanted is the number of, or names in a first row that may
 * be a header. */
static gboolean
find_wanted (const char *name, const InkTable *table, InkHeader header,
             const char *wanted, InkColumns *columns, guint *column,
             GError **error)
{
  guint n = ink_table_n_columns (table);
  g_autofree char *there = NULL;
  guint64 number;

  /* a number first: a label in the first row may well be one */
  if (g_ascii_string_to_unsigned (wanted, 10, 1, n, &number, NULL))
    {
      *column = (guint) number - 1;
      return TRUE;
    }
  if (header == INK_HEADER_NO)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "%s: expected the number of a column, from 1 to %u, "
                          "where no header names them, found `%s`",
                          name, n, wanted);
  for (guint c = 0; c < n; c++)
    if (strcmp (ink_table_cell (table, 0, c), wanted) == 0)
      {
        columns->header = TRUE;
        *column = c;
        return TRUE;
      }
  there = list_first_row (table);
  return ink_error_set (error, INK_ERROR_ARGUMENT,
                        "%s: line %" G_GUINT64_FORMAT
                        ": expected a column `%s` (or a number from 1 to %u), "
                        "found %s",
                        name, ink_table_line (table, 0), wanted, n, there);
}

/* The columns that @wanted names: one, or several with commas between. */
static gboolean
find_texts (const char *name, const InkTable *table, InkHeader header,
            const char *wanted, InkColumns *columns, GError **error)
{
  g_auto (GStrv) parts = NULL;

  columns->n_texts = 1;
  if (strchr (wanted, ',') == NULL
      || find_wanted (name, table, header, wanted, columns, &columns->texts[0],
                      NULL))
    return find_wanted (name, table, header, wanted, columns,
                        &columns->texts[0], error);
  parts = g_strsplit (wanted, ",", INK_MAX_TEXT_COLUMNS + 1);
  columns->n_texts = g_strv_length (parts);
  if (columns->n_texts > INK_MAX_TEXT_COLUMNS)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "%s: expected at most %d columns of text, found "
                          "`%s`",
                          name, INK_MAX_TEXT_COLUMNS, wanted);
  for (guint i = 0; i < columns->n_texts; i++)
    if (!find_wanted (name, table, header, parts[i], columns,
                      &columns->texts[i], error))
      return FALSE;
  return TRUE;
}

static gsize
count_different (const InkTable *table, guint column)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  /* More than there may be classes is as good as any number. */
  for (gsize r = 0; r < ink_table_n_rows (table)
                    && g_hash_table_size (seen) <= INK_TEXTS_MAX_CLASSES;
       r++)
    g_hash_table_add (seen, (gpointer) ink_table_cell (table, r, column));
  return g_hash_table_size (seen);
}

static gsize
total_length (const InkTable *table, guint column)
{
  gsize total = 0;

  for (gsize r = 0; r < ink_table_n_rows (table); r++)
    total += strlen (ink_table_cell (table, r, column));
  return total;
}

/* Of two columns the one that repeats; where both do alike, the shorter. */
static guint
guess_label (const InkTable *table)
{
  gsize a = count_different (table, 0);
  gsize b = count_different (table, 1);

  if (a == b)
    {
      a = total_length (table, 0);
      b = total_length (table, 1);
    }
  if (a == b)
    return INK_NO_COLUMN;
  return a < b ? 0 : 1;
}

static guint
guess_text (const InkTable *table, guint label)
{
  guint best = INK_NO_COLUMN;
  gsize longest = 0;

  for (guint c = 0; c < ink_table_n_columns (table); c++)
    {
      gsize length = total_length (table, c);

      if (c != label && (best == INK_NO_COLUMN || length > longest))
        {
          best = c;
          longest = length;
        }
    }
  return best;
}

/* Fills in what neither the caller nor a name has told. */
static void
guess_rest (const InkTable *table, InkColumns *columns)
{
  gboolean two = ink_table_n_columns (table) == 2;

  if (columns->label == INK_NO_COLUMN && two && columns->text != INK_NO_COLUMN)
    columns->label = 1 - columns->text;
  else if (columns->label == INK_NO_COLUMN && two)
    columns->label = guess_label (table);
  if (columns->label != INK_NO_COLUMN && columns->text == INK_NO_COLUMN)
    columns->text = guess_text (table, columns->label);
}

static gboolean
is_number (const char *text)
{
  return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, NULL,
                                   NULL);
}

static gboolean
looks_like_header (const InkTable *table, guint label)
{
  gsize n = ink_table_n_rows (table);

  if (n < 2 || is_number (ink_table_cell (table, 0, label)))
    return FALSE;
  for (gsize r = 1; r < n; r++)
    if (!is_number (ink_table_cell (table, r, label)))
      return FALSE;
  return TRUE;
}

static gboolean
has_rank (const InkTable *table, guint column, guint (*rank_of) (const char *),
          guint rank)
{
  return column != INK_NO_COLUMN
         && rank_of (ink_table_cell (table, 0, column)) == rank;
}

/* From the names in the first row, for what the caller did not say. A name
 * that could as well be a label ("news") counts beside another one only. */
static void
use_names (const InkTable *table, const InkTextOptions *options,
           InkColumns *columns)
{
  guint label = find_named (table, ink_label_name_rank);
  guint text = find_named (table, ink_text_name_rank);

  if (options->header == INK_HEADER_NO)
    return;
  if (has_rank (table, label, ink_label_name_rank, 1)
      || has_rank (table, text, ink_text_name_rank, 1)
      || (label != INK_NO_COLUMN && text != INK_NO_COLUMN))
    columns->header = TRUE;
  if (!columns->header)
    return;
  if (options->label_column == NULL && label != columns->text)
    columns->label = label;
  if (options->text_column == NULL && text != columns->label)
    columns->text = text;
}

static gboolean
check_choice (const char *name, const InkTable *table,
              const InkColumns *columns, GError **error)
{
  if (columns->label == INK_NO_COLUMN || columns->text == INK_NO_COLUMN)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: line %" G_GUINT64_FORMAT
                          ": expected to tell the columns of text and label by "
                          "their names or, of two, by which repeats; found %u "
                          "columns: say which",
                          name, ink_table_line (table, 0),
                          ink_table_n_columns (table));
  for (guint i = 0; i < columns->n_texts; i++)
    if (columns->label == columns->texts[i])
      return ink_error_set (error, INK_ERROR_ARGUMENT,
                            "%s: expected two columns for text and label, "
                            "found column %u asked for as both",
                            name, columns->label + 1);
  if (ink_table_n_rows (table) <= (columns->header ? 1 : 0))
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: expected rows below the header, found none",
                          name);
  return TRUE;
}

gboolean
ink_columns_choose (const char *name, const InkTable *table,
                    const InkTextOptions *options, InkColumns *columns,
                    GError **error)
{
  *columns = (InkColumns) { .header = options->header == INK_HEADER_YES,
                            .text = INK_NO_COLUMN,
                            .label = INK_NO_COLUMN };
  if (ink_table_n_rows (table) == 0)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: expected rows of text and label, found none",
                          name);
  if (ink_table_n_columns (table) < 2)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: line %" G_GUINT64_FORMAT
                          ": expected at least two columns, text and label, "
                          "found one",
                          name, ink_table_line (table, 0));
  if (options->label_column != NULL
      && !find_wanted (name, table, options->header, options->label_column,
                       columns, &columns->label, error))
    return FALSE;
  if (options->text_column != NULL
      && !find_texts (name, table, options->header, options->text_column,
                      columns, error))
    return FALSE;
  if (options->text_column != NULL)
    columns->text = columns->texts[0];
  use_names (table, options, columns);
  guess_rest (table, columns);
  if (options->header == INK_HEADER_AUTO && !columns->header
      && columns->label != INK_NO_COLUMN)
    columns->header = looks_like_header (table, columns->label);
  if (columns->n_texts == 0)
    columns->texts[columns->n_texts++] = columns->text;
  return check_choice (name, table, columns, error);
}
