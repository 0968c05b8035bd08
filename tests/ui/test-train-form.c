/* The form of the page Train: every field reaches the recipe, for eyes and for
 * screen readers, and values that contradict each other are refused. */
#include "tests/ui/train-page.h"

static void
test_options (void)
{
  Fixture fixture;
  InkRunOptions options;
  const InkRecipe *known;
  guint n;

  open_page (&fixture);
  known = ink_recipe_known (&n);
  ink_page_train_get_options (fixture.page, &options);
  g_assert_cmpstr (options.data, ==, "mnist");
  g_assert_cmpstr (options.recipe.name, ==, known[0].name);
  g_assert_cmpuint (options.recipe.epochs, ==, known[0].epochs);
  g_assert_cmpfloat_with_epsilon (options.recipe.learning_rate,
                                  known[0].learning_rate, 1e-12);
  g_assert_cmpfloat_with_epsilon (options.recipe.weight_decay,
                                  known[0].weight_decay, 1e-12);

  set_spin (&fixture, 0, known[0].epochs + 3);
  ink_page_train_get_options (fixture.page, &options);
  g_assert_cmpuint (options.recipe.epochs, ==, known[0].epochs + 3);
  g_assert_cmpstr (options.recipe.name, ==, "custom");
  set_spin (&fixture, 0, known[0].epochs);
  ink_page_train_get_options (fixture.page, &options);
  g_assert_cmpstr (options.recipe.name, ==, known[0].name);
  close_page (&fixture);
}

/* Every number of the form reaches the recipe and makes it another one. */
static void
test_numbers (void)
{
  Fixture fixture;
  const char *name;
  guint n;

  open_page (&fixture);
  name = ink_recipe_known (&n)[0].name;
  for (guint i = 0; i < INK_N_RECIPE_FIELDS; i++)
    {
      const gboolean plateau
          = i == INK_FIELD_PLATEAU_FACTOR || i == INK_FIELD_PLATEAU_PATIENCE;
      const gboolean muon = i == INK_FIELD_MUON_LEARNING_RATE
                            || i == INK_FIELD_MUON_WEIGHT_DECAY;
      GtkSpinButton *spin = find_spin (&fixture, (InkField) i);
      const double old = gtk_spin_button_get_value (spin);
      double values[INK_N_RECIPE_FIELDS];
      InkRecipe recipe;

      if (plateau)
        choose (&fixture, "Schedule", INK_SCHEDULE_PLATEAU);
      if (muon)
        choose (&fixture, "Method", INK_OPTIMIZER_MUON);
      gtk_spin_button_spin (spin, GTK_SPIN_STEP_FORWARD, 0);
      recipe = form_recipe (&fixture);
      g_assert_cmpstr (recipe.name, ==, "custom");
      ink_fields_from_recipe (&recipe, values);
      g_assert_cmpfloat (values[i], >, old);
      g_assert_cmpfloat_with_epsilon (
          values[i], old + ink_field_spec ((InkField) i)->step, 1e-9);
      gtk_spin_button_set_value (spin, old);
      if (plateau)
        choose (&fixture, "Schedule", ink_recipe_known (&n)[0].schedule);
      if (muon)
        choose (&fixture, "Method", ink_recipe_known (&n)[0].optimizer);
      recipe = form_recipe (&fixture);
      g_assert_cmpstr (recipe.name, ==, name);
    }
  close_page (&fixture);
}

static void
test_choices (void)
{
  static const guint n_values[INK_N_CHOICES]
      = { INK_N_OPTIMIZERS, INK_SCHEDULE_PLATEAU + 1, INK_AUGMENT_ELASTIC + 1,
          INK_N_CALIBRATIONS, INK_PRECISION_BF16 + 1 };
  Fixture fixture;
  InkRecipe recipe;
  GtkWidget *reset;
  guint n;

  open_page (&fixture);
  for (guint i = 0; i < INK_N_CHOICES; i++)
    {
      const char *title = ink_choice_title ((InkChoice) i);
      AdwComboRow *row = ADW_COMBO_ROW (find_row (&fixture, title));

      g_assert_cmpuint (
          g_list_model_get_n_items (adw_combo_row_get_model (row)), ==,
          n_values[i]);
      for (guint value = 0; value < n_values[i]; value++)
        {
          choose (&fixture, title, value);
          recipe = form_recipe (&fixture);
          g_assert_cmpuint (ink_recipe_choice (&recipe, (InkChoice) i), ==,
                            value);
          g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)),
                           ==, ink_choice_about ((InkChoice) i, value));
        }
    }
  set_nesterov (&fixture, TRUE);
  g_assert_true (form_recipe (&fixture).nesterov);
  recipe = form_recipe (&fixture);
  g_assert_cmpstr (recipe.name, ==, "custom");

  reset = find_in_row (&fixture, "Recipe", GTK_TYPE_BUTTON);
  g_assert_true (gtk_widget_get_visible (reset));
  g_signal_emit_by_name (reset, "clicked");
  recipe = form_recipe (&fixture);
  g_assert_true (ink_recipe_same (&recipe, &ink_recipe_known (&n)[0]));
  g_assert_false (gtk_widget_get_visible (reset));

  choose (&fixture, "Recipe", 3); /* fills everything */
  recipe = form_recipe (&fixture);
  g_assert_cmpstr (recipe.name, ==, "seed");
  g_assert_false (recipe.nesterov);
  g_assert_true (ink_recipe_same (&recipe, &ink_recipe_known (&n)[3]));
  close_page (&fixture);
}

