#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ink_problem_bar_new: a line that says what is wrong, hidden as long as nothing
 * is; a screen reader says it as it appears. Main thread.
 * @label: (out) (transfer none): for the words
 * Returns: (transfer floating) */
GtkWidget *ink_problem_bar_new (GtkLabel **label);

G_END_DECLS
