/* A training run's thread. It loads the data, trains, forwards every event to
 * the queue and to the run's folder, and keeps the model of the best epoch.
 *
 * The best epoch is the one of the highest validation accuracy, of equal ones
 * that of the lower validation loss; without a validation split there is
 * nothing honest to choose by, and it is the last. A folder that cannot be
 * written (a full disk) does not end a run: it becomes a warning.
 *
 * The lock guards what both threads touch; commands given before the trainer
 * exists are kept and handed to it when it does. */
#include "ui/train/run-job.h"

#include <math.h>
#include <pthread.h>
#include <sys/resource.h>

#include "core/base/error.h"
#include "core/data/dataset.h"
#include "core/store/run-directory.h"
#include "core/train/trainer.h"
#include "core/train/training-facts.h"
#include "ui/train/run-record.h"

struct _InkRunJob
{
  /* Set before the thread starts. */
  char *data;
  char *runs_folder;
  InkRecipe recipe;
  guint n_threads;
  InkEventQueue *queue;
  GThread *thread; /* main thread */

  /* Of the worker alone, until it has ended; the hash and the result's folder
   * do not change any more once a trainer is published. */
  char *data_hash;
  InkRunRecord record; /* borrows */
  InkRunDirectory *directory;
  InkEvent end; /* kind INK_EVENT_END once it has come */
  InkRunResult result;

  pthread_mutex_t lock;
  InkTrainer *trainer;    /* under lock: NULL before and after the training */
  gboolean paused;        /* under lock */
  gboolean stopped;       /* under lock */
  double rate_factor;     /* under lock */
  InkRunJobStatus status; /* under lock */
};

void
ink_run_result_clear (InkRunResult *result)
{
  g_clear_pointer (&result->model, ink_model_unref);
  g_clear_pointer (&result->folder, g_free);
  g_clear_pointer (&result->warning, g_free);
  g_clear_error (&result->error);
}

/* The first failure is told; later ones are most likely the same. */
static void
warn_worker (InkRunJob *job, GError *error)
{
  if (job->result.warning == NULL)
    job->result.warning
        = g_strdup_printf ("The run is not kept: %s", error->message);
  g_error_free (error);
}

static void
event_worker (const InkEvent *event, gpointer user_data)
{
  InkRunJob *job = user_data;
  GError *error = NULL;

  ink_event_queue_push (job->queue, event);
  if (event->kind == INK_EVENT_END)
    job->end = *event;
  if (job->directory != NULL
      && !ink_run_directory_append (job->directory, event, &error))
    warn_worker (job, error);
}

static gboolean
is_better (const InkEvent *epoch, const InkEvent *best)
{
  if (best->epoch == 0 || isnan (epoch->validation_accuracy))
    return TRUE;
  if (epoch->validation_accuracy == best->validation_accuracy)
    return epoch->validation_loss < best->validation_loss;
  return epoch->validation_accuracy > best->validation_accuracy;
}

static void
save_worker (InkRunJob *job, const char *file, InkModel *model)
{
  GError *error = NULL;

  if (job->directory != NULL
      && !ink_run_directory_save_model (job->directory, file, model, &error))
    warn_worker (job, error);
}

/* So that a chart of what the model does leads back to the run. */
static void
set_facts_worker (InkRunJob *job, InkModel *model, const InkEvent *epoch)
{
  const char *folder = job->result.folder;
  g_autofree char *name = folder != NULL ? g_path_get_basename (folder) : NULL;

  ink_training_facts_set (model, job->data, job->data_hash, &job->recipe,
                          epoch);
  if (name != NULL)
    ink_model_set_fact (model, "run", name);
}

static void
model_worker (InkModel *model, const InkEvent *epoch, gpointer user_data)
{
  InkRunJob *job = user_data;

  set_facts_worker (job, model, epoch);
  save_worker (job, "last", model);
  if (!is_better (epoch, &job->result.epoch))
    return;
  job->result.epoch = *epoch;
  g_clear_pointer (&job->result.model, ink_model_unref);
  job->result.model = ink_model_ref (model);
  save_worker (job, "best", model);
}

static void
open_directory_worker (InkRunJob *job)
{
  g_autoptr (JsonObject) run = ink_run_record_to_json (&job->record);
  GError *error = NULL;

  job->directory = ink_run_directory_new (job->runs_folder, run, &error);
  if (job->directory == NULL)
    warn_worker (job, error);
  else
    job->result.folder = g_strdup (ink_run_directory_path (job->directory));
}

static void
open_record_worker (InkRunJob *job, const InkImageSet *images)
{
  job->data_hash = ink_image_set_hash (images);
  job->record = (InkRunRecord){
    .data = job->data,
    .data_hash = job->data_hash,
    .examples = ink_image_set_count (images),
    .n_threads = job->n_threads,
    .recipe = &job->recipe,
  };
  open_directory_worker (job);
}

static gboolean
is_stopped (InkRunJob *job)
{
  gboolean stopped;

  pthread_mutex_lock (&job->lock);
  stopped = job->stopped;
  pthread_mutex_unlock (&job->lock);
  return stopped;
}

/* From here on commands reach @trainer; earlier ones are passed on. */
static void
publish_trainer (InkRunJob *job, InkTrainer *trainer)
{
  pthread_mutex_lock (&job->lock);
  job->trainer = trainer;
  if (trainer != NULL)
    {
      ink_trainer_set_rate_factor (trainer, job->rate_factor);
      if (job->paused)
        ink_trainer_pause (trainer);
      if (job->stopped)
        ink_trainer_stop (trainer);
      job->status.training = TRUE;
    }
  pthread_mutex_unlock (&job->lock);
  ink_event_queue_wake (job->queue);
}

