/* The page Cross-validate. While a run is under way it looks ten times a second
 * at what the worker has put down. The results of the run before stay until a
 * fold of the next one has ended, and those of a run that is cancelled or fails
 * stay as far as they came. */
#include "ui/cross-validate/page-cross-validate.h"

#include <adwaita.h>
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/file.h"
#include "ui/cross-validate/cross-validate-form.h"
#include "ui/cross-validate/cross-validate-panel.h"
#include "ui/cross-validate/cross-validate-view.h"
#include "ui/cross-validate/cross-validate-words.h"
#include "ui/file-chooser.h"
#include "ui/shortcuts.h"

#define POLL_MILLISECONDS 100
/* Of the work, before which nobody can tell how long the rest takes. */
#define TELLING 0.02

struct _InkPageCrossValidate
{
  GtkWidget parent_instance;
  InkWorkbench *workbench;
  GtkWidget *box;
  InkCrossValidateForm *form;
  InkCrossValidatePanel *panel;
  GtkStack *stack; /* "empty", "view" */
  InkCrossValidateView *view;
  GtkFileChooserNative *chooser;

  /* Of the run under way. */
  GCancellable *cancellable; /* NULL: none */
  InkCrossValidateProgress *progress;
  guint poll_source;
  char *what; /* "LeNet-5 on MNIST" */
  InkCrossValidationOptions options;
  InkFigure figure; /* of the curve */
  gboolean begun;   /* the view shows it */

  /* What is shown. */
  InkCrossValidation *result;
  char *curve_json;
};

G_DEFINE_FINAL_TYPE (InkPageCrossValidate, ink_page_cross_validate,
                     GTK_TYPE_WIDGET)

static gboolean
is_busy (InkPageCrossValidate *self)
{
  return self->cancellable != NULL;
}

/* --- What is there to do --- */

static void
update_actions (InkPageCrossValidate *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  InkCrossValidateRequest request;

  gtk_widget_action_set_enabled (
      widget, "cross-validate.start",
      !is_busy (self)
          && ink_cross_validate_form_get (self->form, &request, NULL));
  gtk_widget_action_set_enabled (
      widget, "cross-validate.cancel",
      is_busy (self) && !g_cancellable_is_cancelled (self->cancellable));
  gtk_widget_action_set_enabled (widget, "cross-validate.export",
                                 !is_busy (self) && self->result != NULL);
}

/* What Start would do, or why it would not. */
static void
show_ready (InkPageCrossValidate *self)
{
  InkCrossValidateRequest request;
  g_autoptr (GError) error = NULL;
  g_autofree char *what = ink_cross_validate_form_describe (self->form);
  g_autofree char *text = NULL;

  if (!ink_cross_validate_form_get (self->form, &request, &error))
    {
      ink_cross_validate_panel_show (self->panel, "Not ready", error->message);
      return;
    }
  text = g_strdup_printf (
      "%s: %u models, each measured on what it has not seen%s.", what,
      request.options.n_folds * request.options.n_repeats,
      request.n_fractions > 0 ? ", then the learning curve" : "");
  ink_cross_validate_panel_show (self->panel, "Ready", text);
}

static void
form_changed_cb (InkPageCrossValidate *self)
{
  if (is_busy (self))
    return;
  show_ready (self);
  update_actions (self);
}

/* --- A run under way --- */

static void
show_begin (InkPageCrossValidate *self)
{
  if (self->begun)
    return;
  self->begun = TRUE;
  g_clear_pointer (&self->result, ink_cross_validation_unref);
  g_clear_pointer (&self->curve_json, g_free);
  ink_cross_validate_view_begin (self->view, self->what, &self->options);
  gtk_stack_set_visible_child_name (self->stack, "view");
}

