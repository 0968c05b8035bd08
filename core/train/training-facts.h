#pragma once

#include "core/base/event.h"
#include "core/model/model.h"
#include "core/train/recipe.h"

G_BEGIN_DECLS

/* ink_training_facts_set: what a trained model says of its training: data,
 * data_hash, recipe, seed, epochs, batch_size, optimizer, learning_rate,
 * momentum, nesterov, weight_decay, muon_learning_rate, muon_weight_decay,
 * clip_norm, label_smoothing, ema_decay, schedule, warm_up, plateau_factor,
 * plateau_patience, augment, precision, validation_fraction, examples,
 * rate_changed (only where it was, by hand, as the run went), epochs_done,
 * train_loss, train_accuracy, validation_loss, validation_accuracy.
 * @data: as people call it; its last part is kept, made valid UTF-8
 * @data_hash: (nullable)
 * @epoch: the INK_EVENT_EPOCH the model is of, or one without figures */
void ink_training_facts_set (InkModel *model, const char *data,
                             const char *data_hash, const InkRecipe *recipe,
                             const InkEvent *epoch);

G_END_DECLS
