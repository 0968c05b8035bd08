/* Choosing model B, comparing, and what comes of it. Another choice stops the
 * comparison under way; so does closing the window. */
#include "ui/evaluate/comparison-dialog.h"

#include "ui/job-progress.h"

struct _InkComparisonDialog
{
  AdwWindow parent_instance;
  InkEvaluated *a;
  GtkDropDown *b;
  GtkStack *stack;
  AdwStatusPage *message;
  GtkProgressBar *progress;
  InkComparisonView *view;
  InkComparisonJob *job;
  char *title; /* of the model that is compared */
};

enum
{
  MESSAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkComparisonDialog, ink_comparison_dialog,
                     ADW_TYPE_WINDOW)

static void
show_message (InkComparisonDialog *self, const char *title, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_title (self->message, title);
  adw_status_page_set_description (self->message, escaped);
  gtk_stack_set_visible_child_name (self->stack, "message");
}

static void
stop (InkComparisonDialog *self)
{
  if (self->job != NULL)
    ink_job_progress_watch (self->progress, NULL, NULL);
  g_clear_pointer (&self->job, ink_comparison_job_stop);
}

static double
progress_cb (gpointer job)
{
  return ink_comparison_job_progress (job);
}

static void
done_cb (InkCompared *compared, const GError *error, gpointer user_data)
{
  InkComparisonDialog *self = user_data;

  ink_job_progress_watch (self->progress, NULL, NULL);
  self->job = NULL;
  if (compared == NULL)
    {
      show_message (self, "Cannot Compare", error->message);
      return;
    }
  ink_comparison_view_show (self->view, self->a, self->title, compared);
  gtk_stack_set_visible_child_name (self->stack, "result");
}

static void
compare (InkComparisonDialog *self)
{
  const InkBootstrapOptions bootstrap = {
    .n_resamples = INK_BOOTSTRAP_RESAMPLES,
    .seed = 1,
    .level = self->a->level,
  };
  InkModelEntry *entry = gtk_drop_down_get_selected_item (self->b);
  const InkModel *a = ink_model_entry_get_model (self->a->entry);
  g_autoptr (GError) error = NULL;

  stop (self);
  if (entry == NULL)
    {
      show_message (self, "No Other Model",
                    "None knows the same classes. Train another one: it can "
                    "be compared as soon as it is there.");
      return;
    }
  if (!ink_model_entry_load (entry, ink_model_class (a)->input, &error))
    {
      show_message (self, "Cannot Compare", error->message);
      return;
    }
  g_free (self->title);
  self->title = g_strdup (ink_model_entry_get_title (entry));
  gtk_stack_set_visible_child_name (self->stack, "working");
  self->job = ink_comparison_job_start (self->a,
                                        ink_model_entry_get_model (entry),
                                        &bootstrap, done_cb, self);
  ink_job_progress_watch (self->progress, progress_cb, self->job);
}

static void
cancel_cb (InkComparisonDialog *self)
{
  stop (self);
  show_message (self, "Stopped", "Choose a model to compare with.");
}

const char *
ink_comparison_dialog_get_state (InkComparisonDialog *self)
{
  g_return_val_if_fail (INK_IS_COMPARISON_DIALOG (self), NULL);
  return gtk_stack_get_visible_child_name (self->stack);
}

InkComparisonView *
ink_comparison_dialog_get_view (InkComparisonDialog *self)
{
  g_return_val_if_fail (INK_IS_COMPARISON_DIALOG (self), NULL);
  return self->view;
}

static gboolean
is_other (gpointer item, gpointer user_data)
{
  return item != user_data;
}

/* All models of the kind but A itself. (transfer full) */
static GListModel *
others (InkWorkbench *workbench, InkModelEntry *a)
{
  const InkModel *model = ink_model_entry_get_model (a);
  GListModel *all = ink_model_class (model)->input == INK_INPUT_IMAGE
                        ? ink_workbench_get_digit_models (workbench)
                        : ink_workbench_get_text_models (workbench);
  GtkFilter *filter = GTK_FILTER (
      gtk_custom_filter_new (is_other, g_object_ref (a), g_object_unref));

  return G_LIST_MODEL (
      gtk_filter_list_model_new (g_object_ref (all), filter));
}

/* The first one that knows the same classes, or, of those that are not loaded,
 * may; else none. */
static guint
find_like (GListModel *models, const InkModel *a)
{
  const guint n = g_list_model_get_n_items (models);
  guint unknown = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (InkModelEntry) entry = g_list_model_get_item (models, i);
      const InkModel *model = ink_model_entry_get_model (entry);

      if (model == NULL)
        unknown = MIN (unknown, i);
      else if (g_strv_equal (ink_model_class_names (model),
                             ink_model_class_names (a)))
        return i;
    }
  return unknown;
}

