/* `inkling-cli train lenet5`: a recipe, changed by options, run in this thread.
 * Everything that can fail early is tried before the first step: options, the
 * output, the data, the charts' folder, the events' file. SIGINT and SIGTERM
 * end the run after the batch under way, and the model so far is written; a
 * second one kills. A run that diverges leaves the model of its last finished
 * epoch. A file of events that fills its disk costs the events, not the
 * model. */
#include "app/cli/train.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/cli/charts.h"
#include "app/cli/examples.h"
#include "app/cli/output.h"
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/store/checkpoint.h"
#include "core/store/run-directory.h"
#include "core/train/trainer.h"
#include "core/train/training-facts.h"

#define FLUSH_MICROSECONDS (G_USEC_PER_SEC / 4)
#define LINE_MICROSECONDS (G_USEC_PER_SEC / 10)

static struct
{
  char *recipe;
  char *epochs;
  char *batch_size;
  char *learning_rate;
  char *momentum;
  gboolean nesterov;
  gboolean no_nesterov;
  char *weight_decay;
  char *clip_norm;
  char *label_smoothing;
  char *ema_decay;
  char *schedule;
  char *warm_up;
  char *plateau_factor;
  char *plateau_patience;
  char *augment;
  char *precision;
  char *threads;
  char *events;
  char *charts;
} own;

static const GOptionEntry entries[] = {
  { "recipe", 0, 0, G_OPTION_ARG_FILENAME, &own.recipe,
    "Settings by name (see below)", "NAME" },
  { "epochs", 0, 0, G_OPTION_ARG_FILENAME, &own.epochs,
    "Passes over the training data", "N" },
  { "batch-size", 0, 0, G_OPTION_ARG_FILENAME, &own.batch_size,
    "Examples a step", "N" },
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
  { "precision", 0, 0, G_OPTION_ARG_FILENAME, &own.precision,
    "Of the layers' products: fp32 or bf16", "NAME" },
  { "threads", 0, 0, G_OPTION_ARG_FILENAME, &own.threads,
    "The result does not depend on it [one a processor]", "N" },
  { "events", 0, 0, G_OPTION_ARG_FILENAME, &own.events,
    "JSON Lines of the run, - for standard output", "FILE|-" },
  { "charts", 0, 0, G_OPTION_ARG_FILENAME, &own.charts,
    "For loss.png, accuracy.png, learning-rate.png", "FOLDER" },
  { 0 },
};

/* A run under way: what its events are told to. */
typedef struct
{
  InkTrainer *trainer;
  guint epochs;     /* asked for */
  FILE *events;     /* NULL without --events */
  int events_errno; /* 0 while all went out */
  gint64 flush_time;
  InkRunCharts *charts; /* NULL without --charts */
  InkModel *last;       /* of the last finished epoch; NULL before */
  gint64 line_time;
  guint64 epoch_begun; /* step at which the epoch under way began */
  guint64 steps_an_epoch;
  guint epoch_seen; /* of the newest step */
  InkEvent start, epoch, end;
} Run;

static volatile sig_atomic_t stop_wanted;

static void
stop_cb (int number)
{
  stop_wanted = 1;
  signal (SIGINT, SIG_DFL);
  signal (SIGTERM, SIG_DFL);
}

static void
catch_signals (void)
{
  struct sigaction action = { .sa_handler = stop_cb, .sa_flags = SA_RESTART };

  sigemptyset (&action.sa_mask);
  sigaction (SIGINT, &action, NULL);
  sigaction (SIGTERM, &action, NULL);
}

/* As its options would be typed. */
static void
describe_recipe (GString *text, const InkRecipe *r, gboolean is_default)
{
  g_string_append_printf (
      text,
      "  %-12s %s%s\n"
      "               --epochs %u --batch-size %u --learning-rate %g\n"
      "               --momentum %g --%snesterov --weight-decay %g\n"
      "               --clip-norm %g --label-smoothing %g --ema-decay %g\n"
      "               --schedule %s --warm-up %g\n"
      "               --plateau-factor %g --plateau-patience %u\n"
      "               --augment %s --precision %s\n"
      "               --validation-fraction %g\n",
      r->name, ink_recipe_about (r), is_default ? " (used unless said)" : "",
      r->epochs, r->batch_size, r->learning_rate, r->momentum,
      r->nesterov ? "" : "no-", r->weight_decay, r->clip_norm,
      r->label_smoothing, r->ema_decay, ink_schedule_name (r->schedule),
      r->warm_up, r->plateau_factor, r->plateau_patience,
      ink_augment_name (r->augment), ink_precision_name (r->precision),
      r->validation_fraction);
}