/* Takes what it is given, but for the news itself. */
static void
show_news (InkPageCrossValidate *self, InkCrossValidateNews *news)
{
  if (news->folds->len > 0 || news->validation != NULL)
    show_begin (self);
  for (guint i = 0; i < news->folds->len; i++)
    ink_cross_validate_view_add (
        self->view, &g_array_index (news->folds, InkFoldResult, i));
  if (news->validation != NULL)
    {
      self->result = g_steal_pointer (&news->validation);
      ink_cross_validate_view_show (self->view, self->result,
                                    (const char *const *) news->facts);
    }
  if (news->points != NULL)
    {
      self->curve_json = g_steal_pointer (&news->curve_json);
      ink_cross_validate_view_show_curve (self->view, news->points,
                                          news->n_points, self->figure);
    }
}

static void
show_progress (InkPageCrossValidate *self, const InkCrossValidateNews *news)
{
  g_autofree char *heading = ink_cross_validate_heading (
      news, g_cancellable_is_cancelled (self->cancellable));
  const double elapsed
      = news->began == 0 ? NAN
                         : (double) (g_get_monotonic_time () - news->began)
                               / G_USEC_PER_SEC;
  const double left = news->fraction < TELLING
                          ? NAN
                          : elapsed * (1 - news->fraction) / news->fraction;

  ink_cross_validate_panel_show_progress (self->panel, heading, news->fraction,
                                          elapsed, left);
}

static gboolean
poll_cb (gpointer user_data)
{
  InkPageCrossValidate *self = user_data;
  g_auto (InkCrossValidateNews) news = { 0 };

  ink_cross_validate_progress_take (self->progress, &news);
  show_news (self, &news);
  show_progress (self, &news);
  return G_SOURCE_CONTINUE;
}

/* --- Its end --- */

/* Also where another page is on. */
static void
tell (InkPageCrossValidate *self, const char *heading, const char *text)
{
  g_autofree char *message = NULL;

  ink_cross_validate_panel_show (self->panel, heading, text);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  message = g_strdup_printf ("Cross-validation: %s", text);
  ink_workbench_say (self->workbench, message);
}

static void
end_run (InkPageCrossValidate *self)
{
  g_clear_handle_id (&self->poll_source, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->progress, ink_cross_validate_progress_unref);
  ink_cross_validate_form_set_running (self->form, FALSE);
  ink_cross_validate_panel_set_running (self->panel, FALSE);
  update_actions (self);
}

/* The worker may outlive the page, but not the program. */
typedef struct
{
  GWeakRef page;
  GApplication *application; /* (nullable): held */
} Ending;

static Ending *
ending_new (InkPageCrossValidate *self)
{
  Ending *ending = g_new0 (Ending, 1);

  g_weak_ref_init (&ending->page, self);
  ending->application = g_application_get_default ();
  if (ending->application != NULL)
    g_application_hold (g_object_ref (ending->application));
  return ending;
}

static InkPageCrossValidate *
ending_take (Ending *ending)
{
  InkPageCrossValidate *self = g_weak_ref_get (&ending->page);

  g_weak_ref_clear (&ending->page);
  if (ending->application != NULL)
    {
      g_application_release (ending->application);
      g_object_unref (ending->application);
    }
  g_free (ending);
  return self;
}

static void
ended_cb (GObject *source, GAsyncResult *async, gpointer user_data)
{
  g_autoptr (InkPageCrossValidate) self = ending_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (InkCrossValidateNews) news = { 0 };

  ink_cross_validate_finish (async, &error);
  if (self == NULL || !is_busy (self)) /* gone meanwhile */
    return;
  ink_cross_validate_progress_take (self->progress, &news);
  show_news (self, &news);
  text = ink_cross_validate_end_text (&news, error, self->what,
                                      &self->options);
  tell (self, ink_cross_validate_end_heading (error), text);
  end_run (self);
}

