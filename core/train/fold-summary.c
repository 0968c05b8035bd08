/* What the folds' values come to. Folds learn from mostly the same examples, so
 * s / sqrt n says too little of how far the mean is off. Nadeau and Bengio put
 *   (1 / n + test / train) s^2
 * in its place, with n - 1 degrees of freedom. */
#include <math.h>

#include "core/metrics/student.h"
#include "core/train/cross-validate-private.h"

/* Of those that are not NAN, in order; (transfer full) */
static double *
defined_values (const double *values, guint n, guint *n_defined)
{
  double *defined = g_new (double, MAX (n, 1));

  *n_defined = 0;
  for (guint i = 0; i < n; i++)
    if (!isnan (values[i]))
      defined[(*n_defined)++] = values[i];
  return defined;
}

static double
mean_of (const double *values, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += values[i];
  return sum / n;
}

static double
deviation_of (const double *values, guint n, double mean)
{
  double sum = 0;

  if (n < 2)
    return NAN;
  for (guint i = 0; i < n; i++)
    sum += (values[i] - mean) * (values[i] - mean);
  return sqrt (sum / (n - 1));
}

double
ink_fold_margin (guint n, double test_share, double level)
{
  return n < 2 ? NAN
               : ink_student_quantile (n - 1, level)
                     * sqrt (1.0 / n + test_share);
}

InkFoldSummary
ink_fold_summary_with (const double *values, guint n, double margin)
{
  InkFoldSummary s = { NAN, NAN, NAN, NAN, NAN, NAN };

  if (n == 0)
    return s;
  s.mean = mean_of (values, n);
  s.deviation = deviation_of (values, n, s.mean);
  s.least = INFINITY;
  s.most = -INFINITY;
  for (guint i = 0; i < n; i++)
    {
      s.least = MIN (s.least, values[i]);
      s.most = MAX (s.most, values[i]);
    }
  s.low = s.mean - margin * s.deviation;
  s.high = s.mean + margin * s.deviation;
  return s;
}

InkFoldSummary
ink_fold_summary (const double *values, guint n, double test_share,
                  double level)
{
  guint k;
  g_autofree double *defined = defined_values (values, n, &k);

  return ink_fold_summary_with (defined, k,
                                ink_fold_margin (k, test_share, level));
}

/* The values that a figure can have. */
static void
range_of (InkFigure figure, double *low, double *high)
{
  *low = 0;
  *high = 1;
  if (figure == INK_FIGURE_COHEN_KAPPA
      || figure == INK_FIGURE_MATTHEWS_CORRELATION)
    *low = -1;
  if (figure == INK_FIGURE_BRIER_SCORE)
    *high = 2;
  if (figure == INK_FIGURE_LOG_LOSS)
    *high = INFINITY;
}

InkFoldSummary
ink_fold_summary_of_figure (InkFigure figure, const double *values, guint n,
                            double test_share, double level)
{
  InkFoldSummary s = ink_fold_summary (values, n, test_share, level);
  double low, high;

  range_of (figure, &low, &high);
  if (isnan (s.low))
    return s;
  s.low = MAX (s.low, low);
  s.high = MIN (s.high, high);
  return s;
}

InkFoldSummary
ink_cross_validation_figure (const InkCrossValidation *self, InkFigure figure)
{
  g_autofree double *values = g_new (double, self->n_folds);

  for (guint i = 0; i < self->n_folds; i++)
    values[i] = ink_evaluation_figure (self->folds[i].evaluation, figure);
  return ink_fold_summary_of_figure (
      figure, values, self->n_folds,
      ink_cross_validation_test_share (self->options.n_folds),
      self->options.level);
}