static char *
describe_recipes (void)
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
    { "--clip-norm", own.clip_norm, &recipe->clip_norm },
    { "--label-smoothing", own.label_smoothing, &recipe->label_smoothing },
    { "--ema-decay", own.ema_decay, &recipe->ema_decay },
    { "--warm-up", own.warm_up, &recipe->warm_up },
    { "--plateau-factor", own.plateau_factor, &recipe->plateau_factor },
    { "--validation-fraction", args->validation_fraction,
      &recipe->validation_fraction },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (!cli_take_double (numbers[i].option, numbers[i].text,
                          numbers[i].value, error))
      return FALSE;
  return cli_take_uint ("--epochs", own.epochs, 1, G_MAXUINT, &recipe->epochs,
                        error)
         && cli_take_uint ("--batch-size", own.batch_size, 1, G_MAXUINT,
                           &recipe->batch_size, error)
         && cli_take_uint ("--plateau-patience", own.plateau_patience, 1,
                           G_MAXUINT, &recipe->plateau_patience, error)
         && cli_take_uint64 ("--seed", args->seed, &recipe->seed, error);
}

static gboolean
take_recipe (const CliTrainArgs *args, InkRecipe *recipe, GError **error)
{
  g_autoptr (GError) cause = NULL;
  guint n;

  *recipe = ink_recipe_known (&n)[0];
  if (own.recipe != NULL && !ink_recipe_find (own.recipe, recipe, &cause))
    return cli_usage_error (error, "--%s", cause->message);
  return take_numbers (args, recipe, error) && take_nesterov (recipe, error)
         && take_names (recipe, error)
         && (ink_recipe_check (recipe, error) || cli_argument_to_usage (error));
}

static void
write_event (Run *run, const InkEvent *event)
{
  g_autofree char *line = NULL;
  gint64 now = g_get_monotonic_time ();

  if (run->events == NULL || run->events_errno != 0)
    return;
  line = ink_event_to_json (event);
  errno = 0;
  if (fprintf (run->events, "%s\n", line) < 0)
    run->events_errno = errno != 0 ? errno : EIO;
  if (event->kind == INK_EVENT_STEP
      && now - run->flush_time < FLUSH_MICROSECONDS)
    return;
  run->flush_time = now;
  if (fflush (run->events) != 0 && run->events_errno == 0)
    run->events_errno = errno;
}

static void
show_step (Run *run, const InkEvent *event)
{
  if (event->epoch != run->epoch_seen)
    {
      run->epoch_seen = event->epoch;
      run->epoch_begun = event->step - 1;
    }
  if (run->steps_an_epoch > 0)
    cli_status ("epoch %u/%u, %3.0f %%, loss %.4f", event->epoch, run->epochs,
                100.0 * (double) (event->step - run->epoch_begun)
                    / (double) run->steps_an_epoch,
                event->loss);
}

/* A line an epoch, but of epochs that take no time only some; always the
 * first and the last. */
static void
show_epoch (Run *run, const InkEvent *event)
{
  gint64 now = g_get_monotonic_time ();
  g_autofree char *validation = NULL;

  if (event->epoch != 1 && event->epoch != run->epochs
      && now - run->line_time < LINE_MICROSECONDS)
    return;
  run->line_time = now;
  if (isfinite (event->validation_accuracy))
    validation = g_strdup_printf (", validation loss %.4f, accuracy %.2f %%",
                                  event->validation_loss,
                                  100.0 * event->validation_accuracy);
  cli_progress ("epoch %u/%u: loss %.4f, accuracy %.2f %%%s; %.0f images/s, "
                "%.1f s",
                event->epoch, run->epochs, event->train_loss,
                100.0 * event->train_accuracy,
                validation != NULL ? validation : "", event->images_per_second,
                event->seconds);
}

static void
event_cb (const InkEvent *event, gpointer user_data)
{
  Run *run = user_data;

  if (stop_wanted)
    ink_trainer_stop (run->trainer);
  write_event (run, event);
  if (run->charts != NULL)
    ink_run_charts_add_event (run->charts, event);
  switch (event->kind)
    {
    case INK_EVENT_START:
      run->start = *event;
      run->steps_an_epoch = event->steps_total / MAX (run->epochs, 1);
      break;
    case INK_EVENT_STEP:
      show_step (run, event);
      break;
    case INK_EVENT_EPOCH:
      run->epoch = *event;
      show_epoch (run, event);
      break;
    case INK_EVENT_END:
      run->end = *event;
      break;
    default:
      break;
    }
}

