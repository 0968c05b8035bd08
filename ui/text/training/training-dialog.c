/* The steps of a training. The worker may outlive the window, which it knows by
 * a weak reference alone; going back or closing the window cancels it. */
#include "ui/text/training/training-dialog.h"

#include <string.h>

#include "core/data/dataset.h"
#include "ui/text/training/missing-page.h"
#include "ui/text/training/options-page.h"
#include "ui/text/training/preview-page.h"
#include "ui/text/training/progress-page.h"
#include "ui/text/training/result-page.h"
#include "ui/text/training/training-job.h"
#include "ui/weak.h"

#define POLL_MILLISECONDS 50
#define WIDTH 960
#define HEIGHT 620

typedef enum
{
  STEP_MISSING,
  STEP_PREVIEW,
  STEP_OPTIONS,
  STEP_PROGRESS,
  STEP_RESULT,
  STEP_FAILED,
  N_STEPS,
} Step;

struct _InkTrainingDialog
{
  AdwWindow parent_instance;
  InkWorkbench *workbench;
  char *path;
  Step step;
  GtkStack *stack;
  AdwWindowTitle *title;
  GtkWidget *back;
  GtkWidget *next;
  GtkWidget *evaluate;
  InkPreviewPage *preview;
  InkOptionsPage *options;
  InkProgressPage *progress_page;
  InkResultPage *result;
  AdwStatusPage *failure;

  InkTextChoice *choice; /* of the training under way or done */
  InkTrainingProgress *progress;
  GCancellable *cancellable; /* while it trains */
  guint poll_source;
  InkTextTraining *training; /* done */
  InkModelEntry *entry;      /* of its model */
};

G_DEFINE_FINAL_TYPE (InkTrainingDialog, ink_training_dialog, ADW_TYPE_WINDOW)

static const struct
{
  const char *name;
  const char *subtitle;
  const char *back;
  const char *next; /* NULL: there is no way on */
} steps[N_STEPS] = {
  [STEP_MISSING] = { "missing", "Download", "_Cancel", NULL },
  [STEP_PREVIEW] = { "preview", "Preview", "_Cancel", "_Next" },
  [STEP_OPTIONS] = { "options", "Options", "_Back", "_Train" },
  [STEP_PROGRESS] = { "progress", "Training", "_Cancel", NULL },
  [STEP_RESULT] = { "result", "Result", "_Back", "_Use It" },
  [STEP_FAILED] = { "failed", "Not trained", "_Back", NULL },
};

/* --- Steps --- */

static gboolean
may_go_on (InkTrainingDialog *self)
{
  InkTrainingOptions options;

  if (self->step == STEP_PREVIEW)
    return ink_preview_page_is_ready (self->preview);
  if (self->step == STEP_OPTIONS)
    return ink_options_page_get (self->options, &options, NULL);
  return steps[self->step].next != NULL;
}

/* Return goes on, and does not cancel, as long as nothing else was chosen. */
static void
update_buttons (InkTrainingDialog *self)
{
  const gboolean may = may_go_on (self);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  gtk_widget_set_sensitive (self->next, may);
  if (may && self->step == STEP_PREVIEW
      && (focus == NULL || focus == self->back))
    gtk_widget_grab_focus (self->next);
}

/* Whether there is something that the model has not seen. */
static gboolean
can_evaluate (InkTrainingDialog *self)
{
  return self->training->evaluation != NULL
         || (self->choice->held_out == 0 && self->training->has_splits);
}

static void
show_step (InkTrainingDialog *self, Step step)
{
  const gboolean result = step == STEP_RESULT;

  self->step = step;
  gtk_stack_set_visible_child_name (self->stack, steps[step].name);
  adw_window_title_set_subtitle (self->title, steps[step].subtitle);
  gtk_button_set_label (GTK_BUTTON (self->back), steps[step].back);
  gtk_widget_set_visible (self->next, steps[step].next != NULL);
  if (steps[step].next != NULL)
    gtk_button_set_label (GTK_BUTTON (self->next), steps[step].next);
  gtk_widget_set_visible (self->evaluate, result && can_evaluate (self));
  update_buttons (self);
  if (steps[step].next != NULL)
    gtk_window_set_default_widget (GTK_WINDOW (self), self->next);
}

static void
fail (InkTrainingDialog *self, const GError *error)
{
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (self->failure, escaped);
  show_step (self, STEP_FAILED);
  gtk_widget_grab_focus (self->back);
}

/* --- Training --- */

static gboolean
poll_cb (gpointer user_data)
{
  InkTrainingDialog *self = user_data;
  const InkTrainingState state = ink_training_progress_get (self->progress);

  ink_progress_page_show (self->progress_page, &state);
  return G_SOURCE_CONTINUE;
}

static void
stop_training (InkTrainingDialog *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->poll_source, g_source_remove);
  g_clear_pointer (&self->progress, ink_training_progress_unref);
}

