#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How sure an area under the ROC curve is (DeLong, DeLong & Clarke-Pearson,
 * Biometrics 44, 1988; in n log n or better, Sun & Xu, IEEE Signal Processing
 * Letters 21, 2014). */
typedef struct
{
  double area;     /* NAN without a positive or without a negative */
  double variance; /* NAN with fewer than two of either */
  guint64 n_positive, n_negative;
} InkAuc;

/* ink_auc: @scores: [n], finite; @positive: [n], 0 or 1. Returns: FALSE with
 * INK_ERROR_MISMATCH where only one class is there, INK_ERROR_FORMAT for a
 * score that is not finite. Any thread. */
gboolean ink_auc (const double *scores, const guint8 *positive, gsize n,
                  InkAuc *auc, GError **error);

/* ink_interval_auc: at @level, in (0, 1): normal on the scale of log (area /
 * (1 - area)) with DeLong's variance, so that the limits stay between 0 and 1
 * (Pepe, The Statistical Evaluation of Medical Tests, 2003, section 5.2). Where
 * that variance is 0 (all positives above all negatives) or not defined, it
 * says nothing; then the score interval of Newcombe (Statistics in Medicine 25,
 * 2006, method 5), which has a width there. NAN where the area is. */
void ink_interval_auc (const InkAuc *auc, double level, double *low,
                       double *high);

/* Two models' areas on the same examples. */
typedef struct
{
  InkAuc a, b;
  double difference;     /* b - a */
  double standard_error; /* of the difference; NAN as the variances */
  double low, high;      /* of the difference: normal, in [-1, 1] */
  double z;
  double p; /* two-sided; 1 where the areas are equal without any error */
} InkAucComparison;

/* ink_auc_compare: DeLong's test for correlated areas.
 * @scores_a, @scores_b: every @stride_a-th, @stride_b-th of an array: [n],
 * finite; n at most 2^30
 * Returns: FALSE with INK_ERROR_MISMATCH where only one class is there,
 * INK_ERROR_FORMAT for a score that is not finite, INK_ERROR_LIMIT where they
 * do not fit. Any thread. */
typedef struct
{
  const double *scores_a, *scores_b;
  gsize stride_a, stride_b;
  const guint8 *positive; /* [n], 0 or 1 */
  gsize n;
} InkAucPair;

gboolean ink_auc_compare (const InkAucPair *pair, double level,
                          InkAucComparison *comparison, GError **error);

G_END_DECLS
