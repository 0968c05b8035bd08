/* Temperature scaling. The loss has one minimum in 1 / T, so a golden section
 * of log T finds it. */
#include "core/model/calibration.h"

#include <math.h>
#include <stdlib.h>

#define LEAST (-3 * G_LN2)
#define MOST (3 * G_LN2)
#define GOLDEN 0.6180339887498949
#define ROUNDS 40

typedef struct
{
  const float *logits;
  const guint8 *labels;
  gsize n;
  guint n_classes;
} Sample;

/* Mean cross-entropy in nats. */
static double
loss_at (const Sample *sample, double log_temperature)
{
  double factor = exp (-log_temperature), sum = 0;

  for (gsize i = 0; i < sample->n; i++)
    {
      const float *z = sample->logits + i * sample->n_classes;
      double largest = -INFINITY, total = 0;

      for (guint c = 0; c < sample->n_classes; c++)
        largest = fmax (largest, z[c]);
      for (guint c = 0; c < sample->n_classes; c++)
        total += exp (factor * (z[c] - largest));
      sum += log (total) - factor * (z[sample->labels[i]] - largest);
    }
  return sum / (double) sample->n;
}

double
ink_temperature_fit (const float *logits, const guint8 *labels, gsize n,
                     guint n_classes)
{
  const Sample sample = { logits, labels, n, n_classes };
  double low = LEAST, high = MOST;
  double left = high - GOLDEN * (high - low);
  double right = low + GOLDEN * (high - low);
  double at_left = loss_at (&sample, left), at_right = loss_at (&sample, right);

  for (guint i = 0; i < ROUNDS; i++)
    if (at_left <= at_right)
      {
        high = right;
        right = left;
        at_right = at_left;
        left = high - GOLDEN * (high - low);
        at_left = loss_at (&sample, left);
      }
    else
      {
        low = left;
        left = right;
        at_left = at_right;
        right = low + GOLDEN * (high - low);
        at_right = loss_at (&sample, right);
      }
  /* Where all is right, ever surer is ever likelier: nothing was learnt. */
  if (low + high < 2 * LEAST + 1e-3)
    return 1;
  return exp ((low + high) / 2);
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

double
ink_doubt_threshold (const float *logits, gsize n, guint n_classes,
                     double temperature)
{
  g_autofree double *greatest = g_new (double, n);
  gsize at = (gsize) (INK_DOUBT_SHARE * (double) n);

  for (gsize i = 0; i < n; i++)
    {
      const float *z = logits + i * n_classes;
      double largest = -INFINITY, total = 0;

      for (guint c = 0; c < n_classes; c++)
        largest = fmax (largest, z[c]);
      for (guint c = 0; c < n_classes; c++)
        total += exp ((z[c] - largest) / temperature);
      greatest[i] = 1 / total;
    }
  qsort (greatest, n, sizeof *greatest, compare_doubles);
  return greatest[at];
}
