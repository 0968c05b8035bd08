/* The fields of a recipe, as a table: adding one is a row here and a line in
 * each of the two ways. A field at 0 that switches something off says so. */
#include "ui/train/train-fields.h"

#include <math.h>

/* Less is rounding noise of the spin buttons. */
#define LEAST_DIFFERENCE 1e-9
#define USUAL_PLATEAU_FACTOR 0.1
#define USUAL_PLATEAU_PATIENCE 5
#define USUAL_MUON_LEARNING_RATE 0.005
#define USUAL_MUON_WEIGHT_DECAY 0.1

static const InkSpinSpec specs[INK_N_FIELDS] = {
  [INK_FIELD_EPOCHS]
  = { .title = "Epochs",
      .low = 1,
      .high = 10000,
      .step = 1,
      .tooltip = "How many times the training goes through all examples" },
  [INK_FIELD_BATCH_SIZE]
  = { .title = "Batch size",
      .low = 1,
      .high = 4096,
      .step = 1,
      .tooltip = "Examples a step; the gradient is their mean" },
  [INK_FIELD_LEARNING_RATE]
  = { .title = "Learning rate",
      .low = 0.00001,
      .high = 10,
      .step = 0.001,
      .digits = 5,
      .tooltip = "The schedule's highest rate, per step" },
  [INK_FIELD_PLATEAU_FACTOR]
  = { .title = "Plateau factor",
      .subtitle = "times the learning rate",
      .low = 0.01,
      .high = 0.99,
      .step = 0.05,
      .digits = 3,
      .tooltip = "What the learning rate is multiplied by once the loss no "
                 "longer falls" },
  [INK_FIELD_PLATEAU_PATIENCE]
  = { .title = "Plateau patience",
      .subtitle = "epochs",
      .low = 1,
      .high = 1000,
      .step = 1,
      .tooltip = "Epochs without a better loss before the learning rate is "
                 "reduced" },
  [INK_FIELD_WARM_UP]
  = { .title = "Warm-up",
      .subtitle = "epochs",
      .low = 0,
      .high = 10000,
      .step = 0.5,
      .digits = 2,
      .tooltip = "Epochs in which the learning rate rises to the schedule's; "
                 "auto: none, and of one-cycle 30 % of the epochs",
      .zero = "auto" },
  [INK_FIELD_MOMENTUM]
  = { .title = "Momentum",
      .low = 0,
      .high = 0.999,
      .step = 0.01,
      .digits = 3,
      .tooltip = "The part of the last step that goes into the next one",
      .zero = "off" },
  [INK_FIELD_MUON_LEARNING_RATE]
  = { .title = "Muon learning rate",
      .low = 0.00001,
      .high = 1,
      .step = 0.001,
      .digits = 5,
      .tooltip = "The highest rate of the weights that Muon updates, by the "
                 "same schedule" },
  [INK_FIELD_MUON_WEIGHT_DECAY]
  = { .title = "Muon weight decay",
      .low = 0,
      .high = 1,
      .step = 0.01,
      .digits = 4,
      .tooltip = "Times Muon's rate: the part of its weights that every step "
                 "takes away",
      .zero = "off" },
  [INK_FIELD_CLIP_NORM]
  = { .title = "Gradient clipping",
      .subtitle = "highest L2 norm",
      .low = 0,
      .high = 1000,
      .step = 0.5,
      .digits = 2,
      .tooltip = "A longer gradient is shortened to this L2 norm, which "
                 "keeps single batches from leaping",
      .zero = "off" },
  [INK_FIELD_WEIGHT_DECAY]
  = { .title = "Weight decay",
      .subtitle = "L2 factor",
      .low = 0,
      .high = 1,
      .step = 0.0001,
      .digits = 5,
      .tooltip = "Times the weights, added to the gradient: keeps them small",
      .zero = "off" },
  [INK_FIELD_LABEL_SMOOTHING]
  = { .title = "Label smoothing",
      .subtitle = "share of the target",
      .low = 0,
      .high = 0.99,
      .step = 0.05,
      .digits = 2,
      .tooltip = "The part of each target that is spread evenly over all "
                 "classes",
      .zero = "off" },
  [INK_FIELD_EMA_DECAY]
  = { .title = "Weight averaging (EMA)",
      .subtitle = "decay per step",
      .low = 0,
      .high = 0.9999,
      .step = 0.001,
      .digits = 4,
      .tooltip = "Evaluates and keeps an exponential moving average of the "
                 "weights; usual: 0.99 to 0.999",
      .zero = "off" },
  [INK_FIELD_NON_DIGITS]
  = { .title = "Non-digits",
      .subtitle = "% of the examples",
      .low = 0,
      .high = 100,
      .step = 5,
      .digits = 1,
      .tooltip = "Scribbles, letters, shapes and crossed-out digits among the "
                 "examples, so that the model learns to doubt; digits only",
      .zero = "off" },
  [INK_FIELD_VALIDATION]
  = { .title = "Validation",
      .subtitle = "% of the training set",
      .low = 0,
      .high = 90,
      .step = 1,
      .digits = 1,
      .tooltip = "Examples held back to choose the best epoch by, in percent",
      .zero = "off" },
  [INK_FIELD_SEED]
  = { .title = "Seed",
      .low = 0,
      .high = 4294967295.0,
      .step = 1,
      .tooltip = "Of the first weights, the split, the order and the "
                 "augmentation: the same seed, the same result" },
  [INK_FIELD_THREADS]
  = { .title = "Threads",
      .subtitle = "speed only, same result",
      .low = 1,
      .high = 256,
      .step = 1,
      .tooltip = "Processors to train with" },
};

