#pragma once

#include <adwaita.h>

#include "core/data/dataset.h"
#include "core/model/model.h"

G_BEGIN_DECLS

/* Why the page Evaluate shows no figures, and what to do about it. Its buttons
 * are for the actions evaluate.choose-file and evaluate.choose-folder of a
 * widget that it is in. Main thread. */
#define INK_TYPE_EVALUATE_MESSAGE (ink_evaluate_message_get_type ())
G_DECLARE_FINAL_TYPE (InkEvaluateMessage, ink_evaluate_message, INK,
                      EVALUATE_MESSAGE, AdwBin)

GtkWidget *ink_evaluate_message_new (void);
/* There is no model that reads @input. */
void ink_evaluate_message_show_no_model (InkEvaluateMessage *self,
                                         InkInput input);
void ink_evaluate_message_show_no_data (InkEvaluateMessage *self);
/* @known is not here. */
void ink_evaluate_message_show_not_installed (InkEvaluateMessage *self,
                                              const InkKnownDataset *known);
/* Why an evaluation failed. */
void ink_evaluate_message_show_error (InkEvaluateMessage *self,
                                      const GError *error);

G_END_DECLS
