/* A comparison in a thread of its own. What the worker reads is immutable and
 * kept by the job; the result is one owned value. */
#include "ui/evaluate/comparison-job.h"

#include <gio/gio.h>
#include <stdatomic.h>
#include <string.h>

#include "core/data/mail.h"
#include "core/model/evaluate.h"

#define PREDICTED 0.1 /* of the work; the resamples are the rest */

struct _InkComparisonJob
{
  InkEvaluation *a;
  InkEvaluatedExamples *examples;
  InkModel *model; /* B */
  InkBootstrapOptions bootstrap;
  GCancellable *cancellable;
  _Atomic double fraction;
  InkComparisonDoneFunc func; /* NULL once it is stopped */
  gpointer user_data;
};

void
ink_compared_free (InkCompared *compared)
{
  if (compared == NULL)
    return;
  ink_comparison_free (compared->comparison);
  g_clear_pointer (&compared->b, ink_evaluation_unref);
  for (guint i = 0; i < G_N_ELEMENTS (compared->changes); i++)
    ink_selection_free (compared->changes[i]);
  g_free (compared);
}

static void
job_free (gpointer data)
{
  InkComparisonJob *job = data;

  ink_evaluation_unref (job->a);
  ink_evaluated_examples_unref (job->examples);
  ink_model_unref (job->model);
  g_object_unref (job->cancellable);
  g_free (job);
}

/* What is read of the texts as mails: those that are read so already stay as
 * they are. (transfer full): or NULL with an error */
static InkTextSet *
read_mails (const InkTextSet *texts, GError **error)
{
  const guint n = ink_text_set_count (texts);
  GPtrArray *read = g_ptr_array_new_full (n, g_free);

  for (guint i = 0; i < n; i++)
    {
      const char *text = ink_text_set_text (texts, i);
      gsize length;

      g_ptr_array_add (read, ink_mail_text (text, strlen (text), &length));
    }
  return ink_text_set_new (
      ink_text_set_name (texts), read,
      g_bytes_new (ink_text_set_labels (texts), n * sizeof (guint32)),
      g_strdupv ((GStrv) ink_text_set_class_names (texts)), error);
}

static InkEvaluation *
evaluate_texts (const InkComparisonJob *job, GError **error)
{
  InkTextSet *texts = ink_evaluated_examples_texts (job->examples);
  g_autoptr (InkTextSet) read = NULL;

  if (ink_model_reads_mails (job->model))
    {
      read = read_mails (texts, error);
      if (read == NULL)
        return NULL;
      texts = read;
    }
  return ink_model_evaluate_texts (job->model, texts, 0, job->cancellable,
                                   error);
}

static InkEvaluation *
evaluate (const InkComparisonJob *job, GError **error)
{
  InkImageSet *images = ink_evaluated_examples_images (job->examples);

  return images != NULL ? ink_model_evaluate_images (job->model, images, 0,
                                                     job->cancellable, error)
                        : evaluate_texts (job, error);
}

static void
resampled_worker (double fraction, gpointer user_data)
{
  InkComparisonJob *job = user_data;

  atomic_store (&job->fraction, PREDICTED + (1 - PREDICTED) * fraction);
}

static InkComparison *
compare (InkComparisonJob *job, const InkEvaluation *b, GError **error)
{
  g_autoptr (InkPool) pool = ink_pool_new (0);
  InkBootstrapOptions options = job->bootstrap;
  InkComparison *comparison;

  options.cancellable = job->cancellable;
  options.progress = resampled_worker;
  options.progress_data = job;
  comparison = ink_comparison_new (job->a, b, &options, pool, error);
  if (comparison != NULL)
    comparison->options = job->bootstrap; /* the job does not outlive this */
  return comparison;
}

static InkCompared *
run_job (InkComparisonJob *job, GError **error)
{
  g_autoptr (InkCompared) compared = g_new0 (InkCompared, 1);

  compared->b = evaluate (job, error);
  if (compared->b == NULL)
    return NULL;
  atomic_store (&job->fraction, PREDICTED);
  compared->comparison = compare (job, compared->b, error);
  if (compared->comparison == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (compared->changes); i++)
    {
      compared->changes[i]
          = ink_comparison_select (job->a, compared->b, (InkChange) i, error);
      if (compared->changes[i] == NULL)
        return NULL;
    }
  return g_steal_pointer (&compared);
}

static void
compare_worker (GTask *task, gpointer source, gpointer data,
                GCancellable *cancellable)
{
  GError *error = NULL;
  InkCompared *compared = run_job (data, &error);

  if (compared != NULL)
    g_task_return_pointer (task, compared, (GDestroyNotify) ink_compared_free);
  else
    g_task_return_error (task, error);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  InkComparisonJob *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (InkCompared) compared
      = g_task_propagate_pointer (G_TASK (result), &error);

  if (job->func != NULL)
    job->func (g_steal_pointer (&compared), error, job->user_data);
}

InkComparisonJob *
ink_comparison_job_start (const InkEvaluated *a, InkModel *b,
                          const InkBootstrapOptions *bootstrap,
                          InkComparisonDoneFunc func, gpointer user_data)
{
  InkComparisonJob *job = g_new0 (InkComparisonJob, 1);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, done_cb, NULL);

  job->a = ink_evaluation_ref (a->evaluation);
  job->examples = ink_evaluated_examples_ref (a->examples);
  job->model = ink_model_ref (b);
  job->bootstrap = *bootstrap;
  job->cancellable = g_cancellable_new ();
  job->func = func;
  job->user_data = user_data;
  g_task_set_source_tag (task, ink_comparison_job_start);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, compare_worker);
  return job;
}

double
ink_comparison_job_progress (InkComparisonJob *job)
{
  return atomic_load (&job->fraction);
}

void
ink_comparison_job_stop (InkComparisonJob *job)
{
  job->func = NULL;
  g_cancellable_cancel (job->cancellable);
}
