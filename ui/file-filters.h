#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a dialog that chooses a file lists. Main thread. */

/* ink_file_filters_add: @patterns: NULL-terminated globs */
void ink_file_filters_add (GtkFileChooser *chooser, const char *name,
                           const char *const *patterns);
void ink_file_filters_add_all (GtkFileChooser *chooser);
/* ink_file_filters_add_texts: tables of labelled texts, then all files. */
void ink_file_filters_add_texts (GtkFileChooser *chooser);

G_END_DECLS
