/* The page Evaluate. What is shown belongs to the model and the data that are
 * chosen, or nothing is shown: a change cancels the evaluation under way and
 * starts another. The examples stay loaded as long as their data is chosen, so
 * that changing the model costs the predicting alone. */
#include "ui/evaluate/page-evaluate.h"

#include "core/model/evaluate.h"
#include "ui/evaluate/comparison-dialog.h"
#include "ui/evaluate/evaluate-job.h"
#include "ui/evaluate/evaluate-message.h"
#include "ui/evaluate/evaluate-source.h"
#include "ui/evaluate/evaluate-view.h"
#include "ui/evaluate/evaluate-words.h"
#include "ui/evaluate/report-dialog.h"
#include "ui/file-drops.h"
#include "ui/weak.h"

struct _InkPageEvaluate
{
  GtkWidget parent_instance;
  InkWorkbench *workbench;
  GtkWidget *box;
  InkEvaluateSource *source;
  GtkLabel *timing;
  GtkSpinner *spinner;
  GtkStack *stack; /* "view", "message" */
  InkEvaluateMessage *message;
  InkEvaluateView *view;

  GCancellable *cancellable; /* of the evaluation under way */
  InkEvaluateResult *result; /* what is shown */
  InkEvaluated *evaluated;   /* the same, to be handed on */
  InkEvaluatedExamples *examples; /* of this data and split */
  InkDataEntry *examples_data;
  InkSplit examples_split;
  gboolean examples_have_splits;
  gboolean examples_are_mails; /* read for a model that learnt from mails */
  gboolean stale;            /* what is shown is not what is chosen */
};

G_DEFINE_FINAL_TYPE (InkPageEvaluate, ink_page_evaluate, GTK_TYPE_WIDGET)

static void
forget_examples (InkPageEvaluate *self)
{
  g_clear_pointer (&self->examples, ink_evaluated_examples_unref);
  g_clear_object (&self->examples_data);
}

static gboolean
has_examples (InkPageEvaluate *self, const InkModel *model, InkDataEntry *data,
              InkSplit split)
{
  return self->examples != NULL && self->examples_data == data
         && self->examples_are_mails == ink_model_reads_mails (model)
         && (self->examples_split == split || !self->examples_have_splits);
}

static void
set_busy (InkPageEvaluate *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  if (busy)
    gtk_label_set_text (self->timing, "evaluating…");
}

/* Takes @evaluated, which may be NULL: then there is nothing to hand on. */
static void
set_evaluated (InkPageEvaluate *self, InkEvaluated *evaluated)
{
  g_clear_pointer (&self->evaluated, ink_evaluated_free);
  self->evaluated = evaluated;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "evaluate.report",
                                 evaluated != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "evaluate.compare",
                                 evaluated != NULL);
}

/* Nothing is shown but why. */
static void
show_message (InkPageEvaluate *self)
{
  g_clear_pointer (&self->result, ink_evaluate_result_free);
  set_evaluated (self, NULL);
  gtk_label_set_text (self->timing, "");
  gtk_stack_set_visible_child_name (self->stack, "message");
}

static void
show_timing (InkPageEvaluate *self)
{
  const InkEvaluateResult *result = self->result;
  g_autofree char *text = ink_evaluate_done_words (
      ink_evaluated_examples_images (result->examples) != NULL,
      ink_evaluated_examples_count (result->examples), result->seen,
      result->seconds);

  gtk_label_set_text (self->timing, text);
  gtk_widget_set_tooltip_text (
      GTK_WIDGET (self->timing),
      result->seen ? "The model was trained on these very examples: how it "
                     "does on others is not said here"
                   : NULL);
}

static void
show_result (InkPageEvaluate *self)
{
  const InkEvaluateNames names = {
    .model = ink_model_entry_get_title (
        ink_evaluate_source_get_model (self->source)),
    .data = ink_evaluated_examples_name (self->result->examples),
    .facts = (const char *const *) self->result->facts,
  };

  show_timing (self);
  ink_evaluate_source_set_has_splits (self->source, self->result->has_splits);
  ink_evaluate_view_show (self->view, self->result, &names);
  gtk_stack_set_visible_child_name (self->stack, "view");
}

