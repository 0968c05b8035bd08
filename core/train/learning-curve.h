#pragma once

#include "core/train/cross-validate.h"

G_BEGIN_DECLS

/* What more examples would bring: each fold's model learns from a part of what
 * is not held out, stratified, and is measured on the same held-out part.
 * Smaller parts lie within the larger ones. */
typedef struct
{
  guint n_train;   /* examples learnt from, of the first fold */
  double fraction; /* of what is not held out */
  InkFoldSummary train, test; /* of the chosen figure */
} InkLearningCurvePoint;

#define INK_LEARNING_CURVE_MAX_POINTS 50

/* ink_learning_curve: blocks. Same bits whatever the threads.
 * @fractions: [n_fractions]: in (0, 1], growing
 * @func: (nullable): n_folds are the fits of all points, fold is which: point x
 * folds of all repeats + fold; the evaluation is of the held-out part
 * @points: (out): [n_fractions]
 * Returns: FALSE with the errors of ink_cross_validate(), or INK_ERROR_MISMATCH
 * where a part would have no example of a class. */
gboolean ink_learning_curve (const InkLearner *learner,
                             const InkCrossValidationOptions *options,
                             const double *fractions, guint n_fractions,
                             InkFigure figure, GCancellable *cancellable,
                             InkCrossValidationFunc func, gpointer user_data,
                             InkLearningCurvePoint *points, GError **error);

/* JSON as of `inkling-cli learning-curve --json`, of what was given to and came
 * of ink_learning_curve(). @points: [n]. (transfer full) */
char *ink_learning_curve_to_json (const InkLearner *learner,
                                  const InkCrossValidationOptions *options,
                                  InkFigure figure,
                                  const InkLearningCurvePoint *points,
                                  guint n);

G_END_DECLS
