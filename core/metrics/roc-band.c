/* The band of a ROC curve. Scores are sorted once; a resample walks through
 * them from the highest down, adding weights, and reads the curve at the grid's
 * false positive rates: linear between points, the upper end where the curve
 * is upright. Of several classes the mean is read. */
#include "core/metrics/roc-band.h"

#include <math.h>

#include "core/base/error.h"
#include "core/metrics/bootstrap-private.h"
#include "core/metrics/intervals.h"
#include "core/metrics/order-private.h"
#include "core/metrics/strata-private.h"

#define N_POINTS 201

/* One curve's scores. */
typedef struct
{
  gsize n;
  guint32 *entries; /* [n], scores rising: example << 2 | starts a group of
                       equal scores << 1 | positive */
  double n_positive, n_negative;
} Curve;

typedef struct
{
  const InkEvaluation *evaluation;
  InkStrata strata;
  InkBootstrapWatch watch;
  Curve *curves; /* [n_curves] */
  guint n_curves;
  guint16 **weights; /* [n_rooms][n examples], a thread's each */
  guint n_rooms;
  double rates[N_POINTS];
  double *values; /* [n_resamples][N_POINTS] */
} Resampling;

static void
resampling_clear (Resampling *r)
{
  ink_strata_clear (&r->strata);
  for (guint i = 0; i < r->n_curves; i++)
    g_free (r->curves[i].entries);
  for (guint i = 0; i < r->n_rooms; i++)
    g_free (r->weights[i]);
  g_free (r->curves);
  g_free (r->weights);
  g_free (r->values);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Resampling, resampling_clear)

/* @class_index: or -1 for all probabilities at once. FALSE where the memory
 * does not suffice. */
static gboolean
add_curve (Resampling *r, int class_index)
{
  const double *p = ink_evaluation_probabilities (r->evaluation);
  const guint32 *labels = ink_evaluation_labels (r->evaluation);
  const guint n_classes = ink_evaluation_n_classes (r->evaluation);
  const gboolean all = class_index < 0;
  Curve *curve = &r->curves[r->n_curves++];

  curve->n = r->strata.n * (all ? n_classes : 1);
  if (curve->n > INK_ORDER_MAX)
    return FALSE;
  curve->entries = all ? ink_order_new (p, 1, curve->n)
                       : ink_order_new (p + class_index, n_classes, curve->n);
  if (curve->entries == NULL)
    return FALSE;
  for (gsize i = 0; i < curve->n; i++)
    {
      const guint32 index = ink_order_index (curve->entries[i]);
      const guint32 starts = ink_order_starts (curve->entries[i]);
      const guint32 example = all ? index / n_classes : index;
      const guint32 of = all ? index % n_classes : (guint32) class_index;
      const guint32 positive = labels[example] == of;

      curve->entries[i] = example << 2 | starts << 1 | positive;
      curve->n_positive += positive;
    }
  curve->n_negative = (double) curve->n - curve->n_positive;
  return TRUE;
}

/* Adds to @values [N_POINTS] what the curve has at the grid's rates. NULL for
 * @weights is 1 for all. */
static void
read_curve (const Resampling *r, const Curve *curve, const guint16 *weights,
            double *values)
{
  const double negatives = curve->n_negative;
  const double share = 1 / (curve->n_positive * r->n_curves);
  guint64 counts[2] = { 0 }; /* negatives, positives */
  double before[2] = { 0 };  /* at the last threshold */
  guint at = 0;

  for (gsize i = curve->n; i-- > 0;)
    {
      const guint32 entry = curve->entries[i];

      counts[entry & 1] += weights != NULL ? weights[entry >> 2] : 1;
      if ((entry & 2) == 0)
        continue;
      if ((double) counts[0] > before[0])
        {
          const double x = (double) counts[0];
          const double slope = ((double) counts[1] - before[1])
                               / (x - before[0]);

          for (; at < N_POINTS && r->rates[at] * negatives < x; at++)
            values[at]
                += share
                   * (before[1]
                      + slope * (r->rates[at] * negatives - before[0]));
          before[0] = x;
        }
      before[1] = (double) counts[1];
    }
  for (; at < N_POINTS; at++)
    values[at] += share * curve->n_positive;
}

static void
read_curves (const Resampling *r, const guint16 *weights, double *values)
{
  for (guint i = 0; i < N_POINTS; i++)
    values[i] = 0;
  for (guint i = 0; i < r->n_curves; i++)
    read_curve (r, &r->curves[i], weights, values);
}

static void
resample_worker (guint task, guint worker, gpointer user_data)
{
  Resampling *r = user_data;

  if (ink_bootstrap_watch_is_over (&r->watch))
    return;
  ink_strata_draw (&r->strata, r->watch.options->seed, task,
                   r->weights[worker]);
  read_curves (r, r->weights[worker], r->values + (gsize) task * N_POINTS);
  ink_bootstrap_watch_step (&r->watch, worker);
}

