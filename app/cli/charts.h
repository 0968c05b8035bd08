#pragma once

#include "core/metrics/comparison.h"
#include "core/metrics/roc-band.h"
#include "core/model/model.h"
#include "core/train/recipe.h"
#include "ui/plot/run-charts.h"

G_BEGIN_DECLS

/* `--charts DIR`: the workbench's charts as PNG files. One thread. */

/* What the files say of where they come from, and how sure it is. */
typedef struct
{
  const char *model; /* its file, which names the run where it knows none */
  const char *data;  /* for people */
  const char *data_hash; /* of the examples */
  double level;          /* of the intervals of an evaluation; 0 for 0.95 */
  const InkRocBand *macro_band; /* of its ROC; may be NULL */
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
/* Every chart of ui/plot/comparison-charts.h under its name. @class_names: of
 * A; @a, @b: the models' names; @folder: for the files. */
typedef struct
{
  const char *const *class_names;
  const char *a, *b;
  const char *data;
  const char *data_hash;
} CliComparisonNames;

gboolean cli_charts_write_comparison (const InkComparison *comparison,
                                      const CliComparisonNames *names,
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
