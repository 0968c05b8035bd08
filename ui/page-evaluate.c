/* The page Evaluate. What is shown belongs to the model and the data that are
 * chosen, or nothing is shown: a change cancels the evaluation under way and
 * starts another. The test images stay loaded as long as their data set is
 * chosen, so that changing the model costs the predicting alone. */
#include "ui/page-evaluate.h"

#include <adwaita.h>

#include "core/base/error.h"
#include "core/data/dataset.h"
#include "ui/chart-view.h"
#include "ui/evaluate-job.h"
#include "ui/evaluate-view.h"
#include "ui/format.h"

struct _InkPageEvaluate
{
  GtkWidget parent_instance;
  InkWorkbench *workbench;
  GtkWidget *box;
  GtkDropDown *model;
  GtkDropDown *data;
  GtkLabel *timing;
  GtkSpinner *spinner;
  GtkStack *stack; /* "view", "message" */
  AdwStatusPage *message;
  InkEvaluateView *view;

  GCancellable *cancellable; /* of the evaluation under way */
  InkEvaluateResult *result; /* what is shown */
  InkEvaluatedExamples *examples; /* the chosen data's test split */
  const char *examples_data;      /* whose they are */
  gboolean stale;            /* what is shown is not what is chosen */
};

G_DEFINE_FINAL_TYPE (InkPageEvaluate, ink_page_evaluate, GTK_TYPE_WIDGET)

static const InkKnownDataset *
chosen_data (InkPageEvaluate *self)
{
  guint n;
  const InkKnownDataset *known = ink_dataset_known (&n);

  return &known[MIN (gtk_drop_down_get_selected (self->data), n - 1)];
}

static void
set_busy (InkPageEvaluate *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  if (busy)
    gtk_label_set_text (self->timing, "evaluating…");
}

static void
show_message (InkPageEvaluate *self, const char *title, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_clear_pointer (&self->result, ink_evaluate_result_free);
  gtk_label_set_text (self->timing, "");
  adw_status_page_set_title (self->message, title);
  adw_status_page_set_description (self->message, escaped);
  gtk_stack_set_visible_child_name (self->stack, "message");
}

static void
show_result (InkPageEvaluate *self)
{
  g_autofree char *count = ink_format_count (
      (double) ink_evaluation_count (self->result->evaluation));
  g_autofree char *timing = g_strdup_printf (
      "%s images evaluated in %.2f s", count, self->result->seconds);
  const InkEvaluateNames names = {
    .model = ink_model_entry_get_title (
        ink_workbench_get_digit_model (self->workbench)),
    .data = chosen_data (self)->name,
    .facts = (const char *const *) self->result->facts,
  };

  gtk_label_set_text (self->timing, timing);
  ink_evaluate_view_show (self->view, self->result, &names);
  gtk_stack_set_visible_child_name (self->stack, "view");
}

static void
take_result (InkPageEvaluate *self, InkEvaluateResult *result)
{
  g_clear_pointer (&self->result, ink_evaluate_result_free);
  g_clear_pointer (&self->examples, ink_evaluated_examples_unref);
  self->result = result;
  self->examples = ink_evaluated_examples_ref (result->examples);
  self->examples_data = chosen_data (self)->name;
}

/* The page does not wait for its worker when it goes. */
static GWeakRef *
weak_page (InkPageEvaluate *self)
{
  GWeakRef *weak = g_new (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  return weak;
}

static InkPageEvaluate *
take_weak_page (GWeakRef *weak)
{
  InkPageEvaluate *self = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak);
  return self;
}

