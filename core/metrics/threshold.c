/* Counts at a threshold from the ranking of one class: entry i of it says how
 * many positives and negatives score at least its i-th distinct score, so that
 * the last entry that is not below the threshold has the answer. */
#include "core/metrics/threshold.h"

#include <math.h>

#include "core/metrics/intervals.h"
#include "core/metrics/ranking-private.h"

#define MOST_DIGITS 15

struct _InkThresholds
{
  InkRanking *ranking;
};

InkThresholds *
ink_thresholds_new (const InkEvaluation *evaluation, guint class_index)
{
  const gsize n = ink_evaluation_count (evaluation);
  const guint32 *labels = ink_evaluation_labels (evaluation);
  g_autofree guint8 *positive = g_new (guint8, n);
  InkThresholds *thresholds = g_new (InkThresholds, 1);

  for (gsize i = 0; i < n; i++)
    positive[i] = labels[i] == class_index;
  /* Never NULL: an evaluation's probabilities are finite and at least one. */
  thresholds->ranking
      = ink_ranking_new (ink_evaluation_probabilities (evaluation)
                             + class_index,
                         ink_evaluation_n_classes (evaluation), positive, n,
                         NULL);
  return thresholds;
}

void
ink_thresholds_free (InkThresholds *thresholds)
{
  if (thresholds == NULL)
    return;
  ink_ranking_free (thresholds->ranking);
  g_free (thresholds);
}

/* How many distinct scores are at least @threshold. */
static gsize
entries_at (const InkRanking *ranking, double threshold)
{
  gsize low = 0;
  gsize high = ranking->n;

  while (low < high)
    {
      const gsize middle = low + (high - low) / 2;

      if (ranking->thresholds[middle] >= threshold)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static InkProportion
proportion (guint64 part, guint64 all, double level)
{
  InkProportion p = { NAN, NAN, NAN };

  if (all == 0)
    return p;
  p.value = (double) part / (double) all;
  ink_interval_wilson_at (part, all, level, &p.low, &p.high);
  return p;
}

static double
f1_from_jaccard (double j)
{
  return 2 * j / (1 + j);
}

static InkProportion
f1_proportion (const guint64 counts[4], double level)
{
  const guint64 hits = counts[INK_SIDE_TRUE_POSITIVE];
  InkProportion p = proportion (hits,
                                hits + counts[INK_SIDE_FALSE_POSITIVE]
                                    + counts[INK_SIDE_FALSE_NEGATIVE],
                                level);

  return (InkProportion) { f1_from_jaccard (p.value), f1_from_jaccard (p.low),
                           f1_from_jaccard (p.high) };
}

void
ink_thresholds_at (const InkThresholds *thresholds, double threshold,
                   double level, InkOperatingPoint *point)
{
  const InkRanking *ranking = thresholds->ranking;
  const gsize entries = entries_at (ranking, threshold);
  const guint64 tp = entries > 0 ? ranking->true_positives[entries - 1] : 0;
  const guint64 fp = entries > 0 ? ranking->false_positives[entries - 1] : 0;
  const guint64 positives = ink_ranking_positives (ranking);
  const guint64 negatives = ink_ranking_negatives (ranking);

  point->threshold = threshold;
  point->counts[INK_SIDE_TRUE_POSITIVE] = tp;
  point->counts[INK_SIDE_FALSE_POSITIVE] = fp;
  point->counts[INK_SIDE_FALSE_NEGATIVE] = positives - tp;
  point->counts[INK_SIDE_TRUE_NEGATIVE] = negatives - fp;
  point->precision = proportion (tp, tp + fp, level);
  point->recall = proportion (tp, positives, level);
  point->false_positive_rate = proportion (fp, negatives, level);
  point->f1 = f1_proportion (point->counts, level);
}

/* Above @low and not above @high, both in [0, 1]: the largest with the fewest
 * digits. */
static double
short_between (double low, double high)
{
  double scale = 1;

  for (guint digits = 0; digits <= MOST_DIGITS; digits++, scale *= 10)
    {
      const double rounded = floor (high * scale) / scale;

      if (rounded > low && rounded <= high)
        return rounded;
    }
  return high;
}

/* Entry i's threshold, or any above the next score: they part the same. */
static double
threshold_of (const InkRanking *ranking, gsize i)
{
  const double high = ranking->thresholds[i];
  const double low = i + 1 < ranking->n ? ranking->thresholds[i + 1] : -1;

  return high >= 0 && high <= 1 ? short_between (low, high) : high;
}

static double
f1_at (const InkRanking *ranking, gsize i)
{
  const double tp = (double) ranking->true_positives[i];
  const double fp = (double) ranking->false_positives[i];

  return 2 * tp / (tp + fp + (double) ink_ranking_positives (ranking));
}

static double
youden_at (const InkRanking *ranking, gsize i)
{
  return (double) ranking->true_positives[i]
             / (double) ink_ranking_positives (ranking)
         - (double) ranking->false_positives[i]
               / (double) ink_ranking_negatives (ranking);
}

static double
best_threshold (const InkRanking *ranking,
                double (*figure) (const InkRanking *ranking, gsize i))
{
  double most = 0;
  double best = NAN;

  for (gsize i = 0; i < ranking->n; i++)
    {
      const double value = figure (ranking, i); /* NAN is never above */

      if (value > most)
        {
          most = value;
          best = threshold_of (ranking, i);
        }
    }
  return best;
}

double
ink_thresholds_best_f1 (const InkThresholds *thresholds)
{
  return best_threshold (thresholds->ranking, f1_at);
}

double
ink_thresholds_best_youden (const InkThresholds *thresholds)
{
  return best_threshold (thresholds->ranking, youden_at);
}

char *
ink_threshold_format (double threshold)
{
  const double tail = MIN (fabs (threshold), fabs (1 - threshold));
  char text[64];

  for (int digits = 0; digits <= MOST_DIGITS; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%df", digits);
      g_ascii_formatd (text, sizeof text, format, threshold);
      if (fabs (g_ascii_strtod (text, NULL) - threshold) <= 0.0005 * tail)
        return g_strdup (text);
    }
  g_ascii_formatd (text, sizeof text, "%.3g", threshold);
  return g_strdup (text);
}
