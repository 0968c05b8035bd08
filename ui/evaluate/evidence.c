/* From a mark or a figure to the examples behind it. */
#include "ui/evaluate/evidence.h"

#include <math.h>

#include "core/metrics/threshold.h"

#define MOST_LOSSES 200

static const char *
class_name (const InkEvaluation *evaluation, guint class_index)
{
  return ink_evaluation_class_names (evaluation)[class_index];
}

/* Takes @selection; where it is empty, its title says @why. */
static InkSelection *
or_none (InkSelection *selection, const char *why)
{
  g_autofree char *title = g_strdup (selection->title);

  if (selection->n == 0)
    ink_selection_set_title (selection, "%s. No example: %s", title, why);
  return selection;
}

static InkSelection *
of_wrong (const InkEvaluation *evaluation)
{
  return or_none (ink_selection_of_outcome (evaluation, FALSE),
                  "nothing was read wrong");
}

/* A curve begins where nothing is taken for its class, above every score. */
static InkSelection *
of_curve (const InkEvaluation *evaluation, const InkMark *mark)
{
  const guint class_index = (guint) mark->tag;
  InkSelection *selection;

  if (!isnan (mark->note))
    return or_none (
        ink_selection_of_errors (evaluation, class_index, mark->note),
        "nothing is wrong there");
  selection = ink_selection_of_class (evaluation, class_index);
  ink_selection_set_title (
      selection, "Truly %s: above every probability none is taken for it",
      class_name (evaluation, class_index));
  return selection;
}

/* The point @index of those whose bins hold something. */
static guint
bin_of_point (const InkEvaluation *evaluation, gsize index)
{
  const InkCalibrationBin *bins = ink_evaluation_calibration_bins (evaluation);
  guint bin = 0;

  for (; bin + 1 < INK_CALIBRATION_BINS; bin++)
    if (bins[bin].count > 0 && index-- == 0)
      break;
  return bin;
}

static InkSelection *
of_bin (const InkEvaluation *evaluation, const InkMark *mark)
{
  const guint bin = mark->tag == INK_RELIABILITY_BIN
                        ? MIN ((guint) mark->index, INK_CALIBRATION_BINS - 1)
                        : bin_of_point (evaluation, mark->index);

  return or_none (ink_selection_of_bin (evaluation, bin),
                  "none was read with that confidence");
}

static InkSelection *
of_confidence (const InkEvaluation *evaluation, const InkMark *mark)
{
  return or_none (
      ink_selection_of_confidence (
          evaluation, (double) mark->index / INK_CONFIDENCE_BINS,
          (double) (mark->index + 1) / INK_CONFIDENCE_BINS, mark->tag != 0),
      "none was read so");
}

InkSelection *
ink_evidence_of_mark (const InkEvaluation *evaluation,
                      InkEvaluationChart chart, const InkMark *mark)
{
  switch (chart)
    {
    case INK_CHART_ROC:
    case INK_CHART_PRECISION_RECALL:
      return of_curve (evaluation, mark);
    case INK_CHART_RELIABILITY:
      return of_bin (evaluation, mark);
    case INK_CHART_CONFIDENCE:
      return of_confidence (evaluation, mark);
    case INK_CHART_CLASS_FIGURES:
      return ink_evidence_of_shortfall (evaluation, (guint) mark->index,
                                        (InkShortfall) mark->tag);
    default:
      return of_wrong (evaluation);
    }
}

InkSelection *
ink_evidence_of_shortfall (const InkEvaluation *evaluation, guint class_index,
                           InkShortfall shortfall)
{
  InkSelection *selection
      = ink_selection_of_shortfall (evaluation, class_index, shortfall);
  const gboolean absent
      = ink_evaluation_class (evaluation, class_index)->support == 0;

  return or_none (selection,
                  absent && shortfall != INK_SHORTFALL_PRECISION
                      ? "the class is not among the examples"
                      : "nothing was read wrong");
}

/* The class where a figure is lowest, of equals the first; one where it is not
 * defined is never that. */
