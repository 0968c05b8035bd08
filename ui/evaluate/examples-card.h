#pragma once

#include <gtk/gtk.h>

#include "core/metrics/selection.h"
#include "ui/evaluate/evaluated-examples.h"

G_BEGIN_DECLS

/* The evidence behind a figure: pictures as a grid, texts as a list, sorted by
 * confidence; the one that is selected in full beside them. A double click or
 * Return takes it to the page Draw or Text, through the actions of
 * example-details.h. Main thread. */
#define INK_TYPE_EXAMPLES_CARD (ink_examples_card_get_type ())
G_DECLARE_FINAL_TYPE (InkExamplesCard, ink_examples_card, INK, EXAMPLES_CARD,
                      GtkBox)

GtkWidget *ink_examples_card_new (void);
/* Shows those of @selection. @examples and @evaluation: of the same examples,
 * in the same order; references are kept. @selection is copied. */
void ink_examples_card_show (InkExamplesCard *self,
                             InkEvaluatedExamples *examples,
                             InkEvaluation *evaluation,
                             const InkSelection *selection);
/* Empties and hides it. */
void ink_examples_card_clear (InkExamplesCard *self);

G_END_DECLS
