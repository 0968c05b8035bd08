#pragma once

#include <gtk/gtk.h>

#include "ui/draw/drawing-area.h"

G_BEGIN_DECLS

/* What a sheet can be saved as. Main thread. */
typedef enum
{
  INK_DRAW_INKML, /* the strokes: points, pressure, times */
  INK_DRAW_SVG,   /* the strokes as they look */
  INK_DRAW_SHEET, /* PNG of the strokes, 1000 x 1000, black on white */
  INK_DRAW_DIGIT, /* PNG, 28 x 28, as the network sees it */
  INK_DRAW_N_FORMATS,
} InkDrawFormat;

#define INK_DRAW_SHEET_PIXELS 1000

/* ".inkml", ".svg" or ".png" */
const char *ink_draw_format_suffix (InkDrawFormat format);
/* For a list to choose from. */
const char *ink_draw_format_title (InkDrawFormat format);
/* The one whose title the chosen filter has; else InkML. */
InkDrawFormat ink_draw_format_chosen (GtkFileChooser *chooser);
/* What @path's suffix says; @chosen where it says nothing, or as much. */
InkDrawFormat ink_draw_format_of (const char *path, InkDrawFormat chosen);
/* The path to save to where @path and a format were chosen of a list: with its
 * suffix where @path has none, or has InkML's, which was offered, and another
 * format was chosen. (transfer full) */
char *ink_draw_format_path (const char *path, InkDrawFormat chosen);

/* ink_draw_write: whole or not at all. INK_ERROR_ARGUMENT where there is
 * nothing to save, or a picture and the format wants strokes; INK_ERROR_IO.
 * @pixels: (nullable): [28][28] of what is on the sheet; NULL where nothing
 * is */
gboolean ink_draw_write (InkDrawingArea *sheet, const guint8 *pixels,
                         InkDrawFormat format, const char *path,
                         GError **error);

G_END_DECLS
