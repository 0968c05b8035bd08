/* Documents as counts of terms, in memory that grows and stays. */
#include "core/text/term-block.h"

void
ink_term_rows_clear (InkTermRows *rows)
{
  g_free (rows->ends);
  g_free (rows->entries);
  *rows = (InkTermRows) { 0 };
}

void
ink_term_rows_reserve (InkTermRows *rows, gsize n_entries)
{
  gsize needed = rows->n_entries + n_entries;

  if (needed <= rows->max_entries)
    return;
  rows->max_entries = MAX (needed, 2 * rows->max_entries);
  rows->entries = g_renew (InkTermCount, rows->entries, rows->max_entries);
}

void
ink_term_rows_end_document (InkTermRows *rows)
{
  if (rows->n == rows->max_n)
    {
      rows->max_n = MAX (16, 2 * rows->max_n);
      rows->ends = g_renew (guint32, rows->ends, rows->max_n);
    }
  rows->ends[rows->n++] = (guint32) rows->n_entries;
}
