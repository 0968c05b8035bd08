/* Brier scores: of one class against the rest, and of all classes at once. */
#include "core/metrics/brier.h"

#include <math.h>

double
ink_brier_example (const double *row, guint32 label, guint n_classes)
{
  double sum = 0;

  for (guint c = 0; c < n_classes; c++)
    {
      double distance = row[c] - (c == label);

      sum += distance * distance;
    }
  return sum;
}

double
ink_brier_score (const double *probabilities, const guint32 *labels, gsize n,
                 guint n_classes)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += ink_brier_example (probabilities + i * n_classes, labels[i],
                              n_classes);
  return n > 0 ? sum / (double) n : NAN;
}

double
ink_brier_score_class (const double *probabilities, const guint32 *labels,
                       gsize n, guint n_classes, guint c)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      double p = probabilities[i * n_classes + c];

      if (!(p >= 0 && p <= 1))
        return NAN;
      p -= labels[i] == c;
      sum += p * p;
    }
  return n > 0 ? sum / (double) n : NAN;
}
