/* The trainer on a small made-up set: it learns, gives the same bits whatever
 * the threads, and obeys its recipe and its commands. */
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/train/schedule.h"
#include "tests/support/slow-build.h"
#include "tests/train/trainer-support.h"

static InkModel *
train (InkImageSet *set, const InkRecipe *recipe, guint n_threads,
       guint64 stop_at, GArray *events, GError **error)
{
  g_autoptr (InkTrainer) trainer
      = ink_trainer_new (set, recipe, n_threads, error);
  Log log = { .events = events, .trainer = trainer, .stop_at = stop_at };

  if (trainer == NULL)
    return NULL;
  return ink_trainer_run (trainer, log_event, &log, error);
}

static void
test_learns (void)
{
  g_autoptr (InkImageSet) set = bars_new (N, 28, 4);
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (InkEvent));
  g_autoptr (GError) error = NULL;
  InkRecipe recipe = small_recipe ();
  g_autoptr (InkModel) model = NULL;
  guint n_train = 264, steps = 6; /* a batch */
  InkEvent *last;

  recipe.augment = INK_AUGMENT_NONE;
  model = train (set, &recipe, 2, 0, events, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ink_model_n_classes (model), ==, 4);
  g_assert_cmpuint (events->len, ==, 2 + 4 * (steps + 1));
  g_assert_cmpint (event_at (events, 0)->kind, ==, INK_EVENT_START);
  g_assert_cmpuint (event_at (events, 0)->n_train, ==, n_train);
  g_assert_cmpuint (event_at (events, 0)->n_validation, ==, N - n_train);
  g_assert_cmpuint (event_at (events, 0)->steps_total, ==, 4 * steps);
  last = event_at (events, events->len - 1);
  g_assert_cmpint (last->kind, ==, INK_EVENT_END);
  g_assert_cmpint (last->reason, ==, INK_END_COMPLETED);
  g_assert_cmpuint (last->epoch, ==, 4);
  last = event_at (events, events->len - 2);
  g_assert_cmpint (last->kind, ==, INK_EVENT_EPOCH);
  g_assert_cmpfloat (last->validation_accuracy, >, 0.95);
  g_assert_cmpfloat (last->train_loss, <,
                     event_at (events, 1 + steps)->train_loss);
  g_assert_cmpfloat (last->images_per_second, >, 0);
}

static void
check_same_bits (InkRecipe recipe)
{
  g_autoptr (InkImageSet) set = bars_new (N, 28, 4);
  static const guint threads[] = { 1, 2, 3, 8 };
  g_autofree float *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i += IS_THREAD_BUILD ? 2 : 1)
    {
      g_autoptr (GArray) events
          = g_array_new (FALSE, FALSE, sizeof (InkEvent));
      g_autoptr (InkModel) model
          = train (set, &recipe, threads[i], 0, events, NULL);
      const float *w = ink_lenet5_parameters (model);
      gsize size = ink_network_n_parameters (ink_lenet5_network (model)) * 4;

      if (i == 0)
        first = g_memdup2 (w, size);
      g_assert_cmpmem (w, size, first, size);
    }
  for (recipe.seed = 4; !IS_THREAD_BUILD && recipe.seed < 6; recipe.seed++)
    {
      g_autoptr (GArray) events
          = g_array_new (FALSE, FALSE, sizeof (InkEvent));
      g_autoptr (InkModel) model = train (set, &recipe, 2, 0, events, NULL);

      g_assert_cmpfloat (ink_lenet5_parameters (model)[0], !=, first[0]);
    }
}

/* In bf16 a thread has its own copy of the weights, and each step's own. */
static void
test_same_bits_bf16 (void)
{
  InkRecipe recipe = full_recipe ();

  recipe.precision = INK_PRECISION_BF16;
  check_same_bits (recipe);
}

static void
test_same_bits (void)
{
  check_same_bits (small_recipe ());
  check_same_bits (full_recipe ());
}

static void
test_stop (void)
{
  g_autoptr (InkImageSet) set = bars_new (N, 28, 4);
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (InkEvent));
  g_autoptr (GError) error = NULL;
  InkRecipe recipe = small_recipe ();
  g_autoptr (InkModel) model = train (set, &recipe, 2, 8, events, &error);
  InkEvent *last = event_at (events, events->len - 1);

  g_assert_no_error (error);
  g_assert_nonnull (model);
  g_assert_cmpint (last->kind, ==, INK_EVENT_END);
  g_assert_cmpint (last->reason, ==, INK_END_STOPPED);
  g_assert_cmpuint (last->step, ==, 8);
  g_assert_cmpuint (last->epoch, ==, 1);
}

static void
test_refuses (void)
{
  g_autoptr (InkImageSet) large = bars_new (20, 40, 4);
  g_autoptr (InkImageSet) few = bars_new (4, 28, 4);
  g_autoptr (InkImageSet) one = bars_new (20, 28, 1);
  InkImageSet *sets[] = { large, few, one };
  InkRecipe recipe = small_recipe ();

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ink_trainer_new (sets[i], &recipe, 1, &error));
      g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
    }
  recipe.epochs = 0;
  {
    g_autoptr (GError) error = NULL;

    g_assert_null (ink_trainer_new (large, &recipe, 1, &error));
    g_assert_error (error, INK_ERROR, INK_ERROR_ARGUMENT);
  }
}

