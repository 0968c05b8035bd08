#pragma once

#include <gtk/gtk.h>

#include "ui/data-list.h"
#include "ui/workbench.h"

G_BEGIN_DECLS

/* The row in which one chooses what is evaluated: a model of either kind, data
 * that it reads, and the data's split. The model is the workbench's current
 * one of its kind. Signal "changed": something else is chosen now. Its menus
 * activate "evaluate.open-model", "evaluate.choose-file" and
 * "evaluate.choose-folder", which who holds it has. Main thread. */
#define INK_TYPE_EVALUATE_SOURCE (ink_evaluate_source_get_type ())
G_DECLARE_FINAL_TYPE (InkEvaluateSource, ink_evaluate_source, INK,
                      EVALUATE_SOURCE, GtkWidget)

GtkWidget *ink_evaluate_source_new (InkWorkbench *workbench);

/* What the chosen model reads, or would. */
InkInput ink_evaluate_source_get_input (InkEvaluateSource *self);
/* (nullable): loaded; NULL where there is none. */
InkModelEntry *ink_evaluate_source_get_model (InkEvaluateSource *self);
/* (nullable): NULL where none was chosen yet. */
InkDataEntry *ink_evaluate_source_get_data (InkEvaluateSource *self);
InkSplit ink_evaluate_source_get_split (InkEvaluateSource *self);
/* Whether the chosen data has splits, once that is known. */
void ink_evaluate_source_set_has_splits (InkEvaluateSource *self,
                                         gboolean has_splits);

/* ink_evaluate_source_choose_data: a file or a folder; what it holds decides
 * whether the digit or the text model is to read it. Where it is no data, the
 * workbench says why and nothing changes. */
void ink_evaluate_source_choose_data (InkEvaluateSource *self,
                                      const char *path);
/* Texts, read as @choice says, are the data from now on. */
void ink_evaluate_source_choose_texts (InkEvaluateSource *self,
                                       const InkTextChoice *choice);
/* ink_evaluate_source_open_model: offers the model of a file and chooses it, or
 * the workbench says why not. In the background. */
void ink_evaluate_source_open_model (InkEvaluateSource *self,
                                     const char *path);
/* What the menus do: ask for a file or a folder, and take it. */
void ink_evaluate_source_ask_for_model (InkEvaluateSource *self);
void ink_evaluate_source_ask_for_data (InkEvaluateSource *self,
                                       gboolean folder);

G_END_DECLS
