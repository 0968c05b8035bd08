/* One path for every run of pieces of the same width, so that a stroke without
 * pressure is one path. Numbers are written in the box's own grain, a
 * thousandth of its thousandth, and never in a locale's way. */
#include "core/data/drawing-svg.h"

#include <math.h>
#include <string.h>

#include "core/base/file.h"
#include "core/data/stroke-path.h"

#define SIDE_PIXELS 1000

typedef struct
{
  double x0, y0, x1, y1;
} Box;

typedef struct
{
  GString *text;
  double pen_width;
  double grain; /* numbers are multiples of it */
} Writer;

static void
include_stroke (Box *box, const InkPoint *points, guint n, double pen_width)
{
  for (guint i = 0; i < n; i++)
    {
      double half = ink_stroke_width (pen_width, points[i].pressure) / 2
                    + INK_SMOOTH_MOST * pen_width;

      box->x0 = fmin (box->x0, points[i].x - half);
      box->y0 = fmin (box->y0, points[i].y - half);
      box->x1 = fmax (box->x1, points[i].x + half);
      box->y1 = fmax (box->y1, points[i].y + half);
    }
}

/* The least square in the middle of what there is, or the one asked for. */
static Box
find_box (const InkDrawing *drawing, const InkSvgOptions *options)
{
  Box box = { options->x, options->y, options->x + options->side,
              options->y + options->side };

  for (guint i = 0; i < ink_drawing_n_strokes (drawing); i++)
    {
      guint n;
      const InkPoint *points = ink_drawing_stroke (drawing, i, &n);

      include_stroke (&box, points, n, options->pen_width);
    }
  return box;
}

static void
append_number (Writer *writer, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double rounded = round (number / writer->grain) * writer->grain;

  if (!isfinite (rounded))
    rounded = isfinite (number) ? number : 0;
  g_ascii_formatd (buffer, sizeof buffer, "%.9g", rounded);
  g_string_append_c (writer->text, ' ');
  g_string_append (writer->text, buffer);
}

static void
append_pair (Writer *writer, double x, double y)
{
  append_number (writer, x);
  append_number (writer, y);
}

static void
append_attribute (Writer *writer, const char *name, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (buffer, sizeof buffer, "%.6g",
                   isfinite (number) ? number : 0);
  g_string_append_printf (writer->text, " %s=\"%s\"", name, buffer);
}

/* A line of no length has no ends that every program draws. */
static void
append_dot (Writer *writer, const InkStrokePiece *piece)
{
  g_string_append (writer->text, "    <circle stroke=\"none\" fill=\"#000\"");
  append_attribute (writer, "cx", piece->x0);
  append_attribute (writer, "cy", piece->y0);
  append_attribute (writer, "r", piece->width / 2);
  g_string_append (writer->text, "/>\n");
}

static void
begin_path (Writer *writer, const InkStrokePiece *piece)
{
  g_string_append (writer->text, "    <path");
  append_attribute (writer, "stroke-width", piece->width);
  g_string_append (writer->text, " d=\"M");
  append_pair (writer, piece->x0, piece->y0);
}

static void
append_stroke (Writer *writer, const InkPoint *points, guint n)
{
  double width = -1;

  for (guint i = 0; i < n; i++)
    {
      InkStrokePiece piece;

      ink_stroke_piece (points, n, i, writer->pen_width, &piece);
      if (n == 1)
        {
          append_dot (writer, &piece);
          return;
        }
      piece.width = round (piece.width / writer->pen_width * 64) / 64
                    * writer->pen_width;
      if (piece.width != width)
        {
          g_string_append (writer->text, width >= 0 ? "\"/>\n" : "");
          begin_path (writer, &piece);
        }
      width = piece.width;
      g_string_append (writer->text, i + 1 < n ? " Q" : " L");
      if (i + 1 < n)
        append_pair (writer, piece.cx, piece.cy);
      append_pair (writer, piece.x1, piece.y1);
    }
  g_string_append (writer->text, n > 0 ? "\"/>\n" : "");
}

static void
append_head (Writer *writer, const Box *box)
{
  double width = box->x1 - box->x0, height = box->y1 - box->y0;
  double side = fmax (width, height);

  g_string_append (writer->text,
                   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\"");
  append_attribute (writer, "width", fmax (1, SIDE_PIXELS * width / side));
  append_attribute (writer, "height", fmax (1, SIDE_PIXELS * height / side));
  g_string_append (writer->text, " viewBox=\"");
  append_pair (writer, box->x0, box->y0);
  append_pair (writer, width, height);
  g_string_append (writer->text,
                   "\">\n  <g fill=\"none\" stroke=\"#000\" "
                   "stroke-linecap=\"round\" stroke-linejoin=\"round\">\n");
}

char *
ink_drawing_svg_format (const InkDrawing *drawing,
                        const InkSvgOptions *options)
{
  InkSvgOptions sound = *options;
  Writer writer = { .text = g_string_new (NULL) };
  Box box;

  sound.side = fmax (sound.side, 1e-280);
  sound.pen_width = fmax (sound.pen_width, sound.side * 1e-6);
  box = find_box (drawing, &sound);
  writer.pen_width = sound.pen_width;
  writer.grain = fmax (fmax (box.x1 - box.x0, box.y1 - box.y0) * 1e-6, 1e-290);
  append_head (&writer, &box);
  for (guint i = 0; i < ink_drawing_n_strokes (drawing); i++)
    {
      guint n;
      const InkPoint *points = ink_drawing_stroke (drawing, i, &n);

      append_stroke (&writer, points, n);
    }
  g_string_append (writer.text, "  </g>\n</svg>\n");
  return g_string_free (writer.text, FALSE);
}

gboolean
ink_drawing_svg_write (const InkDrawing *drawing, const InkSvgOptions *options,
                       const char *path, GError **error)
{
  g_autofree char *text = ink_drawing_svg_format (drawing, options);

  return ink_file_replace (path, text, strlen (text), error);
}
