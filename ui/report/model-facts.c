/* The facts of a model's charts, which go into their files. */
#include "ui/report/model-facts.h"

#include "ui/report/report-markup.h"

/* Files hold XML and lines: control characters have no place there. */
static void
set (InkPlot *plot, const char *key, const char *value)
{
  g_autofree char *clean
      = value == NULL ? NULL : ink_report_clean (value, 0, FALSE);

  if (clean != NULL)
    ink_plot_set_fact (plot, key, clean);
}

void
ink_plot_set_model_facts (InkPlot *plot, const InkModel *model,
                          const InkModelFacts *facts)
{
  const char *run = ink_model_fact (model, "run");

  set (plot, "Model", ink_model_class (model)->title);
  set (plot, "Recipe", ink_model_fact (model, "recipe"));
  set (plot, "Seed", ink_model_fact (model, "seed"));
  set (plot, "Run", run != NULL ? run : facts->run);
  set (plot, "Data", facts->data);
  set (plot, "Data hash", facts->data_hash);
  set (plot, "Training data hash", ink_model_fact (model, "data_hash"));
}
