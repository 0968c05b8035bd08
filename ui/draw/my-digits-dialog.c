/* The window My Digits. It shows the folder as it is and never a copy: after
 * every change, its own or another's, the folder is listed again. */
#include "ui/draw/my-digits-dialog.h"

#include "core/store/my-digits.h"
#include "ui/draw/my-digits-list.h"
#include "ui/draw/teach-dialog.h"
#include "ui/file-chooser.h"

struct _InkMyDigitsDialog
{
  AdwWindow parent_instance;
  InkWorkbench *workbench;
  char *folder;
  AdwToastOverlay *toasts;
  AdwWindowTitle *title;
  GtkStack *stack; /* "list", "empty" */
  InkMyDigitsList *list;
  GtkWidget *teach;
  GtkWidget *export;
  GtkLabel *problems;
  InkRemovedDigit *removed; /* the newest, for Undo */
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (InkMyDigitsDialog, ink_my_digits_dialog, ADW_TYPE_WINDOW)

static void
say (InkMyDigitsDialog *self, const char *message)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

/* --- The list --- */

static void
show_problems (InkMyDigitsDialog *self, const GPtrArray *problems)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "",
                            (const char *) g_ptr_array_index (problems, i));
  gtk_label_set_text (self->problems, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->problems), problems->len > 0);
}

static void
show_digits (InkMyDigitsDialog *self, const GPtrArray *digits)
{
  g_autofree char *subtitle = g_strdup_printf (
      digits->len == 1 ? "%u drawing" : "%u drawings", digits->len);

  ink_my_digits_list_set (self->list, digits);
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_widget_set_sensitive (self->teach, digits->len > 0);
  gtk_widget_set_sensitive (self->export, digits->len > 0);
  gtk_stack_set_visible_child_name (self->stack,
                                    digits->len > 0 ? "list" : "empty");
}

static void
refresh (InkMyDigitsDialog *self)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) digits
      = ink_drawing_folder_list (self->folder, problems, &error);

  if (digits == NULL)
    {
      g_ptr_array_add (problems, g_strdup (error->message));
      digits = g_ptr_array_new ();
    }
  show_problems (self, problems);
  show_digits (self, digits);
}

/* --- Removing --- */

static void
undo_remove_cb (InkMyDigitsDialog *self)
{
  g_autoptr (GError) error = NULL;

  if (self->removed == NULL)
    return;
  if (!ink_my_digits_restore (self->folder, self->removed, &error))
    {
      say (self, error->message);
      return;
    }
  g_clear_pointer (&self->removed, ink_removed_digit_free);
  ink_workbench_data_changed (self->workbench);
}

static void
remove_cb (InkMyDigitsDialog *self, const char *file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;
  InkRemovedDigit *removed = NULL;
  AdwToast *toast;

  if (!ink_my_digits_remove (self->folder, file, &removed, &error))
    {
      say (self, error->message);
      refresh (self);
      return;
    }
  ink_removed_digit_free (self->removed);
  self->removed = removed;
  message = g_strdup_printf ("Removed a %u", removed->digit->label);
  toast = adw_toast_new (message);
  adw_toast_set_button_label (toast, "_Undo");
  g_signal_connect_object (toast, "button-clicked",
                           G_CALLBACK (undo_remove_cb), self,
                           G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toasts, toast);
  ink_workbench_data_changed (self->workbench);
}

/* --- Exporting --- */

void
ink_my_digits_dialog_export (InkMyDigitsDialog *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *message = NULL;
  guint n;

  g_return_if_fail (INK_IS_MY_DIGITS_DIALOG (self));

  if (ink_my_digits_export (self->folder, path, &n, &error))
    message = g_strdup_printf ("%u exported to the folder %s", n, base);
  say (self, message != NULL ? message : error->message);
}

static void
export_chosen_cb (gpointer self, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    ink_my_digits_dialog_export (self, path);
}

