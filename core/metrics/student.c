/* Student's t. For n degrees of freedom and tan theta = t / sqrt n, the
 * probability of (-t, t) is a finite sum (Abramowitz & Stegun, Handbook of
 * Mathematical Functions, 26.7.3 and 26.7.4), of positive terms only:
 *   n odd:  2/pi (theta + sin theta (cos theta + 2/3 cos^3 theta + ...
 *                 + (2 4 ... (n-3)) / (3 5 ... (n-2)) cos^(n-2) theta))
 *   n even: sin theta (1 + 1/2 cos^2 theta + (1 3)/(2 4) cos^4 theta + ...
 *                 + (1 3 ... (n-3)) / (2 4 ... (n-2)) cos^(n-2) theta) */
#include "core/metrics/student.h"

#include <math.h>

static double
probability_within (guint degrees, double t)
{
  double n = degrees;
  double theta = atan2 (t, sqrt (n));
  double square = n / (n + t * t); /* of the cosine */
  gboolean odd = degrees % 2 == 1;
  double term = odd ? sqrt (square) : 1;
  double sum = 0;

  for (guint k = odd ? 1 : 0; k + 2 <= degrees; k += 2)
    {
      sum += term;
      term *= square * (k + 1) / (k + 2);
    }
  return odd ? (theta + sin (theta) * sum) / G_PI_2 : sin (theta) * sum;
}

/* By halving, as the normal quantile. */
double
ink_student_quantile (guint degrees, double level)
{
  double low = 0;
  double high = 1;

  if (degrees == 0)
    return NAN;
  while (high < 1e300 && probability_within (degrees, high) < level)
    high *= 2;
  for (;;)
    {
      double middle = low + (high - low) / 2;

      if (middle <= low || middle >= high)
        return middle;
      if (probability_within (degrees, middle) < level)
        low = middle;
      else
        high = middle;
    }
}
