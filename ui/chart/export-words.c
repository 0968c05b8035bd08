/* Words for the export dialog. */
#include "ui/chart/export-words.h"

#include <string.h>

#define CSV_LINES 16

char *
ink_export_describe_part (InkPlot *plot)
{
  gboolean zoomed = ink_plot_is_zoomed (plot);
  guint hidden = 0;

  for (guint i = 0; i < ink_plot_n_entries (plot); i++)
    if (!ink_plot_entry_is_shown (plot, i))
      hidden++;
  if (hidden == 0)
    return g_strdup (zoomed ? "zoomed" : "");
  return g_strdup_printf ("%s%u series hidden", zoomed ? "zoomed, " : "",
                          hidden);
}

char *
ink_export_first_lines (const char *csv)
{
  const char *end = csv;
  guint n = 0;
  g_autofree char *head = NULL;

  for (const char *p = strchr (csv, '\n'); p != NULL; p = strchr (p + 1, '\n'))
    if (++n <= CSV_LINES)
      end = p + 1;
  head = g_strndup (csv, (gsize) (end - csv));
  if (n <= CSV_LINES)
    return g_steal_pointer (&head);
  return g_strdup_printf ("%s… %u more lines", head, n - CSV_LINES);
}
