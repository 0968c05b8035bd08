#pragma once

#include "core/metrics/evaluation.h"

G_BEGIN_DECLS

/* ink_evaluation_to_json: one object with the keys of DESIGN.md section 5, on
 * one line without the line feed. Numbers read back to the same doubles; one
 * that is not defined is `null`. (transfer full). Any thread. */
char *ink_evaluation_to_json (const InkEvaluation *evaluation);

G_END_DECLS