static void
model_cb (InkModel *model, const InkEvent *epoch, gpointer user_data)
{
  Run *run = user_data;

  g_clear_pointer (&run->last, ink_model_unref);
  run->last = ink_model_ref (model);
}

static void
set_facts (InkModel *model, const Run *run, const InkRecipe *recipe,
           const char *data, const CliExamples *examples)
{
  g_autofree char *hash = cli_examples_hash (examples);
  InkEvent epoch = run->epoch;

  epoch.epoch = run->end.epoch;
  epoch.n_train = run->start.n_train;
  ink_training_facts_set (model, data, hash, recipe, &epoch);
}

/* As the facts of the model have it. */
static void
add_recipe (JsonObject *object, const InkRecipe *r)
{
  json_object_set_int_member (object, "seed", (gint64) r->seed);
  json_object_set_int_member (object, "batch_size", r->batch_size);
  cli_json_set_number (object, "learning_rate", r->learning_rate);
  cli_json_set_number (object, "momentum", r->momentum);
  json_object_set_boolean_member (object, "nesterov", r->nesterov);
  cli_json_set_number (object, "weight_decay", r->weight_decay);
  cli_json_set_number (object, "clip_norm", r->clip_norm);
  cli_json_set_number (object, "label_smoothing", r->label_smoothing);
  cli_json_set_number (object, "ema_decay", r->ema_decay);
  json_object_set_string_member (object, "schedule",
                                 ink_schedule_name (r->schedule));
  cli_json_set_number (object, "warm_up", r->warm_up);
  cli_json_set_number (object, "plateau_factor", r->plateau_factor);
  json_object_set_int_member (object, "plateau_patience",
                              r->plateau_patience);
  json_object_set_string_member (object, "augment",
                                 ink_augment_name (r->augment));
  json_object_set_string_member (object, "precision",
                                 ink_precision_name (r->precision));
  cli_json_set_number (object, "validation_fraction", r->validation_fraction);
}

static void
print_json_summary (const Run *run, const InkRecipe *recipe,
                    const CliTrainArgs *args)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "model", "lenet5");
  cli_json_set_string (object, "output", args->output);
  cli_json_set_string (object, "data", args->data);
  json_object_set_string_member (object, "recipe", recipe->name);
  add_recipe (object, recipe);
  json_object_set_string_member (object, "reason",
                                 ink_end_reason_name (run->end.reason));
  json_object_set_int_member (object, "epochs", run->end.epoch);
  json_object_set_int_member (object, "train_count", run->start.n_train);
  json_object_set_int_member (object, "validation_count",
                              run->start.n_validation);
  cli_json_set_number (object, "train_loss", run->epoch.train_loss);
  cli_json_set_number (object, "train_accuracy", run->epoch.train_accuracy);
  cli_json_set_number (object, "validation_loss", run->epoch.validation_loss);
  cli_json_set_number (object, "validation_accuracy",
                       run->epoch.validation_accuracy);
  cli_json_set_number (object, "images_per_second", run->end.images_per_second);
  cli_json_set_number (object, "seconds", run->end.seconds);
  cli_print_json (object);
}

/* Standard output belongs to the events where they go there. */
static void
print_summary (const Run *run, const CliTrainArgs *args)
{
  FILE *out = run->events == stdout ? stderr : stdout;

  fprintf (out, "%s      %u of %u epochs, %u pictures, %.1f s, %.0f images/s\n",
           run->end.reason == INK_END_STOPPED ? "stopped" : "trained",
           run->end.epoch, run->epochs, run->start.n_train, run->end.seconds,
           run->end.images_per_second);
  if (isfinite (run->epoch.train_accuracy))
    fprintf (out, "training     loss %.4f, accuracy %.2f %%\n",
             run->epoch.train_loss, 100.0 * run->epoch.train_accuracy);
  if (isfinite (run->epoch.validation_accuracy))
    fprintf (out, "validation   loss %.4f, accuracy %.2f %%\n",
             run->epoch.validation_loss,
             100.0 * run->epoch.validation_accuracy);
  fprintf (out, "model        %s\n", args->output);
}

static gboolean
open_events (Run *run, GError **error)
{
  if (own.events == NULL)
    return TRUE;
  signal (SIGPIPE, SIG_IGN); /* a reader that leaves must not cost the model */
  if (strcmp (own.events, "-") == 0)
    {
      run->events = stdout;
      return TRUE;
    }
  run->events = fopen (own.events, "we");
  if (run->events == NULL)
    return ink_error_set (error, INK_ERROR_IO, "%s: cannot write: %s",
                          own.events, g_strerror (errno));
  return TRUE;
}

