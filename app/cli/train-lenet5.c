/* `inkling-cli train lenet5`: a recipe, changed by options, run in this thread.
 * Everything that can fail early is tried before the first step: options, the
 * output, the data, the charts' folder, the events' file. SIGINT, SIGTERM and
 * SIGHUP end the run after the batch under way, and the model so far is
 * written; a second one kills. A run that diverges leaves the model of its
 * last finished epoch, and the charts of what there was. A file of events that
 * fills its disk costs the events, not the model. */
#include "app/cli/train.h"

#include "app/cli/charts.h"
#include "app/cli/event-file.h"
#include "app/cli/examples.h"
#include "app/cli/interrupt.h"
#include "app/cli/output.h"
#include "app/cli/train-lenet5-options.h"
#include "app/cli/options.h"
#include "app/cli/train-lenet5-report.h"
#include "core/base/error.h"
#include "core/store/checkpoint.h"
#include "core/train/trainer.h"

/* A run under way: what its events are told to. */
typedef struct
{
  const CliTrainArgs *args;
  const CliLenet5Options *options;
  const CliExamples *examples;
  InkTrainer *trainer;
  CliEventFile events;
  InkRunCharts *charts; /* NULL without --charts */
  InkModel *last;       /* of the last finished epoch; NULL before */
  CliLenet5Report report;
} Run;

static void
event_cb (const InkEvent *event, gpointer user_data)
{
  Run *run = user_data;

  if (cli_interrupt_wanted ())
    ink_trainer_stop (run->trainer);
  cli_event_file_write (&run->events, event);
  if (run->charts != NULL)
    ink_run_charts_add_event (run->charts, event);
  cli_lenet5_report_add_event (&run->report, event);
}

static void
model_cb (InkModel *model, const InkEvent *epoch, gpointer user_data)
{
  Run *run = user_data;

  g_clear_pointer (&run->last, ink_model_unref);
  run->last = ink_model_ref (model);
}

static gboolean
save (const Run *run, InkModel *model, GError **error)
{
  const CliTrainArgs *args = run->args;

  cli_train_set_title (model, args);
  cli_lenet5_report_set_facts (&run->report, args->data, run->examples, model);
  return ink_checkpoint_save (model, args->output, error);
}

static gboolean
write_charts (const Run *run, GError **error)
{
  g_autofree char *data = g_path_get_basename (run->args->data);
  g_autofree char *hash = NULL;
  CliChartNames names = { run->args->output, data, NULL };

  if (run->charts == NULL)
    return TRUE;
  names.data_hash = hash = cli_examples_hash (run->examples);
  return cli_charts_write_run (run->charts, &run->options->recipe, &names,
                               run->options->charts, error);
}

/* What is left of a run that failed is written; @error tells so, in one line
 * with what went wrong. */
static void
save_last (const Run *run, GError **error)
{
  const guint epoch = run->report.epoch.epoch;
  const char *output = run->args->output;
  g_autoptr (GError) cause = g_steal_pointer (error);
  g_autoptr (GError) failure = NULL;

  if (run->last == NULL)
    g_set_error (error, cause->domain, cause->code,
                 "%s; no epoch was finished, no model is written",
                 cause->message);
  else if (save (run, run->last, &failure))
    g_set_error (error, cause->domain, cause->code,
                 "%s; the model of epoch %u is in %s", cause->message, epoch,
                 output);
  else
    g_set_error (error, cause->domain, cause->code,
                 "%s; the model of epoch %u is lost: %s", cause->message,
                 epoch, failure->message);
}

static void
write_last_charts (const Run *run, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GError) failure = NULL;

  if (write_charts (run, &failure))
    return;
  cause = g_steal_pointer (error);
  g_set_error (error, cause->domain, cause->code, "%s; the charts are lost: %s",
               cause->message, failure->message);
}

