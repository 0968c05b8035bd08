/* The timer belongs to the bar and goes with it. */
#include "ui/job-progress.h"

#define INTERVAL 80 /* ms */
#define KEY "ink-job-progress"

typedef struct
{
  GtkProgressBar *bar;
  InkProgressFunc func;
  gpointer job;
  guint source;
} Watch;

static gboolean
ask_cb (gpointer user_data)
{
  Watch *watch = user_data;

  gtk_progress_bar_set_fraction (watch->bar, watch->func (watch->job));
  return G_SOURCE_CONTINUE;
}

static void
watch_free (gpointer data)
{
  Watch *watch = data;

  g_source_remove (watch->source);
  g_free (watch);
}

GtkWidget *
ink_job_progress_new (const char *text)
{
  GtkWidget *bar = gtk_progress_bar_new ();

  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (bar), text);
  gtk_progress_bar_set_show_text (GTK_PROGRESS_BAR (bar), TRUE);
  gtk_widget_set_visible (bar, FALSE);
  return bar;
}

void
ink_job_progress_watch (GtkProgressBar *bar, InkProgressFunc func,
                        gpointer job)
{
  Watch *watch = NULL;

  if (func != NULL)
    {
      watch = g_new0 (Watch, 1);
      *watch = (Watch) { .bar = bar, .func = func, .job = job };
      watch->source = g_timeout_add (INTERVAL, ask_cb, watch);
    }
  gtk_progress_bar_set_fraction (bar, 0);
  g_object_set_data_full (G_OBJECT (bar), KEY, watch, watch_free);
}
