#pragma once

#include <gtk/gtk.h>

#include "ui/text/word-list.h"

G_BEGIN_DECLS

/* What speaks for a class beside what speaks against it: two lists of
 * INK_WORD_LIST_ROWS rows that stay where they are. Main thread.
 *
 * Signal "pointed": the term of the row under the pointer, NULL for none. */
#define INK_TYPE_WORD_SIDES (ink_word_sides_get_type ())
G_DECLARE_FINAL_TYPE (InkWordSides, ink_word_sides, INK, WORD_SIDES, GtkWidget)

/* One row; all borrowed. */
typedef struct
{
  const char *term;
  const char *word; /* as it is shown */
  const char *figure;
  const char *spoken; /* of word and figure, for a screen reader */
  double share;       /* 0 to 1: how full its ground is */
} InkWordShown;

GtkWidget *ink_word_sides_new (void);
/* @side: 0 for, 1 against */
void ink_word_sides_set (InkWordSides *self, guint side, guint row,
                         const InkWordShown *shown);
/* Empties the rows from @from on; where that is all, it says "none". */
void ink_word_sides_clear (InkWordSides *self, guint side, guint from);
/* Empties all, and says nothing of it: what comes is not known yet. */
void ink_word_sides_wait (InkWordSides *self);

G_END_DECLS