static void
test_plateau_rows (void)
{
  Fixture fixture;
  GtkWidget *factor, *patience;

  open_page (&fixture);
  factor = find_row (&fixture, "Plateau factor");
  patience = find_row (&fixture, "Plateau patience");
  g_assert_false (gtk_widget_get_visible (factor));
  choose (&fixture, "Schedule", INK_SCHEDULE_PLATEAU);
  g_assert_true (gtk_widget_get_visible (factor));
  g_assert_true (gtk_widget_get_visible (patience));
  g_assert_cmpfloat (form_recipe (&fixture).plateau_factor, >, 0);
  g_assert_cmpfloat (form_recipe (&fixture).plateau_factor, <, 1);
  choose (&fixture, "Schedule", INK_SCHEDULE_COSINE);
  g_assert_false (gtk_widget_get_visible (factor));
  g_assert_false (gtk_widget_get_visible (patience));
  close_page (&fixture);
}

static void
test_muon_rows (void)
{
  Fixture fixture;
  GtkWidget *rate, *decay;

  open_page (&fixture);
  rate = find_row (&fixture, "Muon learning rate");
  decay = find_row (&fixture, "Muon weight decay");
  g_assert_false (gtk_widget_get_visible (rate));
  choose (&fixture, "Method", INK_OPTIMIZER_MUON);
  g_assert_true (gtk_widget_get_visible (rate));
  g_assert_true (gtk_widget_get_visible (decay));
  g_assert_cmpfloat (form_recipe (&fixture).muon_learning_rate, >, 0);
  g_assert_true (is_said (&fixture, "Muon 0.005"));
  choose (&fixture, "Method", INK_OPTIMIZER_SGD);
  g_assert_false (gtk_widget_get_visible (rate));
  g_assert_false (gtk_widget_get_visible (decay));
  close_page (&fixture);
}

/* A screen reader is told each control's name, and what it does. */
static void
test_named (void)
{
  Fixture fixture;

  open_page (&fixture);
  for (guint i = 0; i < INK_N_FIELDS; i++)
    {
      const InkSpinSpec *spec = ink_field_spec ((InkField) i);
      GtkSpinButton *spin = find_spin (&fixture, (InkField) i);

      gtk_test_accessible_assert_property (
          spin, GTK_ACCESSIBLE_PROPERTY_LABEL, spec->title);
      gtk_test_accessible_assert_property (
          spin, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spec->tooltip);
    }
  for (guint i = 0; i < INK_N_CHOICES; i++)
    {
      const char *title = ink_choice_title ((InkChoice) i);

      gtk_test_accessible_assert_property (find_row (&fixture, title),
                                           GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           title);
      gtk_test_accessible_assert_property (
          find_row (&fixture, title), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
          ink_choice_tooltip ((InkChoice) i));
    }
  gtk_test_accessible_assert_property (
      find_in_row (&fixture, "Nesterov momentum", GTK_TYPE_SWITCH),
      GTK_ACCESSIBLE_PROPERTY_LABEL, "Nesterov momentum");
  close_page (&fixture);
}

/* 0 reads "off", for a screen reader too, and may be typed like that. */
static void
test_off (void)
{
  Fixture fixture;
  GtkSpinButton *spin;
  GtkEditable *text;

  open_page (&fixture);
  spin = find_spin (&fixture, INK_FIELD_EMA_DECAY);
  text = GTK_EDITABLE (spin);
  g_assert_cmpstr (gtk_editable_get_text (text), ==, "off");
  gtk_test_accessible_assert_property (
      spin, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, "off");
  type_text (spin, "0.9950");
  g_assert_cmpstr (gtk_editable_get_text (text), ==, "0.995");
  g_assert_cmpfloat (form_recipe (&fixture).ema_decay, ==, 0.995);
  gtk_test_accessible_assert_property (
      spin, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, "0.995");
  type_text (spin, "often");
  g_assert_cmpstr (gtk_editable_get_text (text), ==, "0.995");
  type_text (spin, " Off ");
  g_assert_cmpfloat (form_recipe (&fixture).ema_decay, ==, 0);
  g_assert_cmpstr (gtk_editable_get_text (text), ==, "off");

  spin = find_spin (&fixture, INK_FIELD_EPOCHS);
  type_text (spin, "100"); /* no zeros are lost of a whole number */
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, "100");
  close_page (&fixture);
}

