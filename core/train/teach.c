/* Teaching: one model is tuned on all drawings, and, since a person wants to
 * know whether the next drawing will be read, others each on a part of them:
 * the drawings are cut into parts, each part is left out in turn, and each
 * drawing is judged by the model that has not seen it. These models do not
 * depend on each other: each is one task of the pool, on one thread. */
#include "core/train/teach-private.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/data/rasterize.h"
#include "core/model/lenet5.h"

/* Chosen on strangers: writers of UNIPEN (category 1a) with 60 digits or more,
 * 20 of each taught to a model that had seen the first 50,000 of MNIST's
 * training images; what a writer's other digits gain, and what the last 10,000
 * of MNIST lose. These gained 4.5 points (16 writers, 91.9 to 96.4 %) and lost
 * 0.02, 0.06 at worst. With 48 replayed and nothing kept of the start it was
 * 0.11, 0.32 at worst (17 writers); at twice the rate once 0.9. */
const InkTeachRecipe ink_teach_recipe_default = { .steps = 160,
                                                  .steps_a_digit = 1,
                                                  .max_steps = 1500,
                                                  .taught = 16,
                                                  .replayed = 112,
                                                  .rate = 0.01,
                                                  .momentum = 0.9,
                                                  .keep = 0.4,
                                                  .n_folds = 5 };

#define FEW_DIGITS 20
#define MOST_FOLDS 20
/* What measuring takes, in steps. */
#define TEST_STEPS 40

/* What a thread of the pool has for itself. */
typedef struct
{
  InkPool *pool; /* of one thread: this one */
  InkDataParallel *parallel;
} Worker;

/* One model: the one that leaves out a part, or the one of all drawings. */
typedef struct
{
  float *parameters; /* [n_parameters] */
  GError *error;
} Pupil;

typedef struct
{
  const InkTeachTask *task;
  InkTeachRecipe recipe;
  const InkNetwork *network;
  InkPool *pool;
  InkDataParallel *parallel; /* on all threads, to measure */
  Worker *workers;
  InkLesson *lesson;
  guint n_steps; /* for one model */
  guint n_folds;
  guint8 *folds; /* [n_digits]: the part that each drawing is in */
  Pupil pupils[MOST_FOLDS + 1]; /* [n_folds + 1]: the last one of all */

  pthread_mutex_t mutex; /* func is called one at a time */
  double done, all; /* steps; under the mutex */
  atomic_bool stopped;
  InkTeachFunc func;
  gpointer user_data;
} Teacher;

void
ink_teach_result_free (InkTeachResult *result)
{
  if (result == NULL)
    return;
  g_clear_pointer (&result->model, ink_model_unref);
  g_free (result->read_before);
  g_free (result->read_after);
  g_free (result);
}

/* --- What can be taught --- */

static gboolean
check_images (const InkModel *base, const InkImageSet *images, GError **error)
{
  if (ink_image_set_height (images) != INK_DIGIT_SIZE
      || ink_image_set_width (images) != INK_DIGIT_SIZE)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: expected images of 28x28 pixels, found %ux%u",
                          ink_image_set_name (images),
                          ink_image_set_width (images),
                          ink_image_set_height (images));
  if (!g_strv_equal (ink_image_set_class_names (images),
                     ink_model_class_names (base)))
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: expected the classes of the model, found others",
                          ink_image_set_name (images));
  return TRUE;
}

static gboolean
check_digits (const InkTeachTask *task, GError **error)
{
  guint n_classes = ink_model_n_classes (task->base);

  if (task->n_digits == 0)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "there is no drawing to teach: expected one at "
                          "least");
  for (guint i = 0; i < task->n_digits; i++)
    if (task->digits[i].label >= n_classes)
      return ink_error_set (error, INK_ERROR_MISMATCH,
                            "drawing %u: expected a label below %u, found %u",
                            i, n_classes, task->digits[i].label);
  return TRUE;
}

gboolean
ink_teach_check_model (const InkModel *model, GError **error)
{
  static const char *const digits[]
      = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", NULL };

  if (ink_model_class (model) != &ink_lenet5_class
      || !g_strv_equal (ink_model_class_names (model), digits))
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "expected a LeNet-5 that reads the digits 0 to 9, "
                          "found another model (%s, %u classes)",
                          ink_model_class (model)->title,
                          ink_model_n_classes (model));
  return TRUE;
}

static gboolean
check (const InkTeachTask *task, GError **error)
{
  return ink_teach_check_model (task->base, error)
         && check_digits (task, error)
         && check_images (task->base, task->replay, error)
         && check_images (task->base, task->test, error);
}

/* --- How far it is --- */

/* Any thread of the pool. Returns: FALSE to stop. */
static gboolean
advance (Teacher *self, double steps)
{
  pthread_mutex_lock (&self->mutex);
  self->done += steps;
  if (self->func != NULL && !atomic_load (&self->stopped)
      && !self->func (MIN (1, self->done / self->all), self->user_data))
    atomic_store (&self->stopped, TRUE);
  pthread_mutex_unlock (&self->mutex);
  return !atomic_load (&self->stopped);
}

