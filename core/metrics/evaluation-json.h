#pragma once

#include "core/metrics/bootstrap.h"

G_BEGIN_DECLS

/* ink_evaluation_to_json: one object with the keys of DESIGN.md section 5, on
 * one line without the line feed. Numbers read back to the same doubles; one
 * that is not defined is `null`; where scikit-learn warns and says 0, it is 0
 * and `warnings` says why. (transfer full). Any thread. */
char *ink_evaluation_to_json (const InkEvaluation *evaluation);

/* ink_evaluation_to_json_with: the same with intervals at @level, in (0, 1).
 * @bootstrap: (nullable): then also `bootstrap` with the intervals of
 * @estimates [INK_N_FIGURES], which it gave */
char *ink_evaluation_to_json_with (const InkEvaluation *evaluation,
                                   double level,
                                   const InkBootstrapOptions *bootstrap,
                                   const InkEstimate *estimates);

G_END_DECLS
