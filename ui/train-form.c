/* The form of a training run. Its numbers are a table of fields; choosing a
 * recipe fills them, and changing one turns the recipe into "custom". The
 * seed and the number of threads are no part of a recipe's identity. */
#include "ui/train-form.h"

#include <adwaita.h>

#include "core/base/cpu.h"
#include "core/data/dataset.h"
#include "ui/download-row.h"
#include "ui/rows.h"

typedef enum
{
  FIELD_EPOCHS,
  FIELD_BATCH_SIZE,
  FIELD_LEARNING_RATE,
  FIELD_MOMENTUM,
  FIELD_WEIGHT_DECAY,
  FIELD_VALIDATION,
  FIELD_SEED,
  FIELD_THREADS,
  N_FIELDS,
} Field;

static const InkSpinSpec field_specs[N_FIELDS] = {
  [FIELD_EPOCHS] = { "Epochs", NULL, 1, 10000, 1, 0 },
  [FIELD_BATCH_SIZE] = { "Batch size", NULL, 1, 4096, 1, 0 },
  [FIELD_LEARNING_RATE] = { "Learning rate", NULL, 0.0001, 10, 0.001, 4 },
  [FIELD_MOMENTUM] = { "Momentum", NULL, 0, 0.999, 0.01, 3 },
  [FIELD_WEIGHT_DECAY] = { "Weight decay", NULL, 0, 1, 0.0001, 5 },
  [FIELD_VALIDATION]
  = { "Validation", "% of the training set", 0, 90, 1, 1 },
  [FIELD_SEED] = { "Seed", NULL, 0, 4294967295.0, 1, 0 },
  [FIELD_THREADS] = { "Threads", "speed only, same result", 1, 256, 1, 0 },
};

struct _InkTrainForm
{
  GtkWidget parent_instance;
  InkWorkbench *workbench;
  GtkWidget *scroller;
  GtkWidget *data;     /* AdwComboRow */
  GtkWidget *download; /* InkDownloadRow */
  GtkWidget *recipe;   /* AdwComboRow */
  GtkWidget *schedule; /* AdwComboRow */
  GtkWidget *augment;  /* AdwComboRow */
  GtkWidget *rows[N_FIELDS];
  GtkSpinButton *spins[N_FIELDS];
  gboolean filling; /* from a recipe: no change of the user's */
  gboolean running;
};

enum
{
  CHANGED,
  RATE_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkTrainForm, ink_train_form, GTK_TYPE_WIDGET)

static double
field (InkTrainForm *self, Field which)
{
  return gtk_spin_button_get_value (self->spins[which]);
}

static guint
chosen (GtkWidget *row)
{
  return adw_combo_row_get_selected (ADW_COMBO_ROW (row));
}

static const InkKnownDataset *
chosen_data (InkTrainForm *self)
{
  guint n;
  const InkKnownDataset *known = ink_dataset_known (&n);

  return &known[MIN (chosen (self->data), n - 1)];
}

static const InkRecipe *
chosen_recipe (InkTrainForm *self)
{
  guint n;
  const InkRecipe *known = ink_recipe_known (&n);

  return &known[MIN (chosen (self->recipe), n - 1)];
}

static gboolean
same_recipe (const InkRecipe *a, const InkRecipe *b)
{
  return a->epochs == b->epochs && a->batch_size == b->batch_size
         && ABS (a->learning_rate - b->learning_rate) < 1e-9
         && ABS (a->momentum - b->momentum) < 1e-9
         && ABS (a->weight_decay - b->weight_decay) < 1e-9
         && a->schedule == b->schedule && a->augment == b->augment
         && ABS (a->validation_fraction - b->validation_fraction) < 1e-9;
}

static void
read_fields (InkTrainForm *self, InkRecipe *recipe)
{
  *recipe = *chosen_recipe (self);
  recipe->epochs = (guint) field (self, FIELD_EPOCHS);
  recipe->batch_size = (guint) field (self, FIELD_BATCH_SIZE);
  recipe->learning_rate = field (self, FIELD_LEARNING_RATE);
  recipe->momentum = field (self, FIELD_MOMENTUM);
  recipe->weight_decay = field (self, FIELD_WEIGHT_DECAY);
  recipe->validation_fraction = field (self, FIELD_VALIDATION) / 100;
  recipe->seed = (guint64) field (self, FIELD_SEED);
  recipe->schedule = (InkSchedule) chosen (self->schedule);
  recipe->augment = (InkAugment) chosen (self->augment);
  if (!same_recipe (recipe, chosen_recipe (self)))
    g_strlcpy (recipe->name, "custom", sizeof recipe->name);
}

