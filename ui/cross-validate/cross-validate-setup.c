/* Model, data and recipe of a cross-validation. */
#include "ui/cross-validate/cross-validate-setup.h"

#include "core/base/error.h"
#include "core/data/dataset.h"
#include "ui/cross-validate/cross-validate-file.h"
#include "ui/download-row.h"
#include "ui/known-rows.h"

#define MODEL_LENET5 0
#define MODEL_NAIVE_BAYES 1

static const InkSpinSpec epochs_spec
    = { .title = "Epochs",
        .low = 0,
        .high = INK_RECIPE_MAX_EPOCHS,
        .step = 1,
        .zero = "recipe’s",
        .tooltip = "How often each model sees its examples" };

struct _InkCrossValidateSetup
{
  AdwPreferencesGroup parent_instance;
  InkWorkbench *workbench;
  GtkWidget *model;    /* AdwComboRow */
  GtkWidget *data;     /* AdwComboRow */
  GtkWidget *download; /* InkDownloadRow */
  GtkWidget *recipe;   /* AdwComboRow */
  GtkWidget *epochs_row;
  GtkSpinButton *epochs;
  GtkWidget *file; /* InkCrossValidateFile */
  GtkWidget *mail_row;
  GtkSwitch *mail;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkCrossValidateSetup, ink_cross_validate_setup,
                     ADW_TYPE_PREFERENCES_GROUP)

static guint
chosen (GtkWidget *row)
{
  return adw_combo_row_get_selected (ADW_COMBO_ROW (row));
}

gboolean
ink_cross_validate_setup_reads_texts (InkCrossValidateSetup *self)
{
  g_return_val_if_fail (INK_IS_CROSS_VALIDATE_SETUP (self), FALSE);
  return chosen (self->model) == MODEL_NAIVE_BAYES;
}

static const char *
chosen_path (InkCrossValidateSetup *self)
{
  return ink_cross_validate_file_get_path (
      INK_CROSS_VALIDATE_FILE (self->file));
}

static gboolean
check_texts (InkCrossValidateSetup *self, GError **error)
{
  return chosen_path (self) != NULL
         || ink_error_set (error, INK_ERROR_NOT_FOUND,
                           "Choose a file or a folder of labelled texts, or "
                           "drop it on the form.");
}

static gboolean
check_images (InkCrossValidateSetup *self, GError **error)
{
  const InkKnownDataset *data = ink_data_row_get (self->data);

  if (ink_dataset_is_installed (data->name))
    return TRUE;
  if (data->own)
    return ink_error_set (error, INK_ERROR_NOT_FOUND,
                          "No drawing is kept under %s yet.", data->title);
  return ink_error_set (error, INK_ERROR_NOT_FOUND,
                        "%s is not installed: download it first.",
                        data->title);
}

gboolean
ink_cross_validate_setup_get (InkCrossValidateSetup *self, gboolean *texts,
                              gboolean *mail, const char **data,
                              InkRecipe *recipe, GError **error)
{
  const double epochs = gtk_spin_button_get_value (self->epochs);

  g_return_val_if_fail (INK_IS_CROSS_VALIDATE_SETUP (self), FALSE);

  if (!(ink_cross_validate_setup_reads_texts (self) ? check_texts (self, error)
                           : check_images (self, error)))
    return FALSE;
  *texts = ink_cross_validate_setup_reads_texts (self);
  *mail = *texts && gtk_switch_get_active (self->mail);
  *data = *texts ? chosen_path (self) : ink_data_row_get (self->data)->name;
  *recipe = *ink_recipe_row_get (self->recipe);
  if (epochs > 0)
    recipe->epochs = (guint) epochs;
  return TRUE;
}

static void
set_recipe (InkCrossValidateSetup *self, const InkRecipe *recipe)
{
  guint n;
  const InkRecipe *known = ink_recipe_known (&n);
  gboolean own;

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (known[i].name, recipe->name) == 0)
      adw_combo_row_set_selected (ADW_COMBO_ROW (self->recipe), i);
  own = recipe->epochs == ink_recipe_row_get (self->recipe)->epochs;
  gtk_spin_button_set_value (self->epochs, own ? 0 : recipe->epochs);
}

void
ink_cross_validate_setup_set (InkCrossValidateSetup *self, gboolean texts,
                              gboolean mail, const char *data,
                              const InkRecipe *recipe)
{
  g_return_if_fail (INK_IS_CROSS_VALIDATE_SETUP (self));

  adw_combo_row_set_selected (ADW_COMBO_ROW (self->model),
                              texts ? MODEL_NAIVE_BAYES : MODEL_LENET5);
  if (texts)
    {
      gtk_switch_set_active (self->mail, mail);
      ink_cross_validate_file_set_path (INK_CROSS_VALIDATE_FILE (self->file),
                                        data);
      return;
    }
  ink_data_row_set (self->data, data);
  set_recipe (self, recipe);
}

