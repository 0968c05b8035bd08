#pragma once

#include <glib.h>

#include "core/tensor/precision.h"

G_BEGIN_DECLS

typedef enum
{
  INK_OPTIMIZER_SGD,
  INK_OPTIMIZER_MUON, /* for the weights of hidden layers; SGD for the rest */
} InkOptimizerKind;
#define INK_N_OPTIMIZERS 2

typedef enum
{
  INK_SCHEDULE_CONSTANT,
  INK_SCHEDULE_STEP,      /* x0.1 at 50 % and 75 % of the steps */
  INK_SCHEDULE_COSINE,    /* to 0 */
  INK_SCHEDULE_ONE_CYCLE, /* Smith & Topin, 2018 */
  INK_SCHEDULE_PLATEAU,   /* "reduce-on-plateau", by epoch */
} InkSchedule;
#define INK_N_SCHEDULES 5

typedef enum
{
  INK_AUGMENT_NONE,
  INK_AUGMENT_AFFINE,
  INK_AUGMENT_ELASTIC, /* affine and elastic (Simard et al., 2003) */
} InkAugment;
#define INK_N_AUGMENTS 3

typedef enum
{
  INK_CALIBRATION_NONE,
  INK_CALIBRATION_TEMPERATURE, /* on the validation split (Guo et al., 2017) */
} InkCalibration;
#define INK_N_CALIBRATIONS 2

#define INK_RECIPE_MAX_VARIATIONS 64
#define INK_RECIPE_MAX_EPOCHS 100000
#define INK_RECIPE_MAX_BATCH 8192

/* Everything that, with the data, decides a run's result, but threads. */
typedef struct
{
  char name[24];
  guint epochs;
  guint batch_size;
  InkOptimizerKind optimizer;
  double learning_rate; /* peak, per step */
  double momentum;
  gboolean nesterov;
  double weight_decay;
  double muon_learning_rate; /* of what Muon updates; by the same schedule */
  double muon_weight_decay;  /* times that rate, apart from the gradient */
  double clip_norm;       /* most of the gradient's L2 norm; 0: no clipping */
  double label_smoothing; /* [0, 1): part spread evenly over the classes */
  double ema_decay; /* of the average of the weights, [0, 1); 0: none */
  InkSchedule schedule;
  double warm_up;         /* epochs of linear rise to the schedule's rate; for
                             one-cycle the length of its rise, 0: 30 % */
  double plateau_factor;  /* reduce-on-plateau: multiplies the rate */
  guint plateau_patience; /* epochs without a better loss before that */
  InkAugment augment;
  double non_digits; /* pictures of what is no digit to every example, so that
                        the model learns to doubt; 0: none */
  guint variations;  /* of each drawing that is given beside the images */
  InkCalibration calibration; /* of the probabilities, at the end */
  InkPrecision precision;
  double validation_fraction; /* of the training split, [0, 0.9] */
  guint64 seed;
} InkRecipe;

/* The recipes known by name: [*n], static. The first is the default. */
const InkRecipe *ink_recipe_known (guint *n);
/* One line for people. */
const char *ink_recipe_about (const InkRecipe *recipe);
/* One line of all that decides a run's result but the seed, without what is
 * off, the same in every locale: "custom: epochs 6, batch size 128, ...". After
 * a known name whose settings these are not: "fast, changed: ...". (transfer
 * full) */
char *ink_recipe_describe (const InkRecipe *recipe);
/* INK_ERROR_NOT_FOUND listing the names. */
gboolean ink_recipe_find (const char *name, InkRecipe *recipe, GError **error);
/* INK_ERROR_ARGUMENT naming the parameter, its range and what was given: each
 * by itself, Nesterov without momentum, a warm-up as long as the run. What
 * belongs to reduce-on-plateau may be 0 with another schedule, and what belongs
 * to Muon with another optimizer. */
gboolean ink_recipe_check (const InkRecipe *recipe, GError **error);

const char *ink_optimizer_name (InkOptimizerKind optimizer);
gboolean ink_optimizer_from_name (const char *name,
                                  InkOptimizerKind *optimizer);
const char *ink_schedule_name (InkSchedule schedule);
gboolean ink_schedule_from_name (const char *name, InkSchedule *schedule);
const char *ink_augment_name (InkAugment augment);
gboolean ink_augment_from_name (const char *name, InkAugment *augment);
const char *ink_calibration_name (InkCalibration calibration);
gboolean ink_calibration_from_name (const char *name,
                                    InkCalibration *calibration);

G_END_DECLS
