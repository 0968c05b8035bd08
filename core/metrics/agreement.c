/* How far predictions agree with labels beyond what the sizes of the classes
 * give for nothing. With t_c true and p_c predicted examples of class c, of n,
 * and h hits:
 *   MCC   = (h n - t.p) / sqrt ((n^2 - t.t) (n^2 - p.p))
 *   kappa = (h n - t.p) / (n^2 - t.p)
 * Products are exact in integers up to n = 2^32. */
#include "core/metrics/agreement.h"

#include <math.h>

typedef struct
{
  guint64 n, hits;
  guint64 tt, tp, pp; /* t.t, t.p, p.p */
  double recalls;     /* sum over the classes that occur */
  guint n_occurring;
} Sums;

static Sums
sum_counts (const guint64 *counts, guint n_classes)
{
  Sums s = { 0 };

  for (guint c = 0; c < n_classes; c++)
    {
      guint64 hits = counts[(gsize) c * n_classes + c];
      guint64 t = 0;
      guint64 p = 0;

      for (guint i = 0; i < n_classes; i++)
        {
          t += counts[(gsize) c * n_classes + i];
          p += counts[(gsize) i * n_classes + c];
        }
      s.n += t;
      s.hits += hits;
      s.tt += t * t;
      s.tp += t * p;
      s.pp += p * p;
      s.recalls += t > 0 ? (double) hits / (double) t : 0;
      s.n_occurring += t > 0;
    }
  return s;
}

double
ink_balanced_accuracy (const guint64 *counts, guint n_classes)
{
  Sums s = sum_counts (counts, n_classes);

  return s.n_occurring > 0 ? s.recalls / s.n_occurring : NAN;
}

/* h n - t.p, which may be negative */
static double
covariance (const Sums *s)
{
  guint64 agreed = s->hits * s->n;

  return agreed >= s->tp ? (double) (agreed - s->tp)
                         : -(double) (s->tp - agreed);
}

double
ink_matthews_correlation (const guint64 *counts, guint n_classes)
{
  Sums s = sum_counts (counts, n_classes);
  guint64 all = s.n * s.n;

  if (s.n == 0)
    return NAN;
  if (s.tt == all || s.pp == all)
    return 0;
  return covariance (&s)
         / (sqrt ((double) (all - s.tt)) * sqrt ((double) (all - s.pp)));
}

double
ink_cohen_kappa (const guint64 *counts, guint n_classes)
{
  Sums s = sum_counts (counts, n_classes);
  guint64 all = s.n * s.n;

  return s.tp < all ? covariance (&s) / (double) (all - s.tp) : NAN;
}
