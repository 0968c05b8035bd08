/* An export in a thread of its own. The worker owns a copy of the plot, which
 * nobody else knows: data that comes in meanwhile is not in the file. */
#include "ui/chart/export-job.h"

#include <gio/gio.h>

struct _InkExportJob
{
  InkPlot *plot; /* the worker's */
  char *path;
  InkTheme theme;
  InkExportOptions options;
  InkExportWatch watch;
  atomic_bool handed; /* to the worker, and back: as GTask's own locks do, but
                       * so that ThreadSanitizer knows */
  InkExportDoneFunc func; /* NULL once it is stopped */
  gpointer user_data;
};

static void
job_free (gpointer data)
{
  InkExportJob *job = data;

  (void) atomic_load (&job->handed); /* with all that the worker wrote */
  g_clear_pointer (&job->plot, ink_plot_unref);
  g_free (job->path);
  g_free (job);
}

static void
export_worker (GTask *task, gpointer source, gpointer data,
               GCancellable *cancellable)
{
  InkExportJob *job = data;
  GError *error = NULL;
  gboolean done;

  (void) atomic_load (&job->handed);
  done = ink_plot_export_file (job->plot, &job->options, job->path, &error);
  atomic_store (&job->handed, TRUE);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  InkExportJob *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (job->func != NULL)
    job->func (error, job->user_data);
}

InkExportJob *
ink_export_job_start (InkPlot *plot, const char *path,
                      const InkExportOptions *options, InkExportDoneFunc func,
                      gpointer user_data)
{
  InkExportJob *job = g_new0 (InkExportJob, 1);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, done_cb, NULL);

  job->plot = ink_plot_copy (plot);
  job->path = g_strdup (path);
  job->theme = options->theme != NULL ? *options->theme
                                      : *ink_theme_find ("light");
  job->options = *options;
  job->options.theme = &job->theme;
  job->options.watch = &job->watch;
  job->func = func;
  job->user_data = user_data;
  g_task_set_source_tag (task, ink_export_job_start);
  g_task_set_task_data (task, job, job_free);
  atomic_store (&job->handed, TRUE);
  g_task_run_in_thread (task, export_worker);
  return job;
}

double
ink_export_job_progress (InkExportJob *job)
{
  return job->watch.permille / 1000.0;
}

void
ink_export_job_stop (InkExportJob *job)
{
  job->func = NULL;
  job->watch.stopped = TRUE;
}
