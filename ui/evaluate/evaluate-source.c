/* What is chosen is kept here and shown by the drop-downs; each of them offers
 * one list, the models of both kinds or the data of the kind that the chosen
 * model reads. Whoever listens hears of a change once, when all of it is
 * done. */
#include "ui/evaluate/evaluate-source.h"

#include "core/store/checkpoint.h"
#include "ui/evaluate/evaluate-choosers.h"

struct _InkEvaluateSource
{
  GtkWidget parent_instance;
  InkWorkbench *workbench;
  GtkWidget *box;
  GtkDropDown *model;
  GtkDropDown *data;
  GtkDropDown *split;
  GListStore *lists[2];    /* of data, [InkInput] */
  InkDataEntry *chosen[2]; /* (nullable), [InkInput] */
  InkInput input;
  gboolean filling; /* the drop-downs are being set, not chosen from */
  GtkFileChooserNative *chooser;
  GCancellable *opening; /* cancelled with the widget */

  /* What "changed" was last emitted for. */
  InkModelEntry *said_model;
  InkDataEntry *said_data;
  guint said_split;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkEvaluateSource, ink_evaluate_source, GTK_TYPE_WIDGET)

static InkDataKind
kind_of (InkInput input)
{
  return input == INK_INPUT_IMAGE ? INK_DATA_IMAGES : INK_DATA_TEXTS;
}

static InkModelEntry *
current_model (InkEvaluateSource *self, InkInput input)
{
  return input == INK_INPUT_IMAGE
             ? ink_workbench_get_digit_model (self->workbench)
             : ink_workbench_get_text_model (self->workbench);
}

static void
set_current_model (InkEvaluateSource *self, InkInput input,
                   InkModelEntry *entry)
{
  if (input == INK_INPUT_IMAGE)
    ink_workbench_set_digit_model (self->workbench, entry);
  else
    ink_workbench_set_text_model (self->workbench, entry);
}

/* --- What is chosen, into the drop-downs --- */

static guint
find_item (GListModel *list, gpointer wanted)
{
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (list, i);

      if ((gpointer) item == wanted)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

static void
show_choice (InkEvaluateSource *self)
{
  GListModel *data = G_LIST_MODEL (self->lists[self->input]);
  InkDataEntry *chosen = self->chosen[self->input];

  self->filling = TRUE;
  gtk_drop_down_set_selected (
      self->model, find_item (gtk_drop_down_get_model (self->model),
                              current_model (self, self->input)));
  if (gtk_drop_down_get_model (self->data) != data)
    gtk_drop_down_set_model (self->data, data);
  gtk_drop_down_set_selected (self->data, find_item (data, chosen));
  gtk_widget_set_tooltip_text (
      GTK_WIDGET (self->data),
      chosen == NULL || ink_data_entry_get_known (chosen) != NULL
          ? NULL
          : ink_data_entry_get_data (chosen));
  gtk_widget_set_sensitive (GTK_WIDGET (self->data),
                            g_list_model_get_n_items (data) > 0);
  self->filling = FALSE;
}

/* Known before anything is loaded where the data are known by name. */
static void
expect_splits (InkEvaluateSource *self)
{
  InkDataEntry *entry = self->chosen[self->input];
  const InkKnownDataset *known
      = entry == NULL ? NULL : ink_data_entry_get_known (entry);

  gtk_widget_set_visible (GTK_WIDGET (self->split),
                          known != NULL && !known->own);
}

static void
say_changed (InkEvaluateSource *self)
{
  InkModelEntry *model = current_model (self, self->input);
  InkDataEntry *data = self->chosen[self->input];
  const guint split = gtk_drop_down_get_selected (self->split);

  show_choice (self);
  if (data != self->said_data)
    expect_splits (self);
  if (model == self->said_model && data == self->said_data
      && split == self->said_split)
    return;
  g_set_object (&self->said_model, model);
  g_set_object (&self->said_data, data);
  self->said_split = split;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* --- Models --- */

/* A model is first of all looked at on the data that it was trained on; data
 * of the user's own choice stay. */
static void
choose_data_of_model (InkEvaluateSource *self)
{
  InkModelEntry *model = current_model (self, self->input);
  InkDataEntry *before = self->chosen[self->input];
  GListModel *list = G_LIST_MODEL (self->lists[self->input]);
  const char *name
      = model == NULL ? NULL
                      : ink_model_fact (ink_model_entry_get_model (model),
                                        "data");

  if (before != NULL && ink_data_entry_get_known (before) == NULL)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (InkDataEntry) entry = g_list_model_get_item (list, i);

      if (ink_data_entry_get_known (entry) != NULL
          && g_strcmp0 (ink_data_entry_get_data (entry), name) == 0)
        g_set_object (&self->chosen[self->input], entry);
    }
}

static void
digit_model_cb (InkEvaluateSource *self)
{
  if (self->input != INK_INPUT_IMAGE)
    return;
  choose_data_of_model (self);
  say_changed (self);
}

static void
text_model_cb (InkEvaluateSource *self)
{
  if (self->input == INK_INPUT_TEXT)
    say_changed (self);
}

/* Where it cannot be loaded, the workbench says so and keeps the old one. */
static void
choose_model (InkEvaluateSource *self, InkModelEntry *entry)
{
  const InkInput before = self->input;
  GListModel *digits = ink_workbench_get_digit_models (self->workbench);

  self->input
      = g_list_store_find (G_LIST_STORE (digits), entry, NULL)
            ? INK_INPUT_IMAGE
            : INK_INPUT_TEXT;
  set_current_model (self, self->input, entry);
  if (current_model (self, self->input) != entry)
    self->input = before;
  say_changed (self);
}

static void
model_selected_cb (InkEvaluateSource *self)
{
  InkModelEntry *entry = gtk_drop_down_get_selected_item (self->model);

  if (!self->filling && entry != NULL)
    choose_model (self, entry);
}

static char *
title_of_model (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);

  if (g_str_has_suffix (base, ".safetensors"))
    *strrchr (base, '.') = '\0';
  return g_filename_display_name (base);
}

