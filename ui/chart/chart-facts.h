#pragma once

#include "ui/plot/plot.h"
#include "ui/train/kept-run.h"
#include "ui/train/run.h"

G_BEGIN_DECLS

/* What a chart of a training run says of where it comes from, in files: the
 * facts Model, Run (the name of its folder), Recipe, Seed, Data and Data hash,
 * as far as they are known. */

void ink_chart_facts_set_run (InkPlot *plot, InkRun *run);
void ink_chart_facts_set_kept (InkPlot *plot, const InkKeptRun *run);

G_END_DECLS
