#pragma once

#include "core/text/term-counts.h"

G_BEGIN_DECLS

/* An n-gram, tokens @first to @last. FALSE ends the walk. */
typedef gboolean (*NgramFunc) (gsize first, gsize last, gpointer user_data);

/* scikit-learn counts a word that is shorter than n once, as a whole, and no
 * longer n-gram of it. */
static inline gboolean
walk_word (const InkTermRule *rule, gsize begin, gsize end, NgramFunc func,
           gpointer user_data)
{
  for (gsize n = rule->ngram_min; n <= rule->ngram_max; n++)
    {
      if (n >= end - begin)
        return func (begin, end - 1, user_data);
      for (gsize i = begin; i + n <= end; i++)
        if (!func (i, i + n - 1, user_data))
          return FALSE;
    }
  return TRUE;
}

/* The n-grams of the last run of @tokenizer, the shortest first. Returns:
 * whether all were told. */
static inline gboolean
walk_ngrams (const InkTermRule *rule, const InkTokenizer *tokenizer,
             gsize n_tokens, NgramFunc func, gpointer user_data)
{
  gsize n_stretches, begin = 0;
  const gsize *ends;

  if (rule->analyzer != INK_ANALYZER_CHAR_WB)
    {
      for (gsize n = rule->ngram_min; n <= rule->ngram_max && n <= n_tokens;
           n++)
        for (gsize i = 0; i + n <= n_tokens; i++)
          if (!func (i, i + n - 1, user_data))
            return FALSE;
      return TRUE;
    }
  ends = ink_tokenizer_stretches (tokenizer, &n_stretches);
  for (gsize s = 0; s < n_stretches && ends[s] > begin; begin = ends[s++])
    if (!walk_word (rule, begin, ends[s], func, user_data))
      return FALSE;
  return TRUE;
}

G_END_DECLS
