/* The interval of an expected calibration error T = sum of |gap_b|, a gap being
 * a bin's share of the examples times (accuracy - confidence). A true error e
 * is tested by simulation: gaps are normal around the most likely ones whose
 * absolute values sum up to e (profile likelihood; test inversion, Carpenter,
 * Journal of the Royal Statistical Society B 61, 1999), with the variance that
 * the accuracies have there. Values of T are ordered by
 *   (T - mean of T at e)^2 - max (0, mean of T at 0 - T)^2,
 * the likelihood ratio to the best error of all, which is not below 0 (Feldman
 * & Cousins, Physical Review D 57, 1998): so the interval holds its level at 0,
 * too, where a two-sided one would hold more. The draws are the same for
 * every e, which makes the ends as smooth as the data. */
#include "core/metrics/calibration-interval.h"

#include <math.h>

#include "core/base/rng.h"
#include "core/metrics/intervals.h"

#define N_DRAWS 1000
#define HALVINGS 14
/* A bin with fewer expected errors may lie on either side of its confidence. */
#define FEW_ERRORS 10

typedef struct
{
  guint n;            /* bins that hold something */
  double *counts;     /* [n] */
  double *shares;     /* [n] */
  double *confidences; /* [n] */
  double *gaps;       /* [n], as measured */
  double *variances;  /* [n], of the gaps, about */
  double *supposed;   /* [n]: gaps at the error that is tested */
  double *draws;      /* [n][N_DRAWS], normal */
  double totals[N_DRAWS];
  double measured;    /* T */
  double least;       /* mean of T at 0 */
  double level;
} Test;

static void
test_clear (Test *test)
{
  g_free (test->counts);
  g_free (test->shares);
  g_free (test->confidences);
  g_free (test->gaps);
  g_free (test->variances);
  g_free (test->supposed);
  g_free (test->draws);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Test, test_clear)

static void
add_bin (Test *test, const InkCalibrationBin *bin, double total)
{
  double count = (double) bin->count;
  double share = count / total;
  /* away from 0 and 1, where there would be no variance */
  double accuracy
      = (bin->accuracy * count + bin->confidence + 0.5) / (count + 2);
  guint at = test->n++;

  accuracy = CLAMP (accuracy, 1e-6, 1 - 1e-6);
  test->counts[at] = count;
  test->shares[at] = share;
  test->confidences[at] = bin->confidence;
  test->gaps[at] = share * (bin->accuracy - bin->confidence);
  test->variances[at] = share * share * accuracy * (1 - accuracy) / count;
  test->measured += fabs (test->gaps[at]);
}

static void
test_init (Test *test, const InkCalibrationBin *bins, guint n_bins,
           guint64 seed)
{
  InkRng rng = ink_rng (seed, INK_STREAM_BOOTSTRAP, G_MAXUINT64, 0);
  double total = 0;

  test->counts = g_new (double, n_bins);
  test->shares = g_new (double, n_bins);
  test->confidences = g_new (double, n_bins);
  test->gaps = g_new (double, n_bins);
  test->variances = g_new (double, n_bins);
  test->supposed = g_new (double, n_bins);
  for (guint i = 0; i < n_bins; i++)
    total += (double) bins[i].count;
  for (guint i = 0; i < n_bins; i++)
    if (bins[i].count > 0)
      add_bin (test, &bins[i], total);
  test->draws = g_new (double, (gsize) test->n * N_DRAWS);
  for (gsize i = 0; i < (gsize) test->n * N_DRAWS; i++)
    test->draws[i] = ink_rng_normal (&rng);
}

/* The sum of the gaps' sizes, each less @step variances. */
static double
shrunken_sum (const Test *test, double step)
{
  double sum = 0;

  for (guint b = 0; b < test->n; b++)
    sum += MAX (0, fabs (test->gaps[b]) - step * test->variances[b]);
  return sum;
}

/* Of all gaps whose sizes sum up to @error those nearest to what is measured,
 * in variances: each size is less, or more, by the same number of them. */
static double
find_step (const Test *test, double error)
{
  double low = 0;
  double high = 0;
  double variance = 0;

  for (guint b = 0; b < test->n; b++)
    {
      variance += test->variances[b];
      high = MAX (high, fabs (test->gaps[b]) / test->variances[b]);
    }
  if (error >= test->measured)
    return (test->measured - error) / variance;
  for (guint i = 0; i < 40; i++)
    {
      double middle = (low + high) / 2;

      if (shrunken_sum (test, middle) > error)
        low = middle;
      else
        high = middle;
    }
  return high;
}

