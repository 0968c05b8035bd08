#pragma once

#include "core/text/vocabulary.h"

G_BEGIN_DECLS

/* The terms of two vocabularies together, each in code point order. */
typedef struct
{
  InkVocabulary *vocabulary; /* in code point order */
  guint32 n_terms;
  guint32 *first, *second; /* [count of each]: where its terms are in it */
} InkTermUnion;

/* Returns: (transfer full): or NULL with INK_ERROR_LIMIT where they are too
 * many for a vocabulary. Any thread. */
InkTermUnion *ink_term_union_new (const InkVocabulary *first,
                                  const InkVocabulary *second, GError **error);
void ink_term_union_free (InkTermUnion *terms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkTermUnion, ink_term_union_free)

G_END_DECLS
