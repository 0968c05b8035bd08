/* Append-only points in chunks, with a pyramid of ranges above them: a node of
 * level k covers FAN^(k+1) points. A query takes whole nodes where it can, so
 * any stretch costs at most 2 FAN nodes a level, and its minimum and maximum
 * are exact: decimation by columns loses no extreme. */
#include "ui/plot/series.h"

#include <math.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define CHUNK_BITS 12
#define CHUNK_SIZE (1 << CHUNK_BITS)
#define CHUNK_MASK (CHUNK_SIZE - 1)
#define FAN_BITS 4
#define FAN (1 << FAN_BITS)
#define N_LEVELS 6
/* Of a column, one by one; more cost less by the pyramid. */
#define SCANNED 48

typedef struct
{
  double x[CHUNK_SIZE];
  double y[CHUNK_SIZE];
} Chunk;

struct _InkSeries
{
  guint n_refs;
  guint generation;
  gsize n;
  /* While every x is exactly origin + index * spacing. */
  gboolean is_even;
  double origin, spacing;
  GPtrArray *chunks;
  GArray *levels[N_LEVELS]; /* InkSeriesRange */
};

/* Of these the compiler knows that no other library has its own. */
static inline double
x_at (const InkSeries *series, gsize index)
{
  const Chunk *chunk = series->chunks->pdata[index >> CHUNK_BITS];

  return chunk->x[index & CHUNK_MASK];
}

static inline double
y_at (const InkSeries *series, gsize index)
{
  const Chunk *chunk = series->chunks->pdata[index >> CHUNK_BITS];

  return chunk->y[index & CHUNK_MASK];
}

static const InkSeriesRange NOTHING = { INFINITY, -INFINITY, INFINITY, 0 };

InkSeries *
ink_series_new (void)
{
  InkSeries *series = g_new0 (InkSeries, 1);

  series->n_refs = 1;
  series->is_even = TRUE;
  series->chunks = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < N_LEVELS; i++)
    series->levels[i] = g_array_new (FALSE, FALSE, sizeof (InkSeriesRange));
  return series;
}

InkSeries *
ink_series_new_from (const double *x, const double *y, gsize n)
{
  InkSeries *series = ink_series_new ();

  for (gsize i = 0; i < n; i++)
    ink_series_append (series, x[i], y[i]);
  return series;
}

InkSeries *
ink_series_copy (const InkSeries *series)
{
  InkSeries *copy;

  if (series == NULL)
    return NULL;
  copy = ink_series_new ();
  copy->generation = series->generation;
  copy->n = series->n;
  copy->is_even = series->is_even;
  copy->origin = series->origin;
  copy->spacing = series->spacing;
  for (guint i = 0; i < series->chunks->len; i++)
    g_ptr_array_add (copy->chunks,
                     g_memdup2 (series->chunks->pdata[i], sizeof (Chunk)));
  for (guint i = 0; i < N_LEVELS; i++)
    g_array_append_vals (copy->levels[i], series->levels[i]->data,
                         series->levels[i]->len);
  return copy;
}

InkSeries *
ink_series_ref (InkSeries *series)
{
  series->n_refs++;
  return series;
}

void
ink_series_unref (InkSeries *series)
{
  if (series == NULL || --series->n_refs > 0)
    return;
  g_ptr_array_unref (series->chunks);
  for (guint i = 0; i < N_LEVELS; i++)
    g_array_unref (series->levels[i]);
  g_free (series);
}

static inline void
add_value (InkSeriesRange *range, double y)
{
  if (G_LIKELY (isfinite (y)))
    {
      range->min = MIN (range->min, y);
      range->max = MAX (range->max, y);
      if (y > 0)
        range->min_positive = MIN (range->min_positive, y);
    }
  else if (isnan (y))
    range->flags |= INK_SERIES_NAN;
  else
    range->flags |= y > 0 ? INK_SERIES_ABOVE : INK_SERIES_BELOW;
}

static void
add_range (InkSeriesRange *range, const InkSeriesRange *other)
{
  range->min = MIN (range->min, other->min);
  range->max = MAX (range->max, other->max);
  range->min_positive = MIN (range->min_positive, other->min_positive);
  range->flags |= other->flags;
}

