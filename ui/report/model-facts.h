#pragma once

#include "core/model/model.h"
#include "ui/plot/plot.h"

G_BEGIN_DECLS

/* What a chart of a model says of where it comes from. */
typedef struct
{
  const char *run;       /* (nullable): where the model knows none */
  const char *data;      /* for people */
  const char *data_hash; /* of the examples */
} InkModelFacts;

/* Model, Recipe, Seed, Run, Data, Data hash, Training data hash. */
void ink_plot_set_model_facts (InkPlot *plot, const InkModel *model,
                               const InkModelFacts *facts);

G_END_DECLS
