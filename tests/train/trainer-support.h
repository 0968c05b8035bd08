#pragma once

#include <math.h>

#include "core/base/rng.h"
#include "core/model/lenet5.h"
#include "core/train/trainer.h"

/* What the tests of the trainer share: a small made-up set, recipes, and a log
 * of what a run tells. */

#define N 330

/* A bright bar whose row tells the class, on noise. */
static inline InkImageSet *
bars_new (guint n, guint size, guint n_classes)
{
  gsize pixels = (gsize) size * size;
  guint8 *images = g_malloc0 (n * pixels), *labels = g_malloc (n);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  InkImageSet *set;
  InkRng rng = ink_rng (5, INK_STREAM_TEST, 0, 0);

  for (guint i = 0; i < n; i++)
    {
      labels[i] = (guint8) (i % n_classes);
      for (gsize p = 0; p < pixels; p++)
        images[i * pixels + p] = (guint8) ink_rng_below (&rng, 60);
      for (guint x = 4; x < size - 4; x++)
        for (guint y = 0; y < 3; y++)
          images[i * pixels + (4 + 6 * labels[i] + y) * size + x] = 250;
    }
  for (guint c = 0; c < n_classes; c++)
    {
      g_autofree char *name = g_strdup_printf ("bar %u", c);

      g_strv_builder_add (names, name);
    }
  set = ink_image_set_new ("bars", n, size, size,
                           g_bytes_new_take (images, n * pixels),
                           g_bytes_new_take (labels, n),
                           g_strv_builder_end (names), NULL);
  g_assert_nonnull (set);
  return set;
}

static inline InkRecipe
small_recipe (void)
{
  return (InkRecipe) { .name = "test",
                       .epochs = 4,
                       .batch_size = 50,
                       .learning_rate = 0.05,
                       .momentum = 0.9,
                       .weight_decay = 1e-4,
                       .schedule = INK_SCHEDULE_ONE_CYCLE,
                       .augment = INK_AUGMENT_AFFINE,
                       .validation_fraction = 0.2,
                       .seed = 3 };
}

/* Everything at once. */
static inline InkRecipe
full_recipe (void)
{
  return (InkRecipe) { .name = "full",
                       .epochs = 4,
                       .batch_size = 80, /* three shards, and a rest */
                       .optimizer = INK_OPTIMIZER_MUON,
                       .learning_rate = 0.05,
                       .momentum = 0.9,
                       .nesterov = TRUE,
                       .weight_decay = 1e-3,
                       .muon_learning_rate = 0.01,
                       .muon_weight_decay = 0.1,
                       .clip_norm = 0.5,
                       .label_smoothing = 0.1,
                       .ema_decay = 0.9,
                       .schedule = INK_SCHEDULE_PLATEAU,
                       .warm_up = 1.5,
                       .plateau_factor = 0.5,
                       .plateau_patience = 1,
                       .augment = INK_AUGMENT_ELASTIC,
                       .validation_fraction = 0.2,
                       .seed = 3 };
}

typedef struct
{
  GArray *events; /* InkEvent */
  InkTrainer *trainer;
  guint64 stop_at;  /* step; 0: never */
  guint64 blow_at;  /* step after which the rate is far too large */
  GPtrArray *models; /* one an epoch; NULL: not kept */
} Log;

static inline void
log_event (const InkEvent *event, gpointer user_data)
{
  Log *log = user_data;

  g_array_append_val (log->events, *event);
  if (event->kind == INK_EVENT_STEP && event->step == log->stop_at)
    ink_trainer_stop (log->trainer);
  if (event->kind == INK_EVENT_STEP && event->step == log->blow_at)
    ink_trainer_set_rate_factor (log->trainer, 1e300);
}

static inline void
keep_model (InkModel *model, const InkEvent *epoch, gpointer user_data)
{
  Log *log = user_data;
  const float *w = ink_lenet5_parameters (model);
  gsize n = ink_network_n_parameters (ink_lenet5_network (model));

  g_assert_cmpuint (epoch->epoch, ==, log->models->len + 1);
  for (gsize i = 0; i < n; i++)
    g_assert_true (isfinite (w[i]));
  g_ptr_array_add (log->models, ink_model_ref (model));
}

static inline InkEvent *
event_at (GArray *events, guint index)
{
  return &g_array_index (events, InkEvent, index);
}
