#pragma once

#include "core/train/recipe.h"
#include "ui/rows.h"

G_BEGIN_DECLS

/* The numbers and choices of a recipe as the form of Train shows them: what
 * they are called, their ranges, and the way from a recipe to them and back.
 * Pure, but for the lists of names; any thread. */

typedef enum
{
  INK_FIELD_EPOCHS,
  INK_FIELD_BATCH_SIZE,
  INK_FIELD_LEARNING_RATE,
  INK_FIELD_PLATEAU_FACTOR,
  INK_FIELD_PLATEAU_PATIENCE,
  INK_FIELD_WARM_UP,
  INK_FIELD_MOMENTUM,
  INK_FIELD_MUON_LEARNING_RATE,
  INK_FIELD_MUON_WEIGHT_DECAY,
  INK_FIELD_CLIP_NORM,
  INK_FIELD_WEIGHT_DECAY,
  INK_FIELD_LABEL_SMOOTHING,
  INK_FIELD_EMA_DECAY,
  INK_FIELD_NON_DIGITS, /* percent */
  INK_FIELD_VALIDATION, /* percent */
  INK_N_RECIPE_FIELDS,

  /* No part of a recipe's identity. */
  INK_FIELD_SEED = INK_N_RECIPE_FIELDS,
  INK_FIELD_THREADS,
  INK_N_FIELDS,
} InkField;

typedef enum
{
  INK_CHOICE_OPTIMIZER,
  INK_CHOICE_SCHEDULE,
  INK_CHOICE_AUGMENT,
  INK_CHOICE_CALIBRATION,
  INK_CHOICE_PRECISION,
  INK_N_CHOICES,
} InkChoice;

/* Static. */
const InkSpinSpec *ink_field_spec (InkField field);
const char *ink_choice_title (InkChoice choice);
const char *ink_choice_tooltip (InkChoice choice);
/* One line on what @choice's @value does; static. */
const char *ink_choice_about (InkChoice choice, guint value);
/* (transfer full): in the order of the choice's values. */
GtkStringList *ink_choice_names (InkChoice choice);

/* @values: [INK_N_RECIPE_FIELDS], in the units of the form. A recipe that has
 * no values of reduce-on-plateau or of Muon gives the usual ones, so that
 * choosing these begins with something sensible. */
void ink_fields_from_recipe (const InkRecipe *recipe, double *values);
/* The other way; all else of @recipe stays, also its values of
 * reduce-on-plateau and of Muon where these are not its choice. */
void ink_fields_to_recipe (const double *values, InkRecipe *recipe);

/* Whether @field means anything to @recipe: not so what belongs to another
 * schedule or optimizer. */
gboolean ink_recipe_uses (const InkRecipe *recipe, InkField field);
guint ink_recipe_choice (const InkRecipe *recipe, InkChoice choice);
void ink_recipe_set_choice (InkRecipe *recipe, InkChoice choice, guint value);
/* Whether they ask for the same training, but for name and seed. */
gboolean ink_recipe_same (const InkRecipe *a, const InkRecipe *b);

/* "momentum 0.9, Nesterov", "weight decay 0.0005": what is on, for a group of
 * fields that is folded up. (transfer full) */
char *ink_recipe_optimizer_summary (const InkRecipe *recipe);
char *ink_recipe_regularization_summary (const InkRecipe *recipe);
char *ink_recipe_run_summary (const InkRecipe *recipe, guint n_threads);

G_END_DECLS
