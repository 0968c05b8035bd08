/* What is taught from: a set of images in three parts, each drawn from by its
 * own share of every batch. First come the drawings, varied; then what is
 * replayed. Only ink_lesson_new() puts the set together. */
#include "core/train/teach-private.h"

#include <string.h>

#include "core/data/augment.h"
#include "core/data/drawing-variation.h"
#include "core/data/non-digits.h"
#include "core/data/rasterize.h"
#include "core/model/lenet5.h"
#include "core/model/verdict.h"

#define MOST_VARIATIONS 16
#define LEAST_VARIATIONS 4
/* As in the recipe canvas. */
#define DIGITS_A_NON_DIGIT 10
#define ALL_VARIATIONS 3200 /* of all drawings, about */

/* More than in training, where elastic distortions come on top. */
static const InkVariationRange range = { .slant = 0.2,
                                         .rotation = 8,
                                         .stretch = 0.3,
                                         .jitter = 0.01,
                                         .width_low = 1.8,
                                         .width_high = 3.2 };
/* The same for a picture. */
static const InkAffineRange picture_range
    = { .rotation = 8, .scale = 0.075, .shear = 0.2, .shift = 1 };

void
ink_teach_vary (const InkTeachDigit *digit, guint64 seed, guint index,
                guint number, guint8 *pixels)
{
  InkRng rng = ink_rng (seed, INK_STREAM_TEACH, index, number);

  if (number == 0) /* as it is */
    memcpy (pixels, digit->pixels, INK_DIGIT_PIXELS);
  else if (digit->drawing != NULL)
    ink_drawing_vary_pixels (digit->drawing, &range, &rng, pixels);
  else
    ink_augment_affine (&picture_range, &rng, INK_DIGIT_SIZE, digit->pixels,
                        pixels);
}

/* --- The set --- */

typedef struct
{
  GByteArray *pixels;
  GByteArray *labels;
} Images;

static void
add_image (Images *images, const guint8 *pixels, guint8 label)
{
  g_byte_array_append (images->pixels, pixels, INK_DIGIT_PIXELS);
  g_byte_array_append (images->labels, &label, 1);
}

static guint
n_variations_of (guint n_digits)
{
  return CLAMP (ALL_VARIATIONS / MAX (1, n_digits), LEAST_VARIATIONS,
                MOST_VARIATIONS);
}

static void
add_drawings (Images *images, const InkTeachTask *task, guint n_variations)
{
  guint8 pixels[INK_DIGIT_PIXELS];

  for (guint i = 0; i < task->n_digits; i++)
    for (guint k = 0; k < n_variations; k++)
      {
        ink_teach_vary (&task->digits[i], task->seed, i, k, pixels);
        add_image (images, pixels, task->digits[i].label);
      }
}

/* Images of the data that the model was trained on, no two the same. */
static void
add_replay (Images *images, const InkTeachTask *task, guint n)
{
  guint n_all = ink_image_set_count (task->replay);
  g_autofree guint32 *order = g_new (guint32, n_all);
  const guint8 *pixels = ink_image_set_pixels (task->replay);
  const guint8 *labels = ink_image_set_labels (task->replay);
  InkRng rng = ink_rng (task->seed, INK_STREAM_TEACH, G_MAXUINT32, 0);

  for (guint i = 0; i < n_all; i++)
    order[i] = i;
  ink_rng_shuffle (&rng, order, n_all);
  for (guint i = 0; i < MIN (n, n_all); i++)
    add_image (images, pixels + (gsize) order[i] * INK_DIGIT_PIXELS,
               labels[order[i]]);
}

/* Puts what is no digit behind @images where the base model doubts such things,
 * so that it goes on doubting. Returns: (transfer full). */
static InkImageSet *
add_non_digits (InkImageSet *images, const InkTeachTask *task, guint n)
{
  guint n_all = ink_image_set_count (task->replay);
  g_autofree guint32 *indices = g_new (guint32, MAX (n_all, 1));
  g_autofree guint8 *pixels = g_malloc_n (MAX (n, 1), INK_DIGIT_PIXELS);
  g_autofree guint8 *labels = g_malloc (MAX (n, 1));
  InkNonDigitSource source = { task->replay, indices, n_all };
  InkImageSet *extended;

  if (ink_model_fact (task->base, INK_FACT_DOUBT_BELOW) == NULL || n_all == 0)
    return images;
  for (guint i = 0; i < n_all; i++)
    indices[i] = i;
  ink_non_digits (&source, task->seed, n, task->n_threads, pixels);
  memset (labels, INK_NO_LABEL, n);
  extended = ink_image_set_extend (images, n, pixels, labels, NULL);
  ink_image_set_unref (images);
  return extended;
}

InkLesson *
ink_lesson_new (const InkTeachTask *task, guint n_replay, GError **error)
{
  Images images = { g_byte_array_new (), g_byte_array_new () };
  GStrv names = g_strdupv ((GStrv) ink_model_class_names (task->base));
  InkLesson *lesson = g_new0 (InkLesson, 1);
  guint n;

  lesson->n_variations = n_variations_of (task->n_digits);
  add_drawings (&images, task, lesson->n_variations);
  lesson->first_replayed = images.labels->len;
  add_replay (&images, task, n_replay);
  n = images.labels->len;
  lesson->images = ink_image_set_new (
      "lesson", n, INK_DIGIT_SIZE, INK_DIGIT_SIZE,
      g_byte_array_free_to_bytes (images.pixels),
      g_byte_array_free_to_bytes (images.labels), names, error);
  if (lesson->images == NULL)
    {
      ink_lesson_free (lesson);
      return NULL;
    }
  lesson->images = add_non_digits (lesson->images, task,
                                   (n - lesson->first_replayed)
                                       / DIGITS_A_NON_DIGIT);
  lesson->n_replayed
      = ink_image_set_count (lesson->images) - lesson->first_replayed;
  return lesson;
}

void
ink_lesson_free (InkLesson *lesson)
{
  if (lesson == NULL)
    return;
  g_clear_pointer (&lesson->images, ink_image_set_unref);
  g_free (lesson);
}
