#pragma once

#include "core/data/dataset.h"

G_BEGIN_DECLS

/* Rows of separated values, every row as wide as the first. */
typedef struct _InkTable InkTable;

#define INK_TABLE_MAX_COLUMNS 1024
/* A cell takes 40 bytes however little is in it: no more than 700 MB. */
#define INK_TABLE_MAX_CELLS (1u << 24)

/* ink_table_parse: CSV (RFC 4180) or, with another @separator, the like. Blank
 * lines are passed over.
 * @name: of the file, for messages
 * @text: UTF-8
 * @quotes: whether a field that begins with a double quote ends with one
 * Returns: (transfer full): or NULL with INK_ERROR_FORMAT (a quote that never
 * closes, text after one, rows of different width) or INK_ERROR_LIMIT, naming
 * the line. Any thread. */
InkTable *ink_table_parse (const char *name, const char *text, char separator,
                           gboolean quotes, GError **error);
void ink_table_free (InkTable *table);

gsize ink_table_n_rows (const InkTable *table);
guint ink_table_n_columns (const InkTable *table);
/* The line of the file that @row begins in, from 1. */
guint ink_table_line (const InkTable *table, gsize row);
const char *ink_table_cell (const InkTable *table, gsize row, guint column);

/* Which columns hold what. */
typedef struct
{
  guint text;
  guint label;
  gboolean header; /* the first row names the columns */
} InkColumns;

/* ink_columns_choose: as @options says, else by the names in the first row,
 * else, of two columns, the one that repeats is the label.
 * @columns: (out). INK_ERROR_ARGUMENT where a column asked for is not there,
 * INK_ERROR_FORMAT where there is no telling. */
gboolean ink_columns_choose (const char *name, const InkTable *table,
                             const InkTextOptions *options,
                             InkColumns *columns, GError **error);

/* What a column's name says it holds: rank 1 for the agreed names, higher for
 * likelier-than-not ones, 0 for none. Case does not matter. */
guint ink_label_name_rank (const char *name);
guint ink_text_name_rank (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkTable, ink_table_free)

G_END_DECLS
