/* Characters of the lower-cased text: all of them, each run of two or more
 * spaces made one U+0020 first; or those of each word between spaces, with a
 * space before and after, each word a stretch of its own. */
#include "core/text/tokenizer-private.h"

static void
end_spaces (InkTokenizer *tokenizer, guint n_spaces, gunichar space,
            const TokenSource *source)
{
  gsize start = tokenizer->string->len;

  if (n_spaces == 0)
    return;
  tokenizer_append (tokenizer->string, n_spaces == 1 ? space : ' ');
  tokenizer_add (tokenizer, start, source->start, source->end);
}

void
tokenizer_run_chars (InkTokenizer *tokenizer, InkLowerer *lowerer)
{
  guint n_spaces = 0;
  gunichar space = 0;
  TokenSource source = { 0, 0 };
  gunichar c;

  while (ink_lowerer_next (lowerer, &c))
    {
      if (ink_unicode_is_space (c))
        {
          if (n_spaces++ == 0)
            source.start = lowerer->start;
          source.end = lowerer->end;
          space = c;
          continue;
        }
      end_spaces (tokenizer, n_spaces, space, &source);
      n_spaces = 0;

      gsize start = tokenizer->string->len;

      tokenizer_append (tokenizer->string, c);
      tokenizer_add (tokenizer, start, lowerer->start, lowerer->end);
    }
  end_spaces (tokenizer, n_spaces, space, &source);
}

/* A space that the text does not have, at byte @at of it. */
static void
pad_word (InkTokenizer *tokenizer, gsize at)
{
  gsize start = tokenizer->string->len;

  g_string_append_c (tokenizer->string, ' ');
  tokenizer_add (tokenizer, start, at, at);
}

void
tokenizer_run_chars_of_words (InkTokenizer *tokenizer, InkLowerer *lowerer)
{
  gboolean within = FALSE;
  gsize end = 0;
  gunichar c;

  while (ink_lowerer_next (lowerer, &c))
    {
      gboolean space = ink_unicode_is_space (c);
      gsize start;

      if (within == space)
        {
          pad_word (tokenizer, space ? end : lowerer->start);
          if (space)
            tokenizer_end_stretch (tokenizer);
          within = !space;
        }
      if (space)
        continue;
      start = tokenizer->string->len;
      tokenizer_append (tokenizer->string, c);
      tokenizer_add (tokenizer, start, lowerer->start, lowerer->end);
      end = lowerer->end;
    }
  if (!within)
    return;
  pad_word (tokenizer, end);
  tokenizer_end_stretch (tokenizer);
}
