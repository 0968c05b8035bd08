#pragma once

#include "core/metrics/evaluation.h"

G_BEGIN_DECLS

/* The figures of an evaluation as a table for people, on stdout: accuracy with
 * its interval, each class, the averages, and the confusion matrix of up to 20
 * classes. */
void cli_report_print (const InkEvaluation *evaluation);

G_END_DECLS
