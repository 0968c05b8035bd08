/* What a run of `inkling-cli train lenet5` tells: progress on standard error
 * as it goes, a summary for people or machines, and the facts of its model. */
#include "app/cli/train-lenet5-report.h"

#include <math.h>

#include "app/cli/output.h"
#include "core/train/recipe-json.h"
#include "core/train/training-facts.h"

#define LINE_MICROSECONDS (G_USEC_PER_SEC / 10)

void
cli_lenet5_report_init (CliLenet5Report *report, const InkRecipe *recipe)
{
  *report = (CliLenet5Report){ .recipe = recipe, .epochs = recipe->epochs };
  ink_event_init (&report->epoch, INK_EVENT_EPOCH);
}

static void
show_step (CliLenet5Report *report, const InkEvent *event)
{
  if (event->epoch != report->epoch_seen)
    {
      report->epoch_seen = event->epoch;
      report->epoch_begun = event->step - 1;
    }
  if (report->steps_an_epoch > 0)
    cli_status ("epoch %u/%u, %3.0f %%, loss %.4f", event->epoch,
                report->epochs,
                100.0 * (double) (event->step - report->epoch_begun)
                    / (double) report->steps_an_epoch,
                event->loss);
}

/* A line an epoch, but of epochs that take no time only some; always the
 * first and the last. */
static void
show_epoch (CliLenet5Report *report, const InkEvent *event)
{
  gint64 now = g_get_monotonic_time ();
  g_autofree char *validation = NULL;

  if (event->epoch != 1 && event->epoch != report->epochs
      && now - report->line_time < LINE_MICROSECONDS)
    return;
  report->line_time = now;
  if (isfinite (event->validation_accuracy))
    validation = g_strdup_printf (", validation loss %.4f, accuracy %.2f %%",
                                  event->validation_loss,
                                  100.0 * event->validation_accuracy);
  cli_progress ("epoch %u/%u: loss %.4f, accuracy %.2f %%%s; %.0f images/s, "
                "%.1f s",
                event->epoch, report->epochs, event->train_loss,
                100.0 * event->train_accuracy,
                validation != NULL ? validation : "", event->images_per_second,
                event->seconds);
}

void
cli_lenet5_report_add_event (CliLenet5Report *report, const InkEvent *event)
{
  switch (event->kind)
    {
    case INK_EVENT_START:
      report->start = *event;
      report->steps_an_epoch = event->steps_total / MAX (report->epochs, 1);
      break;
    case INK_EVENT_STEP:
      show_step (report, event);
      break;
    case INK_EVENT_EPOCH:
      report->epoch = *event;
      show_epoch (report, event);
      break;
    case INK_EVENT_END:
      report->end = *event;
      break;
    default:
      break;
    }
}

void
cli_lenet5_report_set_facts (const CliLenet5Report *report, const char *data,
                             const CliExamples *examples, InkModel *model)
{
  g_autofree char *hash = cli_examples_hash (examples);
  InkEvent epoch = report->epoch;

  epoch.epoch = report->end.epoch;
  epoch.n_train = report->start.n_train;
  if (report->end.reason == INK_END_STOPPED
      && report->end.step != report->epoch.step)
    { /* the epoch's figures are of other weights */
      epoch.train_loss = epoch.train_accuracy = NAN;
      epoch.validation_loss = epoch.validation_accuracy = NAN;
      ink_model_set_integer_fact (model, "steps_done", report->end.step);
    }
  ink_training_facts_set (model, data, hash, report->recipe, &epoch);
}

static void
print_json (const CliLenet5Report *report, const CliTrainArgs *args)
{
  const InkEvent *start = &report->start;
  const InkEvent *epoch = &report->epoch;
  const InkEvent *end = &report->end;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "model", "lenet5");
  cli_json_set_string (object, "output", args->output);
  cli_json_set_string (object, "data", args->data);
  json_object_set_string_member (object, "recipe", report->recipe->name);
  ink_recipe_add_to_json (report->recipe, object);
  json_object_set_string_member (object, "reason",
                                 ink_end_reason_name (end->reason));
  json_object_set_int_member (object, "epochs", end->epoch);
  json_object_set_int_member (object, "train_count", start->n_train);
  json_object_set_int_member (object, "validation_count",
                              start->n_validation);
  cli_json_set_number (object, "train_loss", epoch->train_loss);
  cli_json_set_number (object, "train_accuracy", epoch->train_accuracy);
  cli_json_set_number (object, "validation_loss", epoch->validation_loss);
  cli_json_set_number (object, "validation_accuracy",
                       epoch->validation_accuracy);
  cli_json_set_number (object, "images_per_second", end->images_per_second);
  cli_json_set_number (object, "seconds", end->seconds);
  cli_print_json (object);
}

static void
print_text (const CliLenet5Report *report, const CliTrainArgs *args, FILE *out)
{
  const InkEvent *epoch = &report->epoch;
  const InkEvent *end = &report->end;

  fprintf (out, "%s      %u of %u epochs, %u pictures, %.1f s, %.0f images/s\n",
           end->reason == INK_END_STOPPED ? "stopped" : "trained", end->epoch,
           report->epochs, report->start.n_train, end->seconds,
           end->images_per_second);
  if (isfinite (epoch->train_accuracy))
    fprintf (out, "training     loss %.4f, accuracy %.2f %%\n",
             epoch->train_loss, 100.0 * epoch->train_accuracy);
  if (isfinite (epoch->validation_accuracy))
    fprintf (out, "validation   loss %.4f, accuracy %.2f %%\n",
             epoch->validation_loss, 100.0 * epoch->validation_accuracy);
  fprintf (out, "model        %s\n", args->output);
}

void
cli_lenet5_report_print (const CliLenet5Report *report,
                         const CliTrainArgs *args, FILE *out)
{
  if (args->json)
    print_json (report, args);
  else
    print_text (report, args, out);
}
