#pragma once

#include "core/metrics/evaluation.h"
#include "core/model/model.h"
#include "core/train/recipe.h"
#include "ui/plot/run-charts.h"

G_BEGIN_DECLS

/* `--charts DIR`: the workbench's charts as PNG files. One thread. */

/* loss.png, accuracy.png, learning-rate.png and throughput.png of a run of
 * LeNet-5, whatever end it came to. @data: as the user wrote it */
gboolean cli_charts_write_run (InkRunCharts *charts, const InkRecipe *recipe,
                               const char *data, const char *folder,
                               GError **error);
/* Every chart of ui/plot/evaluation-charts.h under its name. @data: of the
 * examples, for people */
gboolean cli_charts_write_evaluation (const InkEvaluation *evaluation,
                                      const InkModel *model, const char *data,
                                      const char *folder, GError **error);

G_END_DECLS