/* Which part of the data is shown, in words; (transfer full) (nullable). */
static char *
part_shown (InkPageEvaluate *self)
{
  const InkTextChoice *choice
      = ink_data_entry_get_choice (self->examples_data);

  if (choice != NULL && choice->held_out > 0)
    return ink_text_choice_part (choice);
  return self->examples_have_splits
             ? g_strdup (ink_split_name (self->examples_split))
             : NULL;
}

static void
take_result (InkPageEvaluate *self, InkEvaluateResult *result)
{
  g_autofree char *part = NULL;

  g_clear_pointer (&self->result, ink_evaluate_result_free);
  forget_examples (self);
  self->result = result;
  self->examples = ink_evaluated_examples_ref (result->examples);
  self->examples_data
      = g_object_ref (ink_evaluate_source_get_data (self->source));
  self->examples_split = ink_evaluate_source_get_split (self->source);
  self->examples_have_splits = result->has_splits;
  self->examples_are_mails = ink_model_reads_mails (
      ink_model_entry_get_model (ink_evaluate_source_get_model (self->source)));
  part = part_shown (self);
  set_evaluated (self, ink_evaluated_new (
                           ink_evaluate_source_get_model (self->source),
                           result->evaluation, result->examples,
                           ink_data_entry_get_data (self->examples_data),
                           part));
}

static void
evaluated_cb (GObject *source, GAsyncResult *async, gpointer user_data)
{
  g_autoptr (InkPageEvaluate) self = ink_weak_take (user_data);
  g_autoptr (InkEvaluateResult) result = NULL;
  g_autoptr (GError) error = NULL;

  result = ink_evaluate_finish (async, &error);
  if (self == NULL
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* the page is gone, or another one is under way */
  g_clear_object (&self->cancellable);
  set_busy (self, FALSE);
  if (result == NULL)
    {
      ink_evaluate_message_show_error (self->message, error);
      show_message (self);
      return;
    }
  take_result (self, g_steal_pointer (&result));
  show_result (self);
}

static void
cancel (InkPageEvaluate *self)
{
  if (self->cancellable == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  set_busy (self, FALSE);
}

/* Whether there is all it takes; else says what to do about it. */
static gboolean
check_choice (InkPageEvaluate *self)
{
  InkModelEntry *entry = ink_evaluate_source_get_model (self->source);
  InkDataEntry *data = ink_evaluate_source_get_data (self->source);
  const InkKnownDataset *known
      = data == NULL ? NULL : ink_data_entry_get_known (data);

  if (entry == NULL)
    ink_evaluate_message_show_no_model (
        self->message, ink_evaluate_source_get_input (self->source));
  else if (data == NULL)
    ink_evaluate_message_show_no_data (self->message);
  else if (known != NULL && !ink_dataset_is_installed (known->name))
    ink_evaluate_message_show_not_installed (self->message, known);
  else
    return TRUE;
  show_message (self);
  return FALSE;
}

static void
start (InkPageEvaluate *self, InkModel *model, InkDataEntry *data)
{
  InkEvaluateRequest request = {
    .model = model,
    .data = ink_data_entry_get_data (data),
    .choice = ink_data_entry_get_choice (data),
    .split = ink_evaluate_source_get_split (self->source),
  };

  if (!has_examples (self, model, data, request.split))
    forget_examples (self);
  request.loaded = self->examples;
  request.loaded_has_splits = self->examples_have_splits;
  self->cancellable = g_cancellable_new ();
  set_busy (self, TRUE);
  ink_evaluate_async (&request, self->cancellable, evaluated_cb,
                      ink_weak_new (self));
}

static void
evaluate (InkPageEvaluate *self)
{
  cancel (self);
  self->stale = FALSE;
  if (check_choice (self))
    start (self,
           ink_model_entry_get_model (
               ink_evaluate_source_get_model (self->source)),
           ink_evaluate_source_get_data (self->source));
}

/* What is chosen changed: at once where somebody looks, else when shown. */
static void
choice_changed_cb (InkPageEvaluate *self)
{
  self->stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    evaluate (self);
}

static void
data_changed_cb (InkPageEvaluate *self)
{
  InkDataEntry *data = ink_evaluate_source_get_data (self->source);
  const InkKnownDataset *known
      = data == NULL ? NULL : ink_data_entry_get_known (data);
  const gboolean own = known != NULL && known->own;

  if (own) /* not the same as before */
    forget_examples (self);
  if (own || self->result == NULL)
    choice_changed_cb (self);
}

/* --- Files --- */

static void
open_model_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ink_evaluate_source_ask_for_model (INK_PAGE_EVALUATE (widget)->source);
}

static void
choose_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ink_evaluate_source_ask_for_data (INK_PAGE_EVALUATE (widget)->source, FALSE);
}

