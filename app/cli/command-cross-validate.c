/* `inkling-cli cross-validate LEARNER --data DATA`: every example is held out
 * once a repeat, by a model that has not seen it. */
#include <stdio.h>

#include "app/cli/command.h"
#include "app/cli/folds.h"
#include "app/cli/interrupt.h"
#include "app/cli/output.h"
#include "ui/plot/cross-validation-charts.h"

static struct
{
  char *predictions;
} args;

static CliTextArgs text_args;

static const GOptionEntry entries[] = {
  { "predictions", 0, 0, G_OPTION_ARG_FILENAME, &args.predictions,
    "CSV of every example's held-out probabilities", "FILE" },
  { 0 },
};

static const CliLearnerCommand command = {
  .name = "cross-validate",
  .title = "Options of cross-validate:",
  .arguments = "--data DATA",
  .about
  = "Cuts the training split of DATA into folds, learns from all but one and\n"
    "measures on that one, each in turn. The folds are stratified: each has\n"
    "the classes in the same proportions. The intervals are of the mean and\n"
    "allow for what the folds share (Nadeau & Bengio's corrected t). The same\n"
    "seed gives the same figures, whatever the number of threads.\n"
    "\n"
    "--predictions writes the columns index, repeat, fold, label, predicted\n"
    "and p:NAME a class. --charts writes fold-roc.png (the mean of the folds'\n"
    "macro ROC curves, with its band) and fold-figures.png.",
  .more
  = "JSON: model, data, count, folds, repeats, seed, interval_level;\n"
    "  figures: of each figure mean, deviation, least, most, interval;\n"
    "  results: of each fold repeat, fold, train_count, test_count, figures;\n"
    "  macro_roc: mean_auc, auc_deviation, folds, false_positive_rate,\n"
    "  true_positive_rate, low, high; class_roc: of each class label,\n"
    "  mean_auc, auc_deviation, folds.",
  .entries = entries,
  .shared_title = CLI_FOLDS_TITLE,
  .shared_entries = cli_folds_entries,
};

/* What the table of folds shows. */
static const struct
{
  InkFigure figure;
  const char *title;
} columns[] = {
  { INK_FIGURE_ACCURACY, "accuracy" },
  { INK_FIGURE_MACRO_F1, "macro F1" },
  { INK_FIGURE_MACRO_ROC_AUC, "macro AUC" },
  { INK_FIGURE_LOG_LOSS, "log loss" },
};

static void
print_headline (const InkCrossValidation *result)
{
  const InkCrossValidationOptions *options
      = ink_cross_validation_options (result);
  InkFoldSummary s
      = ink_cross_validation_figure (result, INK_FIGURE_ACCURACY);

  printf ("accuracy  %.2f %%  (%g %% interval of the mean %.2f to %.2f %%)  "
          "in %u folds\n",
          100 * s.mean, 100 * options->level, 100 * s.low, 100 * s.high,
          ink_cross_validation_n_folds (result));
}

static void
print_folds (const InkCrossValidation *result)
{
  const InkCrossValidationOptions *options
      = ink_cross_validation_options (result);
  gboolean repeated = options->n_repeats > 1;

  printf ("\n%s%6s  %9s", repeated ? "repeat  " : "", "fold", "examples");
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    printf ("  %9s", columns[i].title);
  putchar ('\n');
  for (guint f = 0; f < ink_cross_validation_n_folds (result); f++)
    {
      const InkEvaluation *e = ink_cross_validation_fold (result, f);

      if (repeated)
        printf ("%6u  ", f / options->n_folds + 1);
      printf ("%6u  %9" G_GSIZE_FORMAT, f % options->n_folds + 1,
              ink_evaluation_count (e));
      for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
        cli_folds_print_number (ink_evaluation_figure (e, columns[i].figure));
      putchar ('\n');
    }
}

static void
print_summaries (const InkCrossValidation *result)
{
  double level = ink_cross_validation_options (result)->level;

  printf ("\n%-22s  %9s  %9s  %9s  %9s   %g %% interval\n", "over the folds",
          "mean", "deviation", "least", "most", 100 * level);
  for (guint f = 0; f < INK_N_FIGURES; f++)
    {
      InkFoldSummary s
          = ink_cross_validation_figure (result, (InkFigure) f);

      printf ("%-22s", ink_figure_name ((InkFigure) f));
      cli_folds_print_number (s.mean);
      cli_folds_print_number (s.deviation);
      cli_folds_print_number (s.least);
      cli_folds_print_number (s.most);
      cli_folds_print_number (s.low);
      fputs (" to", stdout);
      cli_folds_print_number (s.high);
      putchar ('\n');
    }
}

static void
print (const InkCrossValidation *result, gboolean as_json)
{
  g_autofree char *json = NULL;

  if (as_json)
    {
      json = ink_cross_validation_to_json (result);
      puts (json);
      return;
    }
  print_headline (result);
  print_folds (result);
  print_summaries (result);
}

static gboolean
write_charts (const CliFolds *folds, const InkCrossValidation *result,
              GError **error)
{
  return folds->charts == NULL
         || (cli_folds_write_chart (
                 folds, ink_fold_roc_chart_new (result, -1),
                 ink_cross_validation_chart_name (INK_CHART_FOLD_ROC), error)
             && cli_folds_write_chart (
                 folds, ink_fold_figures_chart_new (result),
                 ink_cross_validation_chart_name (INK_CHART_FOLD_FIGURES),
                 error));
}

static gboolean
run (const CliFolds *folds, GError **error)
{
  g_autoptr (InkCrossValidation) result = NULL;

  cli_folds_begin (folds);
  result = ink_cross_validate (folds->learner, &folds->options, NULL,
                               cli_folds_progress_cb, NULL, error);
  if (result == NULL)
    return cli_argument_to_usage (error);
  cli_interrupt_ends (CLI_INTERRUPTED_FILES);
  print (result, folds->json);
  return (args.predictions == NULL
          || ink_cross_validation_write_predictions (result, args.predictions,
                                                     error))
         && write_charts (folds, result, error);
}

gboolean
cli_cross_validate (char **argv, GError **error)
{
  g_auto (CliFolds) folds = { 0 };
  const CliLearner *learner;

  if (!cli_learner_parse (&command, argv, &text_args, &learner, error))
    return FALSE;
  if (learner == NULL)
    return TRUE;
  return cli_folds_take (learner, &text_args, &folds, error)
         && cli_check_distinct ("--predictions", args.predictions, "the data",
                                cli_folds_data (), error)
         && (args.predictions == NULL
             || cli_check_output (args.predictions, error))
         && run (&folds, error);
}
