/* Bytes classified for the tokenizer of words: sixteen at a time where the
 * processor has SSE2, which every x86-64 has. */
#include "core/text/ascii-words.h"

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

gboolean
ink_ascii_words_reference (const char *text, gsize n, char *lowered,
                           guint64 *words, guint64 *wide)
{
  guint64 any = 0;

  memset (words, 0, (n / 64 + 1) * sizeof *words);
  memset (wide, 0, (n / 64 + 1) * sizeof *wide);
  for (gsize i = 0; i < n; i++)
    {
      char c = text[i];

      lowered[i] = g_ascii_tolower (c);
      words[i / 64] |= (guint64) (g_ascii_isalnum (c) || c == '_') << (i % 64);
      wide[i / 64] |= (guint64) ((guint8) c >= 0x80) << (i % 64);
      any |= (guint8) c & 0x80;
    }
  return any != 0;
}

#if defined(__SSE2__)

typedef guint8 Bytes __attribute__ ((vector_size (16)));

static inline guint64
bits_of (Bytes bytes)
{
  return (guint64) (guint) _mm_movemask_epi8 ((__m128i) bytes);
}

/* Bits of 16 bytes, from bit 0 on. */
static inline void
classify (const char *text, char *lowered, guint64 *words, guint64 *wide)
{
  Bytes c, lower, is_word;

  memcpy (&c, text, sizeof c);
  lower = c | ((Bytes) (c - 'A' < 26) & 0x20);
  is_word = (Bytes) (lower - 'a' < 26) | (Bytes) (c - '0' < 10)
            | (Bytes) (c == '_');
  memcpy (lowered, &lower, sizeof lower);
  *words = bits_of (is_word);
  *wide = bits_of (c);
}

/* @n: at most 64 */
static void
classify_rest (const char *text, gsize n, char *lowered, guint64 *words,
               guint64 *wide)
{
  char in[64] = { 0 }, out[64];

  *words = *wide = 0;
  memcpy (in, text, n);
  for (gsize i = 0; i < n; i += 16)
    {
      guint64 word_bits, wide_bits;

      classify (in + i, out + i, &word_bits, &wide_bits);
      *words |= word_bits << i;
      *wide |= wide_bits << i;
    }
  memcpy (lowered, out, n);
}

gboolean
ink_ascii_words (const char *text, gsize n, char *lowered, guint64 *words,
                 guint64 *wide)
{
  guint64 any = 0;
  gsize i;

  for (i = 0; i + 64 <= n; i += 64)
    {
      guint64 w[4], o[4];

      for (guint k = 0; k < 4; k++)
        classify (text + i + 16 * k, lowered + i + 16 * k, &w[k], &o[k]);
      words[i / 64] = w[0] | w[1] << 16 | w[2] << 32 | w[3] << 48;
      wide[i / 64] = o[0] | o[1] << 16 | o[2] << 32 | o[3] << 48;
      any |= wide[i / 64];
    }
  classify_rest (text + i, n - i, lowered + i, &words[i / 64], &wide[i / 64]);
  return (any | wide[i / 64]) != 0;
}

#else

gboolean
ink_ascii_words (const char *text, gsize n, char *lowered, guint64 *words,
                 guint64 *wide)
{
  return ink_ascii_words_reference (text, n, lowered, words, wide);
}

#endif
