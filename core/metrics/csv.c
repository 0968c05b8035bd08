/* Fields of the CSV files that evaluations are written to. */
#include "core/metrics/csv-private.h"

#include <string.h>

void
ink_csv_append_field (GString *csv, const char *prefix, const char *text)
{
  if (strpbrk (text, "\",\r\n") == NULL)
    {
      g_string_append_printf (csv, "%s%s", prefix, text);
      return;
    }
  g_string_append_printf (csv, "\"%s", prefix);
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *p);
    }
  g_string_append_c (csv, '"');
}
