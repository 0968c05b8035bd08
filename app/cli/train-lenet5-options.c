/* The options of `inkling-cli train lenet5`, and the recipe they make: one by
 * name, changed by the others. */
#include "app/cli/train-lenet5-options.h"

#include "app/cli/options.h"
#include "app/cli/train.h"
#include "core/base/parallel.h"

static struct
{
  char *epochs;
  char *batch_size;
  char *optimizer;
  char *learning_rate;
  char *momentum;
  gboolean nesterov;
  gboolean no_nesterov;
  char *weight_decay;
  char *muon_learning_rate;
  char *muon_weight_decay;
  char *clip_norm;
  char *label_smoothing;
  char *ema_decay;
  char *schedule;
  char *warm_up;
  char *plateau_factor;
  char *plateau_patience;
  char *augment;
  char *drawings;
  char *variations;
  char *non_digits;
  char *calibration;
  char *precision;
  char *threads;
  char *events;
  char *charts;
} own;

const GOptionEntry cli_lenet5_entries[] = {
  { "recipe", 0, 0, G_OPTION_ARG_FILENAME, &cli_recipe,
    "Settings by name (see below)", "NAME" },
  { "epochs", 0, 0, G_OPTION_ARG_FILENAME, &own.epochs,
    "Passes over the training data", "N" },
  { "batch-size", 0, 0, G_OPTION_ARG_FILENAME, &own.batch_size,
    "Examples a step", "N" },
  { "optimizer", 0, 0, G_OPTION_ARG_FILENAME, &own.optimizer,
    "sgd, or muon for the weights of hidden layers", "NAME" },
  { "learning-rate", 0, 0, G_OPTION_ARG_FILENAME, &own.learning_rate,
    "Highest rate of the schedule", "X" },
  { "momentum", 0, 0, G_OPTION_ARG_FILENAME, &own.momentum,
    "Momentum of the gradient descent", "X" },
  { "nesterov", 0, 0, G_OPTION_ARG_NONE, &own.nesterov,
    "Nesterov's momentum", NULL },
  { "no-nesterov", 0, 0, G_OPTION_ARG_NONE, &own.no_nesterov,
    "Plain momentum", NULL },
  { "weight-decay", 0, 0, G_OPTION_ARG_FILENAME, &own.weight_decay,
    "L2 penalty on the weights", "X" },
  { "muon-learning-rate", 0, 0, G_OPTION_ARG_FILENAME,
    &own.muon_learning_rate, "muon: highest rate of what it updates", "X" },
  { "muon-weight-decay", 0, 0, G_OPTION_ARG_FILENAME, &own.muon_weight_decay,
    "muon: its part of the weights, times its rate", "X" },
  { "clip-norm", 0, 0, G_OPTION_ARG_FILENAME, &own.clip_norm,
    "Most of the gradient's L2 norm; 0: no clipping", "X" },
  { "label-smoothing", 0, 0, G_OPTION_ARG_FILENAME, &own.label_smoothing,
    "Part of a label spread over all classes, below 1", "X" },
  { "ema-decay", 0, 0, G_OPTION_ARG_FILENAME, &own.ema_decay,
    "Of the average of the weights, which is kept; 0: none", "X" },
  { "schedule", 0, 0, G_OPTION_ARG_FILENAME, &own.schedule,
    "constant, step, cosine, one-cycle or reduce-on-plateau", "NAME" },
  { "warm-up", 0, 0, G_OPTION_ARG_FILENAME, &own.warm_up,
    "Epochs of rising rate; one-cycle's 0: 30 % of them", "EPOCHS" },
  { "plateau-factor", 0, 0, G_OPTION_ARG_FILENAME, &own.plateau_factor,
    "reduce-on-plateau: multiplies the rate, below 1", "X" },
  { "plateau-patience", 0, 0, G_OPTION_ARG_FILENAME, &own.plateau_patience,
    "reduce-on-plateau: epochs without a better loss", "N" },
  { "augment", 0, 0, G_OPTION_ARG_FILENAME, &own.augment,
    "Distortions of the pictures: none, affine or elastic", "NAME" },
  { "drawings", 0, 0, G_OPTION_ARG_FILENAME, &own.drawings,
    "More to learn from: InkML files, a sub-folder a class", "FOLDER" },
  { "variations", 0, 0, G_OPTION_ARG_FILENAME, &own.variations,
    "Of each drawing: other slants, turns, stroke widths", "N" },
  { "non-digits", 0, 0, G_OPTION_ARG_FILENAME, &own.non_digits,
    "Pictures of no digit, to doubt, to every example", "X" },
  { "calibration", 0, 0, G_OPTION_ARG_FILENAME, &own.calibration,
    "Of the probabilities at the end: none or temperature", "NAME" },
  { "precision", 0, 0, G_OPTION_ARG_FILENAME, &own.precision,
    "Of the layers' products: fp32 or bf16", "NAME" },
  { 0 },
};

