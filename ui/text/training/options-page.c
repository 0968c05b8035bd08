/* The form of naive Bayes, and a group of rows below it. */
#include "ui/text/training/options-page.h"

#include <adwaita.h>
#include <string.h>

#include "ui/naive-bayes/naive-bayes-form.h"
#include "ui/rows.h"

static const double shares[] = { 0, 0.1, 0.2 };
static const char *const share_names[] = { "None", "10 %", "20 %", NULL };
#define USUAL_SHARE 2

static const InkSpinSpec seed_spec
    = { .title = "Seed",
        .low = 0,
        .high = 4294967295.0,
        .step = 1,
        .tooltip = "Of what is held out, and of the folds of calibrating: the "
                   "same seed, the same model" };

struct _InkOptionsPage
{
  GtkWidget parent_instance;
  GtkWidget *scroller;
  InkNaiveBayesForm *form;
  GtkWidget *held_out; /* AdwComboRow */
  GtkWidget *seed_row;
  GtkSpinButton *seed;
  GtkSwitch *calibrate;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkOptionsPage, ink_options_page, GTK_TYPE_WIDGET)

static double
chosen_share (InkOptionsPage *self)
{
  const guint chosen
      = adw_combo_row_get_selected (ADW_COMBO_ROW (self->held_out));

  return shares[MIN (chosen, G_N_ELEMENTS (shares) - 1)];
}

static const char *
recipe_word (InkOptionsPage *self)
{
  const char *name = ink_naive_bayes_form_get_recipe (self->form);

  if (name == NULL)
    return "own options";
  return strcmp (name, "default") == 0 ? NULL : name;
}

gboolean
ink_options_page_get (InkOptionsPage *self, InkTrainingOptions *options,
                      GError **error)
{
  InkTrainingOptions read = { 0 };

  g_return_val_if_fail (INK_IS_OPTIONS_PAGE (self), FALSE);

  ink_naive_bayes_form_commit (self->form);
  gtk_spin_button_update (self->seed);
  if (!ink_naive_bayes_form_get_options (self->form, &read.bayes, error))
    return FALSE;
  read.held_out = chosen_share (self);
  read.seed = (guint64) gtk_spin_button_get_value (self->seed);
  read.calibrate = gtk_switch_get_active (self->calibrate);
  read.recipe = recipe_word (self);
  *options = read;
  return TRUE;
}

static void
changed_cb (InkOptionsPage *self)
{
  const gboolean any = chosen_share (self) > 0;

  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (self->held_out),
      any ? "of each class; they measure the model and do not teach it"
          : "all texts teach the model, and nothing measures it");
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
make_group (InkOptionsPage *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *calibrate = ink_switch_row_new (
      "Calibrate",
      "Fits how sure the model is to how often it is right, on folds of what "
      "it learns from, each read by the model without it: the class stays the "
      "same",
      &self->calibrate);

  self->held_out = ink_combo_row_new (
      "Held-out texts", "Which part of the texts the model is not to see",
      gtk_string_list_new (share_names));
  self->seed_row = ink_spin_row_new (&seed_spec, &self->seed);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->held_out), USUAL_SHARE);
  gtk_spin_button_set_value (self->seed, 1);
  gtk_switch_set_active (self->calibrate, TRUE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (calibrate),
                               "probabilities that mean what they say");
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group),
                                   "Measuring and Calibrating");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->held_out);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->seed_row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), calibrate);
  return group;
}

static void
ink_options_page_dispose (GObject *object)
{
  g_clear_pointer (&INK_OPTIONS_PAGE (object)->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (ink_options_page_parent_class)->dispose (object);
}

static void
ink_options_page_class_init (InkOptionsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_options_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
  signals[CHANGED]
      = g_signal_new ("changed", INK_TYPE_OPTIONS_PAGE, G_SIGNAL_RUN_LAST, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ink_options_page_init (InkOptionsPage *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->form = INK_NAIVE_BAYES_FORM (ink_naive_bayes_form_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->form));
  gtk_box_append (GTK_BOX (box), make_group (self));
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller),
                                  GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), clamp);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  changed_cb (self);
  g_signal_connect_swapped (self->form, "changed", G_CALLBACK (changed_cb),
                            self);
  g_signal_connect_swapped (self->held_out, "notify::selected",
                            G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->seed, "value-changed",
                            G_CALLBACK (changed_cb), self);
}

GtkWidget *
ink_options_page_new (void)
{
  return g_object_new (INK_TYPE_OPTIONS_PAGE, NULL);
}
