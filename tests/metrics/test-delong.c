/* DeLong's variance and test against the definitions written out, m x n pairs
 * and all; the interval of an area where it is extreme. */
#include <math.h>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/metrics/delong.h"
#include "core/metrics/intervals.h"

#define MOST 60
#define TOLERANCE 1e-12

/* The paper's V10 and V01 of one model: components [n], each a positive's or a
 * negative's mean of psi, which is 1, 1/2 or 0. */
static void
fill_components (const double *scores, const guint8 *positive, guint n,
                 double *components)
{
  for (guint i = 0; i < n; i++)
    {
      double sum = 0;
      guint others = 0;

      for (guint j = 0; j < n; j++)
        if (positive[j] != positive[i])
          {
            double x = positive[i] ? scores[i] : scores[j];
            double y = positive[i] ? scores[j] : scores[i];

            sum += x > y ? 1 : x == y ? 0.5 : 0;
            others++;
          }
      components[i] = sum / others;
    }
}

static double
class_mean (const double *values, const guint8 *positive, guint n, guint8 which)
{
  double sum = 0;
  guint count = 0;

  for (guint i = 0; i < n; i++)
    if (positive[i] == which)
      {
        sum += values[i];
        count++;
      }
  return sum / count;
}

/* S10 / m + S01 / n of two models' components. */
static double
covariance (const double *a, const double *b, const guint8 *positive, guint n)
{
  double sum = 0;

  for (guint8 which = 0; which < 2; which++)
    {
      double mean_a = class_mean (a, positive, n, which);
      double mean_b = class_mean (b, positive, n, which);
      double s = 0;
      guint count = 0;

      for (guint i = 0; i < n; i++)
        if (positive[i] == which)
          {
            s += (a[i] - mean_a) * (b[i] - mean_b);
            count++;
          }
      sum += s / (count - 1) / count;
    }
  return sum;
}

typedef struct
{
  double a[MOST], b[MOST];
  guint8 positive[MOST];
  guint n;
} Case;

/* Ties within and between the classes, at least two of each. */
static void
case_randomize (Case *c, guint number)
{
  InkRng rng = ink_rng (11, INK_STREAM_TEST, number, 0);
  guint64 steps = number % 3 == 0 ? 1000000 : 2 + ink_rng_below (&rng, 8);

  c->n = 4 + (guint) ink_rng_below (&rng, MOST - 4);
  for (guint i = 0; i < c->n; i++)
    {
      double truth;

      c->positive[i] = i < 4 ? i % 2 : ink_rng_uniform (&rng) < 0.3;
      truth = 0.4 * c->positive[i] + 0.5 * ink_rng_uniform (&rng);
      c->a[i] = rint ((truth + 0.3 * ink_rng_uniform (&rng)) * (double) steps);
      c->b[i] = rint ((truth + 0.6 * ink_rng_uniform (&rng)) * (double) steps);
    }
}

static void
check_case (const Case *c)
{
  double va[MOST], vb[MOST];
  InkAucPair pair = { c->a, c->b, 1, 1, c->positive, c->n };
  InkAucComparison found;
  InkAuc alone;
  double var_a, var_b, var_difference;

  fill_components (c->a, c->positive, c->n, va);
  fill_components (c->b, c->positive, c->n, vb);
  var_a = covariance (va, va, c->positive, c->n);
  var_b = covariance (vb, vb, c->positive, c->n);
  var_difference
      = var_a + var_b - 2 * covariance (va, vb, c->positive, c->n);
  g_assert_true (ink_auc (c->a, c->positive, c->n, &alone, NULL));
  g_assert_true (ink_auc_compare (&pair, 0.95, &found, NULL));
  g_assert_cmpfloat_with_epsilon (alone.area,
                                  class_mean (va, c->positive, c->n, 1),
                                  TOLERANCE);
  g_assert_cmpfloat_with_epsilon (alone.variance, var_a, TOLERANCE);
  g_assert_cmpfloat_with_epsilon (found.a.area, alone.area, TOLERANCE);
  g_assert_cmpfloat_with_epsilon (found.a.variance, var_a, TOLERANCE);
  g_assert_cmpfloat_with_epsilon (found.b.variance, var_b, TOLERANCE);
  g_assert_cmpfloat_with_epsilon (found.difference,
                                  found.b.area - found.a.area, TOLERANCE);
  g_assert_cmpfloat_with_epsilon (found.standard_error * found.standard_error,
                                  var_difference, TOLERANCE);
}

static void
test_random (void)
{
  for (guint i = 0; i < 1000; i++)
    {
      Case c;

      case_randomize (&c, i);
      check_case (&c);
    }
}

/* The p-value: twice the normal tail of the difference in standard errors. */
static void
test_p (void)
{
  Case c;
  InkAucComparison found;
  InkAucPair pair = { c.a, c.b, 1, 1, c.positive, 0 };
  double z;

  case_randomize (&c, 3);
  pair.n = c.n;
  g_assert_true (ink_auc_compare (&pair, 0.9, &found, NULL));
  z = fabs (found.difference) / found.standard_error;
  g_assert_cmpfloat (z, >, 0);
  g_assert_cmpfloat_with_epsilon (ink_normal_quantile (1 - found.p / 2), z,
                                  1e-9);
  g_assert_cmpfloat_with_epsilon (found.high - found.difference,
                                  1.6448536269514722 * found.standard_error,
                                  1e-12);
}

