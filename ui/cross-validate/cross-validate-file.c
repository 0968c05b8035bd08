/* The choice of a file or folder of texts. */
#include "ui/cross-validate/cross-validate-file.h"

#include "ui/file-chooser.h"
#include "ui/file-drops.h"
#include "ui/file-filters.h"
#include "ui/rows.h"
#include "ui/settings.h"

#define USE "cross-validate" /* in the settings */

struct _InkCrossValidateFile
{
  AdwActionRow parent_instance;
  char *path; /* nullable */
  GtkFileChooserNative *chooser;
};

enum
{
  CHANGED,
  MESSAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkCrossValidateFile, ink_cross_validate_file,
                     ADW_TYPE_ACTION_ROW)

static void
show_path (InkCrossValidateFile *self)
{
  g_autofree char *name = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *whole = NULL;

  if (self->path == NULL)
    {
      adw_action_row_set_subtitle (
          ADW_ACTION_ROW (self),
          "A CSV, TSV or JSON Lines file, or a folder with a sub-folder a "
          "class: choose one, or drop it here");
      return;
    }
  name = g_path_get_basename (self->path);
  shown = g_utf8_make_valid (name, -1);
  escaped = g_markup_escape_text (shown, -1);
  whole = g_filename_display_name (self->path);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), escaped);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), whole);
}

void
ink_cross_validate_file_set_path (InkCrossValidateFile *self, const char *path)
{
  g_return_if_fail (INK_IS_CROSS_VALIDATE_FILE (self));
  g_return_if_fail (path != NULL);

  if (path != self->path)
    {
      g_free (self->path);
      self->path = g_strdup (path);
    }
  ink_settings_set_path (USE, path);
  show_path (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

const char *
ink_cross_validate_file_get_path (InkCrossValidateFile *self)
{
  g_return_val_if_fail (INK_IS_CROSS_VALIDATE_FILE (self), NULL);
  return self->path;
}

static void
take_file (gpointer user_data, GFile *file)
{
  InkCrossValidateFile *self = user_data;
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    ink_cross_validate_file_set_path (self, path);
  else
    g_signal_emit (self, signals[MESSAGE], 0,
                   "Expected a file of this machine, found a remote one");
}

/* --- Choosing and dropping --- */

static void
choose (InkCrossValidateFile *self, GtkFileChooserAction action)
{
  const gboolean folder = action == GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER;
  const InkFileQuestion question
      = { folder ? "Folder of Texts" : "File of Texts", "_Choose", action };
  GtkFileChooser *chooser = ink_file_chooser_ask (
      &self->chooser, GTK_WIDGET (self), &question, take_file);

  if (chooser == NULL)
    return;
  if (!folder)
    ink_file_filters_add_texts (chooser);
  if (self->path != NULL)
    {
      g_autofree char *parent = g_path_get_dirname (self->path);
      g_autoptr (GFile) file = g_file_new_for_path (parent);

      gtk_file_chooser_set_current_folder (chooser, file, NULL);
    }
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
choose_file_cb (InkCrossValidateFile *self)
{
  choose (self, GTK_FILE_CHOOSER_ACTION_OPEN);
}

static void
choose_folder_cb (InkCrossValidateFile *self)
{
  choose (self, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER);
}

static gboolean
dropped_cb (gpointer self, GFile *file)
{
  take_file (self, file);
  return TRUE;
}

void
ink_cross_validate_file_take_drops (InkCrossValidateFile *self,
                                    GtkWidget *widget)
{
  g_return_if_fail (INK_IS_CROSS_VALIDATE_FILE (self));
  ink_file_drops_take (widget, GTK_PHASE_BUBBLE, dropped_cb,
                       GTK_WIDGET (self));
}

/* --- The row --- */

static void
ink_cross_validate_file_dispose (GObject *object)
{
  InkCrossValidateFile *self = INK_CROSS_VALIDATE_FILE (object);

  ink_file_chooser_clear (&self->chooser);
  g_clear_pointer (&self->path, g_free);
  G_OBJECT_CLASS (ink_cross_validate_file_parent_class)->dispose (object);
}

static void
ink_cross_validate_file_class_init (InkCrossValidateFileClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_cross_validate_file_dispose;

  signals[CHANGED]
      = g_signal_new ("changed", INK_TYPE_CROSS_VALIDATE_FILE,
                      G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MESSAGE] = g_signal_new ("message", INK_TYPE_CROSS_VALIDATE_FILE,
                                   G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ink_cross_validate_file_init (InkCrossValidateFile *self)
{
  GtkWidget *file, *folder;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), "Texts");
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  file = ink_row_add_button (GTK_WIDGET (self), "text-x-generic-symbolic",
                             "Choose a file of texts");
  folder = ink_row_add_button (GTK_WIDGET (self), "folder-symbolic",
                               "Choose a folder of texts");
  g_signal_connect_swapped (file, "clicked", G_CALLBACK (choose_file_cb),
                            self);
  g_signal_connect_swapped (folder, "clicked", G_CALLBACK (choose_folder_cb),
                            self);
  self->path = ink_settings_get_path (USE);
  show_path (self);
}

GtkWidget *
ink_cross_validate_file_new (void)
{
  return g_object_new (INK_TYPE_CROSS_VALIDATE_FILE, NULL);
}
