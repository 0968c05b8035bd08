/* The ways into a training: a file or a folder, chosen or dropped. */
#include "ui/text/training/train-button.h"

#include <adwaita.h>

#include "core/data/dataset.h"
#include "ui/file-chooser.h"
#include "ui/file-drops.h"
#include "ui/file-filters.h"
#include "ui/text/training/training-dialog.h"

struct _InkTrainButton
{
  GtkWidget parent_instance;
  GtkWidget *button; /* AdwSplitButton */
  InkWorkbench *workbench;
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (InkTrainButton, ink_train_button, GTK_TYPE_WIDGET)

static GtkWindow *
window_of (InkTrainButton *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

void
ink_train_button_open (InkTrainButton *self, const char *path)
{
  g_return_if_fail (INK_IS_TRAIN_BUTTON (self));
  g_return_if_fail (self->workbench != NULL);
  ink_training_dialog_present (window_of (self), self->workbench, path);
}

static void
take_file (gpointer user_data, GFile *file)
{
  InkTrainButton *self = user_data;
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    ink_train_button_open (self, path);
  else
    ink_workbench_say (self->workbench,
                       "Expected a file of this machine, found a remote one");
}

/* --- Choosing and dropping --- */

static void
choose (InkTrainButton *self, GtkFileChooserAction action)
{
  const gboolean folder = action == GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER;
  const InkFileQuestion question
      = { folder ? "Train on a Folder" : "Train on a File", "_Choose", action };
  GtkFileChooser *chooser = ink_file_chooser_ask (
      &self->chooser, GTK_WIDGET (self), &question, take_file);

  if (chooser == NULL)
    return;
  if (!folder)
    ink_file_filters_add_texts (chooser);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose (INK_TRAIN_BUTTON (widget), GTK_FILE_CHOOSER_ACTION_OPEN);
}

static void
folder_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose (INK_TRAIN_BUTTON (widget), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER);
}

static void
known_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ink_train_button_open (INK_TRAIN_BUTTON (widget),
                         g_variant_get_string (parameter, NULL));
}

static gboolean
dropped_cb (gpointer self, GFile *file)
{
  take_file (self, file);
  return TRUE;
}

/* Before a text view in @widget would take a file's name for a text. */
void
ink_train_button_take_drops (InkTrainButton *self, GtkWidget *widget)
{
  g_return_if_fail (INK_IS_TRAIN_BUTTON (self));
  ink_file_drops_take (widget, GTK_PHASE_CAPTURE, dropped_cb,
                       GTK_WIDGET (self));
}

/* --- The widget --- */

void
ink_train_button_set_workbench (InkTrainButton *self, InkWorkbench *workbench)
{
  g_return_if_fail (INK_IS_TRAIN_BUTTON (self));
  g_set_object (&self->workbench, workbench);
}

static void
ink_train_button_dispose (GObject *object)
{
  InkTrainButton *self = INK_TRAIN_BUTTON (object);

  ink_file_chooser_clear (&self->chooser);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->workbench);
  G_OBJECT_CLASS (ink_train_button_parent_class)->dispose (object);
}

static void
ink_train_button_class_init (InkTrainButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ink_train_button_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "training.file", NULL,
                                   file_action);
  gtk_widget_class_install_action (widget_class, "training.folder", NULL,
                                   folder_action);
  gtk_widget_class_install_action (widget_class, "training.known", "s",
                                   known_action);
}

/* "Train on SpamAssassin": what is known by name. */
static void
append_known (GMenu *menu)
{
  g_autoptr (GMenu) section = g_menu_new ();
  guint n;
  const InkKnownDataset *known = ink_dataset_known_texts (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *label = g_strdup_printf ("Train on %s", known[i].title);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "training.known", "s",
                                         known[i].name);
      g_menu_append_item (section, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static void
ink_train_button_init (InkTrainButton *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  AdwSplitButton *button;

  self->button = adw_split_button_new ();
  button = ADW_SPLIT_BUTTON (self->button);
  g_menu_append (menu, "Train on a _File…", "training.file");
  g_menu_append (menu, "Train on a F_older…", "training.folder");
  append_known (menu);
  adw_split_button_set_label (button, "_Train on a file…");
  adw_split_button_set_use_underline (button, TRUE);
  adw_split_button_set_menu_model (button, G_MENU_MODEL (menu));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "training.file");
  gtk_widget_set_tooltip_text (
      self->button,
      "Learn from a CSV, TSV or JSON Lines file, a text and its label a line, "
      "or from a folder with a sub-folder a class: choose one, or drop it "
      "here");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

GtkWidget *
ink_train_button_new (void)
{
  return g_object_new (INK_TYPE_TRAIN_BUTTON, NULL);
}
