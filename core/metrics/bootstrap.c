/* The bootstrap of all figures of one or of two models at once. Each resample
 * is a task of the pool and draws from a stream of its own; what it measures
 * goes to a place of its own, so threads change nothing. */
#include "core/metrics/bootstrap.h"

#include <math.h>
#include <stdlib.h>

#include "core/base/error.h"
#include "core/metrics/bootstrap-private.h"
#include "core/metrics/calibration-interval.h"
#include "core/metrics/resample-private.h"
#include "core/metrics/strata-private.h"

/* One thread's. */
typedef struct
{
  guint16 *weights; /* [n] */
  guint64 *counts;  /* for the model of more classes */
} Room;

typedef struct
{
  const InkEvaluation *evaluations[2];
  InkResampler *resamplers[2];
  guint n_models;
  InkStrata strata;
  const InkBootstrapOptions *options;
  InkBootstrapWatch watch;
  guint n_resamples;
  double *values; /* [n_models][INK_N_FIGURES][n_resamples] */
  Room *rooms;    /* [n_threads] */
  guint n_rooms;
  gint short_of_memory; /* atomic */
} Bootstrap;

static void
bootstrap_clear (Bootstrap *b)
{
  for (guint m = 0; m < 2; m++)
    ink_resampler_free (b->resamplers[m]);
  for (guint i = 0; i < b->n_rooms; i++)
    {
      g_free (b->rooms[i].weights);
      g_free (b->rooms[i].counts);
    }
  g_free (b->rooms);
  ink_strata_clear (&b->strata);
  g_free (b->values);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bootstrap, bootstrap_clear)

gboolean
ink_level_check (double level, GError **error)
{
  return (level > 0 && level < 1)
         || ink_error_set (error, INK_ERROR_ARGUMENT,
                           "level: expected more than 0 and less than 1, found "
                           "%g",
                           level);
}

gboolean
ink_bootstrap_options_check (const InkBootstrapOptions *options,
                             GError **error)
{
  if (options->n_resamples < INK_BOOTSTRAP_MIN
      || options->n_resamples > INK_BOOTSTRAP_MAX)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "resamples: expected %d to %d, found %u",
                          INK_BOOTSTRAP_MIN, INK_BOOTSTRAP_MAX,
                          options->n_resamples);
  return ink_level_check (options->level, error);
}

gboolean
ink_bootstrap_watch_is_over (const InkBootstrapWatch *watch)
{
  return g_cancellable_is_cancelled (watch->options->cancellable);
}

void
ink_bootstrap_watch_step (InkBootstrapWatch *watch, guint worker)
{
  const InkBootstrapOptions *options = watch->options;
  gint n_done = g_atomic_int_add (&watch->n_done, 1) + 1;

  if (worker != 0 || options->progress == NULL
      || (n_done - watch->told) * 100.0 < options->n_resamples)
    return;
  watch->told = n_done;
  options->progress ((double) n_done / options->n_resamples,
                     options->progress_data);
}

static void
resample_worker (guint task, guint worker, gpointer user_data)
{
  Bootstrap *b = user_data;
  Room *room = &b->rooms[worker];
  double figures[INK_N_FIGURES];

  if (ink_bootstrap_watch_is_over (&b->watch))
    return;
  ink_strata_draw (&b->strata, b->options->seed, task, room->weights);
  for (guint m = 0; m < b->n_models; m++)
    {
      ink_resampler_measure (b->resamplers[m], room->weights, room->counts,
                             figures);
      for (guint f = 0; f < INK_N_FIGURES; f++)
        b->values[((gsize) m * INK_N_FIGURES + f) * b->n_resamples + task]
            = figures[f];
    }
  ink_bootstrap_watch_step (&b->watch, worker);
}

static void
sort_worker (guint task, guint worker, gpointer user_data)
{
  Bootstrap *b = user_data;
  guint n_first = ink_evaluation_n_classes (b->evaluations[0]);
  guint model = task >= n_first;

  if (!ink_resampler_sort (b->resamplers[model],
                           model ? task - n_first : task))
    g_atomic_int_set (&b->short_of_memory, 1);
}

static gboolean
make_rooms (Bootstrap *b, guint n_threads, guint n_classes)
{
  b->n_rooms = n_threads;
  b->rooms = g_new0 (Room, n_threads);
  b->values = g_try_new (double, (gsize) b->n_models * INK_N_FIGURES
                                     * b->n_resamples);
  for (guint i = 0; i < n_threads; i++)
    {
      b->rooms[i].weights = g_try_new (guint16, b->strata.n);
      b->rooms[i].counts = g_try_new (guint64, (gsize) n_classes * n_classes);
      if (b->rooms[i].weights == NULL || b->rooms[i].counts == NULL)
        return FALSE;
    }
  return b->values != NULL;
}

