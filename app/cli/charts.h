#pragma once

#include "core/metrics/evaluation.h"
#include "core/model/model.h"
#include "ui/plot/charts.h"

G_BEGIN_DECLS

/* `--charts DIR`: the workbench's charts as PNG files. One thread. */

/* loss.png, accuracy.png and learning-rate.png, with what @model says of its
 * training in them. */
gboolean cli_charts_write_run (InkRunCharts *charts, const InkModel *model,
                               const char *folder, GError **error);
/* roc.png and confusion.png. @data: of the examples, for people */
gboolean cli_charts_write_evaluation (const InkEvaluation *evaluation,
                                      const InkModel *model, const char *data,
                                      const char *folder, GError **error);

G_END_DECLS
