/* Teaching, from asking to keeping. The worker may outlive the window, which
 * it knows by a weak reference alone; closing the window cancels it. */
#include "ui/draw/teach-dialog.h"

#include "core/base/error.h"
#include "core/data/dataset.h"
#include "core/store/my-digits.h"
#include "ui/download-row.h"
#include "ui/draw/teach-base.h"
#include "ui/draw/teach-job.h"
#include "ui/draw/teach-result.h"
#include "ui/kept-models.h"
#include "ui/weak.h"

#define REPLAY_DATA "mnist"
#define SEED 1
#define POLL_MILLISECONDS 50

struct _InkTeachDialog
{
  AdwWindow parent_instance;
  InkWorkbench *workbench;
  InkModelEntry *base;
  GtkStack *stack;
  AdwWindowTitle *title;
  GtkButton *dismiss; /* Cancel, Discard or Close */
  GtkWidget *keep;
  GtkWidget *bar;
  InkTeachResultView *view;
  AdwStatusPage *failure;

  InkTeachProgress *progress;
  GCancellable *cancellable; /* while it is taught */
  guint poll_source;
  InkTaught *taught;
};

G_DEFINE_FINAL_TYPE (InkTeachDialog, ink_teach_dialog, ADW_TYPE_WINDOW)

static void
show_state (InkTeachDialog *self, const char *state, const char *dismiss)
{
  gtk_stack_set_visible_child_name (self->stack, state);
  gtk_button_set_label (self->dismiss, dismiss);
  gtk_widget_set_visible (self->keep, g_strcmp0 (state, "result") == 0);
  if (gtk_widget_get_visible (self->keep))
    gtk_window_set_default_widget (GTK_WINDOW (self), self->keep);
}

static void
fail (InkTeachDialog *self, const char *message)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);

  adw_status_page_set_description (self->failure, escaped);
  show_state (self, "failed", "_Close");
}

/* --- Working --- */

static gboolean
poll_cb (gpointer user_data)
{
  InkTeachDialog *self = user_data;

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar),
                                 ink_teach_progress_get (self->progress));
  return G_SOURCE_CONTINUE;
}

static void
stop_working (InkTeachDialog *self)
{
  g_clear_handle_id (&self->poll_source, g_source_remove);
  g_clear_object (&self->cancellable);
}

/* Whether the model reads more drawings than before: only then is keeping it
 * what is suggested. */
static gboolean
is_better (const InkTeachResult *result)
{
  const InkTeachScore *score
      = result->left_out.n > 0 ? &result->left_out : &result->own;

  return score->after > score->before;
}

static void
taught_cb (GObject *source, GAsyncResult *async, gpointer user_data)
{
  g_autoptr (InkTeachDialog) self = ink_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  InkTaught *taught = ink_teach_finish (async, &error);

  if (self == NULL || self->cancellable == NULL) /* closed meanwhile */
    {
      ink_taught_free (taught);
      return;
    }
  stop_working (self);
  self->taught = taught;
  if (taught == NULL)
    {
      fail (self, error->message);
      return;
    }
  ink_teach_result_view_show (self->view, taught,
                              ink_model_entry_get_title (self->base),
                              ink_teach_n_taught (ink_model_entry_get_model (
                                  self->base)));
  if (is_better (taught->result))
    gtk_widget_add_css_class (self->keep, "suggested-action");
  show_state (self, "result", "_Discard");
  gtk_widget_grab_focus (self->keep);
}

static void
work (InkTeachDialog *self)
{
  g_autofree char *folder = ink_my_digits_folder ();
  g_autofree char *name = ink_teach_base_name (self->base);
  const InkTeachRequest request = {
    .base = ink_model_entry_get_model (self->base),
    .base_title = name,
    .folder = folder,
    .data = REPLAY_DATA,
    .seed = SEED,
  };

  self->cancellable = g_cancellable_new ();
  self->progress = ink_teach_progress_new ();
  self->poll_source = g_timeout_add (POLL_MILLISECONDS, poll_cb, self);
  show_state (self, "working", "_Cancel");
  ink_teach_async (&request, self->progress, self->cancellable, taught_cb,
                   ink_weak_new (self));
}

/* As soon as there is all it takes. */
static void
start (InkTeachDialog *self)
{
  g_autoptr (GError) error = NULL;

  if (self->cancellable != NULL || self->taught != NULL)
    return;
  self->base = ink_teach_base_find (self->workbench, &error);
  if (self->base == NULL)
    fail (self, error->message);
  else if (!ink_dataset_is_installed (REPLAY_DATA))
    show_state (self, "missing", "_Close");
  else
    work (self);
}

static void
data_changed_cb (InkTeachDialog *self)
{
  if (g_strcmp0 (ink_teach_dialog_get_state (self), "missing") == 0)
    {
      g_clear_object (&self->base);
      start (self);
    }
}

/* --- Keeping --- */

