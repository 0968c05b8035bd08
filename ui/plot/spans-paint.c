/* Painting a line's spans onto an image. A pixel's cover is the share of its
 * height that the pen covers: the column's own span, widened by half the pen
 * at either end, wholly; a neighbour's by the share of the pen's width that
 * comes over, so that a steep line is as wide as a flat one and has no stairs.
 * Dashes thin the line out instead of cutting it: no extreme may fall into a
 * gap. Noise, whose columns are tall, would gain nothing by either: there each
 * column is painted alone, whole pixels without looking at what is below. */
#include <math.h>
#include <string.h>

#include "ui/plot/spans.h"

#define GAP_COVER 0.3
/* Mean height of the spans, in pens, that makes noise of a line. */
#define NOISE 5.0
/* Wider pens are Cairo's. */
#define MAX_REACH 8

/* The image, and where the plot's columns and rows are in it. */
typedef struct
{
  guint8 *data;
  int stride;
  int left, right, top, bottom; /* the clip */
  double x, y, scale;           /* of the plot's origin; pixels a unit */
} Canvas;

typedef struct
{
  guint32 opaque;                /* the pixel where it covers all */
  guint alpha;                   /* 0 to 255 */
  double width;                  /* pixels */
  guint reach;                   /* of a neighbour's spans, in columns */
  double halves[MAX_REACH + 2];  /* of the pen's height, at each distance */
  guint covers[MAX_REACH + 2];   /* 0 to 255 at each distance */
  double dashes[2];              /* pixels on and off; 0: none */
} Brush;

/* The device's pixels of a user-space unit; 0 where they are turned or not
 * alike in both directions. */
static double
device_scale (cairo_t *cr, cairo_surface_t *surface)
{
  cairo_matrix_t matrix;
  double sx, sy;

  cairo_get_matrix (cr, &matrix);
  cairo_surface_get_device_scale (surface, &sx, &sy);
  if (matrix.xy != 0 || matrix.yx != 0 || matrix.xx * sx != matrix.yy * sy)
    return 0;
  return MAX (matrix.xx * sx, 0);
}

/* Only a clip that is one rectangle will do. */
static gboolean
clip_canvas (Canvas *canvas, cairo_t *cr, cairo_surface_t *surface)
{
  cairo_rectangle_list_t *list = cairo_copy_clip_rectangle_list (cr);
  const gboolean one
      = list->status == CAIRO_STATUS_SUCCESS && list->num_rectangles == 1;
  const cairo_rectangle_t box
      = one ? list->rectangles[0] : (cairo_rectangle_t){ 0 };

  cairo_rectangle_list_destroy (list);
  if (!one)
    return FALSE;
  canvas->left = (int) MAX (round (canvas->x + box.x * canvas->scale), 0);
  canvas->top = (int) MAX (round (canvas->y + box.y * canvas->scale), 0);
  canvas->right
      = (int) MIN (round (canvas->x + (box.x + box.width) * canvas->scale),
                   cairo_image_surface_get_width (surface));
  canvas->bottom
      = (int) MIN (round (canvas->y + (box.y + box.height) * canvas->scale),
                   cairo_image_surface_get_height (surface));
  return TRUE;
}

static gboolean
open_canvas (Canvas *canvas, const InkSpans *spans, cairo_t *cr)
{
  cairo_surface_t *surface = cairo_get_group_target (cr);
  cairo_matrix_t matrix;
  double sx, sy, x, y, first;
  cairo_format_t format;

  if (cairo_surface_get_type (surface) != CAIRO_SURFACE_TYPE_IMAGE
      || cairo_get_operator (cr) != CAIRO_OPERATOR_OVER)
    return FALSE;
  format = cairo_image_surface_get_format (surface);
  if (format != CAIRO_FORMAT_ARGB32 && format != CAIRO_FORMAT_RGB24)
    return FALSE;
  cairo_get_matrix (cr, &matrix);
  cairo_surface_get_device_scale (surface, &sx, &sy);
  cairo_surface_get_device_offset (surface, &x, &y);
  canvas->scale = device_scale (cr, surface);
  canvas->x = matrix.x0 * sx + x;
  canvas->y = matrix.y0 * sy + y;
  first = canvas->x + spans->left * canvas->scale;
  if (fabs (spans->step * canvas->scale - 1) > 1e-6
      || fabs (first - round (first)) > 1e-3
      || !clip_canvas (canvas, cr, surface))
    return FALSE;
  cairo_surface_flush (surface);
  canvas->data = cairo_image_surface_get_data (surface);
  canvas->stride = cairo_image_surface_get_stride (surface);
  return canvas->data != NULL;
}