static void
suppose (Test *test, double error)
{
  double step = find_step (test, error);

  for (guint b = 0; b < test->n; b++)
    {
      double size = MAX (0, fabs (test->gaps[b]) - step * test->variances[b]);

      test->supposed[b] = test->gaps[b] > 0 ? size : -size;
    }
}

static double
accuracy_variance (double accuracy)
{
  double p = CLAMP (accuracy, 0, 1);

  return p * (1 - p);
}

/* Of the gap of bin @b around that which is supposed. */
static double
deviation (const Test *test, guint b)
{
  double off = test->supposed[b] / test->shares[b];
  double variance = accuracy_variance (test->confidences[b] + off);

  if (test->counts[b] * variance < FEW_ERRORS)
    variance = MAX (variance,
                    accuracy_variance (test->confidences[b] - off));
  return test->shares[b] * sqrt (variance / test->counts[b]);
}

/* Fills the totals with what would be measured if @error were true; their
 * mean. */
static double
simulate (Test *test, double error)
{
  double *restrict totals = test->totals;
  double sum = 0;

  suppose (test, error);
  for (guint i = 0; i < N_DRAWS; i++)
    totals[i] = 0;
  for (guint b = 0; b < test->n; b++)
    {
      const double *restrict draws = test->draws + (gsize) b * N_DRAWS;
      double gap = test->supposed[b];
      double spread = deviation (test, b);

      for (guint i = 0; i < N_DRAWS; i++)
        totals[i] += fabs (gap + spread * draws[i]);
    }
  for (guint i = 0; i < N_DRAWS; i++)
    sum += totals[i];
  return sum / N_DRAWS;
}

/* How far @total is from what @mean leads to expect. */
static double
distance (const Test *test, double total, double mean)
{
  double below = MAX (0, test->least - total);

  return (total - mean) * (total - mean) - below * below;
}

static gboolean
passes (Test *test, double error)
{
  double mean = simulate (test, error);
  /* but for rounding, where all totals are one */
  double found = distance (test, test->measured, mean) - 1e-24;
  guint n_as_far = 0;

  for (guint i = 0; i < N_DRAWS; i++)
    n_as_far += distance (test, test->totals[i], mean) >= found;
  return n_as_far > (1 - test->level) * N_DRAWS;
}

static gboolean
is_too_small (Test *test, double error)
{
  return simulate (test, error) < test->measured;
}

static gboolean
fails (Test *test, double error)
{
  return !passes (test, error);
}

/* Where @holds, which it does at @low and not at @high, ends. */
static double
find_end (Test *test, gboolean (*holds) (Test *test, double error), double low,
          double high)
{
  for (guint i = 0; i < HALVINGS; i++)
    {
      double middle = (low + high) / 2;

      if (holds (test, middle))
        low = middle;
      else
        high = middle;
    }
  return (low + high) / 2;
}

double
ink_calibration_error_interval (const InkCalibrationBin *bins, guint n_bins,
                                double level, guint64 seed, double *low,
                                double *high)
{
  g_auto (Test) test = { .level = level };
  double middle = 0;
  double variance = 0;

  *low = *high = NAN;
  test_init (&test, bins, n_bins, seed);
  if (test.n == 0)
    return NAN;
  for (guint b = 0; b < test.n; b++)
    variance += test.variances[b];
  test.least = simulate (&test, 0);
  if (test.measured > test.least)
    middle = find_end (&test, is_too_small, 0, test.measured);
  *low = passes (&test, 0) ? 0 : find_end (&test, fails, 0, middle);
  *high = MIN (1, middle + 3 * test.least + 8 * sqrt (variance));
  if (!passes (&test, *high))
    *high = find_end (&test, passes, middle, *high);
  return middle;
}

void
ink_calibration_bin_interval (const InkCalibrationBin *bin, double level,
                              double *low, double *high)
{
  guint64 hits
      = bin->count > 0
            ? (guint64) llround (bin->accuracy * (double) bin->count)
            : 0;

  ink_interval_wilson_at (hits, bin->count, level, low, high);
}
