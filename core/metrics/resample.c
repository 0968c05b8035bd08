/* Figures of weighted examples. The area under a class's ROC curve is the
 * Mann-Whitney statistic in integers: scores are walked through upwards,
 *   2 U = sum over groups of equal scores p (2 n_below + n),
 * p and n being the weights of the group's positives and negatives. */
#include "core/metrics/resample-private.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/metrics/agreement.h"
#include "core/metrics/brier.h"
#include "core/metrics/classification-report.h"
#include "core/metrics/log-loss.h"
#include "core/metrics/order-private.h"

struct _InkResampler
{
  const InkEvaluation *evaluation;
  gsize n;
  guint n_classes;
  guint32 *cells; /* [n]: label * n_classes + predicted */
  double *losses; /* [n] */
  double *briers; /* [n] */
  double *gaps;   /* [n]: 1 where it is right, less its confidence */
  guint8 *bins;   /* [n]: of the confidence */
  /* [n_classes][n]: index << 2 | starts a group << 1 | positive; NULL where
   * the class has no ROC curve */
  guint32 **orders;
};

static void
fill_examples (InkResampler *r)
{
  const double *p = ink_evaluation_probabilities (r->evaluation);
  const guint32 *labels = ink_evaluation_labels (r->evaluation);
  const guint32 *predicted = ink_evaluation_predicted (r->evaluation);

  for (gsize i = 0; i < r->n; i++)
    {
      const double *row = p + i * r->n_classes;
      double confidence = row[predicted[i]];

      r->cells[i] = labels[i] * r->n_classes + predicted[i];
      r->losses[i] = ink_log_loss_example (row, labels[i], r->n_classes);
      r->briers[i] = ink_brier_example (row, labels[i], r->n_classes);
      r->gaps[i] = (labels[i] == predicted[i]) - confidence;
      r->bins[i]
          = (guint8) ink_calibration_bin (confidence, INK_CALIBRATION_BINS);
    }
}

InkResampler *
ink_resampler_new (const InkEvaluation *evaluation, GError **error)
{
  InkResampler *r = g_new0 (InkResampler, 1);

  r->evaluation = evaluation;
  r->n = ink_evaluation_count (evaluation);
  r->n_classes = ink_evaluation_n_classes (evaluation);
  r->orders = g_new0 (guint32 *, r->n_classes);
  r->cells = g_try_new (guint32, r->n);
  r->losses = g_try_new (double, r->n);
  r->briers = g_try_new (double, r->n);
  r->gaps = g_try_new (double, r->n);
  r->bins = g_try_new (guint8, r->n);
  if (r->n > INK_ORDER_MAX || r->n_classes > G_MAXUINT16 || r->cells == NULL
      || r->losses == NULL || r->briers == NULL || r->gaps == NULL
      || r->bins == NULL)
    {
      ink_error_set (error, INK_ERROR_LIMIT,
                     "%" G_GSIZE_FORMAT " examples in %u classes are too many "
                     "to be resampled",
                     r->n, r->n_classes);
      ink_resampler_free (r);
      return NULL;
    }
  fill_examples (r);
  return r;
}

void
ink_resampler_free (InkResampler *resampler)
{
  if (resampler == NULL)
    return;
  for (guint c = 0; c < resampler->n_classes; c++)
    g_free (resampler->orders[c]);
  g_free (resampler->orders);
  g_free (resampler->cells);
  g_free (resampler->losses);
  g_free (resampler->briers);
  g_free (resampler->gaps);
  g_free (resampler->bins);
  g_free (resampler);
}

gboolean
ink_resampler_sort (InkResampler *resampler, guint c)
{
  const double *p = ink_evaluation_probabilities (resampler->evaluation);
  const guint32 *labels = ink_evaluation_labels (resampler->evaluation);
  guint32 *order;

  if (isnan (ink_evaluation_class (resampler->evaluation, c)->roc_auc))
    return TRUE;
  order = ink_order_new (p + c, resampler->n_classes, resampler->n);
  if (order == NULL)
    return FALSE;
  for (gsize i = 0; i < resampler->n; i++)
    {
      guint32 index = ink_order_index (order[i]);
      guint32 starts = ink_order_starts (order[i]);

      order[i] = index << 2 | starts << 1 | (labels[index] == c);
    }
  resampler->orders[c] = order;
  return TRUE;
}

static double
measure_area (const guint32 *order, gsize n, const guint16 *weights)
{
  guint64 doubled = 0;
  guint64 below = 0; /* negatives of lower scores */
  guint64 above = 0; /* all positives, in the end */
  guint64 group[2] = { 0 };

  for (gsize i = 0; i < n; i++)
    {
      guint32 entry = order[i];
      guint64 weight = weights[entry >> 2];
      guint64 of_positive = weight & -(guint64) (entry & 1);

      if (entry & 2)
        {
          doubled += group[1] * (2 * below + group[0]);
          below += group[0];
          above += group[1];
          group[0] = group[1] = 0;
        }
      group[1] += of_positive;
      group[0] += weight - of_positive;
    }
  doubled += group[1] * (2 * below + group[0]);
  below += group[0];
  above += group[1];
  return (double) doubled / (2.0 * (double) above * (double) below);
}

static double
measure_macro_area (const InkResampler *r, const guint16 *weights)
{
  double sum = 0;
  guint n = 0;

  for (guint c = 0; c < r->n_classes; c++)
    if (r->orders[c] != NULL)
      {
        sum += measure_area (r->orders[c], r->n, weights);
        n++;
      }
  return n > 0 ? sum / n : NAN;
}

static void
measure_examples (const InkResampler *r, const guint16 *weights,
                  guint64 *counts, double *figures)
{
  double gaps[INK_CALIBRATION_BINS] = { 0 };
  double loss = 0;
  double brier = 0;
  double gap = 0;
  guint64 total = 0;

  for (gsize i = 0; i < r->n; i++)
    {
      double weight = weights[i];

      total += weights[i];
      counts[r->cells[i]] += weights[i];
      loss += weight * r->losses[i];
      brier += weight * r->briers[i];
      gaps[r->bins[i]] += weight * r->gaps[i];
    }
  for (guint b = 0; b < INK_CALIBRATION_BINS; b++)
    gap += fabs (gaps[b]);
  figures[INK_FIGURE_LOG_LOSS] = loss / (double) total;
  figures[INK_FIGURE_BRIER_SCORE] = brier / (double) total;
  figures[INK_FIGURE_CALIBRATION_ERROR] = gap / (double) total;
}

void
ink_resampler_measure (const InkResampler *resampler, const guint16 *weights,
                       guint64 *counts, double *figures)
{
  guint n = resampler->n_classes;
  g_autofree InkReportRow *rows = g_new (InkReportRow, n);
  InkReportAverages averages;

  memset (counts, 0, (gsize) n * n * sizeof *counts);
  measure_examples (resampler, weights, counts, figures);
  ink_classification_report (counts, n, rows, &averages);
  figures[INK_FIGURE_ACCURACY] = averages.micro.recall;
  figures[INK_FIGURE_MACRO_F1] = averages.macro.f1;
  figures[INK_FIGURE_BALANCED_ACCURACY] = ink_balanced_accuracy (counts, n);
  figures[INK_FIGURE_COHEN_KAPPA] = ink_cohen_kappa (counts, n);
  figures[INK_FIGURE_MATTHEWS_CORRELATION]
      = ink_matthews_correlation (counts, n);
  figures[INK_FIGURE_MACRO_ROC_AUC] = measure_macro_area (resampler, weights);
}
