/* Charts without a display: the same plots as in the workbench, written by
 * ui/plot. Each file says in its text chunks what it shows. */
#include "app/cli/charts.h"

#include "ui/plot/comparison-charts.h"
#include "ui/plot/evaluation-charts.h"
#include "ui/plot/plot-export.h"
#include "ui/report/model-facts.h"

static gboolean
write_plot (InkPlot *plot, const char *folder, const char *name,
            GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  InkExportOptions options;

  ink_export_options_init (&options);
  return ink_plot_export_png (plot, &options, path, error);
}

static void
set_names (InkPlot *plot, const CliChartNames *names)
{
  g_autofree char *run = g_path_get_basename (names->model);

  ink_plot_set_fact (plot, "Run", run);
  ink_plot_set_fact (plot, "Data", names->data);
  ink_plot_set_fact (plot, "Data hash", names->data_hash);
}

static void
set_run_facts (InkPlot *plot, const InkRecipe *recipe,
               const CliChartNames *names)
{
  g_autofree char *line = ink_recipe_describe (recipe);
  g_autofree char *seed
      = g_strdup_printf ("%" G_GUINT64_FORMAT, recipe->seed);

  ink_plot_set_fact (plot, "Model", "LeNet-5");
  ink_plot_set_fact (plot, "Recipe", line);
  ink_plot_set_fact (plot, "Seed", seed);
  set_names (plot, names);
}

gboolean
cli_charts_write_run (InkRunCharts *charts, const InkRecipe *recipe,
                      const CliChartNames *names, const char *folder,
                      GError **error)
{
  const struct
  {
    InkPlot *plot;
    const char *name;
  } files[] = {
    { ink_run_charts_loss (charts), "loss.png" },
    { ink_run_charts_accuracy (charts), "accuracy.png" },
    { ink_run_charts_learning_rate (charts), "learning-rate.png" },
    { ink_run_charts_throughput (charts), "throughput.png" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      set_run_facts (files[i].plot, recipe, names);
      if (!write_plot (files[i].plot, folder, files[i].name, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
cli_charts_write_evaluation (const InkEvaluation *evaluation,
                             const InkModel *model,
                             const CliChartNames *names, const char *folder,
                             GError **error)
{
  g_autofree char *run = g_path_get_basename (names->model);
  const InkModelFacts facts = { run, names->data, names->data_hash };

  for (guint i = 0; i < INK_N_EVALUATION_CHARTS; i++)
    {
      g_autoptr (InkPlot) plot = ink_evaluation_chart_new_at (
          evaluation, i, names->level > 0 ? names->level : 0.95);
      g_autofree char *name
          = g_strconcat (ink_evaluation_chart_name (i), ".png", NULL);

      if (i == INK_CHART_ROC && names->macro_band != NULL)
        ink_evaluation_chart_add_band (plot, evaluation, names->macro_band,
                                       INK_ROC_BAND_MACRO);
      ink_plot_set_model_facts (plot, model, &facts);
      if (!write_plot (plot, folder, name, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
cli_charts_write_comparison (const InkComparison *comparison,
                             const CliComparisonNames *names,
                             const char *folder, GError **error)
{
  for (guint i = 0; i < INK_N_COMPARISON_CHARTS; i++)
    {
      g_autoptr (InkPlot) plot
          = ink_comparison_chart_new (comparison, names->class_names, i);
      g_autofree char *name
          = g_strconcat (ink_comparison_chart_name (i), ".png", NULL);

      ink_plot_set_fact (plot, "A", names->a);
      ink_plot_set_fact (plot, "B", names->b);
      ink_plot_set_fact (plot, "Data", names->data);
      ink_plot_set_fact (plot, "Data hash", names->data_hash);
      if (!write_plot (plot, folder, name, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
cli_charts_write_folds (InkPlot *plot, const CliFoldNames *names,
                        const char *folder, const char *name, GError **error)
{
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *seed
      = g_strdup_printf ("%" G_GUINT64_FORMAT, names->seed);

  ink_plot_set_fact (plot, "Model", names->model);
  ink_plot_set_fact (plot, "Recipe", names->recipe);
  ink_plot_set_fact (plot, "Seed", seed);
  ink_plot_set_fact (plot, "Data", names->data);
  ink_plot_set_fact (plot, "Data hash", names->data_hash);
  return write_plot (plot, folder, file, error);
}
