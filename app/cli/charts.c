/* Charts without a display: the same plots as in the workbench, written by
 * ui/plot. Each file says in its text chunks what it shows. */
#include "app/cli/charts.h"

#include "ui/plot/plot-export.h"

static void
set_fact (InkPlot *plot, const char *key, const char *value)
{
  if (value != NULL)
    ink_plot_set_fact (plot, key, value);
}

static gboolean
write_plot (InkPlot *plot, const InkModel *model, const char *data,
            const char *path, GError **error)
{
  InkExportOptions options;

  set_fact (plot, "Model", ink_model_class (model)->title);
  set_fact (plot, "Recipe", ink_model_fact (model, "recipe"));
  set_fact (plot, "Seed", ink_model_fact (model, "seed"));
  set_fact (plot, "Data", data);
  ink_export_options_init (&options);
  return ink_plot_export_png (plot, &options, path, error);
}

gboolean
cli_charts_write_run (InkRunCharts *charts, const InkModel *model,
                      const char *folder, GError **error)
{
  const char *data = ink_model_fact (model, "data");
  g_autofree char *loss = g_build_filename (folder, "loss.png", NULL);
  g_autofree char *accuracy = g_build_filename (folder, "accuracy.png", NULL);
  g_autofree char *rate = g_build_filename (folder, "learning-rate.png", NULL);

  return write_plot (ink_run_charts_loss (charts), model, data, loss, error)
         && write_plot (ink_run_charts_accuracy (charts), model, data, accuracy,
                        error)
         && write_plot (ink_run_charts_learning_rate (charts), model, data,
                        rate, error);
}

gboolean
cli_charts_write_evaluation (const InkEvaluation *evaluation,
                             const InkModel *model, const char *data,
                             const char *folder, GError **error)
{
  g_autoptr (InkPlot) roc = ink_chart_roc (evaluation);
  g_autoptr (InkPlot) confusion = ink_chart_confusion (evaluation);
  g_autofree char *roc_path = g_build_filename (folder, "roc.png", NULL);
  g_autofree char *confusion_path
      = g_build_filename (folder, "confusion.png", NULL);

  return write_plot (roc, model, data, roc_path, error)
         && write_plot (confusion, model, data, confusion_path, error);
}
