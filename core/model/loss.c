/* Softmax cross-entropy, a block of examples side by side, as the layers have
 * them: shifted by the largest logit, so that no exponential overflows. The
 * exponential is a polynomial of our own, four lanes at a time; unlike the C
 * library's, it gives the same bits on every processor of a kind. Sums over
 * classes and over examples run in double. */
#include "core/model/loss.h"

#include <math.h>
#include <string.h>

#include "core/data/image-set.h"
#include "core/tensor/kernels.h"

#define L INK_LANES

static double
largest_of (const float *logits, guint n_classes, gsize stride)
{
  float best = logits[0];

  for (guint c = 1; c < n_classes; c++)
    if (logits[c * stride] > best)
      best = logits[c * stride];
  return best;
}

void
ink_softmax (const float *logits, guint n_classes, gsize stride,
             double *probabilities)
{
  double largest = largest_of (logits, n_classes, stride);
  double sum = 0;

  for (guint c = 0; c < n_classes; c++)
    sum += probabilities[c] = exp (logits[c * stride] - largest);
  for (guint c = 0; c < n_classes; c++)
    probabilities[c] /= sum;
}

/* Four lanes: what every processor has. A comparison gives a mask. */
#define W 4
typedef float vec __attribute__ ((vector_size (W * 4), aligned (4)));
typedef gint32 ivec __attribute__ ((vector_size (W * 4), aligned (4)));
typedef double wide
    __attribute__ ((vector_size (W * sizeof (double)), aligned (8)));

static inline vec
load (const float *from)
{
  return *(const vec *) from;
}

static inline vec
choose (ivec mask, vec yes, vec no)
{
  return (vec) ((mask & (ivec) yes) | (~mask & (ivec) no));
}

#define EXP_LOWEST -87.0f /* its exponential is still a normal number */
#define LOG2_E 1.44269504f
#define LN2_HIGH 0.693359375f /* few digits: its products are exact */
#define LN2_LOW -2.12194440e-4f
#define TO_NEAREST 12582912.0f /* 1.5 * 2^23: adding it rounds off fractions */

/* exp (x) for x <= 0, to about 1e-7 of it: 2^n exp (r), |r| <= ln 2 / 2, by
 * Cephes' polynomial (Moshier, 1992). NaN stays. */
static inline vec
exponential (vec x)
{
  vec at_least = choose (x < EXP_LOWEST, EXP_LOWEST - (vec){ 0 }, x);
  vec shifted = at_least * LOG2_E + TO_NEAREST;
  vec n = shifted - TO_NEAREST;
  vec r = (at_least - n * LN2_HIGH) - n * LN2_LOW;
  vec p = 1.9875691500e-4f * r + 1.3981999507e-3f;
  ivec power = ((ivec) shifted + 127) << 23; /* its lowest bits are n */

  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  return p * (vec) power;
}

/* Of the lanes of one block. */
typedef struct
{
  vec largest[L / W];
  ivec best[L / W]; /* the first class that has it */
  wide sum[L / W];   /* of the exponentials */
  wide total[L / W]; /* of the logits less the largest */
} Lanes;

static void
find_largest (const float *logits, guint n_classes, Lanes *lanes)
{
  for (guint i = 0; i < L / W; i++)
    {
      vec largest = load (logits + i * W);
      ivec best = { 0 };

      for (guint c = 1; c < n_classes; c++)
        {
          vec logit = load (logits + c * L + i * W);
          ivec larger = logit > largest;

          largest = choose (larger, logit, largest);
          best = (larger & (gint32) c) | (~larger & best);
        }
      lanes->largest[i] = largest;
      lanes->best[i] = best;
    }
}

