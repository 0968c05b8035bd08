#pragma once

#include "core/data/dataset.h"
#include "core/data/table-rows.h"

G_BEGIN_DECLS

/* The first rows of a file, every row as wide as the first, for telling its
 * columns. */
typedef struct _InkTable InkTable;

InkTable *ink_table_new (guint n_columns);
void ink_table_free (InkTable *table);
/* Appends @row, which has as many fields; they are borrowed. */
void ink_table_add (InkTable *table, const InkRow *row);

gsize ink_table_n_rows (const InkTable *table);
guint ink_table_n_columns (const InkTable *table);
/* The line of the file that @row begins in, from 1. */
guint64 ink_table_line (const InkTable *table, gsize row);
const char *ink_table_cell (const InkTable *table, gsize row, guint column);

/* Which columns hold what. */
#define INK_NO_COLUMN G_MAXUINT
#define INK_MAX_TEXT_COLUMNS 16
typedef struct
{
  guint text; /* the first of @texts */
  guint label;
  gboolean header; /* the first row names the columns */
  guint texts[INK_MAX_TEXT_COLUMNS]; /* joined by line breaks */
  guint n_texts;
} InkColumns;

/* ink_columns_choose: as @options says, else by the names in the first row,
 * else, of two columns, the one that repeats is the label.
 * @columns: (out): also on an error, as far as it could be told, else
 * INK_NO_COLUMN. INK_ERROR_ARGUMENT where a column asked for is not there,
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