static void
fill_fields (InkTrainForm *self, const InkRecipe *recipe)
{
  const double values[N_FIELDS] = {
    [FIELD_EPOCHS] = recipe->epochs,
    [FIELD_BATCH_SIZE] = recipe->batch_size,
    [FIELD_LEARNING_RATE] = recipe->learning_rate,
    [FIELD_MOMENTUM] = recipe->momentum,
    [FIELD_WEIGHT_DECAY] = recipe->weight_decay,
    [FIELD_VALIDATION] = 100 * recipe->validation_fraction,
  };

  self->filling = TRUE;
  for (guint i = 0; i < FIELD_SEED; i++)
    gtk_spin_button_set_value (self->spins[i], values[i]);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->schedule),
                              recipe->schedule);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->augment), recipe->augment);
  self->filling = FALSE;
}

/* Says under the recipe what it is, or that it is no longer quite that. */
static void
describe_recipe (InkTrainForm *self)
{
  const InkRecipe *known = chosen_recipe (self);
  InkRecipe recipe;

  read_fields (self, &recipe);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->recipe),
                               same_recipe (&recipe, known)
                                   ? ink_recipe_about (known)
                                   : "changed below");
}

static void
field_changed_cb (InkTrainForm *self)
{
  if (self->filling)
    return;
  describe_recipe (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
rate_changed_cb (InkTrainForm *self)
{
  if (self->running && !self->filling)
    g_signal_emit (self, signals[RATE_CHANGED], 0,
                   field (self, FIELD_LEARNING_RATE));
}

static void
recipe_chosen_cb (InkTrainForm *self)
{
  fill_fields (self, chosen_recipe (self));
  field_changed_cb (self);
}

static void
data_chosen_cb (InkTrainForm *self)
{
  const InkKnownDataset *data = chosen_data (self);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->data), data->about);
  ink_download_row_set_data (INK_DOWNLOAD_ROW (self->download), data->name);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
data_installed_cb (InkTrainForm *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkStringList *
recipe_names (void)
{
  guint n;
  const InkRecipe *known = ink_recipe_known (&n);
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = 0; i < n; i++)
    gtk_string_list_take (names, ink_capitalized (known[i].name));
  return names;
}

static GtkStringList *
schedule_names (void)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (int i = INK_SCHEDULE_CONSTANT; i <= INK_SCHEDULE_ONE_CYCLE; i++)
    gtk_string_list_take (
        names, ink_capitalized (ink_schedule_name ((InkSchedule) i)));
  return names;
}

static GtkStringList *
augment_names (void)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (int i = INK_AUGMENT_NONE; i <= INK_AUGMENT_AFFINE; i++)
    gtk_string_list_take (
        names, ink_capitalized (ink_augment_name ((InkAugment) i)));
  return names;
}

static GtkWidget *
make_run_group (InkTrainForm *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  AdwPreferencesGroup *rows = ADW_PREFERENCES_GROUP (group);

  adw_preferences_group_set_title (rows, "Run");
  adw_preferences_group_add (rows, ink_text_row_new ("Model", "LeNet-5"));
  adw_preferences_group_add (rows, self->data);
  adw_preferences_group_add (rows, self->download);
  adw_preferences_group_add (rows, self->recipe);
  return group;
}

static GtkWidget *
make_training_group (InkTrainForm *self)
{
  static const Field before[]
      = { FIELD_EPOCHS, FIELD_BATCH_SIZE, FIELD_LEARNING_RATE };
  static const Field after[] = { FIELD_MOMENTUM, FIELD_WEIGHT_DECAY,
                                 FIELD_VALIDATION, FIELD_SEED, FIELD_THREADS };
  GtkWidget *group = adw_preferences_group_new ();
  AdwPreferencesGroup *rows = ADW_PREFERENCES_GROUP (group);

  adw_preferences_group_set_title (rows, "Training");
  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    adw_preferences_group_add (rows, self->rows[before[i]]);
  adw_preferences_group_add (rows, self->schedule);
  adw_preferences_group_add (rows, self->augment);
  for (guint i = 0; i < G_N_ELEMENTS (after); i++)
    adw_preferences_group_add (rows, self->rows[after[i]]);
  return group;
}

