/* A recipe as members of a JSON object: of run.json and of the command line's
 * summary. The keys are those of the facts in a model. */
#include "core/train/recipe-json.h"

static void
add_optimizer (JsonObject *object, const InkRecipe *r)
{
  json_object_set_int_member (object, "batch_size", r->batch_size);
  json_object_set_string_member (object, "optimizer",
                                 ink_optimizer_name (r->optimizer));
  json_object_set_double_member (object, "learning_rate", r->learning_rate);
  json_object_set_double_member (object, "momentum", r->momentum);
  json_object_set_boolean_member (object, "nesterov", r->nesterov);
  json_object_set_double_member (object, "weight_decay", r->weight_decay);
  json_object_set_double_member (object, "muon_learning_rate",
                                 r->muon_learning_rate);
  json_object_set_double_member (object, "muon_weight_decay",
                                 r->muon_weight_decay);
  json_object_set_double_member (object, "clip_norm", r->clip_norm);
  json_object_set_double_member (object, "label_smoothing",
                                 r->label_smoothing);
  json_object_set_double_member (object, "ema_decay", r->ema_decay);
}

static void
add_schedule (JsonObject *object, const InkRecipe *r)
{
  json_object_set_string_member (object, "schedule",
                                 ink_schedule_name (r->schedule));
  json_object_set_double_member (object, "warm_up", r->warm_up);
  json_object_set_double_member (object, "plateau_factor", r->plateau_factor);
  json_object_set_int_member (object, "plateau_patience",
                              r->plateau_patience);
}

void
ink_recipe_add_to_json (const InkRecipe *r, JsonObject *object)
{
  json_object_set_int_member (object, "seed", (gint64) r->seed);
  add_optimizer (object, r);
  add_schedule (object, r);
  json_object_set_string_member (object, "augment",
                                 ink_augment_name (r->augment));
  json_object_set_string_member (object, "precision",
                                 ink_precision_name (r->precision));
  json_object_set_double_member (object, "validation_fraction",
                                 r->validation_fraction);
}
