/* Log loss (cross-entropy) of predicted probabilities. */
#include "core/metrics/log-loss.h"

#include <float.h>
#include <math.h>

static double
clip (double p)
{
  return CLAMP (p, DBL_EPSILON, 1 - DBL_EPSILON);
}

double
ink_log_loss_example (const double *row, guint32 label, guint n_classes)
{
  double sum = 0;

  for (guint c = 0; c < n_classes; c++)
    sum += clip (row[c]);
  return -log (clip (row[label]) / sum);
}

double
ink_log_loss (const double *probabilities, const guint32 *labels, gsize n,
              guint n_classes)
{
  double loss = 0;

  for (gsize i = 0; i < n; i++)
    loss += ink_log_loss_example (probabilities + i * n_classes, labels[i],
                                  n_classes);
  return loss / (double) n;
}