static gboolean
step_cb (gpointer teacher)
{
  return advance (teacher, 1);
}

/* --- Measuring --- */

static void
read_digits (const Teacher *self, const float *parameters, guint8 *read)
{
  g_autoptr (InkModel) model = ink_lenet5_model_new (
      parameters, ink_model_class_names (self->task->base));
  guint n_classes = ink_model_n_classes (model);
  g_autofree double *p = g_new (double, n_classes);

  for (guint i = 0; i < self->task->n_digits; i++)
    {
      ink_model_predict_images (model, self->task->digits[i].pixels, 1, 1, p);
      read[i] = 0;
      for (guint c = 1; c < n_classes; c++)
        if (p[c] > p[read[i]])
          read[i] = (guint8) c;
    }
}

static guint
count_right (const InkTeachTask *task, const guint8 *read)
{
  guint n = 0;

  for (guint i = 0; i < task->n_digits; i++)
    n += read[i] == task->digits[i].label;
  return n;
}

static guint
measure (Teacher *self, const float *parameters)
{
  guint n = ink_image_set_count (self->task->test);
  g_autofree guint32 *all = g_new (guint32, n);

  for (guint i = 0; i < n; i++)
    all[i] = i;
  return ink_data_parallel_evaluate (self->parallel, self->task->test, all, n,
                                     parameters)
      .n_correct;
}

/* --- Leaving out --- */

/* Deals the drawings, class by class, so that the parts are as like each other
 * as can be. */
static void
deal_folds (Teacher *self)
{
  const InkTeachTask *task = self->task;
  guint n = task->n_digits, n_dealt = 0;
  g_autofree guint32 *order = g_new (guint32, n);
  InkRng rng = ink_rng (task->seed, INK_STREAM_FOLDS, n, 0);

  self->n_folds = n < 2 ? 0 : MIN (n, MIN (self->recipe.n_folds, MOST_FOLDS));
  self->folds = g_new0 (guint8, n);
  for (guint i = 0; i < n; i++)
    order[i] = i;
  ink_rng_shuffle (&rng, order, n);
  for (guint c = 0; c < ink_model_n_classes (task->base); c++)
    for (guint i = 0; i < n && self->n_folds > 0; i++)
      if (task->digits[order[i]].label == c)
        self->folds[order[i]] = (guint8) (n_dealt++ % self->n_folds);
}

/* @fold: the part to leave out; n_folds: none. Returns: how many. */
static guint
choose (const Teacher *self, guint fold, guint32 *chosen)
{
  guint n = 0;

  for (guint i = 0; i < self->task->n_digits; i++)
    if (fold == self->n_folds || self->folds[i] != fold)
      chosen[n++] = i;
  return n;
}

static void
tune_worker (guint fold, guint number, gpointer teacher)
{
  Teacher *self = teacher;
  Pupil *pupil = &self->pupils[fold];
  g_autofree guint32 *chosen = g_new (guint32, self->task->n_digits);
  const InkTuning tuning = {
    .recipe = &self->recipe,
    .lesson = self->lesson,
    .network = self->network,
    .start = ink_lenet5_parameters (self->task->base),
    .chosen = chosen,
    .n_chosen = choose (self, fold, chosen),
    .n_steps = self->n_steps,
    .seed = self->task->seed,
    .number = fold,
  };

  ink_tune (&tuning, self->workers[number].parallel, step_cb, self,
            pupil->parameters, &pupil->error);
}

static gboolean
tune_all (Teacher *self, GError **error)
{
  (void) ink_error_quark (); /* made here, not by two workers at once */
  ink_pool_run (self->pool, self->n_folds + 1, tune_worker, self);
  for (guint i = 0; i <= self->n_folds; i++)
    if (self->pupils[i].error != NULL)
      {
        g_propagate_error (error, g_steal_pointer (&self->pupils[i].error));
        return FALSE;
      }
  return TRUE;
}

/* Each drawing as read by the model that was not taught on it. */
static void
read_left_out (Teacher *self, guint8 *after)
{
  guint n = self->task->n_digits;
  g_autofree guint8 *read = g_new (guint8, n);

  for (guint fold = 0; fold < self->n_folds; fold++)
    {
      read_digits (self, self->pupils[fold].parameters, read);
      for (guint i = 0; i < n; i++)
        if (self->folds[i] == fold)
          after[i] = read[i];
    }
}

/* --- All of it --- */

static guint
n_steps_of (const InkTeachRecipe *recipe, guint n_digits)
{
  guint more = n_digits > FEW_DIGITS ? n_digits - FEW_DIGITS : 0;

  return MIN (recipe->steps + recipe->steps_a_digit * more,
              recipe->max_steps);
}

