#pragma once

#include "core/base/parallel.h"
#include "core/data/image-set.h"
#include "core/model/network.h"
#include "core/train/recipe.h"

G_BEGIN_DECLS

/* One batch on a worker pool. The batch is cut into a number of shards that
 * depends on its size only; each has a gradient of its own, and these are added
 * in a fixed tree, so that the result does not depend on the threads. */
typedef struct _InkDataParallel InkDataParallel;

/* @network, @pool: borrowed, must outlive it. */
InkDataParallel *ink_data_parallel_new (const InkNetwork *network,
                                        InkPool *pool, guint max_batch);
void ink_data_parallel_free (InkDataParallel *self);

/* The examples of a batch: images @indices [n] of @images, drawn with
 * @augment from (seed, epoch, index). */
typedef struct
{
  const InkImageSet *images;
  const guint32 *indices;
  guint n;
  InkAugment augment;
  guint64 seed;
  guint epoch;
} InkBatch;

/* Forward and backward, then one step on @parameters and @velocity
 * [n_parameters]; @step's scale is set here to 1 / n. */
InkLossSum ink_data_parallel_step (InkDataParallel *self,
                                   const InkBatch *batch, InkSgdStep step,
                                   float *parameters, float *velocity);
/* Loss and right answers over any number of images, without augmentation. */
InkLossSum ink_data_parallel_evaluate (InkDataParallel *self,
                                       const InkImageSet *images,
                                       const guint32 *indices, guint n,
                                       const float *parameters);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkDataParallel, ink_data_parallel_free)

G_END_DECLS