/* The model is on offer from now on, whatever one does with the window. */
static void
take_training (InkTrainingDialog *self, InkTextTraining *training)
{
  g_clear_pointer (&self->training, ink_text_training_free);
  self->training = training;
  g_set_object (&self->entry,
                ink_workbench_add_model (self->workbench, training->model,
                                         training->title));
  if (training->path != NULL)
    ink_model_entry_set_path (self->entry, training->path);
  if (training->warning != NULL)
    ink_workbench_say (self->workbench, training->warning);
  ink_result_page_show (self->result, training);
  show_step (self, STEP_RESULT);
  gtk_widget_grab_focus (self->next);
}

typedef struct
{
  GWeakRef *dialog;
  GCancellable *cancellable; /* tells this training from one before */
} Waiting;

static void
trained_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Waiting *waiting = user_data;
  g_autoptr (InkTrainingDialog) self = ink_weak_take (waiting->dialog);
  g_autoptr (GCancellable) cancellable = waiting->cancellable;
  g_autoptr (GError) error = NULL;
  g_autoptr (InkTextTraining) training
      = ink_text_training_finish (result, &error);

  g_free (waiting);
  if (self == NULL || self->cancellable != cancellable)
    return; /* closed or gone back meanwhile */
  stop_training (self);
  if (training != NULL)
    take_training (self, g_steal_pointer (&training));
  else
    fail (self, error);
}

static void
start_training (InkTrainingDialog *self)
{
  InkTrainingOptions options;
  InkTrainingRequest request;
  Waiting *waiting;

  if (!ink_options_page_get (self->options, &options, NULL))
    {
      update_buttons (self);
      return;
    }
  ink_text_choice_free (self->choice);
  self->choice = ink_text_choice_copy (
      ink_preview_page_get_choice (self->preview));
  self->choice->held_out = options.held_out;
  self->choice->seed = options.seed;
  request = (InkTrainingRequest) { self->choice, &options.bayes,
                                   options.calibrate, options.recipe };
  self->cancellable = g_cancellable_new ();
  self->progress = ink_training_progress_new ();
  self->poll_source = g_timeout_add (POLL_MILLISECONDS, poll_cb, self);
  waiting = g_new (Waiting, 1);
  *waiting = (Waiting) { ink_weak_new (self),
                         g_object_ref (self->cancellable) };
  poll_cb (self);
  show_step (self, STEP_PROGRESS);
  ink_text_training_async (&request, self->progress, self->cancellable,
                           trained_cb, waiting);
}

/* --- With the result --- */

static void
use (InkTrainingDialog *self)
{
  ink_workbench_set_text_model (self->workbench, self->entry);
  gtk_window_close (GTK_WINDOW (self));
}

void
ink_training_dialog_evaluate (InkTrainingDialog *self)
{
  GtkWindow *parent;
  g_autoptr (GVariant) choice = NULL;

  g_return_if_fail (INK_IS_TRAINING_DIALOG (self));
  g_return_if_fail (self->step == STEP_RESULT);

  parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  choice = g_variant_ref_sink (ink_text_choice_to_variant (self->choice));
  ink_workbench_set_text_model (self->workbench, self->entry);
  if (parent != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (parent),
                                        "win.evaluate-texts", choice);
  gtk_window_close (GTK_WINDOW (self));
}

/* --- To and fro --- */

void
ink_training_dialog_next (InkTrainingDialog *self)
{
  g_return_if_fail (INK_IS_TRAINING_DIALOG (self));

  if (!may_go_on (self))
    return;
  if (self->step == STEP_PREVIEW)
    show_step (self, STEP_OPTIONS);
  else if (self->step == STEP_OPTIONS)
    start_training (self);
  else
    use (self);
}

void
ink_training_dialog_back (InkTrainingDialog *self)
{
  g_return_if_fail (INK_IS_TRAINING_DIALOG (self));

  stop_training (self);
  if (self->step <= STEP_PREVIEW)
    gtk_window_close (GTK_WINDOW (self));
  else
    show_step (self, self->step == STEP_OPTIONS ? STEP_PREVIEW : STEP_OPTIONS);
}

const char *
ink_training_dialog_get_step (InkTrainingDialog *self)
{
  g_return_val_if_fail (INK_IS_TRAINING_DIALOG (self), NULL);
  return steps[self->step].name;
}

/* --- Data that is not there yet --- */

/* (nullable): what @name is the name of. */
static const InkKnownDataset *
find_known (const char *name)
{
  guint n;
  const InkKnownDataset *known = ink_dataset_known_texts (&n);

  for (guint i = 0; i < n; i++)
    if (strcmp (known[i].name, name) == 0)
      return &known[i];
  return NULL;
}

static void
data_changed_cb (InkTrainingDialog *self)
{
  if (self->step != STEP_MISSING || !ink_dataset_is_installed (self->path))
    return;
  ink_preview_page_look_again (self->preview);
  show_step (self, STEP_PREVIEW);
}

/* --- The window --- */

