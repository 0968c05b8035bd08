#pragma once

#include <adwaita.h>

#include "core/train/learning-curve.h"

G_BEGIN_DECLS

/* A row with a switch: whether a learning curve is wanted, of which sizes and
 * which figure. Main thread. Signal "changed". */
#define INK_TYPE_LEARNING_CURVE_ROW (ink_learning_curve_row_get_type ())
G_DECLARE_FINAL_TYPE (InkLearningCurveRow, ink_learning_curve_row, INK,
                      LEARNING_CURVE_ROW, AdwExpanderRow)

GtkWidget *ink_learning_curve_row_new (void);
/* ink_learning_curve_row_get: @fractions: (out):
 * [INK_LEARNING_CURVE_MAX_POINTS]; @n: (out): 0 where no curve is wanted.
 * Returns: FALSE with INK_ERROR_ARGUMENT where the sizes make no sense. */
gboolean ink_learning_curve_row_get (InkLearningCurveRow *self,
                                     double *fractions, guint *n,
                                     InkFigure *figure, GError **error);
/* @n: 0 for none; the sizes stay then. */
void ink_learning_curve_row_set (InkLearningCurveRow *self,
                                 const double *fractions, guint n,
                                 InkFigure figure);

/* ink_parse_parts: "10, 20, 50 %" as 0.1, 0.2, 0.5. @fractions: (out):
 * [INK_LEARNING_CURVE_MAX_POINTS]. Returns: FALSE with INK_ERROR_ARGUMENT where
 * they are no growing percentages up to 100. */
gboolean ink_parse_parts (const char *text, double *fractions, guint *n,
                          GError **error);

G_END_DECLS
