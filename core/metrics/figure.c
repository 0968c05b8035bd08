/* The list of figures, and each of them of an evaluation. */
#include "core/metrics/figure.h"

#include <math.h>

#include "core/metrics/agreement.h"
#include "core/metrics/brier.h"
#include "core/metrics/top-k.h"

static const struct
{
  const char *key;
  const char *name;
  gboolean is_loss;
} figures[INK_N_FIGURES] = {
  [INK_FIGURE_ACCURACY] = { "accuracy", "accuracy", FALSE },
  [INK_FIGURE_BALANCED_ACCURACY]
  = { "balanced_accuracy", "balanced accuracy", FALSE },
  [INK_FIGURE_MACRO_F1] = { "macro_f1", "macro F1", FALSE },
  [INK_FIGURE_MACRO_ROC_AUC] = { "macro_roc_auc", "macro ROC AUC", FALSE },
  [INK_FIGURE_LOG_LOSS] = { "log_loss", "log loss", TRUE },
  [INK_FIGURE_BRIER_SCORE] = { "brier_score", "Brier score", TRUE },
  [INK_FIGURE_COHEN_KAPPA] = { "cohen_kappa", "Cohen's kappa", FALSE },
  [INK_FIGURE_MATTHEWS_CORRELATION]
  = { "matthews_correlation", "Matthews correlation", FALSE },
  [INK_FIGURE_CALIBRATION_ERROR]
  = { "expected_calibration_error", "calibration error", TRUE },
};

const char *
ink_figure_key (InkFigure figure)
{
  return figures[figure].key;
}

const char *
ink_figure_name (InkFigure figure)
{
  return figures[figure].name;
}

gboolean
ink_figure_is_loss (InkFigure figure)
{
  return figures[figure].is_loss;
}

double
ink_evaluation_figure (const InkEvaluation *evaluation, InkFigure figure)
{
  const InkAverageFigures *macro
      = ink_evaluation_average (evaluation, INK_AVERAGE_MACRO);
  const guint64 *counts = ink_evaluation_confusion (evaluation);
  guint n_classes = ink_evaluation_n_classes (evaluation);

  switch (figure)
    {
    case INK_FIGURE_ACCURACY:
      return ink_evaluation_accuracy (evaluation);
    case INK_FIGURE_BALANCED_ACCURACY:
      return ink_balanced_accuracy (counts, n_classes);
    case INK_FIGURE_MACRO_F1:
      return macro->f1;
    case INK_FIGURE_MACRO_ROC_AUC:
      return macro->roc_auc;
    case INK_FIGURE_LOG_LOSS:
      return ink_evaluation_log_loss (evaluation);
    case INK_FIGURE_BRIER_SCORE:
      return ink_brier_score (ink_evaluation_probabilities (evaluation),
                              ink_evaluation_labels (evaluation),
                              ink_evaluation_count (evaluation), n_classes);
    case INK_FIGURE_COHEN_KAPPA:
      return ink_cohen_kappa (counts, n_classes);
    case INK_FIGURE_MATTHEWS_CORRELATION:
      return ink_matthews_correlation (counts, n_classes);
    case INK_FIGURE_CALIBRATION_ERROR:
      return ink_evaluation_calibration_error (evaluation);
    default:
      return NAN;
    }
}

double
ink_evaluation_brier_class (const InkEvaluation *evaluation, guint class_index)
{
  return ink_brier_score_class (ink_evaluation_probabilities (evaluation),
                                ink_evaluation_labels (evaluation),
                                ink_evaluation_count (evaluation),
                                ink_evaluation_n_classes (evaluation),
                                class_index);
}

double
ink_evaluation_top_k (const InkEvaluation *evaluation, guint k)
{
  return ink_top_k_accuracy (ink_evaluation_probabilities (evaluation),
                             ink_evaluation_labels (evaluation),
                             ink_evaluation_count (evaluation),
                             ink_evaluation_n_classes (evaluation), k);
}