static void
open_worker (GTask *task, gpointer source, gpointer path,
             GCancellable *cancellable)
{
  GError *error = NULL;
  InkModel *model = ink_checkpoint_load (path, &error);

  if (model != NULL)
    g_task_return_pointer (task, model, (GDestroyNotify) ink_model_unref);
  else
    g_task_return_error (task, error);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  InkEvaluateSource *self = INK_EVALUATE_SOURCE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (InkModel) model
      = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *title = NULL;

  if (self->workbench == NULL) /* disposed */
    return;
  if (model == NULL)
    {
      ink_workbench_say (self->workbench, error->message);
      return;
    }
  title = title_of_model (g_task_get_task_data (G_TASK (result)));
  choose_model (self,
                ink_workbench_add_model (self->workbench, model, title));
}

void
ink_evaluate_source_open_model (InkEvaluateSource *self, const char *path)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (INK_IS_EVALUATE_SOURCE (self));

  task = g_task_new (self, self->opening, opened_cb, NULL);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, open_worker);
}

/* --- Data --- */

static void
data_selected_cb (InkEvaluateSource *self)
{
  InkDataEntry *entry = gtk_drop_down_get_selected_item (self->data);

  if (self->filling || entry == NULL)
    return;
  g_set_object (&self->chosen[self->input], entry);
  say_changed (self);
}

static void
split_selected_cb (InkEvaluateSource *self)
{
  if (!self->filling)
    say_changed (self);
}

/* @choice: (nullable): of texts */
static void
add_data (InkEvaluateSource *self, InkDataKind kind, const char *path,
          const InkTextChoice *choice)
{
  const InkInput input
      = kind == INK_DATA_IMAGES ? INK_INPUT_IMAGE : INK_INPUT_TEXT;
  g_autoptr (InkDataEntry) entry = NULL;
  guint position;

  self->filling = TRUE; /* a drop-down follows its list */
  position = choice == NULL
                 ? ink_data_list_add (self->lists[input], kind, path)
                 : ink_data_list_add_choice (self->lists[input], choice);
  self->filling = FALSE;
  entry = g_list_model_get_item (G_LIST_MODEL (self->lists[input]), position);
  g_set_object (&self->chosen[input], entry);
  self->input = input;
  say_changed (self);
}

void
ink_evaluate_source_choose_texts (InkEvaluateSource *self,
                                  const InkTextChoice *choice)
{
  g_return_if_fail (INK_IS_EVALUATE_SOURCE (self));
  add_data (self, INK_DATA_TEXTS, choice->path, choice);
}

void
ink_evaluate_source_choose_data (InkEvaluateSource *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  InkDataKind kind;

  g_return_if_fail (INK_IS_EVALUATE_SOURCE (self));

  if (!ink_dataset_kind (path, &kind, &error))
    {
      ink_workbench_say (self->workbench, error->message);
      return;
    }
  add_data (self, kind, path, NULL);
}

/* --- Asking for files --- */

static void
model_file_cb (gpointer self, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    ink_evaluate_source_open_model (self, path);
}

static void
data_file_cb (gpointer self, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    ink_evaluate_source_choose_data (self, path);
}

void
ink_evaluate_source_ask_for_model (InkEvaluateSource *self)
{
  g_return_if_fail (INK_IS_EVALUATE_SOURCE (self));
  ink_evaluate_ask (&self->chooser, GTK_WIDGET (self), INK_ASK_MODEL,
                    model_file_cb);
}

void
ink_evaluate_source_ask_for_data (InkEvaluateSource *self, gboolean folder)
{
  g_return_if_fail (INK_IS_EVALUATE_SOURCE (self));
  ink_evaluate_ask (&self->chooser, GTK_WIDGET (self),
                    folder ? INK_ASK_FOLDER : INK_ASK_FILE, data_file_cb);
}

/* --- The widget --- */

