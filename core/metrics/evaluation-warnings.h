#pragma once

#include "core/metrics/evaluation.h"

G_BEGIN_DECLS

/* Where a class is not in the data or never predicted, a figure of it is
 * divided by nothing. scikit-learn warns and says 0, and so do
 * ink_evaluation_class() and the averages; here is what the warning says. Any
 * thread. */

/* ink_evaluation_class_defined: as ink_evaluation_class(), with NAN for the
 * precision of a class that is never predicted, the recall of one that is not
 * in the data, and F1 where it is neither. */
InkClassFigures ink_evaluation_class_defined (const InkEvaluation *evaluation,
                                              guint class_index);

/* "not in the data", "never predicted", both, or NULL for neither.
 * (transfer none) */
const char *ink_evaluation_class_remark (const InkEvaluation *evaluation,
                                         guint class_index);

/* One sentence each, empty where all is defined. (transfer full) */
GStrv ink_evaluation_warnings (const InkEvaluation *evaluation);

G_END_DECLS
