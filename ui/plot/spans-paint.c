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
#include <math.h>
#include <string.h>

#include "ui/plot/spans.h"

#define GAP_COVER 0.3
/* Overlap of neighbouring spans, in pens, that makes noise of a line. */
#define NOISE 1.5
/* Among so many lines soft edges are not seen. */
#define MANY 24
/* Wider pens are Cairo's. */
#define MAX_REACH 8

/* What is left of a row on which nothing was put, and what is not seen. */
#define CLEAR 255
#define FAINT 10

/* The image, and where the plot's columns and rows are in it. */
typedef struct
{
  guint8 *data;
  int stride;
  int left, right, top, bottom; /* the clip */
  double x, y, scale; /* of the plot's origin; pixels a unit */
} Canvas;

typedef struct
{
  guint32 opaque;               /* the pixel where it covers all */
  guint alpha, gap_alpha;       /* 0 to 255; the latter's between dashes */
  double width;                 /* pixels */
  int reach;                    /* of a neighbour's spans, in columns */
  double halves[MAX_REACH + 2]; /* of the pen's height, at each distance */
  guint covers[MAX_REACH + 2];  /* 0 to 255 at each distance */
  int dash, period;             /* pixels of a dash, and with its gap */
} Brush;

typedef struct
{
  InkSpans spans; /* in rows of the image */
  Brush brush;
  int first; /* its first column in the image */
  int phase; /* of the dashes, in pixels */
} Line;

typedef struct
{
  float top, bottom; /* rows; none where top > bottom */
} Stretch;

/* One column of the image while lines are put on it from the uppermost down:
 * what they add up to, premultiplied, and the share of what is below that is
 * still seen. */
typedef struct
{
  guint32 *sums;               /* 0 between columns */
  guint8 *rests;               /* CLEAR between columns */
  guint64 *closed;             /* a bit for each row that has nothing left */
  int limit_top, limit_bottom; /* the clip */
  int top, bottom;             /* rows that were touched */
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

/* @cover of @color under all that is on the column so far. */
static inline void
put_pixel (Column *column, guint row, guint32 color, guint cover)
{
  const guint rest = column->rests[row];
  guint share = rest == CLEAR ? cover : divide_by_255 (rest * cover);

  if (rest == 0)
    return;
  if (rest - share <= FAINT)
    {
      share = rest;
      column->closed[row / 64] |= (guint64) 1 << row % 64;
    }
  column->sums[row] += scale_pixel (color, share);
  column->rests[row] = (guint8) (rest - share);
}

/* Bits @from to @to of a word. */
static inline guint64
bits_between (int from, int to)
{
  return (~(guint64) 0 << from) & (~(guint64) 0 >> (64 - to));
}

/* Whole rows, but those that have nothing left. */
static void
put_stretch (Column *column, int from, int to, guint32 color, guint cover)
{
  for (int word = from / 64; word * 64 < to; word++)
    {
      const int first = word * 64;
      const guint64 rows
          = bits_between (MAX (from - first, 0), MIN (to - first, 64));
      guint64 open = rows & ~column->closed[word];

      if (cover == 255)
        column->closed[word] |= rows;
      for (; open != 0; open &= open - 1)
        put_pixel (column, (guint) (first + __builtin_ctzll (open)), color,
                   cover);
    }
}

/* @cover of 255 from @top to @bottom, which may be within rows. */
static void
put_span (Column *column, double top, double bottom, guint32 color, guint cover)
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
      put_pixel (column, (guint) first, color,
                 (guint) ((bottom - top) * cover + 0.5));
      return;
    }
  if (top > first)
    put_pixel (column, (guint) first, color,
               (guint) ((first + 1 - top) * cover + 0.5));
  if (bottom > last)
    put_pixel (column, (guint) last, color,
               (guint) ((bottom - last) * cover + 0.5));
  first += top > first;
  if (first < last)
    put_stretch (column, first, last, color, cover);
}

/* What the pen covers at column @i of the span of column @i + @d, or of -@d;
 * FALSE for nothing. */
