#pragma once

#include "tests/ui/on-screen.h"
#include "tests/ui/small-mnist.h"

#include "ui/train/page-train.h"
#include "ui/train/run-panel.h"
#include "ui/train/train-fields.h"

/* The page Train in a window of its own, and its widgets by what a user knows
 * of them. */

typedef struct
{
  InkWorkbench *workbench;
  GtkWidget *window;
  InkPageTrain *page;
} Fixture;

static inline void
open_page (Fixture *fixture)
{
  fixture->workbench = ink_workbench_new ();
  fixture->window = gtk_window_new ();
  fixture->page
      = INK_PAGE_TRAIN (ink_page_train_new (fixture->workbench));
  g_object_ref (fixture->page);
  gtk_window_set_child (GTK_WINDOW (fixture->window),
                        GTK_WIDGET (fixture->page));
  gtk_window_present (GTK_WINDOW (fixture->window));
  on_screen_wait (gtk_widget_get_mapped (GTK_WIDGET (fixture->page)));
}

static inline void
close_page (Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->page);
  g_assert_finalize_object (fixture->workbench);
}

static inline GtkWidget *
find_widget (GtkWidget *widget, GType type, guint *skip)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && (*skip)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type, skip);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The form's spin buttons in their order on screen. */
static inline void
set_spin (Fixture *fixture, guint index, double value)
{
  GtkWidget *spin = find_widget (GTK_WIDGET (fixture->page),
                                 GTK_TYPE_SPIN_BUTTON, &index);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), value);
}

/* --- The form's rows, by their titles --- */

static inline GtkWidget *
find_row (Fixture *fixture, const char *title)
{
  for (guint i = 0;; i++)
    {
      guint index = i;
      GtkWidget *row = find_widget (GTK_WIDGET (fixture->page),
                                    ADW_TYPE_PREFERENCES_ROW, &index);

      g_assert_nonnull (row);
      if (g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)),
                     title)
          == 0)
        return row;
    }
}

static inline GtkWidget *
find_in_row (Fixture *fixture, const char *title, GType type)
{
  guint first = 0;
  GtkWidget *widget
      = find_widget (find_row (fixture, title), type, &first);

  g_assert_nonnull (widget);
  return widget;
}

static inline GtkSpinButton *
find_spin (Fixture *fixture, InkField field)
{
  return GTK_SPIN_BUTTON (find_in_row (fixture, ink_field_spec (field)->title,
                                       GTK_TYPE_SPIN_BUTTON));
}

static inline void
choose (Fixture *fixture, const char *title, guint index)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (fixture, title)),
                              index);
}

static inline void
set_nesterov (Fixture *fixture, gboolean active)
{
  gtk_switch_set_active (GTK_SWITCH (find_in_row (fixture, "Nesterov momentum",
                                                  GTK_TYPE_SWITCH)),
                         active);
}

/* As a user does who types it and presses Return. */
static inline void
type_text (GtkSpinButton *spin, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (spin), text);
  gtk_spin_button_update (spin);
}

static inline InkRecipe
form_recipe (Fixture *fixture)
{
  InkRunOptions options;

  ink_page_train_get_options (fixture->page, &options);
  return options.recipe;
}

/* Whether a label with @part is in sight on the page. */
static inline gboolean
is_said (Fixture *fixture, const char *part)
{
  for (guint i = 0;; i++)
    {
      guint index = i;
      GtkWidget *label = find_widget (GTK_WIDGET (fixture->page),
                                      GTK_TYPE_LABEL, &index);

      if (label == NULL)
        return FALSE;
      if (strstr (gtk_label_get_text (GTK_LABEL (label)), part) != NULL
          && gtk_widget_is_visible (label))
        return TRUE;
    }
}
