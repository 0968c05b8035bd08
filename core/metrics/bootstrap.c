/* The bootstrap of all figures of one or of two models at once. Each resample
 * is a task of the pool and draws from a stream of its own; what it measures
 * goes to a place of its own, so threads change nothing. */
#include "core/metrics/bootstrap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/metrics/resample-private.h"

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
  gsize n;
  guint32 *members; /* [n]: the examples, class by class */
  guint32 *sizes;   /* [n_strata] */
  guint n_strata;
  guint64 seed;
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
  g_free (b->members);
  g_free (b->sizes);
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

static gboolean
check_options (const InkBootstrapOptions *options, GError **error)
{
  if (options->n_resamples < INK_BOOTSTRAP_MIN
      || options->n_resamples > INK_BOOTSTRAP_MAX)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "resamples: expected %d to %d, found %u",
                          INK_BOOTSTRAP_MIN, INK_BOOTSTRAP_MAX,
                          options->n_resamples);
  return ink_level_check (options->level, error);
}

/* Sorts the examples by their class; the order within one is kept. */
static void
fill_strata (Bootstrap *b)
{
  const guint32 *labels = ink_evaluation_labels (b->evaluations[0]);
  g_autofree gsize *at = NULL;

  b->n_strata = ink_evaluation_n_classes (b->evaluations[0]);
  b->sizes = g_new0 (guint32, b->n_strata);
  at = g_new0 (gsize, b->n_strata);
  for (gsize i = 0; i < b->n; i++)
    b->sizes[labels[i]]++;
  for (guint c = 1; c < b->n_strata; c++)
    at[c] = at[c - 1] + b->sizes[c - 1];
  for (gsize i = 0; i < b->n; i++)
    b->members[at[labels[i]]++] = (guint32) i;
}

/* Draws of 32 bits, two out of one of 64. */
typedef struct
{
  InkRng rng;
  guint64 kept;
  gboolean has_kept;
} HalfDraws;

static inline guint32
draw_half (HalfDraws *draws)
{
  draws->has_kept = !draws->has_kept;
  if (!draws->has_kept)
    return (guint32) (draws->kept >> 32);
  draws->kept = ink_rng_u64 (&draws->rng);
  return (guint32) draws->kept;
}

/* In [0, n) without bias (Lemire, ACM Transactions on Modeling and Computer
 * Simulation 29, 2019). */
static inline guint32
draw_below (HalfDraws *draws, guint32 n)
{
  guint64 product;

  do
    product = (guint64) draw_half (draws) * n;
  while ((guint32) product < n && (guint32) product < -n % n);
  return (guint32) (product >> 32);
}

static void
draw_weights (const Bootstrap *b, guint resample, guint16 *weights)
{
  HalfDraws draws
      = { .rng = ink_rng (b->seed, INK_STREAM_BOOTSTRAP, resample, 0) };
  const guint32 *members = b->members;

  memset (weights, 0, b->n * sizeof *weights);
  for (guint c = 0; c < b->n_strata; c++)
    {
      for (guint32 i = 0; i < b->sizes[c]; i++)
        weights[members[draw_below (&draws, b->sizes[c])]]++;
      members += b->sizes[c];
    }
}

static void
resample_worker (guint task, guint worker, gpointer user_data)
{
  Bootstrap *b = user_data;
  Room *room = &b->rooms[worker];
  double figures[INK_N_FIGURES];

  draw_weights (b, task, room->weights);
  for (guint m = 0; m < b->n_models; m++)
    {
      ink_resampler_measure (b->resamplers[m], room->weights, room->counts,
                             figures);
      for (guint f = 0; f < INK_N_FIGURES; f++)
        b->values[((gsize) m * INK_N_FIGURES + f) * b->n_resamples + task]
            = figures[f];
    }
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
  b->members = g_try_new (guint32, b->n);
  b->values = g_try_new (double, (gsize) b->n_models * INK_N_FIGURES
                                     * b->n_resamples);
  for (guint i = 0; i < n_threads; i++)
    {
      b->rooms[i].weights = g_try_new (guint16, b->n);
      b->rooms[i].counts = g_try_new (guint64, (gsize) n_classes * n_classes);
      if (b->rooms[i].weights == NULL || b->rooms[i].counts == NULL)
        return FALSE;
    }
  return b->members != NULL && b->values != NULL;
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
  if (!make_rooms (b, ink_pool_n_threads (pool), n_classes))
    b->short_of_memory = 1;
  else
    ink_pool_run (pool, n_sorts, sort_worker, b);
  if (g_atomic_int_get (&b->short_of_memory))
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "resampling %" G_GSIZE_FORMAT
                          " examples does not fit into the memory",
                          b->n);
  fill_strata (b);
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
  result->low = percentile (sorted, n_defined, (1 - level) / 2);
  result->high = percentile (sorted, n_defined, (1 + level) / 2);
}

/* @less_first: of @model less the first */
static void
estimate_all (const Bootstrap *b, guint model, double level,
              gboolean less_first, InkEstimate *estimates)
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
      estimate (values, less_first ? first : NULL, b->n_resamples, level,
                &estimates[f]);
    }
}

static gboolean
run (Bootstrap *b, const InkBootstrapOptions *options, InkPool *pool,
     GError **error)
{
  if (!check_options (options, error))
    return FALSE;
  b->n = ink_evaluation_count (b->evaluations[0]);
  b->seed = options->seed;
  b->n_resamples = options->n_resamples;
  if (!prepare (b, pool, error))
    return FALSE;
  ink_pool_run (pool, b->n_resamples, resample_worker, b);
  return TRUE;
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
  estimate_all (&b, 0, options->level, FALSE, estimates);
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
  estimate_all (&both, 0, options->level, FALSE, of_a);
  estimate_all (&both, 1, options->level, FALSE, of_b);
  estimate_all (&both, 1, options->level, TRUE, differences);
  return TRUE;
}
