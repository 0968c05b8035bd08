/* DeLong's test: both areas are means of components over the same examples, so
 * the variance of their difference is that of the components' differences. */
#include "core/metrics/delong.h"

#include <math.h>

#include "core/base/error.h"
#include "core/metrics/intervals.h"
#include "core/metrics/order-private.h"

/* One group of equal scores, from @start to before @end: see delong.c. */
static void
fill_group (const InkOrderEntry *order, gsize start, gsize end,
            const guint8 *positive, const guint64 *below, const guint64 *all,
            double *components)
{
  guint64 tied[2] = { 0 };

  for (gsize i = start; i < end; i++)
    tied[positive[ink_order_index (order[i])] != 0]++;
  for (gsize i = start; i < end; i++)
    {
      guint32 at = ink_order_index (order[i]);
      double lower = (double) below[0] + (double) tied[0] / 2;
      double higher
          = (double) (all[1] - below[1]) - (double) tied[1] / 2;

      components[at] = positive[at] ? lower / (double) all[0]
                                    : higher / (double) all[1];
    }
}

/* @all: [2], negatives and positives
 * Returns: (transfer full): [n], or NULL where the memory does not suffice. */
static double *
make_components (const double *scores, gsize stride, const guint8 *positive,
                 gsize n, const guint64 *all)
{
  g_autofree InkOrderEntry *order = ink_order_new (scores, stride, n);
  double *components = g_try_new (double, n);
  guint64 below[2] = { 0 };
  gsize end;

  if (order == NULL || components == NULL)
    {
      g_free (components);
      return NULL;
    }
  for (gsize start = 0; start < n; start = end)
    {
      for (end = start + 1; end < n && !ink_order_starts (order[end]);)
        end++;
      fill_group (order, start, end, positive, below, all, components);
      for (gsize i = start; i < end; i++)
        below[positive[ink_order_index (order[i])] != 0]++;
    }
  return components;
}

typedef struct
{
  double area; /* the mean over the positives */
  double variance;
} Moments;

/* Of @b minus @a; of @b alone where @a is NULL. */
static Moments
find_moments (const double *a, const double *b, const guint8 *positive, gsize n,
              const guint64 *all)
{
  double sums[2] = { 0 };
  double squares[2] = { 0 };
  double means[2];

  for (gsize i = 0; i < n; i++)
    sums[positive[i] != 0] += b[i] - (a != NULL ? a[i] : 0);
  for (guint k = 0; k < 2; k++)
    means[k] = sums[k] / (double) all[k];
  for (gsize i = 0; i < n; i++)
    {
      guint k = positive[i] != 0;
      double distance = b[i] - (a != NULL ? a[i] : 0) - means[k];

      squares[k] += distance * distance;
    }
  for (guint k = 0; k < 2; k++)
    squares[k] = all[k] > 1 ? squares[k] / (double) (all[k] - 1)
                                  / (double) all[k]
                            : NAN;
  return (Moments) { means[1], squares[0] + squares[1] };
}

static void
judge (InkAucComparison *c, double level)
{
  double half = ink_normal_quantile (0.5 + level / 2) * c->standard_error;

  c->low = MAX (c->difference - half, -1);
  c->high = MIN (c->difference + half, 1);
  c->z = c->difference / c->standard_error;
  if (c->difference == 0 && c->standard_error == 0)
    c->z = 0;
  c->p = erfc (fabs (c->z) * (G_SQRT2 / 2));
  if (!isfinite (c->standard_error))
    c->low = c->high = c->p = c->z = NAN;
}

static gboolean
count_positives (const InkAucPair *pair, guint64 *all, GError **error)
{
  if (pair->n > INK_ORDER_MAX)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "expected at most %u scores, found %" G_GSIZE_FORMAT,
                          INK_ORDER_MAX, pair->n);
  for (gsize i = 0; i < pair->n; i++)
    {
      double a = pair->scores_a[i * pair->stride_a];
      double b = pair->scores_b[i * pair->stride_b];

      if (!isfinite (a) || !isfinite (b))
        return ink_error_set (error, INK_ERROR_FORMAT,
                              "score %" G_GSIZE_FORMAT
                              ": expected a finite number, found %g",
                              i, isfinite (a) ? b : a);
      all[pair->positive[i] != 0]++;
    }
  if (all[0] == 0 || all[1] == 0)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "areas under ROC curves need examples of both "
                          "classes, found %" G_GUINT64_FORMAT
                          " negatives and %" G_GUINT64_FORMAT " positives",
                          all[0], all[1]);
  return TRUE;
}

gboolean
ink_auc_compare (const InkAucPair *pair, double level,
                 InkAucComparison *comparison, GError **error)
{
  const guint8 *positive = pair->positive;
  guint64 all[2] = { 0 };
  g_autofree double *a = NULL;
  g_autofree double *b = NULL;
  Moments of_a, of_b, of_both;

  if (!count_positives (pair, all, error))
    return FALSE;
  a = make_components (pair->scores_a, pair->stride_a, positive, pair->n, all);
  b = make_components (pair->scores_b, pair->stride_b, positive, pair->n, all);
  if (a == NULL || b == NULL)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "the order of %" G_GSIZE_FORMAT
                          " scores does not fit into the memory",
                          pair->n);
  of_a = find_moments (NULL, a, positive, pair->n, all);
  of_b = find_moments (NULL, b, positive, pair->n, all);
  of_both = find_moments (a, b, positive, pair->n, all);
  comparison->a = (InkAuc) { of_a.area, of_a.variance, all[1], all[0] };
  comparison->b = (InkAuc) { of_b.area, of_b.variance, all[1], all[0] };
  comparison->difference = of_both.area;
  comparison->standard_error = sqrt (of_both.variance);
  judge (comparison, level);
  return TRUE;
}
