/* Painting lines' spans onto an image, column by column, the uppermost line
 * first: a pixel that is covered wholly is done, and of fifty lines that run
 * over one another only what is seen costs time.
 *
 * A pixel's cover is the share of its height that the pen covers: the column's
 * own span, widened by half the pen at either end, wholly; a neighbour's by the
 * share of the pen's width that comes over, so that a steep line is as wide as
 * a flat one and has no stairs. Dashes thin the line out instead of cutting it:
 * no extreme may fall into a gap. Noise, whose columns are tall, would gain
 * nothing by either: there each column is its own span alone. */
#include <math.h>
#include <string.h>

#include "ui/plot/spans.h"

#define GAP_COVER 0.3
/* Mean height of the spans, in pens, that makes noise of a line. */
#define NOISE 5.0
/* Wider pens are Cairo's. */
#define MAX_REACH 8

/* Above any cover of a span: a row on which nothing was put. */
#define CLEAR 255

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
  guint32 opaque;               /* the pixel where it covers all */
  guint alpha;                  /* 0 to 255 */
  double width;                 /* pixels */
  int reach;                    /* of a neighbour's spans, in columns */
  double halves[MAX_REACH + 2]; /* of the pen's height, at each distance */
  guint covers[MAX_REACH + 2];  /* 0 to 255 at each distance */
  double dashes[2];             /* pixels on and off; 0: none */
} Brush;

typedef struct
{
  InkSpans spans;
  Brush brush;
  int first; /* its first column in the image */
} Line;

/* One column of the image while lines are put on it from the uppermost down:
 * what they add up to, premultiplied, and the share of what is below that is
 * still seen. */
