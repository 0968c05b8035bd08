#pragma once

#include <gtk/gtk.h>

#include "core/model/model.h"

G_BEGIN_DECLS

/* The switch under the bars of the page Text: calibrated probabilities, or raw
 * ones. Its tooltip says what that is and how well the model is calibrated. */
#define INK_TYPE_TEXT_CALIBRATION (ink_text_calibration_get_type ())
G_DECLARE_FINAL_TYPE (InkTextCalibration, ink_text_calibration, INK,
                      TEXT_CALIBRATION, GtkWidget)

/* Signal "changed": another one of the two is wanted. */
GtkWidget *ink_text_calibration_new (void);
/* @model: (nullable): a naive Bayes model. That raw ones are wanted stays. */
void ink_text_calibration_set_model (InkTextCalibration *self,
                                     InkModel *model);
/* The model to read with: the one that was set, or its raw self. (nullable) */
InkModel *ink_text_calibration_get_model (InkTextCalibration *self);

G_END_DECLS
