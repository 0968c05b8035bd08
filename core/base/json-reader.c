/* Strict JSON, pulled token by token. A general parser would accept what no
 * file of ours may hold (comments, deep nesting, doubled names); here the
 * caller asks for exactly what the format demands and anything else is an
 * error with its place. No function here recurses. */
#include "core/base/json-reader.h"

#include <string.h>

#include "core/base/error.h"

static void
skip_space (InkReader *reader)
{
  while (reader->offset < reader->size
         && memchr (" \t\r\n", reader->bytes[reader->offset], 4) != NULL)
    reader->offset++;
}

static gboolean
unexpected (const InkReader *reader, const char *what, GError **error)
{
  guint8 byte;

  if (reader->offset >= reader->size)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: JSON byte %" G_GSIZE_FORMAT
                          ": expected %s, found the end",
                          reader->name, reader->offset, what);
  byte = reader->bytes[reader->offset];
  if (g_ascii_isprint (byte))
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: JSON byte %" G_GSIZE_FORMAT
                          ": expected %s, found `%c`",
                          reader->name, reader->offset, what, byte);
  return ink_error_set (error, INK_ERROR_FORMAT,
                        "%s: JSON byte %" G_GSIZE_FORMAT
                        ": expected %s, found 0x%02x",
                        reader->name, reader->offset, what, byte);
}

gboolean
ink_json_accept (InkReader *reader, char token)
{
  skip_space (reader);
  if (reader->offset >= reader->size
      || reader->bytes[reader->offset] != (guint8) token)
    return FALSE;
  reader->offset++;
  return TRUE;
}

gboolean
ink_json_expect (InkReader *reader, char token, const char *what,
                 GError **error)
{
  return ink_json_accept (reader, token) || unexpected (reader, what, error);
}

gboolean
ink_json_next (InkReader *reader, char closing, guint *n, gboolean *more,
               GError **error)
{
  const char *what = closing == '}' ? "`,` or `}`" : "`,` or `]`";

  *more = !ink_json_accept (reader, closing);
  if (!*more)
    return TRUE;
  if (*n > 0 && !ink_json_expect (reader, ',', what, error))
    return FALSE;
  (*n)++;
  return TRUE;
}

/* The four digits of a \u escape; -1 where they are not there. */
static int
take_hex (InkReader *reader)
{
  int value = 0;

  if (ink_reader_left (reader) < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (reader->bytes[reader->offset + i]);

      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }
  reader->offset += 4;
  return value;
}

/* After `\u`: one character, of two escapes outside the basic plane. */
static gboolean
take_unicode (InkReader *reader, GString *text)
{
  int high = take_hex (reader);
  int low;

  if (high <= 0 || (high >= 0xdc00 && high < 0xe000))
    return FALSE;
  if (high < 0xd800 || high >= 0xe000)
    {
      g_string_append_unichar (text, (gunichar) high);
      return TRUE;
    }
  if (ink_reader_left (reader) < 6
      || memcmp (reader->bytes + reader->offset, "\\u", 2) != 0)
    return FALSE;
  reader->offset += 2;
  low = take_hex (reader);
  if (low < 0xdc00 || low >= 0xe000)
    return FALSE;
  g_string_append_unichar (
      text, 0x10000 + (((gunichar) high - 0xd800) << 10) + (low - 0xdc00));
  return TRUE;
}

static gboolean
take_escape (InkReader *reader, GString *text)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char values[] = "\"\\/\b\f\n\r\t";
  const char *found;
  guint8 byte;

  if (ink_reader_left (reader) == 0)
    return FALSE;
  byte = reader->bytes[reader->offset++];
  if (byte == 'u')
    return take_unicode (reader, text);
  found = byte == 0 ? NULL : strchr (letters, byte);
  if (found == NULL)
    return FALSE;
  g_string_append_c (text, values[found - letters]);
  return TRUE;
}

gboolean
ink_json_take_string (InkReader *reader, const char *what, char **string,
                      GError **error)
{
  g_autoptr (GString) text = NULL;
  gsize start;

  if (!ink_json_expect (reader, '"', what, error))
    return FALSE;
  start = reader->offset;
  text = g_string_new (NULL);
  for (;;)
    {
      guint8 byte;

      if (ink_reader_left (reader) == 0)
        return unexpected (reader, "the string's closing quote", error);
      byte = reader->bytes[reader->offset];
      if (byte < 0x20)
        return unexpected (reader, "no bare control character", error);
      reader->offset++;
      if (byte == '"')
        break;
      if (byte != '\\')
        g_string_append_c (text, (char) byte);
      else if (!take_escape (reader, text))
        return ink_error_set (error, INK_ERROR_FORMAT,
                              "%s: JSON byte %" G_GSIZE_FORMAT
                              ": not an escape JSON knows",
                              reader->name, reader->offset);
    }
  if (!g_utf8_validate_len (text->str, text->len, NULL))
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: JSON byte %" G_GSIZE_FORMAT
                          ": %s is not valid UTF-8",
                          reader->name, start, what);
  *string = g_string_free (g_steal_pointer (&text), FALSE);
  return TRUE;
}

gboolean
ink_json_take_size (InkReader *reader, const char *what, gsize *size,
                    GError **error)
{
  gsize value = 0;
  gsize start;

  skip_space (reader);
  start = reader->offset;
  while (reader->offset < reader->size
         && g_ascii_isdigit (reader->bytes[reader->offset]))
    {
      guint digit = reader->bytes[reader->offset] - '0';

      if (!g_size_checked_mul (&value, value, 10)
          || !g_size_checked_add (&value, value, digit))
        return ink_error_set (error, INK_ERROR_LIMIT,
                              "%s: JSON byte %" G_GSIZE_FORMAT
                              ": %s overflows",
                              reader->name, start, what);
      reader->offset++;
    }
  if (reader->offset == start)
    return unexpected (reader, what, error);
  if (reader->bytes[start] == '0' && reader->offset > start + 1)
    {
      reader->offset = start;
      return unexpected (reader, "a number without leading zeros", error);
    }
  *size = value;
  return TRUE;
}

gboolean
ink_json_expect_end (InkReader *reader, GError **error)
{
  skip_space (reader);
  return ink_reader_left (reader) == 0
         || unexpected (reader, "the end of the JSON", error);
}

gboolean
ink_json_is_shallow (const char *text, gsize size)
{
  gboolean in_string = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < size; i++)
    if (in_string && text[i] == '\\')
      i++;
    else if (text[i] == '"')
      in_string = !in_string;
    else if (in_string)
      continue;
    else if (text[i] == '[' || text[i] == '{')
      {
        if (++depth > INK_JSON_MAX_DEPTH)
          return FALSE;
      }
    else if ((text[i] == ']' || text[i] == '}') && depth > 0)
      depth--;
  return TRUE;
}
