#pragma once

#include <adwaita.h>

#include "ui/workbench.h"

G_BEGIN_DECLS

/* Training naive Bayes on a file or folder of texts, step by step: preview,
 * options, progress, result. Nothing that was chosen is lost by a cancelled or
 * failed training. Main thread. */
#define INK_TYPE_TRAINING_DIALOG (ink_training_dialog_get_type ())
G_DECLARE_FINAL_TYPE (InkTrainingDialog, ink_training_dialog, INK,
                      TRAINING_DIALOG, AdwWindow)

/* ink_training_dialog_present:
 * @parent: (nullable): its action "win.evaluate-texts" shows the page Evaluate
 * @path: of a file or a folder, or the name of a known set of texts */
InkTrainingDialog *ink_training_dialog_present (GtkWindow *parent,
                                                InkWorkbench *workbench,
                                                const char *path);
/* "missing" (data known by name that is not installed), "preview", "options",
 * "progress", "result" or "failed". */
const char *ink_training_dialog_get_step (InkTrainingDialog *self);
/* What the buttons at the end and at the start do: one step on, where that can
 * be, and one back, which cancels a training. */
void ink_training_dialog_next (InkTrainingDialog *self);
void ink_training_dialog_back (InkTrainingDialog *self);
/* In the result: shows what was held out on the page Evaluate, and closes. */
void ink_training_dialog_evaluate (InkTrainingDialog *self);

G_END_DECLS