typedef struct
{
  guint32 *sums;                  /* 0 between columns */
  guint8 *rests;                  /* CLEAR between columns */
  int limit_top, limit_bottom;    /* the clip */
  int top, bottom;                /* rows that were touched */
  int closed_top, closed_bottom;  /* rows of which nothing is left */
} Column;

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
open_canvas (Canvas *canvas, double left, double step, cairo_t *cr)
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
  first = canvas->x + left * canvas->scale;
  if (fabs (step * canvas->scale - 1) > 1e-6
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

  brush->reach = (int) ceil (beyond - 1e-6);
  for (int d = 0; d <= brush->reach; d++)
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

static guint32
scale_pixel (guint32 pixel, guint share)
{
  return divide_both_by_255 ((pixel & 0xff00ff) * share)
         | divide_both_by_255 ((pixel >> 8 & 0xff00ff) * share) << 8;
}

/* @cover of @brush under all that is on the column so far. */
static void
put_pixel (Column *column, int row, const Brush *brush, guint cover)
{
  const guint share
      = divide_by_255 (column->rests[row]
                       * divide_by_255 (cover * brush->alpha));

  column->sums[row] += scale_pixel (brush->opaque, share);
  column->rests[row] -= (guint8) share;
}

static void
put_rows (Column *column, int from, int to, const Brush *brush, guint cover)
{
  if (cover < 255 || brush->alpha < 255)
    {
      for (int row = from; row < to; row++)
        put_pixel (column, row, brush, cover);
      return;
    }
  for (int row = from; row < to; row++)
    if (column->rests[row] == CLEAR)
      {
        column->sums[row] = brush->opaque;
        column->rests[row] = 0;
      }
    else if (column->rests[row] > 0)
      put_pixel (column, row, brush, 255);
}

static void
close_rows (Column *column, int from, int to)
{
  if (column->closed_top >= column->closed_bottom)
    {
      column->closed_top = from;
      column->closed_bottom = to;
    }
  else if (from <= column->closed_bottom && to >= column->closed_top)
    {
      column->closed_top = MIN (column->closed_top, from);
      column->closed_bottom = MAX (column->closed_bottom, to);
    }
}

/* Whole rows, but those of which nothing is left. */
static void
put_stretch (Column *column, int from, int to, const Brush *brush, guint cover)
{
  if (from >= to)
    return;
  if (column->closed_top >= column->closed_bottom
      || to <= column->closed_top || from >= column->closed_bottom)
    put_rows (column, from, to, brush, cover);
  else
    {
      put_rows (column, from, column->closed_top, brush, cover);
      put_rows (column, column->closed_bottom, to, brush, cover);
    }
  if (cover == 255 && brush->alpha == 255)
    close_rows (column, from, to);
}

/* @most of 255 from @top to @bottom, which may be within rows. */
static void
put_span (Column *column, double top, double bottom, const Brush *brush,
          guint most)
{
  int first, last;

  top = MAX (top, column->limit_top);
  bottom = MIN (bottom, column->limit_bottom);
  if (!(top < bottom))
    return;
  first = (int) top;
  last = (int) bottom;
  column->top = MIN (column->top, first);
  column->bottom = MAX (column->bottom, last + (bottom > last));
  if (first == last)
    {
      put_pixel (column, first, brush, (guint) ((bottom - top) * most + 0.5));
      return;
    }
  if (top > first)
    put_pixel (column, first, brush,
               (guint) ((first + 1 - top) * most + 0.5));
  if (bottom > last)
    put_pixel (column, last, brush, (guint) ((bottom - last) * most + 0.5));
  put_stretch (column, first + (top > first), last, brush, most);
}

/* What of @span is above and below what the line has there already, from @top
 * to @bottom. */
static void
put_beyond (Column *column, double from, double to, double top, double bottom,
            const Brush *brush, guint cover)
{
  if (top > bottom) /* nothing yet */
    {
      put_span (column, from, to, brush, cover);
      return;
    }
  put_span (column, from, MIN (to, top), brush, cover);
  put_span (column, MAX (from, bottom), to, brush, cover);
}

static gboolean
is_gap (const Brush *brush, int i)
{
  const double period = brush->dashes[0] + brush->dashes[1];
  double x = i + 0.5;

  if (!(period > 0))
    return FALSE;
  x -= floor (x / period) * period;
  return x >= brush->dashes[0];
}

static void
put_line (Column *column, const Canvas *canvas, const Line *line, int x)
{
  const Brush *brush = &line->brush;
  const int i = x - line->first;
  const guint share = is_gap (brush, i) ? to_byte (GAP_COVER) : 255;
  double top = INFINITY, bottom = -INFINITY;

  for (int d = 0; d <= brush->reach; d++)
    for (int side = d > 0 ? -1 : 1; side <= 1; side += 2)
      {
        const int k = i + side * d;
        const InkSpan *span = &line->spans.columns[k];
        double from, to;

        if (k < 0 || k >= (int) line->spans.n || span->top > span->bottom)
          continue;
        from = canvas->y + span->top * canvas->scale - brush->halves[d];
        to = canvas->y + span->bottom * canvas->scale + brush->halves[d];
        put_beyond (column, from, to, top, bottom, brush,
                    divide_by_255 (brush->covers[d] * share));
        if (top > bottom || (from <= bottom && to >= top))
          {
            top = MIN (top, from);
            bottom = MAX (bottom, to);
          }
      }
}

/* Puts the column onto the image, and empties it. */
static void
lay_down (Column *column, const Canvas *canvas, int x)
{
  guint8 *at = canvas->data + (gsize) column->top * (gsize) canvas->stride
               + (gsize) x * 4;

  for (int row = column->top; row < column->bottom; row++)
    {
      guint32 *pixel = (guint32 *) (gpointer) at;

      *pixel = column->sums[row] + scale_pixel (*pixel, column->rests[row]);
      column->sums[row] = 0;
      column->rests[row] = CLEAR;
      at += canvas->stride;
    }
  column->top = column->limit_bottom;
  column->bottom = column->limit_top;
  column->closed_top = column->closed_bottom = 0;
}

static void
paint_columns (const Canvas *canvas, const Line *lines, guint n)
{
  const gsize height = (gsize) MAX (canvas->bottom, 1);
  g_autofree guint32 *sums = g_new0 (guint32, height);
  g_autofree guint8 *rests = g_malloc (height);
  Column column = { .sums = sums,
                    .rests = rests,
                    .limit_top = canvas->top,
                    .limit_bottom = canvas->bottom,
                    .top = canvas->bottom,
                    .bottom = canvas->top };

  memset (rests, CLEAR, height);
  for (int x = canvas->left; x < canvas->right; x++)
    {
      for (guint k = n; k-- > 0;)
        put_line (&column, canvas, &lines[k], x);
      lay_down (&column, canvas, x);
    }
}

static void
line_clear (gpointer line)
{
  ink_spans_clear (&((Line *) line)->spans);
}

gboolean
ink_spans_batch_add (InkSpansBatch *batch, InkSpans *spans,
                     const InkLayerContext *context)
{
  Canvas canvas;
  Line line;

  if (!open_canvas (&canvas, spans->left, spans->step, context->cr)
      || !load_brush (&line.brush, context->cr, canvas.scale))
    return FALSE;
  line.first = (int) round (canvas.x + spans->left * canvas.scale);
  line.spans = *spans;
  spans->columns = NULL;
  if (ink_spans_mean_height (&line.spans) * canvas.scale
      > NOISE * line.brush.width)
    {
      line.brush.reach = 0;
      line.brush.dashes[0] = line.brush.dashes[1] = 0;
    }
  if (batch->lines == NULL)
    {
      batch->lines = g_array_new (FALSE, FALSE, sizeof (Line));
      g_array_set_clear_func (batch->lines, line_clear);
    }
  g_array_append_val (batch->lines, line);
  return TRUE;
}

void
ink_spans_batch_paint (InkSpansBatch *batch, const InkLayerContext *context)
{
  Canvas canvas;

  if (batch->lines == NULL || batch->lines->len == 0)
    return;
  if (open_canvas (&canvas, context->area.x, context->step, context->cr))
    {
      paint_columns (&canvas, (const Line *) (gpointer) batch->lines->data,
                     batch->lines->len);
      cairo_surface_mark_dirty (cairo_get_group_target (context->cr));
    }
  g_array_set_size (batch->lines, 0);
}

void
ink_spans_batch_clear (InkSpansBatch *batch)
{
  g_clear_pointer (&batch->lines, g_array_unref);
}
