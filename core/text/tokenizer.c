/* Texts to tokens, as scikit-learn 1.2's CountVectorizer has them:
 *   word: maximal runs of two or more \w characters of the lower-cased text
 *   char: the characters of the lower-cased text, each run of two or more
 *         spaces made one U+0020 first
 *   char_wb: the characters of each word between spaces, with a space before
 *         and after, each word a stretch of its own
 *   icu:  the words ICU's root rules find in the lower-cased text (Chinese and
 *         Japanese by dictionary), those of punctuation and space left out
 * Tokens are written one after the other into one string, so that an n-gram
 * needs no copy. */
#include "core/text/tokenizer-private.h"

#include <string.h>

InkTokenizer *
ink_tokenizer_new (InkAnalyzer analyzer)
{
  InkTokenizer *tokenizer = g_new0 (InkTokenizer, 1);

  tokenizer->analyzer = analyzer;
  tokenizer->string = g_string_sized_new (256);
  tokenizer->max_tokens = 64;
  tokenizer->tokens = g_new (InkToken, tokenizer->max_tokens);
  tokenizer->stretches = g_array_new (FALSE, FALSE, sizeof (gsize));
  if (analyzer == INK_ANALYZER_ICU)
    {
      UErrorCode status = U_ZERO_ERROR;

      tokenizer->breaks = ubrk_open (UBRK_WORD, "", NULL, 0, &status);
      if (U_FAILURE (status))
        tokenizer->analyzer = INK_ANALYZER_WORD;
      tokenizer->lowered = g_string_sized_new (256);
      tokenizer->sources = g_array_new (FALSE, FALSE, sizeof (TokenSource));
    }
  return tokenizer;
}

void
ink_tokenizer_set_stop_words (InkTokenizer *tokenizer,
                              const InkVocabulary *stop_words)
{
  tokenizer->stop_words = stop_words;
}

void
ink_tokenizer_set_single (InkTokenizer *tokenizer)
{
  tokenizer->single = TRUE;
}

void
ink_tokenizer_free (InkTokenizer *tokenizer)
{
  if (tokenizer == NULL)
    return;
  g_string_free (tokenizer->string, TRUE);
  g_free (tokenizer->tokens);
  g_free (tokenizer->lower);
  g_free (tokenizer->words);
  g_free (tokenizer->wide);
  g_array_unref (tokenizer->stretches);
  g_clear_pointer (&tokenizer->breaks, ubrk_close);
  if (tokenizer->lowered != NULL)
    g_string_free (tokenizer->lowered, TRUE);
  g_clear_pointer (&tokenizer->sources, g_array_unref);
  g_free (tokenizer);
}

const char *
ink_tokenizer_string (const InkTokenizer *tokenizer)
{
  return tokenizer->in_lower ? tokenizer->lower : tokenizer->string->str;
}

/* Makes room to read and write behind the string. */
static void
reserve_spare (GString *string)
{
  gsize length = string->len;

  if (string->allocated_len >= length + TOKENIZER_SPARE)
    return;
  g_string_set_size (string, length + TOKENIZER_SPARE);
  g_string_truncate (string, length);
}

const InkToken *
ink_tokenizer_run (InkTokenizer *tokenizer, const char *text, gsize *n)
{
  return ink_tokenizer_run_length (tokenizer, text, strlen (text), n);
}

const InkToken *
ink_tokenizer_run_length (InkTokenizer *tokenizer, const char *text,
                          gsize length, gsize *n)
{
  InkLowerer lowerer;

  g_string_truncate (tokenizer->string, 0);
  tokenizer->n_tokens = 0;
  tokenizer->in_lower = FALSE;
  g_array_set_size (tokenizer->stretches, 0);
  ink_lowerer_init (&lowerer, text, length);
  switch (tokenizer->analyzer)
    {
    case INK_ANALYZER_CHAR:
      tokenizer_run_chars (tokenizer, &lowerer);
      break;
    case INK_ANALYZER_CHAR_WB:
      tokenizer_run_chars_of_words (tokenizer, &lowerer);
      break;
    case INK_ANALYZER_ICU:
      tokenizer_run_icu (tokenizer, &lowerer);
      break;
    case INK_ANALYZER_AUTO:
    case INK_ANALYZER_WORD:
      tokenizer_run_words (tokenizer, &lowerer);
      break;
    }
  if (tokenizer->stretches->len == 0)
    tokenizer_end_stretch (tokenizer);
  reserve_spare (tokenizer->string);
  *n = tokenizer->n_tokens;
  return tokenizer->tokens;
}

const gsize *
ink_tokenizer_stretches (const InkTokenizer *tokenizer, gsize *n)
{
  *n = tokenizer->stretches->len;
  return (const gsize *) (void *) tokenizer->stretches->data;
}
