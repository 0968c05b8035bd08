/* DeLong's variance of one area. A positive's component is the share of the
 * negatives below it, a negative's that of the positives above it, equal scores
 * counting half; with m positives and n negatives,
 *   var (area) = S10 / m + S01 / n,
 * S10 and S01 being the components' sample variances. Out of a ranking all
 * examples of one score are one step. */
#include "core/metrics/delong.h"

#include <math.h>

#include "core/base/error.h"
#include "core/metrics/delong-private.h"
#include "core/metrics/intervals.h"
#include "core/metrics/roc-private.h"

static double
square (double x)
{
  return x * x;
}

double
ink_delong_variance (const InkRanking *ranking)
{
  double positives = (double) ink_ranking_positives (ranking);
  double negatives = (double) ink_ranking_negatives (ranking);
  double area = ink_roc_area (ranking);
  double s10 = 0;
  double s01 = 0;
  double tp = 0;
  double fp = 0;

  if (positives < 2 || negatives < 2)
    return NAN;
  for (gsize i = 0; i < ranking->n; i++)
    {
      double p = (double) ranking->true_positives[i] - tp;
      double n = (double) ranking->false_positives[i] - fp;

      s10 += p * square ((negatives - fp - n / 2) / negatives - area);
      s01 += n * square ((tp + p / 2) / positives - area);
      tp += p;
      fp += n;
    }
  return s10 / (positives - 1) / positives
         + s01 / (negatives - 1) / negatives;
}

gboolean
ink_auc (const double *scores, const guint8 *positive, gsize n, InkAuc *auc,
         GError **error)
{
  g_autoptr (InkRanking) ranking
      = ink_ranking_new (scores, 1, positive, n, error);
  InkAuc found;

  if (ranking == NULL)
    return FALSE;
  found.n_positive = ink_ranking_positives (ranking);
  found.n_negative = ink_ranking_negatives (ranking);
  if (found.n_positive == 0 || found.n_negative == 0)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "an area under a ROC curve needs examples of both "
                          "classes, found %s alone",
                          found.n_positive == 0 ? "negatives" : "positives");
  found.area = ink_roc_area (ranking);
  found.variance = ink_delong_variance (ranking);
  *auc = found;
  return TRUE;
}

/* Newcombe's variance of an area @area. */
static double
score_variance (double area, double m, double n)
{
  double half = (m + n) / 2 - 1;

  return area * (1 - area)
         * (1 + half * ((1 - area) / (2 - area) + area / (1 + area)))
         / (m * n);
}

/* The limit between the area and @end, 0 or 1: there the area is z standard
 * errors away. */
static double
score_limit (const InkAuc *auc, double z, double end)
{
  double inside = auc->area;
  double outside = end;

  for (guint i = 0; i < 100; i++)
    {
      double middle = (inside + outside) / 2;
      double error = sqrt (score_variance (middle, (double) auc->n_positive,
                                           (double) auc->n_negative));

      if (fabs (middle - auc->area) <= z * error)
        inside = middle;
      else
        outside = middle;
    }
  return inside;
}

void
ink_interval_auc (const InkAuc *auc, double level, double *low, double *high)
{
  double z = ink_normal_quantile (0.5 + level / 2);
  double area = auc->area;
  double centre, half;

  if (!isfinite (area))
    {
      *low = *high = NAN;
      return;
    }
  if (!(auc->variance > 0) || area <= 0 || area >= 1)
    {
      *low = score_limit (auc, z, 0);
      *high = score_limit (auc, z, 1);
      return;
    }
  centre = log (area / (1 - area));
  half = z * sqrt (auc->variance) / (area * (1 - area));
  *low = 1 / (1 + exp (half - centre));
  *high = 1 / (1 + exp (-half - centre));
}
