/* From a file to a model: read, hold a part out, train, measure, keep. The
 * figures are those of the model given, which has not seen the held-out texts.
 * A model that cannot be written is of use until the window closes: that is no
 * error but a warning. */
#include "ui/text/training/training-job.h"

#include <math.h>

#include "core/model/evaluate.h"
#include "core/model/naive-bayes-text.h"
#include "ui/format.h"
#include "ui/kept-models.h"
#include "ui/text/training/training-passes.h"

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

double
ink_text_training_accuracy (const InkTextTraining *training)
{
  return training->n_held_out == 0
             ? NAN
             : (double) training->n_right / training->n_held_out;
}

/* --- What it is called and what is told of it --- */

static void
set_facts (const Job *job, const InkTextTraining *training, const char *hash)
{
  const InkTextChoice *choice = job->choice;
  InkModel *model = training->model;
  g_autofree char *name = g_path_get_basename (choice->path);
  g_autofree char *shown = g_utf8_make_valid (name, -1);
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
  if (choice->header != INK_HEADER_AUTO)
    ink_model_set_fact (model, "header",
                        choice->header == INK_HEADER_YES ? "yes" : "no");
  if (choice->mail)
    ink_model_set_fact (model, INK_FACT_MAIL, "true");
  ink_model_set_fact (model, "recipe", recipe);
  ink_model_set_integer_fact (model, "seed", choice->seed);
  ink_model_set_number_fact (model, "validation_fraction", choice->held_out);
  ink_model_set_integer_fact (model, "examples", training->n_trained);
  if (training->n_held_out > 0)
    ink_model_set_number_fact (model, "validation_accuracy",
                               ink_text_training_accuracy (training));
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

  if (training->n_held_out == 0)
    {
      training->title = g_strconcat (shown, recipe, NULL);
      return;
    }
  percent = ink_format_figure (100 * ink_text_training_accuracy (training), 1,
                               100);
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

/* All that needs the texts. @hash: (out) (transfer full) */
static gboolean
run_passes (const Job *job, InkTextTraining *training, char **hash,
            GError **error)
{
  g_auto (InkTrainingPasses) passes
      = { .choice = job->choice,
          .progress = job->progress,
          .cancellable = job->cancellable };

  if (!ink_training_passes_read (&passes, error))
    return FALSE;
  training->n_trained = passes.n_learned;
  training->n_held_out = passes.n_held_out;
  training->n_skipped = ink_text_source_skipped (passes.source);
  training->has_splits = ink_text_source_has_splits (passes.source);
  training->model = ink_training_passes_fit (&passes, &job->options, error);
  if (training->model == NULL)
    return FALSE;
  if (job->calibrate
      && !ink_training_passes_calibrate (&passes, &training->model,
                                         &training->calibrated,
                                         &training->calibration, error))
    return FALSE;
  if (!ink_training_passes_measure (&passes, training->model,
                                    &training->evaluation,
                                    &training->n_right, error))
    return FALSE;
  *hash = ink_training_passes_hash (&passes, error);
  return *hash != NULL;
}

static InkTextTraining *
train (Job *job, GError **error)
{
  const gint64 start = g_get_monotonic_time ();
  g_autoptr (InkTextTraining) training = g_new0 (InkTextTraining, 1);
  g_autofree char *hash = NULL;

  if (!run_passes (job, training, &hash, error))
    return NULL;
  set_facts (job, training, hash);
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
