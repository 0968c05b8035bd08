#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ink_top_k_accuracy: the share of examples whose label is among the @k classes
 * of the highest scores, as sklearn.metrics.top_k_accuracy_score 1.2 with all
 * classes as `labels`. Of equal scores the later class comes first there, while
 * the predicted class is the first of them: with ties, k = 1 is not the
 * accuracy. Two classes are told apart by the second's score alone: above 1/2
 * where all of them are in [0, 1], else above 0.
 * @scores: [n][n_classes], finite; @labels: [n], each below @n_classes
 * @k: at least 1; from @n_classes on every example counts
 * Returns: NAN for n == 0. Any thread. */
double ink_top_k_accuracy (const double *scores, const guint32 *labels, gsize n,
                           guint n_classes, guint k);

G_END_DECLS
