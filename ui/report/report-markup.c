/* Escaping and numbers. Nothing that comes out of a file reaches the page but
 * through here. */
#include "ui/report/report-markup.h"

#include <math.h>
#include <string.h>

#define MAX_NAME 60
#define MAX_DECIMALS 8
#define REPLACEMENT 0xfffd

/* What XML 1.0 has no place for, and what HTML takes for something else. */
static gboolean
is_control (gunichar c)
{
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c & 0xfffe) == 0xfffe
         || (c >= 0xfdd0 && c <= 0xfdef);
}

/* Embeddings, overrides, isolates and marks of direction. */
static gboolean
is_direction (gunichar c)
{
  return c == 0x061c || c == 0x200e || c == 0x200f
         || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static void
append_clean (GString *clean, gunichar c, gboolean lines)
{
  if (c == '\n' && lines)
    g_string_append_c (clean, '\n');
  else if (c == '\n' || c == '\t' || c == '\r')
    g_string_append_c (clean, ' ');
  else if (is_control (c))
    g_string_append_unichar (clean, REPLACEMENT);
  else if (!is_direction (c))
    g_string_append_unichar (clean, c);
}

char *
ink_report_clean (const char *text, gsize most, gboolean lines)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *clean = g_string_new (NULL);
  gsize n = 0;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p), n++)
    {
      if (most > 0 && n == most)
        {
          g_string_append (clean, "…");
          break;
        }
      append_clean (clean, g_utf8_get_char (p), lines);
    }
  return g_string_free (clean, FALSE);
}

char *
ink_report_name (const char *name)
{
  g_autofree char *clean = ink_report_clean (name, MAX_NAME, FALSE);

  if (g_str_is_ascii (clean))
    return g_steal_pointer (&clean);
  return g_strdup_printf ("\xe2\x81\xa8%s\xe2\x81\xa9", clean);
}

void
ink_report_append_text (GString *html, const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    switch (*p)
      {
      case '&':
        g_string_append (html, "&amp;");
        break;
      case '<':
        g_string_append (html, "&lt;");
        break;
      case '>':
        g_string_append (html, "&gt;");
        break;
      case '"':
        g_string_append (html, "&quot;");
        break;
      case '\'':
        g_string_append (html, "&#39;");
        break;
      default:
        g_string_append_c (html, *p);
      }
}

void
ink_report_append_name (GString *html, const char *name)
{
  g_autofree char *clean = ink_report_name (name);

  ink_report_append_text (html, clean);
}

void
ink_report_append_element (GString *html, const char *tag, const char *style,
                           const char *text)
{
  g_string_append_printf (html, "<%s", tag);
  if (style != NULL)
    g_string_append_printf (html, " class=\"%s\"", style);
  g_string_append_c (html, '>');
  ink_report_append_text (html, text);
  g_string_append_printf (html, "</%s>", tag);
}

void
ink_report_append_number (GString *html, double value, int decimals)
{
  g_autofree char *text = ink_report_number (value, decimals);

  ink_report_append_element (html, "td", NULL, text);
}

void
ink_report_append_source (GString *html, const char *type, GBytes *bytes)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  g_autofree char *coded = g_base64_encode (data, size);

  g_string_append_printf (html, "src=\"data:%s;base64,", type);
  g_string_append (html, coded);
  g_string_append_c (html, '"');
}

char *
ink_report_count (guint64 count)
{
  GString *text = g_string_new (NULL);

  g_string_printf (text, "%" G_GUINT64_FORMAT, count);
  for (gssize i = (gssize) text->len - 3; i > 0; i -= 3)
    g_string_insert_c (text, i, ',');
  return g_string_free (text, FALSE);
}

/* Neither @top nor 0 unless it is that. */
static char *
format_below (double value, int decimals, double top)
{
  char format[8];
  char text[64];
  double read;

  if (!isfinite (value))
    return g_strdup ("–");
  do
    {
      g_snprintf (format, sizeof format, "%%.%df", decimals);
      g_ascii_formatd (text, sizeof text, format, value);
      read = g_ascii_strtod (text, NULL);
    }
  while (decimals++ < MAX_DECIMALS
         && ((read == 0 && value != 0) || (read == top && value != top)));
  return g_strdup (text);
}

char *
ink_report_number (double value, int decimals)
{
  return format_below (value, decimals, 1);
}

char *
ink_report_percent (double share)
{
  g_autofree char *text = format_below (100 * share, 2, 100);

  return g_strconcat (text, "\xc2\xa0%", NULL);
}
