/* The models that a run hands out: they are what was measured, averaged where
 * the recipe says so, and never one with a weight that is not finite; a run
 * that diverges leaves those of its finished epochs. */
#include <math.h>

#include "core/base/error.h"
#include "core/data/split.h"
#include "tests/train/trainer-support.h"

/* Runs @recipe to its divergence. Returns: the error's message. */
static char *
diverge (const InkRecipe *recipe, Log *log)
{
  g_autoptr (InkImageSet) set = bars_new (N, 28, 4);
  g_autoptr (GError) error = NULL;
  g_autoptr (InkTrainer) trainer = ink_trainer_new (set, recipe, 2, NULL);
  InkEvent *end;

  log->trainer = trainer;
  ink_trainer_set_model_func (trainer, keep_model, log);
  g_assert_null (ink_trainer_run (trainer, log_event, log, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_DIVERGED);
  end = event_at (log->events, log->events->len - 1);
  g_assert_cmpint (end->kind, ==, INK_EVENT_END);
  g_assert_cmpint (end->reason, ==, INK_END_DIVERGED);
  g_assert_cmpuint (end->epoch, ==, log->models->len);
  return g_strdup (error->message);
}

/* Six steps an epoch; @models: epochs finished before */
static void
check_diverges (Log log, const char *message, guint models)
{
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (InkEvent));
  g_autoptr (GPtrArray) kept
      = g_ptr_array_new_with_free_func ((GDestroyNotify) ink_model_unref);
  InkRecipe recipes[] = { small_recipe (), small_recipe () };

  recipes[1].ema_decay = 0.9;
  recipes[1].validation_fraction = 0; /* no loss after the last update */
  recipes[1].batch_size = 55;
  for (guint i = 0; i < G_N_ELEMENTS (recipes); i++)
    {
      g_autofree char *found = NULL;

      g_array_set_size (events, 0);
      g_ptr_array_set_size (kept, 0);
      log.events = events;
      log.models = kept;
      found = diverge (&recipes[i], &log);
      g_assert_cmpstr (found, ==, message);
      g_assert_cmpuint (kept->len, ==, models);
    }
}

static void
test_diverges (void)
{
  /* the loss of the step after the one that is far too large */
  check_diverges ((Log) { .blow_at = 2 },
                  "loss is not finite at epoch 1, step 4; try a smaller rate",
                  0);
  check_diverges ((Log) { .blow_at = 15 },
                  "loss is not finite at epoch 3, step 17; try a smaller rate",
                  2);
}

/* Every loss was finite, the weights no longer are: at the end of an epoch, of
 * the run, and when stopped. */
static void
test_diverges_unseen (void)
{
  check_diverges ((Log) { .blow_at = 11 },
                  "loss is not finite at epoch 2, step 12; try a smaller rate",
                  1);
  check_diverges ((Log) { .blow_at = 23 },
                  "loss is not finite at epoch 4, step 24; try a smaller rate",
                  3);
  check_diverges ((Log) { .blow_at = 7, .stop_at = 8 },
                  "loss is not finite at epoch 2, step 8; try a smaller rate",
                  1);
}

/* The highest rate that may be asked for is too high. */
static void
test_high_rate (void)
{
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (InkEvent));
  g_autoptr (GPtrArray) kept
      = g_ptr_array_new_with_free_func ((GDestroyNotify) ink_model_unref);
  Log log = { .events = events, .models = kept };
  InkRecipe recipe = small_recipe ();
  g_autofree char *message = NULL;

  recipe.learning_rate = 10;
  recipe.schedule = INK_SCHEDULE_CONSTANT;
  recipe.epochs = 50;
  message = diverge (&recipe, &log);
  g_assert_true (g_str_has_prefix (message, "loss is not finite at epoch "));
}

/* One step an epoch, so that every step's weights are seen; the averages of one
 * run are those of the other's weights. */
static void
run_epochs (InkImageSet *set, const InkRecipe *recipe, Log *log)
{
  g_autoptr (InkTrainer) trainer = ink_trainer_new (set, recipe, 2, NULL);
  g_autoptr (InkModel) model = NULL;

  log->events = g_array_new (FALSE, FALSE, sizeof (InkEvent));
  log->models
      = g_ptr_array_new_with_free_func ((GDestroyNotify) ink_model_unref);
  ink_trainer_set_model_func (trainer, keep_model, log);
  model = ink_trainer_run (trainer, log_event, log, NULL);
  g_assert_cmpuint (log->models->len, ==, recipe->epochs);
  g_assert_cmpmem (ink_lenet5_parameters (model), 1000,
                   ink_lenet5_parameters (
                       log->models->pdata[recipe->epochs - 1]),
                   1000);
}

static double
validation_loss_of (InkImageSet *set, const InkRecipe *recipe,
                    const InkModel *model)
{
  g_autoptr (GArray) rest = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) held = g_array_new (FALSE, FALSE, sizeof (guint32));
  double p[4], sum = 0;

  ink_split_stratified_u8 (ink_image_set_labels (set), N, 4,
                           recipe->validation_fraction, recipe->seed, rest,
                           held);
  for (guint i = 0; i < held->len; i++)
    {
      guint32 at = g_array_index (held, guint32, i);

      ink_model_predict_images (
          model, ink_image_set_pixels (set) + (gsize) at * 784, 1, 1, p);
      sum -= log (p[ink_image_set_labels (set)[at]]);
    }
  return sum / held->len;
}

