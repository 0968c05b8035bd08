/* Raw probabilities on request. Both models share all but the temperature, so
 * that the raw one is made at once and costs nothing. */
#include "ui/text/text-calibration.h"

#include "core/model/naive-bayes-calibration.h"
#include "ui/format.h"

struct _InkTextCalibration
{
  GtkWidget parent_instance;
  GtkWidget *button; /* check button */
  gboolean filling;  /* the button shows what is, nobody pressed it */
  gboolean wanted;   /* raw ones, where there is a choice */
  InkModel *model;   /* (nullable) */
  InkModel *raw;     /* (nullable) */
};

G_DEFINE_FINAL_TYPE (InkTextCalibration, ink_text_calibration, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_calibrated (InkTextCalibration *self)
{
  return self->model != NULL
         && ink_naive_bayes_temperature (self->model) != 1;
}

static char *
describe_held_out (const InkNaiveBayesCalibration *c)
{
  g_autofree char *n = ink_format_count (c->n);
  g_autofree char *raw = ink_format_figure (100 * c->error_before, 1, 100);
  g_autofree char *calibrated
      = ink_format_figure (100 * c->error_after, 1, 100);

  return g_strdup_printf ("It was fitted to %s texts, each read by a model "
                          "that had not seen it. There, calibrated "
                          "probabilities are off by %s %% on average, raw "
                          "ones by %s %%.",
                          n, calibrated, raw);
}

static char *
describe (InkTextCalibration *self)
{
  InkNaiveBayesCalibration c;
  g_autofree char *held_out = NULL;
  double temperature;

  if (!is_calibrated (self))
    return g_strdup ("This model is not calibrated: its probabilities are "
                     "those of naive Bayes as they are, which takes words for "
                     "independent.");
  temperature = ink_naive_bayes_temperature (self->model);
  if (ink_naive_bayes_calibration_of (self->model, &c))
    held_out = describe_held_out (&c);
  return g_strdup_printf (
      "Naive Bayes takes words for independent, and its own, raw probabilities "
      "are %s. Calibrated ones divide the log scores by a temperature, here "
      "%.3g; the class stays the same.%s%s",
      temperature > 1 ? "too sure" : "not sure enough", temperature,
      held_out != NULL ? " " : "", held_out != NULL ? held_out : "");
}

static void
show (InkTextCalibration *self)
{
  g_autofree char *text = describe (self);

  self->filling = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->button),
                               self->wanted || !is_calibrated (self));
  self->filling = FALSE;
  gtk_widget_set_sensitive (self->button, is_calibrated (self));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

static void
toggled_cb (InkTextCalibration *self)
{
  if (self->filling)
    return;
  self->wanted = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->button));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
ink_text_calibration_dispose (GObject *object)
{
  InkTextCalibration *self = INK_TEXT_CALIBRATION (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->model, ink_model_unref);
  g_clear_pointer (&self->raw, ink_model_unref);
  G_OBJECT_CLASS (ink_text_calibration_parent_class)->dispose (object);
}

static void
ink_text_calibration_class_init (InkTextCalibrationClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_text_calibration_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass),
                                   G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
ink_text_calibration_init (InkTextCalibration *self)
{
  self->button
      = gtk_check_button_new_with_mnemonic ("_Raw probabilities");
  gtk_widget_add_css_class (self->button, "caption");
  gtk_widget_set_halign (self->button, GTK_ALIGN_END);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  g_signal_connect_swapped (self->button, "toggled", G_CALLBACK (toggled_cb),
                            self);
  show (self);
}

GtkWidget *
ink_text_calibration_new (void)
{
  return g_object_new (INK_TYPE_TEXT_CALIBRATION, NULL);
}

void
ink_text_calibration_set_model (InkTextCalibration *self, InkModel *model)
{
  InkModel *held = model == NULL ? NULL : ink_model_ref (model);

  g_return_if_fail (INK_IS_TEXT_CALIBRATION (self));
  g_clear_pointer (&self->model, ink_model_unref);
  g_clear_pointer (&self->raw, ink_model_unref);
  self->model = held;
  if (is_calibrated (self))
    self->raw = ink_naive_bayes_with_temperature (model, 1);
  show (self);
}

InkModel *
ink_text_calibration_get_model (InkTextCalibration *self)
{
  return self->wanted && self->raw != NULL ? self->raw : self->model;
}
