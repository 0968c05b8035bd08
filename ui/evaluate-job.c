/* Loading, predicting and counting, off the main thread. The job owns what the
 * worker reads (a model and an image set are immutable); the result is one
 * owned value. Cancelling makes the result be thrown away. */
#include "ui/evaluate-job.h"

#include "core/base/error.h"
#include "core/data/dataset.h"

typedef struct
{
  InkModel *model;
  InkImageSet *images; /* NULL: to be loaded */
  char *data;
} EvaluateJob;

static void
evaluate_job_free (gpointer data)
{
  EvaluateJob *job = data;

  g_clear_pointer (&job->model, ink_model_unref);
  g_clear_pointer (&job->images, ink_image_set_unref);
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
check_classes (const EvaluateJob *job, GError **error)
{
  const char *const *known = ink_model_class_names (job->model);
  const char *const *found = ink_image_set_class_names (job->images);

  if (g_strv_equal (known, found))
    return TRUE;
  return ink_error_set (
      error, INK_ERROR_MISMATCH,
      "The model reads %s to %s; this data has %s to %s. Choose the data that "
      "it was trained on, or train a model on this one.",
      known[0], known[g_strv_length ((GStrv) known) - 1], found[0],
      found[g_strv_length ((GStrv) found) - 1]);
}

static InkEvaluation *
evaluate (const EvaluateJob *job, GError **error)
{
  const gsize n = ink_image_set_count (job->images);
  const guint n_classes = ink_model_n_classes (job->model);
  const guint8 *bytes = ink_image_set_labels (job->images);
  g_autofree double *probabilities = g_new (double, n * n_classes);
  g_autofree guint32 *labels = g_new (guint32, n);

  for (gsize i = 0; i < n; i++)
    labels[i] = bytes[i];
  ink_model_predict_images (job->model, ink_image_set_pixels (job->images), n,
                            0, probabilities);
  return ink_evaluation_new (probabilities, labels, n,
                             ink_model_class_names (job->model), error);
}

static void
add_fact (GStrvBuilder *facts, const char *key, const char *value)
{
  if (value == NULL)
    return;
  g_strv_builder_add (facts, key);
  g_strv_builder_add (facts, value);
}

static GStrv
describe (const EvaluateJob *job)
{
  g_autoptr (GStrvBuilder) facts = g_strv_builder_new ();
  g_autofree char *hash = ink_image_set_hash (job->images);

  add_fact (facts, "Run", ink_model_fact (job->model, "run"));
  add_fact (facts, "Recipe", ink_model_fact (job->model, "recipe"));
  add_fact (facts, "Seed", ink_model_fact (job->model, "seed"));
  add_fact (facts, "Data hash", hash);
  add_fact (facts, "Training data hash",
            ink_model_fact (job->model, "data_hash"));
  return g_strv_builder_end (facts);
}

static InkEvaluateResult *
run_job (EvaluateJob *job, GError **error)
{
  g_autoptr (InkEvaluateResult) result = g_new0 (InkEvaluateResult, 1);
  gint64 start;

  if (job->images == NULL)
    job->images
        = ink_dataset_load_images (job->data, INK_SPLIT_TEST, NULL, error);
  if (job->images == NULL || !check_classes (job, error))
    return NULL;

  start = g_get_monotonic_time ();
  result->evaluation = evaluate (job, error);
  if (result->evaluation == NULL)
    return NULL;
  result->seconds
      = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  result->examples = ink_evaluated_examples_new_images (job->images);
  result->facts = describe (job);
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
  result = run_job (data, &error);
  if (result != NULL)
    g_task_return_pointer (task, result,
                           (GDestroyNotify) ink_evaluate_result_free);
  else
    g_task_return_error (task, error);
}

void
ink_evaluate_async (InkModel *model, const char *data,
                    InkEvaluatedExamples *loaded, GCancellable *cancellable,
                    GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  EvaluateJob *job = g_new0 (EvaluateJob, 1);

  job->model = ink_model_ref (model);
  job->data = g_strdup (data);
  if (loaded != NULL)
    job->images = ink_image_set_ref (ink_evaluated_examples_images (loaded));
  g_task_set_task_data (task, job, evaluate_job_free);
  g_task_run_in_thread (task, evaluate_worker);
}

InkEvaluateResult *
ink_evaluate_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