static void
log_clear (Log *log)
{
  g_array_unref (log->events);
  g_ptr_array_unref (log->models);
}

static void
test_average (void)
{
  g_autoptr (InkImageSet) set = bars_new (N, 28, 4);
  InkRecipe recipe = small_recipe ();
  g_autoptr (InkNetwork) network = ink_lenet5_network_new (4);
  gsize n = ink_network_n_parameters (network);
  float *average = ink_floats_new (n);
  Log plain = { 0 }, averaged = { 0 };

  recipe.batch_size = 8192;
  recipe.epochs = 8;
  run_epochs (set, &recipe, &plain);
  recipe.ema_decay = 0.3; /* reached at step 3 */
  run_epochs (set, &recipe, &averaged);
  ink_network_init (network, recipe.seed, average);
  for (guint t = 1; t <= recipe.epochs; t++)
    {
      double d = MIN (0.3, (1.0 + t) / (10.0 + t));
      const float *w = ink_lenet5_parameters (plain.models->pdata[t - 1]);
      const float *a = ink_lenet5_parameters (averaged.models->pdata[t - 1]);
      const InkEvent *epoch = event_at (averaged.events, 2 * t);

      for (gsize i = 0; i < n; i++)
        {
          average[i] = (float) (d * average[i] + (1 - d) * w[i]);
          g_assert_cmpfloat_with_epsilon (a[i], average[i], 1e-6);
        }
      g_assert_cmpint (epoch->kind, ==, INK_EVENT_EPOCH);
      g_assert_cmpfloat_with_epsilon (
          epoch->validation_loss,
          validation_loss_of (set, &recipe, averaged.models->pdata[t - 1]),
          1e-5);
      /* training itself does not change */
      g_assert_cmpfloat (epoch->train_loss, ==,
                         event_at (plain.events, 2 * t)->train_loss);
    }
  g_aligned_free (average);
  log_clear (&plain);
  log_clear (&averaged);
}

/* Smoothing is of the training loss alone, which cannot fall below the entropy
 * of 5/8, 1/8, 1/8, 1/8; the validation loss of as much confidence is lower. */
static void
test_smoothing (void)
{
  g_autoptr (InkImageSet) set = bars_new (N, 28, 4);
  InkRecipe recipe = small_recipe ();
  double entropy = -(5 * log (5.0 / 8) + 3 * log (1.0 / 8)) / 8;
  const InkEvent *last;
  Log log = { 0 };

  recipe.label_smoothing = 0.5;
  recipe.augment = INK_AUGMENT_NONE;
  recipe.epochs = 8;
  run_epochs (set, &recipe, &log);
  last = event_at (log.events, log.events->len - 2);
  g_assert_cmpfloat (last->train_loss, >, entropy);
  g_assert_cmpfloat (last->train_loss, <, entropy + 0.1);
  g_assert_cmpfloat (last->validation_loss, <, 0.8);
  g_assert_cmpfloat (
      fabs (last->validation_loss
            - validation_loss_of (set, &recipe,
                                  log.models->pdata[recipe.epochs - 1])),
      <, 1e-5);
  log_clear (&log);
}

/* At such a rate no epoch is better than the first by a ten-thousandth: down
 * after epochs 3 and 5, with and without a validation split. */
static void
test_plateau (void)
{
  g_autoptr (InkImageSet) set = bars_new (N, 28, 4);
  static const double rates[] = { 1e-6, 1e-6, 1e-6, 5e-7, 5e-7, 2.5e-7 };
  InkRecipe recipe = full_recipe ();

  recipe.learning_rate = 1e-6;
  recipe.muon_learning_rate = 1e-7;
  recipe.epochs = G_N_ELEMENTS (rates);
  recipe.warm_up = 0;
  recipe.augment = INK_AUGMENT_NONE;
  for (guint i = 0; i < 2; i++)
    {
      Log log = { 0 };

      recipe.validation_fraction = 0.2 * i;
      run_epochs (set, &recipe, &log);
      for (guint e = 0; e < log.events->len; e++)
        if (event_at (log.events, e)->kind == INK_EVENT_STEP)
          g_assert_cmpfloat_with_epsilon (
              event_at (log.events, e)->learning_rate,
              rates[event_at (log.events, e)->epoch - 1], 1e-15);
      log_clear (&log);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/trainer/diverges", test_diverges);
  g_test_add_func ("/core/trainer/diverges-unseen", test_diverges_unseen);
  g_test_add_func ("/core/trainer/high-rate", test_high_rate);
  g_test_add_func ("/core/trainer/average", test_average);
  g_test_add_func ("/core/trainer/smoothing", test_smoothing);
  g_test_add_func ("/core/trainer/plateau", test_plateau);
  return g_test_run ();
}
