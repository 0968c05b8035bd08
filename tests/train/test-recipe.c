/* Recipes, their ranges, and the shape of every schedule. */
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/train/recipe.h"

static void
test_known (void)
{
  guint n;
  const InkRecipe *known = ink_recipe_known (&n);
  InkRecipe found;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (ink_recipe_check (&known[i], &error));
      g_assert_no_error (error);
      g_assert_true (ink_recipe_find (known[i].name, &found, &error));
      g_assert_cmpuint (found.epochs, ==, known[i].epochs);
      g_assert_cmpstr (ink_recipe_about (&known[i]), !=, "");
    }
}

static void
test_seed (void)
{
  InkRecipe r;

  g_assert_true (ink_recipe_find ("seed", &r, NULL));
  g_assert_cmpuint (r.epochs, ==, 10);
  g_assert_cmpuint (r.batch_size, ==, 100);
  g_assert_cmpfloat (r.learning_rate, ==, 0.001);
  g_assert_cmpfloat (r.momentum, ==, 0.9);
  g_assert_cmpfloat (r.weight_decay, ==, 0);
  g_assert_cmpint (r.schedule, ==, INK_SCHEDULE_CONSTANT);
  g_assert_cmpint (r.augment, ==, INK_AUGMENT_NONE);
}

static void
test_unknown (void)
{
  g_autoptr (GError) error = NULL;
  InkRecipe r = { .epochs = 77 };

  g_assert_false (ink_recipe_find ("quick", &r, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "seed"));
  g_assert_cmpuint (r.epochs, ==, 77);
}

static void
assert_refused (const InkRecipe *recipe, const char *name)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ink_recipe_check (recipe, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_ARGUMENT);
  g_assert_true (g_str_has_prefix (error->message, name));
}

static void
test_ranges (void)
{
  InkRecipe good;
  static const double bad_rates[] = { 0, -1, NAN, INFINITY, 1e9 };

  g_assert_true (ink_recipe_find ("seed", &good, NULL));
#define REFUSE(field, value, name)                                             \
  do                                                                           \
    {                                                                          \
      InkRecipe bad = good;                                                    \
      bad.field = value;                                                       \
      assert_refused (&bad, name);                                             \
    }                                                                          \
  while (0)
  REFUSE (epochs, 0, "epochs");
  REFUSE (epochs, 1000000, "epochs");
  REFUSE (batch_size, 0, "batch size");
  REFUSE (batch_size, 100000, "batch size");
  for (guint i = 0; i < G_N_ELEMENTS (bad_rates); i++)
    REFUSE (learning_rate, bad_rates[i], "learning rate");
  REFUSE (momentum, -0.1, "momentum");
  REFUSE (momentum, 1, "momentum");
  REFUSE (momentum, NAN, "momentum");
  REFUSE (weight_decay, -1e-9, "weight decay");
  REFUSE (weight_decay, INFINITY, "weight decay");
  REFUSE (validation_fraction, -0.1, "validation fraction");
  REFUSE (validation_fraction, 1, "validation fraction");
#undef REFUSE
}

static void
test_schedules (void)
{
  enum { N = 1000 };
  double highest = 0;
  guint64 top = 0;

  for (guint64 i = 0; i < N; i++)
    {
      double rate = ink_schedule_rate (INK_SCHEDULE_ONE_CYCLE, 0.05, i, N);

      g_assert_cmpfloat (ink_schedule_rate (INK_SCHEDULE_CONSTANT, 0.05, i, N),
                         ==, 0.05);
      g_assert_cmpfloat (rate, >, 0);
      if (rate > highest)
        {
          highest = rate;
          top = i;
        }
      if (i > 0)
        g_assert_cmpfloat (
            ink_schedule_rate (INK_SCHEDULE_COSINE, 0.05, i, N), <,
            ink_schedule_rate (INK_SCHEDULE_COSINE, 0.05, i - 1, N));
    }
  g_assert_cmpfloat_with_epsilon (highest, 0.05, 1e-12);
  g_assert_cmpuint (top, ==, 299);
  /* torch.optim.lr_scheduler.OneCycleLR (max_lr=0.05, total_steps=1000,
   * cycle_momentum=False) at steps 0, 100, 500 and 999 */
  g_assert_cmpfloat_with_epsilon (
      ink_schedule_rate (INK_SCHEDULE_ONE_CYCLE, 0.05, 0, N), 0.002, 1e-12);
  g_assert_cmpfloat_with_epsilon (
      ink_schedule_rate (INK_SCHEDULE_ONE_CYCLE, 0.05, 100, N),
      0.014072868072434491, 1e-12);
  g_assert_cmpfloat_with_epsilon (
      ink_schedule_rate (INK_SCHEDULE_ONE_CYCLE, 0.05, 500, N),
      0.04049940507700897, 1e-12);
  g_assert_cmpfloat_with_epsilon (
      ink_schedule_rate (INK_SCHEDULE_ONE_CYCLE, 0.05, 999, N), 2e-7, 1e-12);
  g_assert_cmpfloat (ink_schedule_rate (INK_SCHEDULE_STEP, 1, 499, N), ==, 1);
  g_assert_cmpfloat_with_epsilon (
      ink_schedule_rate (INK_SCHEDULE_STEP, 1, 500, N), 0.1, 1e-15);
  g_assert_cmpfloat_with_epsilon (
      ink_schedule_rate (INK_SCHEDULE_STEP, 1, 750, N), 0.01, 1e-15);
}

/* A run of one, two or three steps has finite rates above zero. */
static void
test_short_schedules (void)
{
  for (guint64 n = 1; n <= 4; n++)
    for (guint64 i = 0; i < n; i++)
      for (int s = 0; s <= INK_SCHEDULE_ONE_CYCLE; s++)
        {
          double rate = ink_schedule_rate ((InkSchedule) s, 0.1, i, n);

          g_assert_true (isfinite (rate));
          g_assert_cmpfloat (rate, >, 0);
          g_assert_cmpfloat (rate, <=, 0.1 + 1e-12);
        }
}

static void
test_names (void)
{
  InkSchedule schedule;
  InkAugment augment;

  for (int s = 0; s <= INK_SCHEDULE_ONE_CYCLE; s++)
    {
      g_assert_true (ink_schedule_from_name (
          ink_schedule_name ((InkSchedule) s), &schedule));
      g_assert_cmpint (schedule, ==, s);
    }
  for (int a = 0; a <= INK_AUGMENT_AFFINE; a++)
    {
      g_assert_true (
          ink_augment_from_name (ink_augment_name ((InkAugment) a), &augment));
      g_assert_cmpint (augment, ==, a);
    }
  g_assert_false (ink_schedule_from_name ("linear", &schedule));
  g_assert_false (ink_augment_from_name ("", &augment));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/recipe/known", test_known);
  g_test_add_func ("/core/recipe/seed", test_seed);
  g_test_add_func ("/core/recipe/unknown", test_unknown);
  g_test_add_func ("/core/recipe/ranges", test_ranges);
  g_test_add_func ("/core/schedule/shapes", test_schedules);
  g_test_add_func ("/core/schedule/short", test_short_schedules);
  g_test_add_func ("/core/schedule/names", test_names);
  return g_test_run ();
}
