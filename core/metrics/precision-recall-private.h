#pragma once

#include "core/metrics/precision-recall.h"
#include "core/metrics/ranking-private.h"

G_BEGIN_DECLS

InkPrecisionRecall *ink_precision_recall_from_ranking (
    const InkRanking *ranking, GError **error);
/* NAN where there is no positive. */
double ink_average_precision (const InkRanking *ranking);

G_END_DECLS