static void
make_rows (InkTrainForm *self)
{
  self->data = ink_combo_row_new ("Data", ink_data_titles ());
  self->download = ink_download_row_new ();
  self->recipe = ink_combo_row_new ("Recipe", recipe_names ());
  self->schedule = ink_combo_row_new ("Schedule", schedule_names ());
  self->augment = ink_combo_row_new ("Augmentation", augment_names ());
  for (guint i = 0; i < N_FIELDS; i++)
    self->rows[i] = ink_spin_row_new (&field_specs[i], &self->spins[i]);
  gtk_spin_button_set_range (self->spins[FIELD_THREADS], 1, ink_cpu_count ());
  gtk_spin_button_set_value (self->spins[FIELD_THREADS], ink_cpu_count ());
  gtk_spin_button_set_value (self->spins[FIELD_SEED], 1);
}

static void
connect_rows (InkTrainForm *self)
{
  GtkWidget *combos[] = { self->schedule, self->augment };

  g_signal_connect_swapped (self->data, "notify::selected",
                            G_CALLBACK (data_chosen_cb), self);
  g_signal_connect_swapped (self->recipe, "notify::selected",
                            G_CALLBACK (recipe_chosen_cb), self);
  for (guint i = 0; i < G_N_ELEMENTS (combos); i++)
    g_signal_connect_swapped (combos[i], "notify::selected",
                              G_CALLBACK (field_changed_cb), self);
  for (guint i = 0; i < N_FIELDS; i++)
    g_signal_connect_swapped (self->spins[i], "value-changed",
                              G_CALLBACK (field_changed_cb), self);
  g_signal_connect_swapped (self->spins[FIELD_LEARNING_RATE], "value-changed",
                            G_CALLBACK (rate_changed_cb), self);
}

static void
ink_train_form_dispose (GObject *object)
{
  InkTrainForm *self = INK_TRAIN_FORM (object);

  if (self->workbench != NULL)
    g_signal_handlers_disconnect_by_data (self->workbench, self);
  g_clear_object (&self->workbench);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (ink_train_form_parent_class)->dispose (object);
}

static void
ink_train_form_class_init (InkTrainFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ink_train_form_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  signals[CHANGED]
      = g_signal_new ("changed", INK_TYPE_TRAIN_FORM, G_SIGNAL_RUN_LAST, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RATE_CHANGED]
      = g_signal_new ("rate-changed", INK_TYPE_TRAIN_FORM, G_SIGNAL_RUN_LAST,
                      0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
}

static void
ink_train_form_init (InkTrainForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  make_rows (self);
  gtk_box_append (GTK_BOX (box), make_run_group (self));
  gtk_box_append (GTK_BOX (box), make_training_group (self));
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller),
                                  GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), box);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_widget_set_size_request (GTK_WIDGET (self), 372, -1);
}

GtkWidget *
ink_train_form_new (InkWorkbench *workbench)
{
  InkTrainForm *self = g_object_new (INK_TYPE_TRAIN_FORM, NULL);

  self->workbench = g_object_ref (workbench);
  ink_download_row_set_workbench (INK_DOWNLOAD_ROW (self->download), workbench);
  g_signal_connect_swapped (workbench, "data-changed",
                            G_CALLBACK (data_installed_cb), self);
  connect_rows (self);
  data_chosen_cb (self);
  recipe_chosen_cb (self);
  return GTK_WIDGET (self);
}

void
ink_train_form_get (InkTrainForm *self, InkRunOptions *options)
{
  g_return_if_fail (INK_IS_TRAIN_FORM (self));

  *options = (InkRunOptions) { .data = chosen_data (self)->name };
  read_fields (self, &options->recipe);
  options->n_threads = (guint) field (self, FIELD_THREADS);
}

const char *
ink_train_form_data_title (InkTrainForm *self)
{
  g_return_val_if_fail (INK_IS_TRAIN_FORM (self), NULL);
  return chosen_data (self)->title;
}

gboolean
ink_train_form_is_ready (InkTrainForm *self)
{
  g_return_val_if_fail (INK_IS_TRAIN_FORM (self), FALSE);
  return ink_dataset_is_installed (chosen_data (self)->name);
}

void
ink_train_form_set_running (InkTrainForm *self, gboolean running)
{
  GtkWidget *rows[]
      = { self->data, self->recipe, self->schedule, self->augment };

  g_return_if_fail (INK_IS_TRAIN_FORM (self));

  self->running = running;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_widget_set_sensitive (rows[i], !running);
  for (guint i = 0; i < N_FIELDS; i++)
    if (i != FIELD_LEARNING_RATE)
      gtk_widget_set_sensitive (self->rows[i], !running);
  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (self->rows[FIELD_LEARNING_RATE]),
      running ? "changes at once" : "");
}
