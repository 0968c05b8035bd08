#pragma once

#include <glib.h>

#include "ui/plot/scale.h"

G_BEGIN_DECLS

/* Points (x, y), append-only, x not falling; y may be NaN or infinite. Kept
 * with a min/max pyramid, so that no extreme is lost at any zoom. Counted
 * references; one thread. */
typedef struct _InkSeries InkSeries;

InkSeries *ink_series_new (void);
/* Copies @n points. */
InkSeries *ink_series_new_from (const double *x, const double *y, gsize n);
/* ink_series_copy: its points as they are now, for another thread: nothing is
 * shared. Returns: (transfer full) (nullable): NULL for NULL. */
InkSeries *ink_series_copy (const InkSeries *series);
InkSeries *ink_series_ref (InkSeries *series);
void ink_series_unref (InkSeries *series);
/* An @x that is not finite or falls is taken as the last point's (0 at first),
 * so that the order always holds and no y is lost. */
void ink_series_append (InkSeries *series, double x, double y);
void ink_series_clear (InkSeries *series);
gsize ink_series_count (const InkSeries *series);
double ink_series_x (const InkSeries *series, gsize index);
double ink_series_y (const InkSeries *series, gsize index);
/* Counts the clearings, for what is derived from a series. */
guint ink_series_generation (const InkSeries *series);

typedef enum
{
  INK_SERIES_NAN = 1 << 0,
  INK_SERIES_ABOVE = 1 << 1, /* infinity */
  INK_SERIES_BELOW = 1 << 2, /* minus infinity */
} InkSeriesFlags;

/* Of the finite y of some points; where there is none, min > max. */
typedef struct
{
  double min, max;
  double min_positive; /* INFINITY for none */
  InkSeriesFlags flags; /* what else is among them */
} InkSeriesRange;

/* ink_series_range: of the points @first <= index < @end, in O(log n). */
void ink_series_range (const InkSeries *series, gsize first, gsize end,
                       InkSeriesRange *range);
/* The first index whose x is at least @x; the count where there is none. */
gsize ink_series_search (const InkSeries *series, double x);
/* The first index whose y equals the finite @y; the count for none. */
gsize ink_series_find (const InkSeries *series, double y);

/* What falls into one column of pixels. */
typedef struct
{
  double pixel;     /* the column's left edge */
  gsize first, end; /* indices; never empty */
  InkSeriesRange range;
} InkColumn;

/* ink_series_columns: every column, @step pixels wide, between @x's two ends
 * that holds a point. Costs O(log n) a column.
 * Returns: (transfer full) (element-type InkColumn) */
GArray *ink_series_columns (const InkSeries *series, const InkScale *x,
                            double step);

/* The same columns without what lines do not need, for many series in turn:
 * edges and memory are used again. */
typedef struct
{
  guint n;       /* columns between the scale's two ends */
  double *edges; /* [n + 1], data: of column i, edges[i] <= x < edges[i + 1] */
  /* Of the columns that hold a point, in order: */
  guint n_used;
  guint *indices; /* [n_used]: which column */
  gsize *firsts;  /* [n_used + 1]: its first point; then the last one's end */
  double *lows, *highs; /* [n_used]: of the finite y; low > high for none */
  double *starts, *ends; /* [n_used]: y of its first point and of its last */
  /* Of which evenly spaced series indices and firsts are; 0 points for none. */
  double origin, spacing;
  gsize n_even;
} InkColumns;

/* ink_columns_init: @n columns, @step pixels wide but the last. */
void ink_columns_init (InkColumns *columns, const InkScale *x, double step,
                       guint n);
void ink_columns_clear (InkColumns *columns);
/* ink_columns_fill: with the points of @series, in O(log n) a column; less
 * where x are those of the series before, evenly spaced. */
void ink_columns_fill (InkColumns *columns, const InkSeries *series);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkSeries, ink_series_unref)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (InkColumns, ink_columns_clear)

G_END_DECLS
