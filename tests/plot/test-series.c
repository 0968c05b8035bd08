/* The pyramid against plain loops: every range, and every column of pixels,
 * has exactly the data's extremes, with NaN and infinities among them. */
#include "ui/plot/series.h"

#include <glib.h>
#include <math.h>

#include "core/base/rng.h"

static double
odd_value (InkRng *rng)
{
  switch (ink_rng_below (rng, 50))
    {
    case 0:
      return NAN;
    case 1:
      return INFINITY;
    case 2:
      return -INFINITY;
    case 3:
      return 1e300;
    default:
      return ink_rng_normal (rng);
    }
}

static InkSeries *
random_series (gsize n, guint64 seed)
{
  InkSeries *series = ink_series_new ();
  InkRng rng = ink_rng (seed, INK_STREAM_TEST, n, 0);
  double x = 0;

  for (gsize i = 0; i < n; i++)
    {
      x += ink_rng_below (&rng, 3) * ink_rng_uniform (&rng);
      ink_series_append (series, x, odd_value (&rng));
    }
  return series;
}

/* What ink_series_range() has to find, the slow way. */
static InkSeriesRange
plain_range (const InkSeries *series, gsize first, gsize end)
{
  InkSeriesRange range = { INFINITY, -INFINITY, INFINITY, 0 };

  for (gsize i = first; i < end; i++)
    {
      double y = ink_series_y (series, i);

      if (isnan (y))
        range.flags |= INK_SERIES_NAN;
      else if (isinf (y))
        range.flags |= y > 0 ? INK_SERIES_ABOVE : INK_SERIES_BELOW;
      else
        {
          range.min = fmin (range.min, y);
          range.max = fmax (range.max, y);
          if (y > 0)
            range.min_positive = fmin (range.min_positive, y);
        }
    }
  return range;
}

static void
assert_same (const InkSeriesRange *a, const InkSeriesRange *b)
{
  g_assert_cmpfloat (a->min, ==, b->min);
  g_assert_cmpfloat (a->max, ==, b->max);
  g_assert_cmpfloat (a->min_positive, ==, b->min_positive);
  g_assert_cmpuint (a->flags, ==, b->flags);
}

static void
test_range (void)
{
  g_autoptr (InkSeries) series = random_series (70001, 1);
  InkRng rng = ink_rng (3, INK_STREAM_TEST, 0, 0);

  for (guint i = 0; i < 600; i++)
    {
      gsize first = ink_rng_below (&rng, 70002);
      gsize length = ink_rng_below (&rng, i % 2 ? 70002 : 40);
      gsize end = MIN (first + length, 70001);
      InkSeriesRange expected = plain_range (series, first, end);
      InkSeriesRange found;

      ink_series_range (series, first, first + length, &found);
      assert_same (&found, &expected);
    }
}

/* The columns of lines are the same, with what lines need of them. */
static void
check_filled (const InkSeries *series, const InkScale *x, double step,
              const GArray *expected)
{
  g_auto (InkColumns) columns = { 0 };
  const double n = ceil ((x->end - x->start) / step);

  ink_columns_init (&columns, x, step, (guint) n);
  for (guint again = 0; again < 2; again++)
    ink_columns_fill (&columns, series);
  g_assert_cmpuint (columns.n_used, ==, expected->len);
  for (guint k = 0; k < expected->len; k++)
    {
      const InkColumn *column = &g_array_index (expected, InkColumn, k);

      g_assert_cmpfloat_with_epsilon (x->start + columns.indices[k] * step,
                                      column->pixel, 1e-9);
      g_assert_cmpuint (columns.firsts[k], ==, column->first);
      g_assert_cmpuint (columns.firsts[k + 1], ==, column->end);
      g_assert_cmpfloat (columns.lows[k], ==, column->range.min);
      g_assert_cmpfloat (columns.highs[k], ==, column->range.max);
    }
}

static void
check_columns (const InkSeries *series, double low, double high, double step)
{
  InkScale x;
  g_autoptr (GArray) columns = NULL;
  gsize at;

  ink_scale_init (&x, INK_SCALE_LINEAR, low, high);
  ink_scale_set_pixels (&x, 40, 640);
  columns = ink_series_columns (series, &x, step);
  at = ink_series_search (series, x.low);
  for (guint i = 0; i < columns->len; i++)
    {
      const InkColumn *column = &g_array_index (columns, InkColumn, i);
      InkSeriesRange expected
          = plain_range (series, column->first, column->end);

      /* No point between two columns is left out. */
      g_assert_cmpuint (column->first, ==, at);
      g_assert_cmpuint (column->end, >, column->first);
      assert_same (&column->range, &expected);
      for (gsize k = column->first; k < column->end; k += 7)
        {
          double px = ink_scale_to_pixels (&x, ink_series_x (series, k));

          g_assert_cmpfloat (px, >=, column->pixel - 1e-6);
          g_assert_cmpfloat (px, <=, column->pixel + step + 1e-6);
        }
      at = column->end;
    }
  g_assert_true (at == ink_series_count (series)
                 || ink_series_x (series, at) > x.high);
  check_filled (series, &x, step, columns);
}

