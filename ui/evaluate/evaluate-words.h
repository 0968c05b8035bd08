#pragma once

#include "core/metrics/evaluation.h"

G_BEGIN_DECLS

/* Of how many classes the macro averages are: "mean of 10 classes", or where
 * some occur neither among labels nor predictions "mean of 8 of 10 classes".
 * (transfer full) */
char *ink_evaluate_mean_words (const InkEvaluation *evaluation);
/* What was done: "10,000 images evaluated in 0.08 s", "1 text, seen in
 * training, evaluated in under 0.01 s". @seen: the model learned from them.
 * (transfer full) */
char *ink_evaluate_done_words (gboolean images, guint n, gboolean seen,
                               double seconds);

G_END_DECLS