static void
ink_evaluate_source_dispose (GObject *object)
{
  InkEvaluateSource *self = INK_EVALUATE_SOURCE (object);

  g_cancellable_cancel (self->opening);
  ink_file_chooser_clear (&self->chooser);
  if (self->workbench != NULL)
    g_signal_handlers_disconnect_by_data (self->workbench, self);
  self->filling = TRUE;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    {
      g_clear_object (&self->lists[i]);
      g_clear_object (&self->chosen[i]);
    }
  g_clear_object (&self->said_model);
  g_clear_object (&self->said_data);
  g_clear_object (&self->workbench);
  G_OBJECT_CLASS (ink_evaluate_source_parent_class)->dispose (object);
}

static void
ink_evaluate_source_finalize (GObject *object)
{
  g_clear_object (&INK_EVALUATE_SOURCE (object)->opening);
  G_OBJECT_CLASS (ink_evaluate_source_parent_class)->finalize (object);
}

static void
ink_evaluate_source_class_init (InkEvaluateSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ink_evaluate_source_dispose;
  object_class->finalize = ink_evaluate_source_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
  signals[CHANGED]
      = g_signal_new ("changed", INK_TYPE_EVALUATE_SOURCE, G_SIGNAL_RUN_LAST,
                      0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ink_evaluate_source_init (InkEvaluateSource *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    {
      self->lists[i] = ink_data_list_new (kind_of ((InkInput) i));
      self->chosen[i] = g_list_model_get_item (
          G_LIST_MODEL (self->lists[i]), 0);
    }
  self->opening = g_cancellable_new ();
}

/* Models of both kinds, one list. */
static GListModel *
all_models (InkWorkbench *workbench)
{
  GListStore *lists = g_list_store_new (G_TYPE_LIST_MODEL);

  g_list_store_append (lists, ink_workbench_get_digit_models (workbench));
  g_list_store_append (lists, ink_workbench_get_text_models (workbench));
  return G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (lists)));
}

static void
make_drop_downs (InkEvaluateSource *self)
{
  self->model = ink_evaluate_drop_down (
      all_models (self->workbench),
      gtk_property_expression_new (INK_TYPE_MODEL_ENTRY, NULL, "title"),
      "Model");
  self->data = ink_evaluate_drop_down (
      g_object_ref (G_LIST_MODEL (self->lists[INK_INPUT_IMAGE])),
      gtk_property_expression_new (INK_TYPE_DATA_ENTRY, NULL, "title"),
      "Data");
  self->split = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (
      (const char *const[]){ [INK_SPLIT_TRAIN] = "training set",
                             [INK_SPLIT_TEST] = "test set", NULL }));
  gtk_drop_down_set_selected (self->split, INK_SPLIT_TEST);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->split),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, "Split", -1);
}

static void
watch (InkEvaluateSource *self)
{
  g_signal_connect_swapped (self->model, "notify::selected-item",
                            G_CALLBACK (model_selected_cb), self);
  g_signal_connect_swapped (self->data, "notify::selected-item",
                            G_CALLBACK (data_selected_cb), self);
  g_signal_connect_swapped (self->split, "notify::selected",
                            G_CALLBACK (split_selected_cb), self);
  g_signal_connect_swapped (self->workbench, "notify::digit-model",
                            G_CALLBACK (digit_model_cb), self);
  g_signal_connect_swapped (self->workbench, "notify::text-model",
                            G_CALLBACK (text_model_cb), self);
}

GtkWidget *
ink_evaluate_source_new (InkWorkbench *workbench)
{
  InkEvaluateSource *self = g_object_new (INK_TYPE_EVALUATE_SOURCE, NULL);

  self->workbench = g_object_ref (workbench);
  make_drop_downs (self);
  self->box
      = ink_evaluate_choosers_new (self->model, self->data, self->split);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  choose_data_of_model (self);
  say_changed (self);
  watch (self);
  return GTK_WIDGET (self);
}

InkInput
ink_evaluate_source_get_input (InkEvaluateSource *self)
{
  g_return_val_if_fail (INK_IS_EVALUATE_SOURCE (self), INK_INPUT_IMAGE);
  return self->input;
}

InkModelEntry *
ink_evaluate_source_get_model (InkEvaluateSource *self)
{
  g_return_val_if_fail (INK_IS_EVALUATE_SOURCE (self), NULL);
  return current_model (self, self->input);
}

InkDataEntry *
ink_evaluate_source_get_data (InkEvaluateSource *self)
{
  g_return_val_if_fail (INK_IS_EVALUATE_SOURCE (self), NULL);
  return self->chosen[self->input];
}

InkSplit
ink_evaluate_source_get_split (InkEvaluateSource *self)
{
  g_return_val_if_fail (INK_IS_EVALUATE_SOURCE (self), INK_SPLIT_TEST);
  return (InkSplit) gtk_drop_down_get_selected (self->split);
}

void
ink_evaluate_source_set_has_splits (InkEvaluateSource *self,
                                    gboolean has_splits)
{
  g_return_if_fail (INK_IS_EVALUATE_SOURCE (self));
  gtk_widget_set_visible (GTK_WIDGET (self->split), has_splits);
}
