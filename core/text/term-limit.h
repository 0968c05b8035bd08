#pragma once

#include "core/text/term-matrix.h"

G_BEGIN_DECLS

/* ink_term_limit: keeps the @limit terms that occur most often.
 * @terms: [n]: in code point order; on return its first @limit are those kept,
 * still in code point order
 * @totals: occurrences, by term
 * Returns: the number kept. */
guint32 ink_term_limit (guint32 *terms, guint32 n, const guint64 *totals,
                        guint32 limit);

/* ink_term_limits_choose: the terms that stay.
 * @frequencies, @totals: [n_terms]: documents that hold a term, 0 where it is
 * none of theirs, and its occurrences; @n: (out)
 * Returns: (transfer full): [*n], ascending; or NULL with INK_ERROR_MISMATCH
 * where none is left, or max_df is fewer documents than min_df. */
guint32 *ink_term_limits_choose (const InkTermLimits *limits,
                                 const guint32 *frequencies,
                                 const guint64 *totals, guint32 n_terms,
                                 gsize n_documents, guint32 *n,
                                 GError **error);

G_END_DECLS
