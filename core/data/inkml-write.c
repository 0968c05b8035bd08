/* InkML out: what every reader of it understands, one trace a stroke, and the
 * channels that the drawing has. */
#include "core/data/inkml.h"

#include <string.h>

#include "core/base/file.h"

/* The shorter of 15 and 17 digits that reads back as the same double. */
static void
append_number (GString *text, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (buffer, sizeof buffer, "%.15g", number);
  if (g_ascii_strtod (buffer, NULL) != number)
    g_ascii_dtostr (buffer, sizeof buffer, number);
  g_string_append (text, buffer);
}

static gboolean
has_pressure (const InkDrawing *drawing)
{
  for (guint i = 0; i < ink_drawing_n_strokes (drawing); i++)
    {
      guint n;
      const InkPoint *points = ink_drawing_stroke (drawing, i, &n);

      for (guint k = 0; k < n; k++)
        if (points[k].pressure != 0.5f)
          return TRUE;
    }
  return FALSE;
}

typedef struct
{
  gboolean pressure, times;
} Channels;

static void
append_trace (GString *text, const InkPoint *points, guint n,
              const Channels *channels)
{
  g_string_append (text, "  <trace>");
  for (guint i = 0; i < n; i++)
    {
      g_string_append (text, i > 0 ? ", " : "");
      append_number (text, points[i].x);
      g_string_append_c (text, ' ');
      append_number (text, points[i].y);
      if (channels->pressure)
        {
          g_string_append_c (text, ' ');
          append_number (text, points[i].pressure);
        }
      if (channels->times)
        {
          g_string_append_c (text, ' ');
          append_number (text, points[i].time);
        }
    }
  g_string_append (text, "</trace>\n");
}

static void
append_format (GString *text, const Channels *channels)
{
  g_string_append (text, "  <context>\n"
                         "    <traceFormat>\n"
                         "      <channel name=\"X\" type=\"decimal\"/>\n"
                         "      <channel name=\"Y\" type=\"decimal\"/>\n");
  if (channels->pressure)
    g_string_append (text, "      <channel name=\"F\" type=\"decimal\" "
                           "min=\"0\" max=\"1\"/>\n");
  if (channels->times)
    g_string_append (text, "      <channel name=\"T\" type=\"decimal\" "
                           "units=\"ms\"/>\n");
  g_string_append (text, "    </traceFormat>\n"
                         "  </context>\n");
}

char *
ink_inkml_format (const InkDrawing *drawing)
{
  Channels channels = { has_pressure (drawing), ink_drawing_has_times (drawing) };
  GString *text = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                "<ink xmlns=\"http://www.w3.org/2003/InkML\">\n");

  append_format (text, &channels);
  for (guint i = 0; i < ink_drawing_n_strokes (drawing); i++)
    {
      guint n;
      const InkPoint *points = ink_drawing_stroke (drawing, i, &n);

      if (n > 0)
        append_trace (text, points, n, &channels);
    }
  g_string_append (text, "</ink>\n");
  return g_string_free (text, FALSE);
}

gboolean
ink_inkml_write (const InkDrawing *drawing, const char *path, GError **error)
{
  g_autofree char *text = ink_inkml_format (drawing);

  return ink_file_replace (path, text, strlen (text), error);
}
