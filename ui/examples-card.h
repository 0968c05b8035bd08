#pragma once

#include <gtk/gtk.h>

#include "core/data/image-set.h"
#include "core/metrics/evaluation.h"

G_BEGIN_DECLS

/* The pictures behind one cell of a confusion matrix, most confident first. */
#define INK_TYPE_EXAMPLES_CARD (ink_examples_card_get_type ())
G_DECLARE_FINAL_TYPE (InkExamplesCard, ink_examples_card, INK, EXAMPLES_CARD,
                      GtkBox)

GtkWidget *ink_examples_card_new (void);
/* Shows the examples of class @truth that were read as @predicted. @images and
 * @evaluation: of the same examples, in the same order. */
void ink_examples_card_show (InkExamplesCard *self, const InkImageSet *images,
                             const InkEvaluation *evaluation, guint truth,
                             guint predicted);
/* Empties and hides it. */
void ink_examples_card_clear (InkExamplesCard *self);

G_END_DECLS
