/* The quick way through a line of JSON: an object whose members are strings,
 * numbers, truth values and null, as nearly every data set's are. It takes what
 * RFC 8259 allows and no more; all else, be it nested, odd or wrong, is left to
 * the parser that knows it or says what is wrong with it. */
#include <string.h>

#include "core/data/dataset-jsonl-private.h"

#define MAX_MEMBERS 256
#define SKIP_EVERY 8 /* bytes looked at, then words are tried again */
#define MAX_DIGITS 18 /* of a whole number that every reader prints alike */

typedef enum
{
  STRING,
  WHOLE_NUMBER,
  NUMBER,
  TRUTH,
  NOTHING, /* null */
} Kind;

/* A value: what is between the quotes of a string, or all of another. */
typedef struct
{
  char *start, *end;
  Kind kind;
  gboolean escaped;
} Value;

static char *
skip_blanks (char *p)
{
  while (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r')
    p++;
  return p;
}

/* Whole words from @p on without a quote, a backslash or a control
 * character. */
static char *
skip_plain (char *p, const char *end)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  const guint64 high = ones << 7;

  for (; end - p >= (gssize) sizeof (guint64); p += sizeof (guint64))
    {
      guint64 word, quote, backslash;

      memcpy (&word, p, sizeof word);
      quote = word ^ ones * '"';
      backslash = word ^ ones * '\\';
      if ((((quote - ones) & ~quote) | ((backslash - ones) & ~backslash)
           | ((word - ones * 0x20) & ~word))
          & high)
        break;
    }
  return p;
}

/* From behind the opening quote. Returns: what is behind the closing one. */
static char *
take_string (char *p, const char *end, Value *value)
{
  value->kind = STRING;
  value->start = p;
  value->escaped = FALSE;
  for (p = skip_plain (p, end);; p++)
    {
      if (*p == '"')
        break;
      if (*p == '\\')
        {
          value->escaped = TRUE;
          p++;
        }
      if ((guint8) *p < 0x20)
        return NULL;
      if ((p - value->start) % SKIP_EVERY == 0)
        p = skip_plain (p + 1, end) - 1;
    }
  value->end = p;
  return p + 1;
}

static char *
skip_digits (char *p)
{
  while (g_ascii_isdigit (*p))
    p++;
  return p;
}

static char *
take_number (char *p, Value *value)
{
  char *digits;

  value->kind = WHOLE_NUMBER;
  value->start = p;
  p += *p == '-';
  digits = p;
  p = skip_digits (p);
  if (p == digits || (*digits == '0' && p > digits + 1))
    return NULL;
  if (p - digits > MAX_DIGITS || (*digits == '0' && *value->start == '-'))
    value->kind = NUMBER;
  if (*p == '.')
    {
      value->kind = NUMBER;
      digits = ++p;
      p = skip_digits (p);
      if (p == digits)
        return NULL;
    }
  if (*p == 'e' || *p == 'E')
    {
      value->kind = NUMBER;
      p++;
      p += *p == '+' || *p == '-';
      digits = p;
      p = skip_digits (p);
      if (p == digits)
        return NULL;
    }
  value->end = p;
  return p;
}

static char *
take_word (char *p, const char *word, Kind kind, Value *value)
{
  gsize n = strlen (word);

  if (strncmp (p, word, n) != 0)
    return NULL;
  *value = (Value) { p, p + n, kind, FALSE };
  return p + n;
}

static char *
take_value (char *p, const char *end, Value *value)
{
  switch (*p)
    {
    case '"':
      return take_string (p + 1, end, value);
    case 't':
      return take_word (p, "true", TRUTH, value);
    case 'f':
      return take_word (p, "false", TRUTH, value);
    case 'n':
      return take_word (p, "null", NOTHING, value);
    default:
      return take_number (p, value);
    }
}

static gboolean
is_named (const Value *key, const char *name)
{
  gsize n = (gsize) (key->end - key->start);

  return strncmp (key->start, name, n) == 0 && name[n] == '\0';
}

/* Where the value of @key goes; NULL where it is not wanted. */
static Value *
place_of (const Value *key, const InkJsonMembers *members, Value *label,
          Value *texts)
{
  if (is_named (key, members->label))
    return label;
  for (guint i = 0; members->texts[i] != NULL; i++)
    if (is_named (key, members->texts[i]))
      return &texts[i];
  return NULL;
}

/* Goes through the object. FALSE where it is for the other parser: also where
 * one member comes twice. */
