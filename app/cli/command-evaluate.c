/* `inkling-cli evaluate MODEL --data DATA`: every figure of a model on one
 * split of a data set, as a table, as JSON, as a file of predictions and as
 * charts. */
#include <stdio.h>

#include "app/cli/charts.h"
#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/cli/measure.h"
#include "app/cli/output.h"
#include "app/cli/report.h"
#include "app/cli/take-bootstrap.h"
#include "core/base/parallel.h"
#include "core/metrics/evaluation-json.h"
#include "core/metrics/evaluation-predictions.h"
#include "core/metrics/evaluation-warnings.h"

#define MAX_WARNINGS 5 /* told one by one */

static struct
{
  char *predictions;
  char *charts;
  gboolean json;
} args;

static CliMeasureArgs measure_args;

static const GOptionEntry entries[] = {
  { "json", 0, 0, G_OPTION_ARG_NONE, &args.json, "Print a JSON object", NULL },
  { "predictions", 0, 0, G_OPTION_ARG_FILENAME, &args.predictions,
    "CSV of every example's label and probabilities", "FILE" },
  { "charts", 0, 0, G_OPTION_ARG_FILENAME, &args.charts,
    "The charts named above, as PNG files", "FOLDER" },
  { 0 },
};

/* What is not defined; in JSON the object says it. */
static void
note_warnings (const InkEvaluation *evaluation)
{
  g_auto (GStrv) warnings = ink_evaluation_warnings (evaluation);
  const guint n = g_strv_length (warnings);

  for (guint i = 0; i < MIN (n, MAX_WARNINGS); i++)
    cli_note ("note: %s", warnings[i]);
  if (n > MAX_WARNINGS)
    cli_note ("note: and %u more; --json names all", n - MAX_WARNINGS);
}

/* With the mean ROC curve's band where resamples are wanted. */
static gboolean
write_charts (const CliMeasured *measured, const CliMeasure *settings,
              GError **error)
{
  g_autofree char *hash = NULL;
  g_autoptr (InkRocBand) band = NULL;
  CliChartNames names = { measured->path,
                          cli_examples_name (&measured->examples), NULL,
                          settings->bootstrap.level };

  if (args.charts == NULL)
    return TRUE;
  if (settings->bootstrap.n_resamples > 0
      && ink_evaluation_roc_macro (measured->evaluation) != NULL)
    {
      g_autoptr (InkPool) pool = ink_pool_new (settings->threads);

      band = ink_roc_band_new (measured->evaluation, INK_ROC_BAND_MACRO,
                               &settings->bootstrap, pool, error);
      cli_status_clear ();
      if (band == NULL)
        return FALSE;
    }
  names.macro_band = band;
  names.data_hash = hash = cli_examples_hash (&measured->examples);
  return cli_charts_write_evaluation (measured->evaluation, measured->model,
                                      &names, args.charts, error);
}

static void
print (const InkEvaluation *evaluation, const InkBootstrapOptions *options,
       const InkEstimate *estimates)
{
  g_autofree char *json = NULL;

  if (!args.json)
    {
      cli_report_print (evaluation, options->level, estimates);
      return;
    }
  json = ink_evaluation_to_json_with (evaluation, options->level,
                                      estimates != NULL ? options : NULL,
                                      estimates);
  puts (json);
}

static gboolean
measure_and_print (const InkEvaluation *evaluation, const CliMeasure *settings,
                   GError **error)
{
  InkEstimate estimates[INK_N_FIGURES];
  g_autoptr (InkPool) pool = NULL;
  gboolean done = TRUE;

  if (settings->bootstrap.n_resamples > 0)
    {
      pool = ink_pool_new (settings->threads);
      done = ink_bootstrap (evaluation, &settings->bootstrap, pool, estimates,
                            error);
      cli_status_clear ();
    }
  if (!done)
    return FALSE;
  cli_interrupt_ends (CLI_INTERRUPTED_FILES);
  print (evaluation, &settings->bootstrap, pool != NULL ? estimates : NULL);
  return TRUE;
}

/* What was measured is told first: no file that cannot be written loses it. */
static gboolean
write_out (const CliMeasured *measured, const CliMeasure *settings,
           GError **error)
{
  return measure_and_print (measured->evaluation, settings, error)
         && (args.predictions == NULL
             || ink_evaluation_write_predictions (measured->evaluation,
                                                  args.predictions, error))
         && write_charts (measured, settings, error);
}

static gboolean
check_outputs (const char *path, const char *data, GError **error)
{
  return cli_check_distinct ("--predictions", args.predictions, "the model",
                             path, error)
         && cli_check_distinct ("--predictions", args.predictions, "the data",
                                data, error)
         && (args.predictions == NULL
             || cli_check_output (args.predictions, error))
         && (args.charts == NULL || cli_check_folder (args.charts, error));
}

static gboolean
evaluate (char **rest, GError **error)
{
  g_auto (CliMeasured) measured = { 0 };
  CliMeasure settings;

  if (!cli_measure_take (&measure_args, "bootstrap", 0, &settings, error))
    return FALSE;
  cli_measured_init (&measured, rest[0]);
  if (!check_outputs (measured.path, settings.data, error))
    return FALSE;
  if (settings.bootstrap.n_resamples > 0)
    cli_watch_bootstrap (&settings.bootstrap);
  if (!cli_measured_run (&measured, &settings, error)
      || !write_out (&measured, &settings, error))
    return FALSE;
  if (!args.json)
    note_warnings (measured.evaluation);
  cli_measured_note_caveats (&measured, &settings);
  return TRUE;
}

gboolean
cli_evaluate (char **argv, GError **error)
{
  static const char *const names[] = { "MODEL", NULL };
  g_autoptr (GOptionContext) context = cli_options_new (
      "evaluate", "MODEL --data DATA",
      "Measures a model on labelled examples and prints accuracy, figures\n"
      "of each class and the confusion matrix. MODEL is a file, or the name\n"
      "of a model that comes with the program. Labels are matched by name.\n"
      "\n"
      "--charts writes confusion.png, confusion-shares.png (in % of each\n"
      "row), roc.png, precision-recall.png, reliability.png, confidence.png\n"
      "(how sure the model was, when right and when wrong) and\n"
      "class-figures.png (precision, recall and F1 of each class).\n"
      "\n"
      "--bootstrap draws the examples again and again, class by class, and\n"
      "says how far each figure moves; roc.png gets the band of the mean\n"
      "curve. The same seed gives the same intervals, whatever the number of\n"
      "threads.");

  cli_options_add_group (context, "evaluate", "Options of evaluate:", entries);
  cli_measure_add_groups (context, &measure_args, "bootstrap",
                          "Intervals of all figures from N resamples");
  return cli_options_run (context, argv, names, FALSE, evaluate, error);
}
