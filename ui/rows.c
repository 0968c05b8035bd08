/* Rows of forms: a number with a spin button, a choice, a plain text. */
#include "ui/rows.h"

#include <adwaita.h>

#include "core/data/dataset.h"

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

GtkWidget *
ink_spin_row_new (const InkSpinSpec *spec, GtkSpinButton **spin)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button
      = gtk_spin_button_new_with_range (spec->low, spec->high, spec->step);

  *spin = GTK_SPIN_BUTTON (button);
  gtk_spin_button_set_digits (*spin, spec->digits);
  gtk_spin_button_set_numeric (*spin, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (button), 6);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (button), 6);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  leave_the_wheel (button);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), spec->title);
  if (spec->subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), spec->subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  return row;
}

GtkWidget *
ink_combo_row_new (const char *title, GtkStringList *names)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  g_object_unref (names);
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

GtkStringList *
ink_data_titles (void)
{
  guint n;
  const InkKnownDataset *known = ink_dataset_known (&n);
  GtkStringList *titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (titles, known[i].title);
  return titles;
}

char *
ink_capitalized (const char *name)
{
  char *text = g_strdup (name);

  text[0] = g_ascii_toupper (text[0]);
  return text;
}