static InkSeriesRange *
node (const InkSeries *series, guint level, gsize index)
{
  return &g_array_index (series->levels[level], InkSeriesRange, index);
}

static double
even_x (const InkSeries *series, gsize index)
{
  return series->origin + (double) index * series->spacing;
}

/* Takes note of an @x that is about to be appended. */
static void
note_spacing (InkSeries *series, double x)
{
  if (series->n == 0)
    series->origin = x;
  else if (series->n == 1)
    series->spacing = x - series->origin;
  series->is_even = series->is_even && x == even_x (series, series->n);
}

void
ink_series_append (InkSeries *series, double x, double y)
{
  gsize index = series->n;
  double last = index > 0 ? x_at (series, index - 1) : 0;
  Chunk *chunk;

  if (!isfinite (x) || (index > 0 && x < last))
    x = last;
  if ((index & CHUNK_MASK) == 0)
    g_ptr_array_add (series->chunks, g_new (Chunk, 1));
  note_spacing (series, x);
  chunk = series->chunks->pdata[index >> CHUNK_BITS];
  chunk->x[index & CHUNK_MASK] = x;
  chunk->y[index & CHUNK_MASK] = y;
  for (guint i = 0; i < N_LEVELS; i++)
    {
      gsize at = index >> (FAN_BITS * (i + 1));

      if (at == series->levels[i]->len)
        g_array_append_val (series->levels[i], NOTHING);
      add_value (node (series, i, at), y);
    }
  series->n++;
}

void
ink_series_clear (InkSeries *series)
{
  g_ptr_array_set_size (series->chunks, 0);
  for (guint i = 0; i < N_LEVELS; i++)
    g_array_set_size (series->levels[i], 0);
  series->n = 0;
  series->is_even = TRUE;
  series->spacing = 0;
  series->generation++;
}

gsize
ink_series_count (const InkSeries *series)
{
  return series->n;
}

double
ink_series_x (const InkSeries *series, gsize index)
{
  return x_at (series, index);
}

double
ink_series_y (const InkSeries *series, gsize index)
{
  return y_at (series, index);
}

guint
ink_series_generation (const InkSeries *series)
{
  return series->generation;
}

/* The largest node that begins at @at and ends by @end: its level, or -1 for
 * the point alone. */
static int
level_at (gsize at, gsize end)
{
  int level = -1;

  for (guint i = 0; i < N_LEVELS; i++)
    {
      gsize size = (gsize) 1 << (FAN_BITS * (i + 1));

      if ((at & (size - 1)) != 0 || at + size > end)
        break;
      level = (int) i;
    }
  return level;
}

void
ink_series_range (const InkSeries *series,
                  gsize first,
                  gsize end,
                  InkSeriesRange *range)
{
  *range = NOTHING;
  end = MIN (end, series->n);
  while (first < end)
    {
      int level = level_at (first, end);
      guint bits = FAN_BITS * (guint) (level + 1);

      if (level < 0)
        add_value (range, y_at (series, first));
      else
        add_range (range, node (series, (guint) level, first >> bits));
      first += (gsize) 1 << bits;
    }
}