/* Trains, and writes all there is to write. */
static gboolean
train (Run *run, GError **error)
{
  const CliLenet5Report *report = &run->report;
  const char *output = run->args->output;
  g_autoptr (InkModel) model = NULL;

  cli_interrupt_catch ();
  ink_trainer_set_model_func (run->trainer, model_cb, run);
  model = ink_trainer_run (run->trainer, event_cb, run, error);
  if (model == NULL)
    {
      save_last (run, error);
      write_last_charts (run, error);
      cli_event_file_close (&run->events, output, NULL);
      return FALSE;
    }
  if (!save (run, model, error))
    return FALSE;
  /* Standard output belongs to the events where they go there. */
  cli_lenet5_report_print (
      report, run->args,
      cli_event_file_is_stdout (&run->events) ? stderr : stdout);
  if (!write_charts (run, error)
      || !cli_event_file_close (&run->events, output, error))
    return FALSE;
  /* not done: who waits for the whole run must not take this for it */
  return report->end.reason != INK_END_STOPPED
         || ink_error_set (error, INK_ERROR_CANCELLED,
                           "stopped at epoch %u of %u; the model so far is in "
                           "%s",
                           report->epoch_seen, report->epochs, output);
}

static gboolean
add_drawings (InkTrainer *trainer, const CliLenet5Options *options,
              GError **error)
{
  g_autoptr (InkDrawingSet) drawings = NULL;

  if (options->drawings == NULL)
    return TRUE;
  drawings = ink_drawing_set_read (options->drawings, error);
  return drawings != NULL
         && ink_trainer_add_drawings (trainer, drawings, error);
}

static gboolean
check_files (const CliTrainArgs *args, const CliLenet5Options *options,
             GError **error)
{
  return cli_check_output (args->output, error)
         && cli_check_distinct ("--events", options->events, "the data",
                                args->data, error)
         && cli_check_distinct ("--events", options->events, "the model",
                                args->output, error)
         && (options->charts == NULL
             || cli_check_folder (options->charts, error));
}

static gboolean
run_lenet5 (const CliTrainArgs *args, const InkTextOptions *text,
            GError **error)
{
  g_auto (CliExamples) examples = { 0 };
  g_autoptr (InkTrainer) trainer = NULL;
  g_autoptr (InkRunCharts) charts = NULL;
  CliLenet5Options options;
  Run run = { .args = args, .options = &options, .examples = &examples };
  gboolean done;

  if (!cli_lenet5_take_options (args, &options, error)
      || !check_files (args, &options, error)
      || !cli_examples_load (args->data, INK_SPLIT_TRAIN, INK_INPUT_IMAGE,
                             "lenet5", text, &examples, error))
    return FALSE;
  trainer = ink_trainer_new (examples.images, &options.recipe, options.threads,
                             error);
  if (trainer == NULL || !add_drawings (trainer, &options, error)
      || !cli_event_file_open (&run.events, options.events, error))
    return FALSE;
  run.trainer = trainer;
  if (options.charts != NULL)
    run.charts = charts = ink_run_charts_new ();
  cli_lenet5_report_init (&run.report, &options.recipe);
  done = train (&run, error);
  g_clear_pointer (&run.last, ink_model_unref);
  return done;
}

static InkLearner *
new_learner (const CliTrainArgs *args, const CliExamples *examples,
             GError **error)
{
  g_autoptr (InkDrawingSet) drawings = NULL;
  CliLenet5Options options;

  if (!cli_lenet5_take_options (args, &options, error))
    return NULL;
  if (options.drawings != NULL)
    {
      drawings = ink_drawing_set_read (options.drawings, error);
      if (drawings == NULL)
        return NULL;
    }
  return ink_learner_new_lenet5_with_drawings (
      examples->images, g_steal_pointer (&drawings), &options.recipe, error);
}

static char *
describe_recipe (const CliTrainArgs *args)
{
  CliLenet5Options options;

  return cli_lenet5_take_options (args, &options, NULL)
             ? ink_recipe_describe (&options.recipe)
             : NULL;
}

const CliLearner cli_learner_lenet5 = {
  .name = "lenet5",
  .title = "LeNet-5 Options (the recipe's unless given):",
  .entries = cli_lenet5_entries,
  .train_entries = cli_lenet5_train_entries,
  .train_title = "LeNet-5, a Run:",
  .takes_text = FALSE,
  .describe = cli_lenet5_describe_recipes,
  .run = run_lenet5,
  .new_learner = new_learner,
  .recipe = describe_recipe,
};