void
ink_teach_dialog_keep (InkTeachDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *message = NULL;
  InkModel *model;
  const char *title;

  g_return_if_fail (INK_IS_TEACH_DIALOG (self));
  g_return_if_fail (self->taught != NULL);

  model = self->taught->result->model;
  title = ink_model_fact (model, "title");
  path = ink_kept_models_save (model, title, &error);
  ink_workbench_choose_digit_model (
      self->workbench, ink_workbench_add_model (self->workbench, model, title));
  message = path != NULL
                ? g_strdup_printf (
                    "“%s” reads from now on; “%s” stays as it is", title,
                    ink_model_entry_get_title (self->base))
                : g_strdup_printf ("The model is there until the window "
                                   "closes, but was not saved: %s",
                                   error->message);
  ink_workbench_say (self->workbench, message);
  gtk_window_close (GTK_WINDOW (self));
}

/* --- The window --- */

static void
ink_teach_dialog_dispose (GObject *object)
{
  InkTeachDialog *self = INK_TEACH_DIALOG (object);

  if (self->workbench != NULL)
    g_signal_handlers_disconnect_by_data (self->workbench, self);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  stop_working (self);
  g_clear_pointer (&self->progress, ink_teach_progress_unref);
  g_clear_pointer (&self->taught, ink_taught_free);
  g_clear_object (&self->base);
  g_clear_object (&self->workbench);
  G_OBJECT_CLASS (ink_teach_dialog_parent_class)->dispose (object);
}

static void
ink_teach_dialog_class_init (InkTeachDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_teach_dialog_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass),
                                       GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
ink_teach_dialog_init (InkTeachDialog *self)
{
}

static GtkWidget *
make_header (InkTeachDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *title = adw_window_title_new ("Teach", NULL);
  GtkWidget *dismiss = gtk_button_new_with_mnemonic ("_Cancel");

  self->title = ADW_WINDOW_TITLE (title);
  self->dismiss = GTK_BUTTON (dismiss);
  self->keep = gtk_button_new_with_mnemonic ("_Keep");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (dismiss), "window.close");
  g_signal_connect_swapped (self->keep, "clicked",
                            G_CALLBACK (ink_teach_dialog_keep), self);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), title);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), dismiss);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->keep);
  return header;
}

static GtkWidget *
make_working (InkTeachDialog *self)
{
  GtkWidget *page = adw_status_page_new ();

  self->bar = gtk_progress_bar_new ();
  gtk_widget_add_css_class (self->bar, "ink-progress");
  gtk_widget_set_size_request (self->bar, 260, -1);
  gtk_widget_set_halign (self->bar, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, "Progress",
                                  -1);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "ink-train-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), "Teaching");
  adw_status_page_set_description (
      ADW_STATUS_PAGE (page),
      "A copy of the model learns your drawings, and goes over MNIST again so "
      "that it does not forget. Each drawing is also left out once, to see "
      "whether the next one will be read.");
  adw_status_page_set_child (ADW_STATUS_PAGE (page), self->bar);
  return page;
}

static GtkWidget *
make_missing (InkTeachDialog *self)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = ink_download_row_new ();

  ink_download_row_set_workbench (INK_DOWNLOAD_ROW (row), self->workbench);
  ink_download_row_set_data (INK_DOWNLOAD_ROW (row), REPLAY_DATA);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page),
                                 "folder-download-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), "MNIST Is Needed");
  adw_status_page_set_description (
      ADW_STATUS_PAGE (page),
      "With your drawings alone the model would forget how others write. "
      "Download MNIST here, or with “inkling-cli data get mnist”.");
  adw_status_page_set_child (ADW_STATUS_PAGE (page), list);
  return page;
}

static GtkWidget *
make_failed (InkTeachDialog *self)
{
  GtkWidget *page = adw_status_page_new ();

  self->failure = ADW_STATUS_PAGE (page);
  adw_status_page_set_icon_name (self->failure, "dialog-warning-symbolic");
  adw_status_page_set_title (self->failure, "Cannot Teach");
  return page;
}

static GtkWidget *
make_content (InkTeachDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *stack = gtk_stack_new ();

  self->stack = GTK_STACK (stack);
  self->view = INK_TEACH_RESULT_VIEW (ink_teach_result_view_new ());
  gtk_stack_add_named (self->stack, make_working (self), "working");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->view), "result");
  gtk_stack_add_named (self->stack, make_missing (self), "missing");
  gtk_stack_add_named (self->stack, make_failed (self), "failed");
  gtk_widget_set_vexpand (stack, TRUE);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), stack);
  return box;
}

InkTeachDialog *
ink_teach_dialog_present (GtkWindow *parent, InkWorkbench *workbench)
{
  InkTeachDialog *self = g_object_new (INK_TYPE_TEACH_DIALOG, NULL);

  self->workbench = g_object_ref (workbench);
  adw_window_set_content (ADW_WINDOW (self), make_content (self));
  gtk_window_set_title (GTK_WINDOW (self), "Teach");
  gtk_window_set_default_size (GTK_WINDOW (self), 560, 470);
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  g_signal_connect_swapped (workbench, "data-changed",
                            G_CALLBACK (data_changed_cb), self);
  start (self);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

const char *
ink_teach_dialog_get_state (InkTeachDialog *self)
{
  g_return_val_if_fail (INK_IS_TEACH_DIALOG (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}
