/* Limits of document frequency, as scikit-learn's min_df and max_df: whole
 * numbers count texts, numbers with a point are shares of all. */
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/text/term-limit.h"

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

static double
documents_of (const InkDocumentLimit *limit, gsize n_documents)
{
  return limit->is_share ? limit->value * (double) n_documents : limit->value;
}

static gboolean
check_range (double min_df, double max_df, GError **error)
{
  return max_df >= min_df
         || ink_error_set (error, INK_ERROR_MISMATCH,
                           "max-df: expected at least as many texts as min-df,"
                           " %g, found %g", min_df, max_df);
}

guint32 *
ink_term_limits_choose (const InkTermLimits *limits,
                        const guint32 *frequencies, const guint64 *totals,
                        guint32 n_terms, gsize n_documents, guint32 *n,
                        GError **error)
{
  g_autofree guint32 *chosen = g_new (guint32, MAX (1, n_terms));
  double min_df = MAX (1, documents_of (&limits->min_df, n_documents));
  double max_df = limits->max_df.value == 0 && !limits->max_df.is_share
                      ? (double) n_documents
                      : documents_of (&limits->max_df, n_documents);
  gboolean any = FALSE;

  *n = 0;
  if (!check_range (documents_of (&limits->min_df, n_documents), max_df, error))
    return NULL;
  for (guint32 i = 0; i < n_terms; i++)
    {
      any |= frequencies[i] > 0;
      if (frequencies[i] >= min_df && frequencies[i] <= max_df)
        chosen[(*n)++] = i;
    }
  if (limits->max_features > 0 && *n > limits->max_features)
    *n = ink_term_limit (chosen, *n, totals, limits->max_features);
  if (*n > 0)
    return g_steal_pointer (&chosen);
  ink_error_set (error, INK_ERROR_MISMATCH,
                 "texts: expected terms to learn from, found %s",
                 any ? "none in as many texts as min-df and max-df ask for"
                     : "none in any text");
  return NULL;
}
