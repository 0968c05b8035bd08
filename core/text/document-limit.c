/* Limits of document frequency, as scikit-learn's min_df and max_df: whole
 * numbers count texts, numbers with a point are shares of all. */
#include <math.h>
#include <string.h>

#include "core/text/term-matrix.h"

gboolean
ink_document_limit_from_string (const char *text, InkDocumentLimit *limit)
{
  guint64 number;
  char *end;
  double share;

  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &number, NULL))
    {
      *limit = (InkDocumentLimit) { (double) number, FALSE };
      return TRUE;
    }
  if (strpbrk (text, "xXnN") != NULL || !g_ascii_isdigit (*text))
    return FALSE;
  share = g_ascii_strtod (text, &end);
  if (end == text || *end != '\0' || !(share >= 0 && share <= 1))
    return FALSE;
  *limit = (InkDocumentLimit) { share, TRUE };
  return TRUE;
}

char *
ink_document_limit_to_string (const InkDocumentLimit *limit)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!limit->is_share)
    return g_strdup_printf ("%.0f", limit->value);
  g_ascii_dtostr (text, sizeof text, limit->value);
  return g_strconcat (text, strpbrk (text, ".e") == NULL ? ".0" : "", NULL);
}