static gboolean
prepare (Bootstrap *b, InkPool *pool, GError **error)
{
  guint n_classes = 0;
  guint n_sorts = 0;

  for (guint m = 0; m < b->n_models; m++)
    {
      guint of_model = ink_evaluation_n_classes (b->evaluations[m]);

      n_sorts += of_model;
      n_classes = MAX (n_classes, of_model);
      b->resamplers[m] = ink_resampler_new (b->evaluations[m], error);
      if (b->resamplers[m] == NULL)
        return FALSE;
    }
  if (!ink_strata_init (&b->strata, b->evaluations[0])
      || !make_rooms (b, ink_pool_n_threads (pool), n_classes))
    b->short_of_memory = 1;
  else
    ink_pool_run (pool, n_sorts, sort_worker, b);
  if (g_atomic_int_get (&b->short_of_memory))
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "resampling %" G_GSIZE_FORMAT
                          " examples does not fit into the memory",
                          b->strata.n);
  return TRUE;
}

static int
compare_doubles_cb (const void *a, const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

/* The (n + 1) share-th of them, linear between the two nearest: of n resamples
 * and the truth, all as likely to come k-th (Davison & Hinkley, Bootstrap
 * Methods and their Application, 1997, section 5.2.1). */
static double
percentile (const double *sorted, guint n, double share)
{
  double at = CLAMP (share * (n + 1) - 1, 0, n - 1);
  guint low = (guint) at;
  guint high = MIN (low + 1, n - 1);

  return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
}

/* @values: [n], less @others where that is not NULL; kept. */
static void
estimate (const double *values, const double *others, guint n, double level,
          InkEstimate *result)
{
  g_autofree double *sorted = g_new (double, n);
  guint n_defined = 0;

  for (guint i = 0; i < n; i++)
    {
      double value = values[i] - (others != NULL ? others[i] : 0);

      if (!isnan (value))
        sorted[n_defined++] = value;
    }
  result->low = result->high = NAN;
  if (n_defined == 0)
    return;
  qsort (sorted, n_defined, sizeof *sorted, compare_doubles_cb);
  if (others == NULL && sorted[0] == sorted[n_defined - 1])
    return; /* a figure that no resample moves is not sure for that */
  result->low = percentile (sorted, n_defined, (1 - level) / 2);
  result->high = percentile (sorted, n_defined, (1 + level) / 2);
}

/* Resamples would add their own bias to the calibration error's. */
static void
estimate_calibration (const Bootstrap *b, guint model, InkEstimate *estimate)
{
  ink_calibration_error_interval (
      ink_evaluation_calibration_bins (b->evaluations[model]),
      INK_CALIBRATION_BINS, b->options->level, b->options->seed,
      &estimate->low, &estimate->high);
}

/* @less_first: of @model less the first */
static void
estimate_all (const Bootstrap *b, guint model, gboolean less_first,
              InkEstimate *estimates)
{
  for (guint f = 0; f < INK_N_FIGURES; f++)
    {
      const double *first = b->values + (gsize) f * b->n_resamples;
      const double *values
          = first + (gsize) model * INK_N_FIGURES * b->n_resamples;

      estimates[f].value
          = ink_evaluation_figure (b->evaluations[model], (InkFigure) f);
      if (less_first)
        estimates[f].value
            -= ink_evaluation_figure (b->evaluations[0], (InkFigure) f);
      estimate (values, less_first ? first : NULL, b->n_resamples,
                b->options->level, &estimates[f]);
    }
  if (!less_first)
    estimate_calibration (b, model, &estimates[INK_FIGURE_CALIBRATION_ERROR]);
}

static gboolean
run (Bootstrap *b, const InkBootstrapOptions *options, InkPool *pool,
     GError **error)
{
  if (!ink_bootstrap_options_check (options, error))
    return FALSE;
  b->options = b->watch.options = options;
  b->n_resamples = options->n_resamples;
  if (g_cancellable_set_error_if_cancelled (options->cancellable, error)
      || !prepare (b, pool, error))
    return FALSE;
  ink_pool_run (pool, b->n_resamples, resample_worker, b);
  return !g_cancellable_set_error_if_cancelled (options->cancellable, error);
}

gboolean
ink_bootstrap (const InkEvaluation *evaluation,
               const InkBootstrapOptions *options, InkPool *pool,
               InkEstimate *estimates, GError **error)
{
  g_auto (Bootstrap) b
      = { .evaluations = { evaluation, NULL }, .n_models = 1 };

  if (!run (&b, options, pool, error))
    return FALSE;
  estimate_all (&b, 0, FALSE, estimates);
  return TRUE;
}

gboolean
ink_bootstrap_pair (const InkEvaluation *a, const InkEvaluation *b,
                    const InkBootstrapOptions *options, InkPool *pool,
                    InkEstimate *of_a, InkEstimate *of_b,
                    InkEstimate *differences, GError **error)
{
  g_auto (Bootstrap) both = { .evaluations = { a, b }, .n_models = 2 };

  if (ink_evaluation_count (a) != ink_evaluation_count (b))
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "expected predictions on the same examples, found %"
                          G_GSIZE_FORMAT " and %" G_GSIZE_FORMAT,
                          ink_evaluation_count (a), ink_evaluation_count (b));
  if (!run (&both, options, pool, error))
    return FALSE;
  estimate_all (&both, 0, FALSE, of_a);
  estimate_all (&both, 1, FALSE, of_b);
  estimate_all (&both, 1, TRUE, differences);
  return TRUE;
}
