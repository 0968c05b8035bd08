#pragma once

#include <gtk/gtk.h>

#include "ui/workbench.h"

G_BEGIN_DECLS

/* The button that begins a training on a file, or on a folder by its menu. Main
 * thread. */
#define INK_TYPE_TRAIN_BUTTON (ink_train_button_get_type ())
G_DECLARE_FINAL_TYPE (InkTrainButton, ink_train_button, INK, TRAIN_BUTTON,
                      GtkWidget)

GtkWidget *ink_train_button_new (void);
void ink_train_button_set_workbench (InkTrainButton *self,
                                     InkWorkbench *workbench);
/* Takes a file or folder that is dropped anywhere on @widget. */
void ink_train_button_take_drops (InkTrainButton *self, GtkWidget *widget);
/* What all of them do with a path: opens the dialog of a training. */
void ink_train_button_open (InkTrainButton *self, const char *path);

G_END_DECLS