static const char *const optimizer_abouts[] = {
  "gradient descent with momentum",
  "even steps in the hidden layers",
};
G_STATIC_ASSERT (G_N_ELEMENTS (optimizer_abouts) == INK_N_OPTIMIZERS);

static const char *const schedule_abouts[] = {
  "the same rate all along",
  "a tenth after 50 % and 75 % of the steps",
  "half a cosine, down to 0",
  "rises, then falls to almost 0",
  "when the loss stalls",
};
G_STATIC_ASSERT (G_N_ELEMENTS (schedule_abouts) == INK_SCHEDULE_PLATEAU + 1);

static const char *const augment_abouts[] = {
  "the images as they are",
  "turned, scaled, sheared and shifted",
  "affine, and bent like handwriting",
};
G_STATIC_ASSERT (G_N_ELEMENTS (augment_abouts) == INK_AUGMENT_ELASTIC + 1);

static const char *const calibration_abouts[] = {
  "probabilities as they come",
  "as sure as it is right, on the validation examples",
};
G_STATIC_ASSERT (G_N_ELEMENTS (calibration_abouts) == INK_N_CALIBRATIONS);

static const char *const precision_abouts[] = {
  "32 bits, the usual",
  "factors of 16 bits, sums of 32",
};
G_STATIC_ASSERT (G_N_ELEMENTS (precision_abouts) == INK_PRECISION_BF16 + 1);

static const struct
{
  const char *title;
  const char *tooltip;
  const char *const *abouts; /* one a value */
  guint n;
} choices[INK_N_CHOICES] = {
  [INK_CHOICE_OPTIMIZER]
  = { "Method",
      "How a gradient becomes a step. Muon makes the steps of hidden layers' "
      "weights orthogonal; the rest is left to SGD",
      optimizer_abouts, G_N_ELEMENTS (optimizer_abouts) },
  [INK_CHOICE_SCHEDULE]
  = { "Schedule", "How the learning rate changes over the run",
      schedule_abouts, G_N_ELEMENTS (schedule_abouts) },
  [INK_CHOICE_AUGMENT]
  = { "Augmentation", "Random changes of every image, new ones each epoch",
      augment_abouts, G_N_ELEMENTS (augment_abouts) },
  [INK_CHOICE_CALIBRATION]
  = { "Calibration",
      "What makes the model's probabilities agree with how often it is right, "
      "at the end of a run",
      calibration_abouts, G_N_ELEMENTS (calibration_abouts) },
  [INK_CHOICE_PRECISION]
  = { "Precision",
      "The numbers that the layers multiply; weights stay fp32",
      precision_abouts, G_N_ELEMENTS (precision_abouts) },
};

const InkSpinSpec *
ink_field_spec (InkField field)
{
  return &specs[field];
}

const char *
ink_choice_title (InkChoice choice)
{
  return choices[choice].title;
}

const char *
ink_choice_tooltip (InkChoice choice)
{
  return choices[choice].tooltip;
}

const char *
ink_choice_about (InkChoice choice, guint value)
{
  return value < choices[choice].n ? choices[choice].abouts[value] : "";
}

static const char *const optimizer_titles[] = { "SGD", "Muon" };
G_STATIC_ASSERT (G_N_ELEMENTS (optimizer_titles) == INK_N_OPTIMIZERS);