static void
choose_folder_action (GtkWidget *widget, const char *name,
                      GVariant *parameter)
{
  ink_evaluate_source_ask_for_data (INK_PAGE_EVALUATE (widget)->source, TRUE);
}

static gboolean
has_suffix (const char *path, const char *suffix)
{
  g_autofree char *folded = g_ascii_strdown (path, -1);

  return g_str_has_suffix (folded, suffix)
         && !g_file_test (path, G_FILE_TEST_IS_DIR);
}

void
ink_page_evaluate_open (InkPageEvaluate *self, const char *path)
{
  g_return_if_fail (INK_IS_PAGE_EVALUATE (self));

  if (has_suffix (path, ".safetensors"))
    ink_evaluate_source_open_model (self->source, path);
  else if (has_suffix (path, ".png") || has_suffix (path, ".svg")
           || has_suffix (path, ".pdf"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-chart", "s",
                                path);
  else
    {
      forget_examples (self); /* the file may have changed */
      ink_evaluate_source_choose_data (self->source, path);
    }
}

void
ink_page_evaluate_choose_texts (InkPageEvaluate *self,
                                const InkTextChoice *choice)
{
  g_return_if_fail (INK_IS_PAGE_EVALUATE (self));

  forget_examples (self); /* the file may have changed */
  ink_evaluate_source_choose_texts (self->source, choice);
}

static gboolean
take_file (gpointer self, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    ink_page_evaluate_open (self, path);
  return path != NULL;
}

/* --- Handing on --- */

static void
present (InkPageEvaluate *self, GtkWidget *window)
{
  g_signal_connect_object (window, "message", G_CALLBACK (ink_workbench_say),
                           self->workbench, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

/* At the level that is chosen now. (transfer full) */
static InkEvaluated *
to_hand_on (InkPageEvaluate *self)
{
  InkEvaluated *evaluated = ink_evaluated_copy (self->evaluated);

  evaluated->level = ink_evaluate_view_get_level (self->view);
  return evaluated;
}

static void
report_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  InkPageEvaluate *self = INK_PAGE_EVALUATE (widget);
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (widget));

  if (self->evaluated != NULL)
    present (self, ink_report_dialog_new (parent, to_hand_on (self)));
}

static void
compare_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  InkPageEvaluate *self = INK_PAGE_EVALUATE (widget);
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (widget));

  if (self->evaluated != NULL)
    present (self, ink_comparison_dialog_new (parent, self->workbench,
                                              to_hand_on (self)));
}

/* --- The widget --- */

static void
view_message_cb (InkPageEvaluate *self, const char *message)
{
  ink_workbench_say (self->workbench, message);
}

static void
ink_page_evaluate_map (GtkWidget *widget)
{
  InkPageEvaluate *self = INK_PAGE_EVALUATE (widget);

  GTK_WIDGET_CLASS (ink_page_evaluate_parent_class)->map (widget);
  if (self->stale)
    evaluate (self);
}

static void
ink_page_evaluate_dispose (GObject *object)
{
  InkPageEvaluate *self = INK_PAGE_EVALUATE (object);

  if (self->box != NULL)
    {
      cancel (self);
      g_signal_handlers_disconnect_by_data (self->source, self);
    }
  if (self->workbench != NULL)
    g_signal_handlers_disconnect_by_data (self->workbench, self);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->result, ink_evaluate_result_free);
  g_clear_pointer (&self->evaluated, ink_evaluated_free);
  forget_examples (self);
  g_clear_object (&self->workbench);
  G_OBJECT_CLASS (ink_page_evaluate_parent_class)->dispose (object);
}

