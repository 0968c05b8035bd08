#pragma once

#include <gtk/gtk.h>

#include "ui/cross-validate/cross-validate-job.h"

G_BEGIN_DECLS

/* What comes of a cross-validation: figures, charts and the table of folds,
 * live while they end. Main thread.
 * Signal "message" (utf8): of a chart. */
#define INK_TYPE_CROSS_VALIDATE_VIEW (ink_cross_validate_view_get_type ())
G_DECLARE_FINAL_TYPE (InkCrossValidateView, ink_cross_validate_view, INK,
                      CROSS_VALIDATE_VIEW, GtkWidget)

GtkWidget *ink_cross_validate_view_new (void);
/* Empties it. @what: "LeNet-5 on MNIST", copied */
void ink_cross_validate_view_begin (InkCrossValidateView *self,
                                    const char *what,
                                    const InkCrossValidationOptions *options);
/* The figures are the means of the folds that have ended, until all have. */
void ink_cross_validate_view_add (InkCrossValidateView *self,
                                  const InkFoldResult *result);
/* The whole of it. @facts: of the charts: key, value..., NULL-terminated,
 * copied; @validation: referenced */
void ink_cross_validate_view_show (InkCrossValidateView *self,
                                   InkCrossValidation *validation,
                                   const char *const *facts);
/* After the whole. @points: [n] */
void ink_cross_validate_view_show_curve (InkCrossValidateView *self,
                                         const InkLearningCurvePoint *points,
                                         guint n, InkFigure figure);

G_END_DECLS
