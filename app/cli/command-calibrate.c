/* `inkling-cli calibrate MODEL --data DATA`: the temperature of a naive Bayes
 * model by texts that it has not learned from: a merged one has none, that of a
 * taught one is of before. Facts beside those of every calibration:
 * calibration_data, calibration_hash (SHA-256 of the texts). */
#include <stdio.h>
#include <sys/stat.h>

#include "app/cli/command.h"
#include "app/cli/examples.h"
#include "app/cli/interrupt.h"
#include "app/cli/known-data.h"
#include "app/cli/naive-bayes-calibration.h"
#include "app/cli/options.h"
#include "app/cli/output.h"
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/data/text-source.h"
#include "core/model/evaluate.h"
#include "core/store/checkpoint.h"
#include "core/store/shipped-models.h"

#define MUCH 0.01 /* of a calibration error */

static struct
{
  char *data;
  char *split;
  char *output;
  char *title;
  char *seed;
  char *threads;
  gboolean json;
  CliTextArgs text;
} args;

static const GOptionEntry entries[] = {
  { "data", 0, 0, G_OPTION_ARG_FILENAME, &args.data,
    "Texts with their labels: a data set's name or path (required)", "DATA" },
  { "split", 0, 0, G_OPTION_ARG_FILENAME, &args.split,
    "train or test, where DATA has splits [test]", "NAME" },
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &args.output,
    "Write the model to this file [MODEL]", "FILE" },
  { "title", 0, 0, G_OPTION_ARG_FILENAME, &args.title,
    "What the model is called", "TITLE" },
  { "seed", 0, 0, G_OPTION_ARG_FILENAME, &args.seed,
    "Of the sample, where there are more than 20,000 texts [1]", "N" },
  { "threads", 0, 0, G_OPTION_ARG_FILENAME, &args.threads,
    "Threads [one a processor]", "N" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &args.json, "Print a JSON object", NULL },
  { 0 },
};

typedef struct
{
  InkSplit split;
  guint64 seed;
  InkTextOptions text;
  InkNaiveBayesTraining reading; /* threads and watch */
} Settings;

/* What was found. */
typedef struct
{
  char *data;     /* its name */
  guint64 n;      /* texts */
  guint64 n_right;
  char *hash;
  double temperature; /* that the model had */
  InkCalibrationFigures now;
  InkNaiveBayesCalibration calibration;
} Result;

static void
result_clear (Result *result)
{
  g_free (result->data);
  g_free (result->hash);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Result, result_clear)

static gboolean
watch_cb (double fraction, gpointer user_data, GError **error)
{
  cli_status ("reading %.0f %%", 100.0 * fraction);
  return TRUE;
}

static gboolean
take_settings (Settings *settings, GError **error)
{
  static const char *const splits[]
      = { [INK_SPLIT_TRAIN] = "train", [INK_SPLIT_TEST] = "test", NULL };
  guint split = INK_SPLIT_TEST;

  *settings = (Settings) { .seed = 1, .reading = { .watch = watch_cb } };
  if (!cli_require ("--data", args.data, error)
      || !cli_take_choice ("--split", args.split, splits, &split, error)
      || !cli_take_uint64 ("--seed", args.seed, &settings->seed, error)
      || !cli_take_uint ("--threads", args.threads, 1, INK_POOL_MAX_THREADS,
                         &settings->reading.n_threads, error)
      || !cli_take_text_options (&args.text, &settings->text, error))
    return FALSE;
  settings->split = (InkSplit) split;
  return TRUE;
}

/* Without --output the model's own file is written anew, where it is a plain
 * file of the user's. */
static gboolean
check_place (const char *name, const char *path, GError **error)
{
  struct stat info;

  if (args.output == NULL && g_strcmp0 (name, path) != 0)
    return cli_usage_error (error,
                            "--output is missing: %s comes with the program "
                            "and stays as it is",
                            name);
  if (args.output == NULL && stat (path, &info) == 0
      && !S_ISREG (info.st_mode))
    return cli_usage_error (error, "--output is missing: %s is no plain file",
                            path);
  return TRUE;
}

static InkModel *
load (const char *path, GError **error)
{
  g_autoptr (InkModel) model = ink_checkpoint_load (path, error);

  if (model == NULL)
    return NULL;
  if (ink_model_class (model) != &ink_naive_bayes_class)
    {
      ink_error_set (error, INK_ERROR_MISMATCH,
                     "%s: expected a naive-bayes model, found %s", path,
                     ink_model_class (model)->name);
      return NULL;
    }
  return g_steal_pointer (&model);
}

/* The second pass: accuracy and hash of the texts, which may be none that the
 * model has learned. */
static gboolean
read_again (const InkModel *model, InkTextSource *source,
            const Settings *settings, Result *result, GError **error)
{
  const InkSourceReadingWishes wishes = { .hash = TRUE };
  g_auto (InkSourceReading) reading = { 0 };

  if (!ink_text_source_rewind (source, error)
      || !ink_naive_bayes_read_source (model, source, &wishes,
                                       &settings->reading, &reading, error))
    return FALSE;
  result->n = reading.n;
  result->n_right = reading.n_right;
  result->hash = g_steal_pointer (&reading.hash);
  if (!cli_has_learned (model, result->hash))
    return TRUE;
  return ink_error_set (error, INK_ERROR_MISMATCH,
                        "%s: calibration: expected texts that the model has "
                        "not learned from, found those that it was trained on",
                        result->data);
}

