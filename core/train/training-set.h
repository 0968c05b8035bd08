#pragma once

#include "core/data/drawing-set.h"
#include "core/data/image-set.h"
#include "core/train/recipe.h"

G_BEGIN_DECLS

/* What a run learns from and is held to: the images, of which the indices
 * @train are learnt and @validation are not. */
typedef struct
{
  InkImageSet *images;
  GArray *train;      /* guint32 */
  GArray *validation; /* guint32 */
  guint n_classes;
} InkTrainingSet;

/* ink_training_set_init: splits @images as @recipe says, and adds as many
 * pictures of what is no digit as it asks for.
 * @set: (out): to be cleared
 * INK_ERROR_MISMATCH where too few examples are there for the split, or where
 * the classes are no digits and the recipe asks for what is none. */
gboolean ink_training_set_init (InkTrainingSet *set, InkImageSet *images,
                                const InkRecipe *recipe, GError **error);
void ink_training_set_clear (InkTrainingSet *set);
/* ink_training_set_add: more to learn from, never to be held to.
 * @pixels: [n][28][28]; @labels: [n], INK_NO_LABEL for what is of no class.
 * INK_ERROR_FORMAT naming the first label out of range. */
gboolean ink_training_set_add (InkTrainingSet *set, guint n,
                               const guint8 *pixels, const guint8 *labels,
                               GError **error);
/* The same with each drawing's variations, as many as @recipe says.
 * INK_ERROR_MISMATCH naming a label that is no class of the images,
 * INK_ERROR_LIMIT. */
gboolean ink_training_set_add_drawings (InkTrainingSet *set,
                                        const InkDrawingSet *drawings,
                                        const InkRecipe *recipe,
                                        GError **error);

G_END_DECLS
