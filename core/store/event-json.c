/* Events as JSON, one object a line. Numbers are as short as they can be while
 * reading back to the same double, whatever the locale. Which figures an event
 * carries follows from its kind, so a loss that became NaN is told apart from
 * one that was never there. */
#include "core/store/run-directory.h"

#include <math.h>

#include "core/base/json-writer.h"

static void
append_key (GString *json, const char *key)
{
  g_string_append_printf (json, ",\"%s\":", key);
}

static void
append_double (GString *json, const char *key, double value)
{
  append_key (json, key);
  if (isfinite (value))
    ink_json_append_double (json, value);
  else
    g_string_append (json, isnan (value) ? "\"NaN\""
                           : value > 0   ? "\"Infinity\""
                                         : "\"-Infinity\"");
}

static void
append_if_there (GString *json, const char *key, double value)
{
  if (!isnan (value))
    append_double (json, key, value);
}

static void
append_count (GString *json, const char *key, guint64 value)
{
  append_key (json, key);
  g_string_append_printf (json, "%" G_GUINT64_FORMAT, value);
}

static void
append_rate_changed (GString *json, const InkEvent *event)
{
  if (event->rate_changed)
    g_string_append (json, ",\"rate_changed\":true");
}

static void
append_start (GString *json, const InkEvent *event)
{
  g_string_append (json, "\"start\"");
  append_count (json, "epochs", event->epoch);
  append_count (json, "steps", event->steps_total);
  append_count (json, "train_count", event->n_train);
  append_count (json, "validation_count", event->n_validation);
}

static void
append_step (GString *json, const InkEvent *event)
{
  g_string_append (json, "\"step\"");
  append_count (json, "epoch", event->epoch);
  append_count (json, "step", event->step);
  append_double (json, "loss", event->loss);
  append_double (json, "learning_rate", event->learning_rate);
}

static void
append_epoch (GString *json, const InkEvent *event)
{
  gboolean validated = !isnan (event->validation_loss)
                       || !isnan (event->validation_accuracy);

  g_string_append (json, "\"epoch\"");
  append_count (json, "epoch", event->epoch);
  append_double (json, "train_loss", event->train_loss);
  append_double (json, "train_accuracy", event->train_accuracy);
  if (validated)
    {
      append_double (json, "validation_loss", event->validation_loss);
      append_double (json, "validation_accuracy", event->validation_accuracy);
    }
  append_if_there (json, "images_per_second", event->images_per_second);
  append_if_there (json, "seconds", event->seconds);
  append_rate_changed (json, event);
}

static void
append_end (GString *json, const InkEvent *event)
{
  g_string_append (json, "\"end\"");
  g_string_append_printf (json, ",\"reason\":\"%s\"",
                          ink_end_reason_name (event->reason));
  append_count (json, "epochs", event->epoch);
  append_if_there (json, "seconds", event->seconds);
  append_if_there (json, "images_per_second", event->images_per_second);
  append_rate_changed (json, event);
}

char *
ink_event_to_json (const InkEvent *event)
{
  GString *json = g_string_new ("{\"event\":");

  switch (event->kind)
    {
    case INK_EVENT_START:
      append_start (json, event);
      break;
    case INK_EVENT_STEP:
      append_step (json, event);
      break;
    case INK_EVENT_EPOCH:
      append_epoch (json, event);
      break;
    case INK_EVENT_END:
    default:
      append_end (json, event);
      break;
    }
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}
