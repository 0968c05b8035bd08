/* Term weights of one text: term frequency times inverse document frequency,
 * as scikit-learn's TfidfTransformer defines them (smooth_idf). */
#include "core/text/tfidf.h"

#include <math.h>

static const char *const norm_names[] = { "l2", "none", "l1" };
static const char *const idf_names[] = { "smooth", "plain", "none" };

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

const char *
ink_idf_name (InkIdf idf)
{
  g_return_val_if_fail ((guint) idf < G_N_ELEMENTS (idf_names), NULL);
  return idf_names[idf];
}

gboolean
ink_idf_from_name (const char *name, InkIdf *idf)
{
  for (guint i = 0; i < G_N_ELEMENTS (idf_names); i++)
    if (g_strcmp0 (name, idf_names[i]) == 0)
      {
        *idf = (InkIdf) i;
        return TRUE;
      }
  return FALSE;
}

void
ink_tfidf_idf (InkIdf kind, const guint32 *document_frequency, gsize n,
               guint64 n_documents, double *idf)
{
  const double more = kind == INK_IDF_SMOOTH ? 1.0 : 0.0;

  for (gsize i = 0; i < n; i++)
    idf[i] = kind == INK_IDF_NONE
                 ? 1.0
                 : log ((more + (double) n_documents)
                        / (more + document_frequency[i]))
                       + 1.0;
}

void
ink_tfidf_weights (const InkTermCount *counts, gsize n, const double *idf,
                   gboolean sublinear_tf, InkNorm norm, double *weights)
{
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    {
      double tf = counts[i].count;

      weights[i] = (sublinear_tf ? log (tf) + 1.0 : tf) * idf[counts[i].term];
      sum += norm == INK_NORM_L1 ? fabs (weights[i]) : weights[i] * weights[i];
    }
  if (norm == INK_NORM_NONE || sum == 0.0)
    return;
  if (norm == INK_NORM_L2)
    sum = sqrt (sum);
  for (gsize i = 0; i < n; i++)
    weights[i] /= sum;
}