static guint
to_byte (double share)
{
  return (guint) (CLAMP (share, 0, 1) * 255 + 0.5);
}

/* Round ends: at a distance from the middle of the pen its half height is that
 * of a circle. */
static void
shape_pen (Brush *brush)
{
  const double half = MAX (brush->width / 2, 0.5);
  const double beyond = half - 0.5;

  brush->reach = (guint) ceil (beyond - 1e-6);
  for (guint d = 0; d <= brush->reach; d++)
    {
      brush->halves[d] = sqrt (MAX (half * half - d * d, 0));
      brush->covers[d] = to_byte (beyond - d + 1);
    }
}

static gboolean
load_brush (Brush *brush, cairo_t *cr, double scale)
{
  double r, g, b, a, dashes[2] = { 0, 0 };

  if (cairo_pattern_get_rgba (cairo_get_source (cr), &r, &g, &b, &a)
          != CAIRO_STATUS_SUCCESS
      || cairo_get_dash_count (cr) > 2)
    return FALSE;
  brush->width = cairo_get_line_width (cr) * scale;
  if (brush->width > 2 * MAX_REACH)
    return FALSE;
  if (cairo_get_dash_count (cr) == 2)
    cairo_get_dash (cr, dashes, NULL);
  brush->dashes[0] = dashes[0] * scale;
  brush->dashes[1] = dashes[1] * scale;
  brush->alpha = to_byte (a);
  brush->opaque
      = 0xff000000u | to_byte (r) << 16 | to_byte (g) << 8 | to_byte (b);
  shape_pen (brush);
  return TRUE;
}

static guint
divide_by_255 (guint value)
{
  value += 128;
  return (value + (value >> 8)) >> 8;
}

/* The same for the two bytes at 0 and 16, each product in 16 bits. */
static guint32
divide_both_by_255 (guint32 pair)
{
  pair += 0x800080;
  return ((pair + (pair >> 8 & 0xff00ff)) >> 8) & 0xff00ff;
}

/* The brush over @under, premultiplied as Cairo's pixels are. */
static guint32
blend (guint32 under, const Brush *brush, guint cover)
{
  const guint alpha = divide_by_255 (brush->alpha * cover);
  const guint rest = 255 - alpha;
  const guint32 red_blue = (brush->opaque & 0xff00ff) * alpha
                           + (under & 0xff00ff) * rest;
  const guint32 alpha_green = (brush->opaque >> 8 & 0xff00ff) * alpha
                              + (under >> 8 & 0xff00ff) * rest;

  return divide_both_by_255 (red_blue) | divide_both_by_255 (alpha_green) << 8;
}

/* One column's cover, by rows of the canvas. */
typedef struct
{
  guint8 *rows; /* all 0 between columns */
  int top, bottom;
  int limit_top, limit_bottom;
} Cover;

static void
cover_row (Cover *cover, int row, double share, guint most)
{
  const guint value = (guint) (share * most + 0.5);

  if (row >= cover->limit_top && row < cover->limit_bottom
      && cover->rows[row] < value)
    cover->rows[row] = (guint8) value;
}

static void
cover_rows (Cover *cover, int from, int to, guint most)
{
  if (most == 255)
    memset (cover->rows + from, 255, (gsize) (to - from));
  else
    for (int row = from; row < to; row++)
      cover->rows[row] = MAX (cover->rows[row], (guint8) most);
}

/* A stretch from @top to @bottom, covered by @most of 255. */
static void
cover_add (Cover *cover, double top, double bottom, guint most)
{
  int first, last;

  top = MAX (top, cover->limit_top);
  bottom = MIN (bottom, cover->limit_bottom);
  if (!(top < bottom))
    return;
  first = (int) top;
  last = (int) bottom;
  cover->top = MIN (cover->top, first);
  cover->bottom = MAX (cover->bottom, (int) ceil (bottom));
  if (first == last)
    {
      cover_row (cover, first, bottom - top, most);
      return;
    }
  cover_row (cover, first, first + 1 - top, most);
  cover_row (cover, last, bottom - last, most);
  if (first + 1 < last)
    cover_rows (cover, first + 1, last, most);
}

static void
cover_column (Cover *cover, const InkSpans *spans, const Canvas *canvas,
              const Brush *brush, int i)
{
  cover->top = cover->limit_bottom;
  cover->bottom = cover->limit_top;
  for (int d = (int) brush->reach; d >= 0; d--)
    for (int side = d > 0 ? -1 : 1; side <= 1; side += 2)
      {
        const int k = i + side * d;
        const InkSpan *span = &spans->columns[k];
        const double half = brush->halves[d];

        if (k >= 0 && k < (int) spans->n && span->top <= span->bottom)
          cover_add (cover, canvas->y + span->top * canvas->scale - half,
                     canvas->y + span->bottom * canvas->scale + half,
                     brush->covers[d]);
      }
}

