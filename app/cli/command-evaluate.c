/* `inkling-cli evaluate MODEL --data DATA`: every figure of a model on one
 * split of a data set, as a table, as JSON, as a file of predictions and as
 * charts. */
#include <stdio.h>
#include <string.h>

#include "app/cli/charts.h"
#include "app/cli/command.h"
#include "app/cli/examples.h"
#include "app/cli/options.h"
#include "app/cli/output.h"
#include "app/cli/report.h"
#include "app/cli/take-bootstrap.h"
#include "core/base/parallel.h"
#include "core/metrics/evaluation-json.h"
#include "core/metrics/evaluation-predictions.h"
#include "core/metrics/evaluation-warnings.h"
#include "core/store/checkpoint.h"
#include "core/store/shipped-models.h"

#define MAX_WARNINGS 5 /* told one by one */

static struct
{
  char *data;
  char *split;
  char *predictions;
  char *charts;
  char *threads;
  char *bootstrap;
  char *level;
  char *seed;
  gboolean json;
} args;

static CliTextArgs text_args;

static const GOptionEntry entries[] = {
  { "data", 0, 0, G_OPTION_ARG_FILENAME, &args.data,
    "A data set's name or path (required)", "DATA" },
  { "split", 0, 0, G_OPTION_ARG_FILENAME, &args.split,
    "train or test, where DATA has splits [test]", "NAME" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &args.json, "Print a JSON object", NULL },
  { "predictions", 0, 0, G_OPTION_ARG_FILENAME, &args.predictions,
    "CSV of every example's label and probabilities", "FILE" },
  { "charts", 0, 0, G_OPTION_ARG_FILENAME, &args.charts,
    "The charts named above, as PNG files", "FOLDER" },
  { "threads", 0, 0, G_OPTION_ARG_FILENAME, &args.threads,
    "Threads [one a processor]", "N" },
  { "bootstrap", 0, 0, G_OPTION_ARG_FILENAME, &args.bootstrap,
    "Intervals of all figures from N resamples", "N" },
  { "level", 0, 0, G_OPTION_ARG_FILENAME, &args.level,
    "Of all intervals [0.95]", "X" },
  { "seed", 0, 0, G_OPTION_ARG_FILENAME, &args.seed,
    "Of the resamples [1]", "N" },
  { 0 },
};

typedef struct
{
  InkSplit split;
  guint threads;
  InkBootstrapOptions bootstrap; /* n_resamples: 0 for none */
  InkTextOptions text;
} Settings;

static gboolean
take_settings (Settings *settings, GError **error)
{
  static const char *const splits[]
      = { [INK_SPLIT_TRAIN] = "train", [INK_SPLIT_TEST] = "test", NULL };
  guint split = INK_SPLIT_TEST;

  *settings = (Settings) { .bootstrap = { .seed = 1, .level = 0.95 } };
  if (!cli_require ("--data", args.data, error)
      || !cli_take_choice ("--split", args.split, splits, &split, error)
      || !cli_take_uint ("--threads", args.threads, 1, INK_POOL_MAX_THREADS,
                         &settings->threads, error)
      || !cli_take_bootstrap ("--bootstrap", args.bootstrap, args.level,
                              args.seed, &settings->bootstrap, error)
      || !cli_take_text_options (&text_args, &settings->text, error))
    return FALSE;
  settings->split = (InkSplit) split;
  return TRUE;
}

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

/* Says what makes the figures mean less than they seem to. */
static void
note_caveats (const InkEvaluation *evaluation, const CliExamples *examples,
              const InkModel *model)
{
  const char *learned = ink_model_fact (model, "data_hash");
  g_autofree char *hash = cli_examples_hash (examples);

  if (!args.json)
    note_warnings (evaluation);
  if (g_strcmp0 (learned, hash) == 0)
    cli_note ("note: these are the examples that the model was trained on");
  else if (!examples->has_splits && args.split != NULL)
    cli_note ("note: %s has no splits; all of it is measured", args.data);
}

