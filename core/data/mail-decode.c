/* Transfer encodings and character sets of mails. */
#include <string.h>

#include "core/data/mail-private.h"
#include "core/data/text-decode.h"

#define MAX_CHARSET 40

/* =?charset?Q?...?= with underscores for blanks, where @header. */
static GString *
decode_quoted_printable (InkSpan body, gboolean header)
{
  GString *out = g_string_sized_new ((gsize) (body.end - body.start));

  for (const char *p = body.start; p < body.end; p++)
    {
      gsize left = (gsize) (body.end - p);

      if (*p == '=' && left >= 3 && g_ascii_isxdigit (p[1])
          && g_ascii_isxdigit (p[2]))
        {
          g_string_append_c (out, (char) (g_ascii_xdigit_value (p[1]) << 4
                                          | g_ascii_xdigit_value (p[2])));
          p += 2;
        }
      else if (*p == '=' && left >= 2 && p[1] == '\n')
        p += 1;
      else if (*p == '=' && left >= 3 && p[1] == '\r' && p[2] == '\n')
        p += 2;
      else
        g_string_append_c (out, header && *p == '_' ? ' ' : *p);
    }
  return out;
}

static GString *
decode_base64 (InkSpan body)
{
  gsize n = (gsize) (body.end - body.start);
  GString *out = g_string_sized_new (n / 4 * 3 + 4);
  int state = 0;
  guint save = 0;
  gsize decoded = g_base64_decode_step (body.start, n, (guchar *) out->str,
                                        &state, &save);

  out->len = decoded; /* the buffer has room for it and a NUL */
  out->str[decoded] = '\0';
  return out;
}

GString *
ink_mail_decode (InkSpan body, InkMailEncoding encoding)
{
  if (encoding == INK_MAIL_BASE64)
    return decode_base64 (body);
  if (encoding == INK_MAIL_QUOTED_PRINTABLE)
    return decode_quoted_printable (body, FALSE);
  return g_string_new_len (body.start, body.end - body.start);
}

/* Letters, digits and the like, so that no path nor option of iconv is one. */
static gboolean
is_charset (const char *name)
{
  gsize n = strspn (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                          "0123456789-_.:+");

  return n > 0 && n <= MAX_CHARSET && name[n] == '\0';
}

/* Whether its bytes may all be ASCII and yet mean something else. */
static gboolean
hides_in_ascii (const char *charset)
{
  return g_ascii_strncasecmp (charset, "iso-2022", 8) == 0
         || g_ascii_strcasecmp (charset, "utf-7") == 0
         || g_ascii_strcasecmp (charset, "hz-gb-2312") == 0;
}

/* Valid UTF-8 without NUL of what is nearly that. */
static char *
clean (const char *bytes, gsize n)
{
  g_autoptr (GString) out = g_string_sized_new (n);
  gsize from = 0;
  char *text;

  while (from < n)
    {
      const char *nul = memchr (bytes + from, '\0', n - from);
      gsize to = nul == NULL ? n : (gsize) (nul - bytes);

      g_string_append_len (out, bytes + from, (gssize) (to - from));
      from = to + 1;
    }
  if (ink_utf8_valid_length (out->str, out->len) == out->len)
    return g_string_free (g_steal_pointer (&out), FALSE);
  text = g_malloc (2 * out->len + 1);
  ink_latin1_decode (out->str, out->len, text);
  return text;
}

char *
ink_mail_to_utf8 (const char *bytes, gsize n, const char *charset,
                  gboolean encoded)
{
  gsize n_converted;
  g_autofree char *converted = NULL;

  if (charset == NULL || !is_charset (charset)
      || (!encoded && !hides_in_ascii (charset)
          && ink_utf8_valid_length (bytes, n) == n))
    return clean (bytes, n);
  converted = g_convert (bytes, (gssize) n, "UTF-8", charset, NULL,
                         &n_converted, NULL);
  if (converted == NULL)
    return clean (bytes, n);
  return clean (converted, n_converted);
}

/* The encoded word at @p, =?CHARSET?Q|B?TEXT?=, into @out.
 * Returns: what is behind it; NULL where none is. */
static const char *
take_word (const char *p, const char *end, GString *out)
{
  const char *charset = p + 2;
  const char *kind
      = memchr (charset, '?', MIN ((gsize) (end - charset), MAX_CHARSET + 1));
  const char *text, *close;
  g_autoptr (GString) decoded = NULL;
  g_autofree char *name = NULL;
  g_autofree char *utf8 = NULL;
  InkSpan span;

  if (kind == NULL || end - kind < 4 || kind[2] != '?')
    return NULL;
  text = kind + 3;
  close = memchr (text, '?', (gsize) (end - text));
  if (close == NULL || close + 1 == end || close[1] != '=')
    return NULL;
  span = (InkSpan) { text, close };
  if (g_ascii_tolower (kind[1]) == 'b')
    decoded = decode_base64 (span);
  else if (g_ascii_tolower (kind[1]) == 'q')
    decoded = decode_quoted_printable (span, TRUE);
  else
    return NULL;
  name = g_strndup (charset, (gsize) (kind - charset));
  utf8 = ink_mail_to_utf8 (decoded->str, decoded->len, name, TRUE);
  g_string_append (out, utf8);
  return close + 2;
}

/* Unfolded: without line breaks. What is between two encoded words does not
 * count where it is blank. */
static void
append_between (GString *out, const char *from, const char *to, gboolean word)
{
  gboolean blank = word;

  for (const char *p = from; blank && p < to; p++)
    blank = g_ascii_isspace (*p);
  for (const char *p = from; !blank && p < to; p++)
    if (*p != '\n' && *p != '\r')
      g_string_append_c (out, *p == '\t' ? ' ' : *p);
}

char *
ink_mail_header_text (InkSpan value)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) word = g_string_new (NULL);
  const char *from = value.start;
  gboolean after_word = FALSE;

  if (value.start == NULL)
    return g_strdup ("");
  for (const char *p = from; p + 1 < value.end;)
    {
      const char *behind = NULL;

      g_string_truncate (word, 0);
      if (p[0] == '=' && p[1] == '?')
        behind = take_word (p, value.end, word);
      if (behind == NULL)
        {
          p++;
          continue;
        }
      append_between (out, from, p, after_word);
      g_string_append_len (out, word->str, (gssize) word->len);
      from = p = behind;
      after_word = TRUE;
    }
  append_between (out, from, value.end, FALSE);
  return g_strstrip (clean (out->str, out->len));
}
