#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A receiver operating characteristic, as sklearn.metrics.roc_curve 1.2 with
 * drop_intermediate=True: points from (0, 0) to (1, 1), thresholds falling,
 * the first being the highest score + 1. */
typedef struct
{
  gsize n;
  double *false_positive_rate; /* [n] */
  double *true_positive_rate;  /* [n] */
  double *thresholds;          /* [n] */
  double auc;                  /* trapezoidal, over all thresholds */
} InkRoc;

/* ink_roc_new:
 * @scores: [n], finite, higher speaks for the positive class
 * @positive: [n], 0 or 1
 * Returns: (transfer full): or NULL with INK_ERROR_MISMATCH where only one
 * class is there, INK_ERROR_FORMAT for a score that is not finite. Any
 * thread. */
InkRoc *ink_roc_new (const double *scores, const guint8 *positive, gsize n,
                     GError **error);
void ink_roc_free (InkRoc *roc);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkRoc, ink_roc_free)

G_END_DECLS
