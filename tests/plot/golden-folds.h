#pragma once

#include "ui/plot/plot.h"

G_BEGIN_DECLS

/* The charts of a cross-validation of naive Bayes on made-up texts, always the
 * same. All (transfer full). */
InkPlot *golden_fold_roc (void);
InkPlot *golden_fold_figures (void);
InkPlot *golden_learning_curve (void);

G_END_DECLS
