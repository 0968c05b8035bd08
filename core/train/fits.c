/* Fits side by side, a thread each: no fit waits for another, where threads
 * that share a fit wait for each other at every batch. What is left when the
 * fits do not come out even is done last, all threads shared among it.
 *
 * Where a fit fails, those after it are given up. Those before it go on, since
 * one of them may fail too: then it is the one that is told. */
#include "core/train/fits-private.h"

#include <pthread.h>
#include <stdatomic.h>

#include "core/base/cpu.h"
#include "core/base/error.h"
#include "core/base/parallel.h"

/* Between two calls of the func: of a fit, or in time. */
#define PROGRESS_STEP 0.005
#define PROGRESS_MICROSECONDS 100000

typedef struct
{
  const InkFitPlan *plan;
  guint first;          /* number of the pool's task 0 */
  guint threads_a_fit;
  GError **errors;      /* [n_fits] */
  double all_work;
  _Atomic guint failed; /* the first that failed; n_fits for none */
  pthread_mutex_t mutex;
  /* under the mutex */
  guint n_done;
  double work_done;
} Fits;

/* A fit under way, in its thread. */
typedef struct
{
  Fits *fits;
  guint number;
  double work;
  double told; /* of it, 0 to 1 */
  gint64 told_at;
  GCancellable *cancellable;
} Progress;

static double
work_of (const InkFitPlan *plan, guint number)
{
  return plan->work != NULL ? plan->work (number, plan->data) : 1;
}

/* @evaluation: of a fit that is done; NULL between */
static void
tell (Progress *progress, double fraction, const InkEvaluation *evaluation)
{
  Fits *fits = progress->fits;
  const InkFitPlan *plan = fits->plan;
  InkCrossValidationProgress report = { .n_folds = plan->n_fits,
                                        .evaluation = evaluation,
                                        .fold = progress->number };

  pthread_mutex_lock (&fits->mutex);
  fits->work_done += (fraction - progress->told) * progress->work;
  progress->told = fraction;
  progress->told_at = g_get_monotonic_time ();
  fits->n_done += evaluation != NULL;
  report.n_done = fits->n_done;
  report.fraction = report.n_done == plan->n_fits
                        ? 1
                        : CLAMP (fits->work_done / fits->all_work, 0, 1);
  if (plan->func != NULL)
    plan->func (&report, plan->user_data);
  pthread_mutex_unlock (&fits->mutex);
}

static gboolean
is_given_up (const Progress *progress)
{
  Fits *fits = progress->fits;

  return atomic_load (&fits->failed) < progress->number
         || g_cancellable_is_cancelled (fits->plan->cancellable);
}

static gboolean
is_news (const Progress *progress, double fraction)
{
  return fraction < 1
         && (fraction - progress->told >= PROGRESS_STEP
             || g_get_monotonic_time () - progress->told_at
                    >= PROGRESS_MICROSECONDS);
}

static void
progress_cb (double fraction, gpointer user_data)
{
  Progress *progress = user_data;

  if (is_given_up (progress))
    g_cancellable_cancel (progress->cancellable);
  else if (is_news (progress, fraction))
    tell (progress, fraction, NULL);
}

static void
note_failure (Fits *fits, guint number)
{
  guint first = atomic_load (&fits->failed);

  while (number < first
         && !atomic_compare_exchange_weak (&fits->failed, &first, number))
    ;
}

static void
fit_worker (guint task, guint worker, gpointer user_data)
{
  Fits *fits = user_data;
  const InkFitPlan *plan = fits->plan;
  guint number = fits->first + task;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Progress progress = { .fits = fits,
                        .number = number,
                        .work = work_of (plan, number),
                        .cancellable = cancellable };
  InkFit fit = { .number = number,
                 .n_threads = fits->threads_a_fit,
                 .cancellable = cancellable,
                 .func = progress_cb,
                 .func_data = &progress };
  g_autoptr (InkEvaluation) evaluation = NULL;

  if (is_given_up (&progress))
    return;
  evaluation = plan->fit (&fit, plan->data, &fits->errors[number]);
  if (evaluation != NULL)
    tell (&progress, 1, evaluation);
  else
    note_failure (fits, number);
}

/* Fits @first to @first + @n - 1, on @n_threads, @n_side of them at once. */
static void
run_some (Fits *fits, guint first, guint n, guint n_side, guint n_threads)
{
  g_autoptr (InkPool) pool = NULL;

  if (n == 0)
    return;
  fits->first = first;
  fits->threads_a_fit = MAX (n_threads / n_side, 1);
  pool = ink_pool_new (n_side);
  ink_pool_run (pool, n, fit_worker, fits);
}

static void
run_all (Fits *fits)
{
  const InkFitPlan *plan = fits->plan;
  guint n_threads = plan->n_threads != 0
                        ? plan->n_threads
                        : MIN (ink_cpu_count (), INK_POOL_MAX_THREADS);
  guint n_side = MIN (n_threads, plan->n_fits);
  guint n_left = plan->n_fits % n_side;

  run_some (fits, 0, plan->n_fits - n_left, n_side, n_threads);
  run_some (fits, plan->n_fits - n_left, n_left, n_left, n_threads);
}

static gboolean
take_result (Fits *fits, GError **error)
{
  const InkFitPlan *plan = fits->plan;
  guint failed = atomic_load (&fits->failed);
  g_autofree char *name = NULL;

  if (g_cancellable_is_cancelled (plan->cancellable)
      && fits->n_done < plan->n_fits)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                   "cancelled when %u of %u fits were done", fits->n_done,
                   plan->n_fits);
      return FALSE;
    }
  if (failed == plan->n_fits)
    return TRUE;
  name = plan->name (failed, plan->data);
  g_propagate_prefixed_error (error,
                              g_steal_pointer (&fits->errors[failed]), "%s: ",
                              name);
  return FALSE;
}

gboolean
ink_fits_run (const InkFitPlan *plan, GError **error)
{
  Fits fits = { .plan = plan };
  gboolean done;

  if (plan->n_threads > INK_POOL_MAX_THREADS)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "threads: expected 0 (all) to %d, found %u",
                          INK_POOL_MAX_THREADS, plan->n_threads);
  atomic_init (&fits.failed, plan->n_fits);
  pthread_mutex_init (&fits.mutex, NULL);
  fits.errors = g_new0 (GError *, plan->n_fits);
  for (guint i = 0; i < plan->n_fits; i++)
    fits.all_work += work_of (plan, i);
  run_all (&fits);
  done = take_result (&fits, error);
  for (guint i = 0; i < plan->n_fits; i++)
    g_clear_error (&fits.errors[i]);
  g_free (fits.errors);
  pthread_mutex_destroy (&fits.mutex);
  return done;
}