/* The first index in [@low, @high) whose x is at least @x, else @high. */
static gsize
search_between (const InkSeries *series, double x, gsize low, gsize high)
{
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (x_at (series, middle) < x)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

gsize
ink_series_search (const InkSeries *series, double x)
{
  return search_between (series, x, 0, series->n);
}

gsize
ink_series_find (const InkSeries *series, double y)
{
  for (gsize block = 0; block < series->n; block += CHUNK_SIZE)
    {
      gsize end = MIN (block + CHUNK_SIZE, series->n);
      InkSeriesRange range;

      ink_series_range (series, block, end, &range);
      if (!(range.min <= y && y <= range.max))
        continue;
      for (gsize i = block; i < end; i++)
        if (y_at (series, i) == y)
          return i;
    }
  return series->n;
}

/* As search_between(), looking near @low first: columns come in order. */
static gsize
search_ahead (const InkSeries *series, double x, gsize low)
{
  gsize stride = 1;

  while (low + stride < series->n && x_at (series, low + stride) < x)
    {
      low += stride;
      stride *= 2;
    }
  return search_between (series, x, low, MIN (low + stride, series->n));
}

/* Adds points from @at on to @range, one by one, while their x is below @edge
 * and their index below @end; returns where it stopped. */
static gsize
scan_until (const InkSeries *series, gsize at, gsize end, double edge,
            InkSeriesRange *range)
{
  while (at < end)
    {
      const Chunk *chunk = series->chunks->pdata[at >> CHUNK_BITS];
      const gsize first = at & ~(gsize) CHUNK_MASK;
      const gsize stop = MIN (first + CHUNK_SIZE, end) - first;

      for (gsize i = at - first; i < stop; i++, at++)
        {
          if (!(chunk->x[i] < edge))
            return at;
          add_value (range, chunk->y[i]);
        }
    }
  return at;
}

/* A column from @at to @edge: a few points are gone through, many are left to
 * the pyramid. Returns its end. */
static gsize
column_until (const InkSeries *series, gsize at, double edge,
              InkSeriesRange *range)
{
  const gsize few = MIN (at + SCANNED, series->n);
  InkSeriesRange rest;
  gsize end;

  *range = NOTHING;
  end = scan_until (series, at, few, edge, range);
  if (end < few || end == series->n)
    return end;
  end = search_ahead (series, edge, few);
  ink_series_range (series, few, end, &rest);
  add_range (range, &rest);
  return end;
}

GArray *
ink_series_columns (const InkSeries *series, const InkScale *x, double step)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (InkColumn));
  const double left = MIN (x->start, x->end);
  const double right = MAX (x->start, x->end);
  const double n = ceil ((right - left) / MAX (step, 1e-3));
  gsize at = ink_series_search (series, x->low);
  guint used = 0;

  for (double i = 0; i < n && at < series->n; i++)
    {
      InkColumn *column;
      double edge = ink_scale_to_data (x, MIN (left + (i + 1) * step, right));

      if (i + 1 == n) /* the right end belongs to the last column */
        edge = nextafter (x->high, INFINITY);
      if (used == columns->len)
        g_array_set_size (columns, 2 * used + 64);
      column = &g_array_index (columns, InkColumn, used);
      column->pixel = left + i * step;
      column->first = at;
      column->end = column_until (series, at, edge, &column->range);
      used += column->end > at;
      at = column->end;
    }
  g_array_set_size (columns, used);
  return columns;
}

void
ink_columns_init (InkColumns *columns, const InkScale *x, double step, guint n)
{
  const double left = MIN (x->start, x->end);
  const double right = MAX (x->start, x->end);

  columns->n = n;
  columns->n_used = 0;
  columns->n_even = 0;
  columns->edges = g_new (double, (gsize) n + 1);
  columns->indices = g_new (guint, n);
  columns->firsts = g_new (gsize, (gsize) n + 1);
  columns->lows = g_new (double, n);
  columns->highs = g_new (double, n);
  columns->starts = g_new (double, n);
  columns->ends = g_new (double, n);
  columns->edges[0] = x->low;
  for (guint i = 1; i < n; i++)
    columns->edges[i] = ink_scale_to_data (x, MIN (left + i * step, right));
  /* The right end belongs to the last column. */
  columns->edges[n] = nextafter (x->high, INFINITY);
}

void
ink_columns_clear (InkColumns *columns)
{
  g_clear_pointer (&columns->edges, g_free);
  g_clear_pointer (&columns->indices, g_free);
  g_clear_pointer (&columns->firsts, g_free);
  g_clear_pointer (&columns->lows, g_free);
  g_clear_pointer (&columns->highs, g_free);
  g_clear_pointer (&columns->starts, g_free);
  g_clear_pointer (&columns->ends, g_free);
}

/* The end of a column from @at, which it holds, to @edge, first looked for
 * @expected points on: columns are much alike. */
static gsize
column_end (const InkSeries *series, gsize at, double edge, gsize expected)
{
  const gsize guess = MIN (at + expected, series->n);

  if (x_at (series, guess - 1) < edge)
    return search_ahead (series, edge, guess - 1);
  if (x_at (series, guess - 2) < edge)
    return guess - 1;
  return search_between (series, edge, at + 1, guess - 2);
}

/* Two at a time; @b where @a is NaN. */
typedef double Pair __attribute__ ((vector_size (16)));

