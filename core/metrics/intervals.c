/* Confidence intervals of proportions. Wilson's holds its coverage near 0 and
 * 1, where accuracies live and the normal approximation fails:
 *   (p + z^2/2n +- z sqrt (p (1 - p) / n + z^2 / 4n^2)) / (1 + z^2 / n). */
#include "core/metrics/intervals.h"

#include <math.h>

/* The normal distribution's quantile at 0.975. */
#define Z 1.959963984540054

void
ink_interval_wilson (guint64 successes, guint64 n, double *low, double *high)
{
  double count = (double) n;
  double p, centre, half, scale;

  *low = 0;
  *high = 1;
  if (n == 0)
    return;
  p = (double) successes / count;
  scale = 1 + Z * Z / count;
  centre = (p + Z * Z / (2 * count)) / scale;
  half = Z * sqrt (p * (1 - p) / count + Z * Z / (4 * count * count)) / scale;
  /* at the ends the formula gives exactly 0 and 1, but for rounding */
  if (successes > 0)
    *low = CLAMP (centre - half, 0, 1);
  if (successes < n)
    *high = CLAMP (centre + half, 0, 1);
}
