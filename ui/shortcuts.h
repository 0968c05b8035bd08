#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* An action of a page and the key that, with Ctrl, sets it off. */
typedef struct
{
  guint key;          /* GDK_KEY_... */
  const char *action; /* "train.start" */
} InkShortcut;

/* Wherever the focus is in @page's window. @shortcuts: [n]. Main thread. */
void ink_shortcuts_add (GtkWidget *page, const InkShortcut *shortcuts,
                        guint n);

G_END_DECLS
