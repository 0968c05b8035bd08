#pragma once

#include "core/text/tokenizer.h"

G_BEGIN_DECLS

/* Takes the words of two letters and more out of the bits of 64 bytes: at each
 * edge of @word a token begins or ends.
 * @token: (out): room for 32; where *@open, the one before it has no end yet
 * @word: bits of the bytes from @base on; @next: the first bit behind them
 * @open: (inout): whether a word reaches over the first bit, then over the last
 * Returns: behind the last token, which has no end where *@open. */
static inline InkToken *
ascii_tokens_take (InkToken *token, guint64 word, guint64 next, guint64 *open,
                   guint32 base)
{
  guint64 edges;

  word &= (word << 1 | *open) | (word >> 1 | next << 63);
  edges = word ^ (word << 1 | *open);
  if (*open && edges != 0)
    {
      token[-1].end = token[-1].source_end
          = base + (guint32) __builtin_ctzll (edges);
      edges &= edges - 1;
    }
  for (; edges != 0; edges &= edges - 1, token++)
    {
      token->start = token->source_start
          = base + (guint32) __builtin_ctzll (edges);
      edges &= edges - 1;
      if (edges == 0)
        {
          token++;
          break;
        }
      token->end = token->source_end
          = base + (guint32) __builtin_ctzll (edges);
    }
  *open = word >> 63;
  return token;
}

G_END_DECLS
