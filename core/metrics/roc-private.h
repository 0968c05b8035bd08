#pragma once

#include "core/metrics/ranking-private.h"
#include "core/metrics/roc.h"

G_BEGIN_DECLS

/* As ink_roc_new, from a ranking. */
InkRoc *ink_roc_from_ranking (const InkRanking *ranking, GError **error);
/* The area alone; NAN where only one class is there. */
double ink_roc_area (const InkRanking *ranking);

G_END_DECLS