/* A batch larger than the set, and a last batch of one. */
static void
test_odd_batches (void)
{
  g_autoptr (InkImageSet) set = bars_new (41, 28, 4);
  InkRecipe recipe = small_recipe ();
  static const guint sizes[] = { 1, 8, 20, 41, 8192 };

  recipe.validation_fraction = 0;
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GArray) events
          = g_array_new (FALSE, FALSE, sizeof (InkEvent));
      g_autoptr (GError) error = NULL;
      g_autoptr (InkModel) model = NULL;

      recipe.batch_size = sizes[i];
      recipe.epochs = 2;
      recipe.learning_rate = 0.001;
      model = train (set, &recipe, 3, 0, events, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (events->len, ==,
                        2 + 2 * (1 + (41 + sizes[i] - 1) / sizes[i]));
      g_assert_true (isnan (
          event_at (events, events->len - 2)->validation_accuracy));
    }
}

static gpointer
commander_worker (gpointer data)
{
  InkTrainer *trainer = data;

  ink_trainer_pause (trainer);
  g_usleep (50000);
  ink_trainer_set_rate_factor (trainer, 0.5);
  ink_trainer_resume (trainer);
  g_usleep (20000);
  ink_trainer_pause (trainer);
  g_usleep (20000);
  ink_trainer_stop (trainer); /* ends the pause too */
  return NULL;
}

static void
count_model (InkModel *model, const InkEvent *epoch, gpointer user_data)
{
  guint *n = user_data;

  g_assert_cmpint (epoch->kind, ==, INK_EVENT_EPOCH);
  g_assert_cmpuint (ink_model_n_classes (model), ==, 4);
  (*n)++;
}

static void
test_commands (void)
{
  g_autoptr (InkImageSet) set = bars_new (N, 28, 4);
  InkRecipe recipe = small_recipe ();
  g_autoptr (InkTrainer) trainer = NULL;
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (InkEvent));
  Log log = { .events = events };
  guint n_models = 0, n_epochs = 0;
  GThread *commander;
  g_autoptr (InkModel) model = NULL;

  recipe.epochs = 100000; /* only the command ends it */
  trainer = ink_trainer_new (set, &recipe, 2, NULL);
  log.trainer = trainer;
  ink_trainer_set_model_func (trainer, count_model, &n_models);
  commander = g_thread_new ("commander", commander_worker, trainer);
  model = ink_trainer_run (trainer, log_event, &log, NULL);
  g_thread_join (commander);
  g_assert_nonnull (model);
  for (guint i = 0; i < events->len; i++)
    n_epochs += event_at (events, i)->kind == INK_EVENT_EPOCH;
  g_assert_cmpuint (n_models, ==, n_epochs);
  g_assert_cmpint (event_at (events, events->len - 1)->reason, ==,
                   INK_END_STOPPED);
}

/* Every step goes at the schedule's rate times the factor asked for. */
static void
test_rates (void)
{
  g_autoptr (InkImageSet) set = bars_new (N, 28, 4);
  InkRecipe recipe = small_recipe ();
  g_autoptr (InkTrainer) trainer = ink_trainer_new (set, &recipe, 1, NULL);
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (InkEvent));
  Log log = { .events = events, .trainer = trainer };
  g_autoptr (InkModel) model = NULL;
  InkScheduler scheduler;

  ink_trainer_set_rate_factor (trainer, 0.5);
  model = ink_trainer_run (trainer, log_event, &log, NULL);
  g_assert_nonnull (model);
  scheduler = ink_scheduler (
      &recipe, event_at (events, 0)->steps_total / recipe.epochs);
  for (guint i = 0; i < events->len; i++)
    {
      const InkEvent *e = event_at (events, i);

      if (e->kind == INK_EVENT_STEP)
        g_assert_cmpfloat (e->learning_rate, ==,
                           0.5
                               * ink_scheduler_rate (&scheduler,
                                                     e->step - 1));
      if (e->kind == INK_EVENT_EPOCH || e->kind == INK_EVENT_END)
        g_assert_true (e->rate_changed);
    }
}

/* At a rate of nearly nothing, epochs differ by order and augmentation only:
 * the steps' losses always, the epochs' means only with augmentation. */
static void
check_epochs (InkAugment augment)
{
  g_autoptr (InkImageSet) set = bars_new (N, 28, 4);
  InkRecipe recipe = small_recipe ();
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (InkEvent));
  g_autoptr (InkModel) model = NULL;
  const InkEvent *first, *second;

  recipe.epochs = 2;
  recipe.learning_rate = 1e-12;
  recipe.schedule = INK_SCHEDULE_CONSTANT;
  recipe.augment = augment;
  model = train (set, &recipe, 1, 0, events, NULL);
  g_assert_cmpuint (events->len, ==, 2 + 2 * 7);
  g_assert_cmpfloat (fabs (event_at (events, 1)->loss
                           - event_at (events, 8)->loss),
                     >, 1e-6);
  first = event_at (events, 7);
  second = event_at (events, 14);
  if (augment == INK_AUGMENT_NONE)
    g_assert_cmpfloat_with_epsilon (first->train_loss, second->train_loss,
                                    1e-7);
  else
    g_assert_cmpfloat (fabs (first->train_loss - second->train_loss), >, 1e-6);
}

static void
test_epochs (void)
{
  check_epochs (INK_AUGMENT_NONE);
  check_epochs (INK_AUGMENT_AFFINE);
  check_epochs (INK_AUGMENT_ELASTIC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/trainer/learns", test_learns);
  g_test_add_func ("/core/trainer/same-bits", test_same_bits);
  g_test_add_func ("/core/trainer/same-bits-bf16", test_same_bits_bf16);
  g_test_add_func ("/core/trainer/stop", test_stop);
  g_test_add_func ("/core/trainer/refuses", test_refuses);
  g_test_add_func ("/core/trainer/odd-batches", test_odd_batches);
  g_test_add_func ("/core/trainer/rates", test_rates);
  g_test_add_func ("/core/trainer/epochs", test_epochs);
  g_test_add_func ("/core/trainer/commands", test_commands);
  return g_test_run ();
}
