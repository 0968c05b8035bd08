/* The bootstrap: what a resample measures is what an evaluation of the examples
 * copied out measures; the same bits for any number of threads; intervals as
 * wide as theory says. test-coverage.c asks how often they hold the truth. */
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/metrics/bootstrap.h"
#include "core/metrics/resample-private.h"
#include "tests/metrics/made-evaluations.h"
#include "tests/support/slow-build.h"

#define TOLERANCE 1e-12

/* Ties, and with each third case a class that is not there. */
static InkEvaluation *
make_random (guint number)
{
  InkRng rng = ink_rng (5, INK_STREAM_TEST, number, 0);
  guint n_classes = 2 + (guint) ink_rng_below (&rng, 6);
  guint n_there = number % 3 == 0 ? n_classes - 1 : n_classes;
  gsize n = n_classes + (gsize) ink_rng_below (&rng, 80);
  guint steps = number % 2 == 0 ? 4 : 1000000;
  g_autofree double *p = g_new (double, n * n_classes);
  g_autofree guint32 *labels = g_new (guint32, n);
  g_auto (GStrv) names = g_new0 (char *, n_classes + 1);

  for (guint c = 0; c < n_classes; c++)
    names[c] = g_strdup_printf ("%u", c);
  for (gsize i = 0; i < n; i++)
    {
      double sum = 0;

      labels[i] = i < n_there ? (guint32) i
                              : (guint32) ink_rng_below (&rng, n_there);
      for (guint c = 0; c < n_classes; c++)
        {
          double lean = c == labels[i] ? 0.5 : 0;

          p[i * n_classes + c]
              = 1 + rint ((lean + ink_rng_uniform (&rng)) * steps);
          sum += p[i * n_classes + c];
        }
      for (guint c = 0; c < n_classes; c++)
        p[i * n_classes + c] /= sum;
    }
  return ink_evaluation_new (p, labels, n, (const char *const *) names, NULL);
}

/* Each example as many times as its weight says. */
static InkEvaluation *
copy_out (const InkEvaluation *e, const guint16 *weights)
{
  guint n_classes = ink_evaluation_n_classes (e);
  g_autoptr (GArray) p = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (gsize i = 0; i < ink_evaluation_count (e); i++)
    for (guint k = 0; k < weights[i]; k++)
      {
        g_array_append_vals (p, ink_evaluation_probabilities (e)
                                    + i * n_classes, n_classes);
        g_array_append_vals (labels, ink_evaluation_labels (e) + i, 1);
      }
  return ink_evaluation_new ((const double *) (gpointer) p->data,
                             (const guint32 *) (gpointer) labels->data,
                             labels->len, ink_evaluation_class_names (e),
                             NULL);
}

static void
check_resample (guint number)
{
  InkRng rng = ink_rng (6, INK_STREAM_TEST, number, 0);
  g_autoptr (InkEvaluation) e = make_random (number);
  guint n_classes = ink_evaluation_n_classes (e);
  gsize n = ink_evaluation_count (e);
  InkResampler *resampler = ink_resampler_new (e, NULL);
  g_autofree guint16 *weights = g_new (guint16, n);
  g_autofree guint64 *counts = g_new (guint64, (gsize) n_classes * n_classes);
  g_autoptr (InkEvaluation) copied = NULL;
  double found[INK_N_FIGURES];

  for (gsize i = 0; i < n; i++)
    weights[i] = (guint16) (ink_rng_below (&rng, 4) + (i < n_classes));
  for (guint c = 0; c < n_classes; c++)
    g_assert_true (ink_resampler_sort (resampler, c));
  ink_resampler_measure (resampler, weights, counts, found);
  copied = copy_out (e, weights);
  for (guint f = 0; f < INK_N_FIGURES; f++)
    {
      double expected = ink_evaluation_figure (copied, (InkFigure) f);

      if (isnan (expected))
        g_assert_true (isnan (found[f]));
      else
        g_assert_cmpfloat_with_epsilon (found[f], expected, TOLERANCE);
    }
  ink_resampler_free (resampler);
}

static void
test_resamples (void)
{
  for (guint i = 0; i < 1000; i++)
    check_resample (i);
}

static void
estimate (const InkEvaluation *e, guint64 seed, guint n_threads,
          InkEstimate *estimates)
{
  const InkBootstrapOptions options = { 200, seed, 0.95 };
  g_autoptr (InkPool) pool = ink_pool_new (n_threads);
  g_autoptr (GError) error = NULL;

  ink_bootstrap (e, &options, pool, estimates, &error);
  g_assert_no_error (error);
}

