#pragma once

#include <gtk/gtk.h>

#include "core/model/naive-bayes-flip.h"
#include "ui/text/tinted-view.h"

G_BEGIN_DECLS

/* "Without free and prize it would be ham (73 %)": what would change the
 * verdict of a text, searched by a worker once the text rests. Pointing at the
 * sentence marks the words, a click shows the text without them. Main
 * thread. */
#define INK_TYPE_TEXT_FLIP (ink_text_flip_get_type ())
G_DECLARE_FINAL_TYPE (InkTextFlip, ink_text_flip, INK, TEXT_FLIP, GtkWidget)

/* Signal "changed": another mark, see ink_text_flip_get_mark(). */
GtkWidget *ink_text_flip_new (void);
/* ink_text_flip_set: what was found before is forgotten.
 * @model: (nullable): NULL where there is nothing to search
 * @text: (nullable) */
void ink_text_flip_set (InkTextFlip *self, InkModel *model, const char *text);
/* How the words are to be marked: outlined, struck through where the text is
 * shown without them, or not at all. */
InkTintMark ink_text_flip_get_mark (InkTextFlip *self);
/* (element-type InkTextSpan) (nullable): where they are, in characters. */
const GArray *ink_text_flip_get_spans (InkTextFlip *self);
/* (nullable): what was found. */
const InkNaiveBayesFlip *ink_text_flip_get_found (InkTextFlip *self);
/* The sentence; "" while there is none. */
const char *ink_text_flip_get_sentence (InkTextFlip *self);
void ink_text_flip_set_shown (InkTextFlip *self, gboolean shown);

G_END_DECLS