static void
evaluated_cb (GObject *source, GAsyncResult *async, gpointer user_data)
{
  g_autoptr (InkPageEvaluate) self = take_weak_page (user_data);
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
      show_message (self,
                    g_error_matches (error, INK_ERROR, INK_ERROR_MISMATCH)
                        ? "Different Classes"
                        : "Cannot Evaluate",
                    error->message);
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

static void
evaluate (InkPageEvaluate *self)
{
  InkModelEntry *entry = ink_workbench_get_digit_model (self->workbench);
  const InkKnownDataset *data = chosen_data (self);

  cancel (self);
  self->stale = FALSE;
  if (entry == NULL)
    {
      show_message (self, "No Model Yet",
                    "Train one: it is evaluated here as soon as it is there.");
      return;
    }
  if (!ink_dataset_is_installed (data->name))
    {
      g_autofree char *text = g_strdup_printf (
          "%s can be downloaded on the page Train.", data->title);

      if (data->own)
        show_message (self, "No Drawing Is Kept Yet",
                      "Say on the page Draw what one is: it is kept.");
      else
        show_message (self, "Data Not Installed", text);
      return;
    }
  if (self->examples_data != data->name)
    g_clear_pointer (&self->examples, ink_evaluated_examples_unref);
  self->cancellable = g_cancellable_new ();
  set_busy (self, TRUE);
  ink_evaluate_async (ink_model_entry_get_model (entry), data->name,
                      self->examples, self->cancellable, evaluated_cb,
                      weak_page (self));
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
model_selected_cb (InkPageEvaluate *self)
{
  InkModelEntry *entry = gtk_drop_down_get_selected_item (self->model);

  if (entry != NULL)
    ink_workbench_set_digit_model (self->workbench, entry);
}

/* The other way: the current model into the drop-down. */
static void
select_current_model (InkPageEvaluate *self)
{
  GListModel *models = ink_workbench_get_digit_models (self->workbench);
  InkModelEntry *current = ink_workbench_get_digit_model (self->workbench);
  guint position;

  if (current != NULL
      && g_list_store_find (G_LIST_STORE (models), current, &position))
    gtk_drop_down_set_selected (self->model, position);
}

/* A model is first of all looked at on the data that it was trained on. */
static void
select_data_of_model (InkPageEvaluate *self)
{
  InkModelEntry *current = ink_workbench_get_digit_model (self->workbench);
  const char *data
      = current == NULL
            ? NULL
            : ink_model_fact (ink_model_entry_get_model (current), "data");
  guint n;
  const InkKnownDataset *known = ink_dataset_known (&n);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (known[i].name, data) == 0)
      gtk_drop_down_set_selected (self->data, i);
}

static void
model_changed_cb (InkPageEvaluate *self)
{
  select_current_model (self);
  select_data_of_model (self);
  choice_changed_cb (self);
}

static void
data_changed_cb (InkPageEvaluate *self)
{
  const gboolean own = chosen_data (self)->own; /* not the same as before */

  if (own)
    g_clear_pointer (&self->examples, ink_evaluated_examples_unref);
  if (own || self->result == NULL)
    choice_changed_cb (self);
}

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
    cancel (self);
  if (self->workbench != NULL)
    g_signal_handlers_disconnect_by_data (self->workbench, self);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->result, ink_evaluate_result_free);
  g_clear_pointer (&self->examples, ink_evaluated_examples_unref);
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
}

static void
ink_page_evaluate_init (InkPageEvaluate *self)
{
  self->stale = TRUE;
}

static GtkWidget *
make_drop_down (GListModel *model, GtkExpression *title, const char *label)
{
  GtkWidget *widget = gtk_drop_down_new (g_object_ref (model), title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return widget;
}

/* "MNIST, test set" for each. */
static GListModel *
test_set_titles (void)
{
  guint n;
  const InkKnownDataset *known = ink_dataset_known (&n);
  GtkStringList *titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < n; i++)
    gtk_string_list_take (titles,
                          g_strdup_printf (known[i].own ? "%s"
                                                        : "%s, test set",
                                           known[i].title));
  return G_LIST_MODEL (titles);
}

static GtkWidget *
dim_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static GtkWidget *
make_tools (InkPageEvaluate *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  g_autoptr (GListModel) titles = test_set_titles ();
  GtkWidget *model = make_drop_down (
      ink_workbench_get_digit_models (self->workbench),
      gtk_property_expression_new (INK_TYPE_MODEL_ENTRY, NULL, "title"),
      "Model");
  GtkWidget *data = make_drop_down (titles, NULL, "Data");
  GtkWidget *timing = dim_label ("");
  GtkWidget *spinner = gtk_spinner_new ();

  self->model = GTK_DROP_DOWN (model);
  self->data = GTK_DROP_DOWN (data);
  self->timing = GTK_LABEL (timing);
  self->spinner = GTK_SPINNER (spinner);
  gtk_label_set_xalign (self->timing, 1);
  gtk_widget_set_hexpand (timing, TRUE);
  gtk_widget_set_visible (spinner, FALSE);
  gtk_box_append (GTK_BOX (box), model);
  gtk_box_append (GTK_BOX (box), dim_label ("on"));
  gtk_box_append (GTK_BOX (box), data);
  gtk_box_append (GTK_BOX (box), timing);
  gtk_box_append (GTK_BOX (box), spinner);
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
  GtkWidget *message = adw_status_page_new ();
  GtkWidget *view = ink_evaluate_view_new ();

  self->stack = GTK_STACK (stack);
  self->message = ADW_STATUS_PAGE (message);
  self->view = INK_EVALUATE_VIEW (view);
  adw_status_page_set_icon_name (self->message, "ink-evaluate-symbolic");
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
  select_current_model (self);
  select_data_of_model (self);

  g_signal_connect_swapped (self->model, "notify::selected-item",
                            G_CALLBACK (model_selected_cb), self);
  g_signal_connect_swapped (self->data, "notify::selected",
                            G_CALLBACK (choice_changed_cb), self);
  g_signal_connect_swapped (workbench, "notify::digit-model",
                            G_CALLBACK (model_changed_cb), self);
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
