#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Brings @card, a child of the box @column, right below the child of @column
 * that @from is in, and once it has its size into view. @from stays where it is
 * seen as far as that leaves room, also where the card stood above it before.
 * To be called before the card is shown or filled. @column is in @scroller.
 * Main thread. */
void ink_evidence_place (GtkScrolledWindow *scroller, GtkBox *column,
                         GtkWidget *card, GtkWidget *from);

G_END_DECLS
