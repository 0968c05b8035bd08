/* What is read of HTML in mails: the words, without tags, comments, scripts and
 * styles. It need not be good HTML; every byte is looked at once or twice. */
#include <string.h>

#include "core/data/mail-private.h"

/* The tag's name that begins at @p; letters and digits. */
static gsize
name_length (const char *p)
{
  gsize n = 0;

  while (g_ascii_isalnum (p[n]))
    n++;
  return n;
}

static gboolean
is_one_of (const char *name, gsize n, const char *const *names)
{
  for (; *names != NULL; names++)
    if (strlen (*names) == n && g_ascii_strncasecmp (name, *names, n) == 0)
      return TRUE;
  return FALSE;
}

/* Behind the closing tag of the element @name; the end where there is none. */
static const char *
skip_element (const char *p, const char *name, gsize n)
{
  while ((p = strstr (p, "</")) != NULL)
    {
      p += 2;
      if (g_ascii_strncasecmp (p, name, n) == 0)
        return strchr (p, '>');
    }
  return NULL;
}

static gboolean
ends_word (const GString *text)
{
  return text->len == 0 || text->str[text->len - 1] == ' '
         || text->str[text->len - 1] == '\n';
}

static void
append_break (GString *text, char c)
{
  if (!ends_word (text))
    g_string_append_c (text, c);
}

/* What is left that ends tags and comments: where one does not end, no later
 * one does, and none is looked for again. */
typedef struct
{
  GString *text;
  gboolean tags;
  gboolean comments;
} Html;

static const char *
skip_comment (const char *p, Html *html)
{
  const char *end = html->comments ? strstr (p + 4, "-->") : NULL;

  html->comments = end != NULL;
  return end == NULL ? NULL : end + 2;
}

/* The tag or comment at @p, a `<`. Returns: its last byte, or of all that is
 * not read with it; NULL where it is no tag or does not end. */
static const char *
skip_tag (const char *p, Html *html)
{
  static const char *const silent[] = { "script", "style", NULL };
  static const char *const inside_words[]
      = { "b", "i", "u", "em", "strong", "font", "span", "a", "small", "big",
          "sub", "sup", "tt", NULL };
  const char *name = p[1] == '/' ? p + 2 : p + 1;
  gsize n = name_length (name);
  const char *end;

  if (strncmp (p, "<!--", 4) == 0 && (end = skip_comment (p, html)) != NULL)
    return end;
  if (!html->tags || (n == 0 && p[1] != '!' && p[1] != '?'))
    return NULL;
  end = strchr (p, '>');
  html->tags = end != NULL;
  if (end == NULL)
    return NULL;
  if (!is_one_of (name, n, inside_words))
    append_break (html->text, '\n');
  if (p[1] == '/' || !is_one_of (name, n, silent))
    return end;
  end = skip_element (end, name, n);
  return end == NULL ? p + strlen (p) - 1 : end;
}

/* The character that the reference at @p, a `&`, is for. Returns: its length;
 * 0 where it is none. */
static gsize
take_reference (const char *p, gunichar *c)
{
  static const struct
  {
    const char *name;
    gunichar c;
  } named[] = { { "amp;", '&' },    { "lt;", '<' },     { "gt;", '>' },
                { "quot;", '"' },   { "apos;", '\'' },  { "nbsp;", ' ' },
                { "copy;", 0xa9 },  { "reg;", 0xae },   { "euro;", 0x20ac },
                { "pound;", 0xa3 }, { "eacute;", 0xe9 }, { "auml;", 0xe4 },
                { "ouml;", 0xf6 },  { "uuml;", 0xfc },  { "szlig;", 0xdf } };
  char *end;
  guint64 number;

  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    if (g_str_has_prefix (p + 1, named[i].name))
      {
        *c = named[i].c;
        return strlen (named[i].name) + 1;
      }
  if (p[1] != '#' || !(g_ascii_isdigit (p[2]) || g_ascii_isxdigit (p[3])))
    return 0;
  if (p[2] == 'x' || p[2] == 'X')
    number = g_ascii_strtoull (p + 3, &end, 16);
  else
    number = g_ascii_strtoull (p + 2, &end, 10);
  if (end <= p + 2 || end - p > 12 || number == 0 || number > 0x10ffff
      || !g_unichar_validate ((gunichar) number))
    return 0;
  *c = (gunichar) number == 0xa0 ? ' ' : (gunichar) number;
  return (gsize) (end - p) + (*end == ';');
}

void
ink_html_append_text (GString *text, const char *html)
{
  Html rest = { text, TRUE, TRUE };

  for (const char *p = html; *p != '\0'; p++)
    {
      const char *end = *p == '<' ? skip_tag (p, &rest) : NULL;
      gsize n;
      gunichar c;

      if (end != NULL)
        p = end;
      else if (*p == '&' && (n = take_reference (p, &c)) > 0)
        {
          g_string_append_unichar (text, c);
          p += n - 1;
        }
      else if (g_ascii_isspace (*p))
        append_break (text, ' ');
      else
        g_string_append_c (text, *p);
    }
}
