/* Strokes leave the sheet as they lie on it. */
#include "ui/draw/draw-files.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/data/drawing-svg.h"
#include "core/data/inkml.h"
#include "core/data/picture.h"
#include "core/data/rasterize.h"
#include "ui/draw/sheet-fit.h"
#include "ui/draw/stroke-painter.h"

static const struct
{
  const char *suffix;
  const char *title;
} formats[] = {
  [INK_DRAW_INKML] = { ".inkml", "InkML: the strokes" },
  [INK_DRAW_SVG] = { ".svg", "SVG: the strokes as they look" },
  [INK_DRAW_SHEET] = { ".png", "PNG: the sheet, 1000 × 1000" },
  [INK_DRAW_DIGIT] = { ".png", "PNG: 28 × 28, as the network sees it" },
};

const char *
ink_draw_format_suffix (InkDrawFormat format)
{
  return formats[format].suffix;
}

const char *
ink_draw_format_title (InkDrawFormat format)
{
  return formats[format].title;
}

InkDrawFormat
ink_draw_format_chosen (GtkFileChooser *chooser)
{
  GtkFileFilter *filter = gtk_file_chooser_get_filter (chooser);
  const char *name = filter != NULL ? gtk_file_filter_get_name (filter) : "";

  for (InkDrawFormat i = 0; i < INK_DRAW_N_FORMATS; i++)
    if (g_strcmp0 (name, formats[i].title) == 0)
      return i;
  return INK_DRAW_INKML;
}

InkDrawFormat
ink_draw_format_of (const char *path, InkDrawFormat chosen)
{
  g_autofree char *folded = g_ascii_strdown (path, -1);
  InkDrawFormat found = chosen;

  for (InkDrawFormat i = INK_DRAW_N_FORMATS; i > 0; i--)
    if (g_str_has_suffix (folded, formats[i - 1].suffix))
      found = i - 1;
  /* Of PNG there are two, the smaller where nobody chose. */
  if (found == INK_DRAW_SHEET && chosen != INK_DRAW_SHEET)
    found = INK_DRAW_DIGIT;
  return found;
}

char *
ink_draw_format_path (const char *path, InkDrawFormat chosen)
{
  const char *suffix = formats[chosen].suffix;
  const char *offered = formats[INK_DRAW_INKML].suffix;
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *stem = g_strdup (path);

  if (strchr (base, '.') != NULL && !g_str_has_suffix (path, offered))
    return g_strdup (path);
  if (g_str_has_suffix (stem, offered))
    stem[strlen (stem) - strlen (offered)] = '\0';
  return g_strconcat (stem, suffix, NULL);
}

static InkSvgOptions
svg_options (InkDrawingArea *sheet)
{
  return (InkSvgOptions) { .side = INK_SHEET_UNITS,
                           .pen_width
                           = ink_drawing_area_get_pen_width (sheet) };
}

/* (transfer full): grey bytes of an image surface. */
static guint8 *
grey_of (cairo_surface_t *surface)
{
  const guint side = INK_DRAW_SHEET_PIXELS;
  const guint8 *from = cairo_image_surface_get_data (surface);
  guint8 *pixels = g_malloc ((gsize) side * side);

  for (guint y = 0; y < side; y++)
    for (guint x = 0; x < side; x++)
      pixels[y * side + x]
          = from[y * (gsize) cairo_image_surface_get_stride (surface) + 4 * x];
  return pixels;
}

/* From the sheet's middle to the edge of a square that holds all ink. */
static double
reach_of (InkDrawingArea *sheet)
{
  InkBounds bounds
      = ink_drawing_bounds (ink_drawing_area_get_drawing (sheet));
  double middle = INK_SHEET_UNITS / 2;
  double half = ink_drawing_area_get_pen_width (sheet);
  double x = fmax (middle - bounds.x0, bounds.x1 - middle) + half;
  double y = fmax (middle - bounds.y0, bounds.y1 - middle) + half;

  return fmax (middle, fmax (x, y));
}

static gboolean
write_sheet (InkDrawingArea *sheet, const char *path, GError **error)
{
  const int side = INK_DRAW_SHEET_PIXELS;
  InkStrokePainter *painter = ink_stroke_painter_new ();
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, side, side);
  cairo_t *cr = cairo_create (surface);
  InkSheetView view = { .width = side, .height = side, .device_scale = 1,
                        .middle = INK_SHEET_UNITS / 2, .color.alpha = 1 };
  g_autofree guint8 *pixels = NULL;

  view.pen_width = ink_drawing_area_get_pen_width (sheet);
  view.scale = side / 2.0 / reach_of (sheet);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  ink_stroke_painter_paint (painter, cr, ink_drawing_area_get_drawing (sheet),
                            &view);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixels = grey_of (surface);
  cairo_surface_destroy (surface);
  ink_stroke_painter_free (painter);
  return ink_picture_write_grey (path, pixels, side, side, error);
}

static gboolean
write_strokes (InkDrawingArea *sheet, InkDrawFormat format, const char *path,
               GError **error)
{
  const InkDrawing *drawing = ink_drawing_area_get_drawing (sheet);
  InkSvgOptions options = svg_options (sheet);

  if (ink_drawing_is_empty (drawing))
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "%s: expected strokes to save, found a picture: "
                          "save it as PNG of 28 × 28",
                          path);
  if (format == INK_DRAW_SVG)
    return ink_drawing_svg_write (drawing, &options, path, error);
  if (format == INK_DRAW_SHEET)
    return write_sheet (sheet, path, error);
  return ink_inkml_write (drawing, path, error);
}

gboolean
ink_draw_write (InkDrawingArea *sheet, const guint8 *pixels,
                InkDrawFormat format, const char *path, GError **error)
{
  if (pixels == NULL)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "%s: expected a drawing to save, found an empty "
                          "sheet",
                          path);
  if (format == INK_DRAW_DIGIT)
    return ink_picture_write_grey (path, pixels, INK_DIGIT_SIZE,
                                   INK_DIGIT_SIZE, error);
  return write_strokes (sheet, format, path, error);
}