/* Precisions are written as everywhere, schedules as words. (transfer full) */
static char *
choice_name (InkChoice choice, guint value)
{
  switch (choice)
    {
    case INK_CHOICE_OPTIMIZER:
      return g_strdup (optimizer_titles[value]);
    case INK_CHOICE_SCHEDULE:
      return ink_capitalized (ink_schedule_name ((InkSchedule) value));
    case INK_CHOICE_AUGMENT:
      return ink_capitalized (ink_augment_name ((InkAugment) value));
    case INK_CHOICE_CALIBRATION:
      return ink_capitalized (ink_calibration_name ((InkCalibration) value));
    case INK_CHOICE_PRECISION:
    default:
      return g_strdup (ink_precision_name ((InkPrecision) value));
    }
}

GtkStringList *
ink_choice_names (InkChoice choice)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = 0; i < choices[choice].n; i++)
    gtk_string_list_take (names, choice_name (choice, i));
  return names;
}

guint
ink_recipe_choice (const InkRecipe *recipe, InkChoice choice)
{
  switch (choice)
    {
    case INK_CHOICE_OPTIMIZER:
      return recipe->optimizer;
    case INK_CHOICE_SCHEDULE:
      return recipe->schedule;
    case INK_CHOICE_AUGMENT:
      return recipe->augment;
    case INK_CHOICE_CALIBRATION:
      return recipe->calibration;
    case INK_CHOICE_PRECISION:
    default:
      return recipe->precision;
    }
}

void
ink_recipe_set_choice (InkRecipe *recipe, InkChoice choice, guint value)
{
  switch (choice)
    {
    case INK_CHOICE_OPTIMIZER:
      recipe->optimizer = (InkOptimizerKind) value;
      break;
    case INK_CHOICE_SCHEDULE:
      recipe->schedule = (InkSchedule) value;
      break;
    case INK_CHOICE_AUGMENT:
      recipe->augment = (InkAugment) value;
      break;
    case INK_CHOICE_CALIBRATION:
      recipe->calibration = (InkCalibration) value;
      break;
    case INK_CHOICE_PRECISION:
    default:
      recipe->precision = (InkPrecision) value;
      break;
    }
}

void
ink_fields_from_recipe (const InkRecipe *recipe, double *values)
{
  const gboolean plateau = recipe->plateau_factor > 0;
  const gboolean muon = recipe->muon_learning_rate > 0;

  values[INK_FIELD_EPOCHS] = recipe->epochs;
  values[INK_FIELD_BATCH_SIZE] = recipe->batch_size;
  values[INK_FIELD_LEARNING_RATE] = recipe->learning_rate;
  values[INK_FIELD_PLATEAU_FACTOR]
      = plateau ? recipe->plateau_factor : USUAL_PLATEAU_FACTOR;
  values[INK_FIELD_PLATEAU_PATIENCE]
      = plateau ? recipe->plateau_patience : USUAL_PLATEAU_PATIENCE;
  values[INK_FIELD_WARM_UP] = recipe->warm_up;
  values[INK_FIELD_MOMENTUM] = recipe->momentum;
  values[INK_FIELD_MUON_LEARNING_RATE]
      = muon ? recipe->muon_learning_rate : USUAL_MUON_LEARNING_RATE;
  values[INK_FIELD_MUON_WEIGHT_DECAY]
      = muon ? recipe->muon_weight_decay : USUAL_MUON_WEIGHT_DECAY;
  values[INK_FIELD_CLIP_NORM] = recipe->clip_norm;
  values[INK_FIELD_WEIGHT_DECAY] = recipe->weight_decay;
  values[INK_FIELD_LABEL_SMOOTHING] = recipe->label_smoothing;
  values[INK_FIELD_EMA_DECAY] = recipe->ema_decay;
  values[INK_FIELD_NON_DIGITS] = 100 * recipe->non_digits;
  values[INK_FIELD_VALIDATION] = 100 * recipe->validation_fraction;
}

