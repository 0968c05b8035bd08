#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ink_term_limit: keeps the @limit terms that occur most often.
 * @terms: [n]: in code point order; on return its first @limit are those kept,
 * still in code point order
 * @totals: occurrences, by term
 * Returns: the number kept. */
guint32 ink_term_limit (guint32 *terms, guint32 n, const guint64 *totals,
                        guint32 limit);

G_END_DECLS
