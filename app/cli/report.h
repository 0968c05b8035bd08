#pragma once

#include "core/metrics/bootstrap.h"

G_BEGIN_DECLS

/* The figures of an evaluation as a table for people, on stdout: accuracy with
 * its interval at @level, each class, the averages, the confusion matrix of up
 * to 20 classes, and the intervals of @estimates [INK_N_FIGURES], which may be
 * NULL. */
void cli_report_print (const InkEvaluation *evaluation, double level,
                       const InkEstimate *estimates);

G_END_DECLS
