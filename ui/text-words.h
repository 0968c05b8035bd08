#pragma once

#include <gtk/gtk.h>

#include "ui/text-reading.h"

G_BEGIN_DECLS

/* The words of a text that speak for a class and against it, and the words
 * that would speak for it most. Main thread. */
#define INK_TYPE_TEXT_WORDS (ink_text_words_get_type ())
G_DECLARE_FINAL_TYPE (InkTextWords, ink_text_words, INK, TEXT_WORDS, GtkWidget)

GtkWidget *ink_text_words_new (void);
/* @reading: (nullable): NULL for no text */
void ink_text_words_set_reading (InkTextWords *self,
                                 const InkTextReading *reading);
/* ink_text_words_set_class: the class whose strongest words are shown.
 * @model: (nullable) */
void ink_text_words_set_class (InkTextWords *self, InkModel *model,
                               guint class_index);

G_END_DECLS