static void
test_columns (void)
{
  g_autoptr (InkSeries) series = random_series (50000, 5);
  double last = ink_series_x (series, 49999);

  check_columns (series, 0, last, 1);
  check_columns (series, 0, last, 0.5);
  check_columns (series, last * 0.3, last * 0.31, 1);
  check_columns (series, -last, last * 3, 8);
  check_columns (series, last + 1, last + 2, 1);
  check_columns (series, last * 0.5, last * 0.505, 0.5);
  check_columns (series, last * 0.5, last * 0.5001, 0.5);
}

/* Points @spacing apart from @origin on, but that the last is @late. */
static InkSeries *
even_series (gsize n, double origin, double spacing, double late)
{
  InkSeries *series = ink_series_new ();
  InkRng rng = ink_rng (n, INK_STREAM_TEST, 0, 0);

  for (gsize i = 0; i < n; i++)
    ink_series_append (series,
                       origin + (double) i * spacing + (i + 1 == n ? late : 0),
                       i % 97 == 5 ? NAN : ink_rng_normal (&rng));
  return series;
}

/* Columns that another series was in before are like new ones. */
static void
check_refilled (InkColumns *columns, const InkScale *x, const InkSeries *series)
{
  g_auto (InkColumns) fresh = { 0 };

  ink_columns_init (&fresh, x, 1, 600);
  ink_columns_fill (&fresh, series);
  ink_columns_fill (columns, series);
  g_assert_cmpuint (columns->n_used, ==, fresh.n_used);
  for (guint k = 0; k < fresh.n_used; k++)
    {
      g_assert_cmpuint (columns->indices[k], ==, fresh.indices[k]);
      g_assert_cmpuint (columns->firsts[k + 1], ==, fresh.firsts[k + 1]);
      g_assert_cmpfloat (columns->lows[k], ==, fresh.lows[k]);
      g_assert_cmpfloat (columns->highs[k], ==, fresh.highs[k]);
      g_assert_cmpuint (columns->firsts[k], ==, fresh.firsts[k]);
    }
}

static void
test_alike (void)
{
  const double rows[][4] = {
    { 9000, 0, 1, 0 }, { 9000, 0, 1, 0 },   { 9000, 0, 1, 900 },
    { 8000, 0, 1, 0 }, { 8000, 0.5, 1, 0 }, { 8000, 0.5, 0.1, 0 },
    { 1, 0.5, 0, 0 },  { 9000, 0, 0, 0 },   { 9000, 0, 1, 0 },
  };
  g_auto (InkColumns) columns = { 0 };
  InkScale x;

  ink_scale_init (&x, INK_SCALE_LINEAR, 0, 9000);
  ink_scale_set_pixels (&x, 40, 640);
  ink_columns_init (&columns, &x, 1, 600);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (InkSeries) series
          = even_series ((gsize) rows[i][0], rows[i][1], rows[i][2],
                         rows[i][3]);

      check_refilled (&columns, &x, series);
    }
}

static void
test_order (void)
{
  g_autoptr (InkSeries) series = ink_series_new ();

  ink_series_append (series, NAN, 1);
  ink_series_append (series, 5, 2);
  ink_series_append (series, 3, 3);
  ink_series_append (series, INFINITY, 4);
  ink_series_append (series, 6, 5);
  g_assert_cmpuint (ink_series_count (series), ==, 5);
  g_assert_cmpfloat (ink_series_x (series, 0), ==, 0);
  g_assert_cmpfloat (ink_series_x (series, 2), ==, 5);
  g_assert_cmpfloat (ink_series_x (series, 3), ==, 5);
  g_assert_cmpfloat (ink_series_y (series, 3), ==, 4);
  g_assert_cmpuint (ink_series_search (series, 5), ==, 1);
  g_assert_cmpuint (ink_series_search (series, 5.5), ==, 4);
  g_assert_cmpuint (ink_series_search (series, 7), ==, 5);
  g_assert_cmpuint (ink_series_find (series, 4), ==, 3);
  g_assert_cmpuint (ink_series_find (series, 4.5), ==, 5);
  ink_series_clear (series);
  g_assert_cmpuint (ink_series_count (series), ==, 0);
  g_assert_cmpuint (ink_series_generation (series), ==, 1);
  ink_series_append (series, 1, 9);
  g_assert_cmpuint (ink_series_find (series, 9), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/series/range", test_range);
  g_test_add_func ("/plot/series/columns", test_columns);
  g_test_add_func ("/plot/series/alike", test_alike);
  g_test_add_func ("/plot/series/order", test_order);
  return g_test_run ();
}
