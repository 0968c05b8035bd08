#pragma once

#include "core/metrics/roc.h"

G_BEGIN_DECLS

/* ink_roc_new_macro: the mean of several ROC curves, each weighing the same:
 * at every false positive rate that any of them has, the mean of the true
 * positive rates, which are interpolated linearly between a curve's points.
 * Its area is the mean of theirs.
 * @rocs: [n]: NULL where a class has no curve, which then has no part in it
 * Returns: (transfer full): thresholds are all NAN; or NULL with
 * INK_ERROR_MISMATCH where there is no curve at all. Any thread. */
InkRoc *ink_roc_new_macro (const InkRoc *const *rocs, guint n, GError **error);

G_END_DECLS
