/* inkling-cli: training, evaluation and prediction without a display.
 * Results go to stdout, progress and messages to stderr. Exit status: 0 done;
 * 1 failed, with one line that says what, where and what was expected; 2 wrong
 * usage. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/cli/output.h"
#include "core/tensor/kernels.h"

enum
{
  STATUS_DONE = 0,
  STATUS_FAILED = 1,
  STATUS_USAGE = 2,
};

static const CliCommand commands[] = {
  { "train", "Train a model on a data set", cli_train },
  { "evaluate", "Measure a model on a data set", cli_evaluate },
  { "report", "Measure a model and write a report", cli_report },
  { "compare", "Tell which of two models is better", cli_compare },
  { "cross-validate", "Measure a learner on data that it has not seen",
    cli_cross_validate },
  { "learning-curve", "Tell what more examples would bring",
    cli_learning_curve },
  { "predict", "Classify drawings, pictures or texts", cli_predict },
  { "learn", "Add texts to a trained text model", cli_learn },
  { "merge", "Add models that were trained on parts of a corpus", cli_merge },
  { "calibrate", "Make a text model's probabilities honest",
    cli_calibrate_model },
  { "teach", "Teach a digit model your own hand", cli_teach },
  { "my-digits", "Keep drawings to teach from", cli_my_digits },
  { "data", "List, obtain and describe data sets", cli_data },
  { "info", "Describe a model file", cli_info },
};

static void
print_help (void)
{
  printf ("Usage:\n  inkling-cli COMMAND [OPTION…]\n\n"
          "Trains and applies small classifiers: LeNet-5 for handwritten "
          "digits,\nnaive Bayes for texts.\n\nCommands:\n");
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    printf ("  %-14s %s\n", commands[i].name, commands[i].about);
  printf ("\nOptions:\n"
          "  -h, --help      Show this help, or a command's: "
          "inkling-cli COMMAND --help\n"
          "  --version       Show the program's version\n\n"
          "Exit status: 0 done, 1 failed, 2 wrong usage.\n");
}

static int
finish (gboolean done, const char *command, GError *failure)
{
  g_autoptr (GError) error = failure;
  gboolean usage;

  if (done && cli_output_finish (&error))
    return STATUS_DONE;
  if (!done)
    (void) fflush (stdout);
  usage = error->domain == G_OPTION_ERROR;
  if (usage)
    cli_note ("%s; see inkling-cli%s%s --help", error->message,
              command != NULL ? " " : "", command != NULL ? command : "");
  else
    cli_note ("%s", error->message);
  return usage ? STATUS_USAGE : STATUS_FAILED;
}

static int
usage_failure (const char *problem, const char *what)
{
  return finish (FALSE, NULL,
                 g_error_new (G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "%s%s%s",
                              problem, what != NULL ? " " : "",
                              what != NULL ? what : ""));
}

int
main (int argc, char **argv)
{
  GError *error = NULL;
  const char *name = argc > 1 ? argv[1] : NULL;

  cli_output_init ();
  signal (SIGXFSZ, SIG_IGN); /* a file too large is an error, no death */
  cli_interrupt_ends (CLI_INTERRUPTED);
  if (name == NULL)
    return usage_failure ("a command is missing", NULL);
  if (strcmp (name, "--help") == 0 || strcmp (name, "-h") == 0
      || strcmp (name, "help") == 0)
    {
      print_help ();
      return finish (TRUE, NULL, NULL);
    }
  if (strcmp (name, "--version") == 0)
    {
      printf ("inkling-cli %s\n", INK_VERSION);
      return finish (TRUE, NULL, NULL);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (name, commands[i].name) == 0)
      {
        gboolean done = ink_kernels_check_environment (&error)
                        && commands[i].run (argv + 1, &error);

        return finish (done, name, error);
      }
  return usage_failure (name[0] == '-' ? "unknown option" : "unknown command",
                        name);
}
