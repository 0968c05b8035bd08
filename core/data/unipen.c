/* UNIPEN's text: lines, of which those that begin with a dot are keywords. Only
 * what isolated characters need is understood; other keywords are read over. */
#include <string.h>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/data/drawing-set.h"

typedef struct
{
  InkDrawingSet *set;
  const char *path;
  guint line; /* from 1 */
  /* of the segment under way */
  InkDrawing *drawing; /* NULL outside one */
  char *label;
  char *source;
  gboolean pen_is_down;
  gboolean begun; /* the stroke: with its first point */
} Parser;

static void
end_segment (Parser *parser)
{
  if (parser->drawing != NULL && !ink_drawing_is_empty (parser->drawing))
    ink_drawing_set_add (parser->set, g_steal_pointer (&parser->drawing),
                         parser->label,
                         parser->source != NULL ? parser->source : "");
  g_clear_pointer (&parser->drawing, ink_drawing_free);
  g_clear_pointer (&parser->label, g_free);
  g_clear_pointer (&parser->source, g_free);
  parser->pen_is_down = FALSE;
}

static gboolean
fail (const Parser *parser, const char *expected, const char *found,
      GError **error)
{
  return ink_error_set (error, INK_ERROR_FORMAT,
                        "%s: line %u: expected %s, found \"%.40s\"",
                        parser->path, parser->line, expected, found);
}

/* .SEGMENT DIGIT 12 ? "3" */
static gboolean
begin_segment (Parser *parser, const char *line, GError **error)
{
  const char *from = strchr (line, '"');
  const char *to = from != NULL ? strchr (from + 1, '"') : NULL;

  end_segment (parser);
  if (ink_drawing_set_count (parser->set) == INK_UNIPEN_MAX_DRAWINGS)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "%s: line %u: expected at most %d drawings, found "
                          "more",
                          parser->path, parser->line, INK_UNIPEN_MAX_DRAWINGS);
  if (to == NULL || to == from + 1
      || !g_utf8_validate (from + 1, to - from - 1, NULL))
    return fail (parser, "a segment's label in quotes", line, error);
  parser->label = g_strndup (from + 1, to - from - 1);
  parser->drawing = ink_drawing_new ();
  return TRUE;
}

/* .COMMENT 12 aga data/... : the second word */
static void
take_source (Parser *parser, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 4);

  if (parser->drawing == NULL || parser->source != NULL
      || g_strv_length (words) < 3 || !g_utf8_validate (words[2], -1, NULL))
    return;
  parser->source = g_strdup (words[2]);
}

static gboolean
take_keyword (Parser *parser, const char *line, GError **error)
{
  if (g_str_has_prefix (line, ".SEGMENT"))
    return begin_segment (parser, line, error);
  if (g_str_has_prefix (line, ".COMMENT"))
    take_source (parser, line);
  else if (g_str_has_prefix (line, ".PEN_DOWN"))
    {
      parser->pen_is_down = parser->drawing != NULL;
      parser->begun = FALSE;
    }
  else if (g_str_has_prefix (line, ".PEN_UP"))
    parser->pen_is_down = FALSE;
  return TRUE;
}

static gboolean
take_point (Parser *parser, const char *line, GError **error)
{
  char *end, *last;
  double x = g_ascii_strtod (line, &end);
  double y = g_ascii_strtod (end, &last);

  if (!parser->pen_is_down)
    return TRUE;
  if (end == line || last == end)
    return fail (parser, "a point \"x y\"", line, error);
  if (!parser->begun)
    ink_drawing_begin_stroke (parser->drawing);
  parser->begun = TRUE;
  if (!ink_drawing_add_point (parser->drawing, x, -y, 0.5f))
    return fail (parser, "a finite point, not too many of them", line, error);
  return TRUE;
}

static gboolean
take_line (Parser *parser, char *line, GError **error)
{
  parser->line++;
  g_strstrip (line);
  if (line[0] == '\0')
    return TRUE;
  return line[0] == '.' ? take_keyword (parser, line, error)
                        : take_point (parser, line, error);
}

static gboolean
take_lines (Parser *parser, const char *text, gsize size, GError **error)
{
  while (size > 0)
    {
      const char *end = memchr (text, '\n', size);
      gsize length = end != NULL ? (gsize) (end - text) : size;
      g_autofree char *line = g_strndup (text, length);

      if (!take_line (parser, line, error))
        return FALSE;
      length = MIN (length + 1, size);
      text += length;
      size -= length;
    }
  return TRUE;
}

InkDrawingSet *
ink_unipen_read (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = ink_file_read (path, INK_UNIPEN_MAX_FILE, error);
  g_autoptr (InkDrawingSet) set = ink_drawing_set_new ();
  Parser parser = { .set = set, .path = path };
  gboolean done;
  gsize size;
  const char *text;

  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &size);
  done = take_lines (&parser, text, size, error);
  end_segment (&parser);
  if (!done)
    return NULL;
  if (ink_drawing_set_count (set) == 0)
    {
      ink_error_set (error, INK_ERROR_FORMAT,
                     "%s: expected UNIPEN's segments with strokes, found none",
                     path);
      return NULL;
    }
  return g_steal_pointer (&set);
}
