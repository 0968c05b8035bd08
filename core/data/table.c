/* The first rows of a file. Cells lie row after row in one array: row r,
 * column c at r x width + c. */
#include "core/data/table.h"

struct _InkTable
{
  guint n_columns;
  GPtrArray *cells; /* (element-type utf8), borrowed */
  GArray *lines;    /* guint64, a row each */
};

InkTable *
ink_table_new (guint n_columns)
{
  InkTable *table = g_new0 (InkTable, 1);

  table->n_columns = n_columns;
  table->cells = g_ptr_array_new ();
  table->lines = g_array_new (FALSE, FALSE, sizeof (guint64));
  return table;
}

void
ink_table_free (InkTable *table)
{
  if (table == NULL)
    return;
  g_ptr_array_unref (table->cells);
  g_array_unref (table->lines);
  g_free (table);
}

void
ink_table_add (InkTable *table, const InkRow *row)
{
  g_return_if_fail (row->n_fields == table->n_columns);
  for (guint c = 0; c < table->n_columns; c++)
    g_ptr_array_add (table->cells, row->fields[c]);
  g_array_append_val (table->lines, row->line);
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

guint64
ink_table_line (const InkTable *table, gsize row)
{
  return g_array_index (table->lines, guint64, row);
}

const char *
ink_table_cell (const InkTable *table, gsize row, guint column)
{
  return g_ptr_array_index (table->cells, row * table->n_columns + column);
}
