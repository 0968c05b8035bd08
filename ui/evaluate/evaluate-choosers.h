#pragma once

#include "ui/file-chooser.h"

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

/* ink_evaluate_ask: opens a dialog, as ink_file_chooser_ask() says, with the
 * filters of @what. */
void ink_evaluate_ask (GtkFileChooserNative **chooser, GtkWidget *parent,
                       InkAsk what, InkFileChosenFunc func);

G_END_DECLS
