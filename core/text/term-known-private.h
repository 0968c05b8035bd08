#pragma once

#include "core/text/term-block.h"

G_BEGIN_DECLS

/* What a vocabulary calls a block's terms. All 0 to begin with; the owner of
 * the terms sets n_numbered to 0 when it forgets them. */
typedef struct
{
  InkTermRows rows;                /* of known terms alone */
  const InkVocabulary *vocabulary; /* borrowed: that numbers are of */
  guint32 *numbers;                /* [n_numbered]: in it, or G_MAXUINT32 */
  guint32 n_numbered;              /* terms that have been looked up */
  gsize max_numbers;
  guint32 *places; /* [n_places]: to work in */
  gsize n_places;
} TermKnown;

void term_known_clear (TermKnown *known);

/* term_known_find: @counted with the numbers of @vocabulary, as
 * ink_term_block_known() tells.
 * @bytes, @offsets: [n_terms + 1]: the block's terms
 * Returns: (transfer none): until the next call. */
const InkTermRows *term_known_find (TermKnown *known,
                                    const InkVocabulary *vocabulary,
                                    const char *bytes, const guint32 *offsets,
                                    guint32 n_terms,
                                    const InkTermRows *counted);

G_END_DECLS
