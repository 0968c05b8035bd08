/* The form of a training run. Its fields are the tables of train-fields;
 * choosing a recipe fills them, and changing one turns the recipe into
 * "custom". What most runs leave alone is folded up, with a line on what is
 * on; values that contradict each other are told below, whatever is in view. */
#include "ui/train/train-form.h"

#include <adwaita.h>

#include "core/base/cpu.h"
#include "core/data/dataset.h"
#include "ui/download-row.h"
#include "ui/known-rows.h"
#include "ui/problem-bar.h"
#include "ui/train/train-fields.h"

struct _InkTrainForm
{
  GtkWidget parent_instance;
  InkWorkbench *workbench;
  GtkWidget *box;
  GtkWidget *data;     /* AdwComboRow */
  GtkWidget *download; /* InkDownloadRow */
  GtkWidget *recipe;   /* AdwComboRow */
  GtkWidget *reset;    /* back to the recipe; in sight where that is changed */
  GtkWidget *choices[INK_N_CHOICES]; /* AdwComboRow */
  GtkWidget *rows[INK_N_FIELDS];
  GtkSpinButton *spins[INK_N_FIELDS];
  GtkWidget *nesterov_row;
  GtkSwitch *nesterov;
  GtkWidget *optimizer, *regularization, *run; /* AdwExpanderRow */
  GtkLabel *problem;
  GtkWidget *problem_bar;
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
field (InkTrainForm *self, InkField which)
{
  return gtk_spin_button_get_value (self->spins[which]);
}

static guint
chosen (GtkWidget *row)
{
  return adw_combo_row_get_selected (ADW_COMBO_ROW (row));
}

static void
read_fields (InkTrainForm *self, InkRecipe *recipe)
{
  double values[INK_N_RECIPE_FIELDS];

  *recipe = *ink_recipe_row_get (self->recipe);
  for (guint i = 0; i < INK_N_RECIPE_FIELDS; i++)
    values[i] = field (self, (InkField) i);
  for (guint i = 0; i < INK_N_CHOICES; i++)
    ink_recipe_set_choice (recipe, (InkChoice) i, chosen (self->choices[i]));
  ink_fields_to_recipe (values, recipe);
  recipe->nesterov = gtk_switch_get_active (self->nesterov);
  recipe->seed = (guint64) field (self, INK_FIELD_SEED);
  if (!ink_recipe_same (recipe, ink_recipe_row_get (self->recipe)))
    g_strlcpy (recipe->name, "custom", sizeof recipe->name);
}

static void
fill_fields (InkTrainForm *self, const InkRecipe *recipe)
{
  double values[INK_N_RECIPE_FIELDS];

  ink_fields_from_recipe (recipe, values);
  self->filling = TRUE;
  for (guint i = 0; i < INK_N_RECIPE_FIELDS; i++)
    gtk_spin_button_set_value (self->spins[i], values[i]);
  for (guint i = 0; i < INK_N_CHOICES; i++)
    adw_combo_row_set_selected (ADW_COMBO_ROW (self->choices[i]),
                                ink_recipe_choice (recipe, (InkChoice) i));
  gtk_switch_set_active (self->nesterov, recipe->nesterov);
  self->filling = FALSE;
}

/* Says under the recipe what it is, or that it is no longer quite that. */
static void
describe_recipe (InkTrainForm *self, const InkRecipe *recipe)
{
  const InkRecipe *known = ink_recipe_row_get (self->recipe);
  const gboolean same = ink_recipe_same (recipe, known);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->recipe),
                               same ? ink_recipe_about (known)
                                    : "changed below");
  gtk_widget_set_visible (self->reset, !same);
}

static void
set_summary (GtkWidget *row, char *summary)
{
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), summary);
  g_free (summary);
}

static void
describe_groups (InkTrainForm *self, const InkRecipe *recipe)
{
  set_summary (self->optimizer, ink_recipe_optimizer_summary (recipe));
  set_summary (self->regularization,
               ink_recipe_regularization_summary (recipe));
  set_summary (self->run,
               ink_recipe_run_summary (
                   recipe, (guint) field (self, INK_FIELD_THREADS)));
}