static void
test_threads (void)
{
  const MadeModel made = { .number = 1, .n = 500, .skill = 1, .own = 1 };
  g_autoptr (InkEvaluation) e = made_evaluation_new (&made);
  InkEstimate one[INK_N_FIGURES], again[INK_N_FIGURES];

  memset (one, 0, sizeof one);
  memset (again, 0, sizeof again);
  estimate (e, 1, 1, one);
  for (guint n_threads = 2; n_threads <= 5; n_threads++)
    {
      estimate (e, 1, n_threads, again);
      g_assert_cmpmem (one, sizeof one, again, sizeof again);
    }
  estimate (e, 2, 1, again);
  g_assert_cmpfloat (one[INK_FIGURE_LOG_LOSS].low, !=,
                     again[INK_FIGURE_LOG_LOSS].low);
}

/* The accuracy's standard error with classes of fixed sizes is
 * sqrt (sum of s_c r_c (1 - r_c)) / n, s_c being sizes and r_c recalls. */
static void
test_width (void)
{
  const MadeModel made = { .number = 2, .n = 4000, .skill = 1, .own = 1 };
  const InkBootstrapOptions options = { 2000, 1, 0.95 };
  g_autoptr (InkEvaluation) e = made_evaluation_new (&made);
  g_autoptr (InkPool) pool = ink_pool_new (2);
  InkEstimate estimates[INK_N_FIGURES];
  const InkEstimate *accuracy = &estimates[INK_FIGURE_ACCURACY];
  double variance = 0;
  double width;

  for (guint c = 0; c < 3; c++)
    {
      const InkClassFigures *figures = ink_evaluation_class (e, c);

      variance += (double) figures->support * figures->recall
                  * (1 - figures->recall);
    }
  width = 2 * 1.96 * sqrt (variance) / (double) made.n;
  g_assert_true (ink_bootstrap (e, &options, pool, estimates, NULL));
  g_assert_cmpfloat_with_epsilon (accuracy->high - accuracy->low, width,
                                  0.08 * width);
  for (guint f = 0; f < INK_FIGURE_CALIBRATION_ERROR; f++)
    {
      g_assert_cmpfloat (estimates[f].low, <, estimates[f].value);
      g_assert_cmpfloat (estimates[f].high, >, estimates[f].value);
    }
}

/* Figures that are not defined have no interval; the others do. */
static void
test_one_class (void)
{
  const double p[] = { 0.9, 0.1, 0.8, 0.2, 0.7, 0.3 };
  const guint32 labels[] = { 0, 0, 0 };
  const char *const names[] = { "a", "b", NULL };
  g_autoptr (InkEvaluation) e = ink_evaluation_new (p, labels, 3, names, NULL);
  InkEstimate estimates[INK_N_FIGURES];

  estimate (e, 1, 1, estimates);
  g_assert_true (isnan (estimates[INK_FIGURE_MACRO_ROC_AUC].low));
  g_assert_true (isnan (estimates[INK_FIGURE_COHEN_KAPPA].high));
  g_assert_true (isnan (estimates[INK_FIGURE_ACCURACY].low)); /* all are 1 */
  g_assert_true (isnan (estimates[INK_FIGURE_MATTHEWS_CORRELATION].low));
  g_assert_cmpfloat (estimates[INK_FIGURE_LOG_LOSS].low, <,
                     estimates[INK_FIGURE_LOG_LOSS].high);
}

/* A model and itself differ by nothing in every resample. */
static void
test_pair (void)
{
  const MadeModel made = { .number = 3, .n = 300, .skill = 1, .own = 1 };
  const InkBootstrapOptions options = { 100, 1, 0.9 };
  g_autoptr (InkEvaluation) e = made_evaluation_new (&made);
  g_autoptr (InkPool) pool = ink_pool_new (2);
  InkEstimate a[INK_N_FIGURES], b[INK_N_FIGURES], difference[INK_N_FIGURES];

  g_assert_true (
      ink_bootstrap_pair (e, e, &options, pool, a, b, difference, NULL));
  for (guint f = 0; f < INK_N_FIGURES; f++)
    {
      g_assert_cmpfloat (a[f].low, ==, b[f].low);
      g_assert_cmpfloat (difference[f].value, ==, 0);
      g_assert_cmpfloat (difference[f].low, ==, 0);
      g_assert_cmpfloat (difference[f].high, ==, 0);
    }
}

