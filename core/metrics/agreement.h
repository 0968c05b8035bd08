#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Figures of a confusion matrix as scikit-learn 1.2 defines them.
 * @counts: [n_classes][n_classes], rows true, columns predicted. Any thread. */

/* ink_balanced_accuracy: sklearn.metrics.balanced_accuracy_score, the mean
 * recall of the classes that occur among the labels, predicted or not; NAN
 * without examples. */
double ink_balanced_accuracy (const guint64 *counts, guint n_classes);

/* ink_matthews_correlation: sklearn.metrics.matthews_corrcoef, for any number
 * of classes (Gorodkin, Computational Biology and Chemistry 28, 2004); 0, as
 * there, where all labels or all predictions are of one class. NAN without
 * examples. */
double ink_matthews_correlation (const guint64 *counts, guint n_classes);

/* ink_cohen_kappa: sklearn.metrics.cohen_kappa_score without weights (Cohen,
 * Educational and Psychological Measurement 20, 1960); NAN, as there, where
 * labels and predictions are all of one and the same class. */
double ink_cohen_kappa (const guint64 *counts, guint n_classes);

G_END_DECLS
