/* McNemar's exact test. Binomial coefficients of one row follow from each other
 * by C (n, i - 1) = C (n, i) i / (n - i + 1); taken from the middle outwards
 * and by their own sum, they need no logarithm and lose no digit. */
#include "core/metrics/mcnemar.h"

double
ink_mcnemar_exact (guint64 only_a, guint64 only_b)
{
  guint64 n = only_a + only_b;
  guint64 fewer = MIN (only_a, only_b);
  double term = 1; /* C (n, i) / C (n, n / 2) */
  double half = 0; /* sum of i from 0 to n / 2 */
  double tail = 0; /* sum of i from 0 to fewer */

  if (only_a == only_b)
    return 1;
  for (guint64 i = n / 2; term > 0; i--)
    {
      half += term;
      tail += i <= fewer ? term : 0;
      if (i == 0)
        break;
      term *= (double) i / (double) (n - i + 1);
    }
  /* the middle of an even row is in both halves */
  return 2 * tail / (2 * half - (n % 2 == 0 ? 1 : 0));
}
