/* Confidence intervals of proportions. Wilson's holds its coverage near 0 and
 * 1, where accuracies live and the normal approximation fails:
 *   (p + z^2/2n +- z sqrt (p (1 - p) / n + z^2 / 4n^2)) / (1 + z^2 / n). */
#include "core/metrics/intervals.h"

#include <math.h>

/* By halving: erfc() gives the tail to full precision, and halving ends
 * at two neighbouring doubles. */
static double
tail_quantile (double tail)
{
  double low = 0;
  double high = 40; /* the tail there is 0 in doubles */

  for (;;)
    {
      double middle = low + (high - low) / 2;

      if (middle <= low || middle >= high)
        return middle;
      if (0.5 * erfc (middle * (G_SQRT2 / 2)) > tail)
        low = middle;
      else
        high = middle;
    }
}

double
ink_normal_quantile (double p)
{
  return p < 0.5 ? -tail_quantile (p) : tail_quantile (1 - p);
}

void
ink_interval_wilson_share (double share, double n, double level, double *low,
                           double *high)
{
  double z = ink_normal_quantile (0.5 + level / 2);
  double p = CLAMP (share, 0, 1);
  double scale, centre, half;

  *low = 0;
  *high = 1;
  if (n <= 0)
    return;
  scale = 1 + z * z / n;
  centre = (p + z * z / (2 * n)) / scale;
  half = z * sqrt (p * (1 - p) / n + z * z / (4 * n * n)) / scale;
  /* at the ends the formula gives exactly 0 and 1, but for rounding */
  if (p > 0)
    *low = CLAMP (centre - half, 0, 1);
  if (p < 1)
    *high = CLAMP (centre + half, 0, 1);
}

void
ink_interval_wilson_at (guint64 successes, guint64 n, double level, double *low,
                        double *high)
{
  double count = (double) n;

  ink_interval_wilson_share (n > 0 ? (double) successes / count : 0, count,
                             level, low, high);
}

void
ink_interval_wilson (guint64 successes, guint64 n, double *low, double *high)
{
  ink_interval_wilson_at (successes, n, 0.95, low, high);
}
