#pragma once

#include <gtk/gtk.h>

#include "ui/evaluate/evaluate-job.h"

G_BEGIN_DECLS

/* Everything there is to see of one evaluation: headline figures, confusion
 * matrix, curves, the table of classes, the examples behind a cell. Signal
 * "message" (utf8): something to tell the user. */
#define INK_TYPE_EVALUATE_VIEW (ink_evaluate_view_get_type ())
G_DECLARE_FINAL_TYPE (InkEvaluateView, ink_evaluate_view, INK, EVALUATE_VIEW,
                      GtkWidget)

/* For the facts in exported charts. */
typedef struct
{
  const char *model;
  const char *data;
  const char *const *facts; /* more: key, value...; as of the result */
} InkEvaluateNames;

GtkWidget *ink_evaluate_view_new (void);
/* Keeps references of what is in @result. */
void ink_evaluate_view_show (InkEvaluateView *self,
                             const InkEvaluateResult *result,
                             const InkEvaluateNames *names);
/* Without effect before ink_evaluate_view_show(), or beyond the classes. */
void ink_evaluate_view_open_cell (InkEvaluateView *self, guint truth,
                                  guint predicted);

/* Of all intervals, as it was chosen, in (0, 1). */
double ink_evaluate_view_get_level (InkEvaluateView *self);

G_END_DECLS
