#pragma once

#include "core/base/parallel.h"
#include "core/text/term-block-private.h"

G_BEGIN_DECLS

/* The vocabularies of blocks made into one: its terms in code point order, and
 * for each block the numbers that its own terms have there. */
typedef struct
{
  InkVocabularyTerm *terms; /* [n]; bytes belong to the shards' vocabularies */
  guint32 *frequencies;     /* [n] */
  guint64 *totals;          /* [n] */
  guint32 n;
  guint32 **numbers; /* [n_blocks][terms of the block] */
  guint n_blocks;
  gpointer shards;
} TermMerge;

/* INK_ERROR_LIMIT where all terms together are too many. */
gboolean term_merge_init (TermMerge *merge, const TermBlock *blocks,
                          guint n_blocks, InkPool *pool, GError **error);
void term_merge_clear (TermMerge *merge);

G_END_DECLS
