#pragma once

#include "core/metrics/figure.h"

G_BEGIN_DECLS

/* All that can be worked out of an evaluation before it is resampled. A
 * resample is a weight for each example, how many times it was drawn, and its
 * figures are sums of weights: nothing is sorted or copied again. Immutable
 * once sorted; then any thread. */
typedef struct _InkResampler InkResampler;

/* @evaluation: borrowed. Returns: (transfer full): or NULL with INK_ERROR_LIMIT
 * for 2^30 examples and more, or where the memory does not suffice. */
InkResampler *ink_resampler_new (const InkEvaluation *evaluation,
                                 GError **error);
void ink_resampler_free (InkResampler *resampler);

/* Sorts class @c's scores: for each class once, before the first resample, by
 * any thread. FALSE where the memory does not suffice. */
gboolean ink_resampler_sort (InkResampler *resampler, guint c);

/* ink_resampler_measure:
 * @weights: [n], not all 0
 * @counts: (out): [n_classes][n_classes], the resample's confusion matrix
 * @figures: (out): [INK_N_FIGURES] */
void ink_resampler_measure (const InkResampler *resampler,
                            const guint16 *weights, guint64 *counts,
                            double *figures);

G_END_DECLS
