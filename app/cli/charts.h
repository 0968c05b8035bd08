#pragma once

#include "core/metrics/evaluation.h"
#include "core/model/model.h"
#include "core/train/recipe.h"
#include "ui/plot/charts.h"

G_BEGIN_DECLS

/* `--charts DIR`: the workbench's charts as PNG files. One thread. */

/* loss.png, accuracy.png and learning-rate.png of a run of LeNet-5, whatever
 * end it came to. @data: as the user wrote it */
gboolean cli_charts_write_run (InkRunCharts *charts, const InkRecipe *recipe,
                               const char *data, const char *folder,
                               GError **error);
/* roc.png and confusion.png. @data: of the examples, for people */
gboolean cli_charts_write_evaluation (const InkEvaluation *evaluation,
                                      const InkModel *model, const char *data,
                                      const char *folder, GError **error);

G_END_DECLS
