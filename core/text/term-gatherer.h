#pragma once

#include "core/base/parallel.h"
#include "core/text/term-block.h"
#include "core/text/term-matrix.h"

G_BEGIN_DECLS

/* The terms of a corpus, block by block on many threads: what is gathered does
 * not depend on their order. Memory grows with the terms; the documents' counts
 * are kept while they take little. */
typedef struct _InkTermGatherer InkTermGatherer;

/* @memory: bytes that the documents' counts may take */
InkTermGatherer *ink_term_gatherer_new (gsize memory);
/* ink_term_gatherer_new_hashed: of a hashed vocabulary: memory does not grow
 * with the terms either. All its buckets stay. */
InkTermGatherer *ink_term_gatherer_new_hashed (gsize memory,
                                               guint32 n_buckets);
void ink_term_gatherer_free (InkTermGatherer *gatherer);

/* ink_term_gatherer_add: takes what @block has counted. Any thread, also
 * several at once, with blocks of their own.
 * @block: (inout): its terms must not be forgotten but by beginning anew, until
 * ink_term_gatherer_flush()
 * @number: of the block; each once
 * @labels: (nullable): [documents of the block]: classes
 * Returns: FALSE with INK_ERROR_LIMIT where the vocabulary is full. */
gboolean ink_term_gatherer_add (InkTermGatherer *gatherer, gsize number,
                                InkTermBlock *block, const guint32 *labels,
                                GError **error);

/* ink_term_gatherer_flush: takes what it has not yet of @block's terms, which
 * are forgotten. To be called for each block that was added from, before
 * ink_term_gatherer_finish(). Any thread, also several at once.
 * Returns: FALSE with INK_ERROR_LIMIT where the vocabulary is full. */
gboolean ink_term_gatherer_flush (InkTermGatherer *gatherer,
                                  InkTermBlock *block, GError **error);

/* What stays of a corpus: terms in code point order. */
typedef struct
{
  InkVocabulary *vocabulary;
  guint32 n;
  guint32 *document_frequency; /* [n] */
  guint64 *masks;              /* [n]: a bit for each label modulo 64 of the
                                  documents that hold the term */
} InkGatheredTerms;

/* ink_term_gatherer_finish: once, after the last block.
 * @terms: (out): (transfer full) what is in it
 * Returns: FALSE with the errors of ink_term_limits_choose(), and of a full
 * vocabulary. */
gboolean ink_term_gatherer_finish (InkTermGatherer *gatherer,
                                   const InkTermLimits *limits,
                                   gsize n_documents, InkPool *pool,
                                   InkGatheredTerms *terms, GError **error);

/* After ink_term_gatherer_finish(): whether the documents' counts were kept. */
gboolean ink_term_gatherer_has_rows (const InkTermGatherer *gatherer);
/* ink_term_gatherer_rows: those of block @number, of the terms that stay. Any
 * thread, also several at once.
 * @rows: (inout): replaced */
void ink_term_gatherer_rows (const InkTermGatherer *gatherer, gsize number,
                             InkTermRows *rows);
/* The same of one document alone. */
void ink_term_gatherer_document (const InkTermGatherer *gatherer, gsize number,
                                 guint32 document, InkTermRows *rows);
/* Brings it near. */
void ink_term_gatherer_prefetch (const InkTermGatherer *gatherer, gsize number,
                                 guint32 document);
guint32 ink_term_gatherer_n_documents (const InkTermGatherer *gatherer,
                                       gsize number);
/* Of all documents, also of terms that do not stay. */
guint64 ink_term_gatherer_n_entries (const InkTermGatherer *gatherer);
/* Forgets them; no thread may be in the function above. */
void ink_term_gatherer_drop_rows (InkTermGatherer *gatherer, gsize number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkTermGatherer, ink_term_gatherer_free)

G_END_DECLS
