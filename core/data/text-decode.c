/* Bytes to UTF-8. Latin-1 takes any byte, so it is only fallen back to for
 * bytes that are no UTF-8; a NUL byte, which no text holds and UTF-16 is full
 * of, is refused in every encoding. */
#include "core/data/text-decode.h"

#include <string.h>

#include "core/base/error.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define HIGH_BITS G_GUINT64_CONSTANT (0x8080808080808080)

/* The bytes of the character that begins at @p, or 0 where none does (Unicode
 * 15, table 3-7); @left >= 1 are there. */
static gsize
character_length (const guint8 *p, gsize left)
{
  guint8 low = 0x80, high = 0xbf; /* of the second byte */
  gsize n;

  if (p[0] < 0x80)
    return p[0] != 0;
  if (p[0] < 0xc2 || p[0] > 0xf4)
    return 0;
  n = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
  if (p[0] == 0xe0)
    low = 0xa0;
  else if (p[0] == 0xed)
    high = 0x9f;
  else if (p[0] == 0xf0)
    low = 0x90;
  else if (p[0] == 0xf4)
    high = 0x8f;
  if (left < n || p[1] < low || p[1] > high)
    return 0;
  for (gsize i = 2; i < n; i++)
    if ((p[i] & 0xc0) != 0x80)
      return 0;
  return n;
}

/* The bytes from @i on that are ASCII and not NUL, in whole words. */
static gsize
skip_ascii (const char *bytes, gsize i, gsize n)
{
  const guint64 ones = HIGH_BITS >> 7;

  for (; n - i >= sizeof (guint64); i += sizeof (guint64))
    {
      guint64 word;

      memcpy (&word, bytes + i, sizeof word);
      /* a zero byte borrows from the bit above it (no false alarm below one) */
      if (((word | (word - ones)) & HIGH_BITS) != 0)
        break;
    }
  return i;
}

gsize
ink_utf8_valid_length (const char *bytes, gsize n)
{
  for (gsize i = 0; i < n;)
    {
      gsize length;

      i = skip_ascii (bytes, i, n);
      /* a word's worth at least, before words are tried again */
      for (gsize stop = MIN (n, i + sizeof (guint64)); i < stop; i += length)
        {
          length = character_length ((const guint8 *) bytes + i, n - i);
          if (length == 0)
            return i;
        }
    }
  return n;
}

/* Whether all of it is ASCII without NUL, which is the same in Latin-1. */
static gboolean
is_ascii (const char *bytes, gsize n)
{
  gsize i = skip_ascii (bytes, 0, n);

  while (i < n && (guint8) bytes[i] < 0x80 && bytes[i] != '\0')
    i++;
  return i == n;
}

gsize
ink_latin1_decode (const char *bytes, gsize n, char *text)
{
  char *out = text;

  /* each byte is the code point of that number */
  for (gsize i = 0; i < n; i++)
    {
      guint8 c = (guint8) bytes[i];
      gsize ascii = skip_ascii (bytes, i, n) - i;

      if (ascii > 0)
        {
          memcpy (out, bytes + i, ascii);
          out += ascii;
          i += ascii - 1;
        }
      else if (c < 0x80)
        *out++ = (char) c;
      else
        {
          *out++ = (char) (0xc0 | c >> 6);
          *out++ = (char) (0x80 | (c & 0x3f));
        }
    }
  *out = '\0';
  return (gsize) (out - text);
}

static guint64
line_of (guint64 line, const char *start, const char *place)
{
  for (const char *p = start; p < place; p++)
    line += *p == '\n';
  return line;
}

gboolean
ink_text_check (const char *name, guint64 line, const char *bytes, gsize n,
                InkEncoding encoding, gboolean *latin1, GError **error)
{
  gsize valid;
  const char *bad, *nul;

  *latin1 = FALSE;
  if (encoding == INK_ENCODING_LATIN1 && is_ascii (bytes, n))
    return TRUE;
  valid = ink_utf8_valid_length (bytes, n);
  if (valid == n && encoding != INK_ENCODING_LATIN1)
    return TRUE;
  bad = bytes + valid;
  nul = valid < n ? memchr (bad, '\0', n - valid) : NULL;
  if (nul != NULL)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: line %" G_GUINT64_FORMAT
                          ": expected text, found a NUL byte",
                          name, line_of (line, bytes, nul));
  *latin1 = encoding != INK_ENCODING_UTF8;
  if (encoding == INK_ENCODING_UTF8)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: line %" G_GUINT64_FORMAT
                          ": expected UTF-8, found byte 0x%02x",
                          name, line_of (line, bytes, bad), (guint8) *bad);
  return TRUE;
}

char *
ink_text_decode (const char *name, GBytes *file, InkEncoding encoding,
                 GError **error)
{
  gsize n;
  const char *bytes = g_bytes_get_data (file, &n);
  gboolean latin1;
  char *text;

  if (n == 0)
    return g_strdup ("");
  if (!ink_text_check (name, 1, bytes, n, encoding, &latin1, error))
    return NULL;
  if (latin1)
    {
      text = g_malloc (2 * n + 1);
      return g_realloc (text, ink_latin1_decode (bytes, n, text) + 1);
    }
  if (n >= 3 && memcmp (bytes, BYTE_ORDER_MARK, 3) == 0)
    return g_strndup (bytes + 3, n - 3);
  return g_strndup (bytes, n);
}