void
ink_fields_to_recipe (const double *values, InkRecipe *recipe)
{
  recipe->epochs = (guint) values[INK_FIELD_EPOCHS];
  recipe->batch_size = (guint) values[INK_FIELD_BATCH_SIZE];
  recipe->learning_rate = values[INK_FIELD_LEARNING_RATE];
  recipe->warm_up = values[INK_FIELD_WARM_UP];
  recipe->momentum = values[INK_FIELD_MOMENTUM];
  recipe->clip_norm = values[INK_FIELD_CLIP_NORM];
  recipe->weight_decay = values[INK_FIELD_WEIGHT_DECAY];
  recipe->label_smoothing = values[INK_FIELD_LABEL_SMOOTHING];
  recipe->ema_decay = values[INK_FIELD_EMA_DECAY];
  recipe->non_digits = values[INK_FIELD_NON_DIGITS] / 100;
  recipe->validation_fraction = values[INK_FIELD_VALIDATION] / 100;
  if (recipe->schedule == INK_SCHEDULE_PLATEAU)
    {
      recipe->plateau_factor = values[INK_FIELD_PLATEAU_FACTOR];
      recipe->plateau_patience = (guint) values[INK_FIELD_PLATEAU_PATIENCE];
    }
  if (recipe->optimizer == INK_OPTIMIZER_MUON)
    {
      recipe->muon_learning_rate = values[INK_FIELD_MUON_LEARNING_RATE];
      recipe->muon_weight_decay = values[INK_FIELD_MUON_WEIGHT_DECAY];
    }
}

gboolean
ink_recipe_uses (const InkRecipe *recipe, InkField field)
{
  switch (field)
    {
    case INK_FIELD_PLATEAU_FACTOR:
    case INK_FIELD_PLATEAU_PATIENCE:
      return recipe->schedule == INK_SCHEDULE_PLATEAU;
    case INK_FIELD_MUON_LEARNING_RATE:
    case INK_FIELD_MUON_WEIGHT_DECAY:
      return recipe->optimizer == INK_OPTIMIZER_MUON;
    default:
      return TRUE;
    }
}

gboolean
ink_recipe_same (const InkRecipe *a, const InkRecipe *b)
{
  double first[INK_N_RECIPE_FIELDS];
  double second[INK_N_RECIPE_FIELDS];

  for (guint i = 0; i < INK_N_CHOICES; i++)
    if (ink_recipe_choice (a, (InkChoice) i)
        != ink_recipe_choice (b, (InkChoice) i))
      return FALSE;
  ink_fields_from_recipe (a, first);
  ink_fields_from_recipe (b, second);
  for (guint i = 0; i < INK_N_RECIPE_FIELDS; i++)
    if (ink_recipe_uses (a, (InkField) i)
        && fabs (first[i] - second[i]) >= LEAST_DIFFERENCE)
      return FALSE;
  return !a->nesterov == !b->nesterov;
}

static void
add_part (GString *text, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add_part (GString *text, const char *format, ...)
{
  va_list args;

  if (text->len > 0)
    g_string_append (text, ", ");
  va_start (args, format);
  g_string_append_vprintf (text, format, args);
  va_end (args);
}

static void
add_number (GString *text, const char *name, double value)
{
  if (value > 0)
    add_part (text, "%s %g", name, value);
}

char *
ink_recipe_optimizer_summary (const InkRecipe *recipe)
{
  GString *text = g_string_new (NULL);

  if (recipe->optimizer == INK_OPTIMIZER_MUON)
    add_part (text, "Muon %g, decay %g", recipe->muon_learning_rate,
              recipe->muon_weight_decay);
  add_number (text, "momentum", recipe->momentum);
  if (recipe->nesterov)
    add_part (text, "Nesterov");
  if (recipe->warm_up > 0)
    add_part (text, "warm-up %g %s", recipe->warm_up,
              recipe->warm_up == 1 ? "epoch" : "epochs");
  add_number (text, "clipping", recipe->clip_norm);
  if (text->len == 0)
    add_part (text, "plain gradient descent");
  return g_string_free (text, FALSE);
}

char *
ink_recipe_regularization_summary (const InkRecipe *recipe)
{
  GString *text = g_string_new (NULL);

  add_number (text, "weight decay", recipe->weight_decay);
  add_number (text, "smoothing", recipe->label_smoothing);
  add_number (text, "EMA", recipe->ema_decay);
  if (recipe->non_digits > 0)
    add_part (text, "non-digits %g %%", 100 * recipe->non_digits);
  if (recipe->calibration != INK_CALIBRATION_NONE)
    add_part (text, "calibrated");
  if (text->len == 0)
    add_part (text, "off");
  return g_string_free (text, FALSE);
}

char *
ink_recipe_run_summary (const InkRecipe *recipe, guint n_threads)
{
  GString *text = g_string_new (NULL);

  add_part (text, "%s", ink_precision_name (recipe->precision));
  if (recipe->validation_fraction > 0)
    add_part (text, "validation %g %%", 100 * recipe->validation_fraction);
  else
    add_part (text, "no validation");
  add_part (text, "seed %" G_GUINT64_FORMAT, recipe->seed);
  add_part (text, "%u %s", n_threads, n_threads == 1 ? "thread" : "threads");
  return g_string_free (text, FALSE);
}
