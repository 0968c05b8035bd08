#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Files that are dropped on a widget. Main thread. */

/* Takes a dropped file, which may be a remote one, of which there is no path.
 * Returns: whether it did. */
typedef gboolean (*InkFileDropFunc) (gpointer owner, GFile *file);

/* ink_file_drops_take: the first of the files dropped on @widget goes to @func,
 * as long as @owner, @widget itself or a part of it, is in sight and sensitive.
 * @phase: whether before what is in @widget (GTK_PHASE_CAPTURE: a text view
 * would take a file's name for a text) or after it (GTK_PHASE_BUBBLE). */
void ink_file_drops_take (GtkWidget *widget, GtkPropagationPhase phase,
                          InkFileDropFunc func, GtkWidget *owner);

G_END_DECLS
