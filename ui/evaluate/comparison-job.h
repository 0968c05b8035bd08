#pragma once

#include "core/metrics/comparison.h"
#include "ui/evaluate/evaluated.h"

G_BEGIN_DECLS

/* Comparing a model with one that was evaluated, off the main thread. */

typedef struct
{
  InkComparison *comparison;
  InkEvaluation *b; /* what the second made of the same examples */
  InkSelection *changes[INK_CHANGE_OTHERWISE + 1]; /* by InkChange */
} InkCompared;

void ink_compared_free (InkCompared *compared);

/* Main thread. */
typedef struct _InkComparisonJob InkComparisonJob;

/* Called once in the main loop. @compared: (transfer full): NULL with @error,
 * which is borrowed. The job is gone afterwards. */
typedef void (*InkComparisonDoneFunc) (InkCompared *compared,
                                       const GError *error,
                                       gpointer user_data);

/* ink_comparison_job_start: @a: what was measured; @b: the other model, for the
 * same kind of input. Keeps what it needs.
 * Returns: (transfer none): until @func is called or it is stopped. */
InkComparisonJob *ink_comparison_job_start (
    const InkEvaluated *a, InkModel *b, const InkBootstrapOptions *bootstrap,
    InkComparisonDoneFunc func, gpointer user_data);
/* 0 to 1. */
double ink_comparison_job_progress (InkComparisonJob *job);
/* Gives it up: its function is not called. */
void ink_comparison_job_stop (InkComparisonJob *job);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkCompared, ink_compared_free)

G_END_DECLS
