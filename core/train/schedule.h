#pragma once

#include "core/train/recipe.h"

G_BEGIN_DECLS

/* The learning rate of a run, step by step. Plain values, on the stack; one
 * thread at a time.
 *
 * With a warm-up of W steps the rate of step s < W (from 0) is peak * (s + 1) /
 * (W + 1), and the schedule proper runs over the steps that are left, t = s - W
 * of n:
 *   constant           peak
 *   step               peak, x0.1 from n / 2 on, x0.01 from 3 n / 4 on
 *   cosine             peak * (1 + cos (pi t / n)) / 2
 *   reduce-on-plateau  peak, multiplied by the factor after every `patience`
 *                      + 1 epochs in a row whose loss is not below 0.9999 of
 *                      the least so far: torch.optim.lr_scheduler.
 *                      ReduceLROnPlateau's defaults
 * One-cycle is torch.optim.lr_scheduler.OneCycleLR's (Smith & Topin, "Super-
 * convergence", 2018): half a cosine from peak / 25 to peak over the warm-up,
 * or 30 % of the steps where there is none, and half a cosine down to peak /
 * 250000, which is the last step's. A run of one step goes at the peak. */
typedef struct
{
  InkSchedule schedule;
  double peak;
  guint64 n_steps;
  double warm_up; /* steps; whole but for one-cycle */
  double plateau_factor;
  guint plateau_patience;

  /* reduce-on-plateau */
  double reduced; /* what the factors come to */
  double best;    /* INFINITY at first */
  guint n_worse;  /* epochs */
} InkScheduler;

/* @recipe: one that ink_recipe_check() passes; @steps: an epoch's */
InkScheduler ink_scheduler (const InkRecipe *recipe, guint64 steps);
/* The rate of @step, 0 .. n_steps - 1. */
double ink_scheduler_rate (const InkScheduler *scheduler, guint64 step);
/* After every epoch, with its validation loss, or its training loss where
 * there is no validation split. */
void ink_scheduler_end_epoch (InkScheduler *scheduler, double loss);

G_END_DECLS
