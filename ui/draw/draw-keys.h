#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Adds the keys for the actions "draw.*" of @page to it. Main thread. */
void ink_draw_keys_add (GtkWidget *page);

G_END_DECLS