/* Each field alone tells two recipes apart. */
static void
test_same_recipe (void)
{
  const InkRecipe plain = small_recipe (3);
  InkRecipe other = plain;

  other.seed++;
  g_strlcpy (other.name, "other", sizeof other.name);
  g_assert_true (ink_recipe_same (&plain, &other));
  other = plain;
  other.plateau_factor = 0.5; /* means nothing here */
  g_assert_true (ink_recipe_same (&plain, &other));
  other = plain;
  other.muon_learning_rate = 0.5; /* nor this */
  g_assert_true (ink_recipe_same (&plain, &other));

#define assert_told_apart(field, value)                                        \
  G_STMT_START                                                                 \
  {                                                                            \
    other = plain;                                                             \
    other.field = value;                                                       \
    g_assert_false (ink_recipe_same (&plain, &other));                         \
  }                                                                            \
  G_STMT_END
  assert_told_apart (epochs, 4);
  assert_told_apart (batch_size, 51);
  assert_told_apart (learning_rate, 0.021);
  assert_told_apart (optimizer, INK_OPTIMIZER_MUON);
  assert_told_apart (momentum, 0.91);
  assert_told_apart (nesterov, TRUE);
  assert_told_apart (weight_decay, 1e-5);
  assert_told_apart (clip_norm, 1);
  assert_told_apart (label_smoothing, 0.1);
  assert_told_apart (ema_decay, 0.99);
  assert_told_apart (schedule, INK_SCHEDULE_PLATEAU);
  assert_told_apart (warm_up, 0.5);
  assert_told_apart (augment, INK_AUGMENT_ELASTIC);
  assert_told_apart (precision, INK_PRECISION_BF16);
  assert_told_apart (validation_fraction, 0.2);
#undef assert_told_apart
}

static void
message_cb (InkWorkbench *workbench, const char *message, gpointer user_data)
{
  guint *n = user_data;

  *n += 1;
}

/* Values that contradict each other are told beside the form, refused, and
 * kept for the user to mend. */
static void
check_refused (Fixture *fixture, const char *reason)
{
  const InkRecipe before = form_recipe (fixture);
  g_autoptr (GError) error = NULL;
  InkRecipe after;
  guint n = 0;

  g_assert_false (ink_recipe_check (&before, &error));
  g_assert_nonnull (strstr (error->message, reason));
  g_assert_true (is_said (fixture, error->message));
  g_signal_connect (fixture->workbench, "message", G_CALLBACK (message_cb),
                    &n);
  ink_page_train_start (fixture->page);
  g_signal_handlers_disconnect_by_data (fixture->workbench, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_null (ink_workbench_get_run (fixture->workbench));
  after = form_recipe (fixture);
  g_assert_true (ink_recipe_same (&before, &after));
  g_assert_true (is_said (fixture, error->message));
}

static void
test_contradictions (void)
{
  Fixture fixture;

  open_page (&fixture);
  g_assert_false (is_said (&fixture, "expected"));
  set_nesterov (&fixture, TRUE);
  gtk_spin_button_set_value (find_spin (&fixture, INK_FIELD_MOMENTUM), 0);
  check_refused (&fixture, "momentum");
  set_nesterov (&fixture, FALSE);
  g_assert_false (is_said (&fixture, "expected"));

  set_spin (&fixture, 0, 2);
  gtk_spin_button_set_value (find_spin (&fixture, INK_FIELD_WARM_UP), 5);
  check_refused (&fixture, "warm-up");
  gtk_spin_button_set_value (find_spin (&fixture, INK_FIELD_WARM_UP), 1);
  g_assert_false (is_said (&fixture, "expected"));
  close_page (&fixture);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = small_mnist_new ();
  int status = 0;

  g_setenv ("GTK_A11Y", "test", TRUE); /* what a screen reader is told */
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/train-form/options", test_options);
  g_test_add_func ("/ui/train-form/numbers", test_numbers);
  g_test_add_func ("/ui/train-form/choices", test_choices);
  g_test_add_func ("/ui/train-form/plateau-rows", test_plateau_rows);
  g_test_add_func ("/ui/train-form/muon-rows", test_muon_rows);
  g_test_add_func ("/ui/train-form/named", test_named);
  g_test_add_func ("/ui/train-form/off", test_off);
  g_test_add_func ("/ui/train-form/same-recipe", test_same_recipe);
  g_test_add_func ("/ui/train-form/contradictions", test_contradictions);
  if (on_screen_init ())
    status = g_test_run ();
  temp_folder_remove (folder);
  return status;
}
