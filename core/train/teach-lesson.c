/* What is taught from: a set of images in three parts, each drawn from by its
 * own share of every batch. First come the drawings, varied; then what is
 * replayed. Only ink_lesson_new() puts the set together. */
#include "core/train/teach-private.h"

#include <math.h>
#include <string.h>

#include "core/data/augment.h"
#include "core/data/rasterize.h"
#include "core/model/lenet5.h"

#define MOST_VARIATIONS 16
#define LEAST_VARIATIONS 4
#define ALL_VARIATIONS 3200 /* of all drawings, about */

const InkTeachVariety ink_teach_variety_default = { .width_low = 1.8,
                                                    .width_high = 3.2,
                                                    .slant = 0.2,
                                                    .turn = 8,
                                                    .stretch = 0.15 };

static double
between (InkRng *rng, double low, double high)
{
  return low + (high - low) * ink_rng_uniform (rng);
}

/* Written again: (x, y) to a (x + s y, y) turned; size and place are the
 * rasteriser's. */
static InkDrawing *
rewrite (const InkDrawing *drawing, InkRng *rng)
{
  const InkTeachVariety *most = &ink_teach_variety_default;
  double slant = between (rng, -most->slant, most->slant);
  double turn = between (rng, -most->turn, most->turn) * G_PI / 180;
  double stretch = exp (between (rng, -most->stretch, most->stretch));
  double c = cos (turn), s = sin (turn);
  InkDrawing *copy = ink_drawing_new ();

  for (guint i = 0; i < ink_drawing_n_strokes (drawing); i++)
    {
      guint n;
      const InkPoint *points = ink_drawing_stroke (drawing, i, &n);

      ink_drawing_begin_stroke (copy);
      for (guint k = 0; k < n; k++)
        {
          double x = stretch * (points[k].x + slant * points[k].y);
          double y = points[k].y;

          ink_drawing_add_point (copy, c * x - s * y, s * x + c * y,
                                 points[k].pressure);
        }
    }
  return copy;
}

void
ink_teach_vary (const InkTeachDigit *digit, guint64 seed, guint index,
                guint number, guint8 *pixels)
{
  const InkTeachVariety *most = &ink_teach_variety_default;
  InkRng rng = ink_rng (seed, INK_STREAM_TEACH, index, number);
  InkRasterOptions options = INK_RASTER_OPTIONS_DEFAULT;

  if (number == 0) /* as it is */
    memcpy (pixels, digit->pixels, INK_DIGIT_PIXELS);
  else if (digit->drawing != NULL)
    {
      g_autoptr (InkDrawing) again = rewrite (digit->drawing, &rng);

      options.stroke_width
          = between (&rng, most->width_low, most->width_high);
      ink_rasterize_drawing (again, &options, pixels, NULL);
    }
  else
    {
      const InkAffineRange range = { .rotation = most->turn,
                                     .scale = most->stretch / 2,
                                     .shear = most->slant,
                                     .shift = 1 };

      ink_augment_affine (&range, &rng, INK_DIGIT_SIZE, digit->pixels, pixels);
    }
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

/* Images of the data that the model was trained on, no two the same. This is
 * the place for anything else that must not be forgotten. */
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
  lesson->n_replayed = n - lesson->first_replayed;
  lesson->images = ink_image_set_new (
      "lesson", n, INK_DIGIT_SIZE, INK_DIGIT_SIZE,
      g_byte_array_free_to_bytes (images.pixels),
      g_byte_array_free_to_bytes (images.labels), names, error);
  if (lesson->images == NULL)
    g_clear_pointer (&lesson, ink_lesson_free);
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