static void
describe_choices (InkTrainForm *self, const InkRecipe *recipe)
{
  for (guint i = 0; i < INK_N_CHOICES; i++)
    {
      const guint value = ink_recipe_choice (recipe, (InkChoice) i);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->choices[i]),
                                   ink_choice_about ((InkChoice) i, value));
    }
  for (guint i = 0; i < INK_N_RECIPE_FIELDS; i++)
    gtk_widget_set_visible (self->rows[i],
                            ink_recipe_uses (recipe, (InkField) i));
}

/* What ink_recipe_check() has against the values, as long as it has. */
static void
show_problem (InkTrainForm *self, const InkRecipe *recipe)
{
  g_autoptr (GError) error = NULL;
  const gboolean fine = ink_recipe_check (recipe, &error);

  if (!fine && g_strcmp0 (gtk_label_get_text (self->problem), error->message))
    gtk_label_set_text (self->problem, error->message);
  gtk_widget_set_visible (self->problem_bar, !fine);
}

static void
describe (InkTrainForm *self)
{
  InkRecipe recipe;

  read_fields (self, &recipe);
  describe_recipe (self, &recipe);
  describe_groups (self, &recipe);
  describe_choices (self, &recipe);
  show_problem (self, &recipe);
}

static void
field_changed_cb (InkTrainForm *self)
{
  if (self->filling)
    return;
  describe (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
rate_changed_cb (InkTrainForm *self)
{
  if (self->running && !self->filling)
    g_signal_emit (self, signals[RATE_CHANGED], 0,
                   field (self, INK_FIELD_LEARNING_RATE));
}

static void
recipe_chosen_cb (InkTrainForm *self)
{
  fill_fields (self, ink_recipe_row_get (self->recipe));
  field_changed_cb (self);
}

static void
data_chosen_cb (InkTrainForm *self)
{
  const InkKnownDataset *data = ink_data_row_get (self->data);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->data), data->about);
  ink_download_row_set_data (INK_DOWNLOAD_ROW (self->download), data->name);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
data_installed_cb (InkTrainForm *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
make_setup_group (InkTrainForm *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  AdwPreferencesGroup *rows = ADW_PREFERENCES_GROUP (group);

  adw_preferences_group_set_title (rows, "Setup");
  adw_preferences_group_add (rows, ink_text_row_new ("Model", "LeNet-5"));
  adw_preferences_group_add (rows, self->data);
  adw_preferences_group_add (rows, self->download);
  adw_preferences_group_add (rows, self->recipe);
  return group;
}

static GtkWidget *
make_training_group (InkTrainForm *self)
{
  GtkWidget *in_order[] = {
    self->rows[INK_FIELD_EPOCHS],
    self->rows[INK_FIELD_BATCH_SIZE],
    self->rows[INK_FIELD_LEARNING_RATE],
    self->choices[INK_CHOICE_SCHEDULE],
    self->rows[INK_FIELD_PLATEAU_FACTOR],
    self->rows[INK_FIELD_PLATEAU_PATIENCE],
    self->choices[INK_CHOICE_AUGMENT],
  };
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), "Training");
  for (guint i = 0; i < G_N_ELEMENTS (in_order); i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), in_order[i]);
  return group;
}

/* @rows: NULL-terminated */
static GtkWidget *
make_expander (const char *title, GtkWidget *const *rows)
{
  GtkWidget *expander = adw_expander_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), title);
  for (; *rows != NULL; rows++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), *rows);
  return expander;
}

