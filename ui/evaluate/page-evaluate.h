#pragma once

#include <gtk/gtk.h>

#include "core/metrics/evaluation.h"
#include "ui/text/text-choice.h"
#include "ui/workbench.h"

G_BEGIN_DECLS

/* The page Evaluate: a model, of digits or of texts, on labelled data. It
 * evaluates by itself when it is shown and when what is chosen changes. Main
 * thread. */
#define INK_TYPE_PAGE_EVALUATE (ink_page_evaluate_get_type ())
G_DECLARE_FINAL_TYPE (InkPageEvaluate, ink_page_evaluate, INK, PAGE_EVALUATE,
                      GtkWidget)

GtkWidget *ink_page_evaluate_new (InkWorkbench *workbench);
/* What dropping a file or folder on the page does: a model file is opened,
 * anything else is the data from now on. What cannot be is told through the
 * workbench, and nothing changes. */
void ink_page_evaluate_open (InkPageEvaluate *self, const char *path);
/* Texts, read as @choice says, are the data from now on: what a training held
 * out, for example. */
void ink_page_evaluate_choose_texts (InkPageEvaluate *self,
                                     const InkTextChoice *choice);
/* Whether a worker is at it. */
gboolean ink_page_evaluate_is_busy (InkPageEvaluate *self);
/* What is shown; NULL where nothing is. (transfer none) */
InkEvaluation *ink_page_evaluate_get_evaluation (InkPageEvaluate *self);
/* Shows the examples behind a cell of the confusion matrix, as a click on it
 * does. */
void ink_page_evaluate_open_cell (InkPageEvaluate *self, guint truth,
                                  guint predicted);

G_END_DECLS
