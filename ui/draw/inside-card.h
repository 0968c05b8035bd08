#pragma once

#include <gtk/gtk.h>

#include "core/model/model.h"

G_BEGIN_DECLS

/* Two cards that fold, of what happens inside LeNet-5 as it reads a digit: what
 * ink speaks for its verdict, and the maps of its convolutions. Hidden with
 * any other model. Folded they cost nothing. Main thread. */
#define INK_TYPE_INSIDE_CARD (ink_inside_card_get_type ())
G_DECLARE_FINAL_TYPE (InkInsideCard, ink_inside_card, INK, INSIDE_CARD,
                      GtkWidget)

GtkWidget *ink_inside_card_new (void);
/* ink_inside_card_set:
 * @model: (nullable): NULL hides; a reference is kept until the next call
 * @pixels: (nullable): [28][28] as the model reads them, copied; NULL where
 * there is nothing to read: the cards stay, empty */
void ink_inside_card_set (InkInsideCard *self, InkModel *model,
                          const guint8 *pixels);
/* Nothing to read, of the same model. */
void ink_inside_card_clear (InkInsideCard *self);
/* (transfer none): what the card says, "3 rather than 8: ..." */
const char *ink_inside_card_get_sentence (InkInsideCard *self);

G_END_DECLS
