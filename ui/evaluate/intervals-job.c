/* Resampling off the main thread. The job owns a reference of what the worker
 * reads, which is immutable; the result is one owned value. */
#include "ui/evaluate/intervals-job.h"

typedef struct
{
  InkEvaluation *evaluation;
  double level;
  int curve;
  gboolean with_estimates;
} IntervalsJob;

static void
intervals_job_free (gpointer data)
{
  IntervalsJob *job = data;

  ink_evaluation_unref (job->evaluation);
  g_free (job);
}

void
ink_intervals_free (InkIntervals *intervals)
{
  if (intervals == NULL)
    return;
  ink_roc_band_free (intervals->band);
  g_free (intervals);
}

static InkIntervals *
run_job (const IntervalsJob *job, GCancellable *cancellable, GError **error)
{
  const InkBootstrapOptions options = { .n_resamples = INK_BOOTSTRAP_RESAMPLES,
                                        .seed = 1,
                                        .level = job->level,
                                        .cancellable = cancellable };
  g_autoptr (InkIntervals) intervals = g_new0 (InkIntervals, 1);
  g_autoptr (InkPool) pool = ink_pool_new (0);
  g_autoptr (GError) none = NULL;

  intervals->level = job->level;
  intervals->curve = job->curve;
  intervals->has_estimates = job->with_estimates;
  if (job->with_estimates
      && !ink_bootstrap (job->evaluation, &options, pool,
                         intervals->estimates, error))
    return NULL;
  /* with one class only there is no curve, but there are figures */
  intervals->band
      = ink_roc_band_new (job->evaluation, job->curve, &options, pool, &none);
  if (g_error_matches (none, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&none));
      return NULL;
    }
  return g_steal_pointer (&intervals);
}

static void
intervals_worker (GTask *task, gpointer source, gpointer data,
                  GCancellable *cancellable)
{
  GError *error = NULL;
  InkIntervals *intervals = run_job (data, cancellable, &error);

  if (intervals != NULL)
    g_task_return_pointer (task, intervals,
                           (GDestroyNotify) ink_intervals_free);
  else
    g_task_return_error (task, error);
}

void
ink_intervals_async (InkEvaluation *evaluation, double level, int curve,
                     gboolean with_estimates, GCancellable *cancellable,
                     GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  IntervalsJob *job = g_new0 (IntervalsJob, 1);

  job->evaluation = ink_evaluation_ref (evaluation);
  job->level = level;
  job->curve = curve;
  job->with_estimates = with_estimates;
  g_task_set_task_data (task, job, intervals_job_free);
  g_task_run_in_thread (task, intervals_worker);
}

InkIntervals *
ink_intervals_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
