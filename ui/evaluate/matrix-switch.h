#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Whether a confusion matrix shows counts, as it does at first, or shares of
 * the true class. Signal "changed". Main thread. */
#define INK_TYPE_MATRIX_SWITCH (ink_matrix_switch_get_type ())
G_DECLARE_FINAL_TYPE (InkMatrixSwitch, ink_matrix_switch, INK, MATRIX_SWITCH,
                      GtkBox)

GtkWidget *ink_matrix_switch_new (void);
gboolean ink_matrix_switch_get_shares (InkMatrixSwitch *self);

G_END_DECLS
