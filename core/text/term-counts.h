#pragma once

#include "core/text/tokenizer.h"
#include "core/text/vocabulary.h"

G_BEGIN_DECLS

/* How texts become terms: the n-grams of ngram_min to ngram_max tokens. */
typedef struct
{
  InkAnalyzer analyzer; /* not AUTO */
  guint ngram_min, ngram_max;
} InkTermRule;

typedef struct
{
  guint32 term;
  guint32 count; /* > 0 */
} InkTermCount;

/* Where an n-gram stands: tokens @first to @last of the last run. */
typedef void (*InkTermFunc) (guint32 term, gsize first, gsize last,
                             gpointer user_data);

/* ink_term_each: calls @func for each n-gram of the last run of @tokenizer that
 * is in @vocabulary.
 * @tokens: [n_tokens]: what that run returned */
void ink_term_each (const InkVocabulary *vocabulary, const InkTermRule *rule,
                    const InkTokenizer *tokenizer, const InkToken *tokens,
                    gsize n_tokens, InkTermFunc func, gpointer user_data);
/* ink_term_count_text: the known terms of @text, ascending.
 * @counts: (element-type InkTermCount): replaced */
void ink_term_count_text (const InkVocabulary *vocabulary,
                          const InkTermRule *rule, InkTokenizer *tokenizer,
                          const char *text, GArray *counts);

/* What is kept of the terms of a corpus. */
typedef struct
{
  guint min_df;       /* in at least so many documents */
  guint max_features; /* the most frequent in all; 0 for no limit */
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

/* ink_term_matrix_new: reads a corpus. Of terms that are equally frequent at
 * the limit, those are kept that scikit-learn keeps.
 * Returns: (transfer full): or NULL: INK_ERROR_MISMATCH where no term is left,
 * INK_ERROR_LIMIT where the vocabulary is full. Any thread. */
InkTermMatrix *ink_term_matrix_new (const char *const *texts, gsize n,
                                    const InkTermRule *rule,
                                    const InkTermLimits *limits,
                                    GError **error);
/* ink_term_matrix_new_watched: the same; @watch is called every hundred texts
 * or so, with the part that is read, and gives up where it returns FALSE, after
 * it has set the error. @watch: (nullable) */
typedef gboolean (*InkTermWatch) (double fraction, gpointer user_data,
                                  GError **error);
InkTermMatrix *ink_term_matrix_new_watched (
    const char *const *texts, gsize n, const InkTermRule *rule,
    const InkTermLimits *limits, InkTermWatch watch, gpointer user_data,
    GError **error);
/* The error where no term is left: @any: but there are some. Returns FALSE. */
gboolean ink_term_matrix_set_empty_error (gboolean any, GError **error);
void ink_term_matrix_free (InkTermMatrix *matrix);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkTermMatrix, ink_term_matrix_free)

G_END_DECLS