static inline gboolean
widen (const Line *line, int i, int d, Stretch *stretch)
{
  const float half = (float) line->brush.halves[ABS (d)];
  const int k = i + d;

  if (k < 0 || k >= (int) line->spans.n)
    return FALSE;
  stretch->top = line->spans.columns[k].top - half;
  stretch->bottom = line->spans.columns[k].bottom + half;
  return stretch->top < stretch->bottom;
}

/* Of the columns at distance @d on both sides what is beyond @inner, which then
 * holds it. What does not touch it, for the line has a gap, is put alone. */
static void
put_neighbours (Column *column, const Line *line, int i, int d, guint cover,
                Stretch *inner)
{
  const guint32 color = line->brush.opaque;
  Stretch outer = *inner;

  for (int side = -d; side <= d; side += 2 * d)
    {
      Stretch beside;

      if (!widen (line, i, side, &beside))
        continue;
      if (beside.top > inner->bottom || beside.bottom < inner->top)
        put_span (column, beside.top, beside.bottom, color, cover);
      else
        {
          outer.top = MIN (outer.top, beside.top);
          outer.bottom = MAX (outer.bottom, beside.bottom);
        }
    }
  put_span (column, outer.top, inner->top, color, cover);
  put_span (column, inner->bottom, outer.bottom, color, cover);
  *inner = outer;
}

/* The line's own span at column @i, then of the neighbours' what is beyond. */
static void
put_line (Column *column, const Line *line, int i, guint share)
{
  const Brush *brush = &line->brush;
  Stretch stretch;

  if (widen (line, i, 0, &stretch))
    put_span (column, stretch.top, stretch.bottom, brush->opaque, share);
  else
    stretch = (Stretch){ INFINITY, -INFINITY };
  for (int d = 1; d <= brush->reach; d++)
    put_neighbours (column, line, i, d,
                    divide_by_255 (brush->covers[d] * share), &stretch);
}

/* The alpha at the next column. */
static guint
next_share (Line *line)
{
  const Brush *brush = &line->brush;
  const int at = line->phase++;

  if (line->phase >= brush->period)
    line->phase = 0;
  return at < brush->dash ? brush->alpha : brush->gap_alpha;
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
  for (int word = column->top / 64; word * 64 < column->bottom; word++)
    column->closed[word] = 0;
  column->top = column->limit_bottom;
  column->bottom = column->limit_top;
}

static void
harden (Brush *brush)
{
  while (brush->reach > 0 && brush->covers[brush->reach] < 255)
    brush->reach--;
}

static void
paint_columns (const Canvas *canvas, Line *lines, guint n)
{
  const gsize height = (gsize) MAX (canvas->bottom, 1);
  g_autofree guint32 *sums = g_new0 (guint32, height);
  g_autofree guint8 *rests = g_malloc (height);
  g_autofree guint64 *closed = g_new0 (guint64, height / 64 + 1);
  Column column = { .sums = sums,
                    .rests = rests,
                    .closed = closed,
                    .limit_top = canvas->top,
                    .limit_bottom = canvas->bottom,
                    .top = canvas->bottom,
                    .bottom = canvas->top };

  memset (rests, CLEAR, height);
  for (guint k = 0; n > MANY && k < n; k++)
    harden (&lines[k].brush);
  for (int x = canvas->left; x < canvas->right; x++)
    {
      for (guint k = n; k-- > 0;)
        put_line (&column, &lines[k], x - lines[k].first,
                  next_share (&lines[k]));
      lay_down (&column, canvas, x);
    }
}

/* To rows of the image. */
static void
place (Line *line, const Canvas *canvas)
{
  const float y = (float) canvas->y, scale = (float) canvas->scale;

  line->first = (int) round (canvas->x + line->spans.left * canvas->scale);
  line->phase = 0;
  for (guint i = 0; i < line->spans.n; i++)
    {
      line->spans.columns[i].top = y + scale * line->spans.columns[i].top;
      line->spans.columns[i].bottom
          = y + scale * line->spans.columns[i].bottom;
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
  line.spans = *spans;
  spans->columns = NULL;
  place (&line, &canvas);
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
      paint_columns (&canvas, (Line *) (gpointer) batch->lines->data,
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
