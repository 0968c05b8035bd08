/* Bands of ROC curves: around the curve, the same bits for any number of
 * threads, narrower with more examples, and errors. test-coverage.c asks how
 * often they hold the truth. */
#include "core/metrics/roc-band.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "tests/metrics/made-evaluations.h"

static InkRocBand *
make_band (const InkEvaluation *e, int curve, guint n_threads, double level)
{
  const InkBootstrapOptions options = { 200, 1, level };
  g_autoptr (InkPool) pool = ink_pool_new (n_threads);
  g_autoptr (GError) error = NULL;
  InkRocBand *band = ink_roc_band_new (e, curve, &options, pool, &error);

  g_assert_no_error (error);
  return band;
}

/* The upper end at @rate, linear between points. */
static double
read_roc (const InkRoc *roc, double rate)
{
  const double *x = roc->false_positive_rate;
  const double *y = roc->true_positive_rate;
  gsize i = 1;

  while (i + 1 < roc->n && x[i] <= rate)
    i++;
  return x[i] > x[i - 1] && rate < x[i]
             ? y[i - 1] + (y[i] - y[i - 1]) / (x[i] - x[i - 1])
                              * (rate - x[i - 1])
             : y[i];
}

static void
check_around (const InkEvaluation *e, int curve, const InkRoc *roc)
{
  g_autoptr (InkRocBand) band = make_band (e, curve, 2, 0.95);

  g_assert_cmpfloat (band->level, ==, 0.95);
  g_assert_cmpfloat (band->false_positive_rate[0], ==, 0);
  g_assert_cmpfloat (band->false_positive_rate[band->n - 1], ==, 1);
  for (gsize i = 0; i < band->n; i++)
    {
      double rate = read_roc (roc, band->false_positive_rate[i]);

      if (i > 0)
        g_assert_cmpfloat (band->false_positive_rate[i], >,
                           band->false_positive_rate[i - 1]);
      g_assert_cmpfloat (band->low[i], >=, 0);
      g_assert_cmpfloat (band->low[i], <=, rate + 1e-9);
      g_assert_cmpfloat (band->high[i], >=, rate - 1e-9);
      g_assert_cmpfloat (band->high[i], <=, 1);
    }
  g_assert_cmpfloat (band->low[100], <, band->high[100]);
}

static void
test_around (void)
{
  const MadeModel made = { .number = 1, .n = 500, .skill = 1.5, .own = 1 };
  g_autoptr (InkEvaluation) e = made_evaluation_new (&made);

  for (int c = 0; c < 3; c++)
    check_around (e, c, ink_evaluation_roc (e, (guint) c));
  check_around (e, INK_ROC_BAND_MICRO, ink_evaluation_roc_micro (e));
  check_around (e, INK_ROC_BAND_MACRO, ink_evaluation_roc_macro (e));
}

static void
test_threads (void)
{
  const MadeModel made = { .number = 2, .n = 300, .skill = 1.5, .own = 1 };
  g_autoptr (InkEvaluation) e = made_evaluation_new (&made);
  g_autoptr (InkRocBand) one = make_band (e, INK_ROC_BAND_MACRO, 1, 0.95);

  for (guint n_threads = 2; n_threads <= 4; n_threads++)
    {
      g_autoptr (InkRocBand) more
          = make_band (e, INK_ROC_BAND_MACRO, n_threads, 0.95);

      g_assert_cmpmem (one->low, one->n * sizeof (double), more->low,
                       more->n * sizeof (double));
      g_assert_cmpmem (one->high, one->n * sizeof (double), more->high,
                       more->n * sizeof (double));
    }
}

/* Four times the examples: half as wide. A higher level: wider, by the normal
 * quantiles. */
static void
test_width (void)
{
  const MadeModel small = { .number = 3, .n = 1000, .skill = 1.5, .own = 1 };
  const MadeModel large = { .number = 4, .n = 4000, .skill = 1.5, .own = 1 };
  g_autoptr (InkEvaluation) few = made_evaluation_new (&small);
  g_autoptr (InkEvaluation) many = made_evaluation_new (&large);
  g_autoptr (InkRocBand) of_few = make_band (few, 0, 2, 0.95);
  g_autoptr (InkRocBand) of_many = make_band (many, 0, 2, 0.95);
  g_autoptr (InkRocBand) surer = make_band (few, 0, 2, 0.99);
  const double width = of_few->high[110] - of_few->low[110];

  g_assert_cmpfloat_with_epsilon (of_many->high[110] - of_many->low[110],
                                  width / 2, 0.15 * width);
  g_assert_cmpfloat_with_epsilon (surer->high[110] - surer->low[110],
                                  width * 2.576 / 1.96, 0.03 * width);
}

/* All positives above all negatives: every resample says 1, yet few examples
 * do not make it certain: Wilson's of 5 of 5. */
static void
test_perfect (void)
{
  static const double p[] = { .9, .1, .8, .2, .9, .1, .8, .2, .9, .1,
                              .1, .9, .2, .8, .1, .9, .2, .8, .1, .9 };
  static const guint32 labels[] = { 0, 0, 0, 0, 0, 1, 1, 1, 1, 1 };
  static const char *const names[] = { "a", "b", NULL };
  g_autoptr (InkEvaluation) e
      = ink_evaluation_new (p, labels, 10, names, NULL);
  g_autoptr (InkRocBand) band = make_band (e, 0, 1, 0.95);
  const double low = 5 / (5 + 1.959964 * 1.959964);

  g_assert_cmpfloat (band->high[50], ==, 1);
  g_assert_cmpfloat_with_epsilon (band->low[50], low, 1e-6);
}

static void
check_error (const InkEvaluation *e, int curve,
             const InkBootstrapOptions *options, GQuark domain, int code)
{
  g_autoptr (InkPool) pool = ink_pool_new (1);
  g_autoptr (GError) error = NULL;

  g_assert_null (ink_roc_band_new (e, curve, options, pool, &error));
  g_assert_error (error, domain, code);
}

static void
test_errors (void)
{
  static const double p[] = { 0.9, 0.1, 0.8, 0.2 };
  static const guint32 labels[] = { 0, 0 };
  static const char *const names[] = { "a", "b", NULL };
  const MadeModel made = { .n = 50, .skill = 1, .own = 1 };
  const InkBootstrapOptions options = { 100, 1, 0.95 };
  const InkBootstrapOptions wrong = { 100, 1, 2 };
  g_autoptr (InkEvaluation) alone
      = ink_evaluation_new (p, labels, 2, names, NULL);
  g_autoptr (InkEvaluation) e = made_evaluation_new (&made);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  const InkBootstrapOptions stopped = { 100, 1, 0.95, cancelled };

  g_cancellable_cancel (cancelled);
  check_error (alone, 0, &options, INK_ERROR, INK_ERROR_MISMATCH);
  check_error (alone, INK_ROC_BAND_MACRO, &options, INK_ERROR,
               INK_ERROR_MISMATCH);
  check_error (e, 3, &options, INK_ERROR, INK_ERROR_MISMATCH);
  check_error (e, -3, &options, INK_ERROR, INK_ERROR_MISMATCH);
  check_error (e, 0, &wrong, INK_ERROR, INK_ERROR_ARGUMENT);
  check_error (e, 0, &stopped, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/roc-band/around", test_around);
  g_test_add_func ("/core/roc-band/threads", test_threads);
  g_test_add_func ("/core/roc-band/width", test_width);
  g_test_add_func ("/core/roc-band/perfect", test_perfect);
  g_test_add_func ("/core/roc-band/errors", test_errors);
  return g_test_run ();
}
