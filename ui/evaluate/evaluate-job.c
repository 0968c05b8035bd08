/* Loading, predicting and counting, off the main thread. The job owns what the
 * worker reads (a model and a set of examples are immutable); the result is
 * one owned value. Cancelling ends it between two parts of the work and makes
 * the result be thrown away. */
#include "ui/evaluate/evaluate-job.h"

#include "core/base/error.h"
#include "core/model/evaluate.h"
#include "ui/text/text-file.h"

typedef struct
{
  InkModel *model;
  char *data;
  InkSplit split;
  InkTextChoice *choice;          /* nullable */
  InkEvaluatedExamples *examples; /* NULL: to be loaded */
  gboolean has_splits;
} EvaluateJob;

static void
evaluate_job_free (gpointer data)
{
  EvaluateJob *job = data;

  g_clear_pointer (&job->model, ink_model_unref);
  g_clear_pointer (&job->examples, ink_evaluated_examples_unref);
  ink_text_choice_free (job->choice);
  g_free (job->data);
  g_free (job);
}

void
ink_evaluate_result_free (InkEvaluateResult *result)
{
  g_clear_pointer (&result->evaluation, ink_evaluation_unref);
  g_clear_pointer (&result->examples, ink_evaluated_examples_unref);
  g_strfreev (result->facts);
  g_free (result);
}

static gboolean
reads_images (const EvaluateJob *job)
{
  return ink_model_class (job->model)->input == INK_INPUT_IMAGE;
}

static InkEvaluatedExamples *
load_images (EvaluateJob *job, GError **error)
{
  g_autoptr (InkImageSet) images = ink_dataset_load_images (
      job->data, job->split, &job->has_splits, error);

  if (images == NULL || !ink_input_check_size (job->data, images, error))
    return NULL;
  return ink_evaluated_examples_new_images (images);
}

/* @class_names: (nullable) */
static InkEvaluatedExamples *
load_texts (EvaluateJob *job, const char *class_names, GError **error)
{
  g_autofree char *hash = NULL;
  g_autoptr (InkTextSet) texts
      = job->choice == NULL
            ? ink_text_file_load (job->data, job->split, class_names,
                                  ink_model_reads_mails (job->model),
                                  &job->has_splits, error)
            : ink_text_choice_load (job->choice, job->split, &job->has_splits,
                                    &hash, error);

  return texts == NULL ? NULL : ink_evaluated_examples_new_part (texts, hash);
}

static gboolean
load (EvaluateJob *job, GError **error)
{
  const InkModelClass *klass = ink_model_class (job->model);

  if (job->examples != NULL)
    return TRUE;
  if (!ink_input_check_data (job->data, klass->input, klass->title, error))
    return FALSE;
  job->examples = reads_images (job) ? load_images (job, error)
                                     : load_texts (job, NULL, error);
  return job->examples != NULL;
}

static InkEvaluation *
evaluate (const EvaluateJob *job, GCancellable *cancellable, GError **error)
{
  if (reads_images (job))
    return ink_model_evaluate_images (
        job->model, ink_evaluated_examples_images (job->examples), 0,
        cancellable, error);
  return ink_model_evaluate_texts (
      job->model, ink_evaluated_examples_texts (job->examples), 0, cancellable,
      error);
}

/* Where the model does not know the labels of a table because they are the
 * numbers of classes, and their names are in a file beside it. */
static InkEvaluation *
evaluate_named (EvaluateJob *job, GCancellable *cancellable)
{
  g_autofree char *class_names
      = reads_images (job) || job->choice != NULL
            ? NULL
            : ink_text_file_class_names (job->data);
  InkEvaluatedExamples *named
      = class_names == NULL ? NULL : load_texts (job, class_names, NULL);

  if (named == NULL)
    return NULL;
  ink_evaluated_examples_unref (job->examples);
  job->examples = named;
  return evaluate (job, cancellable, NULL);
}

static void
add_fact (GStrvBuilder *facts, const char *key, const char *value)
{
  if (value == NULL)
    return;
  g_strv_builder_add (facts, key);
  g_strv_builder_add (facts, value);
}

/* Of the data that the model learnt from, another part than what it held out
 * then. */
static gboolean
learnt_from_part (const EvaluateJob *job)
{
  const InkTextChoice *choice = job->choice;

  return choice != NULL && choice->held_out > 0
         && ink_model_learnt_beside (
             job->model, ink_evaluated_examples_whole_hash (job->examples),
             choice->held_out, choice->seed);
}

static void
describe (const EvaluateJob *job, InkEvaluateResult *result)
{
  g_autoptr (GStrvBuilder) facts = g_strv_builder_new ();
  const char *learned = ink_model_fact (job->model, "data_hash");
  g_autofree char *hash
      = reads_images (job)
            ? ink_image_set_hash (
                ink_evaluated_examples_images (job->examples))
            : ink_text_set_hash (ink_evaluated_examples_texts (job->examples));

  add_fact (facts, "Run", ink_model_fact (job->model, "run"));
  add_fact (facts, "Recipe", ink_model_fact (job->model, "recipe"));
  add_fact (facts, "Seed", ink_model_fact (job->model, "seed"));
  add_fact (facts, "Data hash", hash);
  add_fact (facts, "Training data hash", learned);
  result->facts = g_strv_builder_end (facts);
  result->seen = g_strcmp0 (hash, learned) == 0 || learnt_from_part (job);
}

static InkEvaluateResult *
run_job (EvaluateJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (InkEvaluateResult) result = g_new0 (InkEvaluateResult, 1);
  g_autoptr (GError) cause = NULL;
  gint64 start;

  if (!load (job, error))
    return NULL;
  start = g_get_monotonic_time ();
  result->evaluation = evaluate (job, cancellable, &cause);
  if (g_error_matches (cause, INK_ERROR, INK_ERROR_MISMATCH))
    {
      start = g_get_monotonic_time ();
      result->evaluation = evaluate_named (job, cancellable);
    }
  if (result->evaluation == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  result->seconds
      = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  result->examples = ink_evaluated_examples_ref (job->examples);
  result->has_splits = job->has_splits;
  describe (job, result);
  return g_steal_pointer (&result);
}

static void
evaluate_worker (GTask *task, gpointer source, gpointer data,
                 GCancellable *cancellable)
{
  GError *error = NULL;
  InkEvaluateResult *result;

  if (g_task_return_error_if_cancelled (task))
    return;
  result = run_job (data, cancellable, &error);
  if (result != NULL)
    g_task_return_pointer (task, result,
                           (GDestroyNotify) ink_evaluate_result_free);
  else
    g_task_return_error (task, error);
}

void
ink_evaluate_async (const InkEvaluateRequest *request,
                    GCancellable *cancellable, GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  EvaluateJob *job = g_new0 (EvaluateJob, 1);

  job->model = ink_model_ref (request->model);
  job->data = g_strdup (request->data);
  job->split = request->split;
  if (request->choice != NULL)
    {
      job->choice = ink_text_choice_copy (request->choice);
      job->choice->mail
          = job->choice->mail || ink_model_reads_mails (job->model);
    }
  if (request->loaded != NULL)
    job->examples = ink_evaluated_examples_ref (request->loaded);
  job->has_splits = request->loaded_has_splits;
  g_task_set_task_data (task, job, evaluate_job_free);
  g_task_run_in_thread (task, evaluate_worker);
}

InkEvaluateResult *
ink_evaluate_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
