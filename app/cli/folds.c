/* The options of folds, and a run of them. */
#include "app/cli/folds.h"

#include <math.h>
#include <stdio.h>

#include "app/cli/charts.h"
#include "app/cli/interrupt.h"
#include "app/cli/output.h"
#include "core/base/parallel.h"
#include "core/metrics/bootstrap.h"

static CliTrainArgs args;
static struct
{
  char *folds;
  char *repeats;
  char *level;
  char *threads;
  char *charts;
} own;

const GOptionEntry cli_folds_entries[] = {
  { "data", 0, 0, G_OPTION_ARG_FILENAME, &args.data,
    "A data set's name or path (required)", "DATA" },
  { "folds", 0, 0, G_OPTION_ARG_FILENAME, &own.folds,
    "Parts, of which each is held out in turn [5]", "K" },
  { "repeats", 0, 0, G_OPTION_ARG_FILENAME, &own.repeats,
    "All of it again, with other folds [1]", "N" },
  { "seed", 0, 0, G_OPTION_ARG_FILENAME, &args.seed,
    "Seed of everything random [1]", "N" },
  { "level", 0, 0, G_OPTION_ARG_FILENAME, &own.level,
    "Of the intervals [0.95]", "X" },
  { "threads", 0, 0, G_OPTION_ARG_FILENAME, &own.threads,
    "The result does not depend on it [one a processor]", "N" },
  { "validation-fraction", 0, 0, G_OPTION_ARG_FILENAME,
    &args.validation_fraction,
    "lenet5: of what a fold learns from, not learnt from", "X" },
  { "charts", 0, 0, G_OPTION_ARG_FILENAME, &own.charts,
    "The charts named above, as PNG files", "FOLDER" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &args.json, "Print a JSON object", NULL },
  { "quiet", 'q', 0, G_OPTION_ARG_NONE, &args.quiet,
    "No progress on standard error", NULL },
  { 0 },
};

static gboolean
take_options (InkCrossValidationOptions *options, GError **error)
{
  *options = INK_CROSS_VALIDATION_OPTIONS_DEFAULT;
  if (!cli_require ("--data", args.data, error)
      || !cli_take_uint ("--folds", own.folds, 2,
                         INK_CROSS_VALIDATION_MAX_FOLDS, &options->n_folds,
                         error)
      || !cli_take_uint ("--repeats", own.repeats, 1,
                         INK_CROSS_VALIDATION_MAX_REPEATS, &options->n_repeats,
                         error)
      || !cli_take_uint64 ("--seed", args.seed, &options->seed, error)
      || !cli_take_double ("--level", own.level, &options->level, error)
      || !cli_take_uint ("--threads", own.threads, 1, INK_POOL_MAX_THREADS,
                         &options->n_threads, error))
    return FALSE;
  return ink_level_check (options->level, NULL)
         || cli_usage_error (error,
                             "--level: expected more than 0 and less than 1, "
                             "found '%s'",
                             own.level);
}

gboolean
cli_folds_take (const CliLearner *learner, const CliTextArgs *text,
                CliFolds *folds, GError **error)
{
  g_auto (CliFolds) taken = { .json = args.json };
  InkTextOptions text_options;

  cli_interrupt_ends (CLI_INTERRUPTED_FIGURES);
  if (!take_options (&taken.options, error)
      || !cli_take_text_options (text, &text_options, error)
      || !cli_examples_load (args.data, INK_SPLIT_TRAIN,
                             learner->takes_text ? INK_INPUT_TEXT
                                                 : INK_INPUT_IMAGE,
                             learner->name, &text_options, &taken.examples,
                             error))
    return FALSE;
  taken.learner = learner->new_learner (&args, &taken.examples, error);
  if (taken.learner == NULL)
    return FALSE;
  if (own.charts != NULL && !cli_check_folder (own.charts, error))
    return FALSE;
  taken.charts = own.charts;
  taken.recipe = learner->recipe (&args);
  cli_output_set_quiet (args.quiet);
  *folds = taken;
  taken = (CliFolds) { 0 };
  return TRUE;
}

void
cli_folds_clear (CliFolds *folds)
{
  cli_examples_clear (&folds->examples);
  g_clear_pointer (&folds->learner, ink_learner_unref);
  g_clear_pointer (&folds->recipe, g_free);
}

const char *
cli_folds_data (void)
{
  return args.data;
}

void
cli_folds_begin (const CliFolds *folds)
{
  cli_progress ("%s: %u examples, %u folds%s",
                ink_learner_data (folds->learner),
                ink_learner_count (folds->learner), folds->options.n_folds,
                folds->options.n_repeats > 1 ? ", repeated" : "");
}

void
cli_folds_progress_cb (const InkCrossValidationProgress *progress,
                       gpointer user_data)
{
  if (progress->evaluation == NULL)
    cli_status ("%u of %u done, %.0f %%", progress->n_done, progress->n_folds,
                100 * progress->fraction);
  else
    cli_progress ("%u of %u done: accuracy %.2f %%, log loss %.4f",
                  progress->n_done, progress->n_folds,
                  100 * ink_evaluation_accuracy (progress->evaluation),
                  ink_evaluation_log_loss (progress->evaluation));
}

void
cli_folds_print_number (double value)
{
  if (isfinite (value))
    printf ("  %9.5f", value);
  else
    printf ("  %9s", "-");
}

gboolean
cli_folds_write_chart (const CliFolds *folds, InkPlot *plot, const char *name,
                       GError **error)
{
  g_autoptr (InkPlot) taken = plot;
  g_autofree char *hash = cli_examples_hash (&folds->examples);
  const CliFoldNames names = { ink_learner_name (folds->learner),
                               folds->recipe, folds->options.seed,
                               ink_learner_data (folds->learner), hash };

  return cli_charts_write_folds (taken, &names, folds->charts, name, error);
}