static inline Pair
pair_at (const double *y)
{
  Pair pair;

  memcpy (&pair, y, sizeof pair);
  return pair;
}

static inline Pair
least (Pair a, Pair b)
{
#ifdef __SSE2__
  return (Pair) _mm_min_pd ((__m128d) a, (__m128d) b);
#else
  return (Pair){ a[0] < b[0] ? a[0] : b[0], a[1] < b[1] ? a[1] : b[1] };
#endif
}

static inline Pair
greatest (Pair a, Pair b)
{
#ifdef __SSE2__
  return (Pair) _mm_max_pd ((__m128d) a, (__m128d) b);
#else
  return (Pair){ a[0] > b[0] ? a[0] : b[0], a[1] > b[1] ? a[1] : b[1] };
#endif
}

/* The extremes of @n > 0 values: infinite ones among them, NaN left out; none
 * where @low > @high. Four at a time, the last of them again where they are
 * fewer. */
static inline void
find_few_extremes (const double *y, gsize n, double *low, double *high)
{
  const Pair none = { INFINITY, INFINITY };
  const Pair last = { y[n - 1], n > 1 ? y[n - 2] : y[0] };
  Pair low1 = least (last, none), high1 = greatest (last, -none);
  Pair low2 = low1, high2 = high1;
  gsize i = 0;

  for (; i + 4 <= n; i += 4)
    {
      low1 = least (pair_at (y + i), low1);
      high1 = greatest (pair_at (y + i), high1);
      low2 = least (pair_at (y + i + 2), low2);
      high2 = greatest (pair_at (y + i + 2), high2);
    }
  if (i + 2 <= n)
    {
      low1 = least (pair_at (y + i), low1);
      high1 = greatest (pair_at (y + i), high1);
    }
  low1 = least (low1, low2);
  high1 = greatest (high1, high2);
  *low = MIN (low1[0], low1[1]);
  *high = MAX (high1[0], high1[1]);
}

/* Of the finite y; a few points are gone through, many left to the pyramid. */
static inline void
find_extremes (const InkSeries *series, gsize first, gsize end, double *low,
               double *high)
{
  const Chunk *chunk = series->chunks->pdata[first >> CHUNK_BITS];
  InkSeriesRange range;

  if (end - first <= SCANNED
      && first >> CHUNK_BITS == (end - 1) >> CHUNK_BITS)
    {
      find_few_extremes (chunk->y + (first & CHUNK_MASK), end - first, low,
                         high);
      if (*low > -INFINITY && *high < INFINITY)
        return;
    }
  ink_series_range (series, first, end, &range);
  *low = range.min;
  *high = range.max;
}

/* Which columns hold a point, and which is the first of each. */
static void
find_columns (InkColumns *columns, const InkSeries *series)
{
  gsize at = ink_series_search (series, columns->edges[0]);
  gsize expected = 1;
  guint used = 0;

  for (guint i = 0; i < columns->n && at < series->n; i++)
    {
      const double edge = columns->edges[i + 1];
      gsize end;

      if (!(x_at (series, at) < edge))
        continue;
      end = column_end (series, at, edge, expected);
      columns->indices[used] = i;
      columns->firsts[used] = at;
      used++;
      expected = end - at;
      at = end;
    }
  columns->firsts[used] = at;
  columns->n_used = used;
}

/* Whether they are known from a series with the same x. */
static gboolean
has_columns (const InkColumns *columns, const InkSeries *series)
{
  return series->is_even && series->n > 0 && columns->n_even == series->n
         && columns->origin == series->origin
         && columns->spacing == series->spacing;
}

void
ink_columns_fill (InkColumns *columns, const InkSeries *series)
{
  if (!has_columns (columns, series))
    find_columns (columns, series);
  columns->n_even = series->is_even ? series->n : 0;
  columns->origin = series->origin;
  columns->spacing = series->spacing;
  for (guint k = 0; k < columns->n_used; k++)
    {
      const gsize first = columns->firsts[k], end = columns->firsts[k + 1];

      find_extremes (series, first, end, &columns->lows[k],
                     &columns->highs[k]);
      columns->starts[k] = y_at (series, first);
      columns->ends[k] = y_at (series, end - 1);
    }
}
