/* The receiver operating characteristic, figure for figure as scikit-learn
 * 1.2: equal scores are one point, points on a straight line of equal steps
 * are left out, (0, 0) is put in front. The area is summed in integers over
 * all thresholds,
 *   auc = sum_i (fp[i] - fp[i-1]) (tp[i] + tp[i-1]) / (2 P N),
 * so it is rounded once; it is the Mann-Whitney statistic (Hanley & McNeil,
 * Radiology 143, 1982). */
#include "core/metrics/roc.h"

#include <math.h>

#include "core/base/error.h"
#include "core/metrics/roc-private.h"

/* sklearn keeps the ends and each point where either count's second
 * difference is not 0. */
static gboolean
is_corner (const InkRanking *ranking, gsize i)
{
  const guint64 *tp = ranking->true_positives;
  const guint64 *fp = ranking->false_positives;

  return i == 0 || i + 1 == ranking->n
         || tp[i + 1] - tp[i] != tp[i] - tp[i - 1]
         || fp[i + 1] - fp[i] != fp[i] - fp[i - 1];
}

double
ink_roc_area (const InkRanking *ranking)
{
  guint64 positives = ink_ranking_positives (ranking);
  guint64 negatives = ink_ranking_negatives (ranking);
  guint64 area = 0; /* doubled */
  guint64 tp = 0;
  guint64 fp = 0;

  if (positives == 0 || negatives == 0)
    return NAN;
  for (gsize i = 0; i < ranking->n; i++)
    {
      area += (ranking->false_positives[i] - fp)
              * (ranking->true_positives[i] + tp);
      tp = ranking->true_positives[i];
      fp = ranking->false_positives[i];
    }
  return (double) area / (2.0 * (double) positives * (double) negatives);
}

InkRoc *
ink_roc_from_ranking (const InkRanking *ranking, GError **error)
{
  double positives = (double) ink_ranking_positives (ranking);
  double negatives = (double) ink_ranking_negatives (ranking);
  gsize n = 1;
  InkRoc *roc;

  if (positives == 0 || negatives == 0)
    {
      ink_error_set (error, INK_ERROR_MISMATCH,
                     "a ROC curve needs examples of both classes, found %s "
                     "alone",
                     positives == 0 ? "negatives" : "positives");
      return NULL;
    }
  for (gsize i = 0; i < ranking->n; i++)
    n += is_corner (ranking, i);
  roc = g_new0 (InkRoc, 1);
  roc->false_positive_rate = g_new0 (double, n);
  roc->true_positive_rate = g_new0 (double, n);
  roc->thresholds = g_new0 (double, n);
  roc->thresholds[0] = ranking->thresholds[0] + 1;
  roc->n = 1;
  for (gsize i = 0; i < ranking->n; i++)
    if (is_corner (ranking, i))
      {
        gsize at = roc->n++;

        roc->false_positive_rate[at]
            = (double) ranking->false_positives[i] / negatives;
        roc->true_positive_rate[at]
            = (double) ranking->true_positives[i] / positives;
        roc->thresholds[at] = ranking->thresholds[i];
      }
  roc->auc = ink_roc_area (ranking);
  return roc;
}

InkRoc *
ink_roc_new (const double *scores, const guint8 *positive, gsize n,
             GError **error)
{
  g_autoptr (InkRanking) ranking
      = ink_ranking_new (scores, 1, positive, n, error);

  return ranking == NULL ? NULL : ink_roc_from_ranking (ranking, error);
}

void
ink_roc_free (InkRoc *roc)
{
  if (roc == NULL)
    return;
  g_free (roc->false_positive_rate);
  g_free (roc->true_positive_rate);
  g_free (roc->thresholds);
  g_free (roc);
}
