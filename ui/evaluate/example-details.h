#pragma once

#include <gtk/gtk.h>

#include "ui/evaluate/example-list.h"

G_BEGIN_DECLS

/* One example in full: the picture large or the whole text, and the
 * probabilities of all classes. A button takes it where one can try it: it
 * activates the window's "win.open-picture" or "win.open-text". */
#define INK_TYPE_EXAMPLE_DETAILS (ink_example_details_get_type ())
G_DECLARE_FINAL_TYPE (InkExampleDetails, ink_example_details, INK,
                      EXAMPLE_DETAILS, GtkBox)

GtkWidget *ink_example_details_new (void);
/* @example: (nullable); a reference is kept */
void ink_example_details_set (InkExampleDetails *self, InkExample *example);
/* What the button does; nothing without an example. */
void ink_example_details_open (InkExampleDetails *self);

G_END_DECLS
