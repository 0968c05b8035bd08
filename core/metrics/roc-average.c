/* The macro average of ROC curves, as in scikit-learn's example "Multiclass
 * Receiver Operating Characteristic", where each curve is read by
 * numpy.interp() at all false positive rates. Where a curve rises upright,
 * that gives the upper end alone and joins it to the point before by a slope,
 * which adds to the area. Here the lower end is a point too: the upper points
 * are scikit-learn's, and the area is the mean of the curves' own,
 *   auc = sum_i (x[i] - x[i-1]) (y[i] + y[i-1]) / 2. */
#include "core/metrics/roc-average.h"

#include <math.h>
#include <stdlib.h>

#include "core/base/error.h"

/* Where one curve is being read, from left to right. */
typedef struct
{
  const InkRoc *roc;
  gsize at; /* the first point that is not left of the rate asked for */
} Cursor;

static int
compare_rates (const void *a, const void *b)
{
  const double x = *(const double *) a;
  const double y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Every rate of the curves, once, rising. (transfer full) */
static double *
all_rates (const Cursor *cursors, guint n_cursors, gsize *n)
{
  gsize total = 0;
  gsize kept = 0;
  double *rates;

  for (guint i = 0; i < n_cursors; i++)
    total += cursors[i].roc->n;
  rates = g_new (double, total);
  for (guint i = 0; i < n_cursors; i++)
    for (gsize k = 0; k < cursors[i].roc->n; k++)
      rates[kept++] = cursors[i].roc->false_positive_rate[k];
  qsort (rates, total, sizeof *rates, compare_rates);
  kept = 0;
  for (gsize i = 0; i < total; i++)
    if (kept == 0 || rates[i] != rates[kept - 1])
      rates[kept++] = rates[i];
  *n = kept;
  return rates;
}

/* What the curve has at @rate: @low and @high differ where it is upright.
 * Rates must be asked for in rising order. */
static void
read_at (Cursor *cursor, double rate, double *low, double *high)
{
  const double *x = cursor->roc->false_positive_rate;
  const double *y = cursor->roc->true_positive_rate;
  const gsize n = cursor->roc->n;
  gsize i = cursor->at;

  while (i + 1 < n && x[i] < rate)
    i++;
  if (x[i] == rate)
    {
      *low = y[i];
      while (i + 1 < n && x[i + 1] == rate)
        i++;
      *high = y[i];
    }
  else
    *low = *high = y[i - 1]
                   + (y[i] - y[i - 1]) / (x[i] - x[i - 1]) * (rate - x[i - 1]);
  cursor->at = i;
}

static void
add_point (InkRoc *mean, double x, double y)
{
  if (mean->n > 0)
    mean->auc += (x - mean->false_positive_rate[mean->n - 1])
                 * (y + mean->true_positive_rate[mean->n - 1]) / 2;
  mean->false_positive_rate[mean->n] = x;
  mean->true_positive_rate[mean->n] = y;
  mean->thresholds[mean->n] = NAN;
  mean->n++;
}

static InkRoc *
average (Cursor *cursors, guint n_cursors)
{
  InkRoc *mean = g_new0 (InkRoc, 1);
  gsize n_rates;
  g_autofree double *rates = all_rates (cursors, n_cursors, &n_rates);

  mean->false_positive_rate = g_new (double, 2 * n_rates);
  mean->true_positive_rate = g_new (double, 2 * n_rates);
  mean->thresholds = g_new (double, 2 * n_rates);
  for (gsize i = 0; i < n_rates; i++)
    {
      double low = 0;
      double high = 0;

      for (guint k = 0; k < n_cursors; k++)
        {
          double own_low, own_high;

          read_at (&cursors[k], rates[i], &own_low, &own_high);
          low += own_low / n_cursors;
          high += own_high / n_cursors;
        }
      add_point (mean, rates[i], low);
      if (high > low)
        add_point (mean, rates[i], high);
    }
  return mean;
}

InkRoc *
ink_roc_new_macro (const InkRoc *const *rocs, guint n, GError **error)
{
  g_autofree Cursor *cursors = g_new0 (Cursor, n);
  guint n_cursors = 0;

  for (guint i = 0; i < n; i++)
    if (rocs[i] != NULL)
      cursors[n_cursors++].roc = rocs[i];
  if (n_cursors == 0)
    {
      ink_error_set (error, INK_ERROR_MISMATCH,
                     "a mean ROC curve needs at least one curve, found none "
                     "among %u",
                     n);
      return NULL;
    }
  return average (cursors, n_cursors);
}
