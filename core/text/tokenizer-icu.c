/* The words that ICU's root rules find in the lower-cased text, Chinese and
 * Japanese by dictionary; those of punctuation and space are left out. */
#include "core/text/tokenizer-private.h"

#include <unicode/utext.h>

static void
lower_whole (InkTokenizer *tokenizer, InkLowerer *lowerer)
{
  gunichar c;

  g_string_truncate (tokenizer->lowered, 0);
  g_array_set_size (tokenizer->sources, 0);
  while (ink_lowerer_next (lowerer, &c))
    {
      TokenSource source = { lowerer->start, lowerer->end };

      tokenizer_append (tokenizer->lowered, c);
      while (tokenizer->sources->len < tokenizer->lowered->len)
        g_array_append_val (tokenizer->sources, source);
    }
}

static void
add_icu_word (InkTokenizer *tokenizer, gint32 from, gint32 to)
{
  const TokenSource *sources
      = (const TokenSource *) (void *) tokenizer->sources->data;
  gsize start = tokenizer->string->len;

  g_string_append_len (tokenizer->string, tokenizer->lowered->str + from,
                       to - from);
  if (tokenizer_is_stop_word (tokenizer, start, (gsize) (to - from)))
    {
      g_string_truncate (tokenizer->string, start);
      return;
    }
  tokenizer_add (tokenizer, start, sources[from].start, sources[to - 1].end);
  g_string_append_c (tokenizer->string, ' ');
}

void
tokenizer_run_icu (InkTokenizer *tokenizer, InkLowerer *lowerer)
{
  UErrorCode status = U_ZERO_ERROR;
  UText text = UTEXT_INITIALIZER;
  gint32 from, to;

  lower_whole (tokenizer, lowerer);
  utext_openUTF8 (&text, tokenizer->lowered->str,
                  (gint64) tokenizer->lowered->len, &status);
  ubrk_setUText (tokenizer->breaks, &text, &status);
  if (U_SUCCESS (status))
    {
      from = ubrk_first (tokenizer->breaks);
      while ((to = ubrk_next (tokenizer->breaks)) != UBRK_DONE)
        {
          if (ubrk_getRuleStatus (tokenizer->breaks) >= UBRK_WORD_NONE_LIMIT)
            add_icu_word (tokenizer, from, to);
          from = to;
        }
    }
  utext_close (&text);
}