static void
export_cb (InkMyDigitsDialog *self)
{
  static const InkFileQuestion question
      = { "Export as IDX, into a New Folder", "_Export",
          GTK_FILE_CHOOSER_ACTION_SAVE };
  GtkFileChooser *chooser = ink_file_chooser_ask (
      &self->chooser, GTK_WIDGET (self), &question, export_chosen_cb);

  if (chooser == NULL)
    return;
  gtk_file_chooser_set_current_name (chooser, "my-digits-idx");
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* --- Teaching --- */

void
ink_my_digits_dialog_teach (InkMyDigitsDialog *self)
{
  GtkWindow *parent;

  g_return_if_fail (INK_IS_MY_DIGITS_DIALOG (self));

  parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  ink_teach_dialog_present (parent, self->workbench);
  gtk_window_close (GTK_WINDOW (self));
}

/* --- The window --- */

static void
ink_my_digits_dialog_dispose (GObject *object)
{
  InkMyDigitsDialog *self = INK_MY_DIGITS_DIALOG (object);

  if (self->workbench != NULL)
    g_signal_handlers_disconnect_by_data (self->workbench, self);
  ink_file_chooser_clear (&self->chooser);
  g_clear_object (&self->workbench);
  g_clear_pointer (&self->removed, ink_removed_digit_free);
  g_clear_pointer (&self->folder, g_free);
  G_OBJECT_CLASS (ink_my_digits_dialog_parent_class)->dispose (object);
}

static void
ink_my_digits_dialog_class_init (InkMyDigitsDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_my_digits_dialog_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass),
                                       GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
ink_my_digits_dialog_init (InkMyDigitsDialog *self)
{
  self->folder = ink_my_digits_folder ();
}

static GtkWidget *
make_header (InkMyDigitsDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *title = adw_window_title_new ("My Digits", NULL);

  self->title = ADW_WINDOW_TITLE (title);
  self->teach = gtk_button_new_with_mnemonic ("_Teach");
  gtk_widget_add_css_class (self->teach, "suggested-action");
  gtk_widget_set_tooltip_text (self->teach,
                               "Teach a copy of the model these drawings");
  g_signal_connect_swapped (self->teach, "clicked",
                            G_CALLBACK (ink_my_digits_dialog_teach), self);
  self->export = gtk_button_new_with_mnemonic ("_Export…");
  gtk_widget_set_tooltip_text (self->export,
                               "As IDX files, the format of MNIST");
  g_signal_connect_swapped (self->export, "clicked", G_CALLBACK (export_cb),
                            self);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), title);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->export);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->teach);
  return header;
}

static GtkWidget *
make_empty (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "ink-draw-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), "No Drawing Is Kept Yet");
  adw_status_page_set_description (
      ADW_STATUS_PAGE (page),
      "Draw a digit and say what it is: by the buttons under the verdict, or "
      "by typing it. It is kept here, and a model can be taught from it.");
  return page;
}

static GtkWidget *
make_content (InkMyDigitsDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *problems = gtk_label_new (NULL);

  self->stack = GTK_STACK (stack);
  self->list = INK_MY_DIGITS_LIST (ink_my_digits_list_new (self->folder));
  self->problems = GTK_LABEL (problems);
  gtk_label_set_wrap (self->problems, TRUE);
  gtk_label_set_wrap_mode (self->problems, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->problems, 0);
  gtk_widget_add_css_class (problems, "ink-panel");
  gtk_widget_add_css_class (problems, "warning");
  g_signal_connect_swapped (self->list, "remove", G_CALLBACK (remove_cb),
                            self);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->list), "list");
  gtk_stack_add_named (self->stack, make_empty (), "empty");
  gtk_widget_set_vexpand (stack, TRUE);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), problems);
  gtk_box_append (GTK_BOX (box), stack);
  return box;
}

InkMyDigitsDialog *
ink_my_digits_dialog_present (GtkWidget *parent, InkWorkbench *workbench)
{
  InkMyDigitsDialog *self = g_object_new (INK_TYPE_MY_DIGITS_DIALOG, NULL);
  GtkRoot *root = gtk_widget_get_root (parent);

  self->workbench = g_object_ref (workbench);
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (self->toasts, make_content (self));
  adw_window_set_content (ADW_WINDOW (self), GTK_WIDGET (self->toasts));
  gtk_window_set_title (GTK_WINDOW (self), "My Digits");
  gtk_window_set_default_size (GTK_WINDOW (self), 520, 560);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  g_signal_connect_swapped (workbench, "data-changed", G_CALLBACK (refresh),
                            self);
  refresh (self);
  gtk_window_set_focus (GTK_WINDOW (self), self->teach);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
