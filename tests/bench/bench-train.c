/* Training throughput of LeNet-5 on made-up images, from bytes to updated
 * weights, in images a second: one line of JSON a round, which also says what
 * kernels were at work and, in bf16, how they multiplied: convert, dot or
 * tiles. Usage: bench-train THREADS BATCH IMAGES ROUNDS [PRECISION [AUGMENT]]
 */
#include <stdio.h>
#include <stdlib.h>

#include "core/base/rng.h"
#include "core/tensor/kernels.h"
#include "core/train/trainer.h"

static InkImageSet *
noise_new (guint n)
{
  gsize size = (gsize) n * 784;
  guint8 *pixels = g_malloc (size), *labels = g_malloc (n);
  const char *const names[]
      = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", NULL };
  InkRng rng = ink_rng (1, INK_STREAM_TEST, 0, 0);

  for (gsize i = 0; i < size; i++)
    pixels[i] = (guint8) ink_rng_u64 (&rng);
  for (guint i = 0; i < n; i++)
    labels[i] = (guint8) (i % 10);
  return ink_image_set_new ("noise", n, 28, 28,
                            g_bytes_new_take (pixels, size),
                            g_bytes_new_take (labels, n),
                            g_strdupv ((char **) names), NULL);
}

typedef struct
{
  guint threads;
  InkRecipe recipe;
} Setting;

/* FALSE where a name is none of PRECISION or AUGMENT. */
static gboolean
take_setting (int argc, char **argv, Setting *setting)
{
  InkRecipe *recipe = &setting->recipe;

  setting->threads = argc > 1 ? (guint) atoi (argv[1]) : 1;
  *recipe = (InkRecipe){ .name = "bench",
                         .epochs = argc > 4 ? (guint) atoi (argv[4]) + 1 : 6,
                         .batch_size = argc > 2 ? (guint) atoi (argv[2]) : 128,
                         .learning_rate = 0.001,
                         .momentum = 0.9 };
  return (argc <= 5 || ink_precision_from_name (argv[5], &recipe->precision))
         && (argc <= 6 || ink_augment_from_name (argv[6], &recipe->augment));
}

static void
print_epoch (const InkEvent *event, gpointer user_data)
{
  const Setting *setting = user_data;
  InkPrecision precision = setting->recipe.precision;
  const InkKernels *kernels = ink_kernels_default_for (precision);

  if (event->kind != INK_EVENT_EPOCH || event->epoch == 1) /* warming up */
    return;
  printf ("{\"program\":\"inkling %s\",\"isa\":\"%s\",\"precision\":\"%s\","
          "\"bf16\":\"%s\",\"augment\":\"%s\",\"threads\":%u,"
          "\"images_per_second\":%.1f}\n",
          ink_isa_name (kernels->isa), ink_isa_name (kernels->isa),
          ink_precision_name (precision),
          precision == INK_PRECISION_BF16 ? ink_bf16_name (kernels->bf16) : "",
          ink_augment_name (setting->recipe.augment), setting->threads,
          event->images_per_second);
}

static InkModel *
train (Setting *setting, guint n_images, GError **error)
{
  g_autoptr (InkImageSet) images = noise_new (n_images);
  g_autoptr (InkTrainer) trainer
      = ink_trainer_new (images, &setting->recipe, setting->threads, error);

  if (trainer == NULL)
    return NULL;
  return ink_trainer_run (trainer, print_epoch, setting, error);
}

int
main (int argc, char **argv)
{
  guint n_images = argc > 3 ? (guint) atoi (argv[3]) : 12800;
  g_autoptr (GError) error = NULL;
  g_autoptr (InkModel) model = NULL;
  Setting setting;

  if (!take_setting (argc, argv, &setting))
    {
      fprintf (stderr, "bench-train: unknown precision or augmentation\n");
      return 2;
    }
  if (ink_kernels_check_environment (&error))
    model = train (&setting, n_images, &error);
  if (model != NULL)
    return 0;
  fprintf (stderr, "bench-train: %s\n", error->message);
  return 1;
}
