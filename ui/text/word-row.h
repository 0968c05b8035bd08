#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A word and a figure, on a ground as strong as the word is. Draws itself:
 * another word costs a redraw and no layout, and its place stays where there is
 * none. Main thread. */
#define INK_TYPE_WORD_ROW (ink_word_row_get_type ())
G_DECLARE_FINAL_TYPE (InkWordRow, ink_word_row, INK, WORD_ROW, GtkWidget)

/* @color: a number in a theme's palette */
GtkWidget *ink_word_row_new (guint color);
/* ink_word_row_set: @word: (nullable): NULL empties the row
 * @figure: what to show at the end; @share: of the strongest, in [0, 1] */
void ink_word_row_set (InkWordRow *self, const char *word, const char *figure,
                       double share);
/* What the row says in words. */
void ink_word_row_set_spoken (InkWordRow *self, const char *spoken);
/* NULL where the row is empty. */
const char *ink_word_row_get_word (InkWordRow *self);
const char *ink_word_row_get_figure (InkWordRow *self);

G_END_DECLS
