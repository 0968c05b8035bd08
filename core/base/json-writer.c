/* JSON text, written piece by piece, so that the order of members and the form
 * of numbers are ours: 0.98 stays 0.98, and reads back to the same bits. */
#include "core/base/json-writer.h"

#include <math.h>

void
ink_json_append_string (GString *json, const char *string)
{
  g_string_append_c (json, '"');
  for (const char *p = string; *p != '\0'; p++)
    {
      guint8 byte = (guint8) *p;

      if (byte == '"' || byte == '\\')
        g_string_append_c (json, '\\');
      if (byte < 0x20)
        g_string_append_printf (json, "\\u%04x", byte);
      else
        g_string_append_c (json, *p);
    }
  g_string_append_c (json, '"');
}

void
ink_json_append_double (GString *json, double value)
{
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    {
      g_string_append (json, "null");
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (text, sizeof text, formats[i], value);
      if (g_ascii_strtod (text, NULL) == value)
        break;
    }
  g_string_append (json, text);
}

void
ink_json_append_key (GString *json, const char *key)
{
  const char last = json->len > 0 ? json->str[json->len - 1] : '{';
  g_autofree char *valid = g_utf8_make_valid (key, -1);

  if (last != '{' && last != '[')
    g_string_append (json, ", ");
  ink_json_append_string (json, valid);
  g_string_append (json, ": ");
}

void
ink_json_add_string (GString *json, const char *key, const char *value)
{
  g_autofree char *valid = value == NULL ? NULL : g_utf8_make_valid (value, -1);

  ink_json_append_key (json, key);
  if (valid == NULL)
    g_string_append (json, "null");
  else
    ink_json_append_string (json, valid);
}

void
ink_json_add_double (GString *json, const char *key, double value)
{
  ink_json_append_key (json, key);
  ink_json_append_double (json, value);
}

void
ink_json_add_count (GString *json, const char *key, guint64 value)
{
  ink_json_append_key (json, key);
  g_string_append_printf (json, "%" G_GUINT64_FORMAT, value);
}

void
ink_json_add_interval (GString *json, const char *key, double low, double high)
{
  ink_json_append_key (json, key);
  if (!isfinite (low) || !isfinite (high))
    {
      g_string_append (json, "null");
      return;
    }
  g_string_append_c (json, '[');
  ink_json_append_double (json, low);
  g_string_append (json, ", ");
  ink_json_append_double (json, high);
  g_string_append_c (json, ']');
}
