/* A report in a thread of its own. What the worker reads is immutable and kept
 * by the job; how far it is goes through one atomic number. */
#include "ui/evaluate/report-job.h"

#include <gio/gio.h>
#include <stdatomic.h>
#include <string.h>

#include "core/data/dataset.h"
#include "core/store/shipped-models.h"
#include "ui/report/report.h"

#define ENDING ".safetensors"

struct _InkReportJob
{
  InkModel *model;
  InkEvaluation *evaluation;
  InkEvaluatedExamples *examples;
  char *title;
  char *path; /* nullable */
  char *data;
  char *split;   /* nullable */
  char *command; /* nullable */
  char *folder;
  InkBootstrapOptions bootstrap;
  GCancellable *cancellable;
  _Atomic double fraction;
  InkReportDoneFunc func; /* NULL once it is stopped */
  gpointer user_data;
};

static void
job_free (gpointer data)
{
  InkReportJob *job = data;

  ink_model_unref (job->model);
  ink_evaluation_unref (job->evaluation);
  ink_evaluated_examples_unref (job->examples);
  g_free (job->title);
  g_free (job->path);
  g_free (job->data);
  g_free (job->split);
  g_free (job->command);
  g_free (job->folder);
  g_object_unref (job->cancellable);
  g_free (job);
}

static void
progress_worker (double fraction, gpointer user_data)
{
  InkReportJob *job = user_data;

  atomic_store (&job->fraction, fraction);
}

static void
report_worker (GTask *task, gpointer source, gpointer data,
               GCancellable *cancellable)
{
  InkReportJob *job = data;
  const InkReportSubject subject = {
    .evaluation = job->evaluation,
    .images = ink_evaluated_examples_images (job->examples),
    .texts = ink_evaluated_examples_texts (job->examples),
    .model = job->model,
    .model_name = job->title,
    .model_file = job->path,
    .data = job->data,
    .split = job->split,
    .command = job->command,
    .bootstrap = job->bootstrap,
  };
  GError *error = NULL;

  if (ink_report_write (&subject, job->folder, job->cancellable,
                        progress_worker, job, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  InkReportJob *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (job->func != NULL)
    job->func (error, job->user_data);
}

InkReportJob *
ink_report_job_start (const InkEvaluated *evaluated, const char *folder,
                      const InkBootstrapOptions *bootstrap,
                      InkReportDoneFunc func, gpointer user_data)
{
  InkReportJob *job = g_new0 (InkReportJob, 1);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, done_cb, NULL);

  job->model = ink_model_ref (ink_model_entry_get_model (evaluated->entry));
  job->evaluation = ink_evaluation_ref (evaluated->evaluation);
  job->examples = ink_evaluated_examples_ref (evaluated->examples);
  job->title = g_strdup (ink_model_entry_get_title (evaluated->entry));
  job->path = g_strdup (ink_model_entry_get_path (evaluated->entry));
  job->data = g_strdup (evaluated->data);
  job->split = g_strdup (evaluated->split);
  job->command = ink_report_command (evaluated, folder, bootstrap);
  job->folder = g_strdup (folder);
  job->bootstrap = *bootstrap;
  job->cancellable = g_cancellable_new ();
  job->func = func;
  job->user_data = user_data;
  g_task_set_source_tag (task, ink_report_job_start);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, report_worker);
  return job;
}

double
ink_report_job_progress (InkReportJob *job)
{
  return atomic_load (&job->fraction);
}

void
ink_report_job_stop (InkReportJob *job)
{
  job->func = NULL;
  g_cancellable_cancel (job->cancellable);
}

/* What `inkling-cli` calls the model: a shipped one by its name. (transfer
 * full) */
static char *
model_argument (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shipped = NULL;

  if (g_str_has_suffix (name, ENDING))
    name[strlen (name) - strlen (ENDING)] = '\0';
  shipped = ink_shipped_models_resolve (name);
  return strcmp (shipped, path) == 0 ? g_strdup (name) : g_shell_quote (path);
}

/* What is held out of a file of one's own: how that is read, and by which seed
 * it is cut, is not known here, so that no command can be told. */
static gboolean
is_part (const char *split)
{
  return split != NULL && strcmp (split, ink_split_name (INK_SPLIT_TRAIN)) != 0
         && strcmp (split, ink_split_name (INK_SPLIT_TEST)) != 0;
}

char *
ink_report_command (const InkEvaluated *evaluated, const char *folder,
                    const InkBootstrapOptions *bootstrap)
{
  const char *path = ink_model_entry_get_path (evaluated->entry);
  g_autofree char *data = g_shell_quote (evaluated->data);
  g_autofree char *output = g_shell_quote (folder);
  g_autofree char *model = NULL;
  char level[G_ASCII_DTOSTR_BUF_SIZE];

  if (path == NULL || is_part (evaluated->split))
    return NULL;
  model = model_argument (path);
  g_ascii_formatd (level, sizeof level, "%g", bootstrap->level);
  return g_strdup_printf ("inkling-cli report %s --data %s%s%s --output %s "
                          "--bootstrap %u --level %s --seed "
                          "%" G_GUINT64_FORMAT,
                          model, data,
                          evaluated->split != NULL ? " --split " : "",
                          evaluated->split != NULL ? evaluated->split : "",
                          output, bootstrap->n_resamples, level,
                          bootstrap->seed);
}
