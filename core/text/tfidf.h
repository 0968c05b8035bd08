#pragma once

#include "core/text/term-counts.h"

G_BEGIN_DECLS

typedef enum
{
  INK_NORM_L2,
  INK_NORM_NONE,
} InkNorm;

/* "l2", "none". */
const char *ink_norm_name (InkNorm norm);
gboolean ink_norm_from_name (const char *name, InkNorm *norm);

/* ink_tfidf_idf: idf[t] = ln ((1 + n_documents) / (1 + df[t])) + 1, as if one
 * more document held every term (scikit-learn's smooth_idf).
 * @document_frequency: [n]; @idf: (out): [n] */
void ink_tfidf_idf (const guint32 *document_frequency, gsize n,
                    guint64 n_documents, double *idf);

/* ink_tfidf_weights: weight = tf idf, or (1 + ln tf) idf, then divided by the
 * text's Euclidean norm where @norm is L2.
 * @counts: [n]; @weights: (out): [n] */
void ink_tfidf_weights (const InkTermCount *counts, gsize n, const double *idf,
                        gboolean sublinear_tf, InkNorm norm, double *weights);

G_END_DECLS