void
ink_page_cross_validate_start (InkPageCrossValidate *self)
{
  InkCrossValidateRequest request;

  g_return_if_fail (INK_IS_PAGE_CROSS_VALIDATE (self));

  ink_cross_validate_form_commit (self->form);
  if (is_busy (self)
      || !ink_cross_validate_form_get (self->form, &request, NULL))
    return;
  g_free (self->what);
  self->what = ink_cross_validate_form_describe (self->form);
  self->options = request.options;
  self->figure = request.figure;
  self->begun = FALSE;
  self->cancellable = g_cancellable_new ();
  self->progress = ink_cross_validate_progress_new ();
  self->poll_source = g_timeout_add (POLL_MILLISECONDS, poll_cb, self);
  ink_cross_validate_form_set_running (self->form, TRUE);
  ink_cross_validate_panel_set_running (self->panel, TRUE);
  ink_cross_validate_async (&request, self->progress, self->cancellable,
                            ended_cb, ending_new (self));
  update_actions (self);
  poll_cb (self);
}

void
ink_page_cross_validate_cancel (InkPageCrossValidate *self)
{
  g_return_if_fail (INK_IS_PAGE_CROSS_VALIDATE (self));

  if (!is_busy (self))
    return;
  g_cancellable_cancel (self->cancellable);
  update_actions (self);
  poll_cb (self);
}

gboolean
ink_page_cross_validate_is_busy (InkPageCrossValidate *self)
{
  g_return_val_if_fail (INK_IS_PAGE_CROSS_VALIDATE (self), FALSE);
  return is_busy (self);
}

InkCrossValidation *
ink_page_cross_validate_get_result (InkPageCrossValidate *self)
{
  g_return_val_if_fail (INK_IS_PAGE_CROSS_VALIDATE (self), NULL);
  return self->result;
}

void
ink_page_cross_validate_set_request (InkPageCrossValidate *self,
                                     const InkCrossValidateRequest *request)
{
  g_return_if_fail (INK_IS_PAGE_CROSS_VALIDATE (self));
  if (!is_busy (self))
    ink_cross_validate_form_set (self->form, request);
}

/* --- Export --- */

gboolean
ink_page_cross_validate_export (InkPageCrossValidate *self, const char *path,
                                GError **error)
{
  g_autofree char *json = NULL;

  g_return_val_if_fail (INK_IS_PAGE_CROSS_VALIDATE (self), FALSE);

  if (self->result == NULL)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "%s: expected a whole cross-validation to export, "
                          "found none",
                          path);
  json = ink_cross_validate_whole_json (self->result, self->curve_json);
  return ink_file_replace (path, json, strlen (json), error);
}

static void
export_chosen_cb (gpointer user_data, GFile *file)
{
  InkPageCrossValidate *self = user_data;
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *message = NULL;

  if (path == NULL)
    {
      ink_workbench_say (self->workbench,
                         "Expected a file of this machine, found a remote one");
      return;
    }
  if (!ink_page_cross_validate_export (self, path, &error))
    {
      ink_workbench_say (self->workbench, error->message);
      return;
    }
  name = g_filename_display_basename (path);
  message = g_strdup_printf ("Exported to %s", name);
  ink_workbench_say (self->workbench, message);
}

static void
export_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const InkFileQuestion question
      = { "Export Cross-Validation", "_Export", GTK_FILE_CHOOSER_ACTION_SAVE };
  InkPageCrossValidate *self = INK_PAGE_CROSS_VALIDATE (widget);
  GtkFileChooser *chooser = ink_file_chooser_ask (
      &self->chooser, widget, &question, export_chosen_cb);

  if (chooser == NULL)
    return;
  gtk_file_chooser_set_current_name (chooser, "cross-validation.json");
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* --- The page --- */

/* The keys are for the page in sight. */
static void
start_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (gtk_widget_get_mapped (widget))
    ink_page_cross_validate_start (INK_PAGE_CROSS_VALIDATE (widget));
}

