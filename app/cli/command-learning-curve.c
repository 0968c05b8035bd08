/* `inkling-cli learning-curve LEARNER --data DATA`: one figure against the
 * number of examples learnt from, on these and on what is held out. */
#include <stdio.h>
#include <string.h>

#include "app/cli/command.h"
#include "app/cli/folds.h"
#include "app/cli/interrupt.h"
#include "app/cli/output.h"
#include "core/train/learning-curve.h"
#include "ui/plot/cross-validation-charts.h"

static struct
{
  char *points;
  char *figure;
} args;

static CliTextArgs text_args;

static const GOptionEntry entries[] = {
  { "points", 0, 0, G_OPTION_ARG_FILENAME, &args.points,
    "Parts to learn from [0.1,0.2,0.4,0.6,0.8,1]", "X,X..." },
  { "figure", 0, 0, G_OPTION_ARG_FILENAME, &args.figure,
    "A key of cross-validate's JSON [accuracy]", "NAME" },
  { 0 },
};

static const CliLearnerCommand command = {
  .name = "learning-curve",
  .title = "Options of learning-curve:",
  .arguments = "--data DATA",
  .about
  = "Tells what more examples would bring: learns from growing parts of what\n"
    "each fold does not hold out, and measures on the part itself and on what\n"
    "is held out. Smaller parts lie within the larger ones, and each has the\n"
    "classes in the same proportions. --charts writes learning-curve.png.",
  .more
  = "JSON: model, data, count, folds, repeats, seed, interval_level,\n"
    "  figure; points: of each train_count, fraction, and train and test\n"
    "  with mean, deviation, least, most, interval.",
  .entries = entries,
  .shared_title = CLI_FOLDS_TITLE,
  .shared_entries = cli_folds_entries,
};

typedef struct
{
  double fractions[INK_LEARNING_CURVE_MAX_POINTS];
  guint n;
  InkFigure figure;
} Settings;

static gboolean
take_points (Settings *settings, GError **error)
{
  g_auto (GStrv) parts
      = g_strsplit (args.points != NULL ? args.points
                                        : "0.1,0.2,0.4,0.6,0.8,1",
                    ",", -1);

  settings->n = g_strv_length (parts);
  if (settings->n > INK_LEARNING_CURVE_MAX_POINTS)
    return cli_usage_error (error, "--points: expected %d at most, found %u",
                            INK_LEARNING_CURVE_MAX_POINTS, settings->n);
  for (guint i = 0; i < settings->n; i++)
    if (!cli_take_double ("--points", parts[i], &settings->fractions[i],
                          error))
      return FALSE;
  return TRUE;
}

static gboolean
take_figure (InkFigure *figure, GError **error)
{
  const char *keys[INK_N_FIGURES + 1] = { NULL };
  guint index = INK_FIGURE_ACCURACY;

  for (guint f = 0; f < INK_N_FIGURES; f++)
    keys[f] = ink_figure_key ((InkFigure) f);
  if (!cli_take_choice ("--figure", args.figure, keys, &index, error))
    return FALSE;
  *figure = (InkFigure) index;
  return TRUE;
}

static void
print_table (const InkLearningCurvePoint *points, const Settings *settings,
             double level)
{
  printf ("%s\n%9s  %9s  %9s  %9s  %9s   %g %% interval\n",
          ink_figure_name (settings->figure), "examples", "part", "learnt",
          "held out", "deviation", 100 * level);
  for (guint i = 0; i < settings->n; i++)
    {
      printf ("%9u", points[i].n_train);
      printf ("  %9g", points[i].fraction);
      cli_folds_print_number (points[i].train.mean);
      cli_folds_print_number (points[i].test.mean);
      cli_folds_print_number (points[i].test.deviation);
      cli_folds_print_number (points[i].test.low);
      fputs (" to", stdout);
      cli_folds_print_number (points[i].test.high);
      putchar ('\n');
    }
}

static void
print (const CliFolds *folds, const InkLearningCurvePoint *points,
       const Settings *settings)
{
  g_autofree char *json = NULL;

  if (!folds->json)
    {
      print_table (points, settings, folds->options.level);
      return;
    }
  json = ink_learning_curve_to_json (folds->learner, &folds->options,
                                     settings->figure, points, settings->n);
  puts (json);
}

static gboolean
run (const CliFolds *folds, const Settings *settings, GError **error)
{
  g_autofree InkLearningCurvePoint *points
      = g_new (InkLearningCurvePoint, settings->n);

  cli_folds_begin (folds);
  if (!ink_learning_curve (folds->learner, &folds->options,
                           settings->fractions, settings->n, settings->figure,
                           NULL, cli_folds_progress_cb, NULL, points, error))
    return cli_argument_to_usage (error);
  cli_interrupt_ends (CLI_INTERRUPTED_FILES);
  print (folds, points, settings);
  return folds->charts == NULL
         || cli_folds_write_chart (
             folds,
             ink_learning_curve_chart_new (points, settings->n,
                                           settings->figure,
                                           folds->options.level),
             ink_cross_validation_chart_name (INK_CHART_LEARNING_CURVE),
             error);
}

gboolean
cli_learning_curve (char **argv, GError **error)
{
  g_auto (CliFolds) folds = { 0 };
  const CliLearner *learner;
  Settings settings;

  if (!cli_learner_parse (&command, argv, &text_args, &learner, error))
    return FALSE;
  if (learner == NULL)
    return TRUE;
  return take_points (&settings, error)
         && take_figure (&settings.figure, error)
         && cli_folds_take (learner, &text_args, &folds, error)
         && run (&folds, &settings, error);
}
