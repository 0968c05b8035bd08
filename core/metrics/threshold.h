#pragma once

#include "core/metrics/evaluation.h"
#include "core/metrics/selection.h"

G_BEGIN_DECLS

/* One class against the rest at any threshold: the examples are sorted once,
 * then each threshold costs a binary search. Immutable; any thread. */
typedef struct _InkThresholds InkThresholds;

/* A proportion with its Wilson interval; all NAN where it is not defined. */
typedef struct
{
  double value, low, high;
} InkProportion;

/* What holds where the class is said from @threshold on. */
typedef struct
{
  double threshold;
  guint64 counts[4];       /* [INK_SIDE_...] */
  InkProportion precision; /* not defined where nothing is said */
  InkProportion recall;    /* not defined where the class is absent */
  InkProportion false_positive_rate; /* where there is nothing else */
  /* Its interval is that of J = TP / (TP + FP + FN), as F1 = 2 J / (1 + J)
   * rises with it. Not defined where all three are 0. */
  InkProportion f1;
} InkOperatingPoint;

/* (transfer full). Keeps nothing of @evaluation. */
InkThresholds *ink_thresholds_new (const InkEvaluation *evaluation,
                                   guint class_index);
void ink_thresholds_free (InkThresholds *thresholds);
/* @level: of the intervals, in (0, 1) */
void ink_thresholds_at (const InkThresholds *thresholds, double threshold,
                        double level, InkOperatingPoint *point);

/* Where F1, or Youden's J = true positive rate - false positive rate (W. J.
 * Youden, Cancer 3, 1950), is highest; the highest such threshold. Of the
 * thresholds that part the same examples it is one with few digits. NAN where
 * no threshold has a figure above 0, or the figure is not defined. */
double ink_thresholds_best_f1 (const InkThresholds *thresholds);
double ink_thresholds_best_youden (const InkThresholds *thresholds);

/* "0.5", "0.0012", "0.99987": as many digits as three of the distance to the
 * nearer end take. (transfer full) */
char *ink_threshold_format (double threshold);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkThresholds, ink_thresholds_free)

G_END_DECLS
