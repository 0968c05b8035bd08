#pragma once

#include "core/text/term-counts.h"

G_BEGIN_DECLS

/* A few documents of a corpus, counted by one thread with a vocabulary of their
 * own: every n-gram has a number as it first comes up. */
typedef struct
{
  InkVocabulary *vocabulary;
  GArray *frequencies; /* guint32 [terms]: documents that hold it */
  GArray *totals;      /* guint32 [terms]: occurrences in all */
  GArray *stamps;      /* guint32 [terms]: its last entry, plus one */
  GArray *entries;     /* InkTermCount, in the order they first come up */
  guint32 *ends;       /* [n]: each document's last entry, plus one */
  gsize n;
} TermBlock;

/* @texts: [n]; @first: the number of the first, for messages. INK_ERROR_LIMIT
 * where its vocabulary or its entries are too many. */
gboolean term_block_init (TermBlock *block, const InkTermRule *rule,
                          InkTokenizer *tokenizer, const char *const *texts,
                          gsize first, gsize n, GError **error);
void term_block_clear (TermBlock *block);

G_END_DECLS
