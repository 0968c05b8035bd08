#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A dialog that asks for a file or a folder, one at a time for whoever asks.
 * Main thread. */

typedef struct
{
  const char *title;
  const char *accept; /* what the button says, "_Choose"; NULL: as usual */
  GtkFileChooserAction action;
} InkFileQuestion;

/* Called with what was chosen, which may be of another machine and then has no
 * path. */
typedef void (*InkFileChosenFunc) (gpointer owner, GFile *file);

/* ink_file_chooser_ask: makes a dialog, which stands in @chooser until it is
 * answered: give it filters or a name, and gtk_native_dialog_show() it. @func
 * is called with @owner, the widget whose window it is over, where there is a
 * choice.
 * Returns: (transfer none): NULL where one is open already. */
GtkFileChooser *ink_file_chooser_ask (GtkFileChooserNative **chooser,
                                      GtkWidget *owner,
                                      const InkFileQuestion *question,
                                      InkFileChosenFunc func);
/* Closes it unanswered, if it is open: for the end of its owner. */
void ink_file_chooser_clear (GtkFileChooserNative **chooser);

G_END_DECLS
