/* The life of a dialog that asks for a file. */
#include "ui/file-chooser.h"

typedef struct
{
  GtkFileChooserNative **chooser;
  GtkWidget *owner;
  InkFileChosenFunc func;
} Asked;

static void
response_cb (GtkNativeDialog *dialog, int response, Asked *data)
{
  const Asked asked = *data; /* goes with the dialog */
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  gtk_native_dialog_hide (dialog);
  g_clear_object (asked.chooser);
  if (file != NULL)
    asked.func (asked.owner, file);
}

static void
free_asked (gpointer asked, GClosure *closure)
{
  g_free (asked);
}

GtkFileChooser *
ink_file_chooser_ask (GtkFileChooserNative **chooser, GtkWidget *owner,
                      const InkFileQuestion *question, InkFileChosenFunc func)
{
  const Asked asked = { chooser, owner, func };
  GtkRoot *root = gtk_widget_get_root (owner);

  if (*chooser != NULL)
    return NULL;
  *chooser = gtk_file_chooser_native_new (
      question->title, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
      question->action, question->accept, "_Cancel");
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (*chooser), TRUE);
  g_signal_connect_data (*chooser, "response", G_CALLBACK (response_cb),
                         g_memdup2 (&asked, sizeof asked), free_asked, 0);
  return GTK_FILE_CHOOSER (*chooser);
}

void
ink_file_chooser_clear (GtkFileChooserNative **chooser)
{
  if (*chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (*chooser));
  g_clear_object (chooser);
}
