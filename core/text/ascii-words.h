#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ink_ascii_words: what the bytes of a text are to words, in one pass. Bit
 * i % 64 of number i / 64 is of byte i; bits past the text are 0.
 * @text: [n]
 * @lowered: (out): [n]: A to Z in lower case, all else as it is
 * @words: (out): [n / 64 + 1]: ASCII letters, digits and underscores
 * @wide: (out): [n / 64 + 1]: bytes that are not ASCII
 * Returns: whether there are any of the last. Any thread. */
gboolean ink_ascii_words (const char *text, gsize n, char *lowered,
                          guint64 *words, guint64 *wide);
/* The same byte by byte, for comparison and where there is nothing faster. */
gboolean ink_ascii_words_reference (const char *text, gsize n, char *lowered,
                                    guint64 *words, guint64 *wide);

/* A run of bits that are set. FALSE at the end: of @n bits, from *@at on. */
static inline gboolean
ink_bits_next_run (const guint64 *bits, gsize n, gsize *at, gsize *start,
                   gsize *end)
{
  gsize i = *at / 64;
  guint64 word;

  if (*at >= n)
    return FALSE;
  word = bits[i] & (G_MAXUINT64 << (*at % 64));
  while (word == 0)
    {
      if (++i * 64 >= n)
        return FALSE;
      word = bits[i];
    }
  *start = i * 64 + (gsize) __builtin_ctzll (word);
  if (*start >= n)
    return FALSE;
  word = ~bits[i] & (G_MAXUINT64 << (*start % 64));
  while (word == 0)
    word = ++i * 64 >= n ? 1 : ~bits[i];
  *end = MIN (n, i * 64 + (gsize) __builtin_ctzll (word));
  *at = *end;
  return TRUE;
}

G_END_DECLS
