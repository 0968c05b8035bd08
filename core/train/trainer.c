/* Training a LeNet-5: epochs of shuffled batches, each one data-parallel step
 * of stochastic gradient descent. Commands come in by atomics; only a pause
 * touches the mutex. What an epoch sees depends on (seed, epoch) alone.
 *
 * A batch's loss is of the weights before its update, so finite losses do not
 * make finite weights: these are looked at before any model is made of them. */
#include "core/train/trainer.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/model/calibration.h"
#include "core/model/lenet5.h"
#include "core/model/verdict.h"
#include "core/train/data-parallel.h"
#include "core/train/schedule.h"
#include "core/train/training-set.h"

struct _InkTrainer
{
  InkTrainingSet set;
  InkRecipe recipe;
  guint n_threads;
  InkTrainerModelFunc model_func;
  gpointer model_data;

  atomic_bool stopping;
  atomic_bool paused;
  _Atomic double rate_factor;
  pthread_mutex_t mutex; /* for sleeping while paused */
  pthread_cond_t changed;

  /* of ink_trainer_run() */
  InkNetwork *network;
  InkPool *pool;
  InkDataParallel *parallel;
  InkOptimizer *optimizer;
  InkScheduler scheduler;
  guint epochs_done;
  guint64 step; /* done */
  guint64 steps_total;
  double seconds; /* of training alone */
  gboolean rate_changed; /* in a step so far */
  guint64 images_seen;
  InkEventFunc func;
  gpointer user_data;
};

gboolean
ink_trainer_check_images (const InkImageSet *images, GError **error)
{
  if (ink_image_set_height (images) != INK_LENET5_SIZE
      || ink_image_set_width (images) != INK_LENET5_SIZE)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: LeNet-5 needs images of 28x28, found %ux%u",
                          ink_image_set_name (images),
                          ink_image_set_height (images),
                          ink_image_set_width (images));
  if (ink_image_set_n_classes (images) < 2)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: training needs two classes at least, found %u",
                          ink_image_set_name (images),
                          ink_image_set_n_classes (images));
  return TRUE;
}

InkTrainer *
ink_trainer_new (InkImageSet *images, const InkRecipe *recipe, guint n_threads,
                 GError **error)
{
  InkTrainer *self;

  if (!ink_recipe_check (recipe, error)
      || !ink_trainer_check_images (images, error))
    return NULL;
  if (n_threads > INK_POOL_MAX_THREADS)
    {
      ink_error_set (error, INK_ERROR_ARGUMENT,
                     "threads: expected 0 (all) to %d, found %u",
                     INK_POOL_MAX_THREADS, n_threads);
      return NULL;
    }
  self = g_new0 (InkTrainer, 1);
  self->recipe = *recipe;
  self->n_threads = n_threads;
  atomic_init (&self->rate_factor, 1);
  pthread_mutex_init (&self->mutex, NULL);
  pthread_cond_init (&self->changed, NULL);
  if (ink_training_set_init (&self->set, images, recipe, error))
    return self;
  ink_trainer_free (self);
  return NULL;
}

gboolean
ink_trainer_add_images (InkTrainer *self, guint n, const guint8 *pixels,
                        const guint8 *labels, GError **error)
{
  return ink_training_set_add (&self->set, n, pixels, labels, error);
}

gboolean
ink_trainer_add_drawings (InkTrainer *self, const InkDrawingSet *drawings,
                          GError **error)
{
  return ink_training_set_add_drawings (&self->set, drawings, &self->recipe,
                                        error);
}

void
ink_trainer_free (InkTrainer *self)
{
  if (self == NULL)
    return;
  ink_training_set_clear (&self->set);
  pthread_mutex_destroy (&self->mutex);
  pthread_cond_destroy (&self->changed);
  g_free (self);
}

static void
set_flag (InkTrainer *self, atomic_bool *flag, gboolean value)
{
  pthread_mutex_lock (&self->mutex);
  atomic_store (flag, value);
  pthread_cond_broadcast (&self->changed);
  pthread_mutex_unlock (&self->mutex);
}

void
ink_trainer_pause (InkTrainer *self)
{
  set_flag (self, &self->paused, TRUE);
}

void
ink_trainer_resume (InkTrainer *self)
{
  set_flag (self, &self->paused, FALSE);
}

void
ink_trainer_stop (InkTrainer *self)
{
  set_flag (self, &self->stopping, TRUE);
}

void
ink_trainer_set_rate_factor (InkTrainer *self, double factor)
{
  g_return_if_fail (isfinite (factor) && factor > 0);
  atomic_store (&self->rate_factor, factor);
}

void
ink_trainer_set_model_func (InkTrainer *self, InkTrainerModelFunc func,
                            gpointer user_data)
{
  self->model_func = func;
  self->model_data = user_data;
}