const GOptionEntry cli_lenet5_train_entries[] = {
  { "threads", 0, 0, G_OPTION_ARG_FILENAME, &own.threads,
    "The result does not depend on it [one a processor]", "N" },
  { "events", 0, 0, G_OPTION_ARG_FILENAME, &own.events,
    "JSON Lines of the run, - for standard output", "FILE|-" },
  { "charts", 0, 0, G_OPTION_ARG_FILENAME, &own.charts,
    "For loss, accuracy, learning-rate and throughput.png", "FOLDER" },
  { 0 },
};

/* As its options would be typed. */
static void
describe_recipe (GString *text, const InkRecipe *r, gboolean is_default)
{
  g_string_append_printf (
      text,
      "  %-12s %s%s\n"
      "               --epochs %u --batch-size %u\n"
      "               --optimizer %s --learning-rate %g\n"
      "               --momentum %g --%snesterov --weight-decay %g\n"
      "               --muon-learning-rate %g --muon-weight-decay %g\n"
      "               --clip-norm %g --label-smoothing %g --ema-decay %g\n"
      "               --schedule %s --warm-up %g\n"
      "               --plateau-factor %g --plateau-patience %u\n"
      "               --augment %s --non-digits %g --variations %u\n"
      "               --calibration %s --precision %s\n"
      "               --validation-fraction %g\n",
      r->name, ink_recipe_about (r), is_default ? " (used unless said)" : "",
      r->epochs, r->batch_size, ink_optimizer_name (r->optimizer),
      r->learning_rate, r->momentum, r->nesterov ? "" : "no-",
      r->weight_decay, r->muon_learning_rate, r->muon_weight_decay,
      r->clip_norm,
      r->label_smoothing, r->ema_decay, ink_schedule_name (r->schedule),
      r->warm_up, r->plateau_factor, r->plateau_patience,
      ink_augment_name (r->augment), r->non_digits, r->variations,
      ink_calibration_name (r->calibration), ink_precision_name (r->precision),
      r->validation_fraction);
}

