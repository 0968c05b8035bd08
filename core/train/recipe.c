/* The recipes known by name, and the ranges of what may be asked. */
#include "core/train/recipe.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"

static const InkRecipe recipes[] = {
  {
      .name = "fast",
      .epochs = 4,
      .batch_size = 128,
      .learning_rate = 0.14,
      .momentum = 0.9,
      .nesterov = TRUE,
      .weight_decay = 5e-4,
      .clip_norm = 2,
      .muon_learning_rate = 0.005,
      .muon_weight_decay = 0.1,
      .schedule = INK_SCHEDULE_ONE_CYCLE,
      .plateau_factor = 0.1,
      .plateau_patience = 5,
      .augment = INK_AUGMENT_AFFINE,
      .validation_fraction = 0.1,
      .seed = 1,
  },
  {
      .name = "best",
      .epochs = 300,
      .batch_size = 256,
      .optimizer = INK_OPTIMIZER_MUON,
      .learning_rate = 0.05,
      .momentum = 0.95,
      .nesterov = TRUE,
      .weight_decay = 5e-4,
      .muon_learning_rate = 0.005,
      .muon_weight_decay = 0.1,
      .schedule = INK_SCHEDULE_ONE_CYCLE,
      .plateau_factor = 0.1,
      .plateau_patience = 5,
      .augment = INK_AUGMENT_ELASTIC,
      .validation_fraction = 0.05,
      .seed = 1,
  },
  {
      .name = "canvas",
      .epochs = 200,
      .batch_size = 256,
      .optimizer = INK_OPTIMIZER_MUON,
      .learning_rate = 0.05,
      .momentum = 0.95,
      .nesterov = TRUE,
      .weight_decay = 5e-4,
      .muon_learning_rate = 0.005,
      .muon_weight_decay = 0.1,
      .schedule = INK_SCHEDULE_ONE_CYCLE,
      .plateau_factor = 0.1,
      .plateau_patience = 5,
      .augment = INK_AUGMENT_ELASTIC,
      .non_digits = 0.1,
      .variations = 5,
      .calibration = INK_CALIBRATION_TEMPERATURE,
      .validation_fraction = 0.05,
      .seed = 1,
  },
  {
      .name = "seed",
      .epochs = 10,
      .batch_size = 100,
      .learning_rate = 0.001,
      .momentum = 0.9,
      .weight_decay = 0,
      .muon_learning_rate = 0.005,
      .muon_weight_decay = 0.1,
      .schedule = INK_SCHEDULE_CONSTANT,
      .plateau_factor = 0.1,
      .plateau_patience = 5,
      .augment = INK_AUGMENT_NONE,
      .validation_fraction = 0.1,
      .seed = 1,
  },
};

static const char *const abouts[] = {
  "99 % of MNIST's test set in seconds",
  "The highest accuracy, with elastic distortions, in minutes",
  "For strangers' handwriting: with drawings, and with what is no digit",
  "As first published: a small constant learning rate",
};
G_STATIC_ASSERT (G_N_ELEMENTS (recipes) == G_N_ELEMENTS (abouts));

const InkRecipe *
ink_recipe_known (guint *n)
{
  *n = G_N_ELEMENTS (recipes);
  return recipes;
}

const char *
ink_recipe_about (const InkRecipe *recipe)
{
  for (guint i = 0; i < G_N_ELEMENTS (recipes); i++)
    if (strcmp (recipes[i].name, recipe->name) == 0)
      return abouts[i];
  return "";
}

gboolean
ink_recipe_find (const char *name, InkRecipe *recipe, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (recipes); i++)
    {
      if (strcmp (recipes[i].name, name) == 0)
        {
          *recipe = recipes[i];
          return TRUE;
        }
      g_string_append_printf (known, "%s%s", i == 0 ? "" : ", ",
                              recipes[i].name);
    }
  return ink_error_set (error, INK_ERROR_NOT_FOUND,
                        "recipe: expected one of %s, found \"%s\"", known->str,
                        name);
}

static gboolean
check_count (const char *what, guint value, guint low, guint high,
             GError **error)
{
  if (value >= low && value <= high)
    return TRUE;
  return ink_error_set (error, INK_ERROR_ARGUMENT,
                        "%s: expected %u to %u, found %u", what, low, high,
                        value);
}

typedef enum
{
  CLOSED,     /* [low, high] */
  LEFT_OPEN,  /* (low, high] */
  RIGHT_OPEN, /* [low, high) */
  OPEN,       /* (low, high) */
} Ends;

