/* Learning-rate schedules, by step. */
#include "core/train/schedule.h"

#include <math.h>

/* OneCycleLR's defaults, without cycling momentum. */
#define RISE 0.3
#define INITIAL_DIVISOR 25.0
#define FINAL_DIVISOR 1e4

/* ReduceLROnPlateau's: how much less is better, relatively; and the least
 * change of the rate that is made at all. */
#define THRESHOLD 1e-4
#define LEAST_CHANGE 1e-8

InkScheduler
ink_scheduler (const InkRecipe *recipe, guint64 steps)
{
  InkScheduler self = { .schedule = recipe->schedule,
                        .peak = recipe->learning_rate,
                        .n_steps = steps * recipe->epochs,
                        .warm_up = recipe->warm_up * (double) steps,
                        .plateau_factor = recipe->plateau_factor,
                        .plateau_patience = recipe->plateau_patience,
                        .reduced = 1,
                        .best = INFINITY };

  if (self.schedule != INK_SCHEDULE_ONE_CYCLE)
    self.warm_up = floor (self.warm_up + 0.5);
  return self;
}

/* Half a cosine from @from at 0 to @to at 1. */
static double
anneal (double from, double to, double part)
{
  return to + (from - to) * (1 + cos (G_PI * part)) / 2;
}

static double
one_cycle (const InkScheduler *self, double step)
{
  double last = (double) self->n_steps - 1;
  double rise
      = self->warm_up > 0 ? self->warm_up : RISE * (double) self->n_steps;
  double top = MAX (rise - 1, 0); /* the step of the peak */
  double low = self->peak / INITIAL_DIVISOR;

  if (step >= last)
    return last <= 0 ? self->peak : low / FINAL_DIVISOR;
  if (step < top)
    return anneal (low, self->peak, step / top);
  return anneal (self->peak, low / FINAL_DIVISOR, (step - top) / (last - top));
}

static double
step_down (double part)
{
  if (part < 0.5)
    return 1;
  return part < 0.75 ? 0.1 : 0.01;
}

double
ink_scheduler_rate (const InkScheduler *self, guint64 step)
{
  double after = (double) step - self->warm_up;
  double left = (double) self->n_steps - self->warm_up;

  if (self->schedule == INK_SCHEDULE_ONE_CYCLE)
    return one_cycle (self, (double) step);
  if (after < 0)
    return self->peak * self->reduced * (double) (step + 1)
           / (self->warm_up + 1);
  switch (self->schedule)
    {
    case INK_SCHEDULE_STEP:
      return self->peak * step_down (after / left);
    case INK_SCHEDULE_COSINE:
      return anneal (self->peak, 0, after / left);
    case INK_SCHEDULE_PLATEAU:
      return self->peak * self->reduced;
    default:
      return self->peak;
    }
}

void
ink_scheduler_end_epoch (InkScheduler *self, double loss)
{
  double rate = self->peak * self->reduced;

  if (self->schedule != INK_SCHEDULE_PLATEAU)
    return;
  if (loss < self->best * (1 - THRESHOLD))
    {
      self->best = loss;
      self->n_worse = 0;
    }
  else
    self->n_worse++;
  if (self->n_worse <= self->plateau_patience)
    return;
  self->n_worse = 0;
  if (rate - rate * self->plateau_factor > LEAST_CHANGE)
    self->reduced *= self->plateau_factor;
}