/* Sleeps while paused. Returns: whether to go on. */
static gboolean
may_go_on (InkTrainer *self)
{
  if (atomic_load (&self->paused))
    {
      pthread_mutex_lock (&self->mutex);
      while (atomic_load (&self->paused) && !atomic_load (&self->stopping))
        pthread_cond_wait (&self->changed, &self->mutex);
      pthread_mutex_unlock (&self->mutex);
    }
  return !atomic_load (&self->stopping);
}

static void
send (InkTrainer *self, const InkEvent *event)
{
  if (self->func != NULL)
    self->func (event, self->user_data);
}

static guint
steps_per_epoch (const InkTrainer *self)
{
  return (self->set.train->len + self->recipe.batch_size - 1)
         / self->recipe.batch_size;
}

static void
send_start (InkTrainer *self)
{
  InkEvent event;

  ink_event_init (&event, INK_EVENT_START);
  event.epoch = self->recipe.epochs;
  event.steps_total = self->steps_total;
  event.n_train = self->set.train->len;
  event.n_validation = self->set.validation->len;
  send (self, &event);
}

static void
send_end (InkTrainer *self, InkEndReason reason)
{
  InkEvent event;

  ink_event_init (&event, INK_EVENT_END);
  event.epoch = self->epochs_done;
  event.step = self->step;
  event.reason = reason;
  event.rate_changed = self->rate_changed;
  event.seconds = self->seconds;
  event.images_per_second
      = self->seconds > 0 ? self->images_seen / self->seconds : NAN;
  send (self, &event);
}

/* One batch. Returns: FALSE where the loss is not finite. */
static gboolean
run_step (InkTrainer *self, const InkBatch *batch, InkLossSum *epoch_sum)
{
  InkEvent event;
  double factor = atomic_load (&self->rate_factor);
  double rate = ink_scheduler_rate (&self->scheduler, self->step) * factor;
  gint64 begin = g_get_monotonic_time ();
  InkLossSum sum;

  sum = ink_data_parallel_step (self->parallel, batch, rate, self->optimizer);
  self->seconds += (g_get_monotonic_time () - begin) / 1e6;
  self->images_seen += batch->n;
  self->rate_changed |= factor != 1;
  self->step++;
  epoch_sum->loss += sum.loss;
  epoch_sum->n_correct += sum.n_correct;
  epoch_sum->n_labelled += sum.n_labelled;

  ink_event_init (&event, INK_EVENT_STEP);
  event.epoch = batch->epoch;
  event.step = self->step;
  event.loss = sum.loss / batch->n;
  event.learning_rate = rate;
  send (self, &event);
  return isfinite (sum.loss);
}

/* The logits of the validation examples: [n][n_classes]; (transfer full). */
static float *
validation_logits (InkTrainer *self, const InkModel *model, guint8 *labels)
{
  guint n = self->set.validation->len;
  g_autofree guint8 *images = g_malloc_n (n, INK_LENET5_PIXELS);
  float *logits = g_new (float, (gsize) n * self->set.n_classes);

  for (guint i = 0; i < n; i++)
    {
      guint32 index = g_array_index (self->set.validation, guint32, i);

      memcpy (images + (gsize) i * INK_LENET5_PIXELS,
              ink_image_set_pixels (self->set.images)
                  + (gsize) index * INK_LENET5_PIXELS,
              INK_LENET5_PIXELS);
      labels[i] = ink_image_set_labels (self->set.images)[index];
    }
  ink_lenet5_logits (model, images, n, self->n_threads, logits);
  return logits;
}

/* The end of a run: probabilities that agree with how often they are right,
 * and where the model was taught to doubt, from where on it does. */
static InkModel *
calibrate (InkTrainer *self, InkModel *model)
{
  guint n = self->set.validation->len, n_classes = self->set.n_classes;
  g_autofree guint8 *labels = g_malloc (MAX (n, 1));
  g_autofree float *logits = NULL;
  InkModel *calibrated;
  double temperature;

  if (self->recipe.calibration == INK_CALIBRATION_NONE || n == 0)
    return model;
  logits = validation_logits (self, model, labels);
  temperature = ink_temperature_fit (logits, labels, n, n_classes);
  calibrated = ink_lenet5_model_with_temperature (model, temperature);
  ink_model_set_number_fact (calibrated, "temperature", temperature);
  if (self->recipe.non_digits > 0)
    ink_model_set_number_fact (
        calibrated, INK_FACT_DOUBT_BELOW,
        ink_doubt_threshold (logits, n, n_classes, temperature));
  ink_model_unref (model);
  return calibrated;
}

static InkModel *
snapshot (InkTrainer *self)
{
  return ink_lenet5_model_new (ink_optimizer_weights (self->optimizer),
                               ink_image_set_class_names (self->set.images));
}

/* Returns: the loss that tells how far the epoch came. */
static double
measure (InkTrainer *self, InkEvent *event)
{
  guint n = self->set.validation->len;
  InkLossSum held;

  if (n == 0)
    return event->train_loss;
  held = ink_data_parallel_evaluate (self->parallel, self->set.images,
                                     (guint32 *) self->set.validation->data, n,
                                     ink_optimizer_weights (self->optimizer));
  event->validation_loss = held.loss / n;
  event->validation_accuracy = (double) held.n_correct / n;
  return event->validation_loss;
}

