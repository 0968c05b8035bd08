/* Rows of forms: a number with a spin button, a switch, a choice, a plain
 * text, something typed. */
#include "ui/rows.h"

#include <adwaita.h>
#include <math.h>
#include <string.h>

/* A spin button in a form that scrolls must not take the wheel: a number
 * would change because the pointer happened to pass. */
static void
leave_the_wheel (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  const guint n = g_list_model_get_n_items (controllers);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkEventController) controller
          = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
    }
}

/* "0.0500" as "0.05", whatever the locale's point. */
static void
strip_zeros (char *text)
{
  gsize n = strlen (text);

  if (strspn (text, "-0123456789") == n)
    return;
  while (n > 1 && text[n - 1] == '0')
    n--;
  while (n > 1 && !g_ascii_isdigit (text[n - 1]))
    n--;
  text[n] = '\0';
}

static gboolean
show_number_cb (GtkSpinButton *spin, const char *zero)
{
  const double value = gtk_spin_button_get_value (spin);
  g_autofree char *text = NULL;

  if (value == 0 && zero != NULL)
    text = g_strdup (zero);
  else
    {
      text = g_strdup_printf (
          "%.*f", (int) gtk_spin_button_get_digits (spin), value);
      strip_zeros (text);
    }
  if (strcmp (text, gtk_editable_get_text (GTK_EDITABLE (spin))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (spin), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text,
                                  -1);
  return TRUE;
}

/* What is no number leaves the old value; GTK_INPUT_ERROR would make it 0. */
static int
read_number_cb (GtkSpinButton *spin, double *value, const char *zero)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (spin));
  g_autofree char *bare = g_strstrip (g_strdup (text));
  char *end = NULL;
  const double number = g_strtod (bare, &end);

  if (g_ascii_strcasecmp (bare, zero) == 0)
    *value = 0;
  else if (end != bare && *end == '\0' && isfinite (number))
    *value = number;
  else
    *value = gtk_spin_button_get_value (spin);
  return TRUE;
}

static void
show_as_spec_says (GtkSpinButton *spin, const InkSpinSpec *spec)
{
  gtk_spin_button_set_numeric (spin, spec->zero == NULL);
  g_signal_connect (spin, "output", G_CALLBACK (show_number_cb),
                    (gpointer) spec->zero);
  if (spec->zero != NULL)
    g_signal_connect (spin, "input", G_CALLBACK (read_number_cb),
                      (gpointer) spec->zero);
  show_number_cb (spin, spec->zero);
}

/* For the eye the title stands beside the control; for a screen reader it is
 * the control's own. */
static void
name_control (GtkWidget *row, GtkWidget *control, const char *title,
              const char *tooltip)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (control),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  if (tooltip == NULL)
    return;
  gtk_widget_set_tooltip_text (row, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, tooltip,
                                  -1);
}

/* A row whose end is @control, which a click anywhere on the row reaches. */
static GtkWidget *
control_row_new (const char *title, const char *tooltip, GtkWidget *control)
{
  GtkWidget *row = adw_action_row_new ();

  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
  name_control (row, control, title, tooltip);
  return row;
}

GtkWidget *
ink_spin_row_new (const InkSpinSpec *spec, GtkSpinButton **spin)
{
  GtkWidget *button
      = gtk_spin_button_new_with_range (spec->low, spec->high, spec->step);
  GtkWidget *row = control_row_new (spec->title, spec->tooltip, button);

  *spin = GTK_SPIN_BUTTON (button);
  gtk_spin_button_set_digits (*spin, spec->digits);
  gtk_editable_set_width_chars (GTK_EDITABLE (button), 7);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (button), 7);
  show_as_spec_says (*spin, spec);
  leave_the_wheel (button);
  if (spec->subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), spec->subtitle);
  return row;
}

GtkWidget *
ink_switch_row_new (const char *title, const char *tooltip, GtkSwitch **toggle)
{
  GtkWidget *widget = gtk_switch_new ();

  *toggle = GTK_SWITCH (widget);
  return control_row_new (title, tooltip, widget);
}

GtkWidget *
ink_combo_row_new (const char *title, const char *tooltip,
                   GtkStringList *names)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  g_object_unref (names);
  name_control (row, row, title, tooltip);
  return row;
}

GtkWidget *
ink_text_row_new (const char *title, const char *text)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (text);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_widget_set_focusable (row, FALSE); /* there is nothing to do in it */
  return row;
}

GtkWidget *
ink_entry_row_new (const char *title, const char *tooltip, GtkEditable **entry)
{
  GtkWidget *widget = gtk_entry_new ();

  *entry = GTK_EDITABLE (widget);
  gtk_editable_set_width_chars (*entry, 10);
  gtk_editable_set_max_width_chars (*entry, 14);
  gtk_entry_set_activates_default (GTK_ENTRY (widget), TRUE);
  return control_row_new (title, tooltip, widget);
}

GtkWidget *
ink_row_add_button (GtkWidget *row, const char *icon, const char *about)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, about);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, about, -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

/* What the row's control is, for a screen reader to know which is wrong. */
static GtkWidget *
control_of (GtkWidget *row)
{
  GtkWidget *control
      = adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row));

  return control != NULL ? control : row;
}

void
ink_row_set_problem (GtkWidget *row, const char *problem)
{
  g_autofree char *escaped
      = g_markup_escape_text (problem != NULL ? problem : "", -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (problem != NULL)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (control_of (row)),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                               : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

char *
ink_capitalized (const char *name)
{
  char *text = g_strdup (name);

  text[0] = g_ascii_toupper (text[0]);
  return text;
}
