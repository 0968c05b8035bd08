/* `inkling-cli train LEARNER`.
 *
 * Facts in the model file's metadata, beside the model's own:
 *   all          title (where given), data, data_hash (SHA-256 of the training
 *                split), seed, validation_fraction, examples (that it was
 *                fitted on), train_accuracy, validation_accuracy
 *   lenet5       recipe, epochs (asked for), epochs_done, batch_size,
 *                optimizer, learning_rate, momentum, nesterov, weight_decay,
 *                muon_learning_rate, muon_weight_decay, clip_norm,
 *                label_smoothing, ema_decay, schedule, warm_up,
 *                plateau_factor, plateau_patience, augment, precision,
 *                train_loss, validation_loss
 *                Stopped within an epoch: steps_done, and no losses and
 *                accuracies, which would be of other weights
 *   naive-bayes  recipe (the options as they would be typed); where the model
 *                is calibrated also temperature, calibration_texts,
 *                calibration_folds, calibration_seed, and of the held-out
 *                texts calibration_error, calibration_log_loss and the same of
 *                raw probabilities, calibration_error_raw,
 *                calibration_log_loss_raw */
#include "app/cli/train.h"

#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/cli/learners.h"
#include "app/cli/output.h"

static CliTrainArgs args;
static CliTextArgs text_args;

static const GOptionEntry common_entries[] = {
  { "data", 0, 0, G_OPTION_ARG_FILENAME, &args.data,
    "A data set's name or path (required)", "DATA" },
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &args.output,
    "File for the model, safetensors (required)", "FILE" },
  { "title", 0, 0, G_OPTION_ARG_STRING, &args.title,
    "What the workbench calls the model, kept in the file", "TEXT" },
  { "seed", 0, 0, G_OPTION_ARG_FILENAME, &args.seed,
    "Seed of everything random [1]", "N" },
  { "validation-fraction", 0, 0, G_OPTION_ARG_FILENAME,
    &args.validation_fraction,
    "Part held out to measure on, 0 to 0.9", "X" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &args.json,
    "Print the summary as JSON", NULL },
  { "quiet", 'q', 0, G_OPTION_ARG_NONE, &args.quiet,
    "No progress on standard error", NULL },
  { 0 },
};

void
cli_train_set_data_facts (InkModel *model, const char *data, const char *hash)
{
  g_autofree char *last = g_path_get_basename (data);
  g_autofree char *valid = g_utf8_make_valid (last, -1);

  ink_model_set_fact (model, "data", valid);
  ink_model_set_fact (model, "data_hash", hash);
}

void
cli_train_set_title (InkModel *model, const CliTrainArgs *from)
{
  if (from->title != NULL)
    ink_model_set_fact (model, "title", from->title);
}

static const CliLearnerCommand command = {
  .name = "train",
  .title = "Options of Every Learner:",
  .arguments = "--data DATA --output FILE",
  .about
  = "Trains a model on the training split of DATA and writes it to FILE:\n"
    "lenet5 learns from pictures of 28x28 pixels, naive-bayes from texts.",
  .entries = common_entries,
  .trains = TRUE,
};

gboolean
cli_train (char **argv, GError **error)
{
  const CliLearner *learner;
  InkTextOptions text;

  if (!cli_learner_parse (&command, argv, &text_args, &learner, error))
    return FALSE;
  if (learner == NULL)
    return TRUE;
  if (!cli_require ("--data", args.data, error)
      || !cli_require ("--output", args.output, error)
      || !cli_check_distinct ("--output", args.output, "the data", args.data,
                              error)
      || !cli_take_text_options (&text_args, &text, error))
    return FALSE;
  cli_output_set_quiet (args.quiet);
  cli_interrupt_ends (CLI_INTERRUPTED_MODEL);
  return learner->run (&args, &text, error);
}
