/* Softmax cross-entropy, in double within an example: shifted by the largest
 * logit, so that no exponential overflows. */
#include "core/model/loss.h"

#include <math.h>
#include <string.h>

#include "core/tensor/kernels.h"

static double
largest_of (const float *logits, guint n_classes, gsize stride, guint *where)
{
  guint best = 0;

  for (guint c = 1; c < n_classes; c++)
    if (logits[c * stride] > logits[best * stride])
      best = c;
  if (where != NULL)
    *where = best;
  return logits[best * stride];
}

void
ink_softmax (const float *logits, guint n_classes, gsize stride,
             double *probabilities)
{
  double largest = largest_of (logits, n_classes, stride, NULL);
  double sum = 0;

  for (guint c = 0; c < n_classes; c++)
    sum += probabilities[c] = exp (logits[c * stride] - largest);
  for (guint c = 0; c < n_classes; c++)
    probabilities[c] /= sum;
}

/* One example; @gradients may be NULL. */
static void
add_example (const float *logits, guint n_classes, guint label,
             float *gradients, InkLossSum *result)
{
  guint best;
  double largest = largest_of (logits, n_classes, INK_LANES, &best);
  double sum = 0;

  for (guint c = 0; c < n_classes; c++)
    {
      float e = expf ((float) (logits[c * INK_LANES] - largest));

      sum += e;
      if (gradients != NULL)
        gradients[c * INK_LANES] = e;
    }
  result->loss += log (sum) + largest - logits[label * INK_LANES];
  result->n_correct += best == label;
  if (gradients == NULL)
    return;
  for (guint c = 0; c < n_classes; c++)
    gradients[c * INK_LANES]
        = (float) (gradients[c * INK_LANES] / sum - (c == label));
}

InkLossSum
ink_softmax_cross_entropy (const float *logits, guint n_classes,
                           const guint8 *labels, guint n, guint n_blocks,
                           float *gradients)
{
  InkLossSum result = { 0 };
  gsize block_size = (gsize) n_classes * INK_LANES;

  if (gradients != NULL)
    memset (gradients, 0, n_blocks * block_size * sizeof *gradients);
  for (guint i = 0; i < n; i++)
    {
      gsize at = (i / INK_LANES) * block_size + i % INK_LANES;

      add_example (logits + at, n_classes, labels[i],
                   gradients == NULL ? NULL : gradients + at, &result);
    }
  return result;
}
