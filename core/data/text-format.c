/* What kind of table a file is, from its name and its first bytes. */
#include "core/data/text-format.h"

#include <string.h>

#include "core/base/byte-stream.h"
#include "core/base/error.h"
#include "core/data/dataset-private.h"

#define PEEK_BYTES (64 * 1024)
#define CHUNK_BYTES ((gsize) 256 * 1024)

static InkTextFormat
format_of_name (const char *path)
{
  static const struct
  {
    const char *ending;
    InkTextFormat format;
  } endings[] = {
    { ".csv", INK_TEXT_CSV },          { ".tsv", INK_TEXT_TSV },
    { ".tab", INK_TEXT_TSV },          { ".jsonl", INK_TEXT_JSON_LINES },
    { ".ndjson", INK_TEXT_JSON_LINES }, { ".json", INK_TEXT_JSON_LINES },
  };
  g_autofree char *name = g_ascii_strdown (path, -1);

  if (g_str_has_suffix (name, ".gz"))
    name[strlen (name) - 3] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (name, endings[i].ending))
      return endings[i].format;
  return INK_TEXT_UNKNOWN;
}

static gboolean
first_line_has (const char *text, char c)
{
  const char *start = text + strspn (text, "\r\n");

  return memchr (start, c, strcspn (start, "\n")) != NULL;
}

static InkTextFormat
format_of_text (const char *text)
{
  if (text[strspn (text, " \t\r\n")] == '{')
    return INK_TEXT_JSON_LINES;
  if (first_line_has (text, '\t'))
    return INK_TEXT_TSV;
  return first_line_has (text, ',') ? INK_TEXT_CSV : INK_TEXT_UNKNOWN;
}

/* Some programs write semicolons or tabs into what they call CSV. */
static char
csv_separator (const char *text)
{
  if (first_line_has (text, ','))
    return ',';
  if (first_line_has (text, ';'))
    return ';';
  return first_line_has (text, '\t') ? '\t' : ',';
}

InkTextFormat
ink_text_format_tell (const char *path, char *separator, GError **error)
{
  g_autoptr (GBytes) head = ink_file_peek (path, PEEK_BYTES, error);
  InkTextFormat format = format_of_name (path);
  g_autofree char *text = NULL;
  const char *bytes;
  gsize n;

  if (head == NULL)
    return INK_TEXT_UNKNOWN;
  bytes = g_bytes_get_data (head, &n);
  if (n >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    text = g_strndup (bytes + 3, n - 3);
  else
    text = g_strndup (bytes, n);
  if (format == INK_TEXT_UNKNOWN)
    format = format_of_text (text);
  if (format == INK_TEXT_UNKNOWN)
    ink_error_set (error, INK_ERROR_FORMAT,
                   "%s: line 1: expected tab- or comma-separated columns or "
                   "JSON objects, found neither",
                   path);
  *separator = '\0';
  if (format == INK_TEXT_TSV)
    *separator = '\t';
  else if (format == INK_TEXT_CSV)
    *separator = csv_separator (text);
  return format;
}

/* @before: the byte before @bytes [n]. */
static gboolean
quote_begins_field (const char *bytes, gsize n, char before, char separator)
{
  const char *end = bytes + n;

  for (const char *p = bytes;
       (p = memchr (p, '"', (gsize) (end - p))) != NULL; p++)
    {
      char last = p == bytes ? before : p[-1];

      if (last == separator || last == '\n')
        return TRUE;
    }
  return FALSE;
}

gboolean
ink_text_has_quoted_fields (const char *path, char separator)
{
  g_autoptr (InkByteStream) stream = ink_byte_stream_open (path, NULL);
  g_autofree char *bytes = g_malloc (CHUNK_BYTES);
  char before = '\n';
  gsize n;

  while (stream != NULL
         && ink_byte_stream_read (stream, bytes, CHUNK_BYTES, &n, NULL))
    {
      if (quote_begins_field (bytes, n, before, separator))
        return TRUE;
      if (n < CHUNK_BYTES)
        return FALSE;
      before = bytes[n - 1];
    }
  return TRUE;
}