static void
ink_training_dialog_dispose (GObject *object)
{
  InkTrainingDialog *self = INK_TRAINING_DIALOG (object);

  stop_training (self);
  if (self->workbench != NULL)
    g_signal_handlers_disconnect_by_data (self->workbench, self);
  if (self->preview != NULL)
    g_signal_handlers_disconnect_by_data (self->preview, self);
  if (self->options != NULL)
    g_signal_handlers_disconnect_by_data (self->options, self);
  self->preview = NULL;
  self->options = NULL;
  g_clear_pointer (&self->training, ink_text_training_free);
  g_clear_pointer (&self->choice, ink_text_choice_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_object (&self->entry);
  g_clear_object (&self->workbench);
  G_OBJECT_CLASS (ink_training_dialog_parent_class)->dispose (object);
}

static void
ink_training_dialog_class_init (InkTrainingDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_training_dialog_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass),
                                       GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
ink_training_dialog_init (InkTrainingDialog *self)
{
}

static GtkWidget *
make_button (InkTrainingDialog *self, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_swapped (button, "clicked", clicked, self);
  return button;
}

static GtkWidget *
make_header (InkTrainingDialog *self)
{
  GtkWidget *widget = adw_header_bar_new ();
  AdwHeaderBar *header = ADW_HEADER_BAR (widget);
  const InkKnownDataset *known = find_known (self->path);
  g_autofree char *name = g_path_get_basename (self->path);
  g_autofree char *shown = known != NULL ? g_strdup (known->title)
                                         : g_filename_display_name (name);
  g_autofree char *title = g_strdup_printf ("Train on %s", shown);

  self->title = ADW_WINDOW_TITLE (adw_window_title_new (title, NULL));
  self->back = make_button (self, "_Cancel",
                            G_CALLBACK (ink_training_dialog_back));
  self->next = make_button (self, "_Next",
                            G_CALLBACK (ink_training_dialog_next));
  self->evaluate = make_button (self, "_Evaluate…",
                                G_CALLBACK (ink_training_dialog_evaluate));
  gtk_widget_add_css_class (self->next, "suggested-action");
  gtk_widget_set_tooltip_text (self->next, NULL);
  gtk_widget_set_tooltip_text (self->evaluate,
                               "Every figure and chart of what was held out");
  adw_header_bar_set_show_start_title_buttons (header, FALSE);
  adw_header_bar_set_show_end_title_buttons (header, FALSE);
  adw_header_bar_set_title_widget (header, GTK_WIDGET (self->title));
  adw_header_bar_pack_start (header, self->back);
  adw_header_bar_pack_end (header, self->next);
  adw_header_bar_pack_end (header, self->evaluate);
  gtk_window_set_title (GTK_WINDOW (self), title);
  return widget;
}

static GtkWidget *
make_failed (InkTrainingDialog *self)
{
  GtkWidget *page = adw_status_page_new ();

  self->failure = ADW_STATUS_PAGE (page);
  adw_status_page_set_icon_name (self->failure, "dialog-warning-symbolic");
  adw_status_page_set_title (self->failure, "Nothing Was Learned");
  return page;
}

static GtkWidget *
make_content (InkTrainingDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *pages[N_STEPS] = {
    [STEP_MISSING] = ink_missing_page_new (self->workbench,
                                            find_known (self->path)),
    [STEP_PREVIEW] = ink_preview_page_new (self->path),
    [STEP_OPTIONS] = ink_options_page_new (),
    [STEP_PROGRESS] = ink_progress_page_new (),
    [STEP_RESULT] = ink_result_page_new (),
    [STEP_FAILED] = make_failed (self),
  };

  self->preview = INK_PREVIEW_PAGE (pages[STEP_PREVIEW]);
  self->options = INK_OPTIONS_PAGE (pages[STEP_OPTIONS]);
  self->progress_page = INK_PROGRESS_PAGE (pages[STEP_PROGRESS]);
  self->result = INK_RESULT_PAGE (pages[STEP_RESULT]);
  self->stack = GTK_STACK (gtk_stack_new ());
  for (guint i = 0; i < N_STEPS; i++)
    gtk_stack_add_named (self->stack, pages[i], steps[i].name);
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  g_signal_connect_swapped (self->preview, "changed",
                            G_CALLBACK (update_buttons), self);
  g_signal_connect_swapped (self->options, "changed",
                            G_CALLBACK (update_buttons), self);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  return box;
}

InkTrainingDialog *
ink_training_dialog_present (GtkWindow *parent, InkWorkbench *workbench,
                             const char *path)
{
  InkTrainingDialog *self = g_object_new (INK_TYPE_TRAINING_DIALOG, NULL);

  self->workbench = g_object_ref (workbench);
  self->path = g_strdup (path);
  adw_window_set_content (ADW_WINDOW (self), make_content (self));
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
  if (parent != NULL)
    gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_set_modal (GTK_WINDOW (self), parent != NULL);
  g_signal_connect_swapped (workbench, "data-changed",
                            G_CALLBACK (data_changed_cb), self);
  show_step (self, find_known (path) != NULL && !ink_dataset_is_installed (path)
                       ? STEP_MISSING
                       : STEP_PREVIEW);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
