/* Bytes to UTF-8. Latin-1 takes any byte, so it is only fallen back to for
 * bytes that are no UTF-8; a NUL byte, which no text holds and UTF-16 is full
 * of, is refused in every encoding. */
#include "core/data/text-decode.h"

#include <string.h>

#include "core/base/error.h"

static guint
line_of (const char *start, const char *place)
{
  guint line = 1;

  for (const char *p = start; p < place; p++)
    line += *p == '\n';
  return line;
}

/* Each byte is the code point of that number. */
static char *
decode_latin1 (const char *bytes, gsize n)
{
  gsize n_high = 0;
  char *text, *out;

  for (gsize i = 0; i < n; i++)
    n_high += (guint8) bytes[i] >> 7;
  text = out = g_malloc (n + n_high + 1);
  for (gsize i = 0; i < n; i++)
    {
      guint8 c = (guint8) bytes[i];

      if (c < 0x80)
        *out++ = (char) c;
      else
        {
          *out++ = (char) (0xc0 | c >> 6);
          *out++ = (char) (0x80 | (c & 0x3f));
        }
    }
  *out = '\0';
  return text;
}

char *
ink_text_decode (const char *name, GBytes *file, InkEncoding encoding,
                 GError **error)
{
  gsize n;
  const char *bytes = g_bytes_get_data (file, &n);
  const char *nul = n > 0 ? memchr (bytes, '\0', n) : NULL;
  const char *bad;

  if (n == 0)
    return g_strdup ("");
  if (nul != NULL)
    {
      ink_error_set (error, INK_ERROR_FORMAT,
                     "%s: line %u: expected text, found a NUL byte", name,
                     line_of (bytes, nul));
      return NULL;
    }
  if (encoding == INK_ENCODING_LATIN1)
    return decode_latin1 (bytes, n);
  if (g_utf8_validate_len (bytes, n, &bad))
    {
      if (n >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
        return g_strndup (bytes + 3, n - 3);
      return g_strndup (bytes, n);
    }
  if (encoding == INK_ENCODING_AUTO)
    return decode_latin1 (bytes, n);
  ink_error_set (error, INK_ERROR_FORMAT,
                 "%s: line %u: expected UTF-8, found byte 0x%02x", name,
                 line_of (bytes, bad), (guint8) *bad);
  return NULL;
}
