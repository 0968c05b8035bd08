#pragma once

#include "core/text/term-matrix.h"

G_BEGIN_DECLS

/* ink_term_matrix_subset: what ink_term_matrix_new() makes of some of the
 * documents, without reading them again.
 * @all: of all documents and terms: min_df 1, no max_features
 * @documents: [n]: indices into @all
 * @numbers: (out): [n_terms of @all]: each term's number in the subset, or
 * G_MAXUINT32 where it does not stay
 * Returns: (transfer full): without a vocabulary; or NULL with the errors of
 * ink_term_limits_choose(). Any thread. */
InkTermMatrix *ink_term_matrix_subset (const InkTermMatrix *all,
                                       const guint32 *documents, gsize n,
                                       const InkTermLimits *limits,
                                       guint32 *numbers, GError **error);

G_END_DECLS