char *
cli_lenet5_describe_recipes (void)
{
  g_autoptr (GString) text = g_string_new ("Recipes:\n");
  guint n;
  const InkRecipe *known = ink_recipe_known (&n);

  for (guint i = 0; i < n; i++)
    describe_recipe (text, &known[i], i == 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
take_names (InkRecipe *recipe, GError **error)
{
  if (own.optimizer != NULL
      && !ink_optimizer_from_name (own.optimizer, &recipe->optimizer))
    return cli_usage_error (error,
                            "--optimizer: expected one of sgd, muon, found "
                            "'%s'",
                            own.optimizer);
  if (own.schedule != NULL
      && !ink_schedule_from_name (own.schedule, &recipe->schedule))
    return cli_usage_error (error,
                            "--schedule: expected one of constant, step, "
                            "cosine, one-cycle, reduce-on-plateau, found '%s'",
                            own.schedule);
  if (own.augment != NULL
      && !ink_augment_from_name (own.augment, &recipe->augment))
    return cli_usage_error (error,
                            "--augment: expected one of none, affine, "
                            "elastic, found '%s'",
                            own.augment);
  if (own.calibration != NULL
      && !ink_calibration_from_name (own.calibration, &recipe->calibration))
    return cli_usage_error (error,
                            "--calibration: expected one of none, "
                            "temperature, found '%s'",
                            own.calibration);
  if (own.precision != NULL
      && !ink_precision_from_name (own.precision, &recipe->precision))
    return cli_usage_error (error,
                            "--precision: expected one of fp32, bf16, found "
                            "'%s'",
                            own.precision);
  return TRUE;
}

static gboolean
take_nesterov (InkRecipe *recipe, GError **error)
{
  if (own.nesterov && own.no_nesterov)
    return cli_usage_error (error, "expected one of --nesterov and "
                                   "--no-nesterov, found both");
  if (own.nesterov || own.no_nesterov)
    recipe->nesterov = own.nesterov;
  return TRUE;
}

static gboolean
take_numbers (const CliTrainArgs *args, InkRecipe *recipe, GError **error)
{
  const struct
  {
    const char *option, *text;
    double *value;
  } numbers[] = {
    { "--learning-rate", own.learning_rate, &recipe->learning_rate },
    { "--momentum", own.momentum, &recipe->momentum },
    { "--weight-decay", own.weight_decay, &recipe->weight_decay },
    { "--muon-learning-rate", own.muon_learning_rate,
      &recipe->muon_learning_rate },
    { "--muon-weight-decay", own.muon_weight_decay,
      &recipe->muon_weight_decay },
    { "--clip-norm", own.clip_norm, &recipe->clip_norm },
    { "--label-smoothing", own.label_smoothing, &recipe->label_smoothing },
    { "--ema-decay", own.ema_decay, &recipe->ema_decay },
    { "--warm-up", own.warm_up, &recipe->warm_up },
    { "--plateau-factor", own.plateau_factor, &recipe->plateau_factor },
    { "--non-digits", own.non_digits, &recipe->non_digits },
    { "--validation-fraction", args->validation_fraction,
      &recipe->validation_fraction },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (!cli_take_double (numbers[i].option, numbers[i].text,
                          numbers[i].value, error))
      return FALSE;
  return cli_take_uint ("--epochs", own.epochs, 1, INK_RECIPE_MAX_EPOCHS,
                        &recipe->epochs, error)
         && cli_take_uint ("--batch-size", own.batch_size, 1,
                           INK_RECIPE_MAX_BATCH, &recipe->batch_size, error)
         && cli_take_uint ("--variations", own.variations, 0,
                           INK_RECIPE_MAX_VARIATIONS, &recipe->variations,
                           error)
         && cli_take_uint ("--plateau-patience", own.plateau_patience, 1,
                           INK_RECIPE_MAX_EPOCHS, &recipe->plateau_patience,
                           error)
         && cli_take_uint64 ("--seed", args->seed, &recipe->seed, error);
}

static gboolean
take_recipe (const CliTrainArgs *args, InkRecipe *recipe, GError **error)
{
  g_autoptr (GError) cause = NULL;
  guint n;

  *recipe = ink_recipe_known (&n)[0];
  if (cli_recipe != NULL && !ink_recipe_find (cli_recipe, recipe, &cause))
    return cli_usage_error (error, "--%s", cause->message);
  return take_numbers (args, recipe, error) && take_nesterov (recipe, error)
         && take_names (recipe, error)
         && (ink_recipe_check (recipe, error) || cli_argument_to_usage (error));
}

gboolean
cli_lenet5_take_options (const CliTrainArgs *args, CliLenet5Options *options,
                         GError **error)
{
  options->threads = 0;
  options->events = own.events;
  options->charts = own.charts;
  options->drawings = own.drawings;
  if (!take_recipe (args, &options->recipe, error)
      || !cli_take_uint ("--threads", own.threads, 1, INK_POOL_MAX_THREADS,
                         &options->threads, error))
    return FALSE;
  if (options->drawings != NULL && options->recipe.variations == 0)
    return cli_usage_error (error, "--drawings: expected --variations of at "
                                   "least 1 with it, found 0");
  return TRUE;
}