/* Stopped in epoch 1: the model so far is the best and the last there is.
 * Before the first step it has learned nothing, and is not kept. Takes @model.
 */
static void
keep_unfinished_worker (InkRunJob *job, InkModel *model)
{
  InkEvent none;

  if (job->end.step == 0)
    {
      ink_model_unref (model);
      return;
    }
  ink_event_init (&none, INK_EVENT_EPOCH);
  none.rate_changed = job->end.rate_changed;
  set_facts_worker (job, model, &none);
  job->result.model = model;
  save_worker (job, "last", model);
  save_worker (job, "best", model);
}

static gboolean
train_worker (InkRunJob *job, GError **error)
{
  g_autoptr (InkImageSet) images
      = ink_dataset_load_images (job->data, INK_SPLIT_TRAIN, NULL, error);
  g_autoptr (InkTrainer) trainer = NULL;
  g_autoptr (InkModel) last = NULL;

  if (images == NULL)
    return FALSE;
  if (is_stopped (job))
    return ink_error_set (error, INK_ERROR_CANCELLED, "stopped");
  trainer = ink_trainer_new (images, &job->recipe, job->n_threads, error);
  if (trainer == NULL)
    return FALSE;

  open_record_worker (job, images);
  ink_trainer_set_model_func (trainer, model_worker, job);
  publish_trainer (job, trainer);
  last = ink_trainer_run (trainer, event_worker, job, error);
  publish_trainer (job, NULL);
  if (job->result.model == NULL && last != NULL)
    keep_unfinished_worker (job, g_steal_pointer (&last));
  return job->result.model != NULL;
}

static void
save_report_worker (InkRunJob *job)
{
  g_autoptr (JsonObject) report = NULL;
  GError *error = NULL;

  if (job->directory == NULL || job->end.kind != INK_EVENT_END)
    return;
  report = ink_run_record_report (&job->result.epoch, &job->end);
  if (!ink_run_directory_save_report (job->directory, report, &error))
    warn_worker (job, error);
}

#define NICENESS 5

/* Training takes every processor there is; the window, which wants one for a
 * moment only, goes first. On Linux a priority is a thread's, and those that it
 * starts inherit it. */
static void
yield_to_window_worker (void)
{
#ifdef __linux__
  (void) setpriority (PRIO_PROCESS, 0, NICENESS);
#endif
}

static gpointer
run_worker (gpointer user_data)
{
  InkRunJob *job = user_data;
  GError *error = NULL;

  yield_to_window_worker ();
  train_worker (job, &error);
  job->result.error = error; /* with a model too: it diverged later */
  save_report_worker (job);
  g_clear_pointer (&job->directory, ink_run_directory_free);

  pthread_mutex_lock (&job->lock);
  job->status.done = TRUE;
  pthread_mutex_unlock (&job->lock);
  ink_event_queue_wake (job->queue);
  return NULL;
}

InkRunJob *
ink_run_job_start (const InkRunOptions *options, InkEventQueue *queue)
{
  InkRunJob *job = g_new0 (InkRunJob, 1);

  job->data = g_strdup (options->data);
  job->runs_folder = g_strdup (options->runs_folder);
  job->recipe = options->recipe;
  job->n_threads = options->n_threads;
  job->queue = ink_event_queue_ref (queue);
  job->rate_factor = 1;
  pthread_mutex_init (&job->lock, NULL);
  job->thread = g_thread_new ("ink-run", run_worker, job);
  return job;
}

static void
join (InkRunJob *job)
{
  if (job->thread != NULL)
    g_thread_join (g_steal_pointer (&job->thread));
}

void
ink_run_job_free (InkRunJob *job)
{
  ink_run_job_stop (job);
  join (job);
  ink_run_result_clear (&job->result);
  ink_event_queue_unref (job->queue);
  pthread_mutex_destroy (&job->lock);
  g_free (job->data_hash);
  g_free (job->runs_folder);
  g_free (job->data);
  g_free (job);
}

void
ink_run_job_set_paused (InkRunJob *job, gboolean paused)
{
  pthread_mutex_lock (&job->lock);
  job->paused = paused;
  if (job->trainer != NULL && paused)
    ink_trainer_pause (job->trainer);
  else if (job->trainer != NULL)
    ink_trainer_resume (job->trainer);
  pthread_mutex_unlock (&job->lock);
}

void
ink_run_job_stop (InkRunJob *job)
{
  pthread_mutex_lock (&job->lock);
  job->stopped = TRUE;
  if (job->trainer != NULL)
    ink_trainer_stop (job->trainer);
  pthread_mutex_unlock (&job->lock);
}

void
ink_run_job_set_rate_factor (InkRunJob *job, double factor)
{
  pthread_mutex_lock (&job->lock);
  job->rate_factor = factor;
  if (job->trainer != NULL)
    ink_trainer_set_rate_factor (job->trainer, factor);
  pthread_mutex_unlock (&job->lock);
}

InkRunJobStatus
ink_run_job_status (InkRunJob *job)
{
  InkRunJobStatus status;

  pthread_mutex_lock (&job->lock);
  status = job->status;
  pthread_mutex_unlock (&job->lock);
  return status;
}

void
ink_run_job_dup_names (InkRunJob *job, char **folder, char **data_hash)
{
  pthread_mutex_lock (&job->lock);
  *folder = job->status.training ? g_strdup (job->result.folder) : NULL;
  *data_hash = job->status.training ? g_strdup (job->data_hash) : NULL;
  pthread_mutex_unlock (&job->lock);
}

void
ink_run_job_finish (InkRunJob *job, InkRunResult *result)
{
  join (job);
  *result = job->result;
  job->result = (InkRunResult){ 0 };
}
