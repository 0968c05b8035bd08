/* Fine-tuning with rehearsal. A copy of the base model takes a few hundred
 * small steps; every batch holds variations of the drawings and images of the
 * replay. At the end the weights go a part of the way back to the base model:
 * between the two lie models that keep most of what was learned and forget
 * less (Wortsman et al., "Robust fine-tuning of zero-shot models", CVPR 2022).
 *
 * What a person wants to know is whether the next drawing will be read, so each
 * drawing is judged by a model that has not seen it: the drawings are cut into
 * parts, and each part is left out in turn. */
#include "core/train/teach-private.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/data/rasterize.h"
#include "core/model/lenet5.h"
#include "core/train/data-parallel.h"

const InkTeachRecipe ink_teach_recipe_default = { .steps = 160,
                                                  .steps_a_digit = 1,
                                                  .max_steps = 1500,
                                                  .taught = 16,
                                                  .replayed = 48,
                                                  .rate = 0.01,
                                                  .momentum = 0.9,
                                                  .keep = 0,
                                                  .n_folds = 5 };

#define FEW_DIGITS 20
/* What measuring takes, in steps. */
#define TEST_STEPS 100

typedef struct
{
  const InkTeachTask *task;
  const InkTeachRecipe *recipe;
  const InkNetwork *network;
  const float *start; /* the base model's parameters */
  gsize n_parameters;
  InkPool *pool;
  InkDataParallel *parallel;
  InkLesson *lesson;
  guint n_steps; /* for one model */
  guint n_folds;
  guint8 *folds; /* [n_digits]: the part that each drawing is in */
  float *parameters; /* [n_parameters]: of the model just taught */

  double done, all; /* steps */
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

/* --- One model --- */

static gboolean
advance (Teacher *self, double steps, GError **error)
{
  self->done += steps;
  if (self->func == NULL
      || self->func (MIN (1, self->done / self->all), self->user_data))
    return TRUE;
  return ink_error_set (error, INK_ERROR_CANCELLED, "teaching was cancelled");
}

/* @indices: of the lesson's images: some of the @n drawings @chosen, any of
 * their variations, and some of the replay. Returns: how many. */
static guint
draw_batch (const Teacher *self, const guint32 *chosen, guint n, InkRng *rng,
            guint32 *indices)
{
  const InkLesson *lesson = self->lesson;
  guint filled = 0;

  for (guint i = 0; i < self->recipe->taught; i++)
    {
      guint32 digit = chosen[ink_rng_below (rng, n)];
      guint32 number = (guint32) ink_rng_below (rng, lesson->n_variations);

      indices[filled++] = digit * lesson->n_variations + number;
    }
  for (guint i = 0; i < self->recipe->replayed && lesson->n_replayed > 0; i++)
    indices[filled++]
        = lesson->first_replayed
          + (guint32) ink_rng_below (rng, lesson->n_replayed);
  return filled;
}

/* A part of the way back. */
static void
keep_start (const Teacher *self, const InkOptimizer *optimizer)
{
  float keep = (float) self->recipe->keep;

  for (gsize i = 0; i < self->n_parameters; i++)
    self->parameters[i] = optimizer->parameters[i]
                          + keep * (self->start[i] - optimizer->parameters[i]);
}

static InkOptimizer *
optimizer_new (const Teacher *self)
{
  InkRecipe recipe = { .learning_rate = self->recipe->rate,
                       .momentum = self->recipe->momentum,
                       .optimizer = INK_OPTIMIZER_SGD };
  InkOptimizer *optimizer
      = ink_optimizer_new_for_network (&recipe, self->network);

  memcpy (optimizer->parameters, self->start,
          self->n_parameters * sizeof (float));
  ink_optimizer_start (optimizer);
  return optimizer;
}

/* Teaches the drawings @chosen [n]; the model is in self->parameters. @fold
 * keeps the draws of one model apart from another's. */
static gboolean
teach_one (Teacher *self, guint fold, const guint32 *chosen, guint n,
           GError **error)
{
  g_autoptr (InkOptimizer) optimizer = optimizer_new (self);
  g_autofree guint32 *indices
      = g_new (guint32, self->recipe->taught + self->recipe->replayed);

  for (guint step = 0; step < self->n_steps; step++)
    {
      InkRng rng
          = ink_rng (self->task->seed, INK_STREAM_TEACH, G_MAXUINT32 - 1 - fold,
                     step);
      InkBatch batch = { .images = self->lesson->images,
                         .indices = indices,
                         .n = draw_batch (self, chosen, n, &rng, indices) };
      double rate = self->recipe->rate / 2
                    * (1 + cos (G_PI * step / self->n_steps));
      InkLossSum sum = ink_data_parallel_step (self->parallel, &batch, rate,
                                               optimizer);

      if (!isfinite (sum.loss))
        return ink_error_set (error, INK_ERROR_DIVERGED,
                              "the loss is not finite at step %u", step + 1);
      if (!advance (self, 1, error))
        return FALSE;
    }
  if (!ink_optimizer_is_finite (optimizer))
    return ink_error_set (error, INK_ERROR_DIVERGED,
                          "a weight is not finite after %u steps",
                          self->n_steps);
  keep_start (self, optimizer);
  return TRUE;
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

  self->n_folds = n < 2 ? 0 : MIN (n, self->recipe->n_folds);
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

/* Each drawing as read by the model that was not taught on it. */
static gboolean
leave_out (Teacher *self, InkTeachResult *result, GError **error)
{
  guint n = self->task->n_digits;
  g_autofree guint32 *chosen = g_new (guint32, n);
  g_autofree guint8 *read = g_new (guint8, n);

  for (guint fold = 0; fold < self->n_folds; fold++)
    {
      if (!teach_one (self, fold, chosen, choose (self, fold, chosen), error))
        return FALSE;
      read_digits (self, self->parameters, read);
      for (guint i = 0; i < n; i++)
        if (self->folds[i] == fold)
          result->read_after[i] = read[i];
    }
  return TRUE;
}

/* --- All of it --- */

static guint
n_steps_of (const InkTeachRecipe *recipe, guint n_digits)
{
  guint more = n_digits > FEW_DIGITS ? n_digits - FEW_DIGITS : 0;

  return MIN (recipe->steps + recipe->steps_a_digit * more,
              recipe->max_steps);
}

static gboolean
prepare (Teacher *self, const InkTeachTask *task, GError **error)
{
  const InkTeachRecipe *recipe = self->recipe;

  self->network = ink_lenet5_network (task->base);
  self->start = ink_lenet5_parameters (task->base);
  self->n_parameters = ink_network_n_parameters (self->network);
  self->parameters = ink_floats_new (self->n_parameters);
  self->n_steps = n_steps_of (recipe, task->n_digits);
  self->lesson
      = ink_lesson_new (task, self->n_steps * recipe->replayed, error);
  if (self->lesson == NULL)
    return FALSE;
  self->pool = ink_pool_new (task->n_threads);
  self->parallel
      = ink_data_parallel_new (self->network, self->pool, INK_PRECISION_FP32,
                               recipe->taught + recipe->replayed);
  deal_folds (self);
  self->all = (self->n_folds + 1.0) * self->n_steps + 2.0 * TEST_STEPS;
  return TRUE;
}

static void
teacher_clear (Teacher *self)
{
  g_clear_pointer (&self->parallel, ink_data_parallel_free);
  g_clear_pointer (&self->pool, ink_pool_free);
  g_clear_pointer (&self->lesson, ink_lesson_free);
  g_clear_pointer (&self->parameters, g_aligned_free);
  g_clear_pointer (&self->folds, g_free);
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
  g_autofree guint32 *chosen = g_new (guint32, task->n_digits);
  g_autofree guint8 *own = g_new (guint8, task->n_digits);
  guint n = choose (self, self->n_folds, chosen);

  result->test.n = ink_image_set_count (task->test);
  result->test.before = measure (self, self->start);
  read_digits (self, self->start, result->read_before);
  if (!advance (self, TEST_STEPS, error) || !leave_out (self, result, error)
      || !teach_one (self, self->n_folds, chosen, n, error))
    return FALSE;
  result->test.after = measure (self, self->parameters);
  read_digits (self, self->parameters, own);
  if (self->n_folds == 0)
    memcpy (result->read_after, own, n);
  take_scores (self, result, own);
  result->steps = self->n_steps;
  result->model = ink_lenet5_model_new (self->parameters,
                                        ink_model_class_names (task->base));
  return advance (self, TEST_STEPS, error);
}

InkTeachResult *
ink_teach (const InkTeachTask *task, InkTeachFunc func, gpointer user_data,
           GError **error)
{
  g_autoptr (InkTeachResult) result = g_new0 (InkTeachResult, 1);
  gint64 begin = g_get_monotonic_time ();
  Teacher self = { .task = task,
                   .recipe = task->recipe != NULL ? task->recipe
                                                  : &ink_teach_recipe_default,
                   .func = func,
                   .user_data = user_data };
  gboolean done;

  result->read_before = g_new0 (guint8, task->n_digits + 1);
  result->read_after = g_new0 (guint8, task->n_digits + 1);
  done = check (task, error) && prepare (&self, task, error)
         && run (&self, result, error);
  teacher_clear (&self);
  result->seconds = (double) (g_get_monotonic_time () - begin) / 1e6;
  return done ? g_steal_pointer (&result) : NULL;
}
