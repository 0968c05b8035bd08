/* From a file to a model: read, hold a part out, train, measure, keep. The
 * figures are those of the model given, which has not seen the held-out texts.
 * A model that cannot be written is of use until the window closes: that is no
 * error but a warning. */
#include "ui/text-training/training-job.h"

#include <pthread.h>

#include "core/base/error.h"
#include "core/model/evaluate.h"
#include "core/model/naive-bayes-text.h"
#include "ui/format.h"
#include "ui/kept-models.h"

/* --- Progress --- */

struct _InkTrainingProgress
{
  pthread_mutex_t mutex;
  InkTrainingState state; /* under the mutex */
};

InkTrainingProgress *
ink_training_progress_new (void)
{
  InkTrainingProgress *progress = g_atomic_rc_box_new0 (InkTrainingProgress);

  pthread_mutex_init (&progress->mutex, NULL);
  progress->state.fraction = -1;
  return progress;
}

InkTrainingProgress *
ink_training_progress_ref (InkTrainingProgress *progress)
{
  return g_atomic_rc_box_acquire (progress);
}

static void
progress_clear (gpointer data)
{
  pthread_mutex_destroy (&((InkTrainingProgress *) data)->mutex);
}

void
ink_training_progress_unref (InkTrainingProgress *progress)
{
  g_atomic_rc_box_release_full (progress, progress_clear);
}

InkTrainingState
ink_training_progress_get (InkTrainingProgress *progress)
{
  InkTrainingState state;

  pthread_mutex_lock (&progress->mutex);
  state = progress->state;
  pthread_mutex_unlock (&progress->mutex);
  return state;
}

static void
set_state (InkTrainingProgress *progress, InkTrainingStage stage,
           double fraction, guint64 n_texts)
{
  pthread_mutex_lock (&progress->mutex);
  progress->state = (InkTrainingState) { stage, fraction, n_texts };
  pthread_mutex_unlock (&progress->mutex);
}

/* --- The job --- */

