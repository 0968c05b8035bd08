#pragma once

#include "core/base/parallel.h"
#include "core/model/network.h"
#include "core/train/batch.h"
#include "core/train/optimizer.h"
#include "core/train/recipe.h"

G_BEGIN_DECLS

/* One batch on a worker pool. The batch is cut into a number of shards that
 * depends on its size only; each has a gradient of its own, and these are added
 * in a fixed tree, so that the result does not depend on the threads. */
typedef struct _InkDataParallel InkDataParallel;

/* @network, @pool: borrowed, must outlive it. @precision: of the steps;
 * evaluation is fp32. */
InkDataParallel *ink_data_parallel_new (const InkNetwork *network,
                                        InkPool *pool, InkPrecision precision,
                                        guint max_batch);
void ink_data_parallel_free (InkDataParallel *self);

/* Forward and backward, then one step of @optimizer, of as many parameters as
 * the network. Returns the batch's loss, smoothed, before that step. */
InkLossSum ink_data_parallel_step (InkDataParallel *self,
                                   const InkBatch *batch, double rate,
                                   InkOptimizer *optimizer);
/* Loss and right answers over any number of images, without augmentation and
 * without smoothing. @parameters: [n_parameters] */
InkLossSum ink_data_parallel_evaluate (InkDataParallel *self,
                                       const InkImageSet *images,
                                       const guint32 *indices, guint n,
                                       const float *parameters);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkDataParallel, ink_data_parallel_free)

G_END_DECLS
