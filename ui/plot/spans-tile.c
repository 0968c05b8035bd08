/* A few columns of the image at a time, lines are put on them from the
 * uppermost down. A row that has nothing left is on the image and done; of the
 * others a column holds what they add up to, until all lines were there. Where
 * a run of rows is done, what lies within it is passed over, several columns at
 * a time: of many lines that run over one another most is. */
#include "ui/plot/spans-tile.h"

#include <math.h>
#include <string.h>

/* Columns of the image that are painted together; as many flags make a word. */
#define TILE 8

/* What is left of a row on which nothing was put, and what is not seen. */
#define CLEAR 255
#define FAINT 10

typedef struct
{
  float top, bottom; /* rows; none where top > bottom */
} Stretch;

/* One column of the image while lines are put on it from the uppermost down:
 * what they add up to, premultiplied, and the share of what is below that is
 * still seen. A row's bit is in word row / 64. */
typedef struct
{
  guint32 *pixels;  /* the image's, [stride] apart */
  gsize stride;
  guint32 *sums;   /* 0 but of the rows that are begun and not closed */
  guint8 *rests;   /* CLEAR but of the same */
  guint64 *begun;  /* some of them may be closed; 0 between columns */
  guint64 *closed; /* rows that are done; 0 between columns */
} Column;

/* Neighbouring columns, which share the image's cache lines. */
typedef struct
{
  Column columns[TILE];
  /* The longest known run of closed rows in each; none where top > bottom, and
   * infinite where it reaches the clip. */
  float tops[TILE], bottoms[TILE];
  int limit_top, limit_bottom; /* the clip */
  int n_words;
} Tile;

static guint
divide_by_255 (guint value)
{
  value += 128;
  return (value + (value >> 8)) >> 8;
}

/* Each byte by @share of 255, all four at a time, each product in 16 bits. */
static inline guint32
scale_pixel (guint32 pixel, guint share)
{
  const guint64 bytes = 0x00ff00ff00ff00ff;
  guint64 all = (((guint64) pixel << 24) | pixel) & bytes;

  all = all * share + 0x0080008000800080;
  all = ((all + (all >> 8 & bytes)) >> 8) & bytes;
  return (guint32) (all | all >> 24);
}

/* Puts @color under all that is on the row so far, which then is done. */
static inline void
close_row (Column *column, int row, guint32 color)
{
  column->pixels[(gsize) row * column->stride]
      = column->sums[row] + scale_pixel (color, column->rests[row]);
  column->sums[row] = 0;
  column->rests[row] = CLEAR;
}

