#pragma once

#include <gtk/gtk.h>

#include "ui/text/training/training-job.h"

G_BEGIN_DECLS

/* The third step of a training: how far it is. Main thread. */
#define INK_TYPE_PROGRESS_PAGE (ink_progress_page_get_type ())
G_DECLARE_FINAL_TYPE (InkProgressPage, ink_progress_page, INK, PROGRESS_PAGE,
                      GtkWidget)

GtkWidget *ink_progress_page_new (void);
/* Some twenty times a second. */
void ink_progress_page_show (InkProgressPage *self,
                             const InkTrainingState *state);

G_END_DECLS