static gboolean
measure (const InkModel *model, const Settings *settings, Result *result,
         GError **error)
{
  g_autoptr (InkTextSource) source = NULL;
  InkTextOptions text = settings->text;
  gboolean done;

  text.mail = text.mail || ink_model_reads_mails (model);
  if (!ink_input_check_data (args.data, INK_INPUT_TEXT, "naive-bayes", error))
    return FALSE;
  source = ink_text_source_open (args.data, settings->split, &text, error);
  if (source == NULL)
    return FALSE;
  result->data = g_strdup (ink_text_source_name (source));
  result->temperature = ink_naive_bayes_temperature (model);
  done = ink_naive_bayes_calibrate_held_out (
             model, source, settings->seed, &settings->reading,
             &result->calibration, &result->now, error)
         && read_again (model, source, settings, result, error);
  cli_status_clear ();
  if (done)
    cli_tell_skipped (ink_text_source_skipped (source),
                      ink_text_source_first_skipped (source));
  return done;
}

static void
print_row (const char *name, double temperature, double error, double log_loss)
{
  printf ("%-12s %11.4g %18.4f %9.4f\n", name, temperature, error, log_loss);
}

static void
print_plain (const Result *result, const char *output)
{
  const InkNaiveBayesCalibration *c = &result->calibration;

  printf ("texts        %" G_GUINT64_FORMAT " of %s", result->n, result->data);
  if (c->n < result->n)
    printf (", %u of them drawn to calibrate on", c->n);
  printf ("\naccuracy     %.2f %%, which stays\n\n"
          "%-12s %11s %18s %9s\n",
          100.0 * (double) result->n_right / (double) result->n, "",
          "temperature", "calibration error", "log loss");
  if (result->temperature != 1)
    print_row ("raw", 1, c->error_before, c->log_loss_before);
  print_row ("before", result->temperature, result->now.error,
             result->now.log_loss);
  print_row ("after", c->temperature, c->error_after, c->log_loss_after);
  printf ("\nmodel        %s\n", output);
}

static void
print_json (const InkModel *model, const Result *result, const char *output)
{
  JsonObject *object = json_object_new ();
  JsonObject *before = json_object_new ();

  cli_json_set_string (object, "model", output);
  cli_json_set_string (object, "data", result->data);
  json_object_set_int_member (object, "count", (gint64) result->n);
  cli_json_set_number (object, "accuracy",
                       (double) result->n_right / (double) result->n);
  cli_json_set_number (before, "temperature", result->temperature);
  cli_json_set_number (before, "calibration_error", result->now.error);
  cli_json_set_number (before, "log_loss", result->now.log_loss);
  cli_json_set_object (object, "before", before);
  cli_calibration_to_json (model, object);
  cli_print_json (object);
}

static gboolean
write_out (const InkModel *model, const Result *result, const char *output,
           GError **error)
{
  g_autoptr (InkModel) calibrated
      = ink_naive_bayes_calibrated (model, &result->calibration);

  ink_model_set_fact (calibrated, CLI_CALIBRATION_DATA, result->data);
  ink_model_set_fact (calibrated, CLI_CALIBRATION_HASH, result->hash);
  if (args.title != NULL)
    ink_model_set_fact (calibrated, "title", args.title);
  if (!ink_checkpoint_save (calibrated, output, error))
    return FALSE;
  if (result->calibration.error_after > result->now.error + MUCH)
    cli_note ("note: the calibration error is larger than before: a "
              "temperature makes the log loss least, and no more");
  if (args.json)
    print_json (calibrated, result, output);
  else
    print_plain (result, output);
  return TRUE;
}

static gboolean
run (char **rest, GError **error)
{
  const char *name = rest[0];
  g_autofree char *path = ink_shipped_models_resolve (name);
  const char *output = args.output != NULL ? args.output : path;
  g_autoptr (InkModel) model = NULL;
  g_auto (Result) result = { 0 };
  Settings settings;

  cli_interrupt_ends (CLI_INTERRUPTED_MODEL);
  if (!take_settings (&settings, error)
      || !check_place (name, path, error)
      || !cli_check_distinct ("--output", output, "the data", args.data, error))
    return FALSE;
  model = load (path, error);
  return model != NULL && cli_check_output (output, error)
         && measure (model, &settings, &result, error)
         && write_out (model, &result, output, error);
}

gboolean
cli_calibrate_model (char **argv, GError **error)
{
  static const char *const names[] = { "MODEL", NULL };
  g_autoptr (GOptionContext) context = cli_options_new (
      "calibrate", "MODEL --data DATA [--output FILE]",
      "Makes the probabilities of a naive Bayes model honest: fits a\n"
      "temperature, which divides the log scores, to labelled texts that the\n"
      "model has not learned from. For models that merge has added up, which\n"
      "are raw, or that have learned much since; train calibrates by itself.\n"
      "No class changes. Labels are matched by name. MODEL is written anew,\n"
      "or stays as it is with --output.\n"
      "\n"
      "Tells the calibration error (how far off the probability of the\n"
      "likeliest class is on average) and the log loss, before and after.");

  cli_options_add_group (context, "calibrate", "Options of calibrate:",
                         entries);
  cli_options_add_text_group (context, &args.text);
  return cli_options_run (context, argv, names, FALSE, run, error);
}
