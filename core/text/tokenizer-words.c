/* Words: maximal runs of two or more \w characters of the lower-cased text.
 * ASCII is looked at 64 bytes at a time, the rest character by character. */
#include "core/text/tokenizer-private.h"

#include <string.h>

#include "core/text/ascii-tokens-private.h"
#include "core/text/ascii-words.h"

/* Words are written behind one another, from @at of the string. */
typedef struct
{
  InkTokenizer *tokenizer;
  char *out;
  gsize at;
} WordSink;

/* Takes the @length bytes at @at, two characters or more, for a word, unless
 * it is a stop word. */
static inline void
keep_word (WordSink *sink, gsize length, gsize source_start, gsize source_end)
{
  if (tokenizer_is_stop_word (sink->tokenizer, sink->at, length))
    return;
  tokenizer_push (
      sink->tokenizer,
      (InkToken) { (guint32) sink->at, (guint32) (sink->at + length),
                   (guint32) source_start, (guint32) source_end });
  sink->at += length;
  sink->out[sink->at++] = ' ';
}

/* Bytes @start to @end of the text, which ASCII that is no word surrounds. */
static void
run_wide_words (WordSink *sink, const InkLowerer *whole, gsize start, gsize end)
{
  InkLowerer lowerer = *whole;
  gsize length = 0, first = 0, last = 0;
  guint n_chars = 0;
  gunichar c;

  lowerer.next = start;
  while ((lowerer.pending != 0 || lowerer.next < end)
         && ink_lowerer_next (&lowerer, &c))
    {
      if (!ink_unicode_is_word (c))
        {
          if (n_chars > 1)
            keep_word (sink, length, first, last);
          length = n_chars = 0;
          continue;
        }
      if (n_chars++ == 0)
        first = lowerer.start;
      last = lowerer.end;
      length += (gsize) g_unichar_to_utf8 (c, sink->out + sink->at + length);
    }
  if (n_chars > 1)
    keep_word (sink, length, first, last);
}

static void
reserve_lower (InkTokenizer *tokenizer, gsize length)
{
  if (length + TOKENIZER_SPARE <= tokenizer->max_lower)
    return;
  tokenizer->max_lower = length + length / 2 + TOKENIZER_SPARE;
  g_free (tokenizer->lower);
  g_free (tokenizer->words);
  g_free (tokenizer->wide);
  tokenizer->lower = g_malloc (tokenizer->max_lower);
  tokenizer->words = g_new (guint64, tokenizer->max_lower / 64 + 1);
  tokenizer->wide = g_new (guint64, tokenizer->max_lower / 64 + 1);
}

/* Whether any of the bits @start to @end, which is above, is set. */
static gboolean
any_bit (const guint64 *bits, gsize start, gsize end)
{
  for (gsize i = start / 64; i <= (end - 1) / 64; i++)
    {
      guint64 mask
          = i == start / 64 ? G_MAXUINT64 << (start % 64) : G_MAXUINT64;

      if (i == (end - 1) / 64)
        mask &= G_MAXUINT64 >> (63 - (end - 1) % 64);
      if (bits[i] & mask)
        return TRUE;
    }
  return FALSE;
}

static inline void
copy_word (char *out, const char *word, gsize length)
{
  memcpy (out, word, 16);
  if (G_UNLIKELY (length > 16))
    memcpy (out + 16, word + 16, length - 16);
}

/* Words of ASCII alone stay where they are in the lower-cased text. */
static void
run_ascii_words (InkTokenizer *tokenizer, gsize n)
{
  const guint64 *words = tokenizer->words;
  guint64 open = 0;

  for (gsize i = 0; i <= n / 64; i++)
    {
      guint64 next = i < n / 64 ? words[i + 1] & 1 : 0;
      InkToken *end;

      tokenizer_reserve (tokenizer, 32);
      end = ascii_tokens_take (tokenizer->tokens + tokenizer->n_tokens,
                               words[i], next, &open, (guint32) i * 64);
      tokenizer->n_tokens = (gsize) (end - tokenizer->tokens);
    }
  tokenizer->in_lower = TRUE;
}

/* Runs of ASCII words and of what is not ASCII; the latter are looked at
 * character by character. */
void
tokenizer_run_words (InkTokenizer *tokenizer, InkLowerer *lowerer)
{
  WordSink sink = { .tokenizer = tokenizer };
  gsize n = lowerer->length, at = 0, start, end;
  gboolean any_wide;

  reserve_lower (tokenizer, n);
  any_wide = ink_ascii_words (lowerer->text, n, tokenizer->lower,
                              tokenizer->words, tokenizer->wide);
  if (!any_wide && tokenizer->single && tokenizer->stop_words == NULL)
    {
      run_ascii_words (tokenizer, n);
      return;
    }
  for (gsize i = 0; any_wide && i <= n / 64; i++)
    tokenizer->words[i] |= tokenizer->wide[i];
  /* Lower case takes at most half as much again (U+023A). */
  g_string_set_size (tokenizer->string, 2 * n + TOKENIZER_SPARE);
  sink.out = tokenizer->string->str;
  while (ink_bits_next_run (tokenizer->words, n, &at, &start, &end))
    if (any_wide && any_bit (tokenizer->wide, start, end))
      run_wide_words (&sink, lowerer, start, end);
    else if (end - start > 1)
      {
        copy_word (sink.out + sink.at, tokenizer->lower + start, end - start);
        keep_word (&sink, end - start, start, end);
      }
  g_string_truncate (tokenizer->string, sink.at);
}