char *
ink_cross_validate_setup_describe (InkCrossValidateSetup *self)
{
  g_autofree char *name = NULL;
  g_autofree char *shown = NULL;

  g_return_val_if_fail (INK_IS_CROSS_VALIDATE_SETUP (self), NULL);

  if (!ink_cross_validate_setup_reads_texts (self))
    return g_strdup_printf ("LeNet-5 on %s",
                            ink_data_row_get (self->data)->title);
  if (chosen_path (self) == NULL)
    return g_strdup ("Naive Bayes");
  name = g_path_get_basename (chosen_path (self));
  shown = g_utf8_make_valid (name, -1);
  return g_strdup_printf ("Naive Bayes on %s", shown);
}

void
ink_cross_validate_setup_commit (InkCrossValidateSetup *self)
{
  g_return_if_fail (INK_IS_CROSS_VALIDATE_SETUP (self));
  gtk_spin_button_update (self->epochs);
}

void
ink_cross_validate_setup_take_drops (InkCrossValidateSetup *self,
                                     GtkWidget *widget)
{
  g_return_if_fail (INK_IS_CROSS_VALIDATE_SETUP (self));
  ink_cross_validate_file_take_drops (INK_CROSS_VALIDATE_FILE (self->file),
                                      widget);
}

/* --- Its rows --- */

static void
changed_cb (InkCrossValidateSetup *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
message_cb (InkCrossValidateSetup *self, const char *message)
{
  ink_workbench_say (self->workbench, message);
}

/* What belongs to the other model is out of sight. */
static void
show_rows (InkCrossValidateSetup *self)
{
  const gboolean texts = ink_cross_validate_setup_reads_texts (self);

  gtk_widget_set_visible (self->data, !texts);
  gtk_widget_set_visible (self->recipe, !texts);
  gtk_widget_set_visible (self->epochs_row, !texts);
  gtk_widget_set_visible (self->file, texts);
  gtk_widget_set_visible (self->mail_row, texts);
  ink_download_row_set_data (INK_DOWNLOAD_ROW (self->download),
                             ink_data_row_get (self->data)->name);
  if (texts)
    gtk_widget_set_visible (self->download, FALSE);
}

static void
chosen_cb (InkCrossValidateSetup *self)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->data),
                               ink_data_row_get (self->data)->about);
  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (self->recipe),
      ink_recipe_about (ink_recipe_row_get (self->recipe)));
  show_rows (self);
  changed_cb (self);
}

static void
make_rows (InkCrossValidateSetup *self)
{
  static const char *const models[] = { "LeNet-5", "Naive Bayes", NULL };

  self->model = ink_combo_row_new ("Model", "What learns: images or texts",
                                   gtk_string_list_new (models));
  self->data = ink_combo_row_new (
      "Data", "What to learn from and to hold out: its training split",
      ink_data_titles ());
  self->download = ink_download_row_new ();
  self->recipe = ink_combo_row_new (
      "Recipe", "How each fold’s model is trained", ink_recipe_titles ());
  self->epochs_row = ink_spin_row_new (&epochs_spec, &self->epochs);
  self->file = ink_cross_validate_file_new ();
  self->mail_row = ink_switch_row_new (
      "Mails",
      "Reads subject and body, decoded, without HTML and attachments",
      &self->mail);
}

static void
connect_rows (InkCrossValidateSetup *self)
{
  GtkWidget *const combos[] = { self->model, self->data, self->recipe };

  for (guint i = 0; i < G_N_ELEMENTS (combos); i++)
    g_signal_connect_swapped (combos[i], "notify::selected",
                              G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->epochs, "value-changed",
                            G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->file, "changed", G_CALLBACK (changed_cb),
                            self);
  g_signal_connect_swapped (self->mail, "notify::active",
                            G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->file, "message", G_CALLBACK (message_cb),
                            self);
}

static void
ink_cross_validate_setup_dispose (GObject *object)
{
  InkCrossValidateSetup *self = INK_CROSS_VALIDATE_SETUP (object);

  if (self->workbench != NULL)
    g_signal_handlers_disconnect_by_data (self->workbench, self);
  g_clear_object (&self->workbench);
  G_OBJECT_CLASS (ink_cross_validate_setup_parent_class)->dispose (object);
}

static void
ink_cross_validate_setup_class_init (InkCrossValidateSetupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_cross_validate_setup_dispose;
  signals[CHANGED]
      = g_signal_new ("changed", INK_TYPE_CROSS_VALIDATE_SETUP,
                      G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ink_cross_validate_setup_init (InkCrossValidateSetup *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  make_rows (self);
  adw_preferences_group_set_title (group, "Setup");
  adw_preferences_group_add (group, self->model);
  adw_preferences_group_add (group, self->data);
  adw_preferences_group_add (group, self->download);
  adw_preferences_group_add (group, self->recipe);
  adw_preferences_group_add (group, self->epochs_row);
  adw_preferences_group_add (group, self->file);
  adw_preferences_group_add (group, self->mail_row);
}

GtkWidget *
ink_cross_validate_setup_new (InkWorkbench *workbench)
{
  InkCrossValidateSetup *self
      = g_object_new (INK_TYPE_CROSS_VALIDATE_SETUP, NULL);

  self->workbench = g_object_ref (workbench);
  ink_download_row_set_workbench (INK_DOWNLOAD_ROW (self->download), workbench);
  connect_rows (self);
  g_signal_connect_swapped (workbench, "data-changed", G_CALLBACK (chosen_cb),
                            self);
  chosen_cb (self);
  return GTK_WIDGET (self);
}