typedef struct
{
  InkTextChoice *choice;
  InkNaiveBayesOptions options;
  gboolean calibrate;
  char *recipe; /* nullable */
  InkTrainingProgress *progress;
  GCancellable *cancellable; /* (nullable) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  ink_text_choice_free (job->choice);
  ink_naive_bayes_options_clear (&job->options);
  g_free (job->recipe);
  ink_training_progress_unref (job->progress);
  g_clear_object (&job->cancellable);
  g_free (job);
}

void
ink_text_training_free (InkTextTraining *training)
{
  if (training == NULL)
    return;
  g_clear_pointer (&training->model, ink_model_unref);
  g_clear_pointer (&training->evaluation, ink_evaluation_unref);
  g_free (training->title);
  g_free (training->warning);
  g_free (training->path);
  g_free (training);
}

static InkTextSet *
read_texts (const Job *job, gboolean *has_splits, GError **error)
{
  const InkTextOptions options = ink_text_choice_options (job->choice);
  InkTextSet *texts
      = ink_dataset_load_texts (job->choice->path, INK_SPLIT_TRAIN, &options,
                                has_splits, error);

  if (texts == NULL
      || !g_cancellable_set_error_if_cancelled (job->cancellable, error))
    return texts;
  ink_text_set_unref (texts);
  return NULL;
}

static gboolean
fit (const Job *job, InkTextSet *learned, InkTextTraining *training,
     GError **error)
{
  training->n_trained = ink_text_set_count (learned);
  set_state (job->progress, INK_TRAINING_FITTING, -1, training->n_trained);
  training->model = ink_naive_bayes_train (learned, &job->options, error);
  return training->model != NULL
         && !g_cancellable_set_error_if_cancelled (job->cancellable, error);
}

static gboolean
calibrate_watch (double fraction, gpointer user_data, GError **error)
{
  const Job *job = user_data;
  const InkTrainingState state = ink_training_progress_get (job->progress);

  set_state (job->progress, INK_TRAINING_CALIBRATING, fraction, state.n_texts);
  return !g_cancellable_set_error_if_cancelled (job->cancellable, error);
}

/* Too few texts to calibrate on are no reason not to have the model. */
static gboolean
calibrate (Job *job, InkTextSet *learned, InkTextTraining *training,
           GError **error)
{
  g_autoptr (GError) cause = NULL;
  InkModel *calibrated;

  if (!job->calibrate || training->n_trained < INK_CALIBRATION_MIN_TEXTS)
    return TRUE;
  set_state (job->progress, INK_TRAINING_CALIBRATING, 0, training->n_trained);
  if (!ink_naive_bayes_calibrate (training->model, learned,
                                  INK_CALIBRATION_FOLDS, job->choice->seed, 0,
                                  calibrate_watch, job,
                                  &training->calibration, &cause))
    {
      if (g_error_matches (cause, INK_ERROR, INK_ERROR_MISMATCH))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  calibrated
      = ink_naive_bayes_calibrated (training->model, &training->calibration);
  ink_model_unref (training->model);
  training->model = calibrated;
  training->calibrated = TRUE;
  return TRUE;
}

static gboolean
measure (const Job *job, const InkTextSet *held_out, InkTextTraining *training,
         GError **error)
{
  training->n_held_out = ink_text_set_count (held_out);
  if (training->n_held_out == 0)
    return TRUE;
  set_state (job->progress, INK_TRAINING_EVALUATING, -1, training->n_held_out);
  training->evaluation = ink_model_evaluate_texts (
      training->model, held_out, 0, job->cancellable, error);
  return training->evaluation != NULL;
}

/* --- What it is called and what is told of it --- */

static void
set_facts (const Job *job, const InkTextTraining *training,
           const InkTextSet *texts)
{
  const InkTextChoice *choice = job->choice;
  InkModel *model = training->model;
  g_autofree char *name = g_path_get_basename (choice->path);
  g_autofree char *shown = g_utf8_make_valid (name, -1);
  g_autofree char *hash = ink_text_set_hash (texts);
  g_autofree char *recipe = NULL;
  InkNaiveBayesOptions options = job->options;

  ink_naive_bayes_options (model, &options); /* the analyzer as it was found */
  recipe = ink_naive_bayes_options_text (&options);
  ink_model_set_fact (model, "data", shown);
  ink_model_set_fact (model, "data_hash", hash);
  if (choice->text_column != NULL)
    ink_model_set_fact (model, "text_column", choice->text_column);
  if (choice->label_column != NULL)
    ink_model_set_fact (model, "label_column", choice->label_column);
  ink_model_set_fact (model, "recipe", recipe);
  ink_model_set_integer_fact (model, "seed", choice->seed);
  ink_model_set_number_fact (model, "validation_fraction", choice->held_out);
  ink_model_set_integer_fact (model, "examples", training->n_trained);
  if (training->evaluation != NULL)
    ink_model_set_number_fact (model, "validation_accuracy",
                               ink_evaluation_accuracy (training->evaluation));
}

static void
set_title (const Job *job, InkTextTraining *training)
{
  g_autofree char *name = g_path_get_basename (job->choice->path);
  g_autofree char *shown = g_utf8_make_valid (name, -1);
  g_autofree char *recipe
      = job->recipe == NULL ? g_strdup ("") : g_strconcat (", ", job->recipe,
                                                           NULL);
  g_autofree char *percent = NULL;

  if (training->evaluation == NULL)
    {
      training->title = g_strconcat (shown, recipe, NULL);
      return;
    }
  percent = ink_format_figure (
      100 * ink_evaluation_accuracy (training->evaluation), 1, 100);
  training->title = g_strdup_printf ("%s%s, %s %%", shown, recipe, percent);
}

static void
keep (InkTextTraining *training)
{
  g_autoptr (GError) error = NULL;

  training->path
      = ink_kept_models_save (training->model, training->title, &error);
  if (training->path == NULL)
    training->warning
        = g_strdup_printf ("The model is not kept: %s", error->message);
}

/* --- In turn --- */

static InkTextTraining *
train (Job *job, GError **error)
{
  const gint64 start = g_get_monotonic_time ();
  g_autoptr (InkTextTraining) training = g_new0 (InkTextTraining, 1);
  g_autoptr (InkTextSet) texts
      = read_texts (job, &training->has_splits, error);
  g_autoptr (InkTextSet) learned = NULL;
  g_autoptr (InkTextSet) held_out = NULL;

  if (texts == NULL)
    return NULL;
  training->n_skipped = ink_text_set_skipped (texts, NULL);
  ink_text_choice_divide (job->choice, texts, &learned, &held_out);
  if (!fit (job, learned, training, error)
      || !calibrate (job, learned, training, error)
      || !measure (job, held_out, training, error))
    return NULL;
  set_facts (job, training, texts);
  set_title (job, training);
  training->seconds
      = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  return g_steal_pointer (&training);
}

static void
train_worker (GTask *task, gpointer source, gpointer data,
              GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (InkTextTraining) training = NULL;

  training = train (data, &error);
  if (training == NULL
      || g_cancellable_set_error_if_cancelled (cancellable, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  keep (training);
  g_task_return_pointer (task, g_steal_pointer (&training),
                         (GDestroyNotify) ink_text_training_free);
}

void
ink_text_training_async (const InkTrainingRequest *request,
                         InkTrainingProgress *progress,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->choice = ink_text_choice_copy (request->choice);
  ink_naive_bayes_options_copy (request->options, &job->options);
  job->calibrate = request->calibrate;
  job->recipe = g_strdup (request->recipe);
  job->progress = ink_training_progress_ref (progress);
  if (cancellable != NULL)
    job->cancellable = g_object_ref (cancellable);
  g_task_set_source_tag (task, ink_text_training_async);
  g_task_set_check_cancellable (task, FALSE); /* it looks itself: a model that
                                                  is kept is handed over */
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, train_worker);
}

InkTextTraining *
ink_text_training_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
