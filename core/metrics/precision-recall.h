#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A precision-recall curve, as sklearn.metrics.precision_recall_curve 1.2:
 * thresholds rising, recall falling from 1; a last point of precision 1 and
 * recall 0 has no threshold. */
typedef struct
{
  gsize n;            /* points: one more than thresholds */
  double *precision;  /* [n] */
  double *recall;     /* [n] */
  double *thresholds; /* [n - 1] */
  double average_precision; /* sum of (R[i] - R[i-1]) P[i], no interpolation */
} InkPrecisionRecall;

/* ink_precision_recall_new:
 * @scores: [n], finite, higher speaks for the positive class
 * @positive: [n], 0 or 1
 * Returns: (transfer full): or NULL with INK_ERROR_MISMATCH where there is no
 * positive, INK_ERROR_FORMAT for a score that is not finite. Any thread. */
InkPrecisionRecall *ink_precision_recall_new (const double *scores,
                                              const guint8 *positive, gsize n,
                                              GError **error);
void ink_precision_recall_free (InkPrecisionRecall *curve);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkPrecisionRecall, ink_precision_recall_free)

G_END_DECLS