static gboolean
make_rooms (Resampling *r, guint n_threads)
{
  r->weights = g_new0 (guint16 *, n_threads);
  for (r->n_rooms = 0; r->n_rooms < n_threads; r->n_rooms++)
    {
      r->weights[r->n_rooms] = g_try_new (guint16, r->strata.n);
      if (r->weights[r->n_rooms] == NULL)
        return FALSE;
    }
  r->values = g_try_new (double, (gsize) r->watch.options->n_resamples
                                     * N_POINTS);
  return r->values != NULL;
}

static gboolean
add_curves (Resampling *r, int curve)
{
  const guint n_classes = ink_evaluation_n_classes (r->evaluation);

  r->curves = g_new0 (Curve, n_classes);
  if (curve != INK_ROC_BAND_MACRO)
    return add_curve (r, curve);
  for (guint c = 0; c < n_classes; c++)
    if (ink_evaluation_roc (r->evaluation, c) != NULL
        && !add_curve (r, (int) c))
      return FALSE;
  return TRUE;
}

/* Of the mean of the curves, as if of so many positives of one. */
static double
most_effective (const Resampling *r)
{
  double sum = 0;

  for (guint i = 0; i < r->n_curves; i++)
    sum += 1 / MIN (r->curves[i].n_positive, (double) r->strata.n);
  return (double) r->n_curves * r->n_curves / sum;
}

/* How many examples a proportion would be of that varies as much. */
static double
effective_count (const Resampling *r, guint at)
{
  const guint n = r->watch.options->n_resamples;
  const double *values = r->values + at;
  const double most = most_effective (r);
  double mean = 0;
  double variance = 0;

  for (gsize i = 0; i < n; i++)
    mean += values[i * N_POINTS] / n;
  for (gsize i = 0; i < n; i++)
    {
      const double off = values[i * N_POINTS] - mean;

      variance += off * off / (n - 1);
    }
  /* all but alike, but for rounding; or less than of as many examples */
  if (variance < 1e-18 || mean * (1 - mean) >= most * variance)
    return most;
  return MAX (mean * (1 - mean) / variance, 1);
}

static InkRocBand *
band_from (const Resampling *r)
{
  InkRocBand *band = g_new0 (InkRocBand, 1);
  double rates[N_POINTS];

  read_curves (r, NULL, rates);
  band->n = N_POINTS;
  band->level = r->watch.options->level;
  band->false_positive_rate
      = g_memdup2 (r->rates, N_POINTS * sizeof *r->rates);
  band->low = g_new (double, N_POINTS);
  band->high = g_new (double, N_POINTS);
  for (guint i = 0; i < N_POINTS; i++)
    ink_interval_wilson_share (rates[i], effective_count (r, i), band->level,
                               &band->low[i], &band->high[i]);
  /* where everything is called positive, all are */
  band->low[N_POINTS - 1] = 1;
  return band;
}

static gboolean
has_curve (const InkEvaluation *evaluation, int curve)
{
  if (curve == INK_ROC_BAND_MICRO)
    return ink_evaluation_roc_micro (evaluation) != NULL;
  if (curve == INK_ROC_BAND_MACRO)
    return ink_evaluation_roc_macro (evaluation) != NULL;
  return curve >= 0 && curve < (int) ink_evaluation_n_classes (evaluation)
         && ink_evaluation_roc (evaluation, (guint) curve) != NULL;
}

InkRocBand *
ink_roc_band_new (const InkEvaluation *evaluation, int curve,
                  const InkBootstrapOptions *options, InkPool *pool,
                  GError **error)
{
  g_auto (Resampling) r
      = { .evaluation = evaluation, .watch = { .options = options } };

  if (!ink_bootstrap_options_check (options, error))
    return NULL;
  if (!has_curve (evaluation, curve))
    {
      ink_error_set (error, INK_ERROR_MISMATCH,
                     "curve %d: expected one that is defined, with examples of "
                     "both sides",
                     curve);
      return NULL;
    }
  for (guint i = 0; i < N_POINTS; i++)
    r.rates[i] = pow ((double) i / (N_POINTS - 1), 3);
  if (ink_evaluation_count (evaluation) > INK_ORDER_MAX
      || !ink_strata_init (&r.strata, evaluation) || !add_curves (&r, curve)
      || !make_rooms (&r, ink_pool_n_threads (pool)))
    {
      ink_error_set (error, INK_ERROR_LIMIT,
                     "a band from %u resamples of %" G_GSIZE_FORMAT
                     " examples does not fit into the memory",
                     options->n_resamples, ink_evaluation_count (evaluation));
      return NULL;
    }
  ink_pool_run (pool, options->n_resamples, resample_worker, &r);
  if (g_cancellable_set_error_if_cancelled (options->cancellable, error))
    return NULL;
  return band_from (&r);
}

void
ink_roc_band_free (InkRocBand *band)
{
  if (band == NULL)
    return;
  g_free (band->false_positive_rate);
  g_free (band->low);
  g_free (band->high);
  g_free (band);
}
