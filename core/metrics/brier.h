#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Brier scores (Brier, Monthly Weather Review 78, 1950): squared distances of
 * probabilities from what happened; 0 is best. Any thread.
 * @probabilities: [n][n_classes], @labels: [n], each below @n_classes. NAN for
 * n == 0. */

/* ink_brier_example: of one @row [n_classes], summed over the classes: 0 to 2
 * for a row that sums to 1. */
double ink_brier_example (const double *row, guint32 label, guint n_classes);

/* ink_brier_score: the mean over the examples. */
double ink_brier_score (const double *probabilities, const guint32 *labels,
                        gsize n, guint n_classes);

/* ink_brier_score_class: of class @c against the rest, as
 * sklearn.metrics.brier_score_loss 1.2; NAN where a probability is not in
 * [0, 1], which is an error there. The classes' scores add up to
 * ink_brier_score(). */
double ink_brier_score_class (const double *probabilities,
                              const guint32 *labels, gsize n, guint n_classes,
                              guint c);

G_END_DECLS
