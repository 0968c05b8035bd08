#pragma once

#include <gtk/gtk.h>

#include "ui/evaluate/comparison-job.h"

G_BEGIN_DECLS

/* Everything there is to see of a comparison: the sentence, McNemar's table,
 * the differences as a chart and as numbers, DeLong's tests, the examples that
 * changed. Signal "message" (utf8): something to tell the user. Main thread. */
#define INK_TYPE_COMPARISON_VIEW (ink_comparison_view_get_type ())
G_DECLARE_FINAL_TYPE (InkComparisonView, ink_comparison_view, INK,
                      COMPARISON_VIEW, GtkWidget)

GtkWidget *ink_comparison_view_new (void);
/* ink_comparison_view_show: @compared: (transfer full)
 * @evaluated: of A; borrowed, as long as the view shows it
 * @title: of B */
void ink_comparison_view_show (InkComparisonView *self,
                               const InkEvaluated *evaluated,
                               const char *title, InkCompared *compared);
/* Shows the examples that changed so, as a click on their number does. */
void ink_comparison_view_open (InkComparisonView *self, InkChange change);
/* (transfer none) (nullable) */
const InkCompared *ink_comparison_view_get (InkComparisonView *self);
const char *ink_comparison_view_get_sentence (InkComparisonView *self);

G_END_DECLS
