#pragma once

#include <adwaita.h>

#include "ui/evaluate/comparison-view.h"
#include "ui/workbench.h"

G_BEGIN_DECLS

/* The window that compares a model with another of the workbench's, on what it
 * was evaluated on. Signal "message" (utf8): something to tell the user. Main
 * thread. */
#define INK_TYPE_COMPARISON_DIALOG (ink_comparison_dialog_get_type ())
G_DECLARE_FINAL_TYPE (InkComparisonDialog, ink_comparison_dialog, INK,
                      COMPARISON_DIALOG, AdwWindow)

/* ink_comparison_dialog_new: begins with the first other model.
 * @a: (transfer full) */
GtkWidget *ink_comparison_dialog_new (GtkWindow *parent,
                                      InkWorkbench *workbench,
                                      InkEvaluated *a);
/* "working", "result", "message" */
const char *ink_comparison_dialog_get_state (InkComparisonDialog *self);
/* (transfer none) */
InkComparisonView *ink_comparison_dialog_get_view (InkComparisonDialog *self);

G_END_DECLS
