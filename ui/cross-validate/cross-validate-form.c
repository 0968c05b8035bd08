/* The form of a cross-validation. What it says is looked at as a whole, at each
 * change: where it is no order, the reason is given instead. */
#include "ui/cross-validate/cross-validate-form.h"

#include <adwaita.h>

#include "ui/cross-validate/cross-validate-setup.h"
#include "ui/cross-validate/learning-curve-row.h"
#include "ui/naive-bayes/naive-bayes-form.h"
#include "ui/rows.h"

typedef enum
{
  SPIN_FOLDS,
  SPIN_REPEATS,
  SPIN_SEED,
  SPIN_LEVEL,
  N_SPINS,
} Spin;

static const InkSpinSpec spin_specs[N_SPINS] = {
  [SPIN_FOLDS] = { .title = "Folds",
                   .low = 2,
                   .high = INK_CROSS_VALIDATION_MAX_FOLDS,
                   .step = 1,
                   .tooltip = "Into how many parts the examples are cut; each "
                              "is held out once" },
  [SPIN_REPEATS] = { .title = "Repeats",
                     .low = 1,
                     .high = INK_CROSS_VALIDATION_MAX_REPEATS,
                     .step = 1,
                     .tooltip = "How often they are cut anew" },
  [SPIN_SEED] = { .title = "Seed",
                  .low = 0,
                  .high = 4294967295.0,
                  .step = 1,
                  .tooltip = "Of the cuts and of the training: the same seed, "
                             "the same result" },
  [SPIN_LEVEL] = { .title = "Level of intervals, %",
                   .low = 50,
                   .high = 99.9,
                   .step = 1,
                   .digits = 1,
                   .tooltip = "How often such an interval holds the true "
                              "value" },
};

struct _InkCrossValidateForm
{
  GtkWidget parent_instance;
  GtkWidget *scroller;
  GtkWidget *groups; /* all of it */
  InkCrossValidateSetup *setup;
  InkNaiveBayesForm *bayes;           /* in sight where it is chosen */
  InkNaiveBayesOptions bayes_options; /* what it said when it was last asked */
  GtkWidget *rows[N_SPINS];
  GtkSpinButton *spins[N_SPINS];
  InkLearningCurveRow *curve;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkCrossValidateForm, ink_cross_validate_form,
                     GTK_TYPE_WIDGET)

static double
number (InkCrossValidateForm *self, Spin which)
{
  return gtk_spin_button_get_value (self->spins[which]);
}

static void
set_number (InkCrossValidateForm *self, Spin which, double value)
{
  gtk_spin_button_set_value (self->spins[which], value);
}

static void
read_options (InkCrossValidateForm *self, InkCrossValidationOptions *options)
{
  *options = INK_CROSS_VALIDATION_OPTIONS_DEFAULT;
  options->n_folds = (guint) number (self, SPIN_FOLDS);
  options->n_repeats = (guint) number (self, SPIN_REPEATS);
  options->seed = (guint64) number (self, SPIN_SEED);
  options->level = number (self, SPIN_LEVEL) / 100;
}

gboolean
ink_cross_validate_form_get (InkCrossValidateForm *self,
                             InkCrossValidateRequest *request, GError **error)
{
  InkCrossValidateRequest read = { 0 };

  g_return_val_if_fail (INK_IS_CROSS_VALIDATE_FORM (self), FALSE);

  if (!ink_cross_validate_setup_get (self->setup, &read.texts, &read.mail,
                                     &read.data, &read.recipe, error))
    return FALSE;
  if (read.texts
      && !ink_naive_bayes_form_get_options (self->bayes, &self->bayes_options,
                                            error))
    return FALSE;
  if (read.texts)
    read.bayes = &self->bayes_options;
  read_options (self, &read.options);
  read.recipe.seed = read.options.seed;
  if (!read.texts && !ink_recipe_check (&read.recipe, error))
    return FALSE;
  if (!ink_learning_curve_row_get (self->curve, read.fractions,
                                   &read.n_fractions, &read.figure, error))
    return FALSE;
  *request = read;
  return TRUE;
}

void
ink_cross_validate_form_set (InkCrossValidateForm *self,
                             const InkCrossValidateRequest *request)
{
  g_return_if_fail (INK_IS_CROSS_VALIDATE_FORM (self));

  ink_cross_validate_setup_set (self->setup, request->texts, request->mail,
                                request->data, &request->recipe);
  if (request->texts)
    ink_naive_bayes_form_set_options (self->bayes,
                                      request->bayes != NULL
                                          ? request->bayes
                                          : &INK_NAIVE_BAYES_OPTIONS_DEFAULT);
  set_number (self, SPIN_FOLDS, request->options.n_folds);
  set_number (self, SPIN_REPEATS, request->options.n_repeats);
  set_number (self, SPIN_SEED, (double) request->options.seed);
  set_number (self, SPIN_LEVEL, 100 * request->options.level);
  ink_learning_curve_row_set (self->curve, request->fractions,
                              request->n_fractions, request->figure);
}