static GtkWidget *
make_details_group (InkTrainForm *self)
{
  GtkWidget *const optimizer[]
      = { self->choices[INK_CHOICE_OPTIMIZER],
          self->rows[INK_FIELD_MUON_LEARNING_RATE],
          self->rows[INK_FIELD_MUON_WEIGHT_DECAY],
          self->rows[INK_FIELD_MOMENTUM], self->nesterov_row,
          self->rows[INK_FIELD_WARM_UP], self->rows[INK_FIELD_CLIP_NORM],
          NULL };
  GtkWidget *const regularization[]
      = { self->rows[INK_FIELD_WEIGHT_DECAY],
          self->rows[INK_FIELD_LABEL_SMOOTHING],
          self->rows[INK_FIELD_EMA_DECAY],
          self->rows[INK_FIELD_NON_DIGITS],
          self->choices[INK_CHOICE_CALIBRATION], NULL };
  GtkWidget *const run[]
      = { self->choices[INK_CHOICE_PRECISION],
          self->rows[INK_FIELD_VALIDATION], self->rows[INK_FIELD_SEED],
          self->rows[INK_FIELD_THREADS], NULL };
  GtkWidget *group = adw_preferences_group_new ();
  AdwPreferencesGroup *rows = ADW_PREFERENCES_GROUP (group);

  self->optimizer = make_expander ("Optimizer", optimizer);
  self->regularization = make_expander ("Regularization", regularization);
  self->run = make_expander ("Run", run);
  adw_preferences_group_set_title (rows, "Details");
  adw_preferences_group_add (rows, self->optimizer);
  adw_preferences_group_add (rows, self->regularization);
  adw_preferences_group_add (rows, self->run);
  return group;
}

static void
make_rows (InkTrainForm *self)
{
  self->data = ink_combo_row_new (
      "Data", "What to learn from: its training split", ink_data_titles ());
  self->download = ink_download_row_new ();
  self->recipe = ink_combo_row_new ("Recipe",
                                    "Fills in every field below, but the "
                                    "seed and the threads",
                                    ink_recipe_titles ());
  self->reset = ink_row_add_button (self->recipe, "edit-undo-symbolic",
                                    "Back to the recipe's own values");
  for (guint i = 0; i < INK_N_CHOICES; i++)
    self->choices[i] = ink_combo_row_new (ink_choice_title ((InkChoice) i),
                                          ink_choice_tooltip ((InkChoice) i),
                                          ink_choice_names ((InkChoice) i));
  for (guint i = 0; i < INK_N_FIELDS; i++)
    self->rows[i] = ink_spin_row_new (ink_field_spec ((InkField) i),
                                      &self->spins[i]);
  self->nesterov_row = ink_switch_row_new (
      "Nesterov momentum",
      "Takes the gradient's step from where momentum leads; needs momentum",
      &self->nesterov);
  gtk_spin_button_set_range (self->spins[INK_FIELD_THREADS], 1,
                             ink_cpu_count ());
  gtk_spin_button_set_value (self->spins[INK_FIELD_THREADS],
                             ink_cpu_count ());
  gtk_spin_button_set_value (self->spins[INK_FIELD_SEED], 1);
}

static void
connect_rows (InkTrainForm *self)
{
  g_signal_connect_swapped (self->data, "notify::selected",
                            G_CALLBACK (data_chosen_cb), self);
  g_signal_connect_swapped (self->recipe, "notify::selected",
                            G_CALLBACK (recipe_chosen_cb), self);
  g_signal_connect_swapped (self->reset, "clicked",
                            G_CALLBACK (recipe_chosen_cb), self);
  for (guint i = 0; i < INK_N_CHOICES; i++)
    g_signal_connect_swapped (self->choices[i], "notify::selected",
                              G_CALLBACK (field_changed_cb), self);
  for (guint i = 0; i < INK_N_FIELDS; i++)
    g_signal_connect_swapped (self->spins[i], "value-changed",
                              G_CALLBACK (field_changed_cb), self);
  g_signal_connect_swapped (self->nesterov, "notify::active",
                            G_CALLBACK (field_changed_cb), self);
  g_signal_connect_swapped (self->spins[INK_FIELD_LEARNING_RATE],
                            "value-changed", G_CALLBACK (rate_changed_cb),
                            self);
}

