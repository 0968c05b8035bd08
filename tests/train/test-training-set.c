/* What a run learns from: split, drawings, and what is no digit. */
#include <string.h>

#include "core/base/error.h"
#include "core/model/verdict.h"
#include "core/train/training-set.h"
#include "tests/train/trainer-support.h"
#include "tests/support/slow-build.h"

#define N_DIGITS 400

/* Ten kinds of bar, called as @names: in five rows, left or right. */
static InkImageSet *
ten_bars (const char *first_name)
{
  guint8 *pixels = g_malloc0 (N_DIGITS * INK_LENET5_PIXELS);
  guint8 *labels = g_malloc (N_DIGITS);
  GStrv names = g_new0 (char *, 11);

  for (guint i = 0; i < 10; i++)
    names[i] = i == 0 ? g_strdup (first_name) : g_strdup_printf ("%u", i);
  for (guint i = 0; i < N_DIGITS; i++)
    {
      guint label = i % 10, top = 4 + label % 5 * 4;

      labels[i] = (guint8) label;
      for (guint y = top; y < top + 3; y++)
        for (guint x = 0; x < 9; x++)
          pixels[i * INK_LENET5_PIXELS + y * 28 + 4 + x + label / 5 * 11]
              = (guint8) (200 + i % 50);
    }
  return ink_image_set_new ("bars", N_DIGITS, 28, 28,
                            g_bytes_new_take (pixels,
                                              N_DIGITS * INK_LENET5_PIXELS),
                            g_bytes_new_take (labels, N_DIGITS), names, NULL);
}

static InkRecipe
doubting_recipe (void)
{
  InkRecipe recipe = small_recipe ();

  recipe.augment = INK_AUGMENT_NONE;
  recipe.non_digits = 0.5;
  recipe.variations = 3;
  recipe.calibration = INK_CALIBRATION_TEMPERATURE;
  recipe.epochs = 25;
  return recipe;
}

static InkDrawingSet *
one_drawing (const char *label)
{
  InkDrawingSet *set = ink_drawing_set_new ();
  InkDrawing *drawing = ink_drawing_new ();

  ink_drawing_begin_stroke (drawing);
  ink_drawing_add_point (drawing, 0, 0, 0.5f);
  ink_drawing_add_point (drawing, 3, 4, 0.5f);
  ink_drawing_set_add (set, drawing, label, "someone");
  return set;
}

static void
test_parts (void)
{
  g_autoptr (InkImageSet) images = ten_bars ("0");
  g_autoptr (InkDrawingSet) drawings = one_drawing ("7");
  const InkRecipe recipe = doubting_recipe ();
  const guint8 *labels;
  InkTrainingSet set;

  g_assert_true (ink_training_set_init (&set, images, &recipe, NULL));
  g_assert_cmpuint (set.validation->len, ==, 80);
  g_assert_cmpuint (set.train->len, ==, 320 + 160);
  g_assert_true (ink_training_set_add_drawings (&set, drawings, &recipe, NULL));
  g_assert_cmpuint (set.train->len, ==, 320 + 160 + 3);
  labels = ink_image_set_labels (set.images);
  for (guint i = 0; i < set.validation->len; i++)
    g_assert_cmpuint (g_array_index (set.validation, guint32, i), <, N_DIGITS);
  for (guint i = N_DIGITS; i < N_DIGITS + 160; i++)
    g_assert_cmpuint (labels[i], ==, INK_NO_LABEL);
  g_assert_cmpuint (labels[N_DIGITS + 160], ==, 7);
  g_assert_cmpuint (ink_image_set_count (set.images), ==, N_DIGITS + 163);
  ink_training_set_clear (&set);
}

/* Made on several threads, the same bits each time. */
static void
test_same (void)
{
  g_autoptr (InkImageSet) images = ten_bars ("0");
  const InkRecipe recipe = doubting_recipe ();
  InkTrainingSet a, b;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_true (ink_training_set_init (&a, images, &recipe, NULL));
  g_assert_true (ink_training_set_init (&b, images, &recipe, NULL));
  first = ink_image_set_hash (a.images);
  second = ink_image_set_hash (b.images);
  g_assert_cmpstr (first, ==, second);
  ink_training_set_clear (&a);
  ink_training_set_clear (&b);
}

static void
test_refused (void)
{
  g_autoptr (InkImageSet) digits = ten_bars ("0");
  g_autoptr (InkImageSet) others = ten_bars ("zero");
  g_autoptr (InkDrawingSet) drawings = one_drawing ("B");
  const InkRecipe recipe = doubting_recipe ();
  const guint8 pixels[INK_LENET5_PIXELS] = { 0 };
  const guint8 label = 10;
  InkTrainingSet set;
  GError *error = NULL;

  g_assert_false (ink_training_set_init (&set, others, &recipe, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
  g_assert_nonnull (strstr (error->message, "0 to 9"));
  g_clear_error (&error);
  g_assert_true (ink_training_set_init (&set, digits, &recipe, NULL));
  g_assert_false (
      ink_training_set_add_drawings (&set, drawings, &recipe, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_MISMATCH);
  g_assert_nonnull (strstr (error->message, "\"B\""));
  g_clear_error (&error);
  g_assert_false (ink_training_set_add (&set, 1, pixels, &label, &error));
  g_assert_error (error, INK_ERROR, INK_ERROR_FORMAT);
  g_clear_error (&error);
  g_assert_cmpuint (set.train->len, ==, 480);
  ink_training_set_clear (&set);
}

/* Right and sure of bars, in doubt of a scribbled sheet; and it says where its
 * doubt begins. */
static void
test_doubt (void)
{
  g_autoptr (InkImageSet) images = ten_bars ("0");
  const InkRecipe recipe = doubting_recipe ();
  g_autoptr (InkTrainer) trainer = ink_trainer_new (images, &recipe, 2, NULL);
  g_autoptr (InkModel) model = ink_trainer_run (trainer, NULL, NULL, NULL);
  guint8 sheet[INK_LENET5_PIXELS] = { 0 };
  double p[10];
  guint n_sure = 0;

  g_assert_nonnull (model);
  g_assert_nonnull (ink_model_fact (model, "temperature"));
  g_assert_nonnull (ink_model_fact (model, INK_FACT_DOUBT_BELOW));
  for (guint i = 0; i < 100; i++)
    {
      InkVerdict v;

      ink_model_predict_images (
          model, ink_image_set_pixels (images) + i * INK_LENET5_PIXELS, 1, 1,
          p);
      v = ink_verdict_of_model (model, p);
      n_sure += v.kind == INK_VERDICT_CONFIDENT && v.best == i % 10;
    }
  g_assert_cmpuint (n_sure, >, 90);
  for (guint i = 0; i < INK_LENET5_PIXELS; i++)
    sheet[i] = i % 28 > 4 && i % 28 < 24 && (i / 28 + i % 28) % 5 < 3 ? 255 : 0;
  ink_model_predict_images (model, sheet, 1, 1, p);
  g_assert_cmpint (ink_verdict_of_model (model, p).kind, ==,
                   INK_VERDICT_NOT_A_DIGIT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/train/training-set/parts", test_parts);
  g_test_add_func ("/train/training-set/same", test_same);
  g_test_add_func ("/train/training-set/refused", test_refused);
  if (!IS_THREAD_BUILD)
    g_test_add_func ("/train/training-set/doubt", test_doubt);
  return g_test_run ();
}
