/* The examples of a run: split, and with what is no digit among them. */
#include "core/train/training-set.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/data/drawing-variation.h"
#include "core/data/non-digits.h"
#include "core/data/split.h"
#include "core/model/lenet5.h"

/* Images of drawings, 784 bytes each. */
#define MOST_VARIED 2000000

static gboolean
split (InkTrainingSet *set, const InkRecipe *recipe, GError **error)
{
  ink_split_stratified_u8 (ink_image_set_labels (set->images),
                           ink_image_set_count (set->images), set->n_classes,
                           recipe->validation_fraction, recipe->seed,
                           set->train, set->validation);
  if (set->train->len > 0
      && (recipe->validation_fraction == 0 || set->validation->len > 0))
    return TRUE;
  return ink_error_set (error, INK_ERROR_MISMATCH,
                        "%s: %u examples are too few for a validation "
                        "fraction of %g",
                        ink_image_set_name (set->images),
                        ink_image_set_count (set->images),
                        recipe->validation_fraction);
}

static gboolean
are_digits (const InkImageSet *images)
{
  const char *const *names = ink_image_set_class_names (images);

  if (ink_image_set_n_classes (images) != 10)
    return FALSE;
  for (guint i = 0; i < 10; i++)
    if (names[i][0] != '0' + (char) i || names[i][1] != '\0')
      return FALSE;
  return TRUE;
}

static gboolean
add_non_digits (InkTrainingSet *set, const InkRecipe *recipe, GError **error)
{
  guint n = (guint) lround (recipe->non_digits * set->train->len);
  g_autofree guint8 *pixels = g_malloc_n (MAX (n, 1), INK_LENET5_PIXELS);
  g_autofree guint8 *labels = g_malloc (MAX (n, 1));
  InkNonDigitSource source = { .digits = set->images,
                               .indices = (guint32 *) set->train->data,
                               .n = set->train->len };

  if (n == 0)
    return TRUE;
  if (!are_digits (set->images))
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: the recipe adds what is no digit, so it "
                          "expects the classes 0 to 9, found others",
                          ink_image_set_name (set->images));
  ink_non_digits (&source, recipe->seed, n, 0, pixels);
  memset (labels, INK_NO_LABEL, n);
  return ink_training_set_add (set, n, pixels, labels, error);
}

gboolean
ink_training_set_init (InkTrainingSet *set, InkImageSet *images,
                       const InkRecipe *recipe, GError **error)
{
  set->images = ink_image_set_ref (images);
  set->train = g_array_new (FALSE, FALSE, sizeof (guint32));
  set->validation = g_array_new (FALSE, FALSE, sizeof (guint32));
  set->n_classes = ink_image_set_n_classes (images);
  if (split (set, recipe, error) && add_non_digits (set, recipe, error))
    return TRUE;
  ink_training_set_clear (set);
  return FALSE;
}

void
ink_training_set_clear (InkTrainingSet *set)
{
  g_clear_pointer (&set->images, ink_image_set_unref);
  g_clear_pointer (&set->train, g_array_unref);
  g_clear_pointer (&set->validation, g_array_unref);
}

/* --- Drawings --- */

typedef struct
{
  const InkDrawingSet *drawings;
  const InkRecipe *recipe;
  guint8 *pixels;
} Varied;

static void
vary (guint task, guint worker, gpointer user_data)
{
  const Varied *all = user_data;
  guint index = task / all->recipe->variations;
  InkRng rng = ink_rng (all->recipe->seed, INK_STREAM_VARIATION, index,
                        task % all->recipe->variations);

  ink_drawing_vary_pixels (ink_drawing_set_drawing (all->drawings, index),
                           &ink_variation_range_default, &rng,
                           all->pixels + (gsize) task * INK_LENET5_PIXELS);
}

/* The class that is called so; -1. */
static int
class_of (const InkImageSet *images, const char *label)
{
  const char *const *names = ink_image_set_class_names (images);

  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], label) == 0)
      return (int) i;
  return -1;
}

/* @labels: [count x variations] */
static gboolean
label_drawings (const InkTrainingSet *set, const InkDrawingSet *drawings,
                guint variations, guint8 *labels, GError **error)
{
  for (guint i = 0; i < ink_drawing_set_count (drawings); i++)
    {
      const char *label = ink_drawing_set_label (drawings, i);
      int class = class_of (set->images, label);

      if (class < 0)
        return ink_error_set (error, INK_ERROR_MISMATCH,
                              "drawings: expected the classes of %s, found "
                              "\"%s\"",
                              ink_image_set_name (set->images), label);
      memset (labels + (gsize) i * variations, class, variations);
    }
  return TRUE;
}

gboolean
ink_training_set_add_drawings (InkTrainingSet *set,
                               const InkDrawingSet *drawings,
                               const InkRecipe *recipe, GError **error)
{
  gsize n = (gsize) ink_drawing_set_count (drawings) * recipe->variations;
  g_autofree guint8 *labels = NULL;
  g_autofree guint8 *pixels = NULL;
  g_autoptr (InkPool) pool = NULL;
  Varied all = { drawings, recipe, NULL };

  if (n > MOST_VARIED)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "drawings: expected at most %d with their "
                          "variations, found %" G_GSIZE_FORMAT,
                          MOST_VARIED, n);
  labels = g_malloc (MAX (n, 1));
  if (!label_drawings (set, drawings, recipe->variations, labels, error))
    return FALSE;
  all.pixels = pixels = g_malloc_n (MAX (n, 1), INK_LENET5_PIXELS);
  pool = ink_pool_new (0);
  ink_pool_run (pool, (guint) n, vary, &all);
  return ink_training_set_add (set, (guint) n, pixels, labels, error);
}

gboolean
ink_training_set_add (InkTrainingSet *set, guint n, const guint8 *pixels,
                      const guint8 *labels, GError **error)
{
  guint32 first = ink_image_set_count (set->images);
  InkImageSet *all
      = ink_image_set_extend (set->images, n, pixels, labels, error);

  if (all == NULL)
    return FALSE;
  ink_image_set_unref (set->images);
  set->images = all;
  for (guint32 i = first; i < first + n; i++)
    g_array_append_val (set->train, i);
  return TRUE;
}
