#pragma once

#include "core/text/term-counts.h"

G_BEGIN_DECLS

/* Documents and how often each term is in them: a document's entries stand in
 * the order in which its terms first come up. Grows only; reused. */
typedef struct
{
  gsize n, n_entries;    /* documents, entries */
  guint32 *ends;         /* [n]: each document's last entry, plus one */
  InkTermCount *entries; /* [n_entries] */
  gsize max_n, max_entries;
} InkTermRows;

void ink_term_rows_clear (InkTermRows *rows);
/* Makes room for so many entries more. */
void ink_term_rows_reserve (InkTermRows *rows, gsize n_entries);
/* All entries from the last document's on are a document. */
void ink_term_rows_end_document (InkTermRows *rows);

/* Counts all n-grams of a few documents at a time, which get numbers of the
 * block's own as they first come up. One thread at a time; @rule is
 * borrowed. */
typedef struct _InkTermBlock InkTermBlock;

InkTermBlock *ink_term_block_new (const InkTermRule *rule);
void ink_term_block_free (InkTermBlock *block);
#define INK_TERM_BLOCK_MAX_TERMS (1u << 18)

/* How many terms are many, instead of INK_TERM_BLOCK_MAX_TERMS, which is the
 * most. */
void ink_term_block_set_full (InkTermBlock *block, gsize n_terms);
/* Forgets all documents, and the terms where they have become many; else they
 * keep their numbers. Keeps the memory. */
void ink_term_block_begin (InkTermBlock *block);
/* Whether ink_term_block_begin() will forget the terms. */
gboolean ink_term_block_is_full (const InkTermBlock *block);
/* Forgets documents and terms. */
void ink_term_block_forget (InkTermBlock *block);
/* ink_term_block_add: one document more. @text: NUL-terminated, or not, of
 * @length bytes. FALSE with INK_ERROR_LIMIT where the block is full, at 2^31
 * entries or 4 GiB of terms: then it is not among the rows, though some of its
 * terms are in the block, and what is measured of them is too much. */
gboolean ink_term_block_add (InkTermBlock *block, const char *text,
                             gsize length, GError **error);

guint32 ink_term_block_n_terms (const InkTermBlock *block);
const char *ink_term_block_term (const InkTermBlock *block, guint32 number,
                                 gsize *length);
/* ink_term_block_measure: documents that hold each term, and occurrences, of
 * all blocks since the terms were forgotten. @frequencies, @totals: (out):
 * [n_terms] */
void ink_term_block_measure (const InkTermBlock *block, guint32 *frequencies,
                             guint32 *totals);
/* The block's own numbers. (transfer none): until the next call. */
const InkTermRows *ink_term_block_rows (const InkTermBlock *block);
/* ink_term_block_known: the same with the numbers of @vocabulary, without the
 * terms that it has not; what falls into one bucket of a hashed one is one
 * entry. @vocabulary: as it is until the terms are forgotten, or another one is
 * given. (transfer none): until the next call. */
const InkTermRows *ink_term_block_known (InkTermBlock *block,
                                         const InkVocabulary *vocabulary);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkTermBlock, ink_term_block_free)

G_END_DECLS