static void
cancel_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (gtk_widget_get_mapped (widget))
    ink_page_cross_validate_cancel (INK_PAGE_CROSS_VALIDATE (widget));
}

static void
message_cb (InkPageCrossValidate *self, const char *message)
{
  ink_workbench_say (self->workbench, message);
}

static void
ink_page_cross_validate_dispose (GObject *object)
{
  InkPageCrossValidate *self = INK_PAGE_CROSS_VALIDATE (object);

  g_clear_handle_id (&self->poll_source, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->progress, ink_cross_validate_progress_unref);
  ink_file_chooser_clear (&self->chooser);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->result, ink_cross_validation_unref);
  g_clear_pointer (&self->curve_json, g_free);
  g_clear_pointer (&self->what, g_free);
  g_clear_object (&self->workbench);
  G_OBJECT_CLASS (ink_page_cross_validate_parent_class)->dispose (object);
}

static void
ink_page_cross_validate_class_init (InkPageCrossValidateClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ink_page_cross_validate_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "cross-validate.start", NULL,
                                   start_action);
  gtk_widget_class_install_action (widget_class, "cross-validate.cancel", NULL,
                                   cancel_action);
  gtk_widget_class_install_action (widget_class, "cross-validate.export", NULL,
                                   export_action);
}

static void
ink_page_cross_validate_init (InkPageCrossValidate *self)
{
  static const InkShortcut shortcuts[]
      = { { GDK_KEY_Return, "cross-validate.start" },
          { GDK_KEY_period, "cross-validate.cancel" } };

  ink_shortcuts_add (GTK_WIDGET (self), shortcuts, G_N_ELEMENTS (shortcuts));
}

static GtkWidget *
make_empty (void)
{
  GtkWidget *widget = adw_status_page_new ();
  AdwStatusPage *page = ADW_STATUS_PAGE (widget);

  adw_status_page_set_icon_name (page, "ink-cross-validate-symbolic");
  adw_status_page_set_title (page, "No Folds Yet");
  adw_status_page_set_description (
      page, "Every example is held out once, and read by a model that has not "
            "seen it. What comes of it is no single figure but its mean and "
            "how far it moves from fold to fold.");
  return widget;
}

static GtkWidget *
make_right_side (InkPageCrossValidate *self)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *panel = ink_cross_validate_panel_new ();
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *view = ink_cross_validate_view_new ();

  self->panel = INK_CROSS_VALIDATE_PANEL (panel);
  self->stack = GTK_STACK (stack);
  self->view = INK_CROSS_VALIDATE_VIEW (view);
  gtk_stack_add_named (self->stack, make_empty (), "empty");
  gtk_stack_add_named (self->stack, view, "view");
  gtk_widget_set_vexpand (stack, TRUE);
  gtk_widget_set_margin_top (panel, 18);
  gtk_widget_set_margin_start (panel, 6);
  gtk_widget_set_margin_end (panel, 18);
  gtk_box_append (GTK_BOX (side), panel);
  gtk_box_append (GTK_BOX (side), stack);
  gtk_widget_set_hexpand (side, TRUE);
  return side;
}

GtkWidget *
ink_page_cross_validate_new (InkWorkbench *workbench)
{
  InkPageCrossValidate *self
      = g_object_new (INK_TYPE_PAGE_CROSS_VALIDATE, NULL);
  GtkWidget *form = ink_cross_validate_form_new (workbench);

  self->workbench = g_object_ref (workbench);
  self->form = INK_CROSS_VALIDATE_FORM (form);
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_append (GTK_BOX (self->box), form);
  gtk_box_append (GTK_BOX (self->box), make_right_side (self));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  g_signal_connect_swapped (form, "changed", G_CALLBACK (form_changed_cb),
                            self);
  g_signal_connect_swapped (self->view, "message", G_CALLBACK (message_cb),
                            self);
  form_changed_cb (self);
  return GTK_WIDGET (self);
}
