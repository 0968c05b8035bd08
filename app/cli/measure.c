/* A model on a data set, as the commands that measure have it. */
#include "app/cli/measure.h"

#include "app/cli/interrupt.h"
#include "app/cli/known-data.h"
#include "app/cli/naive-bayes-calibration.h"
#include "app/cli/output.h"
#include "app/cli/take-bootstrap.h"
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/model/evaluate.h"
#include "core/store/checkpoint.h"
#include "core/store/shipped-models.h"

void
cli_measure_add_groups (GOptionContext *context, CliMeasureArgs *args,
                        const char *resamples, const char *about)
{
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &args->data,
      "A data set's name or path (required)", "DATA" },
    { "split", 0, 0, G_OPTION_ARG_FILENAME, &args->split,
      "train or test, where DATA has splits [test]", "NAME" },
    { "validation-fraction", 0, 0, G_OPTION_ARG_FILENAME,
      &args->validation_fraction,
      "Only what `train naive-bayes` holds out of DATA with this and --seed",
      "X" },
    { "raw", 0, 0, G_OPTION_ARG_NONE, &args->raw,
      "Probabilities of naive Bayes as they are, not calibrated", NULL },
    { resamples, 0, 0, G_OPTION_ARG_FILENAME, &args->resamples, about, "N" },
    { "level", 0, 0, G_OPTION_ARG_FILENAME, &args->level,
      "Of all intervals [0.95]", "X" },
    { "seed", 0, 0, G_OPTION_ARG_FILENAME, &args->seed,
      "Of the resamples, and of what is held out [1]", "N" },
    { "threads", 0, 0, G_OPTION_ARG_FILENAME, &args->threads,
      "Threads [one a processor]", "N" },
    { 0 },
  };

  cli_options_add_group (context, "measure", "What is measured:", entries);
  cli_options_add_text_group (context, &args->text);
}

gboolean
cli_measure_take (const CliMeasureArgs *args, const char *resamples,
                  guint n_resamples, CliMeasure *measure, GError **error)
{
  static const char *const splits[]
      = { [INK_SPLIT_TRAIN] = "train", [INK_SPLIT_TEST] = "test", NULL };
  g_autofree char *option = g_strconcat ("--", resamples, NULL);
  guint split = INK_SPLIT_TEST;

  cli_interrupt_ends (CLI_INTERRUPTED_FIGURES);
  *measure = (CliMeasure) { .data = args->data,
                            .split_given = args->split != NULL,
                            .raw = args->raw,
                            .bootstrap = { .n_resamples = n_resamples,
                                           .seed = 1,
                                           .level = 0.95 } };
  if (!cli_require ("--data", args->data, error)
      || !cli_take_choice ("--split", args->split, splits, &split, error)
      || !cli_take_uint ("--threads", args->threads, 1, INK_POOL_MAX_THREADS,
                         &measure->threads, error)
      || !cli_take_bootstrap (option, args->resamples, args->level, args->seed,
                              &measure->bootstrap, error)
      || !cli_take_text_options (&args->text, &measure->text, error)
      || !cli_take_fraction ("--validation-fraction",
                             args->validation_fraction, &measure->held_out,
                             error))
    return FALSE;
  if (measure->held_out > 0 && measure->split_given
      && split != INK_SPLIT_TRAIN)
    return cli_usage_error (error, "--validation-fraction: expected --split "
                                   "train or none, found --split test");
  measure->split = (InkSplit) split;
  return TRUE;
}

gboolean
cli_measure_load (const CliMeasure *measure, const InkModelClass *klass,
                  gboolean mail, CliExamples *examples, GError **error)
{
  InkTextOptions text = measure->text;

  text.mail = text.mail || mail;
  if (measure->held_out == 0)
    return cli_examples_load (measure->data, measure->split, klass->input,
                              klass->name, &text, examples, error);
  if (klass->input != INK_INPUT_TEXT)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "--validation-fraction: expected a model for texts, "
                          "found %s, which reads pictures",
                          klass->name);
  return cli_examples_load_part (measure->data, measure->held_out,
                                 measure->bootstrap.seed, &text, examples,
                                 error);
}

char *
cli_measure_part (const CliMeasure *measure, const CliExamples *examples)
{
  if (measure->held_out > 0)
    return g_strdup_printf ("held-out %g %%, seed %" G_GUINT64_FORMAT,
                            100 * measure->held_out, measure->bootstrap.seed);
  return examples->has_splits ? g_strdup (ink_split_name (measure->split))
                              : NULL;
}

gboolean
cli_measure_overlaps (const CliMeasure *measure, const CliExamples *examples,
                      const InkModel *model)
{
  return measure->held_out > 0
         && ink_model_learnt_beside (model, examples->whole_hash,
                                     measure->held_out,
                                     measure->bootstrap.seed);
}

void
cli_measured_init (CliMeasured *measured, const char *name)
{
  *measured = (CliMeasured) { .path = ink_shipped_models_resolve (name) };
}

gboolean
cli_measured_run (CliMeasured *measured, const CliMeasure *measure,
                  GError **error)
{
  measured->model = ink_checkpoint_load (measured->path, error);
  if (measured->model == NULL
      || (measure->raw && !cli_make_raw (&measured->model, error)))
    return FALSE;
  if (!cli_measure_load (measure, ink_model_class (measured->model),
                         ink_model_reads_mails (measured->model),
                         &measured->examples, error))
    return FALSE;
  measured->evaluation = cli_examples_evaluate (
      &measured->examples, measured->model, measure->threads, error);
  return measured->evaluation != NULL;
}

void
cli_measured_clear (CliMeasured *measured)
{
  g_clear_pointer (&measured->path, g_free);
  g_clear_pointer (&measured->model, ink_model_unref);
  g_clear_pointer (&measured->evaluation, ink_evaluation_unref);
  cli_examples_clear (&measured->examples);
}

void
cli_measured_note_caveats (const CliMeasured *measured,
                           const CliMeasure *measure)
{
  g_autofree char *hash = cli_examples_hash (&measured->examples);

  if (cli_measure_overlaps (measure, &measured->examples, measured->model))
    cli_note ("note: the model was trained on this data with another part, or "
              "none, held out");
  else if (cli_has_learned (measured->model, hash))
    cli_note ("note: these are the examples that the model was trained on");
  else if (cli_was_calibrated_on (measured->model, hash))
    cli_note ("note: these are the examples that the model was calibrated on");
  else if (measure->held_out == 0 && !measured->examples.has_splits
           && measure->split_given)
    cli_note ("note: %s has no splits; all of it is measured", measure->data);
}
