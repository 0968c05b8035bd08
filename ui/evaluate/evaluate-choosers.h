#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The parts of the row that chooses what is evaluated (evaluate-source.h):
 * its drop-downs and buttons, and the dialogs that these open. */

/* Long titles are cut off in the row, not in the list.
 * @list, @title: (transfer full); @label: for screen readers */
GtkDropDown *ink_evaluate_drop_down (GListModel *list, GtkExpression *title,
                                     const char *label);
/* "MODEL [open] on DATA [open] SPLIT"; (transfer floating). */
GtkWidget *ink_evaluate_choosers_new (GtkDropDown *model, GtkDropDown *data,
                                      GtkDropDown *split);

typedef enum
{
  INK_ASK_MODEL,
  INK_ASK_FILE,
  INK_ASK_FOLDER,
} InkAsk;

typedef void (*InkAskFunc) (const char *path, gpointer parent);

/* ink_evaluate_ask: opens a dialog, which stands in @chooser while it is open;
 * does nothing while there is one. @func: called with @parent, which must
 * outlive the dialog, where a file was chosen. */
void ink_evaluate_ask (GtkFileChooserNative **chooser, GtkWidget *parent,
                       InkAsk what, InkAskFunc func);

G_END_DECLS
