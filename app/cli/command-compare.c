/* `inkling-cli compare A B --data DATA`: two models on one split of a data set:
 * every figure of both, what the difference is and how sure, and the examples
 * that changed. */
#include <math.h>
#include <stdio.h>

#include "app/cli/charts.h"
#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/cli/known-data.h"
#include "app/cli/measure.h"
#include "app/cli/naive-bayes-calibration.h"
#include "app/cli/output.h"
#include "app/cli/take-bootstrap.h"
#include "core/base/error.h"
#include "core/metrics/comparison-json.h"
#include "core/model/evaluate.h"
#include "core/store/checkpoint.h"
#include "core/store/shipped-models.h"

static struct
{
  char *changed;
  char *charts;
  gboolean json;
} args;

static CliMeasureArgs measure_args;

static const GOptionEntry entries[] = {
  { "json", 0, 0, G_OPTION_ARG_NONE, &args.json, "Print a JSON object", NULL },
  { "changed", 0, 0, G_OPTION_ARG_FILENAME, &args.changed,
    "CSV of the examples that A and B take for different classes", "FILE" },
  { "charts", 0, 0, G_OPTION_ARG_FILENAME, &args.charts,
    "The charts named above, as PNG files", "FOLDER" },
  { 0 },
};

/* Models A and B, their files, and what they made of the same examples. */
typedef struct
{
  const char *names[2]; /* as they were given; borrowed */
  char *paths[2];
  InkModel *models[2];
  InkEvaluation *evaluations[2];
  CliExamples examples;
} Pair;

static void
pair_clear (Pair *pair)
{
  for (guint i = 0; i < 2; i++)
    {
      g_free (pair->paths[i]);
      g_clear_pointer (&pair->models[i], ink_model_unref);
      g_clear_pointer (&pair->evaluations[i], ink_evaluation_unref);
    }
  cli_examples_clear (&pair->examples);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pair, pair_clear)

static gboolean
check_outputs (const Pair *pair, GError **error)
{
  return cli_check_distinct ("--changed", args.changed, "model A",
                             pair->paths[0], error)
         && cli_check_distinct ("--changed", args.changed, "model B",
                                pair->paths[1], error)
         && cli_check_distinct ("--changed", args.changed, "the data",
                                measure_args.data, error)
         && (args.changed == NULL || cli_check_output (args.changed, error))
         && (args.charts == NULL || cli_check_folder (args.charts, error));
}

static gboolean
load_models (Pair *pair, gboolean raw, GError **error)
{
  const InkModelClass *classes[2];

  for (guint i = 0; i < 2; i++)
    {
      pair->models[i] = ink_checkpoint_load (pair->paths[i], error);
      if (pair->models[i] == NULL
          || (raw && !cli_make_raw (&pair->models[i], error)))
        return FALSE;
      classes[i] = ink_model_class (pair->models[i]);
    }
  if (classes[0]->input == classes[1]->input)
    return TRUE;
  return ink_error_set (error, INK_ERROR_MISMATCH,
                        "%s and %s: expected two models of the same kind of "
                        "input, found %s and %s",
                        pair->paths[0], pair->paths[1], classes[0]->name,
                        classes[1]->name);
}

static gboolean
measure (Pair *pair, const CliMeasure *settings, GError **error)
{
  if (!load_models (pair, settings->raw, error))
    return FALSE;
  if (!cli_measure_load (settings, ink_model_class (pair->models[0]),
                         ink_model_reads_mails (pair->models[0])
                             || ink_model_reads_mails (pair->models[1]),
                         &pair->examples, error))
    return FALSE;
  for (guint i = 0; i < 2; i++)
    {
      pair->evaluations[i] = cli_examples_evaluate (
          &pair->examples, pair->models[i], settings->threads, error);
      if (pair->evaluations[i] == NULL)
        return FALSE;
    }
  return TRUE;
}

static void
print_number (double value, int decimals)
{
  if (isfinite (value))
    printf ("  %9.*f", decimals, value);
  else
    printf ("  %9s", "-");
}

static void
print_signed (double value, int decimals)
{
  if (isfinite (value))
    printf ("  %+9.*f", decimals, value);
  else
    printf ("  %9s", "-");
}

static void
print_figures (const InkComparison *c)
{
  printf ("\n%-22s  %9s  %9s  %9s  %g %% interval\n", "", "A", "B", "B - A",
          100 * c->options.level);
  for (guint f = 0; f < INK_N_FIGURES; f++)
    {
      char better = ink_comparison_better (c, (InkFigure) f);

      printf ("%-22s", ink_figure_name ((InkFigure) f));
      print_number (c->a[f].value, 5);
      print_number (c->b[f].value, 5);
      print_signed (c->difference[f].value, 5);
      print_signed (c->difference[f].low, 5);
      fputs (" to", stdout);
      print_signed (c->difference[f].high, 5);
      if (better != 0)
        printf ("  %c is better", better);
      putchar ('\n');
    }
}

static void
print_classes (const InkComparison *c, const char *const *names)
{
  printf ("\nROC AUC of one class against the rest, "
          "DeLong's test of each alone\n"
          "%9s  %9s  %9s  %9s  %9s  class\n",
          "A", "B", "B - A", "std error", "p");
  for (guint i = 0; i < c->n_classes; i++)
    {
      const InkAucComparison *auc = &c->classes[i];
      g_autofree char *name = cli_plain (names[i]);

      if (!isfinite (auc->a.area))
        continue;
      printf ("%9.6f  %9.6f", auc->a.area, auc->b.area);
      print_signed (auc->difference, 6);
      print_number (auc->standard_error, 6);
      if (isfinite (auc->p))
        printf ("  %9.2g  %s\n", auc->p, name);
      else
        printf ("  %9s  %s\n", "-", name);
    }
}

