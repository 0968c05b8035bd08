#pragma once

#include "core/text/analyzer.h"
#include "core/text/vocabulary.h"

G_BEGIN_DECLS

/* One token. All tokens of a text stand in a row in one string, words with one
 * space between, characters with none, so that the n-gram of tokens i to j is
 * the bytes from start of i to end of j. An added space (CHAR_WB) has no bytes
 * in the source. Of a text, the first 2 GiB are read. */
typedef struct
{
  guint32 start, end;               /* bytes of ink_tokenizer_string() */
  guint32 source_start, source_end; /* bytes of the text given */
} InkToken;

/* Cuts texts into tokens, one text at a time; keeps its buffers from text to
 * text. One thread at a time. */
typedef struct _InkTokenizer InkTokenizer;

/* @analyzer: not AUTO. Where ICU has no data of its own for words, ICU falls
 * back to WORD. Returns: (transfer full): never NULL. */
InkTokenizer *ink_tokenizer_new (InkAnalyzer analyzer);
void ink_tokenizer_free (InkTokenizer *tokenizer);
/* Words that are no tokens, of WORD and ICU only. @stop_words: (nullable):
 * borrowed, must outlive it; as they are after lower-casing */
void ink_tokenizer_set_stop_words (InkTokenizer *tokenizer,
                                   const InkVocabulary *stop_words);

/* No n-grams will be taken of the tokens: words need not stand side by side,
 * which is faster. */
void ink_tokenizer_set_single (InkTokenizer *tokenizer);

/* ink_tokenizer_run: cuts @text, UTF-8; invalid bytes read as U+FFFD.
 * Returns: (transfer none): [*n], until the next run. */
const InkToken *ink_tokenizer_run (InkTokenizer *tokenizer, const char *text,
                                   gsize *n);
/* The same of @length bytes. */
const InkToken *ink_tokenizer_run_length (InkTokenizer *tokenizer,
                                          const char *text, gsize length,
                                          gsize *n);
/* The string that the tokens of the last run stand in; valid UTF-8. 16 bytes
 * and more behind its end can be read. */
const char *ink_tokenizer_string (const InkTokenizer *tokenizer);
/* Where n-grams may reach: [*n] numbers of tokens, each the end of a stretch,
 * the first of which begins at 0. One stretch, but for CHAR_WB, where each word
 * is one. Until the next run. */
const gsize *ink_tokenizer_stretches (const InkTokenizer *tokenizer, gsize *n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkTokenizer, ink_tokenizer_free)

G_END_DECLS
