#pragma once

#include <adwaita.h>

#include "ui/workbench.h"

G_BEGIN_DECLS

/* The window My Digits: what was kept, removing (with undo), exporting, and the
 * way to teaching. Main thread. */
#define INK_TYPE_MY_DIGITS_DIALOG (ink_my_digits_dialog_get_type ())
G_DECLARE_FINAL_TYPE (InkMyDigitsDialog, ink_my_digits_dialog, INK,
                      MY_DIGITS_DIALOG, AdwWindow)

/* Opens it above @parent's window. (transfer none) */
InkMyDigitsDialog *ink_my_digits_dialog_present (GtkWidget *parent,
                                                 InkWorkbench *workbench);
/* As by its button Teach. */
void ink_my_digits_dialog_teach (InkMyDigitsDialog *self);
/* For the export: a new folder's path. */
void ink_my_digits_dialog_export (InkMyDigitsDialog *self, const char *path);

G_END_DECLS
