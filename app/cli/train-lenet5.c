/* `inkling-cli train lenet5`: a recipe, changed by options, run in this thread.
 * Everything that can fail early is tried before the first step: options, the
 * output, the data, the charts' folder, the events' file. SIGINT and SIGTERM
 * end the run after the batch under way, and the model so far is written; a
 * second one kills. A file of events that fills its disk costs the events, not
 * the model. */
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
  char *weight_decay;
  char *schedule;
  char *augment;
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
  { "weight-decay", 0, 0, G_OPTION_ARG_FILENAME, &own.weight_decay,
    "L2 penalty on the weights", "X" },
  { "schedule", 0, 0, G_OPTION_ARG_FILENAME, &own.schedule,
    "constant, step, cosine or one-cycle", "NAME" },
  { "augment", 0, 0, G_OPTION_ARG_FILENAME, &own.augment,
    "Distortions of the pictures: none or affine", "NAME" },
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

static char *
describe_recipes (void)
{
  g_autoptr (GString) text = g_string_new ("Recipes:\n");
  guint n;
  const InkRecipe *known = ink_recipe_known (&n);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (
        text,
        "  %-12s %s%s\n"
        "               --epochs %u --batch-size %u --learning-rate %g\n"
        "               --momentum %g --weight-decay %g --schedule %s\n"
        "               --augment %s --validation-fraction %g\n",
        known[i].name, ink_recipe_about (&known[i]),
        i == 0 ? " (used unless said)" : "", known[i].epochs,
        known[i].batch_size, known[i].learning_rate, known[i].momentum,
        known[i].weight_decay, ink_schedule_name (known[i].schedule),
        ink_augment_name (known[i].augment), known[i].validation_fraction);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
take_names (InkRecipe *recipe, GError **error)
{
  if (own.schedule != NULL
      && !ink_schedule_from_name (own.schedule, &recipe->schedule))
    return cli_usage_error (error,
                            "--schedule: expected one of constant, step, "
                            "cosine, one-cycle, found '%s'",
                            own.schedule);
  if (own.augment != NULL
      && !ink_augment_from_name (own.augment, &recipe->augment))
    return cli_usage_error (error,
                            "--augment: expected one of none, affine, found "
                            "'%s'",
                            own.augment);
  return TRUE;
}

static gboolean
take_recipe (const CliTrainArgs *args, InkRecipe *recipe, GError **error)
{
  g_autoptr (GError) cause = NULL;
  guint n;

  *recipe = ink_recipe_known (&n)[0];
  if (own.recipe != NULL && !ink_recipe_find (own.recipe, recipe, &cause))
    return cli_usage_error (error, "--%s", cause->message);
  return cli_take_uint ("--epochs", own.epochs, 1, G_MAXUINT, &recipe->epochs,
                        error)
         && cli_take_uint ("--batch-size", own.batch_size, 1, G_MAXUINT,
                           &recipe->batch_size, error)
         && cli_take_double ("--learning-rate", own.learning_rate,
                             &recipe->learning_rate, error)
         && cli_take_double ("--momentum", own.momentum, &recipe->momentum,
                             error)
         && cli_take_double ("--weight-decay", own.weight_decay,
                             &recipe->weight_decay, error)
         && cli_take_double ("--validation-fraction", args->validation_fraction,
                             &recipe->validation_fraction, error)
         && cli_take_uint64 ("--seed", args->seed, &recipe->seed, error)
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
set_facts (InkModel *model, const Run *run, const InkRecipe *recipe,
           const char *data, const CliExamples *examples)
{
  g_autofree char *hash = cli_examples_hash (examples);
  InkEvent epoch = run->epoch;

  epoch.epoch = run->end.epoch;
  epoch.n_train = run->start.n_train;
  ink_training_facts_set (model, data, hash, recipe, &epoch);
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
  json_object_set_int_member (object, "seed", (gint64) recipe->seed);
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

/* Trains, and writes all there is to write. */
static gboolean
train (Run *run, const InkRecipe *recipe, const CliExamples *examples,
       const CliTrainArgs *args, GError **error)
{
  g_autoptr (InkModel) model = NULL;

  catch_signals ();
  model = ink_trainer_run (run->trainer, event_cb, run, error);
  if (model == NULL)
    {
      close_events (run, args->output, NULL);
      return FALSE;
    }
  if (run->end.reason == INK_END_STOPPED)
    cli_note ("stopped at epoch %u of %u", run->epoch_seen, run->epochs);
  cli_train_set_title (model, args);
  set_facts (model, run, recipe, args->data, examples);
  if (!ink_checkpoint_save (model, args->output, error))
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
  return train (&run, &recipe, &examples, args, error);
}

const CliLearner cli_learner_lenet5 = {
  .name = "lenet5",
  .title = "LeNet-5 Options (the recipe's unless given):",
  .entries = entries,
  .takes_text = FALSE,
  .describe = describe_recipes,
  .run = run_lenet5,
};
