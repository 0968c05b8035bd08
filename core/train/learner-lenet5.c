/* LeNet-5 as a learner: a run of the trainer on some of the images. The images
 * of the part that is learnt from are copied for as long as the run takes. */
#include "core/train/learner.h"

#include "core/base/error.h"
#include "core/model/lenet5.h"
#include "core/train/learner-private.h"
#include "core/train/trainer.h"

/* Of a fit; the rest is for reading the test part. */
#define TRAINING_SHARE 0.98
/* Images read at a time. */
#define READ_AT_ONCE 2048

typedef struct
{
  InkImageSet *images;
  InkDrawingSet *drawings; /* (nullable) */
  InkRecipe recipe;
} LeNet5;

typedef struct
{
  const InkLearnerFit *fit;
  InkTrainer *trainer;
  guint64 steps_total;
  GError *stopped; /* why, where it is to end early */
} Run;

static void
lenet5_free (gpointer payload)
{
  LeNet5 *self = payload;

  ink_image_set_unref (self->images);
  ink_drawing_set_free (self->drawings);
  g_free (self);
}

static void
event_cb (const InkEvent *event, gpointer user_data)
{
  Run *run = user_data;

  if (event->kind == INK_EVENT_START)
    run->steps_total = MAX (event->steps_total, 1);
  if (event->kind == INK_EVENT_STEP && run->stopped == NULL
      && !ink_learner_fit_step (
          run->fit,
          TRAINING_SHARE * (double) event->step / (double) run->steps_total,
          &run->stopped))
    ink_trainer_stop (run->trainer);
}

static InkModel *
train (const LeNet5 *self, const InkLearnerFit *fit, GError **error)
{
  g_autoptr (InkImageSet) images = ink_image_set_subset (
      self->images, ink_image_set_name (self->images), fit->train,
      fit->n_train);
  g_autoptr (InkTrainer) trainer
      = ink_trainer_new (images, &self->recipe, fit->n_threads, error);
  Run run = { .fit = fit, .trainer = trainer };
  InkModel *model;

  if (trainer == NULL
      || (self->drawings != NULL
          && !ink_trainer_add_drawings (trainer, self->drawings, error)))
    return NULL;
  model = ink_trainer_run (trainer, event_cb, &run, error);
  if (run.stopped == NULL)
    return model;
  g_clear_error (error);
  g_propagate_error (error, run.stopped);
  g_clear_pointer (&model, ink_model_unref);
  return NULL;
}

static gboolean
read_test (const LeNet5 *self, const InkLearnerFit *fit, const InkModel *model,
           double *probabilities, GError **error)
{
  const guint n_classes = ink_image_set_n_classes (self->images);

  for (guint first = 0; first < fit->n_test; first += READ_AT_ONCE)
    {
      guint n = MIN (READ_AT_ONCE, fit->n_test - first);
      g_autoptr (InkImageSet) images = ink_image_set_subset (
          self->images, "", fit->test + first, n);
      double done = (double) first / fit->n_test;

      ink_model_predict_images (model, ink_image_set_pixels (images), n,
                                fit->n_threads,
                                probabilities + (gsize) first * n_classes);
      if (!ink_learner_fit_step (
              fit, TRAINING_SHARE + (1 - TRAINING_SHARE) * done, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
lenet5_fit (gpointer payload, const InkLearnerFit *fit,
            double *probabilities, GError **error)
{
  const LeNet5 *self = payload;
  g_autoptr (InkModel) model = train (self, fit, error);

  return model != NULL && read_test (self, fit, model, probabilities, error);
}

static const InkLearnerClass lenet5_class
    = { .name = "lenet5", .fit = lenet5_fit, .free = lenet5_free };

InkLearner *
ink_learner_new_lenet5_with_drawings (InkImageSet *images,
                                      InkDrawingSet *drawings,
                                      const InkRecipe *recipe, GError **error)
{
  guint n = ink_image_set_count (images);
  g_autoptr (InkDrawingSet) given = drawings;
  guint32 *labels;
  LeNet5 *self;

  if (!ink_recipe_check (recipe, error)
      || !ink_trainer_check_images (images, error))
    return NULL;
  self = g_new0 (LeNet5, 1);
  self->images = ink_image_set_ref (images);
  self->drawings = g_steal_pointer (&given);
  self->recipe = *recipe;
  labels = g_new (guint32, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    labels[i] = ink_image_set_labels (images)[i];
  return ink_learner_new (&lenet5_class, self, ink_image_set_name (images),
                          labels, n, ink_image_set_class_names (images));
}

InkLearner *
ink_learner_new_lenet5 (InkImageSet *images, const InkRecipe *recipe,
                        GError **error)
{
  return ink_learner_new_lenet5_with_drawings (images, NULL, recipe, error);
}
