#pragma once

#include "core/text/tokenizer.h"
#include "core/text/vocabulary.h"

G_BEGIN_DECLS

/* How texts become terms: the n-grams of ngram_min to ngram_max tokens. */
typedef struct
{
  InkAnalyzer analyzer; /* not AUTO */
  guint ngram_min, ngram_max;
  const InkVocabulary *stop_words; /* (nullable): borrowed */
} InkTermRule;

/* A tokenizer for that rule. (transfer full) */
InkTokenizer *ink_term_tokenizer_new (const InkTermRule *rule);

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

/* Counts the known terms of text after text; keeps its buffers. One thread at a
 * time. @vocabulary, @rule: borrowed, must outlive it. */
typedef struct _InkTermCounter InkTermCounter;

InkTermCounter *ink_term_counter_new (const InkVocabulary *vocabulary,
                                      const InkTermRule *rule);
void ink_term_counter_free (InkTermCounter *counter);
/* Returns: (transfer none): [*n], until the next run, in the order in which the
 * terms first come up. */
const InkTermCount *ink_term_counter_run (InkTermCounter *counter,
                                          const char *text, gsize *n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkTermCounter, ink_term_counter_free)

G_END_DECLS
