/* Loading, teaching and measuring, off the main thread. The job owns what the
 * worker reads; how far it is goes through one atomic number. */
#include "ui/draw/teach-job.h"

#include <stdatomic.h>

struct _InkTeachProgress
{
  _Atomic double fraction;
};

InkTeachProgress *
ink_teach_progress_new (void)
{
  InkTeachProgress *progress = g_atomic_rc_box_new (InkTeachProgress);

  atomic_init (&progress->fraction, 0);
  return progress;
}

InkTeachProgress *
ink_teach_progress_ref (InkTeachProgress *progress)
{
  return g_atomic_rc_box_acquire (progress);
}

void
ink_teach_progress_unref (InkTeachProgress *progress)
{
  g_atomic_rc_box_release (progress);
}

double
ink_teach_progress_get (InkTeachProgress *progress)
{
  return atomic_load (&progress->fraction);
}

void
ink_taught_free (InkTaught *taught)
{
  if (taught == NULL)
    return;
  ink_teach_result_free (taught->result);
  g_clear_pointer (&taught->problems, g_ptr_array_unref);
  g_free (taught);
}

typedef struct
{
  InkModel *base;
  char *base_title;
  char *folder;
  char *data;
  guint64 seed;
  InkTeachProgress *progress;
  GCancellable *cancellable; /* (nullable) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  ink_model_unref (job->base);
  g_free (job->base_title);
  g_free (job->folder);
  g_free (job->data);
  ink_teach_progress_unref (job->progress);
  g_clear_object (&job->cancellable);
  g_free (job);
}

static gboolean
progress_worker (double fraction, gpointer user_data)
{
  Job *job = user_data;

  atomic_store (&job->progress->fraction, fraction);
  return !g_cancellable_is_cancelled (job->cancellable);
}

static InkTaught *
run_job (Job *job, GError **error)
{
  g_autoptr (InkTeachData) data
      = ink_teach_data_load (job->folder, job->data, error);
  g_autoptr (InkTaught) taught = g_new0 (InkTaught, 1);
  InkTeachTask task;

  if (data == NULL)
    return NULL;
  task = (InkTeachTask){ .base = job->base,
                         .digits = data->digits,
                         .n_digits = data->n_digits,
                         .replay = data->replay,
                         .test = data->test,
                         .seed = job->seed };
  taught->result = ink_teach (&task, progress_worker, job, error);
  if (taught->result == NULL)
    return NULL;
  ink_teach_set_facts (taught->result, data, job->base, job->base_title,
                       job->seed);
  taught->n_digits = data->n_digits;
  taught->problems = g_ptr_array_ref (data->problems);
  return g_steal_pointer (&taught);
}

static void
teach_worker (GTask *task, gpointer source, gpointer data,
              GCancellable *cancellable)
{
  GError *error = NULL;
  InkTaught *taught;

  if (g_task_return_error_if_cancelled (task))
    return;
  taught = run_job (data, &error);
  if (taught != NULL)
    g_task_return_pointer (task, taught, (GDestroyNotify) ink_taught_free);
  else
    g_task_return_error (task, error);
}

void
ink_teach_async (const InkTeachRequest *request, InkTeachProgress *progress,
                 GCancellable *cancellable, GAsyncReadyCallback callback,
                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->base = ink_model_ref (request->base);
  job->base_title = g_strdup (request->base_title);
  job->folder = g_strdup (request->folder);
  job->data = g_strdup (request->data);
  job->seed = request->seed;
  job->progress = ink_teach_progress_ref (progress);
  if (cancellable != NULL)
    job->cancellable = g_object_ref (cancellable);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, teach_worker);
}

InkTaught *
ink_teach_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
