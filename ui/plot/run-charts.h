#pragma once

#include "core/base/event.h"
#include "ui/plot/plot.h"

G_BEGIN_DECLS

/* The live charts of a training run, of the workbench and of `--charts`: feed
 * it every event. */
typedef struct _InkRunCharts InkRunCharts;

InkRunCharts *ink_run_charts_new (void);
void ink_run_charts_free (InkRunCharts *charts);
void ink_run_charts_add_event (InkRunCharts *charts, const InkEvent *event);
/* (transfer none): x is the epoch, as a fraction; steps faint, smoothed strong,
 * validation as points with the best epoch pinned. Loss on a log axis; where a
 * run diverges, its step is marked. */
InkPlot *ink_run_charts_loss (InkRunCharts *charts);
InkPlot *ink_run_charts_accuracy (InkRunCharts *charts);
InkPlot *ink_run_charts_learning_rate (InkRunCharts *charts);
/* Images a second, a point an epoch: those trained on in the time of training
 * alone. */
InkPlot *ink_run_charts_throughput (InkRunCharts *charts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkRunCharts, ink_run_charts_free)

G_END_DECLS
