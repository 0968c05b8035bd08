/* Term weights of one text: term frequency times inverse document frequency,
 * as scikit-learn's TfidfTransformer defines them (smooth_idf). */
#include "core/text/tfidf.h"

#include <math.h>

static const char *const norm_names[] = { "l2", "none" };

const char *
ink_norm_name (InkNorm norm)
{
  g_return_val_if_fail ((guint) norm < G_N_ELEMENTS (norm_names), NULL);
  return norm_names[norm];
}

gboolean
ink_norm_from_name (const char *name, InkNorm *norm)
{
  for (guint i = 0; i < G_N_ELEMENTS (norm_names); i++)
    if (g_strcmp0 (name, norm_names[i]) == 0)
      {
        *norm = (InkNorm) i;
        return TRUE;
      }
  return FALSE;
}

void
ink_tfidf_idf (const guint32 *document_frequency, gsize n, guint64 n_documents,
               double *idf)
{
  for (gsize i = 0; i < n; i++)
    idf[i] = log ((1.0 + (double) n_documents)
                  / (1.0 + document_frequency[i]))
             + 1.0;
}

void
ink_tfidf_weights (const InkTermCount *counts, gsize n, const double *idf,
                   gboolean sublinear_tf, InkNorm norm, double *weights)
{
  double sum = 0.0;
  double length;

  for (gsize i = 0; i < n; i++)
    {
      double tf = counts[i].count;

      weights[i] = (sublinear_tf ? log (tf) + 1.0 : tf) * idf[counts[i].term];
      sum += weights[i] * weights[i];
    }
  length = sqrt (sum);
  if (norm == INK_NORM_NONE || length == 0.0)
    return;
  for (gsize i = 0; i < n; i++)
    weights[i] /= length;
}
