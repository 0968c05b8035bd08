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
/* Columns of the image that are painted together. */
#define TILE 8

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
 * still seen. A row's bit is in word row / 64. */
typedef struct
{
  guint32 *sums;    /* of the rows that were touched */
  guint8 *rests;    /* of those of them that are not closed */
  guint64 *touched; /* 0 between columns */
  guint64 *closed;  /* rows that have nothing left; 0 between columns */
} Column;

/* Neighbouring columns, which share the image's cache lines. */
typedef struct
{
  Column columns[TILE];
  int limit_top, limit_bottom; /* the clip */
  int n_words;
} Tile;

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
put_pixel (Column *column, int row, guint32 color, guint cover)
{
  const int word = row / 64;
  const guint64 bit = (guint64) 1 << row % 64;
  const gboolean fresh = (column->touched[word] & bit) == 0;
  const guint rest = fresh ? CLEAR : column->rests[row];
  const guint32 sum = fresh ? 0 : column->sums[row];
  guint share = fresh ? cover : divide_by_255 (rest * cover);

  if ((column->closed[word] & bit) != 0)
    return;
  if (rest - share <= FAINT)
    {
      share = rest;
      column->closed[word] |= bit;
    }
  column->touched[word] |= bit;
  column->sums[row] = sum + scale_pixel (color, share);
  column->rests[row] = (guint8) (rest - share);
}

/* Bits @from to @to of a word. */
static inline guint64
bits_between (int from, int to)
{
  return (~(guint64) 0 << from) & (~(guint64) 0 >> (64 - to));
}

/* The run of set bits at the lower end of @bits, which is not 0. */
static inline void
first_run (guint64 bits, int *start, int *n)
{
  guint64 rest;

  *start = __builtin_ctzll (bits);
  rest = ~(bits >> *start);
  *n = rest != 0 ? __builtin_ctzll (rest) : 64;
}

/* Puts @color alone on the rows of @bits, of which @sums[0] is the first. */
static inline void
fill_rows (guint32 *sums, guint64 bits, guint32 color)
{
  while (bits != 0)
    {
      int start, n;

      first_run (bits, &start, &n);
      for (int i = start; i < start + n; i++)
        sums[i] = color;
      bits &= ~bits_between (start, start + n);
    }
}

/* Closes those of @rows of a word that are open. */
static inline void
close_rows (Column *column, int word, guint64 rows, guint32 color)
{
  const guint64 open = rows & ~column->closed[word];
  guint32 *sums = column->sums + word * 64;
  const guint8 *rests = column->rests + word * 64;
  guint64 begun = open & column->touched[word];

  fill_rows (sums, open & ~begun, color);
  for (; begun != 0; begun &= begun - 1)
    {
      const int row = __builtin_ctzll (begun);

      sums[row] += scale_pixel (color, rests[row]);
    }
  column->touched[word] |= rows;
  column->closed[word] |= rows;
}

/* Whole rows of a word, but those that have nothing left. */
static inline void
put_rows (Column *column, int word, guint64 rows, guint32 color, guint cover)
{
  guint64 open = rows & ~column->closed[word];

  if (open != 0 && cover == 255)
    close_rows (column, word, rows, color);
  else
    for (; open != 0; open &= open - 1)
      put_pixel (column, word * 64 + __builtin_ctzll (open), color, cover);
}

/* Whole rows; @from < @to. */
static inline void
put_stretch (Column *column, int from, int to, guint32 color, guint cover)
{
  const guint64 all = ~(guint64) 0;
  const int last = (to - 1) / 64;
  guint64 rows = all << from % 64;

  for (int word = from / 64; word < last; word++, rows = all)
    put_rows (column, word, rows, color, cover);
  rows &= all >> (63 - (to - 1) % 64);
  put_rows (column, last, rows, color, cover);
}

/* Whether the rows have nothing left; FALSE where they are of several words. */
static inline gboolean
is_closed (const Column *column, int from, int to)
{
  const int word = from / 64;
  const guint64 open = ~column->closed[word];

  return to <= word * 64 + 64
         && (open >> from % 64 << (63 - (to - from - 1))) == 0;
}

