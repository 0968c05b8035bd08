/* The n-grams of a text that a vocabulary knows, and where they stand. */
#include "core/text/term-counts.h"

#include "core/text/term-walk-private.h"

InkTokenizer *
ink_term_tokenizer_new (const InkTermRule *rule)
{
  InkTokenizer *tokenizer = ink_tokenizer_new (rule->analyzer);

  ink_tokenizer_set_stop_words (tokenizer, rule->stop_words);
  if (rule->ngram_max == 1)
    ink_tokenizer_set_single (tokenizer);
  return tokenizer;
}

typedef struct
{
  const InkVocabulary *vocabulary;
  const char *string;
  const InkToken *tokens;
  InkTermFunc func;
  gpointer user_data;
} Each;

static gboolean
find_term (gsize first, gsize last, gpointer user_data)
{
  const Each *each = user_data;
  gsize start = each->tokens[first].start;
  guint32 term;

  if (ink_vocabulary_find (each->vocabulary, each->string + start,
                           each->tokens[last].end - start, &term))
    each->func (term, first, last, each->user_data);
  return TRUE;
}

void
ink_term_each (const InkVocabulary *vocabulary, const InkTermRule *rule,
               const InkTokenizer *tokenizer, const InkToken *tokens,
               gsize n_tokens, InkTermFunc func, gpointer user_data)
{
  Each each = { vocabulary, ink_tokenizer_string (tokenizer), tokens, func,
                user_data };

  walk_ngrams (rule, tokenizer, n_tokens, find_term, &each);
}