static void
test_errors (void)
{
  const InkBootstrapOptions wrong[] = {
    { INK_BOOTSTRAP_MIN - 1, 1, 0.95 }, { INK_BOOTSTRAP_MAX + 1, 1, 0.95 },
    { 100, 1, 0 },                      { 100, 1, 1 },
    { 100, 1, NAN },
  };
  const MadeModel made = { .n = 20, .skill = 1, .own = 1 };
  const MadeModel longer = { .n = 21, .skill = 1, .own = 1 };
  const InkBootstrapOptions options = { 100, 1, 0.95 };
  g_autoptr (InkEvaluation) e = made_evaluation_new (&made);
  g_autoptr (InkEvaluation) other = made_evaluation_new (&longer);
  g_autoptr (InkPool) pool = ink_pool_new (1);
  g_autoptr (GError) error = NULL;
  InkEstimate a[INK_N_FIGURES], b[INK_N_FIGURES], difference[INK_N_FIGURES];

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_false (ink_bootstrap (e, &wrong[i], pool, a, &error));
      g_assert_error (error, INK_ERROR, INK_ERROR_ARGUMENT);
      g_clear_error (&error);
    }
  g_assert_false (
      ink_bootstrap_pair (e, other, &options, pool, a, b, difference, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
}

typedef struct
{
  GCancellable *cancellable;
  double stop; /* at this fraction */
  double last;
  guint n;
} Watch;

static void
watch_cb (double fraction, gpointer user_data)
{
  Watch *watch = user_data;

  g_assert_cmpfloat (fraction, >, watch->last);
  g_assert_cmpfloat (fraction, <=, 1);
  watch->last = fraction;
  watch->n++;
  if (fraction >= watch->stop)
    g_cancellable_cancel (watch->cancellable);
}

/* Told of on the way, and the same with somebody who watches. */
static void
test_progress (void)
{
  const MadeModel made = { .number = 1, .n = 100, .skill = 1, .own = 1 };
  g_autoptr (InkEvaluation) e = made_evaluation_new (&made);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (InkPool) pool = ink_pool_new (1);
  Watch watch = { .cancellable = cancellable, .stop = 2 };
  const InkBootstrapOptions options
      = { 200, 1, 0.95, cancellable, watch_cb, &watch };
  InkEstimate watched[INK_N_FIGURES], alone[INK_N_FIGURES];

  memset (watched, 0, sizeof watched);
  memset (alone, 0, sizeof alone);
  g_assert_true (ink_bootstrap (e, &options, pool, watched, NULL));
  g_assert_cmpuint (watch.n, ==, 100);
  g_assert_cmpfloat (watch.last, ==, 1);
  estimate (e, 1, 2, alone);
  g_assert_cmpmem (watched, sizeof watched, alone, sizeof alone);
}

/* Stopped half-way: the rest is not drawn, and nothing is written. */
static void
test_cancel (void)
{
  const MadeModel made = { .number = 1, .n = 100, .skill = 1, .own = 1 };
  g_autoptr (InkEvaluation) e = made_evaluation_new (&made);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (InkPool) pool = ink_pool_new (2);
  g_autoptr (GError) error = NULL;
  Watch watch = { .cancellable = cancellable, .stop = 0.3 };
  const InkBootstrapOptions options
      = { 20000, 1, 0.95, cancellable, watch_cb, &watch };
  InkEstimate estimates[INK_N_FIGURES] = { { .value = 5 } };
  InkEstimate b[INK_N_FIGURES], difference[INK_N_FIGURES];

  g_assert_false (ink_bootstrap (e, &options, pool, estimates, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpfloat (watch.last, <, 0.9);
  g_assert_false (ink_bootstrap_pair (e, e, &options, pool, estimates, b,
                                      difference, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpfloat (estimates[0].value, ==, 5);
}

/* 2,000 resamples of 10,000 x 10: seconds on a machine under load, so the time
 * is told and only a wrong order of growth fails. */
static void
test_large (void)
{
  const InkBootstrapOptions options = { IS_THREAD_BUILD ? 100 : 2000, 1, 0.95 };
  const char *const digits[]
      = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", NULL };
  gsize n = 10000;
  g_autofree double *p = g_new (double, n * 10);
  g_autofree guint32 *labels = g_new (guint32, n);
  g_autoptr (InkPool) pool = ink_pool_new (2);
  g_autoptr (InkEvaluation) e = NULL;
  InkEstimate estimates[INK_N_FIGURES];
  InkRng rng = ink_rng (1, INK_STREAM_TEST, 0, 0);
  gint64 start;
  double seconds;

  for (gsize i = 0; i < n; i++)
    {
      labels[i] = (guint32) (i % 10);
      for (guint c = 0; c < 10; c++)
        p[i * 10 + c] = ink_rng_uniform (&rng) / 10;
    }
  e = ink_evaluation_new (p, labels, n, digits, NULL);
  start = g_get_monotonic_time ();
  g_assert_true (ink_bootstrap (e, &options, pool, estimates, NULL));
  seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  g_test_message ("%u resamples of 10,000 x 10: %.2f s", options.n_resamples,
                  seconds);
  g_assert_cmpfloat (seconds, <, 120);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/bootstrap/resamples", test_resamples);
  g_test_add_func ("/core/bootstrap/threads", test_threads);
  g_test_add_func ("/core/bootstrap/width", test_width);
  g_test_add_func ("/core/bootstrap/one-class", test_one_class);
  g_test_add_func ("/core/bootstrap/pair", test_pair);
  g_test_add_func ("/core/bootstrap/errors", test_errors);
  g_test_add_func ("/core/bootstrap/progress", test_progress);
  g_test_add_func ("/core/bootstrap/cancel", test_cancel);
  g_test_add_func ("/core/bootstrap/large", test_large);
  return g_test_run ();
}
