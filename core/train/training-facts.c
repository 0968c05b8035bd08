/* The facts of a training run, the same from the command line and from the
 * workbench. */
#include "core/train/training-facts.h"

static void
set_recipe (InkModel *model, const InkRecipe *recipe)
{
  ink_model_set_fact (model, "recipe", recipe->name);
  ink_model_set_integer_fact (model, "seed", recipe->seed);
  ink_model_set_integer_fact (model, "epochs", recipe->epochs);
  ink_model_set_integer_fact (model, "batch_size", recipe->batch_size);
  ink_model_set_fact (model, "optimizer",
                      ink_optimizer_name (recipe->optimizer));
  ink_model_set_number_fact (model, "learning_rate", recipe->learning_rate);
  ink_model_set_number_fact (model, "momentum", recipe->momentum);
  ink_model_set_fact (model, "nesterov", recipe->nesterov ? "true" : "false");
  ink_model_set_number_fact (model, "weight_decay", recipe->weight_decay);
  ink_model_set_number_fact (model, "muon_learning_rate",
                             recipe->muon_learning_rate);
  ink_model_set_number_fact (model, "muon_weight_decay",
                             recipe->muon_weight_decay);
  ink_model_set_number_fact (model, "clip_norm", recipe->clip_norm);
  ink_model_set_number_fact (model, "label_smoothing",
                             recipe->label_smoothing);
  ink_model_set_number_fact (model, "ema_decay", recipe->ema_decay);
  ink_model_set_fact (model, "schedule", ink_schedule_name (recipe->schedule));
  ink_model_set_number_fact (model, "warm_up", recipe->warm_up);
  ink_model_set_number_fact (model, "plateau_factor", recipe->plateau_factor);
  ink_model_set_integer_fact (model, "plateau_patience",
                              recipe->plateau_patience);
  ink_model_set_fact (model, "augment", ink_augment_name (recipe->augment));
  ink_model_set_number_fact (model, "non_digits", recipe->non_digits);
  ink_model_set_integer_fact (model, "variations", recipe->variations);
  ink_model_set_fact (model, "calibration",
                      ink_calibration_name (recipe->calibration));
  ink_model_set_fact (model, "precision",
                      ink_precision_name (recipe->precision));
  ink_model_set_number_fact (model, "validation_fraction",
                             recipe->validation_fraction);
}

void
ink_training_facts_set (InkModel *model, const char *data,
                        const char *data_hash, const InkRecipe *recipe,
                        const InkEvent *epoch)
{
  g_autofree char *name = g_path_get_basename (data);
  g_autofree char *valid = g_utf8_make_valid (name, -1);

  ink_model_set_fact (model, "data", valid);
  if (data_hash != NULL)
    ink_model_set_fact (model, "data_hash", data_hash);
  set_recipe (model, recipe);
  if (epoch->n_train > 0)
    ink_model_set_integer_fact (model, "examples", epoch->n_train);
  if (epoch->rate_changed)
    ink_model_set_fact (model, "rate_changed", "true");
  ink_model_set_integer_fact (model, "epochs_done", epoch->epoch);
  ink_model_set_number_fact (model, "train_loss", epoch->train_loss);
  ink_model_set_number_fact (model, "train_accuracy", epoch->train_accuracy);
  ink_model_set_number_fact (model, "validation_loss",
                             epoch->validation_loss);
  ink_model_set_number_fact (model, "validation_accuracy",
                             epoch->validation_accuracy);
}
