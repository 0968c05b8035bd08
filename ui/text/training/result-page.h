#pragma once

#include <gtk/gtk.h>

#include "ui/text/training/training-job.h"

G_BEGIN_DECLS

/* The last step of a training: what came of it. Main thread. */
#define INK_TYPE_RESULT_PAGE (ink_result_page_get_type ())
G_DECLARE_FINAL_TYPE (InkResultPage, ink_result_page, INK, RESULT_PAGE,
                      GtkWidget)

GtkWidget *ink_result_page_new (void);
void ink_result_page_show (InkResultPage *self,
                           const InkTextTraining *training);

G_END_DECLS
