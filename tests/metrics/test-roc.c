/* ROC curves small enough to check by hand. */
#include "core/metrics/roc.h"

#include <math.h>
#include <stdlib.h>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/metrics/roc-average.h"

static void
check_points (const InkRoc *roc, gsize n, const double (*points)[3])
{
  g_assert_cmpuint (roc->n, ==, n);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpfloat (roc->false_positive_rate[i], ==, points[i][0]);
      g_assert_cmpfloat (roc->true_positive_rate[i], ==, points[i][1]);
      g_assert_cmpfloat (roc->thresholds[i], ==, points[i][2]);
    }
}

/* The example of scikit-learn's own page. */
static void
test_example (void)
{
  const double scores[] = { 0.1, 0.4, 0.35, 0.8 };
  const guint8 positive[] = { 0, 0, 1, 1 };
  const double points[][3] = {
    { 0, 0, 1.8 }, { 0, 0.5, 0.8 },  { 0.5, 0.5, 0.4 },
    { 0.5, 1, 0.35 }, { 1, 1, 0.1 },
  };
  g_autoptr (InkRoc) roc = ink_roc_new (scores, positive, 4, NULL);

  check_points (roc, 5, points);
  g_assert_cmpfloat (roc->auc, ==, 0.75);
}

/* All of one score is one straight line: area a half, no order of input. */
static void
test_ties (void)
{
  const double scores[] = { 0.5, 0.5, 0.5, 0.5, 0.5 };
  const guint8 positive[] = { 1, 0, 1, 0, 0 };
  const double points[][3] = { { 0, 0, 1.5 }, { 1, 1, 0.5 } };
  g_autoptr (InkRoc) roc = ink_roc_new (scores, positive, 5, NULL);

  check_points (roc, 2, points);
  g_assert_cmpfloat (roc->auc, ==, 0.5);
}

static int
compare_falling (const void *a, const void *b)
{
  const double x = *(const double *) a;
  const double y = *(const double *) b;

  return (x < y) - (x > y);
}

/* Of many scores: thresholds are the distinct ones, falling, and rates what is
 * counted at each. */
static void
check_large (guint kind)
{
  const gsize n = 70000; /* sorted in parts */
  g_autofree double *scores = g_new (double, n);
  g_autofree double *negatives = g_new (double, n);
  g_autofree guint8 *positive = g_new (guint8, n);
  g_autoptr (InkRoc) roc = NULL;
  InkRng rng = ink_rng (kind, INK_STREAM_TEST, 0, 0);
  gsize n_negative = 0;
  gsize at = 0;

  for (gsize i = 0; i < n; i++)
    {
      double u = ink_rng_uniform (&rng);

      positive[i] = i % 97 == 0; /* negatives alone are as many as need it */
      scores[i] = kind == 0   ? u
                  : kind == 1 ? 1 - 1e-9 * u
                  : kind == 2 ? floor (40 * u) - 20
                              : pow (u, 60) - 1e-200 * u;
    }
  scores[5] = -1e300;
  for (gsize i = 0; i < n; i++)
    if (!positive[i])
      negatives[n_negative++] = scores[i];
  qsort (negatives, n_negative, sizeof *negatives, compare_falling);
  roc = ink_roc_new (scores, positive, n, NULL);
  for (gsize i = 1; i < roc->n; i++)
    {
      g_assert_cmpfloat (roc->thresholds[i], <, roc->thresholds[i - 1]);
      while (at < n_negative && negatives[at] >= roc->thresholds[i])
        at++;
      g_assert_cmpfloat (roc->false_positive_rate[i], ==,
                         (double) at / (double) n_negative);
    }
  g_assert_cmpuint (at, ==, n_negative);
  g_assert_cmpfloat (roc->true_positive_rate[roc->n - 1], ==, 1);
}

static void
test_large (void)
{
  for (guint kind = 0; kind < 4; kind++)
    check_large (kind);
}

static void
test_zeros (void)
{
  const double scores[] = { -0.0, 0.0, -1.0, 2.0 };
  const guint8 positive[] = { 1, 0, 0, 1 };
  const double points[][3]
      = { { 0, 0, 3 }, { 0, 0.5, 2 }, { 0.5, 1, 0 }, { 1, 1, -1 } };
  g_autoptr (InkRoc) roc = ink_roc_new (scores, positive, 4, NULL);

  check_points (roc, 4, points);
  g_assert_cmpfloat (roc->auc, ==, 0.875);
}

