#pragma once

#include "core/metrics/delong.h"
#include "core/metrics/ranking-private.h"

G_BEGIN_DECLS

/* NAN with fewer than two positives or negatives. */
double ink_delong_variance (const InkRanking *ranking);

G_END_DECLS
