/* Every schedule's rates against torch.optim.lr_scheduler's of PyTorch 1.13
 * (driven by hand; the calls stand beside the figures), and of short runs. */
#include "core/train/schedule.h"

#include <math.h>

typedef struct
{
  guint64 step;
  double rate;
} Point;

static InkScheduler
scheduler_of (InkSchedule schedule, double peak, guint epochs, guint64 steps,
              double warm_up)
{
  InkRecipe recipe = { .schedule = schedule,
                       .learning_rate = peak,
                       .epochs = epochs,
                       .warm_up = warm_up,
                       .plateau_factor = 0.2,
                       .plateau_patience = 2 };

  return ink_scheduler (&recipe, steps);
}

static void
compare (const InkScheduler *self, const Point *points, guint n)
{
  for (guint i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (
        ink_scheduler_rate (self, points[i].step), points[i].rate,
        1e-9 * points[i].rate);
}

/* OneCycleLR (max_lr=0.05, total_steps=1000, cycle_momentum=False), and the
 * same with pct_start=0.15; a step after the last is never asked for */
static void
test_one_cycle (void)
{
  static const Point thirty[]
      = { { 0, 0.002 },
          { 1, 0.002001324752108395 },
          { 100, 0.014072868072434491 },
          { 150, 0.026126083406127345 },
          { 299, 0.05 },
          { 300, 0.04999974822580724 },
          { 500, 0.04049940507700897 },
          { 998, 4.5177419276849795e-07 },
          { 999, 2e-07 } };
  static const Point fifteen[]
      = { { 0, 0.002 },
          { 1, 0.0020053344833691686 },
          { 100, 0.038290960516518924 },
          { 149, 0.05 },
          { 150, 0.049999829246475995 },
          { 299, 0.04625544337152678 },
          { 998, 3.7075352400712067e-07 },
          { 999, 2e-07 } };
  InkScheduler self
      = scheduler_of (INK_SCHEDULE_ONE_CYCLE, 0.05, 10, 100, 0);

  compare (&self, thirty, G_N_ELEMENTS (thirty));
  self = scheduler_of (INK_SCHEDULE_ONE_CYCLE, 0.05, 10, 100, 1.5);
  compare (&self, fifteen, G_N_ELEMENTS (fifteen));
}

/* CosineAnnealingLR (T_max=200); SequentialLR of LinearLR (start_factor=1/21,
 * total_iters=20) and CosineAnnealingLR (T_max=180), milestones=[20] */
static void
test_cosine (void)
{
  static const Point plain[] = { { 0, 0.05 },
                                 { 1, 0.04999691581204152 },
                                 { 50, 0.0426776695296637 },
                                 { 100, 0.025 },
                                 { 199, 3.0841879584853094e-06 } };
  static const Point warm[] = { { 0, 0.002380952380952381 },
                                { 10, 0.026190476190476195 },
                                { 19, 0.04761904761904761 },
                                { 20, 0.05 },
                                { 21, 0.04999619237890979 },
                                { 110, 0.025 },
                                { 198, 1.5229324522605946e-05 },
                                { 199, 3.80762109021826e-06 } };
  InkScheduler self = scheduler_of (INK_SCHEDULE_COSINE, 0.05, 10, 20, 0);

  compare (&self, plain, G_N_ELEMENTS (plain));
  self = scheduler_of (INK_SCHEDULE_COSINE, 0.05, 5, 40, 0.5);
  compare (&self, warm, G_N_ELEMENTS (warm));
}

/* Epochs of 10 steps; the warm-up is of one and a half. */
static void
test_constant_and_step (void)
{
  static const Point plain[] = { { 0, 1 },    { 49, 1 },    { 50, 0.1 },
                                 { 74, 0.1 }, { 75, 0.01 }, { 99, 0.01 } };
  static const Point warm[] = { { 0, 1.0 / 16 }, { 14, 15.0 / 16 },
                                { 15, 1 },       { 57, 1 },
                                { 58, 0.1 },     { 78, 0.1 },
                                { 79, 0.01 },    { 99, 0.01 } };
  InkScheduler self = scheduler_of (INK_SCHEDULE_STEP, 1, 10, 10, 0);

  compare (&self, plain, G_N_ELEMENTS (plain));
  self = scheduler_of (INK_SCHEDULE_STEP, 1, 10, 10, 1.5);
  compare (&self, warm, G_N_ELEMENTS (warm));
  self = scheduler_of (INK_SCHEDULE_CONSTANT, 1, 10, 10, 1.5);
  compare (&self, warm, 4);
  g_assert_cmpfloat (ink_scheduler_rate (&self, 99), ==, 1);
}

/* ReduceLROnPlateau (factor=0.2, patience=2): the rate after each loss. 0.89995
 * is lower than 0.9, but not by a ten-thousandth of it. */
static void
test_plateau (void)
{
  static const double losses[]
      = { 1,   0.9, 0.95, 0.89995, 0.91, 0.5, 0.6, 0.6, 0.6,
          0.6, 0.6, 0.6,  0.6,     0.49, 0.7, 0.7, 0.7 };
  static const double rates[]
      = { 0.05,  0.05,  0.05,   0.05,   0.01,   0.01,   0.01,   0.01,  0.002,
          0.002, 0.002, 0.0004, 0.0004, 0.0004, 0.0004, 0.0004, 0.00008 };
  InkScheduler self = scheduler_of (INK_SCHEDULE_PLATEAU, 0.05, 17, 10, 0.5);

  g_assert_cmpfloat_with_epsilon (ink_scheduler_rate (&self, 0), 0.05 / 6,
                                  1e-12);
  for (guint i = 0; i < G_N_ELEMENTS (losses); i++)
    {
      ink_scheduler_end_epoch (&self, losses[i]);
      g_assert_cmpfloat_with_epsilon (
          ink_scheduler_rate (&self, 10 * (i + 1)), rates[i], 1e-12);
    }
}

/* No other schedule looks at the losses. */
static void
test_losses (void)
{
  for (int s = 0; s < INK_SCHEDULE_PLATEAU; s++)
    {
      InkScheduler self = scheduler_of ((InkSchedule) s, 0.1, 10, 10, 0);
      double before = ink_scheduler_rate (&self, 40);

      for (guint i = 0; i < 9; i++)
        ink_scheduler_end_epoch (&self, 1);
      g_assert_cmpfloat (ink_scheduler_rate (&self, 40), ==, before);
    }
}

static void
check_short (InkSchedule schedule, guint epochs, guint steps, double warm_up)
{
  InkScheduler self = scheduler_of (schedule, 0.1, epochs, steps, warm_up);
  guint n = epochs * steps;

  for (guint i = 0; i < n; i++)
    {
      double rate = ink_scheduler_rate (&self, i);

      g_assert_true (isfinite (rate));
      g_assert_cmpfloat (rate, >, 0);
      g_assert_cmpfloat (rate, <=, 0.1 + 1e-12);
    }
  if (schedule == INK_SCHEDULE_ONE_CYCLE && n > 1)
    g_assert_cmpfloat_with_epsilon (ink_scheduler_rate (&self, n - 1), 4e-7,
                                    1e-18);
}

/* Any run has finite rates above zero, and one-cycle ends at its least. */
static void
test_short (void)
{
  static const double warm_ups[] = { 0, 1e-9, 0.3, 0.5, 0.999 };

  for (guint epochs = 1; epochs <= 4; epochs++)
    for (guint steps = 1; steps <= 4; steps++)
      for (guint w = 0; w < G_N_ELEMENTS (warm_ups); w++)
        for (int s = 0; s < INK_N_SCHEDULES; s++)
          {
            check_short ((InkSchedule) s, epochs, steps, warm_ups[w]);
            check_short ((InkSchedule) s, epochs, steps,
                         warm_ups[w] * epochs);
          }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/schedule/one-cycle", test_one_cycle);
  g_test_add_func ("/core/schedule/cosine", test_cosine);
  g_test_add_func ("/core/schedule/constant-and-step", test_constant_and_step);
  g_test_add_func ("/core/schedule/plateau", test_plateau);
  g_test_add_func ("/core/schedule/losses", test_losses);
  g_test_add_func ("/core/schedule/short", test_short);
  return g_test_run ();
}