static void
ink_train_form_dispose (GObject *object)
{
  InkTrainForm *self = INK_TRAIN_FORM (object);

  if (self->workbench != NULL)
    g_signal_handlers_disconnect_by_data (self->workbench, self);
  g_clear_object (&self->workbench);
  g_clear_pointer (&self->box, gtk_widget_unparent);
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

static GtkWidget *
make_scroller (InkTrainForm *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  gtk_box_append (GTK_BOX (box), make_setup_group (self));
  gtk_box_append (GTK_BOX (box), make_training_group (self));
  gtk_box_append (GTK_BOX (box), make_details_group (self));
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller),
                                  GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

/* Below the fields and out of what scrolls: it is in view wherever the field
 * that it speaks of may be. */
static GtkWidget *
make_problem_bar (InkTrainForm *self)
{
  GtkWidget *bar = ink_problem_bar_new (&self->problem);

  self->problem_bar = bar;
  gtk_label_set_max_width_chars (self->problem, 34);
  gtk_widget_set_margin_start (bar, 18);
  gtk_widget_set_margin_end (bar, 12);
  gtk_widget_set_margin_top (bar, 9);
  gtk_widget_set_margin_bottom (bar, 12);
  return bar;
}

static void
ink_train_form_init (InkTrainForm *self)
{
  make_rows (self);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), make_scroller (self));
  gtk_box_append (GTK_BOX (self->box), make_problem_bar (self));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
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

  *options = (InkRunOptions) { .data = ink_data_row_get (self->data)->name };
  read_fields (self, &options->recipe);
  options->n_threads = (guint) field (self, INK_FIELD_THREADS);
}

/* The known recipe that it is, or was before it was changed. */
static void
choose_recipe (InkTrainForm *self, const InkRecipe *recipe)
{
  guint n;
  const InkRecipe *known = ink_recipe_known (&n);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (known[i].name, recipe->name) == 0
        || ink_recipe_same (&known[i], recipe))
      adw_combo_row_set_selected (ADW_COMBO_ROW (self->recipe), i);
}

void
ink_train_form_set (InkTrainForm *self, const char *data,
                    const InkRecipe *recipe)
{
  g_return_if_fail (INK_IS_TRAIN_FORM (self));

  ink_data_row_set (self->data, data);
  choose_recipe (self, recipe);
  fill_fields (self, recipe);
  gtk_spin_button_set_value (self->spins[INK_FIELD_SEED],
                             (double) recipe->seed);
  field_changed_cb (self);
}

void
ink_train_form_commit (InkTrainForm *self)
{
  g_return_if_fail (INK_IS_TRAIN_FORM (self));
  for (guint i = 0; i < INK_N_FIELDS; i++)
    gtk_spin_button_update (self->spins[i]);
}

const char *
ink_train_form_data_title (InkTrainForm *self)
{
  g_return_val_if_fail (INK_IS_TRAIN_FORM (self), NULL);
  return ink_data_row_get (self->data)->title;
}

gboolean
ink_train_form_is_ready (InkTrainForm *self)
{
  g_return_val_if_fail (INK_IS_TRAIN_FORM (self), FALSE);
  return ink_dataset_is_installed (ink_data_row_get (self->data)->name);
}

/* GTK leaves the focus in an entry that becomes insensitive, and warns. */
static void
leave_fields (InkTrainForm *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *rate = self->rows[INK_FIELD_LEARNING_RATE];

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self))
      && !gtk_widget_is_ancestor (focus, rate))
    gtk_root_set_focus (root, NULL);
}

void
ink_train_form_set_running (InkTrainForm *self, gboolean running)
{
  GtkWidget *rows[] = { self->data, self->recipe, self->nesterov_row };

  g_return_if_fail (INK_IS_TRAIN_FORM (self));

  if (running)
    leave_fields (self);
  self->running = running;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_widget_set_sensitive (rows[i], !running);
  for (guint i = 0; i < INK_N_CHOICES; i++)
    gtk_widget_set_sensitive (self->choices[i], !running);
  for (guint i = 0; i < INK_N_FIELDS; i++)
    if (i != INK_FIELD_LEARNING_RATE)
      gtk_widget_set_sensitive (self->rows[i], !running);
  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (self->rows[INK_FIELD_LEARNING_RATE]),
      running ? "the peak, changed at once" : "");
}
