#pragma once

#include "core/text/tokenizer.h"

#include <unicode/ubrk.h>

#include "core/text/unicode.h"

G_BEGIN_DECLS

#define TOKENIZER_SPARE 64 /* bytes behind a string that can be read */

/* What the ways to cut a text share: the string and the tokens of the text that
 * is being cut, and how they are added to. */

struct _InkTokenizer
{
  InkAnalyzer analyzer;
  GString *string;
  InkToken *tokens;
  gsize n_tokens, max_tokens;
  GArray *stretches; /* gsize: the end of each, in tokens */
  const InkVocabulary *stop_words;
  gboolean single;

  /* WORD only */
  gboolean in_lower;     /* the tokens stand in lower, else in string */
  char *lower;           /* the text with A to Z in lower case */
  guint64 *words, *wide; /* see ink_ascii_words() */
  gsize max_lower;

  /* ICU only */
  UBreakIterator *breaks;
  GString *lowered;
  GArray *sources; /* TokenSource of each byte of lowered */
};

/* Bytes of the text given. */
typedef struct
{
  gsize start, end;
} TokenSource;

/* Each adds all tokens of the text that @lowerer reads to an empty string. */
void tokenizer_run_words (InkTokenizer *tokenizer, InkLowerer *lowerer);
void tokenizer_run_chars (InkTokenizer *tokenizer, InkLowerer *lowerer);
void tokenizer_run_chars_of_words (InkTokenizer *tokenizer,
                                   InkLowerer *lowerer);
void tokenizer_run_icu (InkTokenizer *tokenizer, InkLowerer *lowerer);

static inline void
tokenizer_append (GString *string, gunichar c)
{
  if (c < 0x80)
    g_string_append_c (string, (char) c);
  else
    g_string_append_unichar (string, c);
}

/* Makes room for @n tokens, at most 64. */
static inline void
tokenizer_reserve (InkTokenizer *tokenizer, gsize n)
{
  if (G_LIKELY (tokenizer->n_tokens + n <= tokenizer->max_tokens))
    return;
  tokenizer->max_tokens *= 2;
  tokenizer->tokens
      = g_renew (InkToken, tokenizer->tokens, tokenizer->max_tokens);
}

static inline void
tokenizer_push (InkTokenizer *tokenizer, InkToken token)
{
  tokenizer_reserve (tokenizer, 1);
  tokenizer->tokens[tokenizer->n_tokens++] = token;
}

/* From @start of the string to its end. */
static inline void
tokenizer_add (InkTokenizer *tokenizer, gsize start, gsize source_start,
               gsize source_end)
{
  tokenizer_push (
      tokenizer,
      (InkToken) { (guint32) start, (guint32) tokenizer->string->len,
                   (guint32) source_start, (guint32) source_end });
}

/* Whether the @length bytes from @start of the string are no token. */
static inline gboolean
tokenizer_is_stop_word (const InkTokenizer *tokenizer, gsize start,
                        gsize length)
{
  guint32 index;

  return tokenizer->stop_words != NULL
         && ink_vocabulary_find (tokenizer->stop_words,
                                 tokenizer->string->str + start, length,
                                 &index);
}

/* The n-grams of what comes do not reach to what is there. */
static inline void
tokenizer_end_stretch (InkTokenizer *tokenizer)
{
  gsize end = tokenizer->n_tokens;

  g_array_append_val (tokenizer->stretches, end);
}

G_END_DECLS
