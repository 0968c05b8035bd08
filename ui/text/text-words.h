#pragma once

#include <gtk/gtk.h>

#include "ui/text/text-reading.h"

G_BEGIN_DECLS

/* A card of the words that speak for a class and against it: those of a text,
 * or the strongest of the model. Signal "switched": the text's are wanted, by
 * ink_text_words_set(); "pointed" (const char *): the pointer is at a term,
 * NULL: no more. Main thread. */
#define INK_TYPE_TEXT_WORDS (ink_text_words_get_type ())
G_DECLARE_FINAL_TYPE (InkTextWords, ink_text_words, INK, TEXT_WORDS, GtkWidget)

GtkWidget *ink_text_words_new (void);
/* ink_text_words_set: what to tell of.
 * @model: (nullable): a naive Bayes model; NULL hides the card
 * @class_index: the class looked at
 * @reading: (nullable): for that class; without one the model's are shown */
void ink_text_words_set (InkTextWords *self, InkModel *model,
                         guint class_index, const InkTextReading *reading);

G_END_DECLS
