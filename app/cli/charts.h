#pragma once

#include "core/metrics/evaluation.h"
#include "core/model/model.h"
#include "core/train/recipe.h"
#include "ui/plot/run-charts.h"

G_BEGIN_DECLS

/* `--charts DIR`: the workbench's charts as PNG files. One thread. */

/* What the files say of where they come from. */
typedef struct
{
  const char *model; /* its file, which names the run where it knows none */
  const char *data;  /* for people */
  const char *data_hash; /* of the examples */
} CliChartNames;

/* loss.png, accuracy.png, learning-rate.png and throughput.png of a run of
 * LeNet-5, whatever end it came to. */
gboolean cli_charts_write_run (InkRunCharts *charts, const InkRecipe *recipe,
                               const CliChartNames *names, const char *folder,
                               GError **error);
/* Every chart of ui/plot/evaluation-charts.h under its name. */
gboolean cli_charts_write_evaluation (const InkEvaluation *evaluation,
                                      const InkModel *model,
                                      const CliChartNames *names,
                                      const char *folder, GError **error);

/* What a chart of folds says of where it comes from. */
typedef struct
{
  const char *model; /* "lenet5" */
  const char *recipe;
  guint64 seed;
  const char *data;
  const char *data_hash;
} CliFoldNames;

/* @plot as @name.png. */
gboolean cli_charts_write_folds (InkPlot *plot, const CliFoldNames *names,
                                 const char *folder, const char *name,
                                 GError **error);

G_END_DECLS