static gboolean
take_object (char *p, const InkJsonMembers *members, Value *label,
             Value *texts)
{
  const char *end = p + strlen (p);
  guint n = 0;

  p = skip_blanks (p);
  if (*p++ != '{')
    return FALSE;
  do
    {
      Value key, value;
      Value *place;

      p = skip_blanks (p);
      if (*p != '"' || n++ == MAX_MEMBERS
          || (p = take_string (p + 1, end, &key)) == NULL || key.escaped)
        return FALSE;
      p = skip_blanks (p);
      if (*p++ != ':'
          || (p = take_value (skip_blanks (p), end, &value)) == NULL)
        return FALSE;
      place = place_of (&key, members, label, texts);
      if (place != NULL && place->start != NULL)
        return FALSE;
      if (place != NULL)
        *place = value;
      p = skip_blanks (p);
    }
  while (*p++ == ',');
  return p[-1] == '}' && *skip_blanks (p) == '\0';
}

/* Four hexadecimal digits; -1. */
static int
take_hex (const char *p)
{
  int value = 0;

  for (guint i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (p[i]))
        return -1;
      value = value << 4 | g_ascii_xdigit_value (p[i]);
    }
  return value;
}

/* The character that is escaped behind \u at @p, with its other half.
 * Returns: the bytes read; 0 for none, for half of one, and for NUL. */
static gsize
take_unicode (const char *p, gunichar *c)
{
  int high = take_hex (p);
  int low;

  if (high <= 0 || (high & 0xfc00) == 0xdc00)
    return 0;
  *c = (gunichar) high;
  if ((high & 0xfc00) != 0xd800)
    return 4;
  if (p[4] != '\\' || p[5] != 'u')
    return 0;
  low = take_hex (p + 6);
  if (low < 0 || (low & 0xfc00) != 0xdc00)
    return 0;
  *c = 0x10000 + ((gunichar) (high & 0x3ff) << 10 | (gunichar) (low & 0x3ff));
  return 10;
}

/* Writes what the string says to @out, which has as much room as it.
 * Returns: the end; NULL where it cannot be said. */
static char *
unescape (const Value *value, char *out)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meant[] = "\"\\/\b\f\n\r\t";

  for (const char *p = value->start; p < value->end;)
    {
      const char *next = memchr (p, '\\', (gsize) (value->end - p));
      gsize n = (gsize) ((next == NULL ? value->end : next) - p);
      const char *letter;
      gunichar c;

      memcpy (out, p, n);
      out += n;
      if (next == NULL)
        break;
      p = next + 2;
      letter = strchr (letters, next[1]);
      if (letter != NULL)
        *out++ = meant[letter - letters];
      else if (next[1] == 'u' && (n = take_unicode (p, &c)) > 0)
        {
          out += g_unichar_to_utf8 (c, out);
          p += n;
        }
      else
        return NULL;
    }
  return out;
}

/* The texts of the line, joined, in the builder; NULL. */
static char *
join_texts (const Value *texts, guint n, InkTextBuilder *builder,
            gsize *length)
{
  gsize size = n;
  char *text, *at;

  for (guint i = 0; i < n; i++)
    {
      if (texts[i].start == NULL || texts[i].kind != STRING)
        return NULL;
      size += (gsize) (texts[i].end - texts[i].start);
    }
  if (n == 1 && !texts[0].escaped) /* it stays where it is */
    {
      *texts[0].end = '\0';
      *length = size - 1;
      return texts[0].start;
    }
  text = at = ink_text_builder_room (builder, size);
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        *at++ = '\n';
      at = unescape (&texts[i], at);
      if (at == NULL)
        return NULL;
    }
  *at = '\0';
  *length = (gsize) (at - text);
  return text;
}

/* The label as text, in the builder; NULL. */
static char *
take_label (const Value *label, InkTextBuilder *builder)
{
  char *text, *end;

  if (label->start == NULL || label->kind == NOTHING || label->kind == NUMBER)
    return NULL;
  text = ink_text_builder_room (builder,
                                (gsize) (label->end - label->start) + 1);
  if (label->kind == STRING)
    end = unescape (label, text);
  else
    {
      memcpy (text, label->start, (gsize) (label->end - label->start));
      end = text + (label->end - label->start);
    }
  if (end != NULL)
    *end = '\0';
  return end == NULL ? NULL : text;
}

gboolean
ink_json_line_add (char *line, guint64 number, const InkJsonMembers *members,
                   InkTextBuilder *builder, gboolean *added, GError **error)
{
  Value texts[INK_MAX_TEXT_COLUMNS] = { 0 };
  Value label = { 0 };
  guint n = g_strv_length (members->texts);
  gsize length;
  char *name, *text;

  *added = TRUE;
  if (n <= INK_MAX_TEXT_COLUMNS && take_object (line, members, &label, texts)
      && (name = take_label (&label, builder)) != NULL
      && (text = join_texts (texts, n, builder, &length)) != NULL)
    return ink_text_builder_add (builder, number, text, length, name, error);
  *added = FALSE;
  return TRUE;
}
