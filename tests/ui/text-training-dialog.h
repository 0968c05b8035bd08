#pragma once

#include "tests/data/temp-folder.h"
#include "tests/ui/drop-file.h"
#include "tests/ui/find-widget.h"
#include "tests/ui/on-screen.h"

#include "ui/data-list.h"
#include "ui/text/page-text.h"
#include "ui/text/training/preview-page.h"
#include "ui/text/training/training-dialog.h"
#include "ui/window.h"

/* The dialog that trains on a file, in the window, and its widgets by what a
 * user knows of them. */

static char *folder; /* of the test's files */

typedef struct
{
  InkWorkbench *workbench;
  InkWindow *window;
  InkTrainingDialog *dialog;
} Fixture;

static inline void
open_window (Fixture *fixture)
{
  fixture->workbench = ink_workbench_new ();
  fixture->window = ink_window_new (NULL, fixture->workbench);
  gtk_window_present (GTK_WINDOW (fixture->window));
  on_screen_wait (gtk_widget_get_mapped (GTK_WIDGET (fixture->window)));
}

/* Before the window goes: a dialog that is open still goes with it. */
static inline void
close_dialog (Fixture *fixture)
{
  if (fixture->dialog != NULL)
    gtk_window_close (GTK_WINDOW (fixture->dialog));
  on_screen_wait (fixture->dialog == NULL);
}

static inline void
close_window (Fixture *fixture)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->window),
                             (gpointer *) &fixture->window);
  gtk_window_close (GTK_WINDOW (fixture->window));
  on_screen_wait (fixture->window == NULL);
  on_screen_wait (G_OBJECT (fixture->workbench)->ref_count == 1);
  g_assert_finalize_object (fixture->workbench);
}

static inline char *
write_file (const char *name, const char *text)
{
  return temp_folder_write_text (folder, name, text);
}

/* Of two classes, in three columns; some words are shared, so that a few texts
 * are read wrong. (transfer full): its path */
static inline char *
write_mail (guint n)
{
  GString *table = g_string_new ("id,topic,body\n");
  char *path;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (
        table, "%u,%s,\"%s, %s and water\"\n", i,
        i % 2 == 0 ? "garden" : "kitchen",
        i % 2 == 0 ? "roses want soil" : "butter wants salt",
        i % 3 == 0 ? "a pan" : i % 7 == 0 ? "roses" : "a knife");
  path = write_file ("mail.csv", table->str);
  g_string_free (table, TRUE);
  return path;
}

static inline void
wait_for_preview (Fixture *fixture)
{
  InkPreviewPage *page = INK_PREVIEW_PAGE (find_widget (
      GTK_WIDGET (fixture->dialog), INK_TYPE_PREVIEW_PAGE, NULL));

  on_screen_wait (!ink_preview_page_is_busy (page));
}

/* (transfer none): the dialog that is open. */
static inline InkTrainingDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  InkTrainingDialog *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (INK_IS_TRAINING_DIALOG (window))
        found = INK_TRAINING_DIALOG (window);
    }
  return found;
}

/* By the page Text, where the file is dropped. */
static inline void
open_dialog (Fixture *fixture, const char *path)
{
  GtkWidget *page;

  close_dialog (fixture);
  ink_window_show_page (fixture->window, "text");
  page = find_widget (GTK_WIDGET (fixture->window), INK_TYPE_PAGE_TEXT, NULL);
  if (g_path_is_absolute (path))
    g_assert_true (drop_file (page, path));
  else /* data known by name */
    ink_page_text_train_on (INK_PAGE_TEXT (page), path);
  fixture->dialog = find_dialog ();
  g_assert_nonnull (fixture->dialog);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog),
                             (gpointer *) &fixture->dialog);
  on_screen_wait (gtk_widget_get_mapped (GTK_WIDGET (fixture->dialog)));
  if (strcmp (ink_training_dialog_get_step (fixture->dialog), "preview") == 0)
    wait_for_preview (fixture);
}

static inline void
assert_step (Fixture *fixture, const char *step)
{
  g_assert_cmpstr (ink_training_dialog_get_step (fixture->dialog), ==, step);
}

/* The row of that title that is in sight. */
static inline GtkWidget *
find_row (GtkWidget *widget, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget) && gtk_widget_get_mapped (widget)
      && g_strcmp0 (adw_preferences_row_get_title (
                        ADW_PREFERENCES_ROW (widget)),
                    title)
             == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static inline void
choose (Fixture *fixture, const char *title, guint value)
{
  GtkWidget *row = find_row (GTK_WIDGET (fixture->dialog), title);

  g_assert_nonnull (row);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), value);
}

/* Whether a label in sight says that. */
static inline gboolean
says (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

static inline void
assert_shown (Fixture *fixture, const char *text)
{
  on_screen_settle ();
  if (!says (GTK_WIDGET (fixture->dialog), text))
    g_error ("nothing in the dialog says “%s”", text);
}

/* The next session lists it, and reads with it as this one does. */
static inline void
assert_kept (const char *title)
{
  g_autoptr (InkWorkbench) next = ink_workbench_new ();
  GListModel *models = ink_workbench_get_text_models (next);
  const guint n = g_list_model_get_n_items (models);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (InkModelEntry) entry = g_list_model_get_item (models, i);

      if (strcmp (ink_model_entry_get_title (entry), title) != 0)
        continue;
      ink_workbench_set_text_model (next, entry);
      g_assert_true (ink_workbench_get_text_model (next) == entry);
      g_assert_cmpstr (
          ink_model_class_names (ink_model_entry_get_model (entry))[0], ==,
          "garden");
      return;
    }
  g_assert_not_reached ();
}
