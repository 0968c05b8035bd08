#pragma once

#include <gtk/gtk.h>

#include "core/model/model.h"
#include "core/model/number.h"

G_BEGIN_DECLS

/* What the model says, in large type: the class, how sure, the runner-up and
 * how long it took. Main thread. */
#define INK_TYPE_VERDICT_CARD (ink_verdict_card_get_type ())
G_DECLARE_FINAL_TYPE (InkVerdictCard, ink_verdict_card, INK, VERDICT_CARD,
                      GtkWidget)

GtkWidget *ink_verdict_card_new (void);
/* @probabilities: [n_classes], what @model says; @seconds: for reading */
void ink_verdict_card_set (InkVerdictCard *self, const InkModel *model,
                           const double *probabilities, double seconds);
/* The same of a number of several digits. */
void ink_verdict_card_set_number (InkVerdictCard *self,
                                  const InkNumber *number, double seconds);
/* Nothing to read. */
void ink_verdict_card_clear (InkVerdictCard *self);
/* (transfer none): "3, confident, 98.10 %", for the screen reader */
const char *ink_verdict_card_get_summary (InkVerdictCard *self);

G_END_DECLS