char *
ink_cross_validate_form_describe (InkCrossValidateForm *self)
{
  g_return_val_if_fail (INK_IS_CROSS_VALIDATE_FORM (self), NULL);
  return ink_cross_validate_setup_describe (self->setup);
}

void
ink_cross_validate_form_commit (InkCrossValidateForm *self)
{
  g_return_if_fail (INK_IS_CROSS_VALIDATE_FORM (self));

  ink_cross_validate_setup_commit (self->setup);
  ink_naive_bayes_form_commit (self->bayes);
  for (guint i = 0; i < N_SPINS; i++)
    gtk_spin_button_update (self->spins[i]);
}

/* GTK leaves the focus in an entry that becomes insensitive, and warns. */
static void
leave_fields (InkCrossValidateForm *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    gtk_root_set_focus (root, NULL);
}

void
ink_cross_validate_form_set_running (InkCrossValidateForm *self,
                                     gboolean running)
{
  g_return_if_fail (INK_IS_CROSS_VALIDATE_FORM (self));

  if (running)
    leave_fields (self);
  gtk_widget_set_sensitive (self->groups, !running);
}

static void
changed_cb (InkCrossValidateForm *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
setup_changed_cb (InkCrossValidateForm *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->bayes),
                          ink_cross_validate_setup_reads_texts (self->setup));
  changed_cb (self);
}

static void
make_spins (InkCrossValidateForm *self)
{
  const InkCrossValidationOptions options
      = INK_CROSS_VALIDATION_OPTIONS_DEFAULT;

  for (guint i = 0; i < N_SPINS; i++)
    self->rows[i] = ink_spin_row_new (&spin_specs[i], &self->spins[i]);
  set_number (self, SPIN_FOLDS, options.n_folds);
  set_number (self, SPIN_REPEATS, options.n_repeats);
  set_number (self, SPIN_SEED, (double) options.seed);
  set_number (self, SPIN_LEVEL, 100 * options.level);
  for (guint i = 0; i < N_SPINS; i++)
    g_signal_connect_swapped (self->spins[i], "value-changed",
                              G_CALLBACK (changed_cb), self);
}

static GtkWidget *
make_group (const char *title, GtkWidget *const *rows, guint n)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  for (guint i = 0; i < n; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), rows[i]);
  return group;
}

static GtkWidget *
make_groups (InkCrossValidateForm *self, GtkWidget *setup, GtkWidget *curve)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  gtk_box_append (GTK_BOX (box), setup);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->bayes));
  gtk_box_append (GTK_BOX (box),
                  make_group ("Held Out in Turn", self->rows, N_SPINS));
  gtk_box_append (GTK_BOX (box), make_group ("Afterwards", &curve, 1));
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);
  return box;
}

static void
ink_cross_validate_form_dispose (GObject *object)
{
  InkCrossValidateForm *self = INK_CROSS_VALIDATE_FORM (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (ink_cross_validate_form_parent_class)->dispose (object);
}

static void
ink_cross_validate_form_class_init (InkCrossValidateFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_cross_validate_form_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
  signals[CHANGED]
      = g_signal_new ("changed", INK_TYPE_CROSS_VALIDATE_FORM,
                      G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ink_cross_validate_form_init (InkCrossValidateForm *self)
{
  make_spins (self);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller),
                                  GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_widget_set_size_request (GTK_WIDGET (self), 350, -1);
}

GtkWidget *
ink_cross_validate_form_new (InkWorkbench *workbench)
{
  InkCrossValidateForm *self
      = g_object_new (INK_TYPE_CROSS_VALIDATE_FORM, NULL);
  GtkWidget *setup = ink_cross_validate_setup_new (workbench);
  GtkWidget *curve = ink_learning_curve_row_new ();

  self->setup = INK_CROSS_VALIDATE_SETUP (setup);
  self->bayes = INK_NAIVE_BAYES_FORM (ink_naive_bayes_form_new ());
  self->curve = INK_LEARNING_CURVE_ROW (curve);
  self->groups = make_groups (self, setup, curve);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller),
                                 self->groups);
  ink_cross_validate_setup_take_drops (self->setup, GTK_WIDGET (self));
  g_signal_connect_swapped (setup, "changed", G_CALLBACK (setup_changed_cb),
                            self);
  g_signal_connect_swapped (self->bayes, "changed", G_CALLBACK (changed_cb),
                            self);
  setup_changed_cb (self);
  g_signal_connect_swapped (curve, "changed", G_CALLBACK (changed_cb), self);
  return GTK_WIDGET (self);
}
