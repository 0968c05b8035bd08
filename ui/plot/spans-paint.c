/* Painting lines' spans onto an image, column by column, the uppermost line
 * first: a pixel that is covered wholly is done, and of fifty lines that run
 * over one another only what is seen costs time.
 *
 * A pixel's cover is the share of its height that the pen covers: the column's
 * own span, widened by half the pen at either end, wholly; a neighbour's by the
 * share of the pen's width that comes over, so that a steep line is as wide as
 * a flat one and has no stairs. Dashes thin the line out instead of cutting it:
 * no extreme may fall into a gap. Noise, whose columns are tall, would gain
 * nothing by either: there each column is its own span alone. Nor are soft
 * edges seen among many lines. */
#include "ui/plot/spans.h"

#include <math.h>

#include "ui/plot/spans-tile.h"

#define GAP_COVER 0.3
/* Overlap of neighbouring spans, in pens, that makes noise of a line. */
#define NOISE 1.5
/* Among so many lines soft edges are not seen. */
#define MANY 24

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
clip_canvas (InkCanvas *canvas, cairo_t *cr, cairo_surface_t *surface)
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
open_canvas (InkCanvas *canvas, double left, double step, cairo_t *cr)
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
shape_pen (InkBrush *brush)
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
load_brush (InkBrush *brush, cairo_t *cr, double scale)
{
  double r, g, b, a, dashes[2] = { 0, 0 };

  if (cairo_pattern_get_rgba (cairo_get_source (cr), &r, &g, &b, &a)
          != CAIRO_STATUS_SUCCESS
      || cairo_get_dash_count (cr) > 2)
    return FALSE;
  brush->width = cairo_get_line_width (cr) * scale;
  if (brush->width > 2 * INK_PEN_REACH)
    return FALSE;
  if (cairo_get_dash_count (cr) == 2)
    cairo_get_dash (cr, dashes, NULL);
  brush->dash = (int) CLAMP (round (dashes[0] * scale), 1, 10000);
  brush->period
      = brush->dash + (int) CLAMP (round (dashes[1] * scale), 0, 10000);
  brush->alpha = to_byte (a);
  brush->gap_alpha = to_byte (a * GAP_COVER);
  brush->opaque
      = 0xff000000u | to_byte (r) << 16 | to_byte (g) << 8 | to_byte (b);
  shape_pen (brush);
  return TRUE;
}

static void
harden (InkBrush *brush)
{
  while (brush->reach > 0 && brush->covers[brush->reach] < 255)
    brush->reach--;
}

/* To rows of the image. */
static void
place (InkPaintedLine *line, const InkCanvas *canvas)
{
  const float y = (float) canvas->y, scale = (float) canvas->scale;
  float *restrict tops = line->spans.tops;
  float *restrict bottoms = line->spans.bottoms;

  line->first = (int) round (canvas->x + line->spans.left * canvas->scale);
  for (guint i = 0, n = line->spans.n; i < n; i++)
    {
      tops[i] = y + scale * tops[i];
      bottoms[i] = y + scale * bottoms[i];
    }
  if (ink_spans_overlap (&line->spans) > NOISE * line->brush.width)
    {
      line->brush.reach = 0;
      line->brush.dash = line->brush.period;
    }
}

static void
line_clear (gpointer line)
{
  ink_spans_clear (&((InkPaintedLine *) line)->spans);
}

gboolean
ink_spans_batch_add (InkSpansBatch *batch, InkSpans *spans,
                     const InkLayerContext *context)
{
  InkCanvas canvas;
  InkPaintedLine line;

  if (!open_canvas (&canvas, spans->left, spans->step, context->cr)
      || !load_brush (&line.brush, context->cr, canvas.scale))
    return FALSE;
  line.spans = *spans;
  spans->tops = spans->bottoms = NULL;
  place (&line, &canvas);
  if (batch->lines == NULL)
    {
      batch->lines = g_array_new (FALSE, FALSE, sizeof (InkPaintedLine));
      g_array_set_clear_func (batch->lines, line_clear);
    }
  g_array_append_val (batch->lines, line);
  return TRUE;
}

void
ink_spans_batch_paint (InkSpansBatch *batch, const InkLayerContext *context)
{
  InkCanvas canvas;

  if (batch->lines == NULL || batch->lines->len == 0)
    return;
  if (open_canvas (&canvas, context->area.x, context->step, context->cr))
    {
      InkPaintedLine *lines = (gpointer) batch->lines->data;
      const guint n = batch->lines->len;

      for (guint k = 0; n > MANY && k < n; k++)
        harden (&lines[k].brush);
      ink_spans_paint (&canvas, lines, n);
      cairo_surface_mark_dirty (cairo_get_group_target (context->cr));
    }
  g_array_set_size (batch->lines, 0);
}

void
ink_spans_batch_clear (InkSpansBatch *batch)
{
  g_clear_pointer (&batch->lines, g_array_unref);
}
