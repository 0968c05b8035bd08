/* `inkling-cli report MODEL --data DATA --output FOLDER`: an evaluation as a
 * folder to keep or to hand on. */
#include <stdio.h>
#include <string.h>

#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/cli/measure.h"
#include "app/cli/output.h"
#include "core/base/error.h"
#include "ui/report/report.h"

static CliMeasureArgs measure_args;
static char *output;

static const GOptionEntry entries[] = {
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
    "The folder to write (required)", "FOLDER" },
  { 0 },
};

/* What a shell takes as it is. */
static gboolean
is_plain (const char *word)
{
  return word[0] != '\0'
         && strspn (word, "abcdefghijklmnopqrstuvwxyz"
                          "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=,@%+")
                == strlen (word);
}

/* The command line that this is, for a shell; (transfer full). */
static char *
make_command (char **argv)
{
  GString *command = g_string_new ("inkling-cli");

  for (guint i = 0; argv[i] != NULL; i++)
    {
      g_autofree char *quoted = g_shell_quote (argv[i]);

      g_string_append_printf (command, " %s",
                              is_plain (argv[i]) ? argv[i] : quoted);
    }
  return g_string_free (command, FALSE);
}

/* @user_data: the GCancellable of what is under way */
static void
progress_cb (double fraction, gpointer user_data)
{
  cli_status ("report: %.0f %%", 100 * fraction);
  if (cli_interrupt_wanted ())
    g_cancellable_cancel (user_data);
}

static gboolean
write_folder (const InkReportSubject *subject, GError **error)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) cause = NULL;

  cli_interrupt_catch ();
  if (ink_report_write (subject, output, cancellable, progress_cb, cancellable,
                        &cause))
    return TRUE;
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return ink_error_set (error, INK_ERROR_CANCELLED,
                          "%s: stopped; nothing was written", output);
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static gboolean
write_report (const char *name, char **argv, GError **error)
{
  g_auto (CliMeasured) measured = { 0 };
  g_autofree char *command = make_command (argv);
  g_autofree char *part = NULL;
  InkReportSubject subject;
  CliMeasure measure;

  if (!cli_measure_take (&measure_args, "bootstrap", INK_BOOTSTRAP_RESAMPLES,
                         &measure, error)
      || !cli_require ("--output", output, error)
      || !ink_report_check_folder (output, error))
    return FALSE;
  cli_measured_init (&measured, name);
  if (!cli_measured_run (&measured, &measure, error))
    return FALSE;
  part = cli_measure_part (&measure, &measured.examples);
  subject = (InkReportSubject) {
    .evaluation = measured.evaluation,
    .images = measured.examples.images,
    .texts = measured.examples.texts,
    .model = measured.model,
    .model_name = name,
    .model_file = measured.path,
    .data = measure.data,
    .split = part,
    .command = command,
    .bootstrap = measure.bootstrap,
    .n_threads = measure.threads,
  };
  if (!write_folder (&subject, error))
    return FALSE;
  printf ("%s\n", output);
  cli_measured_note_caveats (&measured, &measure);
  return TRUE;
}

gboolean
cli_report (char **argv, GError **error)
{
  static const char *const names[] = { "MODEL", NULL };
  g_autoptr (GOptionContext) context = cli_options_new (
      "report", "MODEL --data DATA --output FOLDER",
      "Measures a model as `evaluate` does and writes a folder: index.html, a\n"
      "page by itself that reads well on screen and printed; report.json, all\n"
      "figures and what they are of; predictions.csv; charts, as PNG and SVG.\n"
      "\n"
      "The folder is written whole or not at all. One that is there must be\n"
      "empty or an earlier report, which is replaced. The same command gives\n"
      "the same files but for the date, which $SOURCE_DATE_EPOCH sets.");
  g_auto (GStrv) rest = NULL;
  gboolean help;

  cli_options_add_group (context, "report", "Options of report:", entries);
  cli_measure_add_groups (context, &measure_args, "bootstrap",
                          "Resamples for the intervals [2000]");
  if (!cli_options_parse (context, argv, &rest, &help, error))
    return FALSE;
  if (help)
    {
      cli_options_print_help (context);
      return TRUE;
    }
  return cli_require_arguments (rest, names, FALSE, error)
         && write_report (rest[0], argv, error);
}
