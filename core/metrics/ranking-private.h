#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many positives and negatives score at least each distinct score,
 * thresholds falling: scikit-learn's _binary_clf_curve. */
typedef struct
{
  gsize n; /* distinct scores */
  guint64 *true_positives;  /* [n], rising to all positives */
  guint64 *false_positives; /* [n], rising to all negatives */
  double *thresholds;       /* [n] */
} InkRanking;

/* @scores: [n], every stride-th of an array; @positive: [n]. Returns:
 * (transfer full): or NULL with INK_ERROR_FORMAT for a score that is not
 * finite, INK_ERROR_MISMATCH for n == 0. */
InkRanking *ink_ranking_new (const double *scores, gsize stride,
                             const guint8 *positive, gsize n, GError **error);
void ink_ranking_free (InkRanking *ranking);
guint64 ink_ranking_positives (const InkRanking *ranking);
guint64 ink_ranking_negatives (const InkRanking *ranking);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkRanking, ink_ranking_free)

G_END_DECLS
