/* A batch's images, augmented and packed for the kernels. */
#include "core/train/batch.h"

#include "core/data/augment.h"
#include "core/model/lenet5.h"

#define CACHE_LINE 64

/* Returns: @from, or @to where that is now @from augmented. */
static const guint8 *
augment (const InkBatch *batch, guint32 index, const guint8 *from, guint8 *to)
{
  InkRng rng = ink_rng (batch->seed, INK_STREAM_AUGMENT, batch->epoch, index);

  switch (batch->augment)
    {
    case INK_AUGMENT_AFFINE:
      ink_augment_affine (&ink_affine_range_default, &rng, INK_LENET5_SIZE,
                          from, to);
      return to;
    case INK_AUGMENT_ELASTIC:
      ink_augment_elastic (&ink_elastic_range_default, &rng, INK_LENET5_SIZE,
                           from, to);
      return to;
    case INK_AUGMENT_NONE:
    default:
      return from;
    }
}

/* Images lie in memory at random, each in lines of its own: those of the next
 * block are asked for while this one is worked on. */
static void
fetch_ahead (const InkBatch *batch, guint first)
{
  const guint8 *pixels = ink_image_set_pixels (batch->images);
  guint end = MIN (first + INK_LANES, batch->n);

  for (guint i = first; i < end; i++)
    {
      const guint8 *image
          = pixels + (gsize) batch->indices[i] * INK_LENET5_PIXELS;

      for (guint at = 0; at < INK_LENET5_PIXELS; at += CACHE_LINE)
        __builtin_prefetch (image + at);
    }
}

void
ink_batch_pack (const InkBatch *batch, const InkKernels *kernels, guint first,
                guint n, float *block, guint8 *labels)
{
  const guint8 *pixels = ink_image_set_pixels (batch->images);
  const guint8 *all_labels = ink_image_set_labels (batch->images);
  guint8 changed[INK_LANES][INK_LENET5_PIXELS];
  const guint8 *lanes[INK_LANES];

  fetch_ahead (batch, first + n);
  for (guint i = 0; i < n; i++)
    {
      guint32 index = batch->indices[first + i];

      lanes[i] = augment (batch, index,
                          pixels + (gsize) index * INK_LENET5_PIXELS,
                          changed[i]);
      labels[i] = all_labels[index];
    }
  ink_lenet5_pack (kernels, lanes, n, block);
}
