#pragma once

#include "core/metrics/comparison.h"

G_BEGIN_DECLS

/* ink_comparison_match: the classes of @a among those of @b by name,
 * G_MAXUINT32 where @b has no such class.
 * Returns: (transfer full): [n_classes of a]; or NULL with INK_ERROR_MISMATCH
 * where @a and @b are not of the same examples. */
guint32 *ink_comparison_match (const InkEvaluation *a, const InkEvaluation *b,
                               GError **error);

G_END_DECLS