/* @cover of @color under all that is on the column so far. */
static inline void
put_pixel (Column *column, int row, guint32 color, guint cover)
{
  const int word = row / 64;
  const guint64 bit = (guint64) 1 << row % 64;
  const guint rest = column->rests[row];
  const guint share = divide_by_255 (rest * cover);

  if ((column->closed[word] & bit) != 0)
    return;
  if (rest - share <= FAINT)
    {
      column->closed[word] |= bit;
      close_row (column, row, color);
      return;
    }
  column->begun[word] |= bit;
  column->sums[row] += scale_pixel (color, share);
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

/* Puts @color alone on the rows of @bits, the first of which is at @pixel. */
static inline void
fill_rows (guint32 *pixel, gsize stride, guint64 bits, guint32 color)
{
  while (bits != 0)
    {
      int start, n;

      first_run (bits, &start, &n);
      for (int i = start; i < start + n; i++)
        pixel[(gsize) i * stride] = color;
      bits &= ~bits_between (start, start + n);
    }
}

/* Closes those of @rows of a word that are open. */
static inline void
close_rows (Column *column, int word, guint64 rows, guint32 color)
{
  const guint64 open = rows & ~column->closed[word];
  const gsize stride = column->stride;
  guint64 begun = open & column->begun[word];

  column->closed[word] |= rows;
  fill_rows (column->pixels + (gsize) word * 64 * stride, stride,
             open & ~begun, color);
  for (; begun != 0; begun &= begun - 1)
    close_row (column, word * 64 + __builtin_ctzll (begun), color);
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

/* Takes note that the column @i is closed between two rows. */
static inline void
extend_run (Tile *tile, int i, int from, int to)
{
  const float top = from > tile->limit_top ? (float) from : -INFINITY;
  const float bottom = to < tile->limit_bottom ? (float) to : INFINITY;

  if (top <= tile->bottoms[i] && bottom >= tile->tops[i])
    {
      tile->tops[i] = MIN (tile->tops[i], top);
      tile->bottoms[i] = MAX (tile->bottoms[i], bottom);
    }
  else if (bottom - top > tile->bottoms[i] - tile->tops[i])
    {
      tile->tops[i] = top;
      tile->bottoms[i] = bottom;
    }
}

/* @cover of 255 from @top to @bottom, which may be within rows. */
static inline void
put_span (Tile *tile, int at, double top, double bottom, guint32 color,
          guint cover)
{
  Column *column = &tile->columns[at];
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
  if (first >= last)
    return;
  put_stretch (column, first, last, color, cover);
  if (cover == 255)
    extend_run (tile, at, first, last);
}

/* What the pen covers at column @i of the span of column @i + @d, or of -@d;
 * FALSE for nothing. */
static inline gboolean
widen (const InkPaintedLine *line, int i, int d, Stretch *stretch)
{
  const float half = (float) line->brush.halves[ABS (d)];
  const int k = i + d;

  if (k < 0 || k >= (int) line->spans.n)
    return FALSE;
  stretch->top = line->spans.tops[k] - half;
  stretch->bottom = line->spans.bottoms[k] + half;
  return stretch->top < stretch->bottom;
}

/* Of the columns at distance @d on both sides what is beyond @inner, which then
 * holds it. What does not touch it, for the line has a gap, is put alone. */
static void
put_neighbours (Tile *tile, int at, const InkPaintedLine *line, int i, int d,
                guint cover, Stretch *inner)
{
  const guint32 color = line->brush.opaque;
  Stretch outer = *inner;

  for (int side = -d; side <= d; side += 2 * d)
    {
      Stretch beside;

      if (!widen (line, i, side, &beside))
        continue;
      if (beside.top > inner->bottom || beside.bottom < inner->top)
        put_span (tile, at, beside.top, beside.bottom, color, cover);
      else
        {
          outer.top = MIN (outer.top, beside.top);
          outer.bottom = MAX (outer.bottom, beside.bottom);
        }
    }
  put_span (tile, at, outer.top, inner->top, color, cover);
  put_span (tile, at, inner->bottom, outer.bottom, color, cover);
  *inner = outer;
}

/* At the tile's column @at the line's span @i, then of the neighbours' what is
 * beyond. */
static inline void
put_line (Tile *tile, int at, const InkPaintedLine *line, int i, guint share)
{
  const InkBrush *brush = &line->brush;
  Stretch stretch;

  if (widen (line, i, 0, &stretch))
    put_span (tile, at, stretch.top, stretch.bottom, brush->opaque, share);
  else
    stretch = (Stretch){ INFINITY, -INFINITY };
  for (int d = 1; d <= brush->reach; d++)
    put_neighbours (tile, at, line, i, d,
                    divide_by_255 (brush->covers[d] * share), &stretch);
}

/* The alpha at a column, counted from the clip's first. */
static inline guint
share_at (const InkBrush *brush, int column)
{
  const gboolean in_gap = brush->dash < brush->period
                          && column % brush->period >= brush->dash;

  return in_gap ? brush->gap_alpha : brush->alpha;
}

/* A byte for each of TILE spans from @i on: 1 but where it is within the run of
 * closed rows. */
static inline guint64
find_seen (const Tile *tile, const InkPaintedLine *line, int i)
{
  const float half = (float) line->brush.halves[0];
  const float *tops = line->spans.tops + i, *bottoms = line->spans.bottoms + i;
  guint8 seen[TILE];
  guint64 all;

  for (int at = 0; at < TILE; at++)
    seen[at] = (tops[at] - half < tile->tops[at])
               | (bottoms[at] + half > tile->bottoms[at]);
  memcpy (&all, seen, sizeof all);
  return all;
}

/* Puts a line on the tile's @n columns, the first of which is @x. */
static void
put_columns (Tile *tile, const InkPaintedLine *line, int x, int n, int left)
{
  const int i = x - line->first;
  guint64 seen = ~(guint64) 0;

  if (line->brush.reach == 0 && i >= 0 && i + TILE <= (int) line->spans.n)
    seen = find_seen (tile, line, i);
  for (int at = 0; at < n && seen != 0; at++, seen >>= 8)
    if ((seen & 1) != 0)
      put_line (tile, at, line, i + at, share_at (&line->brush, x + at - left));
}

/* Puts what is left of 64 rows onto the image, and empties them. */
static inline void
lay_down_word (Column *column, int word)
{
  guint64 begun = column->begun[word] & ~column->closed[word];

  column->begun[word] = column->closed[word] = 0;
  for (; begun != 0; begun &= begun - 1)
    {
      const int row = word * 64 + __builtin_ctzll (begun);

      close_row (column, row,
                 column->pixels[(gsize) row * column->stride]);
    }
}

/* Goes to the columns from @x on. */
static void
tile_begin (Tile *tile, const InkCanvas *canvas, int x)
{
  guint32 *pixels = (guint32 *) (gpointer) canvas->data + x;

  for (int i = 0; i < TILE; i++)
    {
      tile->columns[i].pixels = pixels + i;
      tile->tops[i] = INFINITY;
      tile->bottoms[i] = -INFINITY;
    }
}

static void
tile_end (Tile *tile, int n)
{
  for (int word = 0; word < tile->n_words; word++)
    for (int i = 0; i < n; i++)
      lay_down_word (&tile->columns[i], word);
}

/* Takes its memory from @memory, of at least n_words x TILE x 64 rows. */
static void
tile_init (Tile *tile, const InkCanvas *canvas, gpointer memory)
{
  const gsize words = (gsize) tile->n_words;
  guint64 *bits = memory;
  guint32 *sums = (guint32 *) (gpointer) (bits + 2 * TILE * words);
  guint8 *rests = (guint8 *) (gpointer) (sums + TILE * 64 * words);

  tile->limit_top = canvas->top;
  tile->limit_bottom = canvas->bottom;
  memset (rests, CLEAR, TILE * 64 * words);
  for (guint i = 0; i < TILE; i++)
    tile->columns[i]
        = (Column){ .stride = (gsize) canvas->stride / sizeof (guint32),
                    .sums = sums + i * 64 * words,
                    .rests = rests + i * 64 * words,
                    .begun = bits + 2 * i * words,
                    .closed = bits + (2 * i + 1) * words };
}

void
ink_spans_paint (const InkCanvas *canvas, const InkPaintedLine *lines, guint n)
{
  Tile tile = { .n_words = MAX (canvas->bottom, 0) / 64 + 1 };
  const gsize row = sizeof (guint32) + sizeof (guint8);
  g_autofree guint8 *memory
      = g_malloc0 (TILE * (gsize) tile.n_words
                   * (2 * sizeof (guint64) + 64 * row));

  tile_init (&tile, canvas, memory);
  for (int x = canvas->left; x < canvas->right; x += TILE)
    {
      const int n_columns = MIN (TILE, canvas->right - x);

      tile_begin (&tile, canvas, x);
      for (guint k = n; k-- > 0;)
        put_columns (&tile, &lines[k], x, n_columns, canvas->left);
      tile_end (&tile, n_columns);
    }
}
