/* Two small toggles, of which one is down. */
#include "ui/evaluate/matrix-switch.h"

struct _InkMatrixSwitch
{
  GtkBox parent_instance;
  GtkToggleButton *shares;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkMatrixSwitch, ink_matrix_switch, GTK_TYPE_BOX)

static void
toggled_cb (InkMatrixSwitch *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkToggleButton *
add_toggle (InkMatrixSwitch *self, const char *label, const char *tooltip)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (label);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "ink-small-toggle");
  gtk_box_append (GTK_BOX (self), button);
  return GTK_TOGGLE_BUTTON (button);
}

static void
ink_matrix_switch_class_init (InkMatrixSwitchClass *klass)
{
  signals[CHANGED]
      = g_signal_new ("changed", INK_TYPE_MATRIX_SWITCH, G_SIGNAL_RUN_LAST, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ink_matrix_switch_init (InkMatrixSwitch *self)
{
  GtkToggleButton *counts
      = add_toggle (self, "Counts", "How many examples are in each cell");

  self->shares = add_toggle (self, "Shares", "Cells in % of the true class");
  gtk_toggle_button_set_group (self->shares, counts);
  gtk_toggle_button_set_active (counts, TRUE);
  g_signal_connect_swapped (self->shares, "toggled", G_CALLBACK (toggled_cb),
                            self);
  gtk_widget_add_css_class (GTK_WIDGET (self), "linked");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Cells of the confusion matrix", -1);
}

GtkWidget *
ink_matrix_switch_new (void)
{
  return g_object_new (INK_TYPE_MATRIX_SWITCH, NULL);
}

gboolean
ink_matrix_switch_get_shares (InkMatrixSwitch *self)
{
  g_return_val_if_fail (INK_IS_MATRIX_SWITCH (self), FALSE);
  return gtk_toggle_button_get_active (self->shares);
}
