/* A run on paper: run.json for its folder. Keys are those of the facts in its
 * models. */
#include "ui/run-record.h"

static JsonObject *
describe_recipe (const InkRecipe *recipe)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", recipe->name);
  json_object_set_int_member (object, "epochs", recipe->epochs);
  json_object_set_int_member (object, "batch_size", recipe->batch_size);
  json_object_set_double_member (object, "learning_rate",
                                 recipe->learning_rate);
  json_object_set_double_member (object, "momentum", recipe->momentum);
  json_object_set_double_member (object, "weight_decay", recipe->weight_decay);
  json_object_set_string_member (object, "schedule",
                                 ink_schedule_name (recipe->schedule));
  json_object_set_string_member (object, "augment",
                                 ink_augment_name (recipe->augment));
  json_object_set_double_member (object, "validation_fraction",
                                 recipe->validation_fraction);
  json_object_set_int_member (object, "seed", (gint64) recipe->seed);
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
