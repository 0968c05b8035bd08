#pragma once

#include "tests/data/temp-folder.h"

#include "core/base/rng.h"
#include "core/data/image-set.h"
#include "core/train/trainer.h"

/* A made-up data set that goes by the name of `mnist`: 28x28 images of a
 * bright bar whose row tells the class, in IDX files of a temporary folder. */

#define SMALL_TRAIN 400
#define SMALL_TEST 100

static inline void
small_put_u32 (guint8 *bytes, guint32 value)
{
  for (int i = 0; i < 4; i++)
    bytes[i] = (guint8) (value >> (24 - 8 * i));
}

/* @pixels: [n][28][28]; @labels: [n] */
static inline void
small_fill (guint8 *pixels, guint8 *labels, guint n)
{
  InkRng rng = ink_rng (5, INK_STREAM_TEST, n, 0);

  for (guint i = 0; i < n; i++)
    {
      guint8 *image = pixels + i * 784;

      labels[i] = (guint8) (i % 10);
      for (guint p = 0; p < 784; p++)
        image[p] = (guint8) ink_rng_below (&rng, 60);
      for (guint x = 4; x < 24; x++)
        image[(2 + 2 * labels[i]) * 28 + x] = 250;
    }
}

static inline void
small_write (const char *folder, const char *split, guint n)
{
  g_autofree char *images = g_strdup_printf ("mnist/%s-images-idx3-ubyte",
                                             split);
  g_autofree char *labels = g_strdup_printf ("mnist/%s-labels-idx1-ubyte",
                                             split);
  g_autofree guint8 *image_bytes = g_malloc (16 + n * 784);
  g_autofree guint8 *label_bytes = g_malloc (8 + n);

  small_put_u32 (image_bytes, 0x803);
  small_put_u32 (image_bytes + 4, n);
  small_put_u32 (image_bytes + 8, 28);
  small_put_u32 (image_bytes + 12, 28);
  small_put_u32 (label_bytes, 0x801);
  small_put_u32 (label_bytes + 4, n);
  small_fill (image_bytes + 16, label_bytes + 8, n);
  g_free (temp_folder_write (folder, images, image_bytes, 16 + n * 784));
  g_free (temp_folder_write (folder, labels, label_bytes, 8 + n));
}

/* The first thing in main(), before GLib looks for the user's folders.
 * Returns: (transfer full): a folder, which is now where data sets are looked
 * for and where the user's folders are. (G_TEST_OPTION_ISOLATE_DIRS also hides
 * the settings schemas, without which GTK does not start.) */
static inline char *
small_mnist_new (void)
{
  static const char *const homes[]
      = { "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME",
          "XDG_STATE_HOME" };
  char *folder = temp_folder_new ();

  small_write (folder, "train", SMALL_TRAIN);
  small_write (folder, "t10k", SMALL_TEST);
  g_setenv ("INKLING_DATA_PATH", folder, TRUE);
  g_setenv ("INKLING_RESOURCES", folder, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (homes); i++)
    g_setenv (homes[i], folder, TRUE);
  return folder;
}

static inline InkRecipe
small_recipe (guint epochs)
{
  return (InkRecipe) { .name = "small",
                       .epochs = epochs,
                       .batch_size = 50,
                       .learning_rate = 0.02,
                       .momentum = 0.9,
                       .schedule = INK_SCHEDULE_CONSTANT,
                       .validation_fraction = 0.25,
                       .seed = 3 };
}

/* (transfer full): trained so many epochs, with the classes 0 to 9. */
static inline InkModel *
small_model_of (guint epochs)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkImageSet) set = NULL;
  g_autoptr (InkTrainer) trainer = NULL;
  InkRecipe recipe = small_recipe (epochs);
  guint8 *pixels = g_malloc (SMALL_TRAIN * 784);
  guint8 *labels = g_malloc (SMALL_TRAIN);
  g_auto (GStrv) names = g_strsplit ("0 1 2 3 4 5 6 7 8 9", " ", -1);
  InkModel *model;

  small_fill (pixels, labels, SMALL_TRAIN);
  set = ink_image_set_new ("small", SMALL_TRAIN, 28, 28,
                           g_bytes_new_take (pixels, SMALL_TRAIN * 784),
                           g_bytes_new_take (labels, SMALL_TRAIN),
                           g_steal_pointer (&names), &error);
  g_assert_no_error (error);
  trainer = ink_trainer_new (set, &recipe, 1, &error);
  g_assert_no_error (error);
  model = ink_trainer_run (trainer, NULL, NULL, &error);
  g_assert_no_error (error);
  return model;
}

/* Trained a little. */
static inline InkModel *
small_model_new (void)
{
  return small_model_of (1);
}
