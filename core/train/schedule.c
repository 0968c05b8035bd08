/* Learning-rate schedules, by step. */
#include <math.h>
#include <string.h>

#include "core/train/recipe.h"

/* torch.optim.lr_scheduler.OneCycleLR's defaults, without cycling momentum. */
#define WARM_UP 0.3
#define INITIAL_DIVISOR 25.0
#define FINAL_DIVISOR 1e4

static const char *const schedule_names[]
    = { "constant", "step", "cosine", "one-cycle", "reduce-on-plateau" };
static const char *const augment_names[] = { "none", "affine", "elastic" };

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
ink_schedule_name (InkSchedule schedule)
{
  return schedule_names[schedule];
}

gboolean
ink_schedule_from_name (const char *name, InkSchedule *schedule)
{
  guint index;

  if (!find_name (schedule_names, G_N_ELEMENTS (schedule_names), name, &index))
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

  if (!find_name (augment_names, G_N_ELEMENTS (augment_names), name, &index))
    return FALSE;
  *augment = (InkAugment) index;
  return TRUE;
}

/* Half a cosine from @from at 0 to @to at 1. */
static double
anneal (double from, double to, double part)
{
  return to + (from - to) * (1 + cos (G_PI * part)) / 2;
}

static double
one_cycle (double peak, double step, double last)
{
  double top = WARM_UP * (last + 1) - 1; /* the step of the peak */

  if (last <= 0 || top <= 0)
    return peak;
  if (step <= top)
    return anneal (peak / INITIAL_DIVISOR, peak, step / top);
  return anneal (peak, peak / INITIAL_DIVISOR / FINAL_DIVISOR,
                 (step - top) / (last - top));
}

double
ink_schedule_rate (InkSchedule schedule, double peak, guint64 step,
                   guint64 n_steps)
{
  double part = n_steps == 0 ? 0 : (double) step / (double) n_steps;

  switch (schedule)
    {
    case INK_SCHEDULE_STEP:
      return part < 0.5 ? peak : part < 0.75 ? peak * 0.1 : peak * 0.01;
    case INK_SCHEDULE_COSINE:
      return anneal (peak, 0, part);
    case INK_SCHEDULE_ONE_CYCLE:
      return one_cycle (peak, (double) step, (double) n_steps - 1);
    case INK_SCHEDULE_CONSTANT:
    default:
      return peak;
    }
}