static guint
worst_class (const InkEvaluation *evaluation, InkFigure figure)
{
  const guint n = ink_evaluation_n_classes (evaluation);
  double least = INFINITY;
  guint worst = 0;

  for (guint i = 0; i < n; i++)
    {
      const InkClassFigures *figures = ink_evaluation_class (evaluation, i);
      const double value
          = figure == INK_FIGURE_MACRO_ROC_AUC ? figures->roc_auc
            : figures->support == 0            ? NAN
            : figure == INK_FIGURE_MACRO_F1    ? figures->f1
                                               : figures->recall;

      if (value < least)
        {
          least = value;
          worst = i;
        }
    }
  return worst;
}

guint
ink_evidence_worst_auc (const InkEvaluation *evaluation)
{
  return worst_class (evaluation, INK_FIGURE_MACRO_ROC_AUC);
}

/* Takes @selection. */
static InkSelection *
entitle (InkSelection *selection, const char *before)
{
  g_autofree char *title = g_strdup (selection->title);

  ink_selection_set_title (selection, "%s: %s", before, title);
  return selection;
}

InkSelection *
ink_evidence_of_ranking (const InkEvaluation *evaluation, guint class_index)
{
  g_autoptr (InkThresholds) sorted
      = ink_thresholds_new (evaluation, class_index);
  const double best = ink_thresholds_best_youden (sorted);

  if (isnan (best))
    return or_none (ink_selection_of_class (evaluation, class_index),
                    "the class is not among the examples");
  return or_none (ink_selection_of_errors (evaluation, class_index, best),
                  "the class is told from all others");
}

static InkSelection *
of_calibration (const InkEvaluation *evaluation)
{
  const InkCalibrationBin *bins = ink_evaluation_calibration_bins (evaluation);
  double most = -1;
  guint worst = 0;

  for (guint i = 0; i < INK_CALIBRATION_BINS; i++)
    {
      const double part = (double) bins[i].count
                          * fabs (bins[i].accuracy - bins[i].confidence);

      if (bins[i].count > 0 && part > most)
        {
          most = part;
          worst = i;
        }
    }
  return entitle (ink_selection_of_bin (evaluation, worst),
                  "The bin that adds most to the error");
}

InkSelection *
ink_evidence_of_figure (const InkEvaluation *evaluation, InkFigure figure)
{
  const guint worst = worst_class (evaluation, figure);

  switch (figure)
    {
    case INK_FIGURE_BALANCED_ACCURACY:
      return entitle (ink_evidence_of_shortfall (evaluation, worst,
                                                 INK_SHORTFALL_RECALL),
                      "The class of the lowest recall");
    case INK_FIGURE_MACRO_F1:
      return entitle (
          ink_evidence_of_shortfall (evaluation, worst, INK_SHORTFALL_F1),
          "The class of the lowest F1");
    case INK_FIGURE_MACRO_ROC_AUC:
      return entitle (ink_evidence_of_ranking (evaluation, worst),
                      "The class of the lowest area");
    case INK_FIGURE_LOG_LOSS:
      return or_none (ink_selection_of_loss (evaluation, MOST_LOSSES),
                      "every one was read right with certainty");
    case INK_FIGURE_BRIER_SCORE:
      return or_none (ink_selection_of_brier (evaluation, MOST_LOSSES),
                      "every one was read right with certainty");
    case INK_FIGURE_CALIBRATION_ERROR:
      return of_calibration (evaluation);
    default:
      return of_wrong (evaluation);
    }
}

const char *
ink_evidence_words (InkFigure figure)
{
  switch (figure)
    {
    case INK_FIGURE_BALANCED_ACCURACY:
    case INK_FIGURE_MACRO_F1:
    case INK_FIGURE_MACRO_ROC_AUC:
      return "Show the errors of the class that is worst";
    case INK_FIGURE_LOG_LOSS:
    case INK_FIGURE_BRIER_SCORE:
      return "Show the examples that add most";
    case INK_FIGURE_CALIBRATION_ERROR:
      return "Show the bin that adds most";
    default:
      return "Show what was read wrong";
    }
}
