/* The precision-recall curve and average precision, figure for figure as
 * scikit-learn 1.2. At each distinct score t, precision is TP / (TP + FP) and
 * recall TP / P of what scores at least t; average precision is the curve's
 * sum by steps, since straight lines between its points would flatter (Davis &
 * Goadrich, ICML 2006). */
#include "core/metrics/precision-recall.h"

#include <math.h>

#include "core/base/error.h"
#include "core/metrics/precision-recall-private.h"

static double
precision_at (const InkRanking *ranking, gsize i)
{
  double tp = (double) ranking->true_positives[i];

  return tp / (tp + (double) ranking->false_positives[i]);
}

double
ink_average_precision (const InkRanking *ranking)
{
  double positives = (double) ink_ranking_positives (ranking);
  double sum = 0;
  guint64 before = 0;

  if (positives == 0)
    return NAN;
  for (gsize i = 0; i < ranking->n; i++)
    {
      guint64 gained = ranking->true_positives[i] - before;

      if (gained > 0)
        sum += (double) gained * precision_at (ranking, i);
      before = ranking->true_positives[i];
    }
  return sum / positives;
}

InkPrecisionRecall *
ink_precision_recall_from_ranking (const InkRanking *ranking, GError **error)
{
  double positives = (double) ink_ranking_positives (ranking);
  gsize n = ranking->n;
  InkPrecisionRecall *curve;

  if (positives == 0)
    {
      ink_error_set (error, INK_ERROR_MISMATCH,
                     "a precision-recall curve needs positive examples, found "
                     "none");
      return NULL;
    }
  curve = g_new0 (InkPrecisionRecall, 1);
  curve->n = n + 1;
  curve->precision = g_new0 (double, n + 1);
  curve->recall = g_new0 (double, n + 1);
  curve->thresholds = g_new0 (double, n);
  for (gsize i = 0; i < n; i++)
    {
      gsize at = n - 1 - i;

      curve->precision[at] = precision_at (ranking, i);
      curve->recall[at] = (double) ranking->true_positives[i] / positives;
      curve->thresholds[at] = ranking->thresholds[i];
    }
  curve->precision[n] = 1;
  curve->average_precision = ink_average_precision (ranking);
  return curve;
}

InkPrecisionRecall *
ink_precision_recall_new (const double *scores, const guint8 *positive, gsize n,
                          GError **error)
{
  g_autoptr (InkRanking) ranking
      = ink_ranking_new (scores, 1, positive, n, error);

  return ranking == NULL ? NULL
                         : ink_precision_recall_from_ranking (ranking, error);
}

void
ink_precision_recall_free (InkPrecisionRecall *curve)
{
  if (curve == NULL)
    return;
  g_free (curve->precision);
  g_free (curve->recall);
  g_free (curve->thresholds);
  g_free (curve);
}