/* Equal steps on a line go; the corner and the ends stay. */
static void
test_drops_collinear (void)
{
  const double scores[] = { 6, 5, 4, 3, 2, 1 };
  const guint8 positive[] = { 1, 1, 1, 0, 0, 0 };
  const double points[][3] = {
    { 0, 0, 7 }, { 0, 1.0 / 3, 6 }, { 0, 1, 4 }, { 1, 1, 1 },
  };
  g_autoptr (InkRoc) roc = ink_roc_new (scores, positive, 6, NULL);

  check_points (roc, 4, points);
  g_assert_cmpfloat (roc->auc, ==, 1);
}

static void
test_extremes (void)
{
  const double scores[] = { G_MAXDOUBLE, -G_MAXDOUBLE, 5e-324, -5e-324 };
  const guint8 positive[] = { 0, 1, 0, 1 };
  g_autoptr (InkRoc) roc = ink_roc_new (scores, positive, 4, NULL);

  g_assert_cmpfloat (roc->auc, ==, 0);
  g_assert_cmpfloat (roc->thresholds[roc->n - 1], ==, -G_MAXDOUBLE);
}

static void
check_error (const double *scores, const guint8 *positive, gsize n,
             InkError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkRoc) roc = ink_roc_new (scores, positive, n, &error);

  g_assert_null (roc);
  g_assert_error (error, INK_ERROR, (int) code);
}

static void
test_errors (void)
{
  const double sound[] = { 1, 2 };
  const double infinite[] = { 1, INFINITY };
  const double nan[] = { NAN, 1 };
  const guint8 both[] = { 0, 1 };
  const guint8 ones[] = { 1, 1 };
  const guint8 none[] = { 0, 0 };

  check_error (sound, ones, 2, INK_ERROR_MISMATCH);
  check_error (sound, none, 2, INK_ERROR_MISMATCH);
  check_error (sound, both, 0, INK_ERROR_MISMATCH);
  check_error (infinite, both, 2, INK_ERROR_FORMAT);
  check_error (nan, both, 2, INK_ERROR_FORMAT);
}

/* One curve goes up at 0 to a half and on as the diagonal of what is left, the
 * other is chance; a class without a curve has no part in the mean. */
static void
test_macro (void)
{
  const double one[] = { 0.9, 0.5, 0.5 };
  const guint8 one_positive[] = { 1, 1, 0 };
  const double two[] = { 0.5, 0.5, 0.5 };
  const guint8 two_positive[] = { 0, 1, 0 };
  const double points[][2] = { { 0, 0 }, { 0, 0.25 }, { 1, 1 } };
  g_autoptr (InkRoc) a = ink_roc_new (one, one_positive, 3, NULL);
  g_autoptr (InkRoc) b = ink_roc_new (two, two_positive, 3, NULL);
  const InkRoc *const rocs[] = { a, NULL, b };
  g_autoptr (InkRoc) mean = ink_roc_new_macro (rocs, 3, NULL);

  g_assert_cmpuint (mean->n, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpfloat (mean->false_positive_rate[i], ==, points[i][0]);
      g_assert_cmpfloat (mean->true_positive_rate[i], ==, points[i][1]);
    }
  g_assert_cmpfloat (mean->auc, ==, 0.625);
  g_assert_cmpfloat (mean->auc, ==, (a->auc + b->auc) / 2);
}

static void
test_macro_of_none (void)
{
  const InkRoc *const rocs[] = { NULL, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (ink_roc_new_macro (rocs, 2, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
  g_clear_error (&error);
  g_assert_null (ink_roc_new_macro (NULL, 0, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/roc/example", test_example);
  g_test_add_func ("/core/roc/ties", test_ties);
  g_test_add_func ("/core/roc/large", test_large);
  g_test_add_func ("/core/roc/signed-zeros", test_zeros);
  g_test_add_func ("/core/roc/drops-collinear", test_drops_collinear);
  g_test_add_func ("/core/roc/extremes", test_extremes);
  g_test_add_func ("/core/roc/errors", test_errors);
  g_test_add_func ("/core/roc/macro", test_macro);
  g_test_add_func ("/core/roc/macro-of-none", test_macro_of_none);
  return g_test_run ();
}
