#pragma once

#include "core/text/term-counts.h"

G_BEGIN_DECLS

/* A number of documents, or a share of all, in 0 to 1. */
typedef struct
{
  double value;
  gboolean is_share;
} InkDocumentLimit;

/* "3" is a number, "0.5" and "1.0" are shares; FALSE for anything else. */
gboolean ink_document_limit_from_string (const char *text,
                                         InkDocumentLimit *limit);
/* The same the other way; (transfer full). */
char *ink_document_limit_to_string (const InkDocumentLimit *limit);

/* What is kept of the terms of a corpus. */
typedef struct
{
  InkDocumentLimit min_df; /* in at least so many documents */
  InkDocumentLimit max_df; /* in at most so many; 0, no share: no limit */
  guint max_features;      /* the most frequent in all; 0 for no limit */
} InkTermLimits;

/* The terms of a corpus, in code point order, and each document's counts. */
typedef struct
{
  InkVocabulary *vocabulary; /* NULL of ink_term_matrix_subset() */
  guint32 n_terms;
  guint32 *document_frequency; /* [n_terms] */
  gsize n_documents;
  gsize *starts;        /* [n_documents + 1]: each document's first entry */
  InkTermCount *entries; /* [starts[n_documents]] */
} InkTermMatrix;

/* ink_term_matrix_new: reads a corpus; the result does not depend on the
 * threads. Of terms that are equally frequent at the limit, those are kept that
 * scikit-learn keeps. @n_threads: 0 for all
 * Returns: (transfer full): or NULL: INK_ERROR_MISMATCH where no term is left
 * or max_df is fewer documents than min_df, INK_ERROR_LIMIT where the
 * vocabulary is full. Any thread. */
InkTermMatrix *ink_term_matrix_new (const char *const *texts, gsize n,
                                    const InkTermRule *rule,
                                    const InkTermLimits *limits,
                                    guint n_threads, GError **error);
/* ink_term_matrix_new_watched: the same; @watch is called now and then in the
 * calling thread, with the part that is read, and gives up where it returns
 * FALSE, after it has set the error. @watch: (nullable) */
typedef gboolean (*InkTermWatch) (double fraction, gpointer user_data,
                                  GError **error);
InkTermMatrix *ink_term_matrix_new_watched (
    const char *const *texts, gsize n, const InkTermRule *rule,
    const InkTermLimits *limits, guint n_threads, InkTermWatch watch,
    gpointer user_data, GError **error);
void ink_term_matrix_free (InkTermMatrix *matrix);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkTermMatrix, ink_term_matrix_free)

G_END_DECLS