static gboolean
check_number (const char *what, double value, double low, double high,
              Ends ends, GError **error)
{
  gboolean low_open = ends == LEFT_OPEN || ends == OPEN;
  gboolean high_open = ends == RIGHT_OPEN || ends == OPEN;

  if (isfinite (value) && (low_open ? value > low : value >= low)
      && (high_open ? value < high : value <= high))
    return TRUE;
  return ink_error_set (error, INK_ERROR_ARGUMENT,
                        "%s: expected %s %g and %s %g, found %g", what,
                        low_open ? "more than" : "at least", low,
                        high_open ? "less than" : "at most", high, value);
}

/* Another optimizer may leave both at 0. */
static gboolean
check_muon (const InkRecipe *recipe, GError **error)
{
  if (!check_count ("optimizer", recipe->optimizer, 0, INK_N_OPTIMIZERS - 1,
                    error))
    return FALSE;
  if (recipe->optimizer != INK_OPTIMIZER_MUON
      && recipe->muon_learning_rate == 0 && recipe->muon_weight_decay == 0)
    return TRUE;
  return check_number ("muon learning rate", recipe->muon_learning_rate, 0, 1,
                       LEFT_OPEN, error)
         && check_number ("muon weight decay", recipe->muon_weight_decay, 0, 1,
                          CLOSED, error);
}

static gboolean
check_optimizer (const InkRecipe *recipe, GError **error)
{
  if (!check_muon (recipe, error)
      || !check_number ("learning rate", recipe->learning_rate, 0, 10,
                        LEFT_OPEN, error)
      || !check_number ("momentum", recipe->momentum, 0, 0.9999, CLOSED, error)
      || !check_number ("weight decay", recipe->weight_decay, 0, 1, CLOSED,
                        error)
      || !check_number ("clip norm", recipe->clip_norm, 0, 1e6, CLOSED, error)
      || !check_number ("label smoothing", recipe->label_smoothing, 0, 1,
                        RIGHT_OPEN, error)
      || !check_number ("ema decay", recipe->ema_decay, 0, 0.99999, CLOSED,
                        error))
    return FALSE;
  if (!recipe->nesterov || recipe->momentum > 0)
    return TRUE;
  return ink_error_set (error, INK_ERROR_ARGUMENT,
                        "nesterov: expected a momentum of more than 0 with "
                        "it, found 0");
}

/* Another schedule may leave both at 0. */
static gboolean
check_plateau (const InkRecipe *recipe, GError **error)
{
  if (recipe->schedule != INK_SCHEDULE_PLATEAU && recipe->plateau_factor == 0
      && recipe->plateau_patience == 0)
    return TRUE;
  return check_number ("plateau factor", recipe->plateau_factor, 0, 1, OPEN,
                       error)
         && check_count ("plateau patience", recipe->plateau_patience, 1,
                         100000, error);
}

static gboolean
check_schedule (const InkRecipe *recipe, GError **error)
{
  if (!check_count ("schedule", recipe->schedule, 0, INK_N_SCHEDULES - 1,
                    error)
      || !check_number ("warm-up", recipe->warm_up, 0, recipe->epochs,
                        RIGHT_OPEN, error))
    return FALSE;
  return check_plateau (recipe, error);
}

static gboolean
check_calibration (const InkRecipe *recipe, GError **error)
{
  if (!check_count ("calibration", recipe->calibration, 0,
                    INK_N_CALIBRATIONS - 1, error))
    return FALSE;
  return recipe->calibration == INK_CALIBRATION_NONE
         || recipe->validation_fraction > 0
         || ink_error_set (error, INK_ERROR_ARGUMENT,
                           "calibration: expected a validation fraction of "
                           "more than 0 with it, found 0");
}

gboolean
ink_recipe_check (const InkRecipe *recipe, GError **error)
{
  return check_count ("epochs", recipe->epochs, 1, INK_RECIPE_MAX_EPOCHS,
                      error)
         && check_count ("batch size", recipe->batch_size, 1,
                         INK_RECIPE_MAX_BATCH, error)
         && check_optimizer (recipe, error) && check_schedule (recipe, error)
         && check_count ("augment", recipe->augment, 0, INK_N_AUGMENTS - 1,
                         error)
         && check_number ("non-digits", recipe->non_digits, 0, 1, CLOSED,
                          error)
         && check_count ("variations", recipe->variations, 0,
                         INK_RECIPE_MAX_VARIATIONS, error)
         && check_calibration (recipe, error)
         && check_count ("precision", recipe->precision, 0,
                         INK_PRECISION_BF16, error)
         && check_number ("validation fraction", recipe->validation_fraction,
                          0, 0.9, CLOSED, error);
}
