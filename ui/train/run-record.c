/* A run on paper: run.json and report.json for its folder. Keys are those of
 * the facts in its models. What is read back may be anybody's file: a member
 * that is missing or of another type is as good as absent. */
#include "ui/train/run-record.h"

#include <math.h>

#include "core/base/error.h"
#include "core/data/dataset.h"
#include "core/train/recipe-json.h"
#include "ui/format.h"

static JsonObject *
describe_recipe (const InkRecipe *recipe)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", recipe->name);
  json_object_set_int_member (object, "epochs", recipe->epochs);
  ink_recipe_add_to_json (recipe, object);
  return object;
}

JsonObject *
ink_run_record_to_json (const InkRunRecord *record)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *started = g_date_time_format_iso8601 (now);
  JsonObject *run = json_object_new ();

  json_object_set_string_member (run, "model", "lenet5");
  json_object_set_string_member (run, "data", record->data);
  json_object_set_string_member (run, "data_hash", record->data_hash);
  json_object_set_int_member (run, "examples", record->examples);
  json_object_set_object_member (run, "recipe",
                                 describe_recipe (record->recipe));
  json_object_set_int_member (run, "threads", record->n_threads);
  json_object_set_string_member (run, "started", started);
  json_object_set_string_member (run, "program", "inkling " INK_VERSION);
  return run;
}

JsonObject *
ink_run_record_report (const InkEvent *best, const InkEvent *end)
{
  JsonObject *report = json_object_new ();

  json_object_set_string_member (report, "reason",
                                 ink_end_reason_name (end->reason));
  json_object_set_int_member (report, "epochs", end->epoch);
  json_object_set_double_member (report, "seconds", end->seconds);
  json_object_set_double_member (report, "images_per_second",
                                 end->images_per_second);
  if (end->rate_changed)
    json_object_set_boolean_member (report, "rate_changed", TRUE);
  if (best->epoch == 0)
    return report;
  json_object_set_int_member (report, "best_epoch", best->epoch);
  json_object_set_double_member (report, "train_loss", best->train_loss);
  json_object_set_double_member (report, "train_accuracy",
                                 best->train_accuracy);
  json_object_set_double_member (report, "validation_loss",
                                 best->validation_loss);
  json_object_set_double_member (report, "validation_accuracy",
                                 best->validation_accuracy);
  return report;
}

/* "MNIST", or the last part of a path. */
static char *
data_title (const char *data)
{
  guint n;
  const InkKnownDataset *known = ink_dataset_known (&n);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (known[i].name, data) == 0)
      return g_strdup (known[i].title);
  return g_path_get_basename (data);
}

char *
ink_run_title (const char *data, const char *recipe, double accuracy)
{
  g_autofree char *title = data_title (data);
  g_autofree char *percent = NULL;

  if (isnan (accuracy))
    return g_strdup_printf ("%s, %s recipe", title, recipe);
  percent = ink_format_figure (100 * accuracy, 2, 100);
  return g_strdup_printf ("%s, %s recipe, %s %%", title, recipe, percent);
}

/* --- Reading --- */

static JsonNode *
value_of (JsonObject *object, const char *member)
{
  JsonNode *node
      = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

/* (nullable) */
static const char *
string_of (JsonObject *object, const char *member)
{
  JsonNode *node = value_of (object, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static double
number_of (JsonObject *object, const char *member)
{
  JsonNode *node = value_of (object, member);
  const GType type
      = node != NULL ? json_node_get_value_type (node) : G_TYPE_INVALID;

  return type == G_TYPE_DOUBLE || type == G_TYPE_INT64
             ? json_node_get_double (node)
             : NAN;
}

const char *
ink_run_record_text (JsonObject *run, const char *member)
{
  return string_of (run, member);
}

gboolean
ink_run_record_recipe (JsonObject *run, InkRecipe *recipe, GError **error)
{
  JsonNode *node = json_object_get_member (run, "recipe");

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "run.json: expected an object as recipe, found %s",
                          node == NULL ? "none" : "something else");
  return ink_recipe_from_json (json_node_get_object (node), recipe, error);
}

static const char *
recipe_of (JsonObject *run)
{
  JsonNode *node = json_object_get_member (run, "recipe");

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node)
             ? string_of (json_node_get_object (node), "name")
             : NULL;
}

/* (nullable) (transfer full): to the minute, here */
static char *
format_start (JsonObject *run)
{
  const char *text = string_of (run, "started");
  g_autoptr (GDateTime) started
      = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;
  g_autoptr (GDateTime) local
      = started != NULL ? g_date_time_to_local (started) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M") : NULL;
}

char *
ink_run_record_title (JsonObject *run, JsonObject *report)
{
  const char *data = string_of (run, "data");
  const char *recipe = recipe_of (run);
  g_autofree char *started = format_start (run);
  g_autofree char *title = NULL;
  double accuracy = number_of (report, "validation_accuracy");

  if (data == NULL || recipe == NULL)
    return NULL;
  if (isnan (accuracy))
    accuracy = number_of (report, "train_accuracy");
  title = ink_run_title (data, recipe, accuracy);
  return started != NULL ? g_strdup_printf ("%s, %s", title, started)
                         : g_steal_pointer (&title);
}
