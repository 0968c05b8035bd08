/* Top-k accuracy with scikit-learn's rule for ties. Nothing is sorted: a label
 * is among the first k where fewer than k classes come before it. */
#include "core/metrics/top-k.h"

#include <math.h>

static guint
count_before (const double *row, guint32 label, guint n_classes)
{
  guint before = 0;

  for (guint c = 0; c < n_classes; c++)
    before += row[c] > row[label] || (row[c] == row[label] && c > label);
  return before;
}

static double
two_class_threshold (const double *scores, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (scores[2 * i + 1] < 0 || scores[2 * i + 1] > 1)
      return 0;
  return 0.5;
}

static gsize
count_two_class_hits (const double *scores, const guint32 *labels, gsize n)
{
  double threshold = two_class_threshold (scores, n);
  gsize hits = 0;

  for (gsize i = 0; i < n; i++)
    hits += (scores[2 * i + 1] > threshold) == (labels[i] == 1);
  return hits;
}

double
ink_top_k_accuracy (const double *scores, const guint32 *labels, gsize n,
                    guint n_classes, guint k)
{
  gsize hits = 0;

  if (n == 0)
    return NAN;
  if (k >= n_classes)
    return 1;
  if (n_classes == 2)
    return (double) count_two_class_hits (scores, labels, n) / (double) n;
  for (gsize i = 0; i < n; i++)
    hits += count_before (scores + i * n_classes, labels[i], n_classes) < k;
  return (double) hits / (double) n;
}
