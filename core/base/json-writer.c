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