static GtkWidget *
dim_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static GtkWidget *
make_choice (InkComparisonDialog *self, InkWorkbench *workbench)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *title
      = gtk_label_new (ink_model_entry_get_title (self->a->entry));
  GtkWidget *b = gtk_drop_down_new (
      others (workbench, self->a->entry),
      gtk_property_expression_new (INK_TYPE_MODEL_ENTRY, NULL, "title"));

  self->b = GTK_DROP_DOWN (b);
  gtk_drop_down_set_selected (
      self->b, find_like (gtk_drop_down_get_model (self->b),
                          ink_model_entry_get_model (self->a->entry)));
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_accessible_update_property (GTK_ACCESSIBLE (b),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, "Model B",
                                  -1);
  gtk_box_append (GTK_BOX (box), dim_label ("A"));
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), dim_label ("against B"));
  gtk_box_append (GTK_BOX (box), b);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  return box;
}

static GtkWidget *
make_working (InkComparisonDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *cancel = gtk_button_new_with_mnemonic ("_Stop");

  self->progress = GTK_PROGRESS_BAR (ink_job_progress_new ("Comparing…"));
  gtk_widget_set_visible (GTK_WIDGET (self->progress), TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (self->progress), 280, -1);
  gtk_widget_set_halign (cancel, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (cancel_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->progress));
  gtk_box_append (GTK_BOX (box), cancel);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

static void
view_message_cb (InkComparisonDialog *self, const char *message)
{
  g_signal_emit (self, signals[MESSAGE], 0, message);
}

static GtkWidget *
make_stack (InkComparisonDialog *self)
{
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *message = adw_status_page_new ();
  GtkWidget *view = ink_comparison_view_new ();

  self->stack = GTK_STACK (stack);
  self->message = ADW_STATUS_PAGE (message);
  self->view = INK_COMPARISON_VIEW (view);
  adw_status_page_set_icon_name (self->message, "ink-evaluate-symbolic");
  g_signal_connect_swapped (view, "message", G_CALLBACK (view_message_cb),
                            self);
  gtk_stack_add_named (self->stack, make_working (self), "working");
  gtk_stack_add_named (self->stack, view, "result");
  gtk_stack_add_named (self->stack, message, "message");
  gtk_widget_set_vexpand (stack, TRUE);
  return stack;
}

/* An example goes to the page Draw or Text of the window behind. */
static void
forward_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));

  if (parent == NULL)
    return;
  gtk_widget_activate_action_variant (GTK_WIDGET (parent), name, parameter);
  gtk_window_close (GTK_WINDOW (widget));
}

static void
ink_comparison_dialog_dispose (GObject *object)
{
  InkComparisonDialog *self = INK_COMPARISON_DIALOG (object);

  stop (self);
  if (self->b != NULL)
    g_signal_handlers_disconnect_by_data (self->b, self);
  self->b = NULL;
  G_OBJECT_CLASS (ink_comparison_dialog_parent_class)->dispose (object);
}

static void
ink_comparison_dialog_finalize (GObject *object)
{
  InkComparisonDialog *self = INK_COMPARISON_DIALOG (object);

  ink_evaluated_free (self->a);
  g_free (self->title);
  G_OBJECT_CLASS (ink_comparison_dialog_parent_class)->finalize (object);
}

static void
ink_comparison_dialog_class_init (InkComparisonDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_comparison_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = ink_comparison_dialog_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass),
                                       GDK_KEY_Escape, 0, "window.close",
                                       NULL);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass),
                                   "win.open-picture", "ay",
                                   forward_action);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "win.open-text",
                                   "s", forward_action);
  signals[MESSAGE] = g_signal_new (
      "message", INK_TYPE_COMPARISON_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
      NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ink_comparison_dialog_init (InkComparisonDialog *self)
{
}

GtkWidget *
ink_comparison_dialog_new (GtkWindow *parent, InkWorkbench *workbench,
                           InkEvaluated *a)
{
  InkComparisonDialog *self = g_object_new (INK_TYPE_COMPARISON_DIALOG, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->a = a;
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), make_choice (self, workbench));
  gtk_box_append (GTK_BOX (box), make_stack (self));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), "Compare Models");
  gtk_window_set_default_size (GTK_WINDOW (self), 980, 680);
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  g_signal_connect_swapped (self->b, "notify::selected-item",
                            G_CALLBACK (compare), self);
  compare (self);
  return GTK_WIDGET (self);
}