/* Puts the cover onto column @x and takes it back. */
static void
put_column (Cover *cover, const Canvas *canvas, const Brush *brush, int x,
            gboolean gap)
{
  const guint share = gap ? to_byte (GAP_COVER) : 255;
  const gboolean solid = brush->alpha == 255 && !gap;
  guint8 *at = canvas->data + (gsize) cover->top * (gsize) canvas->stride
               + (gsize) x * 4;

  for (int y = cover->top; y < cover->bottom; y++, at += canvas->stride)
    {
      guint32 *pixel = (guint32 *) (gpointer) at;

      if (solid && cover->rows[y] == 255)
        *pixel = brush->opaque;
      else
        *pixel = blend (*pixel, brush, divide_by_255 (cover->rows[y] * share));
    }
  if (cover->top < cover->bottom)
    memset (cover->rows + cover->top, 0, (gsize) (cover->bottom - cover->top));
}

static gboolean
is_gap (const Brush *brush, double x)
{
  const double period = brush->dashes[0] + brush->dashes[1];

  return period > 0 && fmod (x + 0.5, period) >= brush->dashes[0];
}

/* With neighbours and dashes. */
static void
paint_line (const InkSpans *spans, const Canvas *canvas, const Brush *brush,
            int first)
{
  g_autofree guint8 *rows = g_malloc0 ((gsize) MAX (canvas->bottom, 1));
  Cover cover = { .rows = rows,
                  .limit_top = canvas->top,
                  .limit_bottom = canvas->bottom };

  for (int x = canvas->left; x < canvas->right; x++)
    {
      const int i = x - first;

      if (i < -(int) brush->reach || i >= (int) (spans->n + brush->reach))
        continue;
      cover_column (&cover, spans, canvas, brush, i);
      put_column (&cover, canvas, brush, x, is_gap (brush, MAX (i, 0)));
    }
}

/* A stretch of column @x; its ends may be parts of a pixel. */
static void
paint_stretch (const Canvas *canvas, const Brush *brush, int x, double top,
               double bottom)
{
  const int first = (int) top, last = (int) bottom;
  const gsize stride = (gsize) canvas->stride;
  guint8 *at = canvas->data + (gsize) first * stride + (gsize) x * 4;

#define PIXEL (*(guint32 *) (gpointer) at)
  if (first == last)
    {
      PIXEL = blend (PIXEL, brush, to_byte (bottom - top));
      return;
    }
  PIXEL = blend (PIXEL, brush, to_byte (first + 1 - top));
  at += stride;
  for (int y = first + 1; y < last; y++, at += stride)
    PIXEL = brush->alpha == 255 ? brush->opaque : blend (PIXEL, brush, 255);
  if (bottom > last)
    PIXEL = blend (PIXEL, brush, to_byte (bottom - last));
#undef PIXEL
}

static void
paint_noise (const InkSpans *spans, const Canvas *canvas, const Brush *brush,
             int first)
{
  const int left = MAX (canvas->left, first);
  const int right = MIN (canvas->right, first + (int) spans->n);

  for (int x = left; x < right; x++)
    {
      const InkSpan *span = &spans->columns[x - first];
      const double top
          = canvas->y + span->top * canvas->scale - brush->halves[0];
      const double bottom
          = canvas->y + span->bottom * canvas->scale + brush->halves[0];

      if (span->top <= span->bottom && top < canvas->bottom
          && bottom > canvas->top)
        paint_stretch (canvas, brush, x, MAX (top, canvas->top),
                       MIN (bottom, canvas->bottom));
    }
}

gboolean
ink_spans_paint (const InkSpans *spans, const InkLayerContext *context)
{
  Canvas canvas;
  Brush brush;
  int first;

  if (!open_canvas (&canvas, spans, context->cr)
      || !load_brush (&brush, context->cr, canvas.scale))
    return FALSE;
  first = (int) round (canvas.x + spans->left * canvas.scale);
  if (ink_spans_mean_height (spans) * canvas.scale > NOISE * brush.width)
    paint_noise (spans, &canvas, &brush, first);
  else
    paint_line (spans, &canvas, &brush, first);
  cairo_surface_mark_dirty (cairo_get_group_target (context->cr));
  return TRUE;
}
