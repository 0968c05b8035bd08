#pragma once

#include "core/data/image-set.h"
#include "core/tensor/kernels.h"
#include "core/train/recipe.h"

G_BEGIN_DECLS

/* The examples of a batch: images @indices [n] of @images, drawn with
 * @augment from (seed, epoch, index). */
typedef struct
{
  const InkImageSet *images;
  const guint32 *indices;
  guint n;
  InkAugment augment;
  double label_smoothing;
  guint64 seed;
  guint epoch;
} InkBatch;

/* Examples @first on of the batch, @n <= INK_LANES of them: packed into
 * @block as @kernels want it, with @labels [n]. Any thread. */
void ink_batch_pack (const InkBatch *batch, const InkKernels *kernels,
                     guint first, guint n, float *block, guint8 *labels);

G_END_DECLS
