/* The mean of the folds' ROC curves. A curve is read at false positive rates
 * that lie close near 0, where a good model's curve has all of its bend; where
 * it is upright, at its upper end, as Fawcett does. The
 * band is of the mean, at each rate by itself: ink_fold_summary(). */
#include <math.h>

#include "core/train/cross-validate-private.h"

static const InkRoc *
roc_of (const InkCrossValidation *self, guint fold, int class_index)
{
  const InkEvaluation *evaluation = self->folds[fold].evaluation;

  return class_index < 0 ? ink_evaluation_roc_macro (evaluation)
                         : ink_evaluation_roc (evaluation, (guint) class_index);
}

static double
rate_at (guint p)
{
  double share = (double) p / (INK_ROC_MEAN_POINTS - 1);

  return share * share;
}

/* @values: (out): [INK_ROC_MEAN_POINTS], a step of @stride apart */
static void
read_curve (const InkRoc *roc, double *values, guint stride)
{
  const double *x = roc->false_positive_rate;
  const double *y = roc->true_positive_rate;
  gsize i = 0;

  for (guint p = 0; p < INK_ROC_MEAN_POINTS; p++)
    {
      double rate = rate_at (p);

      while (i + 1 < roc->n && x[i + 1] <= rate)
        i++;
      values[(gsize) p * stride]
          = i + 1 == roc->n ? y[i]
                            : y[i]
                                  + (y[i + 1] - y[i]) * (rate - x[i])
                                        / (x[i + 1] - x[i]);
    }
}

/* @rates: [INK_ROC_MEAN_POINTS][stride], the first @n of each; @areas: [n] */
static void
average (const InkCrossValidation *self, const double *rates,
         const double *areas, guint n, guint stride, InkRocMean *mean)
{
  double margin = ink_fold_margin (
      n, ink_cross_validation_test_share (self->options.n_folds),
      self->options.level);
  InkFoldSummary area = ink_fold_summary_with (areas, n, margin);

  mean->n_folds = n;
  mean->mean_auc = area.mean;
  mean->auc_deviation = area.deviation;
  for (guint p = 0; p < INK_ROC_MEAN_POINTS; p++)
    {
      InkFoldSummary s
          = ink_fold_summary_with (rates + (gsize) p * stride, n, margin);

      mean->rate[p] = rate_at (p);
      mean->mean[p] = s.mean;
      mean->low[p] = isnan (s.low) ? NAN : CLAMP (s.low, 0, 1);
      mean->high[p] = isnan (s.high) ? NAN : CLAMP (s.high, 0, 1);
    }
}

gboolean
ink_cross_validation_roc (const InkCrossValidation *self, int class_index,
                          InkRocMean *mean)
{
  g_autofree double *rates
      = g_new (double, (gsize) INK_ROC_MEAN_POINTS * self->n_folds);
  g_autofree double *areas = g_new (double, self->n_folds);
  guint n = 0;

  for (guint i = 0; i < self->n_folds; i++)
    {
      const InkRoc *roc = roc_of (self, i, class_index);

      if (roc == NULL)
        continue;
      read_curve (roc, rates + n, self->n_folds);
      areas[n++] = roc->auc;
    }
  if (n == 0)
    return FALSE;
  average (self, rates, areas, n, self->n_folds, mean);
  return TRUE;
}
