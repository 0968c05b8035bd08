#pragma once

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
/* Read wrong, the most confident first. */
InkSelection *ink_evidence_of_accuracy (const InkEvaluation *evaluation);
/* What the class of the lowest F1 is short of. */
InkSelection *ink_evidence_of_macro_f1 (const InkEvaluation *evaluation);
/* The errors of the class of the lowest area, as ink_evidence_of_ranking(). */
InkSelection *ink_evidence_of_macro_auc (const InkEvaluation *evaluation);
InkSelection *ink_evidence_of_log_loss (const InkEvaluation *evaluation);
/* The bin that adds most to it. */
InkSelection *ink_evidence_of_calibration (const InkEvaluation *evaluation);
/* Of a class's area under a curve: its errors at the threshold where Youden's
 * J is highest; all of the class where there is no such. */
InkSelection *ink_evidence_of_ranking (const InkEvaluation *evaluation,
                                       guint class_index);
InkSelection *ink_evidence_of_shortfall (const InkEvaluation *evaluation,
                                         guint class_index,
                                         InkShortfall shortfall);
/* The class where a macro average is worst: of the lowest F1, or area under
 * the ROC curve; of equals the first. */
guint ink_evidence_worst_f1 (const InkEvaluation *evaluation);
guint ink_evidence_worst_auc (const InkEvaluation *evaluation);

G_END_DECLS