/* @exponentials: [n_classes][16], set; may be NULL */
static void
add_exponentials (const float *logits, guint n_classes, Lanes *lanes,
                  float *exponentials)
{
  for (guint i = 0; i < L / W; i++)
    {
      wide sum = { 0 }, total = { 0 };

      for (guint c = 0; c < n_classes; c++)
        {
          vec logit = load (logits + c * L + i * W);
          vec e = exponential (logit - lanes->largest[i]);

          if (exponentials != NULL)
            *(vec *) (exponentials + c * L + i * W) = e;
          sum += __builtin_convertvector (e, wide);
          total += __builtin_convertvector (logit, wide)
                   - __builtin_convertvector (lanes->largest[i], wide);
        }
      lanes->sum[i] = sum;
      lanes->total[i] = total;
    }
}

/* exponentials -> gradients of the first @n lanes, zeros in the others. */
static void
to_gradients (const Lanes *lanes, guint n_classes, const guint8 *labels,
              guint n, float smoothing, float *gradients)
{
  float even = smoothing / (float) n_classes;

  for (guint i = 0; i < L / W; i++)
    {
      vec factor = __builtin_convertvector (1 / lanes->sum[i], vec);

      for (guint c = 0; c < n_classes; c++)
        {
          vec *at = (vec *) (gradients + c * L + i * W);

          *at = *at * factor - even;
        }
    }
  for (guint i = 0; i < n; i++)
    if (labels[i] != INK_NO_LABEL)
      gradients[labels[i] * L + i] -= 1 - smoothing;
    else
      for (guint c = 0; c < n_classes; c++)
        gradients[c * L + i] -= (1 - smoothing) / (float) n_classes;
  for (guint c = 0; c < n_classes && n < L; c++)
    memset (gradients + c * L + n, 0, (L - n) * sizeof *gradients);
}

/* Of lane @i, of no class. */
static double
loss_of_none (const Lanes *lanes, guint i, guint n_classes)
{
  return log (lanes->sum[i / W][i % W])
         - lanes->total[i / W][i % W] / n_classes - log (n_classes);
}

static void
add_losses (const Lanes *lanes, const float *logits, guint n_classes,
            const guint8 *labels, guint n, double smoothing,
            InkLossSum *result)
{
  for (guint i = 0; i < n; i++)
    {
      double of_label;

      if (labels[i] == INK_NO_LABEL)
        {
          result->loss += loss_of_none (lanes, i, n_classes);
          continue;
        }
      of_label = (double) logits[labels[i] * L + i]
                 - lanes->largest[i / W][i % W];
      result->n_labelled++;
      result->loss
          += log (lanes->sum[i / W][i % W]) - (1 - smoothing) * of_label;
      if (smoothing > 0)
        result->loss -= smoothing / n_classes * lanes->total[i / W][i % W];
      result->n_correct += lanes->best[i / W][i % W] == labels[i];
    }
}

InkLossSum
ink_softmax_cross_entropy_smoothed (const float *logits, guint n_classes,
                                    const InkLossTarget *target,
                                    guint n_blocks, float *gradients)
{
  InkLossSum result = { 0 };
  gsize block_size = (gsize) n_classes * L;

  for (guint block = 0; block < n_blocks; block++)
    {
      guint first = MIN (block * L, target->n);
      guint n = MIN (L, target->n - first);
      const float *z = logits + block * block_size;
      const guint8 *labels = target->labels + first;
      float *out = gradients == NULL ? NULL : gradients + block * block_size;
      Lanes lanes;

      find_largest (z, n_classes, &lanes);
      add_exponentials (z, n_classes, &lanes, out);
      add_losses (&lanes, z, n_classes, labels, n, target->smoothing, &result);
      if (out != NULL)
        to_gradients (&lanes, n_classes, labels, n, (float) target->smoothing,
                      out);
    }
  return result;
}

InkLossSum
ink_softmax_cross_entropy (const float *logits, guint n_classes,
                           const guint8 *labels, guint n, guint n_blocks,
                           float *gradients)
{
  InkLossTarget target = { .labels = labels, .n = n };

  return ink_softmax_cross_entropy_smoothed (logits, n_classes, &target,
                                             n_blocks, gradients);
}