/* @cover of 255 from @top to @bottom, which may be within rows. */
static inline void
put_span (const Tile *tile, Column *column, double top, double bottom,
          guint32 color, guint cover)
{
  int first, last;

  top = MAX (top, tile->limit_top);
  bottom = MIN (bottom, tile->limit_bottom);
  if (!(top < bottom))
    return;
  first = (int) top;
  last = (int) bottom;
  if (is_closed (column, first, last + (bottom > last)))
    return;
  if (first == last)
    {
      put_pixel (column, first, color, (guint) ((bottom - top) * cover + 0.5));
      return;
    }
  if (top > first)
    put_pixel (column, first, color,
               (guint) ((first + 1 - top) * cover + 0.5));
  if (bottom > last)
    put_pixel (column, last, color, (guint) ((bottom - last) * cover + 0.5));
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
put_neighbours (const Tile *tile, Column *column, const Line *line, int i,
                int d, guint cover, Stretch *inner)
{
  const guint32 color = line->brush.opaque;
  Stretch outer = *inner;

  for (int side = -d; side <= d; side += 2 * d)
    {
      Stretch beside;

      if (!widen (line, i, side, &beside))
        continue;
      if (beside.top > inner->bottom || beside.bottom < inner->top)
        put_span (tile, column, beside.top, beside.bottom, color, cover);
      else
        {
          outer.top = MIN (outer.top, beside.top);
          outer.bottom = MAX (outer.bottom, beside.bottom);
        }
    }
  put_span (tile, column, outer.top, inner->top, color, cover);
  put_span (tile, column, inner->bottom, outer.bottom, color, cover);
  *inner = outer;
}

/* The line's own span at column @i, then of the neighbours' what is beyond. */
static inline void
put_line (const Tile *tile, Column *column, const Line *line, int i,
          guint share)
{
  const Brush *brush = &line->brush;
  Stretch stretch;

  if (widen (line, i, 0, &stretch))
    put_span (tile, column, stretch.top, stretch.bottom, brush->opaque, share);
  else
    stretch = (Stretch){ INFINITY, -INFINITY };
  for (int d = 1; d <= brush->reach; d++)
    put_neighbours (tile, column, line, i, d,
                    divide_by_255 (brush->covers[d] * share), &stretch);
}

/* The alpha at the next column. */
static inline guint
next_share (Line *line)
{
  const Brush *brush = &line->brush;
  const int at = line->phase++;

  if (line->phase >= brush->period)
    line->phase = 0;
  return at < brush->dash ? brush->alpha : brush->gap_alpha;
}

/* Puts 64 rows of a column, the first of which is at @pixel, onto the image,
 * and empties them. */
static inline void
lay_down_word (Column *column, int word, guint32 *pixel, gsize stride)
{
  const guint32 *sums = column->sums + word * 64;
  const guint8 *rests = column->rests + word * 64;
  guint64 done = column->closed[word];
  guint64 begun = column->touched[word] & ~done;

  column->touched[word] = column->closed[word] = 0;
  while (done != 0)
    {
      int start, n;

      first_run (done, &start, &n);
      for (int row = start; row < start + n; row++)
        pixel[(gsize) row * stride] = sums[row];
      done &= ~bits_between (start, start + n);
    }
  for (; begun != 0; begun &= begun - 1)
    {
      const int row = __builtin_ctzll (begun);
      guint32 *at = pixel + (gsize) row * stride;

      *at = sums[row] + scale_pixel (*at, rests[row]);
    }
}

/* @n columns from @x on. */
static void
lay_down (Tile *tile, const Canvas *canvas, int x, int n)
{
  guint32 *pixels = (guint32 *) (gpointer) canvas->data + x;
  const gsize stride = (gsize) canvas->stride / sizeof *pixels;

  for (int word = 0; word < tile->n_words; word++)
    for (int i = 0; i < n; i++)
      lay_down_word (&tile->columns[i], word,
                     pixels + (gsize) word * 64 * stride + i, stride);
}

static void
harden (Brush *brush)
{
  while (brush->reach > 0 && brush->covers[brush->reach] < 255)
    brush->reach--;
}

/* Takes its memory from @memory, of at least n_words x TILE x 64 rows. */
static void
tile_init (Tile *tile, const Canvas *canvas, gpointer memory)
{
  const gsize words = (gsize) tile->n_words;
  guint64 *bits = memory;
  guint32 *sums = (guint32 *) (gpointer) (bits + 2 * TILE * words);
  guint8 *rests = (guint8 *) (gpointer) (sums + TILE * 64 * words);

  tile->limit_top = canvas->top;
  tile->limit_bottom = canvas->bottom;
  for (guint i = 0; i < TILE; i++)
    tile->columns[i] = (Column){ .sums = sums + i * 64 * words,
                                 .rests = rests + i * 64 * words,
                                 .touched = bits + 2 * i * words,
                                 .closed = bits + (2 * i + 1) * words };
}

static void
paint_columns (const Canvas *canvas, Line *lines, guint n)
{
  Tile tile = { .n_words = MAX (canvas->bottom, 0) / 64 + 1 };
  const gsize row = sizeof (guint32) + sizeof (guint8);
  g_autofree guint8 *memory
      = g_malloc0 (TILE * (gsize) tile.n_words
                   * (2 * sizeof (guint64) + 64 * row));

  tile_init (&tile, canvas, memory);
  for (guint k = 0; n > MANY && k < n; k++)
    harden (&lines[k].brush);
  for (int x = canvas->left; x < canvas->right; x += TILE)
    {
      const int n_columns = MIN (TILE, canvas->right - x);

      for (guint k = n; k-- > 0;)
        for (int i = 0; i < n_columns; i++)
          put_line (&tile, &tile.columns[i], &lines[k], x + i - lines[k].first,
                    next_share (&lines[k]));
      lay_down (&tile, canvas, x, n_columns);
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
