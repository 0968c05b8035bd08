#pragma once

#include <gtk/gtk.h>

#include "ui/draw/teach-job.h"

G_BEGIN_DECLS

/* What teaching changed: figures before and after, and what is to be known
 * about them. Main thread. */
#define INK_TYPE_TEACH_RESULT_VIEW (ink_teach_result_view_get_type ())
G_DECLARE_FINAL_TYPE (InkTeachResultView, ink_teach_result_view, INK,
                      TEACH_RESULT_VIEW, GtkWidget)

GtkWidget *ink_teach_result_view_new (void);
/* @base: title of the model that was taught; @n_before: drawings that this had
 * been taught on itself */
void ink_teach_result_view_show (InkTeachResultView *self,
                                 const InkTaught *taught, const char *base,
                                 guint n_before);
/* (transfer none): "My Digits, left out in turn: 12 of 20 → 19 of 20; ..." */
const char *ink_teach_result_view_get_summary (InkTeachResultView *self);

G_END_DECLS
