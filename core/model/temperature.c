/* The temperature of scores. With b = 1 / T and a row's targets t, which are
 * 1 - e for its label and e / (C - 1) for every other class, the mean of
 *   log sum_c exp (b z[c]) - b sum_c t[c] z[c]
 * is convex in b; its slope is the mean of sum_c (p[c] - t[c]) z[c]. The
 * slope's zero is looked for by Newton's steps in log b, inside a bracket that
 * every step narrows: one that would leave it halves it instead. */
#include "core/model/temperature.h"

#include <math.h>

#define ROUNDS 100
#define NEAR 1e-12 /* of log b */

typedef struct
{
  const double *scores;
  const guint32 *labels;
  gsize n;
  guint n_classes;
  double smoothing; /* e */
} Sample;

typedef struct
{
  double slope, curvature; /* of the loss, by b */
} Bend;

static void
add_row (const Sample *sample, const double *z, guint32 label, double b,
         Bend *bend)
{
  double top = -INFINITY, all = 0, sum = 0, square = 0, plain = 0;
  double own, others;
  guint n_others = 0;

  for (guint c = 0; c < sample->n_classes; c++)
    top = fmax (top, z[c]);
  for (guint c = 0; c < sample->n_classes; c++)
    if (z[c] != -INFINITY)
      {
        double d = z[c] - top, p = exp (b * d);

        all += p;
        sum += p * d;
        square += p * d * d;
        plain += d;
        n_others += c != label;
      }
  if (n_others == 0)
    return;
  own = z[label] - top;
  others = (plain - own) / n_others;
  sum /= all;
  bend->slope += sum - own - sample->smoothing * (others - own);
  bend->curvature += square / all - sum * sum;
}

static Bend
bend_at (const Sample *sample, double b)
{
  Bend bend = { 0, 0 };

  for (gsize i = 0; i < sample->n; i++)
    add_row (sample, sample->scores + i * sample->n_classes,
             sample->labels[i], b, &bend);
  bend.slope /= (double) sample->n;
  bend.curvature /= (double) sample->n;
  return bend;
}

double
ink_temperature_search (const double *scores, const guint32 *labels, gsize n,
                        guint n_classes)
{
  const Sample sample
      = { scores, labels, n, n_classes, 1 / ((double) n + 2) };
  double low = -log (INK_TEMPERATURE_MAX), high = -log (INK_TEMPERATURE_MIN);
  double at = 0; /* log b */

  if (n_classes < 2)
    return 1;
  for (guint i = 0; i < ROUNDS && high - low > NEAR; i++)
    {
      double b = exp (at), step;
      Bend bend = bend_at (&sample, b);

      if (bend.slope == 0)
        break;
      if (bend.slope > 0)
        high = at;
      else
        low = at;
      /* by log b: slope b, and its own slope b (slope + b curvature) */
      step = -bend.slope / (bend.slope + b * bend.curvature);
      if (fabs (step) < NEAR)
        break;
      if (!(at + step > low && at + step < high))
        step = (low + high) / 2 - at;
      at += step;
    }
  return CLAMP (exp (-at), INK_TEMPERATURE_MIN, INK_TEMPERATURE_MAX);
}

void
ink_temperature_softmax (double *scores, guint n_classes, double temperature)
{
  double top = -INFINITY, sum = 0;

  for (guint c = 0; c < n_classes; c++)
    top = MAX (top, scores[c]);
  for (guint c = 0; c < n_classes; c++)
    {
      scores[c] = (scores[c] - top) / temperature;
      sum += exp (scores[c]);
    }
  sum = log (sum);
  for (guint c = 0; c < n_classes; c++)
    scores[c] = exp (scores[c] - sum);
}
