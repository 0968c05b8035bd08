/* What optimizers, schedules and augmentations are called in files and on the
 * command line. */
#include <string.h>

#include "core/train/recipe.h"

static const char *const optimizer_names[] = { "sgd", "muon" };
static const char *const schedule_names[]
    = { "constant", "step", "cosine", "one-cycle", "reduce-on-plateau" };
static const char *const augment_names[] = { "none", "affine", "elastic" };
static const char *const calibration_names[] = { "none", "temperature" };
G_STATIC_ASSERT (G_N_ELEMENTS (optimizer_names) == INK_N_OPTIMIZERS);
G_STATIC_ASSERT (G_N_ELEMENTS (schedule_names) == INK_N_SCHEDULES);
G_STATIC_ASSERT (G_N_ELEMENTS (augment_names) == INK_N_AUGMENTS);
G_STATIC_ASSERT (G_N_ELEMENTS (calibration_names) == INK_N_CALIBRATIONS);

static gboolean
find_name (const char *const *names, guint n, const char *name, guint *index)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (names[i], name) == 0)
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

const char *
ink_optimizer_name (InkOptimizerKind optimizer)
{
  return optimizer_names[optimizer];
}

gboolean
ink_optimizer_from_name (const char *name, InkOptimizerKind *optimizer)
{
  guint index;

  if (!find_name (optimizer_names, INK_N_OPTIMIZERS, name, &index))
    return FALSE;
  *optimizer = (InkOptimizerKind) index;
  return TRUE;
}

const char *
ink_schedule_name (InkSchedule schedule)
{
  return schedule_names[schedule];
}

gboolean
ink_schedule_from_name (const char *name, InkSchedule *schedule)
{
  guint index;

  if (!find_name (schedule_names, INK_N_SCHEDULES, name, &index))
    return FALSE;
  *schedule = (InkSchedule) index;
  return TRUE;
}

const char *
ink_augment_name (InkAugment augment)
{
  return augment_names[augment];
}

gboolean
ink_augment_from_name (const char *name, InkAugment *augment)
{
  guint index;

  if (!find_name (augment_names, INK_N_AUGMENTS, name, &index))
    return FALSE;
  *augment = (InkAugment) index;
  return TRUE;
}

const char *
ink_calibration_name (InkCalibration calibration)
{
  return calibration_names[calibration];
}

gboolean
ink_calibration_from_name (const char *name, InkCalibration *calibration)
{
  guint index;

  if (!find_name (calibration_names, INK_N_CALIBRATIONS, name, &index))
    return FALSE;
  *calibration = (InkCalibration) index;
  return TRUE;
}