static void
print_plain (const Pair *pair, const InkComparison *c)
{
  g_autofree char *sentence = ink_comparison_sentence (c);
  g_autofree char *a = cli_plain (pair->names[0]);
  g_autofree char *b = cli_plain (pair->names[1]);

  printf ("A  %.2f %%  %s\nB  %.2f %%  %s\n\n%s\n",
          100 * c->a[INK_FIGURE_ACCURACY].value, a,
          100 * c->b[INK_FIGURE_ACCURACY].value, b, sentence);
  printf ("of %" G_GSIZE_FORMAT " examples: %" G_GUINT64_FORMAT
          " changed for the better, %" G_GUINT64_FORMAT
          " for the worse, %" G_GUINT64_FORMAT " from wrong to wrong\n",
          c->n, c->better, c->worse, c->otherwise);
  print_figures (c);
  print_classes (c, ink_evaluation_class_names (pair->evaluations[0]));
}

static void
print_json (const Pair *pair, const InkComparison *c)
{
  g_autofree char *json = ink_comparison_to_json (
      c, pair->names[0], pair->names[1],
      ink_evaluation_class_names (pair->evaluations[0]));

  puts (json);
}

/* Says what makes the figures mean less than they seem to. */
static void
note_caveats (const Pair *pair, const CliMeasure *settings)
{
  g_autofree char *hash = cli_examples_hash (&pair->examples);
  const gboolean mails = ink_model_reads_mails (pair->models[0]);

  if (mails != ink_model_reads_mails (pair->models[1]))
    cli_note ("note: both are shown what is read of mails, as model %c learnt "
              "them; %c learnt from all of their bytes",
              mails ? 'A' : 'B', mails ? 'B' : 'A');
  for (guint i = 0; i < 2; i++)
    if (cli_measure_overlaps (settings, &pair->examples, pair->models[i]))
      cli_note ("note: model %c was trained on this data with another part, or "
                "none, held out",
                i == 0 ? 'A' : 'B');
    else if (cli_has_learned (pair->models[i], hash)
        || cli_was_calibrated_on (pair->models[i], hash))
      cli_note ("note: these are the examples that model %c was %s on",
                i == 0 ? 'A' : 'B',
                cli_has_learned (pair->models[i], hash) ? "trained"
                                                        : "calibrated");
}

/* What was measured is told first: no file that cannot be written loses it. */
static gboolean
write_files (const Pair *pair, const InkComparison *comparison, GError **error)
{
  g_autofree char *hash = NULL;
  CliComparisonNames names = {
    .class_names = ink_evaluation_class_names (pair->evaluations[0]),
    .a = pair->names[0],
    .b = pair->names[1],
    .data = cli_examples_name (&pair->examples),
  };

  if (args.changed != NULL
      && !ink_comparison_write_changes (pair->evaluations[0],
                                        pair->evaluations[1], args.changed,
                                        error))
    return FALSE;
  if (args.charts == NULL)
    return TRUE;
  names.data_hash = hash = cli_examples_hash (&pair->examples);
  return cli_charts_write_comparison (comparison, &names, args.charts, error);
}

static gboolean
compare (char **names, GError **error)
{
  g_auto (Pair) pair = { .names = { names[0], names[1] },
                         .paths = { ink_shipped_models_resolve (names[0]),
                                    ink_shipped_models_resolve (names[1]) } };
  g_autoptr (InkPool) pool = NULL;
  g_autoptr (InkComparison) comparison = NULL;
  CliMeasure settings;

  if (!cli_measure_take (&measure_args, "resamples", INK_BOOTSTRAP_RESAMPLES,
                         &settings, error)
      || !check_outputs (&pair, error)
      || !measure (&pair, &settings, error))
    return FALSE;
  pool = ink_pool_new (settings.threads);
  cli_watch_bootstrap (&settings.bootstrap);
  comparison
      = ink_comparison_new (pair.evaluations[0], pair.evaluations[1],
                            &settings.bootstrap, pool, error);
  cli_status_clear ();
  if (comparison == NULL)
    return FALSE;
  cli_interrupt_ends (CLI_INTERRUPTED_FILES);
  if (args.json)
    print_json (&pair, comparison);
  else
    print_plain (&pair, comparison);
  if (!write_files (&pair, comparison, error))
    return FALSE;
  note_caveats (&pair, &settings);
  return TRUE;
}

gboolean
cli_compare (char **argv, GError **error)
{
  static const char *const names[] = { "A", "B", NULL };
  g_autoptr (GOptionContext) context = cli_options_new (
      "compare", "A B --data DATA",
      "Measures two models on the same labelled examples and says whether B\n"
      "is better than A, and how sure that is: McNemar's exact test of the\n"
      "accuracy, intervals of every figure's difference by the paired\n"
      "bootstrap, DeLong's test of each class's area under the ROC curve.\n"
      "A and B are files, or names of models that come with the program. The\n"
      "same seed gives the same intervals, whatever the number of threads.\n"
      "\n"
      "--changed writes index, label, a, b and change: better, worse, or\n"
      "other where both are wrong. --charts writes differences.png (of all\n"
      "figures, with intervals; to the right B is better) and class-areas.png\n"
      "(of each class's area under the ROC curve).");

  cli_options_add_group (context, "compare", "Options of compare:", entries);
  cli_measure_add_groups (context, &measure_args, "resamples",
                          "Of the bootstrap [2000]");
  return cli_options_run (context, argv, names, FALSE, compare, error);
}
