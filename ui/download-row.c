/* The offer to download a data set. The download runs in a GTask's thread; how
 * far it is goes into two numbers under a mutex, which the main thread looks
 * at ten times a second. The row may be gone before the download has ended:
 * the worker owns what it touches. */
#include "ui/download-row.h"

#include <pthread.h>

#include "core/data/dataset.h"
#include "ui/weak.h"

typedef struct
{
  char *name;
  pthread_mutex_t lock;
  guint64 done, total; /* under lock */
} Download;

struct _InkDownloadRow
{
  AdwActionRow parent_instance;
  InkWorkbench *workbench;
  const char *name;
  GtkWidget *button;
  GtkWidget *progress;
  GTask *task; /* NULL when none is under way */
  guint poll_source;
};

G_DEFINE_FINAL_TYPE (InkDownloadRow, ink_download_row, ADW_TYPE_ACTION_ROW)

static Download *
download_new (const char *name)
{
  Download *download = g_new0 (Download, 1);

  download->name = g_strdup (name);
  pthread_mutex_init (&download->lock, NULL);
  return download;
}

static void
download_free (gpointer data)
{
  Download *download = data;

  pthread_mutex_destroy (&download->lock);
  g_free (download->name);
  g_free (download);
}

static void
progress_worker (const char *what, guint64 done, guint64 total,
                 gpointer user_data)
{
  Download *download = user_data;

  pthread_mutex_lock (&download->lock);
  download->done = done;
  download->total = total;
  pthread_mutex_unlock (&download->lock);
}

static void
download_worker (GTask *task, gpointer source, gpointer data,
                 GCancellable *cancellable)
{
  Download *download = data;
  GError *error = NULL;

  if (ink_dataset_get (download->name, NULL, progress_worker, download, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
update (InkDownloadRow *self)
{
  const gboolean missing
      = self->name != NULL && !ink_dataset_is_installed (self->name);
  const gboolean busy = self->task != NULL;
  const gboolean own
      = missing && g_strcmp0 (self->name, "my-digits") == 0; /* no source */

  gtk_widget_set_visible (GTK_WIDGET (self), missing || busy);
  gtk_widget_set_visible (self->button, !busy && !own);
  gtk_widget_set_visible (self->progress, busy);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 own    ? "No drawing is kept yet"
                                 : busy ? "Downloading"
                                        : "Not installed");
  if (!busy)
    adw_action_row_set_subtitle (
        ADW_ACTION_ROW (self), own ? "Say on the page Draw what one is" : "");
}

static gboolean
poll_cb (gpointer user_data)
{
  InkDownloadRow *self = user_data;
  Download *download = g_task_get_task_data (self->task);
  guint64 done, total;
  g_autofree char *text = NULL;

  pthread_mutex_lock (&download->lock);
  done = download->done;
  total = download->total;
  pthread_mutex_unlock (&download->lock);

  text = g_format_size (done);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), done > 0 ? text : "");
  if (total > 0)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress),
                                   (double) done / (double) total);
  else
    gtk_progress_bar_pulse (GTK_PROGRESS_BAR (self->progress));
  return G_SOURCE_CONTINUE;
}

static void
downloaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (InkDownloadRow) self = ink_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  const gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  if (self == NULL) /* gone meanwhile; the data is there all the same */
    return;
  g_clear_handle_id (&self->poll_source, g_source_remove);
  g_clear_object (&self->task);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), "");
  update (self);
  if (done)
    ink_workbench_data_changed (self->workbench);
  else
    ink_workbench_say (self->workbench, error->message);
}

static void
clicked_cb (InkDownloadRow *self)
{
  if (self->task != NULL)
    return;
  self->task = g_task_new (NULL, NULL, downloaded_cb, ink_weak_new (self));
  g_task_set_task_data (self->task, download_new (self->name), download_free);
  g_task_run_in_thread (self->task, download_worker);
  self->poll_source = g_timeout_add (100, poll_cb, self);
  update (self);
}

static void
ink_download_row_dispose (GObject *object)
{
  InkDownloadRow *self = INK_DOWNLOAD_ROW (object);

  g_clear_handle_id (&self->poll_source, g_source_remove);
  if (self->workbench != NULL)
    g_signal_handlers_disconnect_by_data (self->workbench, self);
  g_clear_object (&self->workbench);
  g_clear_object (&self->task);
  G_OBJECT_CLASS (ink_download_row_parent_class)->dispose (object);
}

static void
ink_download_row_class_init (InkDownloadRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_download_row_dispose;
}

static void
ink_download_row_init (InkDownloadRow *self)
{
  self->button = gtk_button_new_with_label ("Download");
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb),
                            self);
  self->progress = gtk_progress_bar_new ();
  gtk_widget_set_valign (self->progress, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (self->progress, 120, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->button);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->progress);
  update (self);
}

GtkWidget *
ink_download_row_new (void)
{
  return g_object_new (INK_TYPE_DOWNLOAD_ROW, NULL);
}

void
ink_download_row_set_workbench (InkDownloadRow *self, InkWorkbench *workbench)
{
  g_return_if_fail (INK_IS_DOWNLOAD_ROW (self));
  g_return_if_fail (self->workbench == NULL);

  self->workbench = g_object_ref (workbench);
  g_signal_connect_swapped (workbench, "data-changed", G_CALLBACK (update),
                            self);
}

void
ink_download_row_set_data (InkDownloadRow *self, const char *name)
{
  g_return_if_fail (INK_IS_DOWNLOAD_ROW (self));
  self->name = name;
  update (self);
}
