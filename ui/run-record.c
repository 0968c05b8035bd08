/* A run on paper: run.json for its folder, facts for its models. Keys are
 * those of the command line's models, so that either's files read alike. */
#include "ui/run-record.h"

#include <math.h>

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

static void
set_integer (InkModel *model, const char *key, guint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, value);

  ink_model_set_fact (model, key, text);
}

/* An absent figure is no fact. */
static void
set_number (InkModel *model, const char *key, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    return;
  g_ascii_formatd (text, sizeof text, "%.9g", value);
  ink_model_set_fact (model, key, text);
}

static void
set_recipe_facts (InkModel *model, const InkRecipe *recipe)
{
  ink_model_set_fact (model, "recipe", recipe->name);
  set_integer (model, "seed", recipe->seed);
  set_integer (model, "epochs", recipe->epochs);
  set_integer (model, "batch_size", recipe->batch_size);
  set_number (model, "learning_rate", recipe->learning_rate);
  set_number (model, "momentum", recipe->momentum);
  set_number (model, "weight_decay", recipe->weight_decay);
  ink_model_set_fact (model, "schedule", ink_schedule_name (recipe->schedule));
  ink_model_set_fact (model, "augment", ink_augment_name (recipe->augment));
  set_number (model, "validation_fraction", recipe->validation_fraction);
}

void
ink_run_record_set_facts (const InkRunRecord *record, InkModel *model,
                          const InkEvent *epoch)
{
  g_autofree char *data = g_path_get_basename (record->data);
  g_autofree char *valid = g_utf8_make_valid (data, -1);

  ink_model_set_fact (model, "data", valid);
  ink_model_set_fact (model, "data_hash", record->data_hash);
  set_recipe_facts (model, record->recipe);
  set_integer (model, "epochs_done", epoch->epoch);
  set_number (model, "train_loss", epoch->train_loss);
  set_number (model, "train_accuracy", epoch->train_accuracy);
  set_number (model, "validation_loss", epoch->validation_loss);
  set_number (model, "validation_accuracy", epoch->validation_accuracy);
}