static void
test_same_model (void)
{
  Case c;
  InkAucComparison found;
  InkAucPair pair = { c.a, c.a, 1, 1, c.positive, 0 };

  case_randomize (&c, 4);
  pair.n = c.n;
  g_assert_true (ink_auc_compare (&pair, 0.95, &found, NULL));
  g_assert_cmpfloat (found.difference, ==, 0);
  g_assert_cmpfloat (found.standard_error, ==, 0);
  g_assert_cmpfloat (found.p, ==, 1);
}

/* All positives above all negatives: the variance is 0, and yet there is
 * doubt, less of it with more examples. */
static void
test_perfect (void)
{
  const double scores[] = { 1, 2, 3, 4, 5, 6 };
  const guint8 positive[] = { 0, 0, 0, 1, 1, 1 };
  InkAuc auc;
  double low, high, wide, narrow;

  g_assert_true (ink_auc (scores, positive, 6, &auc, NULL));
  g_assert_cmpfloat (auc.area, ==, 1);
  g_assert_cmpfloat (auc.variance, ==, 0);
  ink_interval_auc (&auc, 0.95, &low, &high);
  g_assert_cmpfloat (high, ==, 1);
  g_assert_cmpfloat (low, >, 0.4);
  g_assert_cmpfloat (low, <, 0.8);
  wide = high - low;
  auc.n_positive = auc.n_negative = 1000;
  ink_interval_auc (&auc, 0.95, &low, &high);
  narrow = high - low;
  g_assert_cmpfloat (narrow, <, wide / 20);
  auc.area = 0;
  ink_interval_auc (&auc, 0.95, &low, &high);
  g_assert_cmpfloat (low, ==, 0);
  g_assert_cmpfloat_with_epsilon (high, narrow, 1e-12);
}

/* One positive has no variance, but an area. */
static void
test_one_positive (void)
{
  const double scores[] = { 1, 2, 3, 4 };
  const guint8 positive[] = { 0, 0, 1, 0 };
  InkAucPair pair = { scores, scores, 1, 1, positive, 4 };
  InkAucComparison found;
  InkAuc auc;
  double low, high;

  g_assert_true (ink_auc (scores, positive, 4, &auc, NULL));
  g_assert_true (isnan (auc.variance));
  ink_interval_auc (&auc, 0.95, &low, &high);
  g_assert_cmpfloat (low, <, auc.area);
  g_assert_cmpfloat (high, >, auc.area);
  g_assert_true (ink_auc_compare (&pair, 0.95, &found, NULL));
  g_assert_true (isnan (found.p));
  g_assert_true (isnan (found.low));
}

static void
test_interval_holds (void)
{
  const InkAuc auc = { 0.999, 1e-6, 100, 900 };
  double low, high, lower, higher;

  ink_interval_auc (&auc, 0.95, &low, &high);
  g_assert_cmpfloat (low, <, 0.999);
  g_assert_cmpfloat (high, >, 0.999);
  g_assert_cmpfloat (high, <, 1);
  ink_interval_auc (&auc, 0.99, &lower, &higher);
  g_assert_cmpfloat (lower, <, low);
  g_assert_cmpfloat (higher, >, high);
}

static void
test_errors (void)
{
  const double scores[] = { 1, NAN, 3 };
  const guint8 all[] = { 1, 1, 1 };
  const guint8 some[] = { 1, 0, 1 };
  InkAucPair pair = { scores, scores, 1, 1, some, 3 };
  InkAucComparison comparison;
  g_autoptr (GError) error = NULL;
  InkAuc auc;

  g_assert_false (ink_auc (scores, all, 1, &auc, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
  g_clear_error (&error);
  g_assert_false (ink_auc (scores, some, 3, &auc, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_FORMAT);
  g_clear_error (&error);
  g_assert_false (ink_auc (scores, some, 0, &auc, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
  g_clear_error (&error);
  g_assert_false (ink_auc_compare (&pair, 0.95, &comparison, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_FORMAT);
  g_clear_error (&error);
  pair.n = 1;
  g_assert_false (ink_auc_compare (&pair, 0.95, &comparison, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
  g_clear_error (&error);
  pair.n = 0;
  g_assert_false (ink_auc_compare (&pair, 0.95, &comparison, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
}

/* Figures of scipy.stats.norm.ppf. */
static void
test_quantiles (void)
{
  double low, high, old_low, old_high;

  g_assert_cmpfloat_with_epsilon (ink_normal_quantile (0.975),
                                  1.959963984540054, 1e-15);
  g_assert_cmpfloat_with_epsilon (ink_normal_quantile (0.5), 0, 1e-15);
  g_assert_cmpfloat_with_epsilon (ink_normal_quantile (0.01),
                                  -2.3263478740408408, 1e-14);
  g_assert_cmpfloat_with_epsilon (ink_normal_quantile (1e-10),
                                  -6.361340902404056, 1e-12);
  ink_interval_wilson (7, 10, &old_low, &old_high);
  ink_interval_wilson_at (7, 10, 0.95, &low, &high);
  g_assert_cmpfloat (low, ==, old_low);
  ink_interval_wilson_at (7, 10, 0.5, &low, &high);
  g_assert_cmpfloat (low, >, old_low);
  g_assert_cmpfloat (high, <, old_high);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/delong/random", test_random);
  g_test_add_func ("/core/delong/p", test_p);
  g_test_add_func ("/core/delong/same-model", test_same_model);
  g_test_add_func ("/core/delong/perfect", test_perfect);
  g_test_add_func ("/core/delong/one-positive", test_one_positive);
  g_test_add_func ("/core/delong/interval-holds", test_interval_holds);
  g_test_add_func ("/core/delong/errors", test_errors);
  g_test_add_func ("/core/delong/quantiles", test_quantiles);
  return g_test_run ();
}
