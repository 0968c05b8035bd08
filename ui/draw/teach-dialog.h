#pragma once

#include <adwaita.h>

#include "ui/workbench.h"

G_BEGIN_DECLS

/* The window that teaches: it begins as it opens, shows how far it is, then
 * what it changed, and asks whether to keep the model. A model that is kept is
 * in the list of digit models, and the current one; the one before stays as it
 * is. Main thread. */
#define INK_TYPE_TEACH_DIALOG (ink_teach_dialog_get_type ())
G_DECLARE_FINAL_TYPE (InkTeachDialog, ink_teach_dialog, INK, TEACH_DIALOG,
                      AdwWindow)

/* @parent: (nullable). (transfer none) */
InkTeachDialog *ink_teach_dialog_present (GtkWindow *parent,
                                          InkWorkbench *workbench);
/* "working", "result", "missing" (MNIST) or "failed". */
const char *ink_teach_dialog_get_state (InkTeachDialog *self);
/* As by the button Keep; only in the state "result". */
void ink_teach_dialog_keep (InkTeachDialog *self);

G_END_DECLS
