#pragma once

#include "core/text/term-counts.h"

G_BEGIN_DECLS

typedef enum
{
  INK_NORM_L2,
  INK_NORM_NONE,
  INK_NORM_L1,
} InkNorm;

/* "l2", "none", "l1". */
const char *ink_norm_name (InkNorm norm);
gboolean ink_norm_from_name (const char *name, InkNorm *norm);

typedef enum
{
  INK_IDF_SMOOTH, /* ln ((1 + n_documents) / (1 + df)) + 1, as if one more
                     document held every term */
  INK_IDF_PLAIN,  /* ln (n_documents / df) + 1 */
  INK_IDF_NONE,   /* 1 */
} InkIdf;

/* "smooth", "plain", "none". */
const char *ink_idf_name (InkIdf idf);
gboolean ink_idf_from_name (const char *name, InkIdf *idf);

/* @document_frequency: [n]; @idf: (out): [n] */
void ink_tfidf_idf (InkIdf kind, const guint32 *document_frequency, gsize n,
                    guint64 n_documents, double *idf);

/* ink_tfidf_weights: weight = tf idf, or (1 + ln tf) idf, then divided by the
 * text's Euclidean norm where @norm is L2, by the sum of its weights' absolute
 * values where it is L1.
 * @counts: [n]; @weights: (out): [n] */
void ink_tfidf_weights (const InkTermCount *counts, gsize n, const double *idf,
                        gboolean sublinear_tf, InkNorm norm, double *weights);

G_END_DECLS