/* The fewer drawings there are, the fewer of them in a batch, that one alone
 * does not take over. */
static InkTeachRecipe
recipe_for (const InkTeachTask *task)
{
  InkTeachRecipe recipe
      = task->recipe != NULL ? *task->recipe : ink_teach_recipe_default;
  guint most = 2 * (task->n_digits + 1);

  if (most < recipe.taught)
    {
      recipe.replayed += recipe.taught - most;
      recipe.taught = most;
    }
  return recipe;
}

static void
make_workers (Teacher *self)
{
  guint n = ink_pool_n_threads (self->pool);
  guint batch = self->recipe.taught + self->recipe.replayed;

  self->parallel = ink_data_parallel_new (self->network, self->pool,
                                          INK_PRECISION_FP32, batch);
  self->workers = g_new0 (Worker, n);
  for (guint i = 0; i < n; i++)
    {
      self->workers[i].pool = ink_pool_new (1);
      self->workers[i].parallel
          = ink_data_parallel_new (self->network, self->workers[i].pool,
                                   INK_PRECISION_FP32, batch);
    }
  for (guint i = 0; i <= self->n_folds; i++)
    self->pupils[i].parameters
        = ink_floats_new (ink_network_n_parameters (self->network));
}

static gboolean
prepare (Teacher *self, GError **error)
{
  const InkTeachTask *task = self->task;

  self->network = ink_lenet5_network (task->base);
  self->n_steps = n_steps_of (&self->recipe, task->n_digits);
  self->lesson = ink_lesson_new (
      task, self->n_steps * self->recipe.replayed, error);
  if (self->lesson == NULL)
    return FALSE;
  self->pool = ink_pool_new (task->n_threads);
  deal_folds (self);
  make_workers (self);
  self->all = (self->n_folds + 1.0) * self->n_steps + 2.0 * TEST_STEPS;
  return TRUE;
}

static void
teacher_clear (Teacher *self)
{
  for (guint i = 0; self->workers != NULL
                    && i < ink_pool_n_threads (self->pool);
       i++)
    {
      ink_data_parallel_free (self->workers[i].parallel);
      ink_pool_free (self->workers[i].pool);
    }
  g_free (self->workers);
  for (guint i = 0; i < G_N_ELEMENTS (self->pupils); i++)
    {
      g_aligned_free (self->pupils[i].parameters);
      g_clear_error (&self->pupils[i].error);
    }
  g_clear_pointer (&self->parallel, ink_data_parallel_free);
  g_clear_pointer (&self->pool, ink_pool_free);
  g_clear_pointer (&self->lesson, ink_lesson_free);
  g_clear_pointer (&self->folds, g_free);
  pthread_mutex_destroy (&self->mutex);
}

static void
take_scores (const Teacher *self, InkTeachResult *result, const guint8 *own)
{
  const InkTeachTask *task = self->task;
  guint before = count_right (task, result->read_before);

  result->own
      = (InkTeachScore){ task->n_digits, before, count_right (task, own) };
  if (self->n_folds > 0)
    result->left_out = (InkTeachScore){
      task->n_digits, before, count_right (task, result->read_after)
    };
}

static gboolean
run (Teacher *self, InkTeachResult *result, GError **error)
{
  const InkTeachTask *task = self->task;
  const float *start = ink_lenet5_parameters (task->base);
  const float *taught = self->pupils[self->n_folds].parameters;
  g_autofree guint8 *own = g_new (guint8, task->n_digits);

  result->test.n = ink_image_set_count (task->test);
  result->test.before = measure (self, start);
  read_digits (self, start, result->read_before);
  advance (self, TEST_STEPS);
  if (!tune_all (self, error))
    return FALSE;
  result->test.after = measure (self, taught);
  read_digits (self, taught, own);
  memcpy (result->read_after, own, task->n_digits);
  read_left_out (self, result->read_after);
  take_scores (self, result, own);
  result->steps = self->n_steps;
  result->model
      = ink_lenet5_model_new (taught, ink_model_class_names (task->base));
  advance (self, TEST_STEPS);
  return TRUE;
}

InkTeachResult *
ink_teach (const InkTeachTask *task, InkTeachFunc func, gpointer user_data,
           GError **error)
{
  g_autoptr (InkTeachResult) result = g_new0 (InkTeachResult, 1);
  gint64 begin = g_get_monotonic_time ();
  Teacher self = { .task = task,
                   .recipe = recipe_for (task),
                   .func = func,
                   .user_data = user_data };
  gboolean done;

  if (!check (task, error))
    return NULL;
  pthread_mutex_init (&self.mutex, NULL);
  result->read_before = g_new0 (guint8, task->n_digits);
  result->read_after = g_new0 (guint8, task->n_digits);
  done = prepare (&self, error) && run (&self, result, error);
  teacher_clear (&self);
  result->seconds = (double) (g_get_monotonic_time () - begin) / 1e6;
  return done ? g_steal_pointer (&result) : NULL;
}
