/* `inkling-cli train LEARNER`. The options of all learners are parsed
 * together, so that they may stand before the learner's name; one that belongs
 * to another learner is wrong usage.
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
 *   naive-bayes  recipe (the options as they would be typed) */
#include "app/cli/train.h"

#include <string.h>

#include "app/cli/command.h"
#include "app/cli/output.h"

static const CliLearner *const learners[]
    = { &cli_learner_lenet5, &cli_learner_naive_bayes };

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

static const CliLearner *
find_learner (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (learners); i++)
    if (g_strcmp0 (name, learners[i]->name) == 0)
      return learners[i];
  return NULL;
}

static gboolean
is_given (const GOptionEntry *entry)
{
  if (entry->arg == G_OPTION_ARG_NONE)
    return *(const gboolean *) entry->arg_data;
  return *(char *const *) entry->arg_data != NULL;
}

/* No option of another learner, no text option for one without texts. */
static gboolean
check_owners (const CliLearner *learner, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (learners); i++)
    for (const GOptionEntry *e = learners[i]->entries; e->long_name != NULL;
         e++)
      if (learners[i] != learner && is_given (e))
        return cli_usage_error (error, "--%s is no option of train %s",
                                e->long_name, learner->name);
  if (!learner->takes_text
      && (text_args.text_column != NULL || text_args.label_column != NULL
          || text_args.quote != NULL || text_args.encoding != NULL
          || text_args.class_names != NULL))
    return cli_usage_error (error,
                            "the options for text data are no options of "
                            "train %s",
                            learner->name);
  return TRUE;
}

static void
add_learner (GOptionContext *context, const CliLearner *learner)
{
  g_autofree char *more = NULL;

  cli_options_add_group (context, learner->name, learner->title,
                         learner->entries);
  if (learner->describe == NULL)
    return;
  more = learner->describe ();
  g_option_context_set_description (context, more);
}

/* @learner: (nullable): whose options to offer; NULL for all */
static GOptionContext *
new_context (const CliLearner *learner)
{
  g_autofree char *arguments = NULL;
  GOptionContext *context;

  if (learner != NULL)
    arguments = g_strconcat (learner->name, " --data DATA --output FILE", NULL);
  context = cli_options_new (
      "train",
      arguments != NULL ? arguments
                        : "lenet5|naive-bayes --data DATA --output FILE",
      "Trains a model on the training split of DATA and writes it to FILE:\n"
      "lenet5 learns from pictures of 28x28 pixels, naive-bayes from texts.");
  cli_options_add_group (context, "train", "Options of Every Learner:",
                         common_entries);
  for (gsize i = 0; i < G_N_ELEMENTS (learners); i++)
    if (learner == NULL || learner == learners[i])
      add_learner (context, learners[i]);
  if (learner == NULL || learner->takes_text)
    cli_options_add_text_group (context, &text_args);
  return context;
}

static gboolean
print_help (const CliLearner *learner)
{
  g_autoptr (GOptionContext) context = new_context (learner);

  cli_options_print_help (context);
  return TRUE;
}

gboolean
cli_train (char **argv, GError **error)
{
  static const char *const names[] = { "the learner (lenet5 or naive-bayes)",
                                       NULL };
  g_autoptr (GOptionContext) context = new_context (NULL);
  g_auto (GStrv) rest = NULL;
  const CliLearner *learner;
  InkTextOptions text;
  gboolean help;

  if (!cli_options_parse (context, argv, &rest, &help, error))
    return FALSE;
  learner = find_learner (rest[0]);
  if (help)
    return print_help (learner);
  if (!cli_require_arguments (rest, names, FALSE, error))
    return FALSE;
  if (learner == NULL)
    return cli_usage_error (error,
                            "expected lenet5 or naive-bayes, found '%s'",
                            rest[0]);
  if (!check_owners (learner, error)
      || !cli_require ("--data", args.data, error)
      || !cli_require ("--output", args.output, error)
      || !cli_check_distinct ("--output", args.output, "the data", args.data,
                              error)
      || !cli_take_text_options (&text_args, &text, error))
    return FALSE;
  cli_output_set_quiet (args.quiet);
  return learner->run (&args, &text, error);
}
