#pragma once

#include "ui/text/word-row.h"

G_BEGIN_DECLS

/* Rows of words, as many as there is room for, but a few at least. Main
 * thread. */
#define INK_TYPE_WORD_LIST (ink_word_list_get_type ())
G_DECLARE_FINAL_TYPE (InkWordList, ink_word_list, INK, WORD_LIST, GtkWidget)

#define INK_WORD_LIST_ROWS 24 /* at most */

/* @color: of its words, a number in a theme's palette */
GtkWidget *ink_word_list_new (guint color);
/* @row: below INK_WORD_LIST_ROWS; seen or not */
InkWordRow *ink_word_list_get_row (InkWordList *self, guint row);

G_END_DECLS