/* Returns: FALSE where the epoch ends with no usable model. */
static gboolean
finish_epoch (InkTrainer *self, guint epoch, const InkLossSum *sum,
              double epoch_seconds)
{
  guint n = self->set.train->len;
  InkEvent event;
  double loss;

  if (!ink_optimizer_is_finite (self->optimizer))
    return FALSE;
  ink_event_init (&event, INK_EVENT_EPOCH);
  event.epoch = epoch;
  event.step = self->step;
  event.n_train = n;
  event.rate_changed = self->rate_changed;
  event.train_loss = sum->loss / n;
  event.train_accuracy = (double) sum->n_correct / MAX (sum->n_labelled, 1);
  event.seconds = self->seconds;
  event.images_per_second = epoch_seconds > 0 ? n / epoch_seconds : NAN;
  loss = measure (self, &event);
  if (!isfinite (loss))
    return FALSE;
  self->epochs_done = epoch;
  ink_scheduler_end_epoch (&self->scheduler, loss);
  send (self, &event);
  if (self->model_func != NULL)
    {
      g_autoptr (InkModel) model = snapshot (self);

      self->model_func (model, &event, self->model_data);
    }
  return TRUE;
}

typedef enum
{
  EPOCH_DONE,
  EPOCH_STOPPED,
  EPOCH_DIVERGED,
} EpochResult;

static EpochResult
run_epoch (InkTrainer *self, guint epoch)
{
  guint n = self->set.train->len;
  g_autofree guint32 *order
      = g_memdup2 (self->set.train->data, n * sizeof (guint32));
  InkRng rng = ink_rng (self->recipe.seed, INK_STREAM_SHUFFLE, epoch, 0);
  InkLossSum sum = { 0 };
  double before = self->seconds;

  ink_rng_shuffle (&rng, order, n);
  for (guint first = 0; first < n; first += self->recipe.batch_size)
    {
      InkBatch batch = { .images = self->set.images,
                         .indices = order + first,
                         .n = MIN (self->recipe.batch_size, n - first),
                         .augment = self->recipe.augment,
                         .label_smoothing = self->recipe.label_smoothing,
                         .seed = self->recipe.seed,
                         .epoch = epoch };

      if (!may_go_on (self))
        return ink_optimizer_is_finite (self->optimizer) ? EPOCH_STOPPED
                                                         : EPOCH_DIVERGED;
      if (!run_step (self, &batch, &sum))
        return EPOCH_DIVERGED;
    }
  return finish_epoch (self, epoch, &sum, self->seconds - before)
             ? EPOCH_DONE
             : EPOCH_DIVERGED;
}

static void
prepare (InkTrainer *self)
{
  self->network
      = ink_lenet5_network_new (self->set.n_classes);
  self->pool = ink_pool_new (self->n_threads);
  self->parallel = ink_data_parallel_new (
      self->network, self->pool, self->recipe.precision,
      MIN (self->recipe.batch_size, self->set.train->len));
  self->optimizer
      = ink_optimizer_new_for_network (&self->recipe, self->network);
  ink_network_init (self->network, self->recipe.seed,
                    self->optimizer->parameters);
  ink_optimizer_start (self->optimizer);
  self->scheduler = ink_scheduler (&self->recipe, steps_per_epoch (self));
  self->steps_total = (guint64) steps_per_epoch (self) * self->recipe.epochs;
}

static void
tidy (InkTrainer *self)
{
  g_clear_pointer (&self->parallel, ink_data_parallel_free);
  g_clear_pointer (&self->pool, ink_pool_free);
  g_clear_pointer (&self->network, ink_network_free);
  g_clear_pointer (&self->optimizer, ink_optimizer_free);
}

InkModel *
ink_trainer_run (InkTrainer *self, InkEventFunc func, gpointer user_data,
                 GError **error)
{
  EpochResult result = EPOCH_DONE;
  InkModel *model = NULL;
  guint epoch = 1;

  g_return_val_if_fail (self->optimizer == NULL, NULL);
  self->func = func;
  self->user_data = user_data;
  prepare (self);
  send_start (self);
  for (; epoch <= self->recipe.epochs && result == EPOCH_DONE; epoch++)
    result = run_epoch (self, epoch);
  if (result == EPOCH_DIVERGED)
    {
      send_end (self, INK_END_DIVERGED);
      ink_error_set (error, INK_ERROR_DIVERGED,
                     "loss is not finite at epoch %u, step %" G_GUINT64_FORMAT
                     "; try a smaller rate",
                     epoch - 1, self->step);
    }
  else
    {
      send_end (self, result == EPOCH_DONE ? INK_END_COMPLETED
                                           : INK_END_STOPPED);
      model = calibrate (self, snapshot (self));
    }
  tidy (self);
  return model;
}