/* With the mean ROC curve's band where resamples are wanted. */
static gboolean
write_charts (const InkEvaluation *evaluation, const InkModel *model,
              const CliExamples *examples, const char *path,
              const Settings *settings, GError **error)
{
  g_autofree char *hash = NULL;
  g_autoptr (InkRocBand) band = NULL;
  CliChartNames names = { path, cli_examples_name (examples), NULL,
                          settings->bootstrap.level };

  if (args.charts == NULL)
    return TRUE;
  if (settings->bootstrap.n_resamples > 0
      && ink_evaluation_roc_macro (evaluation) != NULL)
    {
      g_autoptr (InkPool) pool = ink_pool_new (settings->threads);

      band = ink_roc_band_new (evaluation, INK_ROC_BAND_MACRO,
                               &settings->bootstrap, pool, error);
      if (!cli_bootstrap_ended (band != NULL, error))
        return FALSE;
    }
  names.macro_band = band;
  names.data_hash = hash = cli_examples_hash (examples);
  return cli_charts_write_evaluation (evaluation, model, &names, args.charts,
                                      error);
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
measure_and_print (const InkEvaluation *evaluation, const Settings *settings,
                   GError **error)
{
  InkEstimate estimates[INK_N_FIGURES];
  g_autoptr (InkPool) pool = NULL;

  if (settings->bootstrap.n_resamples > 0)
    {
      pool = ink_pool_new (settings->threads);
      if (!cli_bootstrap_ended (ink_bootstrap (evaluation,
                                               &settings->bootstrap, pool,
                                               estimates, error),
                                error))
        return FALSE;
    }
  print (evaluation, &settings->bootstrap, pool != NULL ? estimates : NULL);
  return TRUE;
}

/* What was measured is told first: no file that cannot be written loses it. */
static gboolean
write_out (const InkEvaluation *evaluation, const InkModel *model,
           const CliExamples *examples, const char *path,
           const Settings *settings, GError **error)
{
  return measure_and_print (evaluation, settings, error)
         && (args.predictions == NULL
             || ink_evaluation_write_predictions (evaluation, args.predictions,
                                                  error))
         && write_charts (evaluation, model, examples, path, settings, error);
}

static gboolean
evaluate (const char *name, GError **error)
{
  g_autofree char *path = ink_shipped_models_resolve (name);
  g_autoptr (InkModel) model = NULL;
  g_autoptr (InkEvaluation) evaluation = NULL;
  g_auto (CliExamples) examples = { 0 };
  Settings settings;

  if (!take_settings (&settings, error))
    return FALSE;
  if (!cli_check_distinct ("--predictions", args.predictions, "the model", path,
                           error)
      || !cli_check_distinct ("--predictions", args.predictions, "the data",
                              args.data, error)
      || (args.predictions != NULL
          && !cli_check_output (args.predictions, error)))
    return FALSE;
  if (args.charts != NULL && !cli_check_folder (args.charts, error))
    return FALSE;
  if (settings.bootstrap.n_resamples > 0)
    cli_watch_bootstrap (&settings.bootstrap);
  model = ink_checkpoint_load (path, error);
  if (model == NULL
      || !cli_examples_load (args.data, settings.split,
                             ink_model_class (model)->input,
                             ink_model_class (model)->name, &settings.text,
                             &examples, error))
    return FALSE;
  evaluation
      = cli_examples_evaluate (&examples, model, settings.threads, error);
  if (evaluation == NULL
      || !write_out (evaluation, model, &examples, path, &settings, error))
    return FALSE;
  note_caveats (evaluation, &examples, model);
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
  g_auto (GStrv) rest = NULL;
  gboolean help;

  cli_options_add_group (context, "evaluate", "Options of evaluate:", entries);
  cli_options_add_text_group (context, &text_args);
  if (!cli_options_parse (context, argv, &rest, &help, error))
    return FALSE;
  if (help)
    {
      cli_options_print_help (context);
      return TRUE;
    }
  return cli_require_arguments (rest, names, FALSE, error)
         && evaluate (rest[0], error);
}