static void
ink_page_evaluate_class_init (InkPageEvaluateClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ink_page_evaluate_dispose;
  widget_class->map = ink_page_evaluate_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "evaluate.open-model", NULL,
                                   open_model_action);
  gtk_widget_class_install_action (widget_class, "evaluate.choose-file", NULL,
                                   choose_file_action);
  gtk_widget_class_install_action (widget_class, "evaluate.choose-folder",
                                   NULL, choose_folder_action);
  gtk_widget_class_install_action (widget_class, "evaluate.report", NULL,
                                   report_action);
  gtk_widget_class_install_action (widget_class, "evaluate.compare", NULL,
                                   compare_action);
}

static void
ink_page_evaluate_init (InkPageEvaluate *self)
{
  self->stale = TRUE;
  set_evaluated (self, NULL);
}

static void
add_tool (GtkWidget *box, const char *label, const char *tooltip,
          const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (box), button);
}

static GtkWidget *
make_tools (InkPageEvaluate *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *source = ink_evaluate_source_new (self->workbench);
  GtkWidget *timing = gtk_label_new (NULL);
  GtkWidget *spinner = gtk_spinner_new ();

  self->source = INK_EVALUATE_SOURCE (source);
  self->timing = GTK_LABEL (timing);
  self->spinner = GTK_SPINNER (spinner);
  gtk_widget_add_css_class (timing, "dim-label");
  gtk_label_set_xalign (self->timing, 1);
  gtk_label_set_ellipsize (self->timing, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (timing, TRUE);
  gtk_widget_set_visible (spinner, FALSE);
  gtk_box_append (GTK_BOX (box), source);
  gtk_box_append (GTK_BOX (box), timing);
  gtk_box_append (GTK_BOX (box), spinner);
  add_tool (box, "_Compare…", "Is another model better on this data?",
            "evaluate.compare");
  add_tool (box, "_Report…", "Write all of this into a folder",
            "evaluate.report");
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  return box;
}

static GtkWidget *
make_stack (InkPageEvaluate *self)
{
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *message = ink_evaluate_message_new ();
  GtkWidget *view = ink_evaluate_view_new ();

  self->stack = GTK_STACK (stack);
  self->message = INK_EVALUATE_MESSAGE (message);
  self->view = INK_EVALUATE_VIEW (view);
  gtk_stack_add_named (self->stack, view, "view");
  gtk_stack_add_named (self->stack, message, "message");
  gtk_widget_set_vexpand (stack, TRUE);
  g_signal_connect_swapped (view, "message", G_CALLBACK (view_message_cb),
                            self);
  return stack;
}

GtkWidget *
ink_page_evaluate_new (InkWorkbench *workbench)
{
  InkPageEvaluate *self = g_object_new (INK_TYPE_PAGE_EVALUATE, NULL);

  self->workbench = g_object_ref (workbench);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), make_tools (self));
  gtk_box_append (GTK_BOX (self->box), make_stack (self));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  ink_file_drops_take (GTK_WIDGET (self), GTK_PHASE_BUBBLE, take_file,
                       GTK_WIDGET (self));
  g_signal_connect_swapped (self->source, "changed",
                            G_CALLBACK (choice_changed_cb), self);
  g_signal_connect_swapped (workbench, "data-changed",
                            G_CALLBACK (data_changed_cb), self);
  return GTK_WIDGET (self);
}

gboolean
ink_page_evaluate_is_busy (InkPageEvaluate *self)
{
  g_return_val_if_fail (INK_IS_PAGE_EVALUATE (self), FALSE);
  return self->cancellable != NULL;
}

InkEvaluation *
ink_page_evaluate_get_evaluation (InkPageEvaluate *self)
{
  g_return_val_if_fail (INK_IS_PAGE_EVALUATE (self), NULL);
  return self->result == NULL ? NULL : self->result->evaluation;
}

void
ink_page_evaluate_open_cell (InkPageEvaluate *self, guint truth,
                             guint predicted)
{
  g_return_if_fail (INK_IS_PAGE_EVALUATE (self));
  ink_evaluate_view_open_cell (self->view, truth, predicted);
}
