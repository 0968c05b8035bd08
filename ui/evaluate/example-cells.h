#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How a list shows an InkExample (example-list.h): a picture for a grid, a row
 * for a list of texts; each with its true class, what it was read as and how
 * surely. (transfer full) */
GtkListItemFactory *ink_example_pictures_new (void);
GtkListItemFactory *ink_example_rows_new (void);

G_END_DECLS
