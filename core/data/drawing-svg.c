/* One path for every run of pieces of the same width, so that a stroke without
 * pressure is one path. The longer side of what is shown becomes 1000, as it is
 * on the sheet, so that numbers of any size come out as plain ones; they are
 * written in thousandths, and never in a locale's way. */
#include "core/data/drawing-svg.h"

#include <math.h>
#include <string.h>

#include "core/base/file.h"
#include "core/data/stroke-path.h"

#define SIDE 1000.0
/* Coordinates are shrunk first, so that no difference overflows. */
#define SHRINK 0x1p-8

typedef struct
{
  double x0, y0, x1, y1; /* shrunk */
} Box;

typedef struct
{
  GString *text;
  double x, y;  /* the box's corner, shrunk */
  double scale; /* from shrunk units to those written */
  double pen_width;
} Writer;

static void
include_stroke (Box *box, const InkPoint *points, guint n, double pen_width)
{
  for (guint i = 0; i < n; i++)
    {
      double half = SHRINK
                    * (ink_stroke_width (pen_width, points[i].pressure) / 2
                       + INK_SMOOTH_MOST * pen_width);

      box->x0 = fmin (box->x0, points[i].x * SHRINK - half);
      box->y0 = fmin (box->y0, points[i].y * SHRINK - half);
      box->x1 = fmax (box->x1, points[i].x * SHRINK + half);
      box->y1 = fmax (box->y1, points[i].y * SHRINK + half);
    }
}

/* Of the square and of ink that lies beside it. */
static Box
find_box (const InkDrawing *drawing, const InkSvgOptions *options)
{
  Box box = { options->x * SHRINK, options->y * SHRINK,
              (options->x + options->side) * SHRINK,
              (options->y + options->side) * SHRINK };

  for (guint i = 0; i < ink_drawing_n_strokes (drawing); i++)
    {
      guint n;
      const InkPoint *points = ink_drawing_stroke (drawing, i, &n);

      include_stroke (&box, points, n, options->pen_width);
    }
  return box;
}

static void
append_number (GString *text, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double rounded = isfinite (number) ? round (number * 1000) / 1000 : 0;

  /* There is no need of -0. */
  g_ascii_formatd (buffer, sizeof buffer, "%.9g", rounded + 0.0);
  g_string_append (text, buffer);
}

static void
append_place (Writer *writer, double x, double y)
{
  g_string_append_c (writer->text, ' ');
  append_number (writer->text, (x * SHRINK - writer->x) * writer->scale);
  g_string_append_c (writer->text, ' ');
  append_number (writer->text, (y * SHRINK - writer->y) * writer->scale);
}

static void
append_attribute (Writer *writer, const char *name, double number)
{
  g_string_append_printf (writer->text, " %s=\"", name);
  append_number (writer->text, number);
  g_string_append_c (writer->text, '"');
}

/* @units: of the drawing */
static double
written_length (const Writer *writer, double units)
{
  return units * SHRINK * writer->scale;
}

/* A line of no length has no ends that every program draws. */
static void
append_dot (Writer *writer, const InkStrokePiece *piece)
{
  g_string_append (writer->text, "    <circle stroke=\"none\" fill=\"#000\"");
  append_attribute (writer, "cx",
                    (piece->x0 * SHRINK - writer->x) * writer->scale);
  append_attribute (writer, "cy",
                    (piece->y0 * SHRINK - writer->y) * writer->scale);
  append_attribute (writer, "r", written_length (writer, piece->width) / 2);
  g_string_append (writer->text, "/>\n");
}

static void
begin_path (Writer *writer, const InkStrokePiece *piece)
{
  g_string_append (writer->text, "    <path");
  append_attribute (writer, "stroke-width",
                    written_length (writer, piece->width));
  g_string_append (writer->text, " d=\"M");
  append_place (writer, piece->x0, piece->y0);
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
        append_place (writer, piece.cx, piece.cy);
      append_place (writer, piece.x1, piece.y1);
    }
  g_string_append (writer->text, n > 0 ? "\"/>\n" : "");
}

static void
append_head (Writer *writer, double width, double height)
{
  g_string_append (writer->text,
                   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\"");
  append_attribute (writer, "width", width);
  append_attribute (writer, "height", height);
  g_string_append (writer->text, " viewBox=\"0 0 ");
  append_number (writer->text, width);
  g_string_append_c (writer->text, ' ');
  append_number (writer->text, height);
  g_string_append (writer->text,
                   "\">\n  <g fill=\"none\" stroke=\"#000\" "
                   "stroke-linecap=\"round\" stroke-linejoin=\"round\">\n");
}

/* What is no number, or none to draw with, gives way. */
static InkSvgOptions
sound_options (const InkSvgOptions *options)
{
  InkSvgOptions sound = *options;

  sound.x = isfinite (sound.x) ? sound.x : 0;
  sound.y = isfinite (sound.y) ? sound.y : 0;
  if (!isfinite (sound.side) || sound.side < 1e-280)
    sound.side = 1e-280;
  if (!isfinite (sound.pen_width) || sound.pen_width < sound.side * 1e-3)
    sound.pen_width = sound.side * 1e-3;
  return sound;
}

char *
ink_drawing_svg_format (const InkDrawing *drawing,
                        const InkSvgOptions *options)
{
  InkSvgOptions sound = sound_options (options);
  Box box = find_box (drawing, &sound);
  double width = box.x1 - box.x0, height = box.y1 - box.y0;
  Writer writer = { .text = g_string_new (NULL),
                    .x = box.x0,
                    .y = box.y0,
                    .scale = SIDE / fmax (width, height),
                    .pen_width = sound.pen_width };

  append_head (&writer, fmax (width * writer.scale, 1),
               fmax (height * writer.scale, 1));
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
