#pragma once

#include "core/metrics/evaluation.h"

G_BEGIN_DECLS

/* Of how many classes the macro averages are: "mean of 10 classes", or where
 * some occur neither among labels nor predictions "mean of 8 of 10 classes".
 * (transfer full) */
char *ink_evaluate_mean_words (const InkEvaluation *evaluation);
/* How long it took, in seconds: "0.08 s", "under 0.01 s". (transfer full) */
char *ink_evaluate_time_words (double seconds);

G_END_DECLS
