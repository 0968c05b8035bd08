/* Reads what UNIPEN calls segments: a label, a comment that says where it is
 * from, and strokes between .PEN_DOWN and .PEN_UP. */
#include "tests/support/unipen-digits.h"

#include <gio/gio.h>
#include <stdio.h>
#include <string.h>

static void
digit_free (gpointer data)
{
  UnipenDigit *digit = data;

  ink_drawing_free (digit->drawing);
  g_free (digit->source);
  g_free (digit->writer);
  g_free (digit);
}

/* .SEGMENT DIGIT 0 ? "1" */
static UnipenDigit *
begin_digit (const char *line)
{
  const char *quote = strchr (line, '"');
  UnipenDigit *digit = g_new0 (UnipenDigit, 1);

  digit->drawing = ink_drawing_new ();
  digit->label = quote != NULL ? quote[1] : '?';
  return digit;
}

/* .COMMENT 1 aga data/1a/aga/amywldrp.dat 73 */
static void
take_comment (UnipenDigit *digit, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 0);

  if (g_strv_length (words) < 4 || digit->source != NULL)
    return;
  digit->source = g_strdup (words[2]);
  digit->writer = g_strdup (words[3]);
}

static void
take_line (GPtrArray *digits, const char *line)
{
  UnipenDigit *digit = digits->len > 0
                           ? g_ptr_array_index (digits, digits->len - 1)
                           : NULL;
  double x, y;

  if (g_str_has_prefix (line, ".SEGMENT"))
    g_ptr_array_add (digits, begin_digit (line));
  else if (digit == NULL)
    return;
  else if (g_str_has_prefix (line, ".COMMENT"))
    take_comment (digit, line);
  else if (g_str_has_prefix (line, ".PEN_DOWN"))
    ink_drawing_begin_stroke (digit->drawing);
  else if (sscanf (line, "%lf %lf", &x, &y) == 2)
    ink_drawing_add_point (digit->drawing, x, -y, 0.5f);
}

GPtrArray *
unipen_digits_read (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) raw = g_file_read (file, NULL, &error);
  g_autoptr (GConverter) gunzip
      = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) plain = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  GPtrArray *digits;
  char *line;

  if (raw == NULL)
    {
      g_printerr ("%s\n", error->message);
      return NULL;
    }
  plain = g_converter_input_stream_new (G_INPUT_STREAM (raw), gunzip);
  lines = g_data_input_stream_new (plain);
  digits = g_ptr_array_new_with_free_func (digit_free);
  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL))
         != NULL)
    {
      take_line (digits, line);
      g_free (line);
    }
  for (guint i = digits->len; i-- > 0;)
    {
      const UnipenDigit *digit = g_ptr_array_index (digits, i);

      if (digit->source == NULL || ink_drawing_is_empty (digit->drawing))
        g_ptr_array_remove_index (digits, i);
    }
  return digits;
}
