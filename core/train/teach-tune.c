/* A few hundred small steps from the base model on. Every batch holds
 * variations of the drawings and images of the replay. At the end the weights
 * go a part of the way back to the base model: between the two lie models that
 * keep most of what was learned and forget less (Wortsman et al., "Robust
 * fine-tuning of zero-shot models", CVPR 2022). */
#include "core/train/teach-private.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/rng.h"

/* Streams of draws that are not a drawing's variations. */
#define STREAM_OF(number) (G_MAXUINT32 - 1 - (guint64) (number))

/* @indices: of the lesson's images: some of the drawings, any of their
 * variations, and some of the replay. Returns: how many. */
static guint
draw_batch (const InkTuning *tuning, guint step, guint32 *indices)
{
  const InkLesson *lesson = tuning->lesson;
  InkRng rng = ink_rng (tuning->seed, INK_STREAM_TEACH,
                        STREAM_OF (tuning->number), step);
  guint filled = 0;

  for (guint i = 0; i < tuning->recipe->taught; i++)
    {
      guint32 digit = tuning->chosen[ink_rng_below (&rng, tuning->n_chosen)];
      guint32 number = (guint32) ink_rng_below (&rng, lesson->n_variations);

      indices[filled++] = digit * lesson->n_variations + number;
    }
  for (guint i = 0; i < tuning->recipe->replayed && lesson->n_replayed > 0;
       i++)
    indices[filled++]
        = lesson->first_replayed
          + (guint32) ink_rng_below (&rng, lesson->n_replayed);
  return filled;
}

static InkOptimizer *
optimizer_new (const InkTuning *tuning)
{
  const InkRecipe recipe = { .learning_rate = tuning->recipe->rate,
                             .momentum = tuning->recipe->momentum,
                             .optimizer = INK_OPTIMIZER_SGD };
  InkOptimizer *optimizer
      = ink_optimizer_new_for_network (&recipe, tuning->network);

  memcpy (optimizer->parameters, tuning->start,
          optimizer->n * sizeof (float));
  ink_optimizer_start (optimizer);
  return optimizer;
}

static void
go_back (const InkTuning *tuning, const InkOptimizer *optimizer,
         float *parameters)
{
  const float *start = tuning->start;
  float keep = (float) tuning->recipe->keep;

  for (gsize i = 0; i < optimizer->n; i++)
    parameters[i] = optimizer->parameters[i]
                    + keep * (start[i] - optimizer->parameters[i]);
}

/* Returns: whether the loss is finite. */
static gboolean
step (const InkTuning *tuning, InkDataParallel *parallel, guint number,
      guint32 *indices, InkOptimizer *optimizer)
{
  InkBatch batch = { .images = tuning->lesson->images,
                     .indices = indices,
                     .n = draw_batch (tuning, number, indices) };
  double rate = tuning->recipe->rate / 2
                * (1 + cos (G_PI * number / tuning->n_steps));

  return isfinite (
      ink_data_parallel_step (parallel, &batch, rate, optimizer).loss);
}

gboolean
ink_tune (const InkTuning *tuning, InkDataParallel *parallel,
          InkTuneFunc func, gpointer user_data, float *parameters,
          GError **error)
{
  g_autoptr (InkOptimizer) optimizer = optimizer_new (tuning);
  g_autofree guint32 *indices
      = g_new (guint32, tuning->recipe->taught + tuning->recipe->replayed);

  for (guint i = 0; i < tuning->n_steps; i++)
    {
      if (!step (tuning, parallel, i, indices, optimizer))
        return ink_error_set (error, INK_ERROR_DIVERGED,
                              "the loss is not finite at step %u", i + 1);
      if (!func (user_data))
        return ink_error_set (error, INK_ERROR_CANCELLED,
                              "teaching was cancelled");
    }
  if (!ink_optimizer_is_finite (optimizer))
    return ink_error_set (error, INK_ERROR_DIVERGED,
                          "a weight is not finite after %u steps",
                          tuning->n_steps);
  go_back (tuning, optimizer, parameters);
  return TRUE;
}
