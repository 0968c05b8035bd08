/* The facts of a run's charts. chart-opener goes the way back. */
#include "ui/chart/chart-facts.h"

typedef struct
{
  const char *folder; /* NULL for none yet */
  const char *data;
  const char *data_hash;
  const InkRecipe *recipe; /* NULL where that is not known */
} Facts;

static void
set_recipe (InkPlot *plot, const InkRecipe *recipe)
{
  g_autofree char *line = ink_recipe_describe (recipe);
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, recipe->seed);

  ink_plot_set_fact (plot, "Recipe", line);
  ink_plot_set_fact (plot, "Seed", seed);
}

static void
set_facts (InkPlot *plot, const Facts *facts)
{
  g_autofree char *name
      = facts->folder != NULL ? g_path_get_basename (facts->folder) : NULL;

  ink_plot_set_fact (plot, "Model", "LeNet-5");
  ink_plot_set_fact (plot, "Run", name);
  if (facts->recipe != NULL)
    set_recipe (plot, facts->recipe);
  ink_plot_set_fact (plot, "Data", facts->data);
  ink_plot_set_fact (plot, "Data hash", facts->data_hash);
}

void
ink_chart_facts_set_run (InkPlot *plot, InkRun *run)
{
  const Facts facts = { ink_run_get_folder (run), ink_run_get_data (run),
                        ink_run_get_data_hash (run),
                        ink_run_get_recipe (run) };

  set_facts (plot, &facts);
}

void
ink_chart_facts_set_kept (InkPlot *plot, const InkKeptRun *run)
{
  const Facts facts = { run->folder, run->data, run->data_hash,
                        run->has_recipe ? &run->recipe : NULL };

  set_facts (plot, &facts);
}
