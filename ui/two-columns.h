#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Widgets one below the other: in two columns of the same width where both are
 * wide enough for all of them, else in one, in the order they were added. Main
 * thread. */
#define INK_TYPE_TWO_COLUMNS (ink_two_columns_get_type ())
G_DECLARE_FINAL_TYPE (InkTwoColumns, ink_two_columns, INK, TWO_COLUMNS,
                      GtkWidget)

/* @spacing: between columns and between widgets. */
GtkWidget *ink_two_columns_new (int spacing);
/* @column: 0 or 1, where there are two. */
void ink_two_columns_add (InkTwoColumns *self, GtkWidget *child, guint column);
/* Whether there are two of them, as it was last laid out. */
gboolean ink_two_columns_get_two (InkTwoColumns *self);

G_END_DECLS
