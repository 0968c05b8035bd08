#pragma once

#include "core/metrics/figure.h"
#include "core/metrics/selection.h"
#include "ui/plot/evaluation-charts.h"

G_BEGIN_DECLS

/* Which examples stand behind what was clicked on the page Evaluate. All
 * (transfer full), never NULL; where there is no example, n is 0 and the title
 * says why. Any thread. */

/* @mark: of the chart @chart of @evaluation, which is not the confusion
 * matrix. Of a curve these are the errors at the threshold of its point. */
InkSelection *ink_evidence_of_mark (const InkEvaluation *evaluation,
                                    InkEvaluationChart chart,
                                    const InkMark *mark);
/* Of a figure of the whole: what was read wrong, the errors of the class that
 * is worst (of a mean over classes), the largest parts (of a loss), or the bin
 * that adds most (of the calibration error). */
InkSelection *ink_evidence_of_figure (const InkEvaluation *evaluation,
                                      InkFigure figure);
/* What that is, for a tooltip: "Show what was read wrong". Static. */
const char *ink_evidence_words (InkFigure figure);
/* Of a class's area under a curve: its errors at the threshold where Youden's
 * J is highest; all of the class where there is no such. */
InkSelection *ink_evidence_of_ranking (const InkEvaluation *evaluation,
                                       guint class_index);
InkSelection *ink_evidence_of_shortfall (const InkEvaluation *evaluation,
                                         guint class_index,
                                         InkShortfall shortfall);
/* The class of the lowest area under the ROC curve; of equals the first. */
guint ink_evidence_worst_auc (const InkEvaluation *evaluation);

G_END_DECLS