static gboolean
close_events (Run *run, const char *output, GError **error)
{
  if (run->events != NULL && run->events != stdout)
    {
      errno = 0;
      if (fclose (run->events) != 0 && run->events_errno == 0)
        run->events_errno = errno;
    }
  run->events = NULL;
  if (run->events_errno == 0)
    return TRUE;
  return ink_error_set (error, INK_ERROR_IO,
                        "%s: cannot write the events: %s; the model is in %s",
                        own.events, g_strerror (run->events_errno), output);
}

static gboolean
save (InkModel *model, const Run *run, const InkRecipe *recipe,
      const CliExamples *examples, const CliTrainArgs *args, GError **error)
{
  cli_train_set_title (model, args);
  set_facts (model, run, recipe, args->data, examples);
  return ink_checkpoint_save (model, args->output, error);
}

/* What is left of a run that failed is written; @error tells so, in one line
 * with what went wrong. */
static void
save_last (Run *run, const InkRecipe *recipe, const CliExamples *examples,
           const CliTrainArgs *args, GError **error)
{
  g_autoptr (GError) cause = g_steal_pointer (error);
  g_autoptr (GError) failure = NULL;

  if (run->last == NULL)
    g_set_error (error, cause->domain, cause->code,
                 "%s; no epoch was finished, no model is written",
                 cause->message);
  else if (save (run->last, run, recipe, examples, args, &failure))
    g_set_error (error, cause->domain, cause->code,
                 "%s; the model of epoch %u is in %s", cause->message,
                 run->epoch.epoch, args->output);
  else
    g_set_error (error, cause->domain, cause->code,
                 "%s; the model of epoch %u is lost: %s", cause->message,
                 run->epoch.epoch, failure->message);
}

/* Trains, and writes all there is to write. */
static gboolean
train (Run *run, const InkRecipe *recipe, const CliExamples *examples,
       const CliTrainArgs *args, GError **error)
{
  g_autoptr (InkModel) model = NULL;

  catch_signals ();
  ink_trainer_set_model_func (run->trainer, model_cb, run);
  model = ink_trainer_run (run->trainer, event_cb, run, error);
  if (model == NULL)
    {
      save_last (run, recipe, examples, args, error);
      close_events (run, args->output, NULL);
      return FALSE;
    }
  if (run->end.reason == INK_END_STOPPED)
    cli_note ("stopped at epoch %u of %u", run->epoch_seen, run->epochs);
  if (!save (model, run, recipe, examples, args, error))
    return FALSE;
  if (run->charts != NULL
      && !cli_charts_write_run (run->charts, model, own.charts, error))
    return FALSE;
  if (args->json)
    print_json_summary (run, recipe, args);
  else
    print_summary (run, args);
  return close_events (run, args->output, error);
}

static gboolean
run_lenet5 (const CliTrainArgs *args, const InkTextOptions *text,
            GError **error)
{
  g_auto (CliExamples) examples = { 0 };
  g_autoptr (InkTrainer) trainer = NULL;
  g_autoptr (InkRunCharts) charts = NULL;
  InkRecipe recipe;
  guint threads = 0;
  Run run = { 0 };
  gboolean done;

  if (!take_recipe (args, &recipe, error)
      || !cli_take_uint ("--threads", own.threads, 1, INK_POOL_MAX_THREADS,
                         &threads, error)
      || !cli_check_output (args->output, error)
      || !cli_check_distinct ("--events", own.events, "the data", args->data,
                              error)
      || !cli_check_distinct ("--events", own.events, "the model", args->output,
                              error)
      || (own.charts != NULL && !cli_check_folder (own.charts, error))
      || !cli_examples_load (args->data, INK_SPLIT_TRAIN, INK_INPUT_IMAGE,
                             "lenet5", text, &examples, error))
    return FALSE;
  trainer = ink_trainer_new (examples.images, &recipe, threads, error);
  if (trainer == NULL || !open_events (&run, error))
    return FALSE;
  run.trainer = trainer;
  run.epochs = recipe.epochs;
  if (own.charts != NULL)
    run.charts = charts = ink_run_charts_new ();
  ink_event_init (&run.epoch, INK_EVENT_EPOCH);
  done = train (&run, &recipe, &examples, args, error);
  g_clear_pointer (&run.last, ink_model_unref);
  return done;
}

const CliLearner cli_learner_lenet5 = {
  .name = "lenet5",
  .title = "LeNet-5 Options (the recipe's unless given):",
  .entries = entries,
  .takes_text = FALSE,
  .describe = describe_recipes,
  .run = run_lenet5,
};
