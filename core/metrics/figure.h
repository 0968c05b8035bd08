#pragma once

#include "core/metrics/evaluation.h"

G_BEGIN_DECLS

/* The single numbers that sum an evaluation up, one list for intervals,
 * comparisons and what is printed of them. */
typedef enum
{
  INK_FIGURE_ACCURACY,
  INK_FIGURE_BALANCED_ACCURACY,
  INK_FIGURE_MACRO_F1,
  INK_FIGURE_MACRO_ROC_AUC,
  INK_FIGURE_LOG_LOSS,
  INK_FIGURE_BRIER_SCORE,
  INK_FIGURE_COHEN_KAPPA,
  INK_FIGURE_MATTHEWS_CORRELATION,
  INK_FIGURE_CALIBRATION_ERROR,
} InkFigure;

#define INK_N_FIGURES (INK_FIGURE_CALIBRATION_ERROR + 1)

/* For JSON: "macro_roc_auc". (transfer none) */
const char *ink_figure_key (InkFigure figure);
/* For people: "macro ROC AUC". (transfer none) */
const char *ink_figure_name (InkFigure figure);
/* Losses and errors: less is better. */
gboolean ink_figure_is_loss (InkFigure figure);

/* Each is worked out at the call; NAN where it is not defined. Any thread. */
double ink_evaluation_figure (const InkEvaluation *evaluation,
                              InkFigure figure);
/* One class against the rest, ink_brier_score_class(). */
double ink_evaluation_brier_class (const InkEvaluation *evaluation,
                                   guint class_index);
/* ink_top_k_accuracy(); @k: at least 1 */
double ink_evaluation_top_k (const InkEvaluation *evaluation, guint k);

G_END_DECLS
